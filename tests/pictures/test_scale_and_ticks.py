"""Scales and ticks: round numbers that take in the data."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knotwork.pictures.scale import Scale, nice_step, ticks, value_range

FINITE = st.floats(-1e9, 1e9)


@pytest.mark.parametrize(("value", "place"), [(0, 100), (10, 0), (5, 50), (20, -100), (-10, 200)])
def test_a_scale_draws_low_at_its_start_and_high_at_its_end(value: float, place: float) -> None:
    assert Scale(0, 10, 100, 0)(value) == place


@pytest.mark.parametrize(
    ("low", "high", "expected", "decimals"),
    [
        (0, 10, (0, 2, 4, 6, 8, 10), 0),
        (0, 9.2, (0, 2, 4, 6, 8, 10), 0),
        (0, 24, (0, 5, 10, 15, 20, 25), 0),
        (0, 100, (0, 20, 40, 60, 80, 100), 0),
        (97.3, 99.9, (97, 97.5, 98, 98.5, 99, 99.5, 100), 1),
        (0, 0.05, (0, 0.01, 0.02, 0.03, 0.04, 0.05), 2),
        (-4, 5, (-4, -2, 0, 2, 4, 6), 0),
        (1000, 5200, (1000, 2000, 3000, 4000, 5000, 6000), 0),
        (0, 3, (0, 0.5, 1, 1.5, 2, 2.5, 3), 1),
    ],
)
def test_ticks_are_numbers_that_people_count_in(
    low: float, high: float, expected: tuple[float, ...], decimals: int
) -> None:
    found = ticks(low, high)
    assert found.values == pytest.approx(expected)
    assert found.decimals == decimals


def test_ticks_are_free_of_binary_crumbs() -> None:
    assert ticks(0, 0.6).values == (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)


@given(FINITE, FINITE, st.integers(2, 10))
def test_ticks_enclose_their_range_in_few_even_stretches(one: float, other: float, wanted: int) -> None:
    low, high = sorted((one, other))
    assume(high - low > 1e-6 * max(abs(low), abs(high), 1e-9))
    found = ticks(low, high, wanted)
    slack = (high - low) * 1e-6
    assert found.low <= low + slack
    assert found.high >= high - slack
    assert 1 <= len(found.values) - 1 <= wanted
    gaps = [after - before for before, after in itertools.pairwise(found.values)]
    assert max(gaps) == pytest.approx(min(gaps), rel=1e-3)


@pytest.mark.parametrize("value", [0.0, 5.0, -5.0, 1e-9, 123456.0])
def test_equal_values_get_a_tick_on_either_side(value: float) -> None:
    found = ticks(value, value)
    assert found.low < value < found.high


@pytest.mark.parametrize(
    ("low", "high", "most", "step"), [(0, 10, 6, 2), (0, 10, 10, 1), (0, 10, 2, 5), (0, 10, 1, 10), (0, 7, 3, 5)]
)
def test_the_step_is_the_smallest_round_one_that_covers(low: float, high: float, most: int, step: float) -> None:
    assert nice_step(low, high, most) == step


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], (0, 1)),
        ([float("nan")], (0, 1)),
        ([math.inf, 2, 8], (0, 8)),
        ([4, 8], (0, 8)),
        ([4.1, 8], (4.1, 8)),
        ([96, 99], (96, 99)),
        ([-3, 8], (-3, 8)),
        ([5, 5], (0, 5)),
        ([0, 0], (0, 1)),
        ([-5, -5], (-10, 0)),
    ],
)
def test_a_range_goes_down_to_zero_when_the_data_lie_close_to_it(
    values: list[float], expected: tuple[float, float]
) -> None:
    assert value_range(values) == expected
