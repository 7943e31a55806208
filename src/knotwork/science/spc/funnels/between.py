"""How much places differ beyond chance: overdispersion, and the variance between places that it amounts to.

Spiegelhalter DJ. Handling over-dispersion of performance indicators. Quality and Safety in Health Care 2005;14:347-51.
DerSimonian R, Laird N. Meta-analysis in clinical trials. Controlled Clinical Trials 1986;7:177-88.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..result import Booleans, Floats


class Between(NamedTuple):
    """`dispersion` is the mean squared score (1 if chance is all); `variance` that between places."""

    dispersion: float
    variance: float


def winsorised(scores: Floats, share: float) -> Floats:
    """Scores with the outermost share at either end pulled in to the next."""
    low, high = np.quantile(scores, [share, 1 - share])
    return np.clip(scores, low, high)


def kept(scores: Floats, share: float) -> Booleans:
    """Which scores remain when the outermost groups of ranks are dropped; equal scores share their mean rank."""
    groups = 1 / share
    _, place, size = np.unique(scores, return_inverse=True, return_counts=True)
    last = np.cumsum(size)
    rank = (last - (size - 1) / 2)[place]
    group = np.floor(rank * groups / (scores.size + 1))
    return np.asarray((group > 0) & (group < groups - 1))


def between(scores: Floats, errors: Floats) -> Between:
    """Dispersion and variance between places from scores that have been trimmed, and their standard errors."""
    many = scores.size
    if not many:
        return Between(0.0, 0.0)
    dispersion = float(np.sum(scores**2) / many)
    weight = 1 / errors**2
    spare = float(weight.sum() - (weight**2).sum() / weight.sum())
    if many * dispersion < many - 1 or spare <= 0:
        return Between(dispersion, 0.0)
    return Between(dispersion, max(0.0, (many * dispersion - (many - 1)) / spare))
