"""What has been open for long surfaces to those who run a learning system, and to nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.learning.decisions import actions as decisions
from knotwork.learning.decisions.queries import A_PAGE, waiting
from knotwork.learning.doings import actions as doings
from knotwork.learning.strands import actions as strands
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
AT = later(100)
NOTHING = {"stories": [], "insights": [], "themes": [], "decisions": [], "actions": []}


def decide(world, **more):
    at = more.get("at", NOW)
    given = {"question": "Go on?", "review_on": (at + timedelta(days=50)).date(), "at": at, **more}
    return decisions.decide(
        choice="Yes", reasons="So", owner=world.improver_here, system=world.system, place=world.here,
        by=world.improver_here, **given,
    )  # fmt: skip


def begin(world, decision, **more):
    given = {"what": "Move it", "due_on": later(60).date(), "owner": world.improver_here, **more}
    return doings.begin(decision=decision, by=world.improver_here, at=decision.at, **given)


def waits(world, by=None, at=AT, **asked) -> dict[str, list[str]]:
    parts = waiting(by or world.co_ordinator, world.system, at=at, asked=asked)
    return {name: [getattr(one, "title", None) or one.what for one in some] for name, some in parts.items()}


#   days since it was told, and whether it waits
@pytest.mark.parametrize(("days", "there"), [(29, False), (30, False), (30.01, True), (400, True)])
def test_an_insight_waits_after_a_month_without_an_answer(world, days, there) -> None:
    world.tell("A story")
    assert waits(world, at=later(days))["insights"] == ["A story"] * there


def test_an_insight_that_was_answered_or_used_waits_no_more(world) -> None:
    answered, used = world.tell("Answered"), world.tell("Used")
    world.tell("The answer", at=later(99), came_of=[(answered, "answers")])
    decide(world, decided_from=[used], at=later(99))
    assert waits(world)["insights"] == []


def test_an_answer_that_one_may_not_see_is_as_if_it_were_not(world) -> None:
    """Else whatever is missing from the list would tell that something hidden came of it."""
    story = world.tell("A story")
    decision = decide(world, decided_from=[story], at=later(99))
    strands.narrow(strand=decision, visibility="team", by=world.improver_here, at=later(99))
    assert waits(world)["insights"] == ["A story"]
    assert waits(world, by=world.improver_here)["insights"] == []


def test_what_one_may_not_see_does_not_wait_for_one(world) -> None:
    world.tell("Hidden", visibility="team")
    decision = decide(world)
    begin(world, decision)
    strands.narrow(strand=decision, visibility="team", by=world.improver_here, at=later(1))
    assert waits(world) == NOTHING


#   the day on which it was to be looked at again, or done, and whether it waits
@pytest.mark.parametrize(("days", "there"), [(99, True), (100, False), (101, False)])
def test_decisions_and_actions_wait_from_the_day_after_theirs(world, days, there) -> None:
    day = later(days).date()
    begin(world, decide(world, review_on=day), due_on=day)
    found = waits(world)
    assert (found["decisions"], found["actions"]) == (["Go on?"] * there, ["Move it"] * there)


def test_what_was_looked_at_again_or_ended_waits_no_more(world) -> None:
    decision = decide(world)
    action = begin(world, decision)
    decisions.review(decision=decision, verdict="yes", seen="Fewer", by=world.improver_here, at=later(60))
    doings.finish(strand=action, end="stopped", went="So.", by=world.improver_here, at=later(60))
    assert waits(world) == NOTHING


def review(world, decision, days, verdict="too early", again=None, by=None, **more):
    day = later(again).date() if again else None
    return decisions.review(
        decision=decision, verdict=verdict, seen="So", look_again_on=day, by=by or world.improver_here,
        at=later(days), **more,
    )  # fmt: skip


def looks(world, days) -> list[str]:
    return waits(world, at=later(days))["decisions"]


def test_what_was_too_early_to_say_waits_anew_from_the_day_after_its_next_one(world) -> None:
    review(world, decide(world), 60, again=80)
    assert [looks(world, days) for days in (51, 61, 80, 81)] == [[], [], [], ["Go on?"]]


def test_the_newest_review_says_whether_it_waits_and_from_when(world) -> None:
    decision = decide(world)
    review(world, decision, 60, again=70)
    review(world, decision, 71, again=90)
    assert [looks(world, days) for days in (80, 91)] == [[], ["Go on?"]]
    review(world, decision, 92, "partly")
    assert looks(world, 400) == []
    review(world, decision, 93, again=95)
    assert looks(world, 400) == ["Go on?"]


def test_one_that_was_looked_at_before_its_day_waits_from_the_new_day(world) -> None:
    review(world, decide(world), 10, again=20)
    assert looks(world, 21) == ["Go on?"]


def test_a_review_that_one_may_not_see_moves_no_day(world) -> None:
    decision = decide(world)
    found = review(world, decision, 60, again=80)
    strands.narrow(strand=found, visibility="team", by=world.improver_here, at=later(60))
    assert looks(world, 61) == ["Go on?"]
    assert waits(world, by=world.improver_here, at=later(61))["decisions"] == []


def test_the_page_says_the_day_that_the_newest_review_said(world, client) -> None:
    past = NOW.replace(year=2024)
    decision = decide(world, at=past, review_on=past.date())
    decisions.review(
        decision=decision, verdict="too early", seen="So", look_again_on=past.date() + timedelta(days=9),
        by=world.improver_here, at=past,
    )  # fmt: skip
    client.force_login(world.co_ordinator)
    page = client.get(reverse("waiting", args=[world.system.slug])).content.decode()
    assert "It was to be looked at again on 14 October 2024." in page


def test_what_waits_in_another_system_is_not_here(world) -> None:
    assert world.stranger.pk
    world.tell("Elsewhere", system=world.elsewhere, place=world.far, by=world.stranger)
    assert waits(world)["insights"] == []


def test_whoever_waits_longest_comes_first_a_page_at_a_time(world) -> None:
    for number in range(A_PAGE + 3):
        world.tell(f"Story {number:02}", at=later(number))
    assert waits(world)["insights"] == [f"Story {number:02}" for number in range(A_PAGE)]
    assert waits(world, which="insights", page="2")["insights"] == ["Story 10", "Story 11", "Story 12"]
    assert waits(world, which="actions", page="2")["insights"][0] == "Story 00"


def test_the_page_has_one_thing_to_do_for_each(world, client) -> None:
    past = NOW.replace(year=2024)
    story = world.tell("A story", at=past)
    decision = decide(world, at=past, review_on=past.date())
    action = begin(world, decision, due_on=past.date())
    client.force_login(world.co_ordinator)
    page = client.get(reverse("waiting", args=[world.system.slug])).content.decode()
    for address in (
        f"came_of={story.code}&amp;how=answers", reverse("look-again", args=[decision.code]),
        reverse("hand-over", args=[action.code]),
    ):  # fmt: skip
        assert address in page
    assert "What waits" in client.get(reverse("system", args=[world.system.slug])).content.decode()


def test_all_of_one_sort_can_be_read_page_by_page(world, client) -> None:
    for number in range(A_PAGE + 1):
        world.tell(f"Story {number:02}", at=NOW.replace(year=2024))
    client.force_login(world.co_ordinator)
    path = reverse("waiting", args=[world.system.slug])
    assert f"All {A_PAGE + 1} of these" in client.get(path).content.decode()
    page = client.get(path, {"which": "insights", "page": 2}).content.decode()
    assert "Story 10" in page
    assert "Story 00" not in page
    assert client.get(path, {"which": "nonsense", "page": "x"}).status_code == 200


def test_where_nothing_waits_the_page_says_what_would(world, client) -> None:
    client.force_login(world.co_ordinator)
    assert "Nothing waits" in client.get(reverse("waiting", args=[world.system.slug])).content.decode()


def test_a_ward_is_not_shown_it(world, client) -> None:
    client.force_login(world.improver_here)
    assert client.get(reverse("waiting", args=[world.system.slug])).status_code == 403
    assert "What waits" not in client.get(reverse("system", args=[world.system.slug])).content.decode()


def test_a_story_told_without_a_name_waits_without_one(world, client) -> None:
    world.tell("I was tired", by=world.improver_here, anonymous=True, at=NOW.replace(year=2024))
    client.force_login(world.co_ordinator)
    page = client.get(reverse("waiting", args=[world.system.slug])).content.decode()
    assert "Told without a name" in page
    assert world.improver_here.name not in page


def test_the_page_asks_no_more_often_when_more_waits(world, client) -> None:
    client.force_login(world.co_ordinator)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("waiting", args=[world.system.slug]))
        return len(queries)

    past = NOW.replace(year=2024)

    def more(count) -> None:
        for number in range(count):
            world.tell(f"Story {number}", at=past, by=world.make_person(f"P{number}", ("member", world.here)))
            begin(world, decide(world, at=past, review_on=past.date()), due_on=past.date())

    more(2)
    few = asked()
    more(6)
    assert asked() == few
