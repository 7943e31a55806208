"""The few distribution functions that the charts need, typed."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from .result import Floats


def binomial_up_to(count: Any, trials: Any, share: Any) -> Floats:
    """The chance of at most this count."""
    found: Floats = special.bdtr(count, trials, share)
    return found


def poisson_up_to(count: Any, expected: Any) -> Floats:
    """The chance of at most this count."""
    found: Floats = special.pdtr(count, expected)
    return found


def normal_beyond(sigmas: Any) -> Floats:
    """The chance that a normal value lies so many standard deviations or more from its mean, on either side."""
    found: Floats = special.erfc(sigmas / 2**0.5)
    return found


def normal_up_to(value: Any) -> Floats:
    """The chance that a standard normal value is at most this."""
    found: Floats = special.ndtr(value)
    return found


def log_gamma(value: Any) -> Floats:
    """The logarithm of the gamma function, which does not overflow."""
    found: Floats = special.gammaln(value)
    return found


def poisson_limits(expected: Any, tail: float) -> tuple[Floats, Floats]:
    """The exact limits of a Poisson count about what is expected, with this chance beyond each."""
    low: Floats = special.chdtri(2 * expected, 1 - tail) / 2
    high: Floats = special.chdtri(2 * (expected + 1), tail) / 2
    return low, high


def chi_square_up_to(value: Any, freedom: Any) -> Floats:
    """The chance that a chi-square value with so many degrees of freedom is at most this."""
    found: Floats = special.chdtr(freedom, value)
    return found


def variance_ratio_beyond(value: float, above: float, below: float) -> float:
    """The chance that a ratio of two variances (F) with so many degrees of freedom each is larger than this."""
    return float(special.fdtrc(above, below, value))


def poisson_point(chance: float, expected: Floats) -> Floats:
    """How many events lie at this chance of so few, between whole numbers in a straight line; never below none.

    Spiegelhalter DJ. Statistics in Medicine 2005;24:1185-202, appendix A.1.1.
    """
    near = np.maximum(np.ceil(np.nan_to_num(special.pdtrik(chance, expected))), 0.0)
    near = np.where((near > 0) & (poisson_up_to(np.maximum(near - 1, 0), expected) >= chance), near - 1, near)
    near = np.where(poisson_up_to(near, expected) < chance, near + 1, near)
    upto = poisson_up_to(near, expected)
    below = np.where(near > 0, poisson_up_to(np.maximum(near - 1, 0), expected), 0.0)
    found: Floats = np.maximum(near - (upto - chance) / (upto - below), 0.0)
    return found


def student_beyond(value: Any, freedom: Any) -> Floats:
    """The chance that a value of Student's distribution lies so far or farther from 0, on either side."""
    found: Floats = 2 * special.stdtr(freedom, -np.abs(value))
    return found


def gamma_beyond(value: Any, shape: Any) -> Floats:
    """The chance that a gamma value of this shape, and of a scale of 1, is at least this."""
    found: Floats = special.gammaincc(shape, value)
    return found


def normal_with(beyond: Any) -> Floats:
    """How far a standard normal value reaches with this chance of more."""
    found: Floats = -special.ndtri(beyond)
    return found


def beta_at(chance: Any, above: float, below: float) -> Floats:
    """The value that a beta variable stays below with this chance."""
    found: Floats = special.betaincinv(above, below, chance)
    return found
