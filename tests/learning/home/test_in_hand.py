"""Today quietly has what one carries: open actions, and decisions whose day to be looked at again has come."""

import pytest
from django.urls import reverse

from knotwork.learning.decisions import actions as decisions
from knotwork.learning.doings import actions as doings
from knotwork.learning.home.queries import EACH, in_hand
from knotwork.learning.strands import actions as strands
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
TODAY = later(90).date()


@pytest.fixture
def carrier(world):
    return world.make_person("Carrie", ("member", world.there))


@pytest.fixture
def decide(world, carrier):
    def decided(question="Go on?", review_on=TODAY, **more):
        given = {"owner": carrier, "system": world.system, "place": world.here, "by": world.improver_here, "at": NOW}
        return decisions.decide(question=question, choice="Yes", reasons="So", review_on=review_on, **{**given, **more})

    return decided


def begin(world, decision, owner, what="Move it", days=30):
    return doings.begin(
        decision=decision,
        what=what,
        owner=owner,
        due_on=later(days).date(),
        by=world.improver_here,
        at=min(NOW, later(days)),
    )


#   the day on which it is to be looked at again, and whether it is in hand
@pytest.mark.parametrize(("days", "there"), [(89, True), (90, True), (91, False)])
def test_a_decision_is_in_hand_from_its_day_on(carrier, decide, days, there) -> None:
    decide(review_on=later(days).date())
    assert bool(in_hand(carrier, today=TODAY)) is there


def test_one_that_was_looked_at_again_is_in_hand_no_more(world, carrier, decide) -> None:
    decisions.review(decision=decide(), verdict="no", seen="More", by=world.improver_here, at=later(3))
    assert not in_hand(carrier, today=TODAY)


#   the day on which one looks at one that it was too early to judge, and whether it is in hand
@pytest.mark.parametrize(("days", "there"), [(89, True), (90, True), (91, False)])
def test_one_that_was_too_early_to_judge_comes_back_on_its_new_day(world, carrier, decide, days, there) -> None:
    decisions.review(
        decision=decide(review_on=later(2).date()), verdict="too early", seen="So", by=world.improver_here,
        look_again_on=later(days).date(), at=later(3),
    )  # fmt: skip
    assert bool(in_hand(carrier, today=TODAY)) is there


def test_one_that_somebody_else_carries_is_not_in_my_hands(world, carrier, decide) -> None:
    decide(owner=world.improver_here)
    assert not in_hand(carrier, today=TODAY)


def test_what_i_may_not_see_is_not_in_my_hands(world, carrier, decide) -> None:
    """Nobody can narrow it so; but a role can end."""
    begin(world, decide(), carrier)
    carrier.roles.all().delete()
    assert not in_hand(type(carrier).objects.get(pk=carrier.pk), today=TODAY)


def test_what_i_carry_is_not_narrowed_out_of_my_hands(world, carrier, decide) -> None:
    decision = decide()
    begin(world, decision, carrier)
    with pytest.raises(strands.HidesFromWhoCarries, match=r"Carrie carries “Go on.” and would see it no more"):
        strands.narrow(strand=decision, visibility="team", by=world.improver_here, at=later(1))
    found = in_hand(carrier, today=TODAY)
    assert ([one.what for one in found.actions], found.decisions) == (["Move it"], [decision])


def test_only_the_soonest_few_stand_there(world, carrier, decide) -> None:
    decision = decide()
    for number in range(EACH + 3):
        begin(world, decision, carrier, f"Do {number}", days=40 - number)
    assert [doing.what for doing in in_hand(carrier, today=TODAY).actions] == [f"Do {n}" for n in (7, 6, 5, 4, 3)]


def test_today_has_them_without_counting_or_alarm(world, client, carrier, decide) -> None:
    begin(world, decide(question="Go on?"), carrier, "Move every bell", days=-200)
    client.force_login(carrier)
    answer = client.get(reverse("today"))
    page = answer.content.decode()
    assert "In your hands" in page
    assert "Move every bell" in page
    part = page.split('class="kw-in-hand"')[1].split("</section>")[0].lower()
    assert [word for word in ("overdue", "late", "warning", "error", "action(s)") if word in part] == []
    assert len(answer.context["new"]) == 1  # the decision itself is new; what is carried is not counted with it


def test_who_carries_nothing_has_no_such_part(world, client) -> None:
    client.force_login(world.observer)
    assert "In your hands" not in client.get(reverse("today")).content.decode()
