"""What the periods of a chart are called, in full and on its axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knotwork.science.spc import words


def period_names(x: Sequence[Any]) -> tuple[list[str], list[str]]:
    """How people say each period, in full ("March 2025") and for the axis ("Mar 2025").

    Dates, texts such as 2025-03, numbers (5 is "point 5", on the axis "5") and any other words.
    """
    every = tuple(x)
    days = not words.monthly(every)
    full = [words.period(each, days) for each in every]
    return full, [
        name.removeprefix("point ") if _numeric(each) else words.short(name)
        for each, name in zip(every, full, strict=True)
    ]


def _numeric(x: Any) -> bool:
    return isinstance(x, int | float)
