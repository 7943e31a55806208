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
from ..rules.zones import Found, Signs
from ..runs import Whole, lengths, walk
from ..verdict import RECENT
from .rows import Judged, picked

FEW = 3
"""The number in `Latest.rule` of too few crossings."""


class Latest(NamedTuple):
    """Of each row the signal that the verdict comes from: rule, first point (from 0), side, and whether it stands."""

    rule: NDArray[np.int8]
    since: Whole
    side: Signs
    stands: Booleans


class Ends(NamedTuple):
    """Of rows that have a kind of signal its last point, its first, its side, and whether it stands."""

    rows: Whole
    last: Whole
    first: Whole
    side: Any
    stands: Any


def rule_names(rules: RuleSet) -> NDArray[np.str_]:
    """What the numbers in `Latest.rule` mean."""
    return np.array(["", OUTSIDE, LONG_RUN, FEW_CROSSINGS, MANY_CROSSINGS, *(rule.name for rule in rules.rules)])


def latest(seen: Judged) -> Latest:
    """The most recent signal that stands, or else the most recent; of those that end together as `judge` chooses."""
    rows, points = seen.rows.zones.side.shape
    best, ended = np.full((2, rows), -1, dtype=np.int64)
    found = Latest(np.zeros(rows, np.int8), np.zeros(rows, np.int64), np.zeros(rows, np.int8), np.zeros(rows, np.bool_))
    for rule, ends in _kinds(seen):
        latest_first = (np.asarray(ends.stands) * (points + 1) + ends.last) * 2 + (np.asarray(ends.side) != 0)
        rank = latest_first * (points + 1) + points - ends.first
        better = rank > best[ends.rows]
        if rule == FEW:
            against = found.stands[ends.rows] & (found.side[ends.rows] == -ends.side)
            better &= ~(against & (ended[ends.rows] >= _turn(seen, ends)))
        chosen = ends.rows[better]
        found.rule[chosen], best[chosen], found.since[chosen] = rule, rank[better], ends.first[better]
        ended[chosen] = ends.last[better]
        for column, part in ((found.side, ends.side), (found.stands, ends.stands)):
            column[chosen] = np.broadcast_to(part, better.shape)[better]
    some = np.flatnonzero(best >= 0)
    found.since[some] = seen.rows.place(some, found.since[some])
    return found


def _kinds(seen: Judged) -> Iterator[tuple[int, Ends]]:
    for rule, where, ends_of in (
        (1, seen.rows.outside > 0, _outside),
        (2, seen.long, _long_runs),
        (4, seen.many, _many),
    ):
        rows = np.flatnonzero(where)
        if rows.size:
            yield from ((rule, ends) for ends in ends_of(seen, rows))
    for place, (pattern, found) in enumerate(zip(seen.rules.rules, seen.patterns, strict=False), start=5):
        for sign in pattern.signs():
            sideless = pattern.sides[0] == "crossings"
            yield place, last_groups(found, sign, None if sideless else seen.rows.undisturbed[sign])
    if (rows := np.flatnonzero(seen.few)).size:  # the last, for it gives way to what goes the other way
        yield from ((FEW, ends) for ends in _few(seen, rows))


def _turn(seen: Judged, ends: Ends) -> Whole:
    """The last point off the line before each of these signals began."""
    useful = seen.rows.zones.side[ends.rows] != 0
    return last_true(useful & (np.arange(useful.shape[-1]) < ends.first[:, None]))


def _outside(seen: Judged, rows: Whole) -> Iterator[Ends]:
    last = last_true(picked(seen.rows.outer, rows))
    after = seen.rows.counted[rows] - 1 - last
    yield Ends(rows, last, last, seen.rows.zones.side[rows, last], after < RECENT)


def _long_runs(seen: Judged, rows: Whole) -> Iterator[Ends]:
    side = picked(seen.rows.zones.side, rows)
    grown = lengths(side)
    found = Found(side * (grown > seen.longest_max[rows, None]), _begun(grown))
    for sign in (1, -1):
        ends = last_groups(found, sign, picked(seen.rows.undisturbed[sign], rows))
        yield ends._replace(rows=rows[ends.rows])


def _begun(grown: Any) -> Any:
    """At each point, where its run began."""
    began = np.zeros_like(grown)
    first = began[..., 0]
    for place, length in enumerate(walk(grown).points):
        first = first * (length != 1) + place * (length == 1).astype(first.dtype)
        began[..., place] = first
    return began


def _few(seen: Judged, rows: Whole) -> Iterator[Ends]:
    """It began where the balance of points above and below, less its drift, is furthest from even."""
    side = np.ascontiguousarray(seen.rows.zones.side[rows])
    since, towards = _turns(side)
    yield Ends(rows, last_true(side != 0), since, towards, True)


def _turns(side: Signs) -> tuple[Whole, Signs]:
    useful = side != 0
    many = np.count_nonzero(useful, axis=-1, keepdims=True)
    order = np.cumsum(useful, axis=-1)
    balance = many * np.cumsum(side, axis=-1, dtype=np.int64) - order * side.sum(axis=-1, keepdims=True, dtype=np.int64)
    inner = useful & (order < many)
    turn = np.argmax(np.where(inner, np.abs(balance), -1), axis=-1)
    row = np.arange(turn.size)
    since = np.argmax(order > order[row, turn][:, None], axis=-1)
    after = side.sum(axis=-1, dtype=np.int64) - np.cumsum(side, axis=-1, dtype=np.int64)[row, turn]
    return since, np.where(np.where(after == 0, -balance[row, turn], after) > 0, 1, -1).astype(np.int8)


def _many(seen: Judged, rows: Whole) -> Iterator[Ends]:
    useful = picked(seen.rows.zones.side, rows) != 0
    yield Ends(rows, last_true(useful), np.argmax(useful, axis=-1), 0, True)


def last_groups(found: Found, sign: int, standing: Booleans | None) -> Ends:
    """Of each row that has any the last of its overlapping windows, joined, that stands; or else the last of them.

    `standing` is where a signal that ended there would still stand, None if it always does.
    """
    many = found.ends.shape[0]
    flat = np.flatnonzero(np.equal(found.ends.T, sign))
    place, row = np.divmod(flat, max(many, 1))
    start = found.starts[place] if found.starts.ndim == 1 else found.starts.T.ravel()[flat]
    order = np.argsort(row, kind="stable")
    row, place, start = row[order], place[order], start[order]
    begins = np.ones(row.size, dtype=np.bool_)
    begins[1:] = (row[1:] != row[:-1]) | (start[1:] > place[:-1])
    opens = np.flatnonzero(begins)
    row, first, last = row[opens], start[opens], place[np.append(opens, place.size)[1:] - 1]
    stands = np.ones(row.size, dtype=np.bool_) if standing is None else standing[row, last]
    best = np.full(many, -1)
    for chosen in (np.flatnonzero(~stands), np.flatnonzero(stands)):
        best[row[chosen]] = chosen  # of several the last one is kept
    best = best[best >= 0]
    return Ends(row[best], last[best], first[best].astype(np.int64), 0 if standing is None else sign, stands[best])


def last_true(where: Booleans) -> Whole:
    """The last place that is true in each row, -1 if none is."""
    last = np.full(where.shape[0], -1, dtype=np.int64)
    for place in range(where.shape[-1]):
        np.copyto(last, place, where=where[..., place])
    return last
