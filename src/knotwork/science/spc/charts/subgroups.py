"""Charts of measured subgroups: their averages (X-bar) and how they spread (S).

Montgomery DC. Introduction to Statistical Quality Control, 6th edition, equations 6.27 to 6.32.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..averages import mean, ratio
from ..distributions import log_gamma
from ..result import Floats
from ..series import Demands, Sample
from .lines import Ask, Family, Lines, around


def c4(size: Any) -> Any:
    """How far the standard deviation of a small sample falls short of the true one; NaN for fewer than two values."""
    many = np.where(np.asarray(size) > 1, size, np.nan)
    return np.sqrt(2 / (many - 1)) * np.exp(log_gamma(many / 2) - log_gamma((many - 1) / 2))


def mean_spread(base: Sample) -> Any:
    """The mean standard deviation, pooled by degrees of freedom where subgroups differ in size."""
    size, spread = _known(base)
    if np.unique(size[~np.isnan(size)]).size == 1:
        return mean(spread)
    free = np.where(np.isnan(spread), np.nan, size - 1)
    return np.sqrt(ratio(free * spread**2, free))


def _known(base: Sample) -> tuple[Floats, Floats]:
    return np.where(base.size > 0, base.size, np.nan), base.spread


def _xbar(ask: Ask) -> Lines:
    size, _ = _known(ask.base)
    middle = ask.centre
    if middle is None:
        middle = ratio(
            np.where(np.isnan(ask.base.value), np.nan, size * ask.base.value),
            np.where(np.isnan(ask.base.value), np.nan, size),
        )
    return around(
        middle, mean_spread(ask.base) / (c4(ask.at.size) * np.sqrt(np.maximum(ask.at.size, 1))), warned=ask.warned
    )


def _s(ask: Ask) -> Lines:
    middle = mean_spread(ask.base) if ask.centre is None else ask.centre
    short = c4(ask.at.size)
    return around(middle, middle * np.sqrt(1 - short**2) / short, 0.0, warned=ask.warned)


XBAR = Family("xbar", "X-bar chart", Demands(gather="average", denominator="none"), _xbar)
S = Family("s", "S chart", Demands(gather="spread", denominator="none"), _s)
