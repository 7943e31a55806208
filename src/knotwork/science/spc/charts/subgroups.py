"""Charts of measured subgroups: their averages (X-bar) and how they spread: standard deviations (S) and ranges (R).

Montgomery DC. Introduction to Statistical Quality Control, 6th edition, equations 6.27 to 6.32, and 6.4 to 6.6 for
ranges. Unless a way to work out the standard deviation is asked for (see `spread`), X-bar and S charts take the mean
standard deviation of subgroups of one size and pool them by degrees of freedom where they differ.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..averages import mean, ratio
from ..series import Demands
from .constants import c4, d3
from .lines import Ask, Family, Lines, around
from .spread import FROM_DEVIATIONS, FROM_RANGES, mean_by_size, sigma


def mean_spread(ask: Ask) -> Any:
    """The mean standard deviation, pooled by degrees of freedom where the subgroups of a phase differ in size."""
    size, spread = ask.base.size, ask.base.spread
    if np.unique(ask.at.size[ask.at.size > 0]).size == 1:
        return mean(spread)
    free = np.where(np.isnan(spread), np.nan, size - 1)
    return np.sqrt(ratio(free * spread**2, free))


def _xbar(ask: Ask) -> Lines:
    middle = mean_by_size(ask.base) if ask.centre is None else ask.centre
    many = np.where(ask.at.size > 1, ask.at.size, np.nan)
    how = ask.options.sigma
    single = mean_spread(ask) / c4(many) if how is None else sigma(how, ask.base)
    return around(middle, single / np.sqrt(many), warned=ask.warned)


def _s(ask: Ask) -> Lines:
    short = c4(ask.at.size)
    if ask.options.sigma is None:
        middle = mean_spread(ask) if ask.centre is None else ask.centre
        return around(middle, middle * np.sqrt(1 - short**2) / short, 0.0, warned=ask.warned)
    middle = mean_by_size(ask.base) if ask.centre is None else ask.centre
    return around(middle, sigma(ask.options.sigma, ask.base) * np.sqrt(1 - short**2), 0.0, warned=ask.warned)


def _r(ask: Ask) -> Lines:
    middle = mean_by_size(ask.base) if ask.centre is None else ask.centre
    single = sigma(ask.options.sigma or "rbar", ask.base)
    return around(middle, single * d3(ask.at.size), 0.0, warned=ask.warned)


XBAR = Family(
    "xbar",
    "X-bar chart",
    Demands(gather="average", denominator="none"),
    _xbar,
    sigmas=(*FROM_RANGES, *FROM_DEVIATIONS),
)
S = Family("s", "S chart", Demands(gather="spread", denominator="none"), _s, sigmas=FROM_DEVIATIONS)
R = Family("r", "R chart", Demands(gather="spread", denominator="none", spread="range"), _r, sigmas=FROM_RANGES)
