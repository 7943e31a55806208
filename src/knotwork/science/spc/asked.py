"""What was asked of a chart, checked before anything is computed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .charts import KINDS, Family
from .columns import BadSeries
from .result import Booleans
from .rules import RULES, Direction, RuleSet


@dataclass(frozen=True, slots=True)
class Asked:
    """The kind of chart and how it is to be drawn and judged; `centre` is in the units of the data."""

    family: Family
    rules: RuleSet
    direction: Direction | None
    baseline: int | None
    centre: float | None
    multiply: float
    screened: bool
    never_negative: bool = False


def asked(
    kind: str,
    rules: str,
    direction: Direction | None,
    baseline: int | None,
    centre: float | None,
    multiply: float,
    screened: bool,
    never_negative: bool = False,
) -> Asked:
    """Look up names and check options. Raises `BadSeries` for what is not known or makes no sense."""
    if direction not in {None, "increase", "decrease"}:
        raise BadSeries(f'The direction of improvement is "increase", "decrease" or None, not {direction!r}.')
    factor = one_number(multiply, "factor")
    if factor <= 0:
        raise BadSeries(f"The values can only be multiplied by a number above zero, not {multiply!r}.")
    middle = None if centre is None else one_number(centre, "centre") / factor
    family = _named(kind, KINDS, "kind of chart")
    return Asked(
        family,
        _named(rules, RULES, "set of rules"),
        direction,
        _baseline(baseline),
        middle,
        1.0 if family.in_sigmas else factor,
        bool(screened),
        bool(never_negative),
    )


def one_number(value: float, what: str) -> float:
    """A single finite number."""
    if isinstance(value, str | bytes) or not math.isfinite(value):
        raise BadSeries(f"The {what} must be a number, not {value!r}.")
    return float(value)


def positions(places: Iterable[int], what: str) -> list[int]:
    """Positions of points, counted from 1."""
    listed = list(places)
    for place in listed:
        if isinstance(place, str) or place != int(place):
            raise BadSeries(f"Each {what} is the position of a point, counted from 1, not {place!r}.")
    return [int(place) for place in listed]


def marked(places: Iterable[int], count: int) -> Booleans:
    """Which of so many points are excluded; positions beyond them have no effect."""
    left_out = np.zeros(count, dtype=bool)
    left_out[[place - 1 for place in positions(places, "exclusion") if 0 < place <= count]] = True
    return left_out


def _named(name: str, known: dict[str, Any], what: str) -> Any:
    if name not in known:
        raise BadSeries(f"There is no {what} called {name!r}: choose one of {', '.join(known)}.")
    return known[name]


def _baseline(baseline: int | None) -> int | None:
    if baseline is None:
        return None
    if isinstance(baseline, str) or baseline != int(baseline) or baseline < 1:
        raise BadSeries(f"The baseline is the number of first points that set the limits, 1 or more, not {baseline!r}.")
    return int(baseline)
