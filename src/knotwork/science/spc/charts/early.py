"""Early warning of small lasting shifts: the exponentially weighted mean (EWMA) and the cumulative sum (CUSUM).

Montgomery DC. Introduction to Statistical Quality Control, 6th edition, sections 9.1 (tabular CUSUM: a shift of one
standard deviation is looked for, so k is half of one; decision interval 5) and 9.2 (EWMA: weight 0.2, three sigma),
unless other values are asked for. The standard deviation is that of the moving ranges, or of all the values.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..averages import mean
from ..result import Floats
from ..series import Demands
from .individuals import WAYS
from .lines import MEAN_RANGE, USUAL, Ask, Family, Lines, around, deviation, moving_ranges, screened_mean


class Paths(NamedTuple):
    """The two cumulative sums, in standard deviations: of rises (never below zero) and of falls (never above)."""

    rising: Floats
    falling: Floats


def _spread(ask: Ask) -> tuple[float, float]:
    middle = float(mean(ask.base.value)) if ask.centre is None else ask.centre
    if ask.options.sigma == "deviation":
        return middle, float(deviation(ask.base.value))
    return middle, float(screened_mean(moving_ranges(ask.base.value), ask.screened) / MEAN_RANGE)


def smoothed(values: Floats, start: float, weight: float = USUAL.weight) -> Floats:
    """Each point a mean of itself (by its weight) and of the one before; a missing value leaves the mean as it was."""
    found, last = np.full(values.size, np.nan), start
    for place, value in enumerate(values.tolist()):
        if value == value:
            last = weight * value + (1 - weight) * last
            found[place] = last
    return found


def paths(values: Floats, middle: float, sigma: float, shift: float = USUAL.shift) -> Paths:
    """The sums of what exceeds half the shift that is looked for, started again when they fall back to nothing."""
    up, down = np.full(values.size, np.nan), np.full(values.size, np.nan)
    high = low = 0.0
    for place, value in enumerate(values.tolist()):
        if value == value:
            away = (value - middle) / sigma if sigma else 0.0
            high, low = max(0.0, high + away - shift / 2), min(0.0, low + away + shift / 2)
            up[place], down[place] = high, low
    return Paths(up, down)


def _ewma(ask: Ask) -> Lines:
    middle, sigma = _spread(ask)
    weight = ask.options.weight
    seen = np.cumsum(~np.isnan(ask.at.value))
    wide = sigma * np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * seen)))
    return around(middle, ask.options.width / 3 * wide)._replace(value=smoothed(ask.at.value, middle, weight))


def _cusum(ask: Ask) -> Lines:
    both, interval = paths(ask.at.value, *_spread(ask), ask.options.shift), ask.options.interval
    farther: Any = np.where(both.rising >= -both.falling, both.rising, both.falling)
    return Lines(0.0, -interval, interval, -interval, interval, value=farther)


EARLY = frozenset({"ewma", "cusum"})
"""Charts of nothing but lines that are worked out from the first points, whatever centre was given."""
EWMA = Family("ewma", "EWMA chart", Demands(), _ewma, has_runs=False, sigmas=WAYS, tuned=("weight", "width"))
CUSUM = Family(
    "cusum", "CUSUM chart", Demands(), _cusum, has_runs=False, in_sigmas=True, sigmas=WAYS, tuned=("shift", "interval")
)
