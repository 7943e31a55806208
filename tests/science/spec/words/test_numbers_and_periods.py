"""Numbers, periods and chances as people say them, at the edges of each."""

from __future__ import annotations

import calendar
import datetime
import math

import pytest

from knotwork.science.spc import words


@pytest.mark.parametrize(
    ("size", "places"),
    [
        (0.0, 1),
        (1.0, 1),
        (99.9, 1),
        (100.0, 0),
        (-100.0, 0),
        (-99.0, 1),
        (1e6, 0),
        (0.99, 2),
        (0.1, 2),
        (0.099, 3),
        (0.01, 3),
        (-0.005, 4),
        (1e-7, 8),
        (1e-12, 8),
        (math.inf, 0),
        (math.nan, 0),
    ],
)
def test_decimal_places_suit_the_size(size, places) -> None:
    assert words.places_for(size) == places


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [
        (1234.5, 0, "1,234"),
        (1234567.25, 1, "1,234,567.2"),
        (-3.14, 1, "-3.1"),
        (-0.04, 1, "0.0"),
        (-0.0, 0, "0"),
        (-0.5, 1, "-0.5"),
        (-1000.0, 0, "-1,000"),
        (0.0, 2, "0.00"),
        (12.0, 3, "12.000"),
    ],
)
def test_a_number_has_its_thousands_marked_and_no_minus_before_zero(value, places, said) -> None:
    assert words.number(value, places) == said


DAY = datetime.date(2025, 3, 9)


@pytest.mark.parametrize(
    ("x", "with_days", "without"),
    [
        (DAY, "9 March 2025", "March 2025"),
        (datetime.datetime(2025, 12, 1, 8, 30), "1 December 2025", "December 2025"),
        ("2025-03-09", "9 March 2025", "March 2025"),
        ("2025-01", "January 2025", "January 2025"),
        ("2025-12-31T10:00", "31 December 2025", "December 2025"),
        ("2025-12-31 10:00", "31 December 2025", "December 2025"),
        ("2025-00-01", "2025-00-01", "2025-00-01"),
        ("2025-13-01", "2025-13-01", "2025-13-01"),
        ("2025-03-09x", "2025-03-09x", "2025-03-09x"),
        ("week 7", "week 7", "week 7"),
        ("2025-3-9", "9 March 2025", "March 2025"),
        ("2024-W19", "week 19 of 2024", "week 19 of 2024"),
        ("2024W05", "week 5 of 2024", "week 5 of 2024"),
        ("2024-W1-3", "2024-W1-3", "2024-W1-3"),
        (7, "point 7", "point 7"),
        (7.0, "point 7", "point 7"),
        (7.5, "point 7.5", "point 7.5"),
        (None, "None", "None"),
        (("a",), "('a',)", "('a',)"),
    ],
)
def test_a_period_is_said_as_people_say_it(x, with_days, without) -> None:
    assert words.period(x) == with_days
    assert words.period(x, days=True) == with_days
    assert words.period(x, days=False) == without


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_name_and_its_three_letters(month) -> None:
    day = datetime.date(2025, month, 1)
    name = calendar.month_name[month]
    assert words.period(day) == words.period(day.isoformat()) == f"1 {name} 2025"
    assert words.short(f"since 1 {name} 2025") == f"since 1 {name[:3]} 2025"


def test_only_whole_names_of_months_are_shortened() -> None:
    assert words.short("Mayfield, Marching on, August 2024") == "Mayfield, Marching on, Aug 2024"


@pytest.mark.parametrize(
    ("x", "monthly"),
    [
        (("2025-01-01", "2025-02-01"), True),
        (("2025-01", "2025-02"), True),
        (("2025-01-01", "2025-02-02"), False),
        (("2025-01-02", "2025-02-01"), False),
        ((datetime.date(2025, 1, 1), datetime.date(2025, 2, 1)), True),
        ((datetime.date(2025, 1, 1), datetime.date(2025, 2, 8)), False),
        (("week 1", "week 2"), False),
        ((1, 2), False),
        ((), True),
    ],
)
def test_periods_that_begin_on_the_first_are_months(x, monthly) -> None:
    assert words.monthly(x) is monthly


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (0.0, "in fewer than 1 of 100"),
        (0.0049, "in fewer than 1 of 100"),
        (0.006, "in about 1 of 100"),
        (0.034, "in about 3 of 100"),
        (0.5, "in about 50 of 100"),
        (0.994, "in about 99 of 100"),
        (0.995, "in nearly all of 100"),
        (1.0, "in nearly all of 100"),
    ],
)
def test_a_chance_is_said_in_charts_of_a_hundred(rate, said) -> None:
    assert words.chance(rate) == said


@pytest.mark.parametrize(
    ("period", "word"),
    [
        ("point 5", "at"),
        ("3 March 2025", "on"),
        ("13 Mar 2025", "on"),
        ("2025-03-09", "on"),
        ("2025", "in"),
        ("2025-03", "in"),
        ("2025 Q1", "in"),
        ("2024/25", "in"),
        ("March 2025", "in"),
        ("week 19 of 2024", "in"),
    ],
)
def test_the_word_before_a_period_suits_it(period, word) -> None:
    assert words.preposition(period) == word


@pytest.mark.parametrize(
    ("values", "places", "percent", "needed"),
    [
        ([], 1, False, 1),
        ([1.0], 1, False, 1),
        ([1.0, 1.0], 0, False, 0),
        ([1.0, 1.3], 0, False, 1),
        ([1.04, 1.01], 0, False, 2),
        ([-1.0, 1.0], 0, False, 0),
        ([0.3, 0.1 + 0.2], 1, False, 1),
        ([99.96], 1, False, 1),
        ([99.96], 1, True, 2),
        ([100.0], 1, True, 1),
        ([100 * (1 - 1e-16)], 0, True, 0),
        ([0.02], 0, True, 2),
        ([0.0, math.nan], 0, True, 0),
        ([1.0, 1.0 + 1e-7], 0, False, 7),
    ],
)
def test_numbers_have_the_places_that_tell_them_apart(values, places, percent, needed) -> None:
    assert words.places_apart(values, places, percent=percent) == needed


def test_places_come_to_an_end() -> None:
    assert words.places_apart([1e-14, 2e-14], 2) == 12


@pytest.mark.parametrize(
    ("kind", "named"),
    [("p", "a p chart"), ("run", "a run chart"), ("u", "a u chart"), ("cusum", "a cusum chart"), ("i", "an i chart")]
    + [(kind, f"an {kind} chart") for kind in ("mr", "np", "xbar", "s", "r", "ip", "ewma")],
)
def test_a_kind_of_chart_has_the_article_that_is_spoken(kind, named) -> None:
    assert words.with_article(kind) == named


def test_a_week_is_short_without_a_word_too_many() -> None:
    assert words.short("week 19 of 2024") == "week 19, 2024"
