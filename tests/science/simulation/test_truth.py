"""The truth: what is said to be planted is there, in size and place, and nowhere else."""

from datetime import date

import numpy as np
import pytest

from knotwork.science.simulation import MEASURES, Change, simulate
from knotwork.science.simulation.places import Place
from knotwork.science.simulation.processes import true_levels
from knotwork.science.simulation.truth import PLANTED, changes

MEASURE = {measure.id: measure for measure in MEASURES}
STEPS = [plant for plant in PLANTED if plant.shape == "step"]


def level(rows, multiply):
    return multiply * sum(one.numerator for one in rows) / sum(one.denominator for one in rows)


def split(network, change):
    rows = network.series(change.place, change.measure)
    return [one for one in rows if one.month < change.month], [one for one in rows if one.month >= change.month]


def standard_error(rows, value, measure):
    """Of a pooled level, allowing a half more than chance for what months and winter add."""
    trials = sum(one.denominator for one in rows)
    share = value / measure.multiply
    return 1.5 * measure.multiply * np.sqrt((share if measure.chart == "u" else share * (1 - share)) / trials)


def test_most_changes_are_for_the_better_one_is_a_drift_and_some_are_for_the_worse():
    better = [
        plant for plant in PLANTED if (plant.became > plant.was) == (MEASURE[plant.measure].direction == "increase")
    ]
    assert len(better) == 10
    assert len(PLANTED) - len(better) == 4
    assert [plant.place for plant in PLANTED if plant.shape == "drift"] == ["ward-25"]


def test_each_measure_has_three_or_four_improvements_and_one_or_two_deteriorations(network):
    for measure in MEASURES:
        signs = [
            (change.became > change.was) == (measure.direction == "increase")
            for change in network.truth
            if change.measure == measure.id
        ]
        assert signs.count(True) in {3, 4}
        assert signs.count(False) in {1, 2}


def test_a_measure_changes_at_most_once_at_a_place():
    assert len({(plant.place, plant.measure) for plant in PLANTED}) == len(PLANTED)


@pytest.mark.parametrize("plant", STEPS, ids=lambda plant: plant.place)
def test_a_planted_step_is_in_the_numbers(networks, plant):
    for network in networks:
        change = next(one for one in network.truth if (one.place, one.measure) == (plant.place, plant.measure))
        measure = MEASURE[plant.measure]
        for rows, planted in zip(split(network, change), (plant.was, plant.became), strict=True):
            assert abs(level(rows, measure.multiply) - planted) < 4 * standard_error(rows, planted, measure)


def test_the_planted_drift_goes_all_the_way(networks):
    for network in networks:
        drift = next(change for change in network.truth if change.shape == "drift")
        before, after = split(network, drift)
        halves = [level(rows, 100) for rows in (before, after[:11], after[11:])]
        assert halves[0] > halves[1] > halves[2]
        assert halves[0] == pytest.approx(drift.was, abs=5)
        assert halves[2] == pytest.approx((drift.was + 3 * drift.became) / 4, abs=6)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_teams_without_a_planted_change_have_none(networks, measure):
    """Second half against first, in standard errors: centred on nought, and no wider than chance and months make it."""
    scores = []
    for network in networks:
        planted = {change.place for change in network.truth if change.measure == measure.id}
        for team in network.teams:
            if team.id not in planted:
                rows = network.series(team.id, measure.id)
                # Whole years from the end, so that winter weighs the same on both sides.
                early = [one for one in rows if network.months[0] <= one.month < network.months[12]]
                late = [one for one in rows if one.month >= network.months[24]]
                both = level(early + late, measure.multiply)
                spread = np.hypot(standard_error(early, both, measure), standard_error(late, both, measure)) / 1.5
                scores.append((level(late, measure.multiply) - level(early, measure.multiply)) / spread)
    assert abs(np.mean(scores)) < 0.2
    assert 0.9 < np.std(scores) < 1.25
    assert np.max(np.abs(scores)) < 5


WARD = Place("ward", "Ward", "ward", None, 20)


def planted_levels(shape, position, months=6):
    change = Change("ward", "observations-on-time", shape, position, date(2026, 1, 1), 90.0, 70.0, ())
    return true_levels(np.random.default_rng(0), WARD, MEASURE["observations-on-time"], months, [change]).tolist()


@pytest.mark.parametrize(
    ("shape", "position", "expected"),
    [
        ("step", 3, [90, 90, 90, 70, 70, 70]),
        ("step", 1, [90, 70, 70, 70, 70, 70]),
        ("step", 5, [90, 90, 90, 90, 90, 70]),
        ("drift", 2, [90, 90, 85, 80, 75, 70]),
        ("drift", 5, [90, 90, 90, 90, 90, 70]),
    ],
)
def test_a_step_is_at_once_and_a_drift_arrives_in_the_last_month(shape, position, expected):
    assert planted_levels(shape, position) == pytest.approx(expected)


def test_a_change_is_dated_in_its_first_changed_month(network):
    for change in network.truth:
        assert network.months[change.position] == change.month


def test_changes_move_with_the_last_month_and_keep_their_distance_from_it():
    one, other = (
        list(changes({plant.place for plant in PLANTED}, 36, last)) for last in (date(2026, 10, 1), date(2027, 1, 1))
    )
    assert [change.position for change in one] == [change.position for change in other]
    assert one[0].month == date(2024, 10, 1)
    assert other[0].month == date(2025, 1, 1)


def test_a_change_before_the_first_month_or_elsewhere_is_left_out():
    network = simulate(1, boards=1, teams=3, months=22)
    assert {(change.place, change.measure) for change in network.truth} == {("ward-5", "help-within-30")}


def test_each_change_is_told_by_an_insight_of_its_own_place_and_measure(network):
    insights = {insight.id: insight for insight in network.story.insights}
    for change in network.truth:
        assert change.told_in
        for told in change.told_in:
            assert (insights[told].place, insights[told].measure) == (change.place, change.measure)
            assert insights[told].on > change.month
