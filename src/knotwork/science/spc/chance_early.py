"""How much more or less often EWMA and CUSUM charts signal by chance when they are tuned otherwise than usual.

Lines known, by a Markov chain over where the chart stands. Brook D, Evans DA. An approach to the probability
distribution of CUSUM run length. Biometrika 1972;59:539-49; Lucas JM, Saccucci MS. Exponentially weighted moving
average control schemes. Technometrics 1990;32:1-12.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from .charts import Options
from .charts.lines import USUAL
from .distributions import normal_up_to
from .result import Floats

STATES = 101


def tuned(kind: str, options: Options, points: int) -> float:
    """How many times the hazard of the usual chart of this length the hazard is with these options."""
    asked = (options.weight, options.width) if kind == "ewma" else (options.shift, options.interval)
    usual = (USUAL.weight, USUAL.width) if kind == "ewma" else (USUAL.shift, USUAL.interval)
    if asked == usual:
        return 1.0
    of = ewma_hazard if kind == "ewma" else cusum_hazard
    return of(points, *asked) / max(of(points, *usual), 1e-9)


@cache
def cusum_hazard(points: int, shift: float, interval: float) -> float:
    """-log(1 - the chance that either sum passes its interval), the two taken as independent.

    State 0 is a sum of nothing, the others lie evenly up to the interval.
    """
    step = 2 * interval / (2 * STATES - 1)
    at = np.arange(STATES) * step
    rise = at[None, :] - at[:, None] + shift / 2
    move = normal_up_to(rise + step / 2) - normal_up_to(rise - step / 2)
    move[:, 0] = normal_up_to(rise[:, 0] + step / 2)
    start = np.zeros(STATES)
    start[0] = 1.0
    return -2 * math.log(max(_staying(start, [move] * points), 1e-9))


@cache
def ewma_hazard(points: int, weight: float, width: float) -> float:
    """-log(1 - the chance that the weighted mean leaves its limits, which widen to their lasting place)."""
    widths = width * np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * np.arange(1, points + 1))))
    share, before = np.ones(1), np.zeros(1)
    for wide in widths.tolist():
        edges = np.linspace(-wide, wide, STATES + 1)
        upto = normal_up_to((edges[None, :] - (1 - weight) * before[:, None]) / weight)
        share = share @ np.diff(upto, axis=1)
        before = (edges[1:] + edges[:-1]) / 2
    return -math.log(max(float(share.sum()), 1e-9))


def _staying(share: Floats, moves: list[Floats]) -> float:
    for move in moves:
        share = share @ move
    return float(share.sum())
