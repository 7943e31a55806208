"""MR chart: how far each value lies from the one before it.

Montgomery DC. Introduction to Statistical Quality Control, 6th edition, section 6.4.
"""

from __future__ import annotations

from ..averages import mean
from ..series import Demands
from .lines import RANGE_LIMIT, Ask, Family, Lines


def _draw(ask: Ask) -> Lines:
    middle = mean(ask.base.value) if ask.centre is None else ask.centre
    upper = RANGE_LIMIT * middle
    return Lines(middle, 0.0, upper, 0.0, 2 / 3 * upper)


MR = Family("mr", "MR chart", Demands(), _draw, has_runs=False, moving=True)
