"""The verdict of very many charts at once: the same judgement as `verdict.judge`, over the last axis of an array."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..result import Booleans
from ..rules import RuleSet
from ..rules.few_crossings import FEW_CROSSINGS
from ..rules.long_run import LONG_RUN
from ..rules.number_of_runs import MANY_CROSSINGS
from ..rules.outside import OUTSIDE
from ..rules.zones import Found, groups
from ..runs import Whole
from ..verdict import RECENT
from .rows import Judged

Signs = NDArray[np.int8]


class Latest(NamedTuple):
    """Of each row the signal that the verdict comes from: rule, first point (from 0), side, and whether it stands."""

    rule: NDArray[np.int8]
    since: Whole
    side: Signs
    stands: Booleans


class Ends(NamedTuple):
    """Of each row the last point of one kind of signal (-1 if there is none), its first, its side, and if it stands."""

    last: Whole
    first: Whole
    side: Any
    stands: Booleans


def rule_names(rules: RuleSet) -> NDArray[np.str_]:
    """What the numbers in `Latest.rule` mean."""
    return np.array(["", OUTSIDE, LONG_RUN, FEW_CROSSINGS, MANY_CROSSINGS, *(rule.name for rule in rules.rules)])


def latest(seen: Judged, rules: RuleSet) -> Latest:
    """The most recent signal that stands, or else the most recent; of those that end together, the one begun first."""
    rows, points = seen.zones.side.shape
    best = np.full(rows, -1, dtype=np.int64)
    found = Latest(np.zeros(rows, np.int8), np.zeros(rows, np.int64), np.zeros(rows, np.int8), np.zeros(rows, np.bool_))
    for rule, ends in _kinds(seen, rules):
        rank = (points + 1) ** 2 * ends.stands + ends.last * (points + 1) + points - ends.first
        rank = np.where(ends.last >= 0, rank, -1)
        better = rank > best
        found.rule[better] = rule
        found.since[better], found.stands[better] = ends.first[better], ends.stands[better]
        found.side[better] = np.broadcast_to(ends.side, (rows,))[better]
        best = np.maximum(rank, best)
    return found


def _kinds(seen: Judged, rules: RuleSet) -> Iterator[tuple[int, Ends]]:
    yield 1, _outside(seen)
    if seen.long.any():
        yield 2, _long_runs(seen)
    if seen.few.any():
        yield 3, _few(seen)
    if seen.many.any():
        yield 4, _many(seen)
    for place, (rule, found) in enumerate(zip(rules.rules, seen.patterns, strict=False), start=5):
        for sign in rule.signs():
            yield place, _pattern(seen, found, sign, rule.sides[0] == "crossings")


def _outside(seen: Judged) -> Ends:
    last = last_true(seen.zones.outer != 0)
    after = seen.counted - 1 - last
    return Ends(last, last, seen.zones.side[np.arange(last.size), last], (last >= 0) & (after < RECENT))


def _long_runs(seen: Judged) -> Ends:
    side = seen.zones.side
    useful = side != 0
    longer = seen.long[:, None] & (seen.counts.lengths > seen.longest_max[:, None])
    ending = useful & longer & (_next_length(seen.counts.lengths, useful) <= 1)
    standing = ending & _undisturbed(side, side)
    stands = standing.any(axis=-1)
    last = np.where(stands, last_true(standing), last_true(ending))
    row = np.arange(last.size)
    order = np.cumsum(useful, axis=-1, dtype=np.int32)
    begun = order[row, last] - seen.counts.lengths[row, last] + 1
    return Ends(last, np.argmax(order >= begun[:, None], axis=-1), side[row, last], stands)


def _undisturbed(side: Signs, sign: Any) -> Booleans:
    """At each point, whether a signal of this sign that ended there would still stand."""
    above = np.cumsum(side > 0, axis=-1, dtype=np.int32)
    below = np.cumsum(side < 0, axis=-1, dtype=np.int32)
    up, down = above[:, -1:] - above, below[:, -1:] - below
    other = np.where(np.asarray(sign) > 0, down, up)
    return np.asarray((other < 2) | (2 * other <= up + down))


def _next_length(lengths: Whole, useful: Booleans) -> Whole:
    """At each point, how far the run of the next useful point has grown there; 0 if there is none."""
    points = lengths.shape[-1]
    place = np.where(useful, np.arange(points), points)
    ahead = np.minimum.accumulate(place[:, ::-1], axis=-1)[:, ::-1]
    following = np.concatenate([ahead[:, 1:], np.full((lengths.shape[0], 1), points)], axis=-1)
    padded = np.concatenate([lengths, np.zeros((lengths.shape[0], 1), lengths.dtype)], axis=-1)
    return np.take_along_axis(padded, following, axis=-1)


def _few(seen: Judged) -> Ends:
    """It began where the balance of points above and below, less its drift, is furthest from even."""
    last = np.where(seen.few, last_true(seen.zones.side != 0), -1)
    first, side = np.zeros(last.size, np.int64), np.zeros(last.size, np.int8)
    some = np.flatnonzero(seen.few)
    first[some], side[some] = _turns(seen.zones.side[some])
    return Ends(last, first, side, seen.few)


def _turns(side: Signs) -> tuple[Whole, Signs]:
    useful = side != 0
    many = np.count_nonzero(useful, axis=-1, keepdims=True)
    order = np.cumsum(useful, axis=-1)
    balance = many * np.cumsum(side, axis=-1, dtype=np.int64) - order * side.sum(axis=-1, keepdims=True, dtype=np.int64)
    inner = useful & (order < many)
    turn = np.argmax(np.where(inner, np.abs(balance), -1), axis=-1)
    row = np.arange(turn.size)
    since = np.argmax(order > order[row, turn][:, None], axis=-1)
    return since, np.where(balance[row, turn] < 0, 1, -1).astype(np.int8)


def _many(seen: Judged) -> Ends:
    useful = seen.zones.side != 0
    return Ends(np.where(seen.many, last_true(useful), -1), np.argmax(useful, axis=-1), 0, seen.many)


def _pattern(seen: Judged, found: Found, sign: int, sideless: bool) -> Ends:
    last_of, first_of = groups(found, sign)
    standing = last_of if sideless else last_of & _undisturbed(seen.zones.side, sign)
    stands = np.asarray(standing.any(axis=-1))
    last = np.where(stands, last_true(standing), last_true(last_of))
    return Ends(last, first_of[np.arange(last.size), last], 0 if sideless else sign, stands)


def last_true(where: Booleans) -> Whole:
    """The last place that is true in each row, -1 if none is."""
    back = np.argmax(where[:, ::-1], axis=-1)
    return np.where(where.any(axis=-1), where.shape[-1] - 1 - back, -1)
