"""Fourteen points one after another that go up and down in turn: two processes taking turns, or over-adjustment.

Nelson LS. The Shewhart control chart: tests for special causes. Journal of Quality Technology 1984;16:237-9 (test 4).
"""

from __future__ import annotations

import numpy as np

from .zones import PATTERN, Found, Rule, Zones, many_of, steps, windows

SIZE = 14


def _find(seen: Zones) -> Found:
    step = steps(seen.value)
    turns = np.zeros_like(step, dtype=np.bool_)
    np.less(step[..., 1:] * step[..., :-1], 0, out=turns[..., 1:])
    return windows(many_of(turns, SIZE - 2, SIZE - 2).view(np.int8), SIZE)


ALTERNATING = Rule("14 alternating", _find, PATTERN)
