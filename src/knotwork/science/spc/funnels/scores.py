"""How far each place lies from the others, in standard errors, on a scale where that is fair to small and large places.

Spiegelhalter DJ. Funnel plots for comparing institutional performance. Statistics in Medicine 2005;24:1185-202.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..distributions import poisson_limits, poisson_point
from ..result import Floats


class Scores(NamedTuple):
    """The centre as drawn, and of each place the standard error on the transformed scale and the score."""

    centre: float
    error: Floats
    score: Floats


Limits = Callable[[float, Floats, float, float], tuple[Floats, Floats]]
"""From the centre, denominators, a number of standard errors and the variance between places, the limits as drawn."""


@dataclass(frozen=True, slots=True)
class Method:
    """A kind of funnel: its scores, its limits with a variance between places, and those without if they differ."""

    scores: Callable[[Floats, Floats], Scores]
    limits: Limits
    exact: Limits | None = None
    truncates: bool = False


def _share_scores(events: Floats, cases: Floats) -> Scores:
    centre = float(events.sum() / cases.sum())
    error = 1 / (2 * np.sqrt(cases))
    return Scores(centre, error, (np.arcsin(np.sqrt(events / cases)) - np.arcsin(np.sqrt(centre))) / error)


def _share_limits(centre: float, cases: Floats, errors: float, between: float) -> tuple[Floats, Floats]:
    middle, away = np.arcsin(np.sqrt(centre)), errors * np.sqrt(1 / (4 * cases) + between)
    low, high = np.clip(middle - away, 0, np.pi / 2), np.clip(middle + away, 0, np.pi / 2)
    return np.sin(low) ** 2, np.sin(high) ** 2


def _count_ratio_scores(first: Floats, second: Floats) -> Scores:
    centre = float(first.sum() / second.sum())
    error = _count_ratio_error(first, second)
    return Scores(centre, error, (np.log((first + 0.5) / (second + 0.5)) - np.log(centre)) / error)


def _count_ratio_error(first: Floats, second: Floats) -> Floats:
    error: Floats = np.sqrt(first / (first + 0.5) ** 2 + second / (second + 0.5) ** 2)
    return error


def _count_ratio_limits(centre: float, second: Floats, errors: float, between: float) -> tuple[Floats, Floats]:
    """Both counts vary by chance: the first about its share of the second."""
    away = errors * np.sqrt(_count_ratio_error(centre * second, second) ** 2 + between)
    return centre * np.exp(-away), centre * np.exp(away)


def _rate_scores(events: Floats, size: Floats) -> Scores:
    """As observed events over those expected at the rate of all places."""
    centre = float(events.sum() / size.sum())
    return _root_scores(events, centre * size)._replace(centre=centre)


def _rate_limits(centre: float, size: Floats, errors: float, between: float) -> tuple[Floats, Floats]:
    low, high = _wider_root_limits(1.0, centre * size, errors, between)
    return centre * low, centre * high


def _exact_rate_limits(centre: float, size: Floats, errors: float, between: float) -> tuple[Floats, Floats]:
    low, high = _interpolated_limits(1.0, centre * size, errors, between)
    return centre * low, centre * high


def _log_scores(observed: Floats, expected: Floats) -> Scores:
    """Half an event stands in for none, whose logarithm does not exist.

    Expected events are rounded to two decimals, as such indicators publish them, unless that leaves nothing.
    """
    rounded = np.round(expected, 2)
    rounded = np.where(rounded == 0, expected, rounded)
    error = 1 / np.sqrt(rounded)
    ratio = np.where(observed == 0, 0.5, observed) / rounded
    return Scores(1.0, error, np.log(ratio) / error)


def _log_limits(centre: float, expected: Floats, errors: float, between: float) -> tuple[Floats, Floats]:
    away = errors * np.sqrt(1 / expected + between)
    return centre * np.exp(-away), centre * np.exp(away)


def _root_scores(observed: Floats, expected: Floats) -> Scores:
    error = 1 / (2 * np.sqrt(expected))
    return Scores(1.0, error, (np.sqrt(observed / expected) - 1) / error)


def _root_limits(centre: float, expected: Floats, errors: float, between: float) -> tuple[Floats, Floats]:
    middle, away = np.sqrt(centre), errors * np.sqrt(1 / (4 * expected) + between)
    return np.maximum(middle - away, 0) ** 2, (middle + away) ** 2


def _wider_root_limits(centre: float, expected: Floats, errors: float, between: float) -> tuple[Floats, Floats]:
    """For few events, by chance alone exact limits reach further up: allowing for more never draws them in."""
    low, high = _root_limits(centre, expected, errors, between)
    exact_low, exact_high = _interpolated_limits(centre, expected, errors, between)
    return np.minimum(low, exact_low), np.maximum(high, exact_high)


def _interpolated_limits(centre: float, expected: Floats, errors: float, between: float) -> tuple[Floats, Floats]:
    """From the chances of whole numbers of events, so that a place with none of few expected is left in peace."""
    del centre, between
    tail = 0.001 if errors > 2 else 0.025
    return poisson_point(tail, expected) / expected, poisson_point(1 - tail, expected) / expected


def _exact_limits(centre: float, expected: Floats, errors: float, between: float) -> tuple[Floats, Floats]:
    del centre, between
    low, high = poisson_limits(expected, 0.001 if errors > 2 else 0.025)
    return low / expected, high / expected


METHODS: dict[str, Method] = {
    "proportion": Method(_share_scores, _share_limits),
    "rate": Method(_rate_scores, _rate_limits, _exact_rate_limits),
    "ratio": Method(_log_scores, _log_limits, _exact_limits, truncates=True),
    "ratio_root": Method(_root_scores, _wider_root_limits, _interpolated_limits),
    "ratio_of_counts": Method(_count_ratio_scores, _count_ratio_limits),
}
