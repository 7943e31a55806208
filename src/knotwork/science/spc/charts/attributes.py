"""Charts of things counted: proportions (P), their numbers of cases (NP), rates (U), counts (C), and P′ and U′ for
more variation than chance.

Montgomery DC. Introduction to Statistical Quality Control, 6th edition: P equation 7.8, NP 7.13, C 7.17, U 7.19. P′
and U′: Laney DB. Improved control charts for attributes. Quality Engineering 2002;14:531-7.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..averages import mean, ratio
from ..series import Demands, Sample
from .lines import MEAN_RANGE, Ask, Family, Lines, around, moving_ranges, screened_mean

_SHARES = Demands(gather="ratio", denominator="needed", positive=True, share=True)
_RATES = Demands(gather="ratio", denominator="needed", positive=True)
_COUNTS = Demands(gather="total", denominator="none", positive=True)


def _pooled(base: Sample, centre: float | None) -> Any:
    return ratio(base.top, base.n) if centre is None else centre


def share_sigma(middle: Any, n: Any) -> Any:
    """The standard deviation of a proportion by chance alone."""
    spread = middle * (1 - middle)
    return np.sqrt((max(spread, 0.0) if isinstance(spread, float) else np.maximum(spread, 0)) / n)


def rate_sigma(middle: Any, n: Any) -> Any:
    """The standard deviation of a rate by chance alone."""
    return np.sqrt(middle / n)


def extra_variation(values: Any, middle: Any, sigma: Any, screened: bool) -> Any:
    """How many times wider than chance alone neighbouring points differ (Laney's sigma z): 1 if it is chance alone."""
    z = (values - middle) / sigma
    if not np.isfinite(z).all():  # nothing can vary: of a share of 0 or 1, or an empty point
        z = np.where(sigma == 0, 0.0, z)
    return screened_mean(moving_ranges(z), screened) / MEAN_RANGE


def _p(ask: Ask) -> Lines:
    middle = _pooled(ask.base, ask.centre)
    return around(middle, share_sigma(middle, ask.at.n), 0.0, 1.0, warned=ask.warned)


def _pp(ask: Ask) -> Lines:
    middle = _pooled(ask.base, ask.centre)
    wider = extra_variation(ask.base.value, middle, share_sigma(middle, ask.base.n), ask.screened)
    return around(middle, share_sigma(middle, ask.at.n) * wider, 0.0, 1.0, warned=ask.warned)


def _u(ask: Ask) -> Lines:
    middle = _pooled(ask.base, ask.centre)
    return around(middle, rate_sigma(middle, ask.at.n), 0.0, warned=ask.warned)


def _up(ask: Ask) -> Lines:
    middle = _pooled(ask.base, ask.centre)
    wider = extra_variation(ask.base.value, middle, rate_sigma(middle, ask.base.n), ask.screened)
    return around(middle, rate_sigma(middle, ask.at.n) * wider, 0.0, warned=ask.warned)


def _c(ask: Ask) -> Lines:
    middle = mean(ask.base.value) if ask.centre is None else ask.centre
    return around(middle, np.sqrt(middle), 0.0, warned=ask.warned)


P = Family("p", "P chart", _SHARES, _p)
NP = Family("np", "NP chart", _SHARES, _p, in_cases=True)
PP = Family("pp", "P′ chart", _SHARES, _pp)
U = Family("u", "U chart", _RATES, _u)
UP = Family("up", "U′ chart", _RATES, _up)
C = Family("c", "C chart", _COUNTS, _c)
