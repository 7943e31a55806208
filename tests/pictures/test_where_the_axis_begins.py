"""Where the value axis begins: at zero for what is counted, near the data for what is measured."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_analyses import NAN, analysis, falls, months
from svg_reading import numbers, parsed, texts, with_class

from knotwork.pictures import chart
from knotwork.pictures.frame import counted, value_ticks
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.scale import value_range

PLAIN = Quantity("", 1)
# Minutes until seen: half of the paper would be empty down to zero.
MINUTES = [52.5, 61.25, 58.0, 49.5, 66.75, 57.0]


def waits(**changes):
    return analysis(MINUTES, **({"centre": 57.5, "lower": 44, "upper": 71} | changes))


@pytest.mark.parametrize("kind", ["i", "mr", "run", "xbar", "s", "r", "ewma", "cusum"])
def test_a_measurement_begins_near_its_data(kind: str) -> None:
    assert value_ticks(waits(kind=kind), Quantity("minutes", 1)).low == 40


@pytest.mark.parametrize("kind", ["np", "p", "pp", "c", "u", "up", "g", "t", "ip"])
def test_charts_of_counts_rates_and_shares_begin_at_zero(kind: str) -> None:
    ranged = {"lower": 34, "upper": 81}
    assert value_ticks(waits(kind=kind, **ranged), PLAIN).low == 0
    assert value_ticks(waits(kind="i", **ranged), PLAIN).low > 0


@pytest.mark.parametrize(
    ("made", "unit", "of_counts"),
    [
        (waits(), "", False),
        (waits(), "minutes", False),
        (waits(), "£", False),
        (waits(), "personal bests", False),
        (waits(), "per 1,000 bed days", True),
        (waits(), "%", True),
        (waits(), "proportion", True),
        (waits(n=[100.0] * 6), "", True),
        (analysis([52, 61, 58]), "", True),
        (analysis([52, 61, 58]), "falls", True),
        (analysis([52, 61, 58]), "bed days", True),
        (analysis([52, 61, 58]), "days", False),
        (analysis([52, 61, 58]), "minutes", False),
        (analysis([52, 61, 58], n=[100.0] * 3), "days", True),
        (analysis([52, NAN, 58]), "", True),
        (analysis([52, 61.5, 58]), "", False),
        (analysis([]), "", True),
    ],
)
def test_what_is_counted_is_known_by_its_denominators_its_unit_or_whole_numbers(
    made, unit: str, of_counts: bool
) -> None:
    assert counted(made, Quantity(unit, 1)) is of_counts


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1.9, 10], (0, 10)),
        ([2, 10], (0, 10)),
        ([2.1, 10], (2.1, 10)),
        ([0, 10], (0, 10)),
        ([-3, 10], (-3, 10)),
        ([36.6, 36.6], (36.6, 36.6)),
        ([NAN], (0, 1)),
    ],
)
def test_a_measurement_takes_in_zero_where_that_costs_a_fifth_of_the_paper(values, expected) -> None:
    assert value_range(values, 0.2) == expected


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=20), st.floats(0, 0.49))
def test_a_measurement_never_begins_below_zero_nor_above_its_lowest_value(values: list[float], near: float) -> None:
    low, high = value_range(values, near)
    assert low in (0, min(values))
    assert high == max(values)
    if low == 0:
        assert min(values) <= high * near


def test_a_temperature_that_never_changes_stands_in_the_middle_of_the_paper() -> None:
    ticks = value_ticks(analysis([36.6] * 4, centre=36.6, lower=NAN, upper=NAN), PLAIN)
    assert (ticks.low + ticks.high) / 2 == pytest.approx(36.6, abs=1)
    assert 30 < ticks.low < 36.6 < ticks.high < 44


@pytest.mark.parametrize("narrow", [False, True])
def test_the_lowest_thing_drawn_of_a_measurement_is_near_the_bottom_of_the_plot(narrow: bool) -> None:
    root = parsed(chart(waits(), title="t", description="d", periods=months(6), unit="minutes", narrow=narrow))
    grid = [numbers(each.get("d", ""))[1] for each in with_class(root, "kw-grid")]
    band = numbers(with_class(root, "kw-band")[0].get("d", ""))
    assert max(grid) - max(band[1::2]) < (max(grid) - min(grid)) / 4
    assert "0" not in texts(root)


def test_a_rate_keeps_zero_where_a_measurement_of_the_same_numbers_does_not() -> None:
    lows = [value_ticks(falls(), Quantity(unit, 1)).low for unit in ("per 1,000 bed days", "hours")]
    assert lows == [0, 2]


def test_a_target_is_taken_in_however_the_axis_begins() -> None:
    assert value_ticks(waits(target=30), Quantity("minutes", 1)).low == 30
    assert value_ticks(waits(target=5), Quantity("minutes", 1)).low == 0


@given(st.floats(0.5, 50), st.floats(0.1, 5), st.sampled_from([0.1, 10, 60]))
def test_the_same_measurement_in_another_unit_begins_at_the_same_place(low: float, span: float, factor: float) -> None:
    here = value_range([low, low + span], 0.2)
    there = value_range((np.array([low, low + span]) * factor).tolist(), 0.2)
    assert (here[0] == 0) == (there[0] == 0) or low == pytest.approx((low + span) * 0.2)
