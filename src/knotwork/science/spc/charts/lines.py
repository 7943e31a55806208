"""The lines of a chart: its centre, its limits at three sigma and its warning lines at two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ..averages import count, mean, total
from ..result import Floats
from ..series import Demands, Sample
from .constants import c4

NO_LINE = float("nan")
JUDGED = 7
"""How many of the lines rules look at: all but what is drawn in place of the values."""
MEAN_RANGE = 1.128
PER_RANGE = 3 / MEAN_RANGE
"""d2 for two values, to the three decimals that the field's software uses (exact: 1.128379)."""
RANGE_LIMIT = 3.267
"""D4 for two values, to three decimals (exact: 3.266532)."""


class Lines(NamedTuple):
    """Where the lines lie, each one number, or one a plotted point, over the last axis. NaN where there is no line.

    `inner_lower` and `inner_upper`, at one sigma, are not drawn: rules look at them. They may lie beyond what is
    possible, where no point does. `value` is what is drawn in place of the values themselves, on charts that smooth or
    add them up.
    """

    centre: Any
    lower: Any = NO_LINE
    upper: Any = NO_LINE
    warning_lower: Any = NO_LINE
    warning_upper: Any = NO_LINE
    inner_lower: Any = NO_LINE
    inner_upper: Any = NO_LINE
    value: Any = None


class Options(NamedTuple):
    """What only some kinds of chart can be asked for: how the standard deviation is worked out (None: the kind's own
    way), the weight of the last point and the limits of an EWMA chart, the shift that a CUSUM chart is to find and its
    decision interval, all in standard deviations."""

    sigma: str | None = None
    weight: float = 0.2
    width: float = 3.0
    shift: float = 1.0
    interval: float = 5.0


USUAL = Options()


class Ask(NamedTuple):
    """What lines are drawn from: the points that set them, all the points that get them, a centre if one was given, and
    whether moving ranges are screened; `per_range` mean moving ranges make three sigma; `warned` asks
    for warning lines too."""

    base: Sample
    at: Sample
    centre: float | None = None
    screened: bool = True
    per_range: float = PER_RANGE
    warned: bool = True
    options: Options = USUAL


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of chart: what it is called, what it asks of its numbers and how its lines are drawn.

    `sigmas` are the ways to work out the standard deviation that it can be asked for, `tuned` the other options that it
    has. One `in_cases` is judged as shares and drawn as numbers of cases.
    """

    kind: str
    title: str
    demands: Demands
    draw: Callable[[Ask], Lines]
    has_runs: bool = True
    moving: bool = False
    in_sigmas: bool = False
    in_cases: bool = False
    sigmas: tuple[str, ...] = ()
    tuned: tuple[str, ...] = ()


def around(
    centre: Any, sigma: Any, lowest: float | None = None, highest: float | None = None, *, warned: bool = True
) -> Lines:
    """Limits at three sigma and warning lines at two, both sides of the centre, never beyond what is possible.

    Rules that need no warning lines, and none at one sigma, can do without: not `warned`, they are those of the limits.
    """
    limits = _pair(centre, 3 * sigma, lowest, highest)
    if not warned:
        return Lines(centre, *limits, *limits, *limits)
    return Lines(centre, *limits, *_pair(centre, 2 * sigma, lowest, highest), centre - sigma, centre + sigma)


def _pair(centre: Any, away: Any, lowest: float | None, highest: float | None) -> tuple[Any, Any]:
    low, high = np.asarray(centre - away), np.asarray(centre + away)
    possible = isinstance(centre, float) and (lowest is None or centre >= lowest)
    possible = possible and (highest is None or centre <= highest)  # then each side has one bound to keep
    if lowest is not None:
        np.maximum(low, lowest, out=low)
        if not possible:
            np.maximum(high, lowest, out=high)
    if highest is not None:
        np.minimum(high, highest, out=high)
        if not possible:
            np.minimum(low, highest, out=low)
    return low, high


def moving_ranges(values: Floats) -> Floats:
    """How far each point lies from the one before it; NaN where either is missing."""
    return np.abs(values[..., 1:] - values[..., :-1])


def deviation(values: Floats) -> Any:
    """The standard deviation of what is present, made up for what few values fall short (c4); NaN for one value."""
    middle, many = mean(values), count(values)
    squares = total((values - middle) ** 2)
    return np.sqrt(squares / (many - 1)) / c4(many) if many > 1 else NO_LINE


def screened_mean(ranges: Floats, screened: bool, limit: float = RANGE_LIMIT) -> Any:
    """The mean moving range; when screened, without those of 3.267 times their mean or more, left out once.

    Nelson LS. Control charts for individual measurements. Journal of Quality Technology 1982;14:172-3.
    """
    first = mean(ranges)
    if not screened:
        return first
    kept = np.where((ranges < limit * first) | (first == 0), ranges, np.nan)
    return mean(kept)
