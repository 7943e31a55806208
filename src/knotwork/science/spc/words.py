"""Numbers, periods and chances as people say them."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence
from typing import Any

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ISO = re.compile(r"\s*(\d{4})-(\d\d?)(?:-(\d\d?)(?:[T ].*)?)?\s*")
_WEEK = re.compile(r"\s*(\d{4})-?W(\d\d?)\s*")
_WEEK_NAME = re.compile(r"\b(week \d\d?) of (\d{4})\b")
_DAY = re.compile(r"\d{1,2}\D|\d{4}-\d\d?-\d")
_MOST_PLACES = 12
_SAME = 1e-9
"""Numbers this near to each other are the same but for the crumbs of binary arithmetic."""
_MONTH_NAMES = re.compile(r"\b(" + "|".join(MONTHS) + r")\b")


def places_for(size: float) -> int:
    """How many decimal places suit numbers of this size."""
    size = abs(size)
    if size >= 100 or not math.isfinite(size):
        return 0
    if size >= 1 or size == 0:
        return 1
    return min(1 - math.floor(math.log10(size)), 8)


def number(value: float, places: int) -> str:
    """A number with its thousands marked and no minus sign before zero."""
    text = f"{value:,.{places}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.,") else text


def places_apart(values: Sequence[float], places: int, *, percent: bool = False) -> int:
    """The decimal places, from these on, that it takes to write different numbers differently.

    As percentages, no number is written as none or as all of all (0, 100) unless it is.
    """
    while places < _MOST_PLACES and _misled(values, places, (0.0, 100.0) if percent else ()):
        places += 1
    return places


def _misled(values: Sequence[float], places: int, ends: tuple[float, ...]) -> bool:
    """Whether two of the numbers, or a number and an end, are written the same and are not."""
    every = [(value, f"{abs(value):.{places}f}") for value in values if math.isfinite(value)]
    others = [*every, *((end, f"{end:.{places}f}") for end in ends)]
    return any(told == said and not same(one, other) for one, told in every for other, said in others)


def same(one: float, other: float) -> bool:
    """Whether two numbers differ by no more than the crumbs of binary arithmetic."""
    return math.isclose(abs(one), abs(other), rel_tol=_SAME, abs_tol=_SAME * _SAME)


def with_article(kind: str) -> str:
    """A kind of chart in a sentence: a p chart, an xbar chart."""
    return f"{'an' if kind in _SPOKEN_WITH_A_VOWEL else 'a'} {kind} chart"


_SPOKEN_WITH_A_VOWEL = frozenset({"i", "mr", "np", "xbar", "s", "r", "ip", "ewma"})


def preposition(period: str) -> str:
    """The word before a period in a sentence: at point 5, on 3 March 2025, in March 2025."""
    return "at" if period.startswith("point") else "on" if _DAY.match(period) else "in"


def period(x: Any, days: bool = True) -> str:
    """A date as people say it ("3 March 2025", "March 2025", "week 19 of 2024"), a number as "point 5".

    Anything else is said as it is.
    """
    if isinstance(x, datetime.date):
        return f"{x.day} {MONTHS[x.month - 1]} {x.year}" if days else f"{MONTHS[x.month - 1]} {x.year}"
    if isinstance(x, str):
        found = _ISO.fullmatch(x)
        if found and 1 <= int(found[2]) <= 12:
            month = f"{MONTHS[int(found[2]) - 1]} {found[1]}"
            return f"{int(found[3])} {month}" if days and found[3] else month
        week = _WEEK.fullmatch(x)
        return f"week {int(week[2])} of {week[1]}" if week else x
    return f"point {x:g}" if isinstance(x, int | float) else str(x)


def monthly(x: tuple[Any, ...]) -> bool:
    """Whether all periods begin on the first of a month, so that the day need not be said."""
    return all(_first_of_month(period) for period in x)


def _first_of_month(x: Any) -> bool:
    if isinstance(x, datetime.date):
        return x.day == 1
    found = _ISO.fullmatch(x) if isinstance(x, str) else None
    return bool(found and int(found[3] or 1) == 1)


def short(period: str) -> str:
    """A period with its month in three letters, a week without a word too many."""
    return _WEEK_NAME.sub(r"\1, \2", _MONTH_NAMES.sub(lambda month: month[0][:3], period))


def chance(rate: float) -> str:
    """How often, in charts of a hundred."""
    if rate <= 0.005:
        return "in fewer than 1 of 100"
    if rate >= 0.995:
        return "in nearly all of 100"
    return f"in about {round(100 * rate)} of 100"
