"""The verdict of very many charts at once: the same judgement as `verdict.judge`, over the last axis of an array."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..result import Booleans
from ..rules.few_crossings import FEW_CROSSINGS
from ..rules.long_run import LONG_RUN
from ..rules.outside import OUTSIDE
from ..runs import Whole
from ..verdict import RECENT

RULE_NAMES = np.array(["", OUTSIDE, LONG_RUN, FEW_CROSSINGS])


class Table(NamedTuple):
    """Charts that signal, one a row: where their points lie, and what each run has grown to."""

    present: Booleans
    side: NDArray[np.int8]
    outside: Booleans
    lengths: Whole
    longest_run_max: Whole
    long: Booleans
    few: Booleans

    def at(self, rows: Whole) -> Table:
        """Some of the rows."""
        return Table(
            self.present[rows],
            self.side[rows],
            self.outside[rows],
            self.lengths[rows],
            self.longest_run_max[rows],
            self.long[rows],
            self.few[rows],
        )


class Latest(NamedTuple):
    """Of each row the signal that the verdict comes from: rule, first point (from 0), side, and whether it stands."""

    rule: NDArray[np.int8]
    since: Whole
    side: NDArray[np.int8]
    stands: Booleans


def latest(seen: Table) -> Latest:
    """The most recent signal that stands, or else the most recent; of those that end together, the one begun first."""
    rows, points = seen.side.shape
    ends = [_outside(seen), _long_runs(seen), _crossings(seen)]
    best = np.full(rows, -1, dtype=np.int64)
    found = Latest(np.zeros(rows, np.int8), np.zeros(rows, np.int64), np.zeros(rows, np.int8), np.zeros(rows, np.bool_))
    for rule, (last, since, side, stands) in enumerate(ends, start=1):
        standing = (points + 1) ** 2 * stands
        rank = np.where(last >= 0, standing + last * (points + 1) + points - since, -1)
        better = rank > best
        found.rule[better] = rule
        found.since[better], found.side[better], found.stands[better] = since[better], side[better], stands[better]
        best = np.maximum(rank, best)
    return found


Ends = tuple[Whole, Whole, Any, Booleans]
"""Of each row the last point of a signal (-1 if there is none), its first, its side, and whether it stands."""


def _outside(seen: Table) -> Ends:
    last = _last(seen.outside)
    row = np.arange(last.size)
    counted = np.cumsum(seen.present, axis=-1, dtype=np.int32)
    after = counted[:, -1] - counted[row, last]
    return last, last, seen.side[row, last], (last >= 0) & (after < RECENT)


def _long_runs(seen: Table) -> Ends:
    useful = seen.side != 0
    longer = seen.long[:, None] & (seen.lengths > seen.longest_run_max[:, None])
    ending = useful & longer & (_next_length(seen.lengths, useful) <= 1)
    above = np.cumsum(seen.side > 0, axis=-1, dtype=np.int32)
    below = np.cumsum(seen.side < 0, axis=-1, dtype=np.int32)
    up, down = above[:, -1:] - above, below[:, -1:] - below
    other = np.where(seen.side > 0, down, up)
    standing = ending & ((other < 2) | (2 * other <= up + down))
    stands = standing.any(axis=-1)
    last = np.where(stands, _last(standing), _last(ending))
    row = np.arange(last.size)
    order = np.cumsum(useful, axis=-1, dtype=np.int32)
    first = order[row, last] - seen.lengths[row, last] + 1
    since = np.argmax(order >= first[:, None], axis=-1)
    return last, since, seen.side[row, last], stands


def _next_length(lengths: Whole, useful: Booleans) -> Whole:
    """At each point, how far the run of the next useful point has grown there; 0 if there is none."""
    points = lengths.shape[-1]
    place = np.where(useful, np.arange(points), points)
    ahead = np.minimum.accumulate(place[:, ::-1], axis=-1)[:, ::-1]
    following = np.concatenate([ahead[:, 1:], np.full((lengths.shape[0], 1), points)], axis=-1)
    padded = np.concatenate([lengths, np.zeros((lengths.shape[0], 1), lengths.dtype)], axis=-1)
    return np.take_along_axis(padded, following, axis=-1)


def _crossings(seen: Table) -> Ends:
    """The turn is where the balance of points above and below, less its drift, is furthest from even."""
    useful = seen.side != 0
    last = np.where(seen.few, _last(useful), -1)
    since, side = np.zeros(last.size, np.int64), np.zeros(last.size, np.int8)
    some = np.flatnonzero(seen.few)
    if some.size:
        since[some], side[some] = _turns(seen.side[some])
    return last, since, side, seen.few


def _turns(side: NDArray[np.int8]) -> tuple[Whole, NDArray[np.int8]]:
    useful = side != 0
    many = np.count_nonzero(useful, axis=-1, keepdims=True)
    order = np.cumsum(useful, axis=-1)
    balance = many * np.cumsum(side, axis=-1, dtype=np.int64) - order * side.sum(axis=-1, keepdims=True, dtype=np.int64)
    inner = useful & (order < many)
    turn = np.argmax(np.where(inner, np.abs(balance), -1), axis=-1)
    row = np.arange(turn.size)
    since = np.argmax(order > order[row, turn][:, None], axis=-1)
    return since, np.where(balance[row, turn] < 0, 1, -1).astype(np.int8)


def _last(where: Booleans) -> Whole:
    """The last place that is true in each row, -1 if none is."""
    back = np.argmax(where[:, ::-1], axis=-1)
    return np.where(where.any(axis=-1), where.shape[-1] - 1 - back, -1)
