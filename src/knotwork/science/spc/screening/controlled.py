"""How surprising each chart is, and which ones stand when hundreds are looked at together."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ..chance import crossings_by_chance, longest_by_chance
from ..chance_table import FARTHEST_LENGTHS, FARTHEST_PLAIN, FARTHEST_SCREENED, FARTHEST_SIGMAS
from ..distributions import binomial_up_to, normal_beyond, poisson_up_to
from ..result import Booleans, Floats
from ..runs import Whole
from .rows import Rows

NEGLIGIBLE = 1e-300


def controlled(chances: Floats, judged: Booleans, rate: float) -> Booleans:
    """Which charts signal when, of all that do, no more than this share are expected to be false.

    Benjamini Y, Hochberg Y. Controlling the false discovery rate. Journal of the Royal Statistical Society B
    1995;57:289-300: the largest k of m charts with the k-th smallest chance at most k times the rate over m.
    """
    places = np.flatnonzero(judged)
    order = places[np.argsort(chances[places])]
    within = np.flatnonzero(chances[order] <= rate * np.arange(1, order.size + 1) / max(order.size, 1))
    kept = np.zeros(chances.size, dtype=np.bool_)
    if within.size:
        kept[order[: within[-1] + 1]] = True
    return kept


def runs_chances(useful: Whole, longest: Whole, crossings: Whole, own: bool) -> Floats:
    """The smaller of the chances of so long a run and of so few crossings, in random order."""
    wide = int(useful.max(initial=0)) + 1
    keys = (useful.astype(np.int64) * wide + longest) * wide + crossings
    known, place = np.unique(keys, return_inverse=True)
    chances = [_runs_chance(key // wide**2, key // wide % wide, key % wide, own) for key in known.tolist()]
    return np.array(chances)[place]


@cache
def _runs_chance(useful: int, longest: int, crossings: int, own: bool) -> float:
    return min(longest_by_chance(useful, longest, own), crossings_by_chance(useful, crossings, own))


def farthest_chances(kind: str, rows: Rows, some: Whole, own: bool, screened: bool) -> Floats:
    """The chance that the farthest point of a stable series lies so far out, for some of the series, each by itself.

    For P, U and C charts from the binomial or Poisson tail of that point, two-sided, and for any of so many points; for
    other kinds from normal values with limits that the series set itself (`chance_table`) or that were given.
    """
    many = rows.counted[some]
    if kind in {"p", "np", "u", "c"}:
        return any_of(_tail(kind, rows, some), many)
    sigmas = rows.farthest(some).sigmas
    if own:
        return _own_limits(sigmas, many, screened)
    return any_of(normal_beyond(sigmas), many)


def any_of(chance: Floats, many: Any) -> Floats:
    """The chance of any of so many independent things, each of this chance."""
    found: Floats = -np.expm1(many * np.log1p(-np.clip(chance, NEGLIGIBLE, 1 - 1e-12)))
    return found


def _tail(kind: str, rows: Rows, some: Whole) -> Floats:
    at, far = rows.at, rows.farthest(some).place
    centre = np.broadcast_to(rows.lines.centre, (rows.counted.size, 1))[some, 0]
    events = np.rint(np.nan_to_num(at.top[some, far]))
    if kind in {"p", "np"}:
        cases = np.rint(np.nan_to_num(at.n[some, far])).astype(np.int64)
        upto, below = (binomial_up_to(np.maximum(k, 0), cases, centre) * (k >= 0) for k in (events, events - 1))
    else:
        expected = centre * (np.nan_to_num(at.n[some, far]) if at.n is not None else 1.0)
        upto, below = (poisson_up_to(np.maximum(k, 0), expected) * (k >= 0) for k in (events, events - 1))
    chance: Floats = 2 * np.minimum(upto, 1 - below)
    return chance


def _own_limits(sigmas: Floats, many: Whole, screened: bool) -> Floats:
    """Between the lengths of the table in proportion to their logarithms, and straight on beyond its sigmas."""
    table = FARTHEST_SCREENED if screened else FARTHEST_PLAIN
    length = np.interp(np.log(np.maximum(many, 1)), np.log(FARTHEST_LENGTHS), np.arange(FARTHEST_LENGTHS.size))
    low = np.minimum(length.astype(np.int64), FARTHEST_LENGTHS.size - 2)
    step = FARTHEST_SIGMAS[1] - FARTHEST_SIGMAS[0]
    place = np.maximum((sigmas - FARTHEST_SIGMAS[0]) / step, 0.0)
    near = np.minimum(place.astype(np.int64), FARTHEST_SIGMAS.size - 2)
    found = np.zeros(sigmas.size)
    for at, share in ((low, 1 - (length - low)), (low + 1, length - low)):
        found += share * (table[at, near] + (place - near) * (table[at, near + 1] - table[at, near]))
    chance: Floats = np.where(sigmas < FARTHEST_SIGMAS[0], 1.0, 10.0**found)
    return chance
