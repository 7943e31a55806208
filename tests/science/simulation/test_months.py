"""Counting in months, at the turn of the year and of the calendar."""

from datetime import date

import pytest

from knotwork.science.simulation.months import before, days_in, run_to


@pytest.mark.parametrize(
    ("month", "count", "day", "expected"),
    [
        (date(2026, 10, 1), 0, 1, date(2026, 10, 1)),
        (date(2026, 10, 1), 9, 1, date(2026, 1, 1)),
        (date(2026, 10, 1), 10, 1, date(2025, 12, 1)),
        (date(2026, 1, 1), 1, 31, date(2025, 12, 31)),
        (date(2026, 10, 1), 34, 5, date(2023, 12, 5)),
        (date(2026, 12, 1), -1, 20, date(2027, 1, 20)),
        (date(2024, 3, 1), 1, 29, date(2024, 2, 29)),
    ],
)
def test_months_are_counted_across_years(month, count, day, expected):
    assert before(month, count, day) == expected


def test_a_day_that_the_month_does_not_have_is_refused():
    with pytest.raises(ValueError, match="day"):
        before(date(2026, 3, 1), 1, 29)


def test_a_run_of_months_ends_with_its_last_and_begins_so_many_before():
    assert run_to(date(2026, 2, 17), 3) == (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))


@pytest.mark.parametrize(("month", "days"), [(date(2024, 2, 1), 29), (date(2026, 2, 1), 28), (date(2026, 10, 1), 31)])
def test_a_month_has_its_own_number_of_days(month, days):
    assert days_in(month) == days
