"""I′ chart: values with denominators of very different sizes, with limits from their weighted moving ranges.

Taylor WA. Normalized individuals (IN) control chart. https://variation.com/normalized-individuals-control-chart/
"""

from __future__ import annotations

import numpy as np

from ..averages import ratio
from ..series import Demands
from .lines import Ask, Family, Lines, around, moving_ranges, screened_mean

SCREEN = 3.2665


def _draw(ask: Ask) -> Lines:
    middle = ratio(ask.base.top, ask.base.n) if ask.centre is None else ask.centre
    apart = np.sqrt(1 / ask.base.n[..., 1:] + 1 / ask.base.n[..., :-1])
    ranges = np.sqrt(np.pi / 2) * moving_ranges(ask.base.value) / apart
    return around(middle, screened_mean(ranges, ask.screened, SCREEN) / np.sqrt(ask.at.n), warned=ask.warned)


IP = Family("ip", "I′ chart", Demands(gather="ratio", denominator="needed"), _draw)
