"""I chart (XmR): single values about their mean, with limits from the moving ranges.

Montgomery DC. Introduction to Statistical Quality Control, 6th edition, equation 6.33.
"""

from __future__ import annotations

from ..averages import mean
from ..series import Demands
from .lines import Ask, Family, Lines, around, moving_ranges, screened_mean


def _draw(ask: Ask) -> Lines:
    middle = mean(ask.base.value) if ask.centre is None else ask.centre
    return around(
        middle, ask.per_range / 3 * screened_mean(moving_ranges(ask.base.value), ask.screened), warned=ask.warned
    )


I = Family("i", "I chart (XmR)", Demands(), _draw)  # noqa: E741 - the field's name for it
