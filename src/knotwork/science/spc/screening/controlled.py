"""How surprising each chart is, and which ones stand when hundreds are looked at together."""

from __future__ import annotations

from functools import cache

import numpy as np

from ..chance import crossings_by_chance, longest_by_chance
from ..result import Booleans, Floats
from ..runs import Whole


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


def runs_chances(useful: Whole, longest: Whole, crossings: Whole, low: Whole | None) -> Floats:
    """The smaller of the chances of so long a run and of so few crossings, in random order.

    `low` points are known to lie on one side of the series' own line; None where all that is known is the line.
    """
    wide = int(useful.max(initial=0)) + 1
    keys = (useful.astype(np.int64) * wide + longest) * wide + crossings
    if low is not None:
        keys = keys + low.astype(np.int64) * wide**3
    known, place = np.unique(keys, return_inverse=True)
    chances = [
        _runs_chance(key // wide**2 % wide, key // wide % wide, key % wide, None if low is None else key // wide**3)
        for key in known.tolist()
    ]
    return np.array(chances, dtype=float)[place]


@cache
def _runs_chance(useful: int, longest: int, crossings: int, low: int | None) -> float:
    own = low is not None
    return min(longest_by_chance(useful, longest, own, low), crossings_by_chance(useful, crossings, own, low))
