"""How often Anhøj's rules notice that the whole series lies off a known centre line.

Exact. The rules: Anhøj J, Olesen AV. PLoS ONE 2014;9:e113825; their diagnostic value by simulation: Anhøj J. PLoS ONE
2015;10:e0121349.
"""

from __future__ import annotations

import numpy as np

from ..distributions import normal_up_to
from ..runs import crossings_limit, longest_run_limit


def chance_of_signal(points: int, shift: float = 0.0) -> float:
    """Say how often a run is too long or crossings are too few, of so many points about a known centre line.

    `shift` is how far the process lies from the line, in standard deviations of its normal values; 0 gives how often
    the rules signal by chance. Of each length that the last run may have, on either side, and each number of crossings
    up to the fewest that do not signal, the chance is carried from one point to the next.
    """
    if points < 1:
        return 0.0
    longest, fewest = longest_run_limit(points), crossings_limit(points)
    sides = normal_up_to(np.array([shift, -shift]))
    quiet = np.zeros((2, longest, fewest + 1))  # by side, length of the last run less one, and crossings
    quiet[:, 0, 0] = sides
    for _ in range(points - 1):
        joined = np.zeros_like(quiet)
        joined[:, 1:] = quiet[:, :-1]
        crossed = quiet[::-1].sum(axis=1)
        joined[:, 0, 1:] = crossed[:, :-1]
        joined[:, 0, -1] += crossed[:, -1]  # enough crossings are enough
        quiet = joined * sides[:, None, None]
    return 1 - float(quiet[:, :, fewest].sum())
