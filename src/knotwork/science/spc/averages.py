"""Centres over the last axis of an array, with missing values left out, exact where one series is given.

A plain floating point mean can put points that lie on the line one bit off it, and so make runs out of nothing. One
series is therefore summed with `math.fsum`, which is exact until its last rounding; a table of series pairwise. In
both, a point lies on a line when it is nearer than `tolerance`, which is more than either sum can be off.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .result import Floats

NEARLY = 32 * float(np.finfo(np.float64).eps)


def total(values: Floats) -> Any:
    """The sum of what is present; 0 if nothing is."""
    if values.ndim == 1:
        listed: list[float] = values.tolist()
        whole = math.fsum(listed)
        return whole if whole == whole else math.fsum(v for v in listed if v == v)
    plain = np.add.reduce(values, axis=-1, keepdims=True)
    lacking = np.isnan(plain[..., 0])
    if lacking.any():
        plain[lacking] = np.nansum(values[lacking], axis=-1, keepdims=True)
    return plain


def count(values: Floats) -> Any:
    """How many values are present."""
    present = values == values
    return int(np.count_nonzero(present)) if values.ndim == 1 else present.sum(axis=-1, keepdims=True, dtype=np.int64)


def mean(values: Floats) -> Any:
    """The mean of what is present; NaN if nothing is. Equal values have exactly that value as their mean."""
    if values.ndim == 1:
        listed: list[float] = values.tolist()
        whole = math.fsum(listed)
        if whole != whole:
            listed = [v for v in listed if v == v]
            whole = math.fsum(listed)
        return min(max(whole / len(listed), min(listed)), max(listed)) if listed else math.nan
    found = count(values)
    return total(values) / np.where(found == 0, np.nan, found)


def median(values: Floats) -> Any:
    """The middle of what is present, or half-way between the two middle ones; NaN if nothing is."""
    ordered = np.sort(values, axis=-1)
    if values.ndim == 1:
        known = count(values)
        return 0.5 * (ordered[(known - 1) // 2] + ordered[known // 2]) if known else math.nan
    if not values.shape[-1]:
        return np.full((*values.shape[:-1], 1), np.nan)
    known = count(values)
    low = np.take_along_axis(ordered, np.maximum((known - 1) // 2, 0), axis=-1)
    high = np.take_along_axis(ordered, np.minimum(known // 2, values.shape[-1] - 1), axis=-1)
    return 0.5 * (low + high)


def ratio(top: Floats, bottom: Floats) -> Any:
    """All of the numerators over all of the denominators; NaN where there are none."""
    if top.ndim == 1:
        below = total(bottom)
        return total(top) / below if below else math.nan
    below = total(bottom)
    return total(top) / np.where(below == 0, np.nan, below)


def tolerance(values: Floats) -> Any:
    """How near a line a point must be to lie on it: 32 units in the last place of the largest value."""
    if values.ndim == 1:
        size = np.fmax.reduce(np.abs(values), initial=0.0)
        return NEARLY * size
    return NEARLY * np.fmax.reduce(np.abs(values), axis=-1, keepdims=True, initial=0.0)
