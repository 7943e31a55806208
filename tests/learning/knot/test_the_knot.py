"""The knot of a learning system: what is counted, for whom, in which month, and what lies behind a crossing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from knotwork.learning.decisions import actions as decisions
from knotwork.learning.knot.codes import ALL, Flow
from knotwork.learning.knot.queries import A_PAGE, behind, month_of, newest_month
from knotwork.learning.sense import actions as sense
from knotwork.learning.talk import actions as talk
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
GATHER, UNDERSTAND, ACT, NETWORK = ALL


def decided(world, story, **more):
    given = {"by": world.improver_here, "at": later(2), "decided_from": [story], **more}
    return decisions.decide(
        question="Go on?", choice="Yes", reasons="It works", owner=world.improver_here, system=world.system,
        review_on=later(90).date(), place=world.here, **given,
    )  # fmt: skip


def flowing(world, by=None, first=OCTOBER) -> dict:
    month = month_of(by or world.improver_there, world.system, first)
    return {(flow.origin, flow.outcome): flow.many for flow in month.flows}


def test_what_came_of_what_is_counted_between_the_components(world) -> None:
    story = world.tell("Bells")
    sense.respond(insight=story, answer="seen", place=world.there, by=world.improver_there, at=later(1))
    decision = decided(world, story)
    decisions.review(decision=decision, verdict="yes", seen="Fewer", by=world.improver_here, at=later(3))
    assert flowing(world) == {(GATHER, NETWORK): 1, (GATHER, ACT): 1, (ACT, UNDERSTAND): 1}


def test_what_is_new_is_counted_by_component(world) -> None:
    story = world.tell("Bells")
    decided(world, story)
    assert month_of(world.improver_here, world.system, OCTOBER).new == {GATHER: 1, UNDERSTAND: 0, ACT: 1, NETWORK: 0}


def test_comments_and_thanks_that_one_may_see_are_new_in_the_network(world) -> None:
    seen, hidden = world.tell("Seen"), world.tell("Hidden", visibility="team", by=world.improver_here)
    for story in (seen, hidden):
        talk.comment(strand=story, text="How?", by=world.coach_in_both, at=later(1))
        talk.thank(strand=story, by=world.coach_in_both, at=later(1))
    back = talk.comment(strand=seen, text="Not this", by=world.coach_in_both, at=later(2))
    talk.take_back(strand=seen, comment=back.pk, by=world.coach_in_both, at=later(3))
    talk.comment(strand=seen, text="Next month", by=world.coach_in_both, at=later(40))
    assert month_of(world.improver_here, world.system, OCTOBER).new[NETWORK] == 4
    assert month_of(world.improver_there, world.system, OCTOBER).new[NETWORK] == 2


def test_each_month_has_its_own(world) -> None:
    story = world.tell("Bells")
    decided(world, story, at=later(40))
    assert flowing(world) == {}
    assert flowing(world, first=NOVEMBER) == {(GATHER, ACT): 1}
    assert month_of(world.improver_here, world.system, NOVEMBER).new[GATHER] == 0


@pytest.mark.parametrize(
    ("at", "month"),
    [
        (datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC), OCTOBER),
        (datetime(2026, 11, 1, 0, 0, tzinfo=UTC), NOVEMBER),
        (datetime(2026, 9, 30, 23, 0, tzinfo=UTC), OCTOBER),
    ],
)
def test_a_month_begins_and_ends_at_midnight_by_the_sites_clock(world, at, month) -> None:
    world.tell("Bells", at=at)
    assert month_of(world.improver_here, world.system, month).new[GATHER] == 1


def test_what_one_may_not_see_is_not_counted_on_either_end(world) -> None:
    hidden = world.tell("Hidden", visibility="team", by=world.improver_here)
    decided(world, hidden)
    seen = world.tell("Seen")
    world.tell("Ours", visibility="team", by=world.improver_here, came_of=[(seen, "prompted by")], at=later(1))
    assert flowing(world) == {}
    assert month_of(world.improver_there, world.system, OCTOBER).new[GATHER] == 1
    assert flowing(world, by=world.improver_here) == {(GATHER, ACT): 1, (GATHER, GATHER): 1}


def test_what_belongs_to_another_system_counts_there_and_says_where_it_came_from(world) -> None:
    told = world.tell("Bells", system=world.elsewhere, place=world.far, by=world.stranger, visibility="network")
    world.tell("So we tried it", came_of=[(told, "adapted from")], at=later(1))
    month = month_of(world.improver_there, world.system, OCTOBER)
    assert (month.flows, month.from_elsewhere) == ([Flow(GATHER, GATHER, 1)], 1)
    assert month_of(world.stranger, world.elsewhere, OCTOBER).flows == []


def test_behind_a_crossing_stand_both_ways_newest_first(world) -> None:
    story = world.tell("Bells")
    decision = decided(world, story)
    after = world.tell("What came of it", came_of=[(decision, "prompted by")], at=later(3))
    world.tell("Not this", came_of=[(story, "prompted by")], at=later(4))
    found = behind(world.improver_there, world.system, OCTOBER, ACT, GATHER, page=1)
    assert [(link.origin, link.outcome) for link in found] == [(decision, after), (story, decision)]


def test_behind_a_crossing_is_nothing_that_one_may_not_see(world) -> None:
    decided(world, world.tell("Hidden", visibility="team", by=world.improver_here))
    assert list(behind(world.improver_there, world.system, OCTOBER, GATHER, ACT, page=1)) == []


def test_very_many_take_as_many_queries_as_few(world, client, django_assert_num_queries) -> None:
    story = world.tell("Bells")
    client.force_login(world.improver_there)
    address = reverse("knot", args=[world.system.slug])
    asked = {"month": "2026-10", "one": "gather", "other": "gather"}
    world.tell("One", came_of=[(story, "prompted by")], at=later(1))
    with CaptureQueriesContext(connection) as few:
        client.get(address, asked)
    for number in range(A_PAGE + 3):
        world.tell(f"Story {number}", came_of=[(story, "prompted by")], at=later(1) + timedelta(minutes=number))
    with django_assert_num_queries(len(few)):
        page = client.get(address, asked)
    assert "Page 1 of 2" in page.content.decode()


def shown(world, client, **asked) -> str:
    client.force_login(world.improver_there)
    return client.get(reverse("knot", args=[world.system.slug]), asked).content.decode()


def test_the_page_says_the_month_in_a_picture_and_in_words(world, client) -> None:
    decided(world, world.tell("Bells"))
    page = shown(world, client, month="2026-10")
    assert (
        "People told or noticed one thing and decided or began one thing. No decision or action was looked at again."
        in page
    )
    assert "<strong>1</strong> from gathering to action</a>: decided or done because of what was told." in page
    assert "<title>1 between Gather and Act</title>" in page
    assert f"The knot of {world.system.name} in October 2026" in page


def test_a_crossing_opens_the_strands_behind_it(world, client) -> None:
    decided(world, world.tell("The bell & the round"))
    page = shown(world, client, month="2026-10", one="gather", other="act")
    assert "Between gathering and action" in page
    assert "It was decided from “<a" in page
    assert "The bell &amp; the round" in page
    assert "Nothing flowed there in this month." in shown(world, client, month="2026-09", one="gather", other="act")


def test_months_lead_back_and_never_past_this_one(world, client) -> None:
    page = shown(world, client, month=f"{timezone.localdate():%Y-%m}")
    assert 'rel="prev"' in page
    assert 'rel="next"' not in page
    assert 'rel="next"' in shown(world, client, month="2025-01")


ODD = [
    {"month": "x"}, {"month": "9999-12"}, {"month": "0001-01"}, {"one": "gather"}, {"one": "x", "other": "act"},
    {"page": "9", "one": "act", "other": "act"},
]  # fmt: skip


@pytest.mark.parametrize("asked", ODD)
def test_what_nobody_would_ask_for_is_answered_too(world, client, asked) -> None:
    world.tell("Bells", at=NOW)
    assert "The knot" in shown(world, client, **asked)


def test_without_a_month_the_newest_is_shown_in_which_there_is_anything_to_see(world, client) -> None:
    today = date(2026, 12, 9)
    assert newest_month(world.improver_there, world.system, today=today) == date(2026, 12, 1)
    world.tell("Bells", at=later(1))
    world.tell("Hidden", at=later(40), visibility="team", by=world.improver_here)
    assert newest_month(world.improver_there, world.system, today=today) == OCTOBER
    assert newest_month(world.improver_here, world.system, today=today) == NOVEMBER
    assert "The knot, October 2026" in shown(world, client)


def test_what_is_dated_ahead_does_not_open_a_month_to_come(world) -> None:
    world.tell("Bells", at=later(400))
    assert newest_month(world.improver_there, world.system, today=date(2026, 10, 20)) == OCTOBER


def test_an_empty_month_says_what_to_do(world, client) -> None:
    page = shown(world, client, month="2020-02")
    assert "Nobody told, understood, decided or answered anything in this month." in page
    assert "Tell what came of it" in page


def test_the_systems_page_leads_to_its_knot(world, client) -> None:
    client.force_login(world.improver_there)
    page = client.get(reverse("system", args=[world.system.slug])).content.decode()
    assert reverse("knot", args=[world.system.slug]) in page
