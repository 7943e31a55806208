"""The run chart rules of the Institute for Healthcare Improvement: a shift of six, a trend of five, the number of runs.

Perla RJ, Provost LP, Murray SK. The run chart: a simple analytical tool for learning from variation in healthcare
processes. BMJ Quality and Safety 2011;20:46-51. The fourth, an astronomical point, is left to the eye.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .allowed import Allowed
from .number_of_runs import exact_runs, printed_runs

SHIFT = 6


def ihi(useful: Any, crossings: Any) -> Allowed:
    """A run of six signals; so does a number of runs beyond the exact limits."""
    del crossings
    return _allowed(useful, exact_runs)


def ihi_printed(useful: Any, crossings: Any) -> Allowed:
    """The same, with the printed table of the number of runs."""
    del crossings
    return _allowed(useful, printed_runs)


def _allowed(useful: Any, runs: Callable[[int], tuple[int, int]]) -> Allowed:
    many = np.asarray(useful, dtype=np.int64)
    if not many.ndim:
        fewest, most = runs(int(many))
        return Allowed(np.asarray(SHIFT - 1), np.asarray(fewest - 1), np.asarray(most - 1))
    known, place = np.unique(many, return_inverse=True)
    limits = np.array([runs(n) for n in known.tolist()], dtype=np.int64).reshape(-1, 2)[place.reshape(many.shape)]
    return Allowed(np.full_like(many, SHIFT - 1), limits[..., 0] - 1, limits[..., 1] - 1)
