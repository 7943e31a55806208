"""How often averages, standard deviations and ranges of stable subgroups lie outside limits worked out from a few."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from .charts.constants import c4, range_moments
from .distributions import chi_square_up_to, normal_beyond, normal_up_to
from .result import Floats

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
SHARES = WEIGHTS / WEIGHTS.sum()
"""Points of a standard normal distribution, and how much each weighs (Gauss and Hermite's rule)."""


def averages_outside(many: int, sizes: Floats) -> float:
    """The hazard of so many averages beyond three sigma, when sigma comes from subgroups of these sizes."""
    return _averages(many, int(np.maximum(sizes - 1, 0).sum()))


@cache
def _averages(many: int, freedom: int) -> float:
    """Over the distribution of the standard deviation: chi-square, by Wilson and Hilferty's approximation."""
    apart = 2 / (9 * max(freedom, 1))
    sigma = np.maximum(1 - apart + NODES * math.sqrt(apart), 0.05) ** 1.5
    return _over(many * -np.log1p(-np.minimum(normal_beyond(3 * sigma), 0.999)))


def spreads_outside(sizes: Floats, lines: Floats, base: int) -> float:
    """The hazard of standard deviations beyond limits whose mean came from so many of them (0: it was given).

    Exact for normal values about a known mean: they follow the chi-square distribution.
    """
    free, short = sizes - 1, c4(sizes)
    error = np.sqrt(1 - short**2) / short

    def quiet(times: float) -> Floats:
        low, high = ((line / lines[0] * short * times) ** 2 * free for line in (lines[1], lines[2]))
        return chi_square_up_to(high, free) - chi_square_up_to(low, free)

    return _uncertain(quiet, float(np.nanmean(error)), base)


def ranges_outside(sizes: Floats, lines: Floats, base: int) -> float:
    """The hazard of ranges beyond limits whose mean came from so many of them (0: it was given)."""
    moments = [range_moments(int(size)) if size > 1 else (math.nan, math.nan) for size in sizes.tolist()]
    mean, apart = np.array(moments).T

    def quiet(times: float) -> Floats:
        low, high = (np.maximum(line, 0.0) / lines[0] * mean * times for line in (lines[1], lines[2]))
        pairs = zip(sizes.tolist(), low.tolist(), high.tolist(), strict=True)
        return np.array([_range_up_to(high, n) - _range_up_to(low, n) if n > 1 else math.nan for n, low, high in pairs])

    return _uncertain(quiet, float(np.nanmean(apart / mean)), base)


def _uncertain(quiet: Any, error: float, base: int) -> float:
    """The hazard over what the mean of so many may have turned out to be."""
    times = np.maximum(1 + NODES * error / math.sqrt(base), 0.05) if base else np.ones(1)
    known = [np.clip(quiet(float(each)), 1e-9, 1.0) for each in times]
    hazards = np.array([-np.nansum(np.log(each)) for each in known])
    return _over(hazards) if base else float(hazards[0])


def _over(hazards: Floats) -> float:
    return -math.log(max(float(SHARES @ np.exp(-hazards)), 1e-9))


@cache
def _range_up_to(wide: float, size: float) -> float:
    """The chance that the range of so many standard normal values is at most this."""
    lowest, step = np.linspace(-9.0, 9.0, 361, retstep=True)
    density = np.exp(-(lowest**2) / 2) / math.sqrt(2 * math.pi)
    within = normal_up_to(lowest + wide) - normal_up_to(lowest)
    return float(size * step * (density * within ** (size - 1)).sum())
