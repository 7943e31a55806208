"""A measure before and after the day of a decision, on the pages where people look again."""

from datetime import date

import pytest
from django.urls import reverse

from knotwork.learning.decisions import actions as decisions
from knotwork.learning.measures.queries import series_of
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db

BEFORE = [6, 8, 5, 7, 6, 8, 5, 7, 6, 7, 5, 8]
AFTER = [3, 2, 4, 3, 2, 4]


@pytest.fixture
def falls(world):
    """Falls on the ward here: twelve months, the month of the decision (March 2026), and six months that were lower."""
    world.measure.observations.filter(place=world.here).delete()
    world.fill(world.measure, world.here, [*BEFORE, 30, *AFTER], 1000)
    return lambda: series_of(world.measure, [world.here.code])[0]


#   the day            before, after
DAYS = [
    (date(2026, 3, 1), 12, 6),
    (date(2026, 3, 17), 12, 6),
    (date(2026, 3, 31), 12, 6),
    (date(2026, 4, 1), 13, 5),
    (date(2025, 3, 1), 0, 18),
    (date(2024, 1, 1), 0, 19),
    (date(2030, 1, 1), 18, 0),
]


@pytest.mark.parametrize(("day", "before", "after"), DAYS)
def test_the_month_of_the_decision_is_on_neither_side(falls, day, before, after) -> None:
    found = falls().about(day)
    assert (found.points_before, found.points_after) == (before, after)


def test_lower_is_better_for_falls_and_said_without_a_cause(falls) -> None:
    said = falls().since_words(date(2026, 3, 17))
    assert said.startswith("Falls on Ward 4: lower since the decision, which is better: 6.5 before, 3.0 after")
    assert "not why" in said


def test_what_lies_before_a_phase_that_people_began_is_not_compared_with(falls) -> None:
    from dataclasses import replace

    phased = replace(falls(), phases=(date(2025, 6, 1),))
    assert phased.about(date(2026, 3, 17)).points_before == 9
    later_phase = replace(falls(), phases=(date(2026, 5, 1),))
    assert later_phase.about(date(2026, 3, 17)).points_before == 12


def test_hidden_numbers_are_not_compared(world, falls) -> None:
    hidden = falls().without(frozenset({date(2026, 5, 1)}))
    assert hidden.about(date(2026, 3, 17)) is None
    assert "not compared" in hidden.since_words(date(2026, 3, 17))
    assert not any(character.isdigit() for character in hidden.since_words(date(2026, 3, 17)).replace("Ward 4", ""))


def test_counts_without_denominators_are_compared_as_they_are(world) -> None:
    counts = world.make_measure(
        world.system, [], name="Complaints", chart="c", denominator="", multiply=1, unit="complaints"
    )
    world.fill(counts, world.here, [*BEFORE, 30, *AFTER])
    assert "6.5 before, 3.0 after (complaints)" in series_of(counts)[0].since_words(date(2026, 3, 17))


def test_it_stands_on_the_decision_and_where_one_looks_again_and_on_the_review(world, client, falls) -> None:
    by = world.improver_here
    decision = decisions.decide(
        question="Go on?", choice="Yes", reasons="It works", owner=by, review_on=later(9).date(), system=world.system,
        place=world.here, by=by, at=NOW.replace(month=3, day=17), charts=[falls()],
    )  # fmt: skip
    review = decisions.review(decision=decision, verdict="yes", seen="Fewer", by=by, at=NOW)
    client.force_login(by)
    for path in (
        decision.get_absolute_url(), reverse("look-again", args=[decision.code]), review.get_absolute_url(),
    ):  # fmt: skip
        page = client.get(path).content.decode()
        assert "Falls on Ward 4: lower since the decision, which is better: 6.5 before, 3.0 after" in page


def test_a_decision_of_this_week_is_too_early_to_judge(world, client) -> None:
    by, series = world.improver_here, series_of(world.measure, [world.here.code])
    decision = decisions.decide(
        question="Go on?", choice="Yes", reasons="It works", owner=by, review_on=later(9).date(), system=world.system,
        place=world.here, by=by, at=NOW, charts=series,
    )  # fmt: skip
    client.force_login(by)
    assert "too early to say" in client.get(decision.get_absolute_url()).content.decode()
