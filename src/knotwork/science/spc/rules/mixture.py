"""Eight points one after another beyond one sigma, on both sides of the centre: two processes on one chart.

Nelson LS. The Shewhart control chart: tests for special causes. Journal of Quality Technology 1984;16:237-9 (test 8).
"""

from __future__ import annotations

import numpy as np

from .zones import PATTERN, Found, Rule, Zones, many_of, windows

SIZE = 8


def _find(seen: Zones) -> Found:
    return windows(many_of(seen.inner != 0, SIZE, SIZE).view(np.int8), SIZE)


MIXTURE = Rule("8 beyond one sigma", _find, PATTERN, zoned=True)
