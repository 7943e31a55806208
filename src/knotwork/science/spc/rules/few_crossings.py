"""Fewer crossings of the centre line than chance explains: values linger on one side, then on the other.

Anhøj J, Olesen AV. Run charts revisited. PLoS ONE 2014;9:e113825: fewer than the lower 5 % point of the binomial of
n - 1 crossings at even odds, for n points that are not on the line.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from ..result import Signal
from .evidence import Evidence, meaning

FEW_CROSSINGS = "few crossings"


def few_crossings(seen: Evidence, fewest: int) -> list[Signal]:
    """One signal, if there are fewer than `fewest`, over all points of the phase that are not on the line.

    When it began is where the balance of points above and below turns most; its meaning is that of the side on which
    most points have been since.
    """
    if seen.counts.crossings >= fewest:
        return []
    places = np.flatnonzero(seen.side)
    lean = seen.side[places].astype(np.int64)
    balance = (lean.size * np.cumsum(lean) - np.arange(1, lean.size + 1) * lean.sum())[:-1]
    turn = int(np.argmax(np.abs(balance))) + 1
    since = int(lean[turn:].sum()) or -int(balance[turn - 1])
    side: Literal["above", "below"] = "above" if since > 0 else "below"
    points = tuple(seen.position[places].tolist())
    return [Signal(FEW_CROSSINGS, points, "crossings", meaning(side, seen.direction), points[turn], side, fewest)]
