"""Numbers on pictures: British, short, and never "nan"."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knotwork.pictures.numerals import MISSING, Quantity, decimals_for, number, quantity_for

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, 0, "0"),
        (1234, 0, "1,234"),
        (1234567.891, 1, "1,234,567.9"),
        (4.25, 1, "4.2"),
        (6.1, 1, "6.1"),
        (-0.4, 1, "−0.4"),
        (-1234.5, 1, "−1,234.5"),
        (-0.04, 1, "0.0"),
        (-0.0, 0, "0"),
        (0.999, 2, "1.00"),
        (999999999999999, 0, "999,999,999,999,999"),
        (1e15, 0, "1.0×10¹⁵"),
        (-4.47e48, 1, "−4.5×10⁴⁸"),
        (1e308, 0, "1.0×10³⁰⁸"),
        (NAN, 1, MISSING),
        (math.inf, 1, MISSING),
        (-math.inf, 0, MISSING),
    ],
)
def test_a_number_is_written_the_british_way(value: float, decimals: int, written: str) -> None:
    assert number(value, decimals) == written


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_a_written_number_reads_back_to_within_its_decimals(value: float, decimals: int) -> None:
    back = float(number(value, decimals).replace(",", "").replace("−", "-"))
    assert abs(back - value) <= 0.5 * 10**-decimals + abs(value) * 1e-12


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ([], 0),
        ([NAN], 0),
        ([3, 5, 8], 0),
        ([3.0, NAN, 8.0], 0),
        ([3.5, 6.8], 1),
        ([12.5, 60.1], 1),
        ([12.5, 60.125], 0),
        ([12.125, 60.1], 0),
        ([0.61, 0.93], 2),
        ([0.0123, 0.0456], 3),
        ([0.00001, 0.00002], 7),
        ([0.3, 0.1 + 0.2], 2),
        ([1e6, 1e6 + 1e-5], 0),
        ([0.0, 0.0], 0),
        ([1200.5, 4300.2], 1),
        ([10.5, 12.5, 9.5, 30.5, 11.5], 1),
        ([10.5, NAN, 12.25], 2),
        ([4.99, 12.5, 1180.0], 2),
        ([100 * 0.07, 100 * 0.29], 0),
        ([100 * 7 / 40, 100 * 9 / 40], 1),
        ([10 / 3, 31.5], 0),
        ([0.5, 99.5], 1),
        ([12.5], 1),
        ([1e9, 2e9 + 0.5], 1),
        ([1e307, 0.5], 0),
        ([-1.7e308, 0.25], 0),
        ([2.5, 2.5], 1),
    ],
)
def test_decimals_are_those_given_or_show_about_three_figures_of_the_span(values: list[float], decimals: int) -> None:
    assert decimals_for(values) == decimals


@pytest.mark.parametrize(
    ("unit", "decimals", "value", "short", "full"),
    [
        ("", 0, 12.0, "12", "12"),
        ("", 1, 1234.56, "1,234.6", "1,234.6"),
        ("%", 1, 83.25, "83.2%", "83.2%"),
        ("proportion", 1, 0.8325, "83.2%", "83.2%"),
        ("proportion", 0, 1.0, "100%", "100%"),
        ("per 1,000 bed days", 1, 4.2, "4.2", "4.2 per 1,000 bed days"),
        ("days", 0, 31.0, "31", "31 days"),
        ("£", 0, 1250.0, "£1,250", "£1,250"),
        ("£", 0, -1250.0, "−£1,250", "−£1,250"),
        ("days", 0, NAN, MISSING, MISSING),
        ("%", 0, NAN, MISSING, MISSING),
    ],
)
def test_a_value_is_written_with_its_unit(unit: str, decimals: int, value: float, short: str, full: str) -> None:
    quantity = Quantity(unit, decimals)
    assert quantity.short(value) == short
    assert quantity.full(value) == full


@pytest.mark.parametrize(
    ("unit", "axis"), [("", ""), ("%", ""), ("proportion", ""), ("£", ""), ("days", "days"), ("per bed", "per bed")]
)
def test_only_units_in_words_stand_above_the_axis(unit: str, axis: str) -> None:
    assert Quantity(unit).axis == axis


def test_a_mean_of_whole_numbers_keeps_one_decimal() -> None:
    counts = Quantity("", 0)
    assert counts.level(4.27) == "4.3"
    assert counts.level(4.0) == "4"


def test_a_large_mean_keeps_no_tenths() -> None:
    assert Quantity("£", 0).level(9999.4) == "£9,999.4"
    assert Quantity("£", 0).level(6268470.3) == "£6,268,470"
    assert Quantity("", 2).level(12345.678) == "12,345.68"


def test_a_level_that_is_whole_but_for_binary_crumbs_is_written_whole() -> None:
    assert Quantity("proportion", 0).level(0.07) == "7%"
    assert Quantity("proportion", 0).level(0.9) == "90%"
    assert Quantity("proportion", 0).level(0.905) == "90.5%"


def test_a_mean_keeps_the_decimals_of_its_points_when_they_have_more() -> None:
    assert Quantity("", 2).level(4.267) == "4.27"


def test_a_mean_that_is_missing_says_so() -> None:
    assert Quantity("", 0).level(NAN) == MISSING


def test_decimals_of_a_proportion_are_those_of_the_percentage_shown() -> None:
    assert quantity_for([0.612, 0.934], "proportion", None).decimals == 0
    assert quantity_for([0.612, 0.634], "proportion", None).decimals == 1


def test_decimals_that_are_asked_for_are_kept() -> None:
    assert quantity_for([1.0, 2.0], "", 3) == Quantity("", 3)


def test_values_with_a_decimal_are_not_made_equal_by_leaving_it_out() -> None:
    values = [10.5, 12.5, 9.5, 30.5, 11.5]
    quantity = quantity_for(values, "", None)
    assert [quantity.short(value) for value in values] == ["10.5", "12.5", "9.5", "30.5", "11.5"]
    assert quantity.level(12.9) == "12.9"


@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=12), st.integers(0, 2))
def test_different_values_of_few_decimals_are_written_differently(whole: list[int], places: int) -> None:
    values = [value / 10**places for value in whole]
    quantity = quantity_for(values, "", None)
    assert len({quantity.short(value) for value in values}) == len({*values})
