"""A run longer than chance explains: points one after another on the same side of the centre line.

Anhøj J, Olesen AV. Run charts revisited. PLoS ONE 2014;9:e113825: longer than log2(n) + 3, rounded, for n points that
are not on the line.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from ..result import Signal
from ..runs import in_turn
from .evidence import Evidence

LONG_RUN = "long run"


def long_run(seen: Evidence, longest: int) -> list[Signal]:
    """A signal for each run that is longer than `longest`; points on the line are passed over."""
    if seen.counts.longest <= longest:
        return []
    places, runs = seen.side.nonzero()[0], in_turn(seen.side)
    return [
        _signal(seen, places[end - length : end], longest)
        for length, end in zip(runs, accumulate(runs), strict=True)
        if length > longest
    ]


def _signal(seen: Evidence, places: Any, longest: int) -> Signal:
    return seen.signal(LONG_RUN, places, "above" if seen.side[places[0]] > 0 else "below", longest)
