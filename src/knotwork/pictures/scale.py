"""From values to places on the paper, with ticks at numbers that people count in."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: `low` is drawn at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where the value is drawn."""
        return self.start + (value - self.low) * (self.end - self.start) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Evenly spaced round numbers that enclose a range, and the decimals it takes to write them."""

    values: tuple[float, ...]
    decimals: int

    @property
    def low(self) -> float:
        """The lowest tick."""
        return self.values[0]

    @property
    def high(self) -> float:
        """The highest tick."""
        return self.values[-1]


# Differences smaller than this, absolutely or relatively, are the crumbs of binary arithmetic and not a range.
CRUMBS = 1e-12


def alike(one: float, other: float) -> bool:
    """Whether two values differ by no more than the last digits of a sum."""
    return abs(one - other) <= CRUMBS * max(1.0, abs(one), abs(other))


def widened(low: float, high: float) -> tuple[float, float]:
    """The range itself, or room around it where it is a single value: half, or more where that would be lost in it."""
    if high > low and not alike(low, high):
        return low, high
    room = max(0.5, abs(low) * 1e-9)
    return low - room, high + room


def nice_step(low: float, high: float, most: int) -> float:
    """The smallest round step that covers `low` to `high` in at most `most` stretches: 1, 2, 5, 10, 20, 50, …"""
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    for multiple in (1.0, 2.0, 5.0, 10.0, 20.0):
        step = multiple * power
        if math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9) <= most:
            return step
    return 50.0 * power


def ticks(low: float, high: float, wanted: int = 6) -> Ticks:
    """Round numbers that enclose `low` to `high`, in at most `wanted` stretches.

    Both must be finite. Equal values get a tick either side, so that a constant series has a scale too.
    """
    if high <= low or alike(low, high):
        pad = abs(low) * 0.1 if abs(low) > CRUMBS else 1.0
        low, high = low - pad, high + pad
    step = nice_step(low, high, max(2, wanted))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = decimals_of(step)
    return Ticks(tuple(round(step * index, decimals + 2) for index in range(first, last + 1)), decimals)


def decimals_of(step: float) -> int:
    """How many decimals it takes to write a round step: up to twelve."""
    for decimals in range(12):
        if math.isclose(round(step, decimals), step, rel_tol=1e-6):
            return decimals
    return 12


# Zero is taken in where the lowest value is no more than this share of the highest.
NEAR_ZERO = 0.5


def value_range(values: Iterable[float], near_zero: float = NEAR_ZERO) -> tuple[float, float]:
    """The lowest and highest finite value, taken down to zero where the data lie close enough to it.

    By default half of the highest value or less counts as close: then a bar's worth of white below the data misleads
    less than a cut axis. A smaller `near_zero` keeps the range at the data, one value alone too. Without any finite
    value the range is 0 to 1.
    """
    finite = [value for value in values if math.isfinite(value)]
    if not finite:
        return 0.0, 1.0
    low, high = min(finite), max(finite)
    if 0 < low <= high * near_zero:
        low = 0.0
    if alike(low, high) and near_zero >= NEAR_ZERO:
        return (0.0, high or 1.0) if low >= 0 else (low * 2, 0.0)
    return low, high
