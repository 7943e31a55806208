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
