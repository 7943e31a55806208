"""Centres of one series, and of each series of a table: what is missing is left out, and sums are exact."""

from __future__ import annotations

import math
from statistics import median as middle

import numpy as np
import pytest

from knotwork.science.spc.averages import count, mean, median, ratio, tolerance, total

NAN = math.nan
SERIES = {
    "odd": [3.0, 1.0, 2.0, 9.0, 5.0],
    "even": [4.0, 1.0, 3.0, 2.0, 8.0, 40.0],
    "one missing": [4.0, NAN, 3.0, 2.0, 8.0],
    "first and last missing": [NAN, 7.0, 3.0, 5.0, NAN],
    "two": [10.0, 4.0],
    "two of four": [NAN, 10.0, 4.0, NAN],
    "one": [6.0],
    "one of three": [NAN, 6.0, NAN],
    "none": [NAN, NAN, NAN],
    "negative": [-3.0, -1.0, 0.0, 2.0],
}


def present(values: list[float]) -> list[float]:
    return [value for value in values if not math.isnan(value)]


def as_table(values: list[float]) -> np.ndarray:
    """The series, the same backwards, and one with other numbers of values, in one table."""
    return np.array([values, values[::-1], [1.0] * len(values), [NAN, *values[1:]]])


@pytest.mark.parametrize("values", SERIES.values(), ids=SERIES)
def test_the_total_and_the_number_of_what_is_present(values) -> None:
    known = present(values)
    assert (total(np.array(values)), count(np.array(values))) == (sum(known), len(known))
    assert isinstance(count(np.array(values)), int)


@pytest.mark.parametrize("values", [v for v in SERIES.values() if present(v)])
def test_the_mean_and_the_middle_of_what_is_present(values) -> None:
    known = present(values)
    assert mean(np.array(values)) == pytest.approx(sum(known) / len(known), rel=1e-15)
    assert median(np.array(values)) == middle(known)


@pytest.mark.parametrize("centre", [mean, median])
def test_nothing_present_has_no_centre(centre) -> None:
    assert math.isnan(centre(np.array([NAN, NAN])))
    assert math.isnan(centre(np.array([])))


@pytest.mark.parametrize("of", [total, count, mean, median, tolerance])
@pytest.mark.parametrize("values", SERIES.values(), ids=SERIES)
def test_each_series_of_a_table_has_its_own(of, values) -> None:
    table = as_table(values)
    found = of(table)
    assert found.shape == (4, 1)
    np.testing.assert_allclose(found[:, 0], [of(series) for series in table], rtol=1e-15)


@pytest.mark.parametrize("of", [total, count, mean, median])
def test_series_may_be_stacked_more_than_once(of) -> None:
    table = as_table(SERIES["even"])
    found = of(np.array([table, table * 2]))
    assert found.shape == (2, 4, 1)
    np.testing.assert_allclose(found[1, :, 0], [of(series) for series in table * 2])


def test_numbers_in_a_table_are_counted_in_whole_numbers() -> None:
    assert count(as_table(SERIES["odd"])).dtype == np.int64


def test_equal_values_have_exactly_that_mean() -> None:
    for value in (0.1, 1 / 3, 1e-300, 12345.678901):
        for many in (3, 7, 10, 49):
            assert mean(np.full(many, value)) == value


def test_a_sum_loses_nothing_to_rounding() -> None:
    assert total(np.array([1e16, 1.0, -1e16, 1.0])) == 2.0
    assert total(np.array([0.1] * 10)) == 1.0
    assert mean(np.array([1e16, NAN, 3.0, -1e16])) == 1.0


@pytest.mark.parametrize(
    ("top", "bottom", "share"),
    [([1, 2, 3], [2, 4, 6], 0.5), ([1, 2], [1, 3], 0.75), ([3], [1], 3.0), ([0, 0], [1, 3], 0.0)],
)
def test_a_ratio_is_of_the_totals(top, bottom, share) -> None:
    above, below = np.array(top, dtype=float), np.array(bottom, dtype=float)
    assert ratio(above, below) == share
    assert ratio(np.array([above, above * 2]), np.array([below, below])).tolist() == [[share], [2 * share]]


def test_there_is_no_ratio_over_nothing() -> None:
    assert math.isnan(ratio(np.array([1.0, 2.0]), np.array([0.0, 0.0])))
    table = ratio(np.array([[1.0, 2.0], [1.0, 2.0], [0.5, 0.5]]), np.array([[0.0, 0.0], [1.0, 5.0], [0.5, 0.5]]))
    np.testing.assert_array_equal(table, [[NAN], [0.5], [1.0]])


@pytest.mark.parametrize(
    ("values", "largest"), [([1.0, -8.0, 3.0], 8.0), ([NAN, 2.0], 2.0), ([0.0], 0.0), ([NAN], 0.0)]
)
def test_the_tolerance_is_32_units_in_the_last_place_of_the_largest_value(values, largest) -> None:
    assert tolerance(np.array(values)) == 32 * 2.0**-52 * largest
    assert tolerance(np.array([values, values])).tolist() == [[32 * 2.0**-52 * largest]] * 2


def test_no_points_have_no_tolerance() -> None:
    assert tolerance(np.array([])) == 0.0
    assert tolerance(np.empty((2, 0))).tolist() == [[0.0], [0.0]]
