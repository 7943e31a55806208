"""A table of series gives the same answers as its series one by one."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from knotwork.science.spc import RULES, BadSeries, Screen, analyse, screen, screen_by_rules

VALUES = st.one_of(st.integers(0, 12).map(float), st.floats(0, 50, allow_subnormal=False), st.just(float("nan")))
TABLES = st.integers(1, 45).flatmap(lambda points: arrays(np.float64, (4, points), elements=VALUES, fill=st.nothing()))
DIRECTIONS = st.sampled_from([None, "increase", "decrease"])


def row(seen: Screen, place: int) -> tuple[Any, ...]:
    """What the table says about one series."""
    return (
        str(seen.verdict[place]),
        int(seen.since[place]) or None,
        str(seen.rule[place]) or None,
        bool(seen.stands[place]),
        bool(seen.signals[place]),
        int(seen.useful[place]),
        int(seen.longest_run[place]),
        int(seen.longest_run_max[place]),
        int(seen.crossings[place]),
        int(seen.crossings_min[place]),
        int(seen.outside[place]),
    )


def alone(kind: str, y: Any, n: Any, options: dict[str, Any]) -> tuple[Any, ...]:
    """What the series by itself says."""
    seen = analyse(kind, y, n, **options)
    (phase,) = seen.phases
    return (
        seen.verdict,
        seen.since,
        seen.finding.rule if seen.finding else None,
        seen.stands,
        bool(seen.signals),
        phase.useful,
        phase.longest_run,
        phase.longest_run_max,
        phase.crossings,
        phase.crossings_min,
        int(np.count_nonzero(seen.outside & ~seen.excluded)),
    )


def compare(kind: str, y: Any, n: Any = None, **options: Any) -> None:
    table = screen(y, n, kind=kind, **options)
    for place in range(len(y)):
        assert row(table, place) == alone(kind, y[place], None if n is None else n[place], options)


@pytest.mark.parametrize("kind", ["run", "i", "mr", "c", "g"])
@settings(max_examples=25, deadline=None)
@given(y=TABLES, direction=DIRECTIONS)
def test_values_screen_as_they_analyse(kind, y, direction) -> None:
    compare(kind, y, direction=direction)


@pytest.mark.parametrize("kind", ["p", "pp", "u", "up", "ip"])
@settings(max_examples=25, deadline=None)
@given(y=TABLES, size=st.integers(50, 500), direction=DIRECTIONS)
def test_shares_and_rates_screen_as_they_analyse(kind, y, size, direction) -> None:
    n = size + 10 * np.arange(y.shape[1]) * np.ones_like(y)
    compare(kind, np.floor(y), n, direction=direction)


@pytest.mark.parametrize("rules", list(RULES))
@settings(max_examples=15, deadline=None)
@given(y=TABLES, direction=DIRECTIONS)
def test_every_rule_set_screens_as_it_analyses(rules, y, direction) -> None:
    compare("i", y, direction=direction, rules=rules)


@pytest.mark.parametrize("kind", ["c", "g", "t", "p", "up"])
@pytest.mark.parametrize("rules", ["western_electric", "nelson", "mdc"])
@settings(max_examples=15, deadline=None)
@given(y=TABLES, size=st.sampled_from([3, 60]))
def test_zones_of_charts_with_bounds_screen_as_they_analyse(kind, rules, y, size) -> None:
    y = np.floor(y / 20) + (kind == "t")
    compare(kind, y, np.full(y.shape, size) if kind in {"p", "up"} else None, rules=rules)


@settings(max_examples=25, deadline=None)
@given(y=TABLES, baseline=st.integers(1, 20), exclude=st.lists(st.integers(1, 20), max_size=4))
def test_baseline_and_exclusions_hold_for_every_series(y, baseline, exclude) -> None:
    compare("i", y, baseline=baseline, exclude=exclude)


@pytest.mark.parametrize("seed", range(4))
def test_series_with_shifts_drifts_gaps_and_ties_screen_as_they_analyse(seed) -> None:
    rng = np.random.default_rng(seed)
    y = np.round(rng.normal(10, 2, (60, 48)), 1)
    y[::3, 20:] += 3
    y[1::3] += np.cumsum(rng.normal(0, 0.8, (20, 48)), axis=1)
    y[rng.random(y.shape) < 0.1] = np.nan
    for rules in RULES:
        compare("i", y, direction="decrease", rules=rules)
    compare("run", y, centre=10.0, direction="increase")


def test_a_table_of_lists_is_read_like_an_array() -> None:
    assert (
        screen([[1, 2, None], [4, 5, 6]]).useful.tolist()
        == screen(np.array([[1, 2, np.nan], [4, 5, 6]])).useful.tolist()
    )


def test_a_table_without_series_has_nothing_to_say() -> None:
    empty = screen(np.empty((0, 12)))
    assert len(empty) == 0
    assert empty.expected_by_chance == 0
    assert empty.plain.tolist() == []


def test_positions_of_series_that_signal_count_from_1() -> None:
    quiet, loud = [5.0, 6, 5, 6, 6, 5, 5, 6, 5, 6, 6, 5], [5.0] * 6 + [6.0] * 6
    assert screen([quiet, loud, quiet], kind="run", centre=5.5).plain.tolist() == [2]


def test_lines_of_an_np_chart_are_numbers_of_cases() -> None:
    y, n = [[3.0, 2, 4, 3, 5] * 4, [1.0, 2, 1, 0, 2] * 4], [[10.0, 20, 10, 20, 20] * 4, [10.0, 10, 10, 10, np.nan] * 4]
    table = screen(y, n, kind="np")
    for place in range(2):
        seen = analyse("np", y[place], n[place])
        np.testing.assert_allclose(table.centre[place], seen.centre[-1])
        np.testing.assert_allclose(table.upper[place], seen.upper[-1])


def test_an_np_chart_of_nothing_is_no_number() -> None:
    assert np.isnan(screen([[np.nan, np.nan]], [[np.nan, np.nan]], kind="np").centre).all()


def test_several_sets_of_rules_say_together_what_each_says_alone() -> None:
    y = np.random.default_rng(3).normal(10, 2, (60, 40))
    y[5, 20:] += 4
    y[9, 3] = np.nan
    for name, seen in screen_by_rules(y, direction="increase").items():
        alone_by_rules = screen(y, rules=name, direction="increase")
        for field in dataclasses.fields(Screen):
            np.testing.assert_array_equal(getattr(seen, field.name), getattr(alone_by_rules, field.name), field.name)


def test_no_rules_give_no_screens() -> None:
    assert screen_by_rules([[1.0, 2]], rules=[]) == {}


def test_large_tables_worked_on_side_by_side_say_the_same_as_small_ones() -> None:
    y = np.random.default_rng(4).normal(10, 2, (70_000, 60))
    whole = screen(y, rules="western_electric")
    some = np.r_[0:20, 16_660:16_680, 69_980:70_000]
    part = screen(y[some], rules="western_electric")
    for field in ("verdict", "since", "rule", "side", "stands", "signals", "centre", "upper", "chance"):
        np.testing.assert_array_equal(getattr(whole, field)[some], getattr(part, field), field)


def test_a_mistake_far_down_a_large_table_is_named_where_it_is() -> None:
    y = np.zeros((70_000, 60))
    y[60_000, 7] = -1
    with pytest.raises(BadSeries, match="Point 8 of series 60001 is negative"):
        screen(y, kind="c")


def test_a_count_far_from_a_given_centre_is_as_surprising_as_its_poisson_tail() -> None:
    seen = screen([[5, 4, 6, 5, 4, 6, 4, 6, 5, 4, 6, 20]], kind="c", centre=5)
    tail = 1 - sum(np.exp(-5) * 5.0**k / math.factorial(k) for k in range(20))
    assert seen.chance[0] == pytest.approx(3 * (1 - (1 - 2 * tail) ** 12), rel=1e-6)


def test_a_run_longer_than_half_of_the_points_is_unlikely_and_not_impossible_about_a_mean() -> None:
    (chance,) = screen([[1, 2] * 6 + [9, 8] * 3], kind="i").chance
    assert 0 < chance < 0.01


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("points", [126, 127, 128, 130, 300])
def test_series_of_any_length_get_the_answers_that_they_get_alone(rules, points) -> None:
    rng = np.random.default_rng(points)
    y = rng.integers(0, 9, (6, points)).astype(float)
    y[1] = rng.normal(10, 1, points)
    y[2] = rng.normal(10, 1, points) + np.arange(points) / 40
    y[3] = np.repeat(rng.normal(10, 3, points // 10 + 1), 10)[:points]
    y[4, rng.random(points) < 0.2] = np.nan
    compare("i", y, rules=rules, direction="increase")


def test_a_run_may_be_as_long_as_the_series() -> None:
    y = np.r_[np.zeros(200), np.ones(200)]
    compare("run", y[None, :], centre=0.5)
    compare("run", np.ones((1, 40_000)), centre=0.5)


def test_a_masked_table_is_checked_as_any_other() -> None:
    with pytest.raises(BadSeries, match="Point 2 of series 1 is infinite"):
        screen(np.ma.MaskedArray([[1.0, np.inf, 2.0]], mask=[[True, False, False]]))
