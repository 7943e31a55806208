"""Tables of series as people hand them over, and what is said of the first number that cannot be charted."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from knotwork.science.spc.columns import LARGEST, BadSeries, numbers, table

NAN = math.nan


class Frame:
    """Stands for a data frame of another library: all that is asked of one is `to_numpy`."""

    def __init__(self, rows: Any) -> None:
        self.rows = np.array(rows, dtype=object if any(None in row for row in rows) else None)

    def to_numpy(self) -> np.ndarray:
        return self.rows


class Shaped(Frame):
    """A frame that has a shape as well, as those of pandas and polars do."""

    @property
    def shape(self) -> tuple[int, ...]:
        return self.rows.shape


WAYS = {
    "lists": lambda rows: rows,
    "tuples": lambda rows: tuple(tuple(row) for row in rows),
    "an array": lambda rows: np.array([[NAN if v is None else v for v in row] for row in rows], dtype=float),
    "an array of objects": lambda rows: np.array(rows, dtype=object),
    "a frame": Frame,
    "a frame with a shape": Shaped,
    "a generator": lambda rows: (row for row in rows),
    "a masked array": lambda rows: np.ma.masked_invalid(
        np.array([[NAN if v is None else v for v in row] for row in rows], dtype=float)
    ),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("rows", [[[1, 2, 3], [4, 5, 6]], [[1.5, None, 3], [4, 5, None]], [[7], [8]]])
def test_a_table_is_read_alike_however_it_comes(way, rows) -> None:
    found = table(way(rows), "values")
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, [[NAN if value is None else value for value in row] for row in rows])
    assert not isinstance(found, np.ma.MaskedArray)


@pytest.mark.parametrize("kind", [np.int8, np.uint16, np.int64, np.float32, np.float64, np.bool_])
def test_a_table_of_any_kind_of_numbers_becomes_floating_point(kind) -> None:
    found = table(np.array([[0, 1], [1, 0]], dtype=kind), "values")
    assert (found.dtype, found.tolist()) == (np.float64, [[0.0, 1.0], [1.0, 0.0]])


def test_masked_whole_numbers_are_missing() -> None:
    given = np.ma.MaskedArray([[1, 2], [3, 4]], mask=[[False, True], [False, False]])
    np.testing.assert_array_equal(table(given, "values"), [[1.0, NAN], [3.0, 4.0]])


@pytest.mark.parametrize(("rows", "shape"), [([], (0, 0)), ([[]], (1, 0)), ([[], []], (2, 0)), ([[1], [2]], (2, 1))])
def test_a_table_without_series_or_points_is_one(rows, shape) -> None:
    assert table(rows, "values").shape == shape


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([[1, 2], [3]], "The counts are not a table: every series needs as many points, empty where one is missing."),
        (
            [[1], [3, 4], [5]],
            "The counts are not a table: every series needs as many points, empty where one is missing.",
        ),
        (np.arange(3.0), "The counts must be a table of series by points, not 1-dimensional."),
        (np.zeros((2, 2, 2)), "The counts must be a table of series by points, not 3-dimensional."),
        (
            [[1, 2], [3, "x"]],
            "Point 2 of the counts of series 2 is 'x', which is not a number: correct it or leave it empty.",
        ),
        (
            np.array([["many", 1], [3, 4]], dtype=object),
            "Point 1 of the counts of series 1 is 'many', which is not a number: correct it or leave it empty.",
        ),
        ([[1, 2], [math.inf, 4]], "Point 1 of the counts of series 2 is infinite: leave it empty or correct it."),
        (
            [[1, 2], [3, -1e60]],
            "Point 2 of the counts of series 2 is too large to chart: leave it empty or correct it.",
        ),
        (
            np.array([[1.0, NAN], [3.0, math.inf]]),
            "Point 2 of series 2 is infinite: leave it empty or correct it.",
        ),
        (
            np.array([[1.0, 2e50], [3.0, math.inf]]),
            "Point 2 of series 1 is too large to chart: leave it empty or correct it.",
        ),
        (np.array([[1.0, -math.inf]]), "Point 2 of series 1 is infinite: leave it empty or correct it."),
    ],
)
def test_what_is_no_table_of_numbers_is_refused_by_its_place(given, said) -> None:
    with pytest.raises(BadSeries) as refused:
        table(given, "counts")
    assert str(refused.value) == said


@pytest.mark.parametrize("number", [LARGEST, -LARGEST, 0.0, 5e-324])
def test_numbers_up_to_the_largest_are_kept(number) -> None:
    assert numbers([number, NAN], "values").tolist()[0] == number
    assert table([[number]], "values").tolist() == [[number]]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([1, 1.1e50], "Point 2 of the waits is too large to chart: leave it empty or correct it."),
        ([NAN, -1.1e50], "Point 2 of the waits is too large to chart: leave it empty or correct it."),
        ([LARGEST, 2e50], "Point 2 of the waits is too large to chart: leave it empty or correct it."),
        ([np.zeros((2, 2)), np.zeros((2, 3))], "Expected one column of numbers, each point a single number."),
        ([1, NAN, -math.inf], "Point 3 of the waits is infinite: leave it empty or correct it."),
        ([10**400, 1], "Point 1 of the waits is infinite: leave it empty or correct it."),
        (np.zeros((2, 2)), "The waits must be one column of numbers, not a table of 2 dimensions."),
        ("12", "Expected a column of numbers, not str."),
        (b"12", "Expected a column of numbers, not bytes."),
        ({1: 2}, "Expected a column of numbers, not dict."),
        ({1, 2}, "Expected a column of numbers, not set."),
        (frozenset({1}), "Expected a column of numbers, not frozenset."),
        (5, "Expected a column of numbers, not int."),
        ([1, "2"], "Point 2 of the waits is '2', which is not a number: correct it or leave it empty."),
        ([1j], "Point 1 of the waits is 1j, which is not a number: correct it or leave it empty."),
        ([b"1"], "Point 1 of the waits is b'1', which is not a number: correct it or leave it empty."),
    ],
)
def test_what_is_no_column_of_numbers_is_refused_by_its_place(given, said) -> None:
    with pytest.raises(BadSeries) as refused:
        numbers(given, "waits")
    assert str(refused.value) == said


class NAType:
    """Stands for pandas' NA, which is told by its name."""


class NaTType:
    """Stands for pandas' missing date."""


@pytest.mark.parametrize(
    "missing", [None, NAN, NAType(), NaTType(), np.float64("nan")], ids=lambda gap: type(gap).__name__
)
def test_what_is_missing_becomes_a_gap(missing) -> None:
    np.testing.assert_array_equal(numbers([1, missing, 3], "values"), [1.0, NAN, 3.0])


def test_a_masked_column_has_gaps() -> None:
    given = np.ma.MaskedArray([1, 2, 3], mask=[False, True, False])
    np.testing.assert_array_equal(numbers(given, "values"), [1.0, NAN, 3.0])


def test_a_column_of_a_frame_is_asked_for_its_numbers() -> None:
    class Column:
        def to_numpy(self) -> list[float]:
            return [1.0, 2.5]

    assert numbers(Column(), "values").tolist() == [1.0, 2.5]
