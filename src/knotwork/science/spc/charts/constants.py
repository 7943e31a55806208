"""What subgroups of normal values show of their standard deviation, by their size: c4, d2, d3 and what is made of them.

Montgomery DC. Introduction to Statistical Quality Control, 6th edition, appendix table VI and section 6.2. Nothing is
read from a printed table: c4 comes from gamma functions, d2 and d3 from the distribution of the range (Tippett LHC. On
the extreme individuals and the range of samples taken from a normal population. Biometrika 1925;17:364-87).
"""

from __future__ import annotations

from functools import cache
from math import pi, sqrt
from typing import Any, NamedTuple

import numpy as np

from ..distributions import log_gamma, normal_up_to


class Constants(NamedTuple):
    """The factors of charts of one size of subgroup, exact: those of X-bar and S charts, then those of R charts."""

    c4: float
    a3: float
    b3: float
    b4: float
    d2: float
    d3: float
    lower_range: float
    upper_range: float
    a2: float


def constants(size: int) -> Constants:
    """The factors by which limits are worked out by hand: A3, B3, B4 times the mean standard deviation; A2, D3, D4
    (here `lower_range` and `upper_range`) times the mean range. For subgroups of two or more."""
    short, (mean, apart) = float(c4(size)), range_moments(size)
    spread, ranged = 3 * sqrt(1 - short**2) / short, 3 * apart / mean
    return Constants(
        short,
        3 / (short * sqrt(size)),
        max(0.0, 1 - spread),
        1 + spread,
        mean,
        apart,
        max(0.0, 1 - ranged),
        1 + ranged,
        3 / (mean * sqrt(size)),
    )


def c4(size: Any) -> Any:
    """How far the standard deviation of a small sample falls short of the true one; NaN for fewer than two values."""
    many = np.where(np.asarray(size) > 1, size, np.nan)
    return np.sqrt(2 / (many - 1)) * np.exp(log_gamma(many / 2) - log_gamma((many - 1) / 2))


def d2(size: Any) -> Any:
    """The mean range of so many values in standard deviations, to the three decimals that the field's software uses.

    So it is 1.128 for two, as on an I chart (exact: 1.128379); NaN for fewer than two values.
    """
    return _each(size, lambda many: round(range_moments(many)[0], 3))


def d3(size: Any) -> Any:
    """The standard deviation of the range of so many values, in standard deviations; NaN for fewer than two values."""
    return _each(size, lambda many: range_moments(many)[1])


def _each(size: Any, constant: Any) -> Any:
    found, place = np.unique(np.asarray(size, dtype=float), return_inverse=True)
    known = np.array([constant(int(many)) if many > 1 else np.nan for many in found.tolist()])
    return known[place].reshape(np.shape(size))


@cache
def range_moments(size: int) -> tuple[float, float]:
    """The mean and the standard deviation of the range of so many standard normal values, to eleven digits.

    The range exceeds r unless all others lie within r above the lowest: its chance is integrated over the lowest value
    by the trapezoidal rule, which is exact for such curves, and its moments over r by Gauss and Legendre's.
    """
    widest = 20.0
    nodes, weights = np.polynomial.legendre.leggauss(160)
    wide, step = (nodes + 1) * widest / 2, 0.05
    lowest = np.arange(-12.0, 12.0, step)
    density = np.exp(-(lowest**2) / 2) / sqrt(2 * pi)
    within = normal_up_to(lowest[:, None] + wide) - normal_up_to(lowest)[:, None]
    beyond = 1 - size * step * (density[:, None] * within ** (size - 1)).sum(axis=0)
    first = float(weights @ beyond) * widest / 2
    second = float(weights @ (2 * wide * beyond)) * widest / 2
    return first, sqrt(second - first**2)
