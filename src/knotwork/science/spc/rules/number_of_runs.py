"""The number of runs: too few or too many for points in random order about their median.

Exact: Swed FS, Eisenhart C. Tables for testing randomness of grouping in a sequence of alternatives. Annals of
Mathematical Statistics 1943;14:66-87, 2.5 % in each tail, half the points on either side. Printed: the table of Perla
RJ, Provost LP, Murray SK. BMJ Quality and Safety 2011;20:46-51, which differs by one at 17 of its 51 sizes.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import accumulate
from math import comb

from ..result import Signal
from .evidence import Evidence

ONE_IN = 40
"""2.5 % in each tail, in whole numbers, which do not overflow."""
MANY_CROSSINGS = "many runs"
LONG, NORMAL_TAIL = 1000, 1.959964
"""Longer series have the limits of the normal distribution, which are the same, or one run wider."""
PRINTED_FROM = 10
_PRINTED = (
    "3-9 3-10 3-11 4-11 4-12 5-12 5-13 5-13 6-14 6-15 6-16 7-16 7-17 7-17 8-18 8-18 9-19 10-19 10-20 10-20 11-21 11-22 "
    "11-23 12-23 12-24 12-24 13-25 13-25 14-26 14-26 15-27 15-27 16-28 16-28 17-29 17-30 17-31 18-31 18-32 19-32 19-33 "
    "20-33 20-34 21-34 21-35 22-35 22-36 23-36 23-37 24-38 24-38"
)


@cache
def exact_runs(useful: int) -> tuple[int, int]:
    """The fewest and the most runs that chance explains."""
    if useful < 2:
        return 0, 1
    if useful > LONG:
        middle, away = useful / 2 + 1, NORMAL_TAIL * math.sqrt(useful * (useful - 2) / (4 * (useful - 1)))
        return math.floor(middle - away - 0.5) + 1, math.ceil(middle + away + 0.5) - 1
    low = useful // 2
    ways = [_ways(low, useful - low, runs) for runs in range(useful + 1)]
    whole = comb(useful, low)
    fewest = next(runs for runs, below in enumerate(accumulate(ways)) if ONE_IN * below > whole)
    most = next(useful - runs for runs, above in enumerate(accumulate(reversed(ways))) if ONE_IN * above > whole)
    return fewest, most


@cache
def printed_runs(useful: int) -> tuple[int, int]:
    """The same from the printed table, for 10 to 60 useful points; exact for other numbers."""
    table = _PRINTED.split()
    if not PRINTED_FROM <= useful < PRINTED_FROM + len(table):
        return exact_runs(useful)
    fewest, most = table[useful - PRINTED_FROM].split("-")
    return int(fewest), int(most)


def _ways(low: int, high: int, runs: int) -> int:
    if runs < 2:
        return 0
    half, odd = divmod(runs, 2)
    if not odd:
        return 2 * comb(low - 1, half - 1) * comb(high - 1, half - 1)
    return comb(low - 1, half) * comb(high - 1, half - 1) + comb(low - 1, half - 1) * comb(high - 1, half)


def many_runs(seen: Evidence, most: int) -> list[Signal]:
    """One signal over the whole phase if there are more crossings than this."""
    if seen.counts.crossings <= most:
        return []
    return [seen.signal(MANY_CROSSINGS, seen.side != 0, "crossings", most)]
