"""Where points lie about the centre line and its zones, and what a rule over a window of points finds there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..result import Booleans, Floats, Side
from ..runs import Whole

Signs = NDArray[np.int8]


class Zones(NamedTuple):
    """Points that count, in order over the last axis: 1 above, -1 below, 0 neither.

    `side` of the centre line, `outer` beyond the limits, `near` beyond two sigma, `inner` beyond one. `lined` is
    where there are limits at all, apart from the centre.
    """

    value: Floats
    side: Signs
    inner: Signs
    near: Signs
    outer: Signs
    lined: Booleans

    def picked(self, pick: Callable[[Any], Any]) -> Zones:
        """The same for some rows, or in another order."""
        return Zones(
            pick(self.value), pick(self.side), pick(self.inner), pick(self.near), pick(self.outer), pick(self.lined)
        )


class Found(NamedTuple):
    """At the last point of each window that shows the pattern its sign, 0 elsewhere; and where each window begins."""

    ends: Signs
    starts: Whole


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over a window of points: its name, how it is found, and what its two signs are called."""

    name: str
    find: Callable[[Zones], Found]
    sides: tuple[Side, Side] = ("above", "below")

    def signs(self) -> tuple[int, ...]:
        """The signs that it can have: patterns that have no side have one."""
        return (1,) if self.sides[0] == "crossings" else (1, -1)


PATTERN: tuple[Side, Side] = ("crossings", "crossings")
TREND: tuple[Side, Side] = ("rising", "falling")


def zones(value: Floats, lines: Any, near: Any, full: bool = True) -> Zones:
    """The zones of each point; `lines` are centre, limits and warning lines, `near` what counts as on a line.

    Unless it is full, the zones at one and two sigma, which few rules use, are those of the limits.
    """
    centre, lower, upper, warning_lower, warning_upper = lines
    side, outer = _beyond(value, centre, centre, near), _beyond(value, lower, upper, near)
    if not full:
        return Zones(value, side, outer, outer, outer, outer != 0)
    return Zones(
        value,
        side,
        _beyond(value, centre - (centre - warning_lower) / 2, centre + (warning_upper - centre) / 2, near),
        _beyond(value, warning_lower, warning_upper, near),
        outer,
        np.broadcast_to(upper - lower > near, value.shape),
    )


def _beyond(value: Floats, low: Any, high: Any, near: Any) -> Signs:
    signs: Signs = (value > high + near).astype(np.int8) - (value < low - near).astype(np.int8)
    return signs


def windows(ends: Signs, size: int) -> Found:
    """Windows that all have the same size."""
    return Found(ends, np.arange(ends.shape[-1]) - size + 1)


def many_of(true: Booleans, need: int, size: int) -> Booleans:
    """At each point, whether it ends a window of this size in which so many points are true."""
    points = true.shape[-1]
    found = np.zeros(true.shape, dtype=np.bool_)
    if points >= size:
        so_far = np.zeros((*true.shape[:-1], points + 1), dtype=np.int32)
        np.cumsum(true, axis=-1, out=so_far[..., 1:])
        found[..., size - 1 :] = so_far[..., size:] - so_far[..., :-size] >= need
    return found


def signed(up: Booleans, down: Booleans) -> Signs:
    """1 where the first is true, -1 where the second is."""
    signs: Signs = up.astype(np.int8) - down.astype(np.int8)
    return signs


def steps(value: Floats) -> Signs:
    """1 where a point is higher than the one before it, -1 where lower; 0 where equal, and at the first."""
    signs = np.zeros(value.shape, dtype=np.int8)
    signs[..., 1:] = signed(value[..., 1:] > value[..., :-1], value[..., 1:] < value[..., :-1])
    return signs


class Groups(NamedTuple):
    """At the last point of each stretch of overlapping windows, where the stretch began."""

    last: Booleans
    first: Whole


def groups(found: Found, sign: int) -> Groups:
    """Windows of one sign that overlap, joined."""
    ends = found.ends == sign
    points = ends.shape[-1]
    place = np.arange(points)
    starts = np.broadcast_to(found.starts, ends.shape)
    before = np.full(ends.shape, -1)
    before[..., 1:] = np.maximum.accumulate(np.where(ends, place, -1), axis=-1)[..., :-1]
    opens = ends & (starts > before)
    opened = np.maximum.accumulate(np.where(opens, place, 0), axis=-1)
    first = np.take_along_axis(starts, opened, axis=-1)
    ahead = np.full(ends.shape, points)
    ahead[..., :-1] = np.minimum.accumulate(np.where(ends, place, points)[..., ::-1], axis=-1)[..., ::-1][..., 1:]
    closes = ends & ((ahead == points) | np.take_along_axis(opens, np.minimum(ahead, points - 1), axis=-1))
    return Groups(closes, first)
