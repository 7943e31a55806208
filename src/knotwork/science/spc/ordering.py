"""The order of periods in time, whichever way they are written."""

from __future__ import annotations

import datetime
import re
from typing import Any

from .columns import BadSeries

_LOOKS_DATED = re.compile(r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2}(?:[^0-9].*)?)?", re.DOTALL)
_YEAR, _MONTH = "(?!0000)[0-9]{4}", "(?:0[1-9]|1[0-2])"
_DAY = f"(?:{_MONTH}-(?:0[1-9]|1[0-9]|2[0-8])|(?!02){_MONTH}-(?:29|30)|(?:0[13578]|1[02])-31)"
_MONTHS = re.compile(f"(?:{_YEAR}-{_MONTH}(?:\n|$))+")
_DAYS = re.compile(f"(?:{_YEAR}-{_DAY}(?:\n|$))+")
_DATED = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2})(?:[T ](.+))?)?")


def grouped(periods: list[Any]) -> tuple[list[int], list[int]]:
    """The order of the rows by period, and where in it each new period starts.

    Text is put in the order of time where every value is a month, a day or a moment (2025-03, 2025-03-09 or
    2025-03-09T14:30+01:00, with or without leading zeros): moments with a time zone by when they were, so that one
    moment written in two zones is one period. Any other text keeps the order in which it is given. Raises `BadSeries`,
    naming the point, for what looks like a date and is none, and for periods that cannot be compared.
    """
    keys = _keys(periods)
    try:
        order = sorted(range(len(keys)), key=keys.__getitem__)
    except TypeError:
        raise BadSeries(_unlike(periods)) from None
    return order, [i for i, place in enumerate(order) if i == 0 or keys[place] != keys[order[i - 1]]]


def _keys(periods: list[Any]) -> list[Any]:
    """What the periods are compared by: themselves, their moment in time, or where their text first stands."""
    if not all(isinstance(period, str) for period in periods):
        return periods
    if _in_full(periods):
        return periods
    if all(_LOOKS_DATED.fullmatch(period.strip()) for period in periods):
        moments = [moment(period.strip()) for period in periods]
        if any(moments):
            return _comparable(moments, periods)
    known: dict[str, int] = {}
    return [known.setdefault(period, len(known)) for period in periods]


def _in_full(periods: list[str]) -> bool:
    """Whether all are months or all are days, written in full as nearly always: such text is in order as it stands."""
    listed = "\n".join(periods)
    return listed.count("\n") == len(periods) - 1 and bool(_MONTHS.fullmatch(listed) or _DAYS.fullmatch(listed))


def moment(text: str) -> tuple[datetime.datetime, int] | None:
    """When a period begins, and how finely it is written (month, day, moment), or None if there is no such date."""
    found = _DATED.fullmatch(text)
    if found is None:
        return None
    year, month, day, time = found.groups()
    try:
        whole = f"{year}-{int(month):02d}-{int(day or 1):02d}"
        at = datetime.datetime.fromisoformat(f"{whole}T{time}" if time else whole)
    except ValueError:
        return None
    return at, (day is not None) + (time is not None)


def _comparable(moments: list[tuple[datetime.datetime, int] | None], periods: list[str]) -> list[Any]:
    first = next(moment for moment in moments if moment)
    for place, (moment, period) in enumerate(zip(moments, periods, strict=True), start=1):
        if moment is None:
            raise BadSeries(
                f"Point {place} has the period {period!r}, which looks like a date and is none: correct it "
                "(a financial year is written 2012/13)."
            )
        if (moment[0].tzinfo is None) != (first[0].tzinfo is None):
            raise BadSeries(_zoned(place))
    return moments


def _unlike(periods: list[Any]) -> str:
    first = periods[0]
    for place, period in enumerate(periods, start=1):
        if type(period) is not type(first):
            return (
                f"Point {place} has the period {period!r}, which cannot be put in order with {first!r}: use one form."
            )
        zone = isinstance(period, datetime.datetime) and period.tzinfo is None
        if zone != (isinstance(first, datetime.datetime) and first.tzinfo is None):
            return _zoned(place)
    return "The periods cannot be put in order: use numbers, dates or text throughout."


def _zoned(place: int) -> str:
    return f"Point {place} differs from the first in having a time zone or not: give all of them one, or none."
