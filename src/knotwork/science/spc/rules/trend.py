"""A trend: so many points one after another, each higher (or each lower) than the one before it.

Strict, a repeated value breaks it: six points, Nelson 1984 (test 3); seven, NHS England, Making Data Count. Of equal
neighbours only the first counts: five points, Perla RJ, Provost LP, Murray SK. BMJ Quality and Safety 2011;20:46-51.

What is known of the trend of five: on a stable series of 24 points it signals 25 % of the time, on one that drifts by
two standard deviations 27 %: it tells next to nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..runs import in_turn, lengths, walk
from .zones import TREND, Found, Rule, Signs, Zones, many_on_a_side, steps, windows


def strict_trend(size: int) -> Rule:
    """So many points in a row, each beyond the one before it."""

    def find(seen: Zones) -> Found:
        return windows(many_on_a_side(steps(seen.value), size - 1, size - 1), size)

    return Rule(f"trend of {size}", find, TREND)


def trend_past_ties(size: int) -> Rule:
    """The same, passing over values that repeat the one before them."""

    def find(seen: Zones) -> Found:
        step = steps(seen.value)
        if step.ndim == 1:
            return _past_ties(step, size)
        grown = lengths(step)
        ends = step * (grown >= size - 1)
        return Found(ends, _turning_points(step, grown)) if ends.any() else windows(ends, size)

    return Rule(f"trend of {size}, ties passed over", find, TREND)


def _past_ties(step: Signs, size: int) -> Found:
    """Of one series: the ends of its trends, and the points that the values were moving to before they turned."""
    ends, starts = np.zeros(step.size, np.int8), np.zeros(step.size, np.int64)
    moves, first = step.nonzero()[0], 0
    for length in in_turn(step):
        if length >= size - 1:
            ended = moves[first + size - 2 : first + length]
            ends[ended] = step[ended]
            starts[ended] = moves[first - 1] if first else 0
        first += length
    return Found(ends, starts)


def _turning_points(step: Signs, grown: Any) -> Any:
    """At each point, the one that the values were moving to before they took the direction that they have there."""
    begun = np.zeros_like(grown)
    moves, first = walk(step)
    before = first
    for place, (here, length) in enumerate(zip(moves, walk(grown).points, strict=True)):
        turned = (here != 0) * (length == 1)
        first = first * (turned == 0) + before * turned
        before = before * (here == 0) + place * here * here
        begun[..., place] = first
    return begun
