"""Deciding, and looking again."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from knotwork.learning.decisions import actions
from knotwork.learning.decisions.models import Decision, Review
from knotwork.learning.measures.queries import series_of
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def shown(day: str) -> str:
    on = date.fromisoformat(day)
    return f"{on.day} {on:%B %Y}"


def decide(world, at=NOW, **more):
    given = {"owner": world.improver_here, "system": world.system, "place": world.here, "by": world.improver_here}
    review_on = (at + timedelta(days=90)).date()
    return actions.decide(
        question="Go on?", choice="Yes", reasons="So", at=at, **{**given, "review_on": review_on, **more}
    )


@pytest.fixture
def deciding(world, client):
    """The page, opened by the improver here."""
    client.force_login(world.improver_here)
    given = {
        "question": "Go on?", "choice": "Yes", "reasons": "It works", "dissent": "", "place": world.here.code,
        "owner": world.improver_here.pk, "review_on": in_days(90), "token": uuid4(),
    }  # fmt: skip

    def post(**typed):
        return client.post(reverse("decide", args=[world.system.slug]), {**given, **typed})

    return post


def test_a_decision_is_kept_with_what_it_was_decided_from(deciding, world, client) -> None:
    story = world.tell("A story")
    chart = f"chart/{world.measure.slug}/{world.here.code}"
    answer = deciding(decided_from=[story.code, chart], **{"from": chart})
    made = Decision.objects.get()
    assert answer.url == reverse("decision", args=[made.strand.code])
    assert {link.relation for link in made.strand.origin_links.all()} == {"decided from"}
    assert {link.origin.kind for link in made.strand.origin_links.all()} == {"insight", "reading"}
    page = client.get(answer.url).content.decode()
    for words in ("Go on?", "It works", "A story", "Then,", "Now"):
        assert words in page


@pytest.mark.parametrize("field", ["question", "choice", "reasons", "owner", "review_on", "place"])
def test_what_is_missing_is_said_beside_its_field(deciding, field) -> None:
    answer = deciding(**{field: ""})
    assert list(answer.context["form"].errors) == [field]
    assert Decision.objects.count() == 0


def test_a_ward_lead_decides_for_their_ward_and_not_for_another(deciding, world) -> None:
    assert list(deciding(place=world.there.code).context["form"].errors) == ["place"]


def test_a_co_ordinator_may_decide_for_the_whole_learning_system(deciding, world, client) -> None:
    client.force_login(world.co_ordinator)
    deciding(place="", owner=world.improver_here.pk)
    assert Decision.objects.get().strand.place is None


def test_only_people_of_the_learning_system_can_carry_it(deciding, world) -> None:
    assert list(deciding(owner=world.stranger.pk).context["form"].errors) == ["owner"]


def test_the_same_form_sent_twice_decides_once(deciding) -> None:
    assert deciding().url == deciding().url
    assert Decision.objects.count() == 1


def test_looking_for_more_keeps_what_was_typed(deciding, world) -> None:
    for number in range(30):
        world.tell(f"Story {number}")
    page = deciding(look="1", words="story 21", question="Half a question").content.decode()
    assert "Half a question" in page
    assert "Story 21" in page
    assert "Story 11" not in page
    assert Decision.objects.count() == 0


def test_what_i_may_not_see_is_not_offered(deciding, world, client) -> None:
    world.tell("Hidden rounds", by=world.improver_there, place=world.there, visibility="team")
    page = client.get(reverse("decide", args=[world.system.slug]))
    assert "Hidden rounds" not in page.content.decode()


def review(client, decision, **typed):
    given = {"verdict": "partly", "seen": "Fewer at night.", "token": uuid4()}
    return client.post(reverse("look-again", args=[decision.strand.code]), {**given, **typed})


def test_a_decision_is_looked_at_again_and_both_pages_say_what_was_found(deciding, client) -> None:
    deciding()
    made = Decision.objects.get()
    answer = review(client, made)
    assert Review.objects.get().verdict == "partly"
    for address in (answer.url, reverse("decision", args=[made.strand.code])):
        page = client.get(address).content.decode()
        assert "Partly" in page
        assert "Fewer at night." in page


@pytest.mark.parametrize(("typed", "field"), [({"verdict": "maybe"}, "verdict"), ({"seen": ""}, "seen")])
def test_a_review_says_both_whether_and_what(deciding, client, typed, field) -> None:
    deciding()
    answer = review(client, Decision.objects.get(), **typed)
    assert list(answer.context["form"].errors) == [field]
    assert Review.objects.count() == 0


def test_a_decision_past_its_day_says_that_it_waits(world, client) -> None:
    made = decide(world, at=NOW.replace(year=2020))
    client.force_login(world.improver_here)
    assert "and waits for that" in client.get(made.get_absolute_url()).content.decode()


#   the field, how many days from today, and what is said of it
@pytest.mark.parametrize(
    ("field", "days", "said"),
    [
        ("review_on", -1, "before the day of the decision"),
        ("review_on", 3_654, "within the next ten years"),
        ("due_on", -1, "This day is past"),
        ("due_on", 3_654, "within the next ten years"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field(deciding, field, days, said) -> None:
    errors = deciding(**{field: in_days(days)}).context["form"].errors
    assert list(errors) == [field]
    assert said in errors[field][0]
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("typed", [{"review_on": 0, "due_on": 0}, {"review_on": 3_653, "due_on": 3_653}])
def test_the_first_day_and_the_last_are_taken(deciding, typed) -> None:
    assert deciding(**{field: in_days(days) for field, days in typed.items()}).status_code == 302


@pytest.mark.parametrize("days", [{"review_on": later(-1)}, {"due_on": later(-1)}, {"due_on": later(3_654)}])
def test_the_action_refuses_such_days_too(world, days) -> None:
    with pytest.raises(actions.NotThen):
        decide(world, **{field: day.date() for field, day in days.items()})
    assert Decision.objects.count() == 0


def test_what_is_too_early_to_say_asks_when_to_look_again_and_says_so(deciding, client) -> None:
    deciding(review_on=in_days(0))
    made = Decision.objects.get()
    answer = review(client, made, verdict="too early", look_again_on="")
    assert list(answer.context["form"].errors) == ["look_again_on"]
    day = in_days(60)
    answer = review(client, made, verdict="too early", look_again_on=day)
    assert Review.objects.get().look_again_on == date.fromisoformat(day)
    assert f"To be looked at again on {shown(day)}." in client.get(answer.url).content.decode()
    page = client.get(made.strand.get_absolute_url()).content.decode()
    assert f"We look again on {shown(day)}." in page
    assert "and waits for that" not in page


@pytest.mark.parametrize(("days", "said"), [(0, "after today"), (-9, "after today"), (3_654, "ten years")])
def test_the_next_look_is_after_today_and_not_too_far(deciding, client, days, said) -> None:
    deciding()
    answer = review(client, Decision.objects.get(), verdict="too early", look_again_on=in_days(days))
    assert said in answer.context["form"].errors["look_again_on"][0]
    assert Review.objects.count() == 0


def test_any_other_answer_keeps_no_day_whatever_stands_in_its_box(deciding, client) -> None:
    for day in (in_days(60), in_days(-60), "nonsense"):
        deciding(token=uuid4())
        review(client, Decision.objects.latest("pk"), verdict="yes", look_again_on=day)
    assert list(Review.objects.values_list("look_again_on", flat=True)) == [None, None, None]


#   days from deciding to looking again, and how far on the next look is offered
@pytest.mark.parametrize(("first", "again"), [(30, 30), (0, 1), (3_653, 3_653)])
def test_as_long_again_is_offered(deciding, client, first, again) -> None:
    deciding(review_on=in_days(first))
    page = client.get(reverse("look-again", args=[Decision.objects.get().strand.code]))
    assert page.context["form"].initial["look_again_on"].isoformat() == in_days(again)


def test_once_it_is_known_whether_it_worked_no_day_is_said_any_more(world, client) -> None:
    made = decide(world)
    actions.review(decision=made, verdict="yes", seen="Fewer", by=world.improver_here, at=later(1))
    client.force_login(world.improver_here)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "We look again on" not in page
    assert "and waits for that" not in page


@pytest.mark.parametrize("day", [None, NOW.date(), later(3_654).date()])
def test_the_action_too_asks_for_a_day_that_can_be(world, day) -> None:
    with pytest.raises(actions.NotThen):
        actions.review(
            decision=decide(world), verdict="too early", seen="So", look_again_on=day, by=world.improver_here, at=NOW
        )


def test_the_databases_hold_that_too_early_has_a_day_and_nothing_else_has(world) -> None:
    actions.review(decision=decide(world), verdict="yes", seen="Fewer", by=world.improver_here, at=later(1))
    for wrong in ({"verdict": "too early"}, {"look_again_on": NOW.date()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.update(**wrong)


def test_the_charts_of_a_decision_stand_as_they_stood(deciding, world, client) -> None:
    chart = f"chart/{world.measure.slug}/{world.here.code}"
    answer = deciding(decided_from=[chart], **{"from": chart})
    world.measure.observations.all().delete()
    world.fill(world.measure, world.here, [1, 1], 1000)
    page = client.get(answer.url).content.decode()
    assert series_of(world.measure)[0].reading.sentence in page
    assert "Then," in page
