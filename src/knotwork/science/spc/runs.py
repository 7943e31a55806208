"""Runs and crossings: how points lie about a centre line, over the last axis of an array."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .distributions import binomial_up_to
from .result import Floats

Whole = NDArray[np.int64]


class Counts(NamedTuple):
    """Of each series: points not on the line, the longest run and the crossings; and the runs as they grow."""

    useful: Any
    longest: Any
    crossings: Any
    lengths: Any


def sides(values: Floats, centre: Any, near: Any) -> NDArray[np.int8]:
    """1 above the line, -1 below it, 0 on it (nearer than `near`) or missing."""
    away = values - centre
    side: NDArray[np.int8] = (away > near).astype(np.int8) - (away < -near).astype(np.int8)
    return side


def count(side: NDArray[np.int8]) -> Counts:
    """Points on the line are passed over: they neither break a run nor join it."""
    useful = side != 0
    small = np.int16 if side.shape[-1] < 16_000 else np.int32
    order = np.cumsum(useful, axis=-1, dtype=small)
    last = np.maximum.accumulate((2 * order + (side > 0)) * useful, axis=-1)
    before = np.zeros_like(last)
    before[..., 1:] = last[..., :-1]
    turned = useful & (((last ^ before) & 1) == 1)
    begun = np.maximum.accumulate(order * ((turned | (before == 0)) & useful), axis=-1)
    lengths = (order - begun + 1) * useful
    crossings = np.count_nonzero(turned & (before > 0), axis=-1)
    return Counts(np.count_nonzero(useful, axis=-1), lengths.max(axis=-1, initial=0), crossings, lengths)


@cache
def longest_run_limit(useful: int) -> int:
    """The longest run that chance explains: log2(n) + 3, rounded. Schilling MF, Mathematics Magazine 2012;85:141-9."""
    return round(float(np.log2(useful)) + 3) if useful else 0


@cache
def crossings_limit(useful: int) -> int:
    """The fewest crossings that chance explains: the lower 5 % point of the binomial of n - 1 crossings at even odds.

    Chen Z. A note on the runs test. Model Assisted Statistics and Applications 2010;5:73-7.
    """
    if useful < 2:
        return 0
    fewest = np.arange(useful)
    return int(np.argmax(binomial_up_to(fewest, useful - 1, 0.5) >= 0.05))


def limits(useful: Any) -> tuple[Whole, Whole]:
    """The limits of longest run and crossings by useful points, of one series or of many."""
    many = np.asarray(useful, dtype=np.int64)
    longest, fewest = _limits_up_to(1 << int(many.max(initial=0)).bit_length())
    return longest[many], fewest[many]


@cache
def _limits_up_to(most: int) -> tuple[Whole, Whole]:
    lengths = range(most + 1)
    return np.array([longest_run_limit(n) for n in lengths]), np.array([crossings_limit(n) for n in lengths])
