"""Values and denominators that cannot be charted: the point is named, and what to do."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from knotwork.science.spc import KINDS, BadSeries, analyse
from knotwork.science.spc.columns import LARGEST
from knotwork.science.spc.words import with_article

PLAIN = [kind for kind, family in KINDS.items() if family.demands.denominator != "needed"]
RATIOS = [kind for kind, family in KINDS.items() if family.demands.denominator == "needed"]


@pytest.mark.parametrize("kind", PLAIN)
@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("12", "'12', which is not a number"),
        ("", "'', which is not a number"),
        (b"12", "b'12', which is not a number"),
        (1 + 2j, "which is not a number"),
        ([1, 2], r"\[1, 2\], which is not a number"),
        (datetime.date(2025, 1, 1), "which is not a number"),
        (datetime.timedelta(days=3), "which is not a number"),
        (object, "which is not a number"),
        (Decimal("sNaN"), "which is not a number"),
        (float("inf"), "infinite"),
        (-float("inf"), "infinite"),
        (Decimal("Infinity"), "infinite"),
        (10**400, "infinite"),
        (1e51, "too large to chart"),
        (10**60, "too large to chart"),
        (Fraction(10**51, 1), "too large to chart"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_value_that_is_no_number_is_named_by_its_place(kind, bad, said) -> None:
    with pytest.raises(BadSeries, match=f"^Point 4 of the values is .*{said}.*: (correct|leave) it"):
        analyse(kind, [3, 1, 4, bad, 5, 9])


@pytest.mark.parametrize("kind", RATIOS)
@pytest.mark.parametrize(
    ("bad", "said"),
    [("12", "not a number"), (float("inf"), "infinite"), (1e60, "too large"), (10**400, "infinite")],
    ids=["text", "infinite", "large", "hundreds of digits"],
)
def test_a_denominator_that_is_no_number_is_named_by_its_place(kind, bad, said) -> None:
    with pytest.raises(BadSeries, match=f"^Point 2 of the denominators is .*{said}"):
        analyse(kind, [3, 1, 4], [10, bad, 10])


@pytest.mark.parametrize("kind", ["run", "i", "mr", "xbar", "s", "r", "ewma", "cusum"])
def test_numbers_so_large_that_sums_would_overflow_are_refused(kind) -> None:
    with pytest.raises(BadSeries, match="Point 1 of the values is too large to chart"):
        analyse(kind, [1e308, 1e308, -1e308])


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_largest_numbers_that_are_taken_have_finite_lines(kind) -> None:
    y, n = [LARGEST, LARGEST / 2, LARGEST / 4] * 8, [LARGEST] * 24
    x = [place // 2 for place in range(24)] if kind in {"xbar", "s", "r"} else None
    seen = analyse(kind, y, n if kind in RATIOS else None, x=x)
    assert np.isfinite(seen.centre).all()
    assert np.isinf(seen.upper).sum() == np.isinf(seen.lower).sum() == 0
    assert "inf" not in seen.reading.split()


@pytest.mark.parametrize("kind", ["i", "run"])
def test_ratios_of_the_largest_to_the_smallest_have_finite_lines(kind) -> None:
    seen = analyse(kind, [LARGEST, -LARGEST] * 12, [1 / LARGEST] * 24)
    assert np.isfinite(seen.centre).all()
    assert not np.isinf(seen.upper).any()


@pytest.mark.parametrize("kind", ["u", "up", "ip"])
def test_a_denominator_near_zero_is_refused_before_it_divides(kind) -> None:
    with pytest.raises(BadSeries, match="Point 3 has a denominator too small to chart: correct it"):
        analyse(kind, [1, 2, 3], [10, 10, 1e-300])


@pytest.mark.parametrize("kind", ["p", "pp", "u", "up", "c", "g", "t"])
def test_what_is_counted_cannot_be_negative(kind) -> None:
    n = [10] * 5 if kind in RATIOS else None
    with pytest.raises(BadSeries, match="Point 5 is negative, which cannot be counted: correct it or leave it empty"):
        analyse(kind, [1, 2, 3, 4, -1], n)


@pytest.mark.parametrize("kind", ["run", "i", "mr", "xbar", "s", "r", "ewma", "cusum"])
def test_what_is_measured_may_be_negative(kind) -> None:
    assert analyse(kind, [-1.0, -3, -2, 0, 4] * 3).y.size == 15


def test_an_indexed_rate_may_be_negative() -> None:
    assert analyse("ip", [-1.0, -3, 2], [10, 10, 10]).y.tolist() == [-0.1, -0.3, 0.2]


@pytest.mark.parametrize("kind", ["p", "pp"])
@pytest.mark.parametrize("place", [1, 3, 6])
def test_more_cases_than_there_were_are_refused_where_they_are(kind, place) -> None:
    y = [4, 5, 3, 4, 5, 4]
    y[place - 1] = 11
    with pytest.raises(BadSeries, match=f"Point {place} has a numerator above its denominator: .* use a u chart"):
        analyse(kind, y, [10] * 6)


@pytest.mark.parametrize("kind", ["p", "pp"])
def test_all_of_all_is_a_share(kind) -> None:
    assert analyse(kind, [10, 5], [10, 10]).y.tolist() == [1.0, 0.5]


@pytest.mark.parametrize("kind", ["u", "up", "ip"])
def test_a_rate_may_be_above_one(kind) -> None:
    assert analyse(kind, [30, 5], [10, 10]).y.tolist() == [3.0, 0.5]


@pytest.mark.parametrize("kind", ["run", "i", *RATIOS])
def test_a_negative_denominator_is_refused(kind) -> None:
    with pytest.raises(BadSeries, match="Point 2 has a negative denominator"):
        analyse(kind, [1, 0, 1], [10, -10, 10])


@pytest.mark.parametrize("kind", ["run", "i", *RATIOS])
def test_events_among_nobody_are_refused(kind) -> None:
    with pytest.raises(BadSeries, match="Point 3 has a value but a denominator of zero: correct one of them"):
        analyse(kind, [1, 0, 1], [10, 0, 0])


def test_of_several_bad_points_the_first_is_named() -> None:
    with pytest.raises(BadSeries, match=r"^Point 2 of the values is 'a'"):
        analyse("i", [1, "a", 2, "b"])


def test_a_missing_value_is_never_the_bad_one() -> None:
    with pytest.raises(BadSeries, match=r"^Point 3 is negative"):
        analyse("c", [None, 1, -1])


def test_no_time_at_all_between_events_is_refused_with_a_way_out() -> None:
    with pytest.raises(BadSeries, match="Point 2 is zero: a t chart needs times above zero; use finer units or a g"):
        analyse("t", [3, 0, 2])


@pytest.mark.parametrize("kind", ["g", "c"])
def test_none_at_all_can_be_counted(kind) -> None:
    assert analyse(kind, [3, 0, 2]).y.tolist() == [3, 0, 2]


@pytest.mark.parametrize("kind", RATIOS)
def test_a_chart_of_ratios_asks_for_its_denominators(kind) -> None:
    with pytest.raises(
        BadSeries, match=f"^{with_article(kind).capitalize()} needs denominators: give n, one for each point"
    ):
        analyse(kind, [1, 2])


@pytest.mark.parametrize("kind", ["c", "g", "t", "xbar", "s", "r"])
def test_a_chart_without_ratios_refuses_denominators(kind) -> None:
    with pytest.raises(BadSeries, match=f"^{with_article(kind).capitalize()} takes no denominators"):
        analyse(kind, [1, 2], [3, 4])


@pytest.mark.parametrize("n", [[3], [3, 4, 5], []])
def test_denominators_are_one_for_each_point(n) -> None:
    with pytest.raises(BadSeries, match=f"There are 2 values but {len(n)} denominators: give one for each point"):
        analyse("u", [1, 2], n)


@pytest.mark.parametrize("y", ["123", b"123", {1: 2}, {1, 2}, frozenset({1}), None, 7, 7.5, object()])
def test_what_is_no_column_is_said_to_be_none(y) -> None:
    with pytest.raises(BadSeries, match=r"(Expected a column of numbers, not|is not a number)"):
        analyse("i", y)


@pytest.mark.parametrize(
    "y",
    [np.array(5.0), np.ones((2, 2)), np.ones((1, 2, 1)), [[1], [2]], [np.array([1]), np.array([2])]],
    ids=["a number", "a table", "a cube", "lists", "arrays"],
)
def test_a_table_is_not_a_column(y) -> None:
    with pytest.raises(BadSeries, match="must be one column of numbers, not a table of"):
        analyse("i", y)


@pytest.mark.parametrize(
    "y",
    [
        np.array(["a", "b"]),
        np.array(["2025-01-01"], dtype="datetime64[D]"),
        np.array([1, 2], dtype="timedelta64[D]"),
        np.array([1 + 0j]),
        np.array([(1, 2)], dtype=[("a", int), ("b", int)]),
    ],
    ids=["text", "dates", "spans", "complex", "records"],
)
def test_an_array_of_something_else_is_refused_at_its_first_point(y) -> None:
    with pytest.raises(BadSeries, match=r"Point 1 of the values is .*, which is not a number"):
        analyse("i", y)


@pytest.mark.parametrize("y", [[], (), np.array([]), iter([])], ids=["list", "tuple", "array", "iterator"])
@pytest.mark.parametrize("kind", ["run", "i", "c", "s", "r"])
def test_no_points_at_all_are_refused(kind, y) -> None:
    with pytest.raises(BadSeries, match="There are no points to chart: give at least one"):
        analyse(kind, y)


@pytest.mark.parametrize(
    "y",
    [
        [True, False, True],
        [Decimal("1"), Decimal("0"), Decimal("1")],
        [Fraction(1), Fraction(0), Fraction(1)],
        np.array([1, 0, 1], dtype=np.uint8),
        np.array([1, 0, 1], dtype=np.float16),
        np.array([1, 0, 1], dtype=np.longdouble),
        np.array([True, False, True]),
        [np.int32(1), np.float32(0), np.bool_(True)],
    ],
    ids=["yes or no", "decimals", "fractions", "bytes", "half", "long", "array of yes or no", "NumPy's own"],
)
def test_every_kind_of_number_is_read_for_what_it_is(y) -> None:
    assert analyse("run", y).y.tolist() == [1.0, 0.0, 1.0]


@pytest.mark.parametrize("gap", [None, float("nan"), np.nan, Decimal("NaN"), np.float32("nan")])
def test_every_kind_of_gap_is_a_missing_value(gap) -> None:
    assert np.isnan(analyse("run", [1, gap, 3]).y).tolist() == [False, True, False]
