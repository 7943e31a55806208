"""Numbers, periods and chances as people say them."""

from __future__ import annotations

import datetime
import math
import re
from typing import Any

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:[T ].*)?")
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


def period(x: Any, days: bool = True) -> str:
    """A date as people say it ("3 March 2025", "March 2025"), a number as "point 5", anything else as it is."""
    if isinstance(x, datetime.date):
        return f"{x.day} {MONTHS[x.month - 1]} {x.year}" if days else f"{MONTHS[x.month - 1]} {x.year}"
    if isinstance(x, str):
        found = _ISO.fullmatch(x)
        if found and 1 <= int(found[2]) <= 12:
            month = f"{MONTHS[int(found[2]) - 1]} {found[1]}"
            return f"{int(found[3])} {month}" if days and found[3] else month
        return x
    return f"point {x:g}" if isinstance(x, int | float) else str(x)


def monthly(x: tuple[Any, ...]) -> bool:
    """Whether all periods begin on the first of a month, so that the day need not be said."""
    return all(_first_of_month(period) for period in x)


def _first_of_month(x: Any) -> bool:
    if isinstance(x, datetime.date):
        return x.day == 1
    found = _ISO.fullmatch(x) if isinstance(x, str) else None
    return bool(found and found[3] in {None, "01"})


def short(period: str) -> str:
    """A period with its month in three letters."""
    return _MONTH_NAMES.sub(lambda month: month[0][:3], period)


def chance(rate: float) -> str:
    """How often, in charts of a hundred."""
    if rate <= 0.005:
        return "in fewer than 1 of 100"
    if rate >= 0.995:
        return "in nearly all of 100"
    return f"in about {round(100 * rate)} of 100"
