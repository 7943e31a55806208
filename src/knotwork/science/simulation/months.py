"""Counting in months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def before(month: date, count: int, day: int = 1) -> date:
    """The `day` of the month that lies `count` months before `month` (after it, if `count` is below nought).

    Raises:
        ValueError: that month has no such day.
    """
    years, index = divmod(month.year * 12 + month.month - 1 - count, 12)
    return date(years, index + 1, day)


def run_to(last: date, count: int) -> tuple[date, ...]:
    """The first days of `count` months, the last of them `last`'s month."""
    return tuple(before(last, ago) for ago in reversed(range(count)))


def days_in(month: date) -> int:
    """How many days a month has."""
    return monthrange(month.year, month.month)[1]
