"""Single teams, months and strands, worked out by hand: what the settings say is what is drawn."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.science.simulation import MEASURES, Change, NoSuchNetwork, simulate
from knotwork.science.simulation.months import before, days_in, run_to
from knotwork.science.simulation.places import Place, ancestors, network_places
from knotwork.science.simulation.processes import LATE, LATEST, MISSING, SETTINGS, team_numbers, true_levels, winter
from knotwork.science.simulation.truth import PLANTED, changes

FALLS, OBSERVATIONS, HELP = MEASURES
WARD = Place("a-ward", "A ward", "ward", None, 28)
HOME = Place("a-home", "A home", "care_home", None, 40)
LAST = date(2026, 10, 1)
MONTHS = run_to(LAST, 36)


def drawn(place: Place, measure, count: int = 1500):
    """Many Aprils, in which winter is nought."""
    aprils = tuple(date(1600 + year, 4, 1) for year in range(count))
    return team_numbers(3, place, measure, aprils)


@pytest.mark.parametrize(
    ("place", "measure", "denominator"),
    [
        (WARD, FALLS, 28 * 30 * 0.93),
        (HOME, FALLS, 40 * 30 * 0.95),
        (WARD, OBSERVATIONS, 28 * 2.2),
        (HOME, OBSERVATIONS, 40 * 1.4),
        (WARD, HELP, 28 * 1.1),
        (HOME, HELP, 40 * 0.5),
    ],
)
def test_a_teams_denominator_is_its_beds_times_what_a_bed_gives(place, measure, denominator) -> None:
    assert drawn(place, measure)[1].mean() == pytest.approx(denominator, rel=0.02)


@pytest.mark.parametrize("place", [WARD, HOME], ids=["ward", "home"])
def test_occupied_beds_vary_by_about_two_in_a_hundred(place) -> None:
    bed_days = drawn(place, FALLS)[1]
    assert bed_days.std() / (place.beds * 30) == pytest.approx(0.02, rel=0.15)
    assert bed_days.max() <= place.beds * 30


@pytest.mark.parametrize("measure", [OBSERVATIONS, HELP], ids=["observations", "help"])
def test_the_smallest_team_still_has_a_trial_every_month(measure) -> None:
    numerators, denominators, _ = drawn(Place("tiny", "Tiny", "care_home", None, 1), measure)
    assert denominators.min() == 1
    assert set(np.unique(numerators[denominators == 1])) == {0, 1}


def test_a_short_february_has_fewer_bed_days_than_a_long_one() -> None:
    short, long = (tuple(date(year, 2, 1) for year in years) for years in (range(1601, 1700, 4), range(1604, 1700, 4)))
    totals = [team_numbers(1, WARD, FALLS, months)[1].mean() for months in (short, long)]
    assert totals[1] / totals[0] == pytest.approx(29 / 28, rel=0.02)


def test_about_one_month_in_seventy_is_missing() -> None:
    sent = np.concatenate([drawn(Place(f"w{at}", "W", "ward", None, 9), HELP)[2][LATEST:] for at in range(8)])
    assert 1 - sent.mean() == pytest.approx(MISSING, abs=0.004)


def first_sent(months: int, count: int = 400) -> list[int]:
    run = run_to(LAST, months)
    return [int(np.argmax(team_numbers(5, Place(f"w{at}", "W", "ward", None, 9), HELP, run)[2])) for at in range(count)]


@pytest.mark.parametrize(("months", "latest"), [(36, 9), (72, 9), (20, 5), (8, 2), (3, 1)])
def test_a_team_joins_in_the_first_quarter_of_the_run_and_by_the_tenth_month(months: int, latest: int) -> None:
    starts = first_sent(months)
    # A missing month can follow the one in which a team joined, so a few begin one later.
    assert sum(start > latest for start in starts) <= 3
    assert max(starts) >= latest
    assert 0.04 < np.mean([start > 0 for start in starts]) < 2.5 * LATE


def test_a_team_joins_all_its_measures_in_one_month() -> None:
    for at in range(60):
        place = Place(f"w{at}", "W", "ward", None, 30)
        starts = [int(np.argmax(team_numbers(5, place, measure, MONTHS)[2])) for measure in MEASURES]
        assert max(starts) - min(starts) <= 1


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.id)
def test_levels_of_teams_differ_by_as_much_as_is_set(measure) -> None:
    drawn = np.array([true_levels(np.random.default_rng(at), WARD, measure, 1, [])[0] for at in range(800)])
    scale = np.log(drawn) if measure is FALLS else np.log(drawn / (100 - drawn))
    assert scale.std() == pytest.approx(SETTINGS[measure.id].between, rel=0.08)


def test_a_planted_level_does_not_depend_on_what_was_drawn_for_the_team() -> None:
    change = Change("a-ward", "falls-rate", "step", 2, LAST, 9.0, 4.0, ())
    for seed in range(5):
        levels = true_levels(np.random.default_rng(seed), WARD, FALLS, 4, [change])
        assert levels.tolist() == [9, 9, 4, 4]


def test_only_a_teams_own_change_of_that_measure_is_planted_in_it() -> None:
    strange = [
        Change("elsewhere", "falls-rate", "step", 18, LAST, 900.0, 1.0, ()),
        Change("a-ward", "help-within-30", "step", 18, LAST, 1.0, 99.0, ()),
    ]
    plain, with_strange = team_numbers(4, WARD, FALLS, MONTHS), team_numbers(4, WARD, FALLS, MONTHS, strange)
    assert (plain[0] == with_strange[0]).all()
    assert (plain[1] == with_strange[1]).all()


@pytest.mark.parametrize(
    ("month", "height"), [(1, 1), (2, 3**0.5 / 2), (3, 0.5), (4, 0), (7, -1), (10, 0), (11, 0.5), (12, 3**0.5 / 2)]
)
def test_how_far_into_winter_each_month_is(month: int, height: float) -> None:
    assert winter([date(2026, month, 1)])[0] == pytest.approx(height, abs=1e-12)


@settings(deadline=None)
@given(st.dates(date(1700, 1, 1), date(2300, 12, 1)), st.integers(-300, 300), st.integers(-300, 300))
def test_going_back_twice_is_going_back_once_as_far(month: date, one: int, other: int) -> None:
    assert before(before(month, one), other) == before(month, one + other)


@settings(deadline=None)
@given(st.dates(date(1700, 1, 1), date(2300, 12, 1)), st.integers(1, 60))
def test_a_run_of_months_leaves_none_out(month: date, count: int) -> None:
    run = run_to(month, count)
    assert len(run) == count
    assert all((later - earlier).days == days_in(earlier) for earlier, later in pairwise(run))
    assert (run[-1].year, run[-1].month, run[-1].day) == (month.year, month.month, 1)


@pytest.mark.parametrize(("months", "count"), [(36, 14), (26, 14), (25, 13), (14, 6), (13, 2), (12, 0), (1, 0)])
def test_a_short_network_has_the_changes_that_fall_after_its_first_month(months: int, count: int) -> None:
    found = list(changes({plant.place for plant in PLANTED}, months, LAST))
    assert len(found) == count == sum(plant.ago < months - 1 for plant in PLANTED)
    assert all(1 <= change.position < months for change in found)


@pytest.mark.parametrize(("number", "beds"), [(0, 14), (1, 21), (2, 28), (3, 14), (7, 21)])
def test_a_further_wards_beds_follow_from_its_number(number: int, beds: int) -> None:
    found = {place.id: place for place in network_places(6, 60)}[f"ward-{101 + number}"]
    assert (found.beds, found.name) == (beds, f"Ward {101 + number}")
    assert found.attributes["speciality"] == "general medicine"


def test_a_place_at_the_top_is_its_own_only_ancestor() -> None:
    places = network_places(1, 3)
    assert ancestors(places[0], places) == (places[0],)


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 6), st.integers(1, 80))
def test_a_larger_network_has_every_team_of_a_smaller_one(boards: int, teams: int) -> None:
    small, large = (
        {place.id for place in network_places(boards, count) if place.is_team} for count in (teams, teams + 1)
    )
    assert small < large


@pytest.mark.parametrize("months", [0, -1, -36])
def test_a_network_without_months_is_refused_before_anything_is_made(months: int) -> None:
    with pytest.raises(NoSuchNetwork, match=f"at least one month; {months} were asked for"):
        simulate(1, months=months, teams=0)


def test_nought_is_a_seed_like_any_other() -> None:
    assert (
        simulate(0, boards=1, teams=1, months=2).observations != simulate(1, boards=1, teams=1, months=2).observations
    )


@pytest.mark.parametrize("day", [1, 15, 28])
def test_any_day_of_its_last_month_gives_the_same_network(day: int) -> None:
    usual = simulate(2, boards=1, teams=2, months=3, last_month=date(2025, 2, 1))
    other = simulate(2, boards=1, teams=2, months=3, last_month=date(2025, 2, day))
    assert (other.months, other.observations, other.truth) == (usual.months, usual.observations, usual.truth)


def test_a_series_of_a_team_or_measure_that_is_not_there_is_empty() -> None:
    network = simulate(1, boards=1, teams=1, months=3)
    assert network.series("nowhere", "falls-rate") == ()
    assert network.series("ward-4", "nothing") == ()
    assert network.series("glenmarrow", "falls-rate") == ()
