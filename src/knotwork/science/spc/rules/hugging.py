"""Fifteen points one after another within one sigma of the centre: limits too wide, or subgroups that mix processes.

Nelson LS. The Shewhart control chart: tests for special causes. Journal of Quality Technology 1984;16:237-9 (test 7).
"""

from __future__ import annotations

import numpy as np

from .zones import PATTERN, Found, Rule, Zones, many_of, windows

SIZE = 15


def _find(seen: Zones) -> Found:
    within = (seen.inner == 0) & seen.lined & ~np.isnan(seen.value)
    return windows(many_of(within, SIZE, SIZE).view(np.int8), SIZE)


HUGGING = Rule("15 within one sigma", _find, PATTERN, zoned=True)
