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
    """Of each series: points not on the line, the longest run and the crossings."""

    useful: Any
    longest: Any
    crossings: Any


def sides(values: Floats, centre: Any, near: Any) -> NDArray[np.int8]:
    """1 above the line, -1 below it, 0 on it (nearer than `near`) or missing."""
    away = values - centre
    side: NDArray[np.int8] = (away > near).astype(np.int8) - (away < -near).astype(np.int8)
    return side


class Walk(NamedTuple):
    """The points of a table in order, a value a series each, wide enough to count in; and nothing to begin from."""

    points: list[Any]
    nothing: Any


def walk(signs: NDArray[Any]) -> Walk:
    """Go along the last axis of a table of series."""
    wide = signs.astype(counter(signs.shape[-1]), copy=False)
    return Walk(list(np.moveaxis(wide, -1, 0)), np.zeros(wide.shape[:-1], wide.dtype))


def counter(points: int) -> Any:
    """The narrowest whole numbers that can count so many points: the narrower, the more of them at once."""
    return np.int8 if points < 127 else np.int16 if points < 32_767 else np.int64


def count(signs: NDArray[np.int8]) -> Counts:
    """Points on the line are passed over: they neither break a run nor join it."""
    if signs.ndim == 1:
        runs = in_turn(signs)
        return Counts(sum(runs), max(runs, default=0), max(len(runs) - 1, 0))
    points, nothing = walk(signs)
    longest = crossings = before = length = nothing
    for here in points:
        beside = here * before
        crossings = crossings + (beside < 0)
        length = length * (beside >= 0) + (here != 0)
        longest = np.maximum(longest, length)
        before = before * (here == 0) + here
    return Counts(np.count_nonzero(signs, axis=-1), longest, crossings)


def in_turn(signs: NDArray[np.int8]) -> list[int]:
    """How long the runs of one series are, in order; found in its bytes, which is quicker than point by point."""
    off_line = signs.astype(np.int8, copy=False).tobytes().replace(b"\x00", b"")
    apart = off_line.replace(b"\x01\xff", b"\x01 \xff").replace(b"\xff\x01", b"\xff \x01")
    return [len(run) for run in apart.split()]


def lengths(signs: NDArray[np.int8]) -> NDArray[Any]:
    """At each point how far its run has grown there; 0 for points on the line."""
    if signs.ndim == 1:
        return _lengths_of_one(signs)
    points, before = walk(signs)
    grown, length = np.zeros_like(signs, dtype=counter(signs.shape[-1])), before
    for place, here in enumerate(points):
        length = length * (here * before >= 0) + (here != 0)
        before = before * (here == 0) + here
        grown[..., place] = length * (here != 0)
    return grown


def _lengths_of_one(signs: NDArray[np.int8]) -> NDArray[Any]:
    before = length = 0
    grown = []
    for here in signs.tolist():
        if here:
            length = length + 1 if here == before else 1
            before = here
        grown.append(length if here else 0)
    return np.array(grown, dtype=counter(signs.size))


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
    turns = useful - 1
    fewest = max(int(turns / 2 - 0.9 * turns**0.5), 0)  # below the 5 % point of the normal distribution, and from there
    while binomial_up_to(fewest, turns, 0.5) < 0.05:
        fewest += 1
    return fewest


def limits(useful: Any) -> tuple[Whole, Whole]:
    """The limits of longest run and crossings by useful points, of one series or of many."""
    many = np.asarray(useful, dtype=np.int64)
    longest, fewest = _limits_up_to(1 << int(many.max(initial=0)).bit_length())
    return longest[many], fewest[many]


@cache
def _limits_up_to(most: int) -> tuple[Whole, Whole]:
    lengths = range(most + 1)
    return np.array([longest_run_limit(n) for n in lengths]), np.array([crossings_limit(n) for n in lengths])
