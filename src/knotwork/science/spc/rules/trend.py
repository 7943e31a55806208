"""A trend: so many points one after another, each higher (or each lower) than the one before it.

Strict, a repeated value breaks it: six points, Nelson 1984 (test 3); seven, NHS England, Making Data Count. Of equal
neighbours only the first counts: five points, Perla RJ, Provost LP, Murray SK. BMJ Quality and Safety 2011;20:46-51.

What is known of the trend of five: on a stable series of 24 points it signals 25 % of the time, on one that drifts by
two standard deviations 27 %: it tells next to nothing.
"""

from __future__ import annotations

import numpy as np

from ..runs import count
from .zones import TREND, Found, Rule, Zones, many_of, signed, steps, windows


def strict_trend(size: int) -> Rule:
    """So many points in a row, each beyond the one before it."""

    def find(seen: Zones) -> Found:
        step = steps(seen.value)
        return windows(signed(many_of(step > 0, size - 1, size - 1), many_of(step < 0, size - 1, size - 1)), size)

    return Rule(f"trend of {size}", find, TREND)


def trend_past_ties(size: int) -> Rule:
    """The same, passing over values that repeat the one before them."""

    def find(seen: Zones) -> Found:
        step = steps(seen.value)
        lengths = count(step).lengths
        ends = np.where(lengths >= size - 1, step, 0).astype(np.int8)
        place = np.arange(step.shape[-1])
        moved = np.where(step != 0, place, 0)
        before = np.zeros_like(moved)
        before[..., 1:] = np.maximum.accumulate(moved, axis=-1)[..., :-1]
        begun = np.maximum.accumulate(np.where(lengths == 1, before, 0), axis=-1)
        return Found(ends, begun)

    return Rule(f"trend of {size}, ties passed over", find, TREND)
