"""Periods that cannot be put in order, and those that can."""

from __future__ import annotations

import datetime
from decimal import Decimal

import numpy as np
import pytest

from knotwork.science.spc import BadSeries, analyse

DAY = datetime.date(2025, 1, 1)
NAIVE = datetime.datetime(2025, 1, 2)
AWARE = datetime.datetime(2025, 1, 3, tzinfo=datetime.UTC)
FAR = datetime.datetime(2025, 1, 3, tzinfo=datetime.timezone(datetime.timedelta(hours=9)))


@pytest.mark.parametrize("x", [[1], [1, 2, 3, 4], []])
def test_periods_are_one_for_each_point(x) -> None:
    with pytest.raises(BadSeries, match=f"There are 3 values but {len(x)} periods: give one for each point"):
        analyse("i", [1, 2, 3], x=x)


@pytest.mark.parametrize(
    "gap",
    [None, float("nan"), np.datetime64("NaT"), Decimal("NaN"), Decimal("sNaN")],
    ids=["None", "NaN", "no time", "decimal", "signalling"],
)
def test_a_point_without_a_period_is_named(gap) -> None:
    with pytest.raises(BadSeries, match="Point 2 has no period: give its date or number, or leave the point out"):
        analyse("i", [1, 2, 3], x=[1, gap, 3])


@pytest.mark.parametrize(
    ("x", "said"),
    [
        ([1, "2", 3], "Point 2 has the period '2', which cannot be put in order with 1: use one form"),
        (["2025-01-01", DAY], "Point 2 has the period datetime.date"),
        ([DAY, NAIVE], "Point 2 has the period datetime.datetime"),
        ([DAY, 5], "Point 2 has the period 5, which cannot be put in order with datetime.date"),
        ([NAIVE, AWARE], "Point 2 differs from the first in having a time zone or not: give all of them one, or none"),
        ([AWARE, FAR, NAIVE], "Point 3 differs from the first in having a time zone"),
        ([{}, {}], "The periods cannot be put in order: use numbers, dates or text throughout"),
        ([1j, 2j], "The periods cannot be put in order"),
    ],
    ids=str,
)
def test_periods_of_different_sorts_are_refused(x, said) -> None:
    with pytest.raises(BadSeries, match=said.replace("(", r"\(")):
        analyse("i", list(range(len(x))), x=x)


@pytest.mark.parametrize("x", ["ab", b"ab", {1: 1, 2: 2}, {1, 2}, 5, np.array(5)], ids=str)
def test_what_is_no_column_of_periods_is_said_to_be_none(x) -> None:
    with pytest.raises(BadSeries, match="Expected a column of periods, one for each point, not"):
        analyse("i", [1, 2], x=x)


@pytest.mark.parametrize(
    "x",
    [
        [3, 1, 2],
        [3.5, -1, 0.25],
        (3, 1, 2),
        np.array([3, 1, 2]),
        [datetime.date(2025, 3, 1), DAY, datetime.date(2025, 2, 1)],
        [AWARE + datetime.timedelta(days=2), AWARE, AWARE + datetime.timedelta(days=1)],
        np.array(["2025-03", "2025-01", "2025-02"], dtype="datetime64[M]"),
        np.array(["2025-03-01", "2025-01-01", "2025-02-01"], dtype="datetime64[s]"),
        ["2025-03", "2025-01", "2025-02"],
        ["2025-03-01T00:00", "2025-01-01T00:00", "2025-02-01T00:00"],
        [(2025, 3), (2025, 1), (2025, 2)],
        [Decimal("3"), Decimal("1"), Decimal("2")],
    ],
    ids=[
        "whole",
        "parts",
        "tuple",
        "array",
        "dates",
        "instants",
        "months",
        "seconds",
        "text",
        "long",
        "pairs",
        "exact",
    ],
)
def test_points_are_put_in_the_order_of_their_periods(x) -> None:
    assert analyse("run", [30, 10, 20], x=x).y.tolist() == [10, 20, 30]


def test_instants_of_different_zones_are_put_in_the_order_in_which_they_were() -> None:
    # Midnight in Tokyo comes nine hours before midnight in Greenwich.
    assert analyse("run", [2, 1], x=[AWARE, FAR]).y.tolist() == [1, 2]


@pytest.mark.parametrize("x", [["b", "a", "c"], ["W1", "W10", "W2"], ["2025-Q3", "2025-Q1", "2025-Q2"], ["", " ", "-"]])
def test_text_that_is_no_date_keeps_the_order_given(x) -> None:
    seen = analyse("run", [30, 10, 20], x=x)
    assert seen.x == tuple(x)
    assert seen.y.tolist() == [30, 10, 20]


@pytest.mark.parametrize("x", [["2025-03", "2025-01", "later"], ["2020-01-10", "week 2", "2020-01-01"]])
def test_one_word_among_dates_is_text_that_keeps_the_order_given(x) -> None:
    seen = analyse("run", [30, 10, 20], x=x)
    assert seen.x == tuple(x)
    assert seen.y.tolist() == [30, 10, 20]


def test_rows_of_a_period_need_not_stand_together() -> None:
    seen = analyse("i", [1, 10, 3, 30], x=["a", "b", "a", "b"])
    assert seen.x == ("a", "b")
    assert seen.y.tolist() == [2, 20]


def test_positions_of_phases_and_exclusions_are_counted_over_plotted_points_in_order() -> None:
    # Six rows make three points; the third in order of time is the one that was given first.
    seen = analyse("i", [9, 9, 1, 1, 5, 5], x=[3, 3, 1, 1, 2, 2], phases=[2], exclude=[3])
    assert seen.y.tolist() == [1, 5, 9]
    assert seen.excluded.tolist() == [False, False, True]
    assert [(phase.first, phase.last) for phase in seen.phases] == [(1, 2), (3, 3)]


@pytest.mark.parametrize("x", [None, [1, 2, 3], ["a", "b", "c"], [DAY, NAIVE.date(), AWARE.date()]])
def test_what_the_periods_are_called_changes_no_number(x) -> None:
    seen = analyse("i", [1, 4, 2], x=x)
    assert seen.upper.tolist() == analyse("i", [1, 4, 2]).upper.tolist()


def test_points_without_periods_are_counted_from_one() -> None:
    assert analyse("i", [1, 4, 2]).x == (1, 2, 3)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_instants_of_any_fineness_are_put_in_order_as_times(unit) -> None:
    days = np.array(["2025-01-03", "2025-01-01", "2025-01-02"], dtype=f"datetime64[{unit}]")
    seen = analyse("i", [3, 1, 2], x=days)
    assert seen.x == tuple(datetime.datetime(2025, 1, day) for day in (1, 2, 3))
    assert seen.y.tolist() == [1, 2, 3]


def test_an_instant_that_is_none_is_named_however_fine() -> None:
    with pytest.raises(BadSeries, match="Point 2 has no period"):
        analyse("i", [1, 2], x=np.array(["2025-01-01", "NaT"], dtype="datetime64[ns]"))
