"""How the standard deviation of a process is worked out from its subgroups, by the names that the field gives the ways.

Burr IW. Control charts for measurements with varying sample sizes. Journal of Quality Technology 1969;1:163-7; ASTM
Manual on Presentation of Data and Control Chart Analysis (STP 15D), 1976; Montgomery DC. Introduction to Statistical
Quality Control, 6th edition, sections 6.2 and 6.3.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..averages import mean, ratio
from ..result import Floats
from ..series import Sample
from .constants import c4, d2, d3

Way = Callable[[Floats, Floats], Any]


def sigma(how: str, base: Sample) -> Any:
    """The standard deviation of single values; NaN without any subgroup of two values or more."""
    known = ~np.isnan(base.spread)
    return _WAYS[how](base.size[known], base.spread[known])


def mean_by_size(base: Sample) -> Any:
    """The mean of what is plotted, each subgroup weighing as many as it has values."""
    known = ~np.isnan(base.value)
    return ratio(base.size[known] * base.value[known], base.size[known])


def _weighted(sigmas: Floats, precision: Floats) -> Any:
    return ratio(sigmas * precision, precision)


def _rbar_weighted(size: Floats, ranges: Floats) -> Any:
    return _weighted(ranges / d2(size), (d2(size) / d3(size)) ** 2)


def _sbar_weighted(size: Floats, deviations: Floats) -> Any:
    short = c4(size)
    return _weighted(deviations / short, short**2 / (1 - short**2))


def _pooled(size: Floats, deviations: Floats) -> Any:
    free = size - 1
    return np.sqrt(ratio(free * deviations**2, free)) / c4(free.sum() + 1)


_WAYS: dict[str, Way] = {
    "rbar": lambda size, ranges: mean(ranges / d2(size)),
    "rbar_weighted": _rbar_weighted,
    "sbar": lambda size, deviations: mean(deviations / c4(size)),
    "sbar_weighted": _sbar_weighted,
    "pooled": _pooled,
}

FROM_RANGES = ("rbar", "rbar_weighted")
FROM_DEVIATIONS = ("sbar", "sbar_weighted", "pooled")
