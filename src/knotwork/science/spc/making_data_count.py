"""A chart as NHS England's Making Data Count reads it: a label and a meaning for each point, and its two icons.

The rules and their order of priority are those of the package NHSRplotthedots 0.2.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .averages import tolerance
from .result import Analysis
from .rules.outside import OUTSIDE

Point = Literal["common cause", "improvement", "concern", "high", "low"]
Assurance = Literal["pass", "fail", "inconsistent", "no target"]

COMMON: Literal["common cause"] = "common cause"
SHIFT, TREND, CLOSE = "7 on one side", "trend of 7", "2 of 3 close to a limit"
PRIORITY = (OUTSIDE, TREND, CLOSE, SHIFT)


@dataclass(frozen=True, slots=True)
class MakingDataCount:
    """Each point's rule and meaning, and the icons: variation from the last value, assurance from the last limits."""

    rules: tuple[str, ...]
    sides: tuple[int, ...]
    points: tuple[Point, ...]
    variation: Point
    assurance: Assurance


def making_data_count(analysis: Analysis) -> MakingDataCount:
    """Label the points of a chart analysed with `rules="mdc"`; of several rules the first in priority counts.

    Priority: outside the limits, trend, two of three close to a limit (only the close points), shift. Without a
    direction of improvement a special cause is "high" or "low". A target equal to a limit is "inconsistent". Raises
    ValueError for a chart analysed with other rules.
    """
    if analysis.rules != "mdc":
        raise ValueError(f'Making Data Count reads charts analysed with rules="mdc", not {analysis.rules!r}.')
    rules, sides = _labels(analysis)
    points = tuple(_meaning(side, analysis.direction) for side in sides)
    present = np.flatnonzero(~np.isnan(analysis.y))
    last = int(present[-1]) if present.size else -1
    return MakingDataCount(rules, sides, points, points[last], _assurance(analysis))


def _labels(analysis: Analysis) -> tuple[tuple[str, ...], tuple[int, ...]]:
    rules: list[str] = [COMMON] * len(analysis.x)
    sides = [0] * len(analysis.x)
    for rule in reversed(PRIORITY):
        of_rule = [signal for signal in analysis.signals if signal.rule == rule]
        for signal in sorted(of_rule, key=lambda signal: signal.points):
            sign = 1 if signal.side in {"above", "rising"} else -1
            for place in signal.points:
                if rule != CLOSE or _close(analysis, place - 1, sign):
                    rules[place - 1], sides[place - 1] = rule, sign
    return tuple(rules), tuple(sides)


def _close(analysis: Analysis, place: int, sign: int) -> bool:
    near, value = tolerance(analysis.y), analysis.y[place]
    if sign > 0:
        return bool(value > analysis.warning_upper[place] + near)
    return bool(value < analysis.warning_lower[place] - near)


def _meaning(side: int, direction: str | None) -> Point:
    if not side:
        return COMMON
    if direction is None:
        return "high" if side > 0 else "low"
    return "improvement" if (side > 0) == (direction == "increase") else "concern"


def _assurance(analysis: Analysis) -> Assurance:
    target, lower, upper = analysis.target, float(analysis.lower[-1]), float(analysis.upper[-1])
    if target is None or analysis.direction is None:
        return "no target"
    rising = analysis.direction == "increase"
    if not np.isnan(upper) and target > upper:
        return "fail" if rising else "pass"
    if not np.isnan(lower) and target < lower:
        return "pass" if rising else "fail"
    return "inconsistent"
