"""I chart (XmR): single values about their mean, with limits from the moving ranges.

Montgomery DC. Introduction to Statistical Quality Control, 6th edition, equation 6.33. Limits from the standard
deviation of all the values may be asked for; they are wider wherever the process has shifted.
"""

from __future__ import annotations

from typing import Any

from ..averages import mean
from ..series import Demands
from .lines import Ask, Family, Lines, around, deviation, moving_ranges, screened_mean

WAYS = ("moving_ranges", "deviation")


def three_sigma(ask: Ask) -> Any:
    """Three standard deviations, from the moving ranges unless asked otherwise."""
    if ask.options.sigma == "deviation":
        return 3 * deviation(ask.base.value)
    return ask.per_range * screened_mean(moving_ranges(ask.base.value), ask.screened)


def _draw(ask: Ask) -> Lines:
    middle = mean(ask.base.value) if ask.centre is None else ask.centre
    return around(middle, three_sigma(ask) / 3, warned=ask.warned)


I = Family("i", "I chart (XmR)", Demands(), _draw, sigmas=WAYS)  # noqa: E741 - the field's name for it
