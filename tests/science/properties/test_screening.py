"""A table of series gives the same answers as its series one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from knotwork.science.spc import RULES, Screen, analyse, screen

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
        int(seen.crossings[place]),
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
        phase.crossings,
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
