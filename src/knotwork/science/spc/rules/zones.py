"""Where points lie about the centre line and its zones, and what a rule over a window of points finds there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from itertools import product
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


class Found(NamedTuple):
    """At the last point of each window that shows the pattern its sign, 0 elsewhere; and where each window begins."""

    ends: Signs
    starts: Whole


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over a window of points: its name, how it is found, and what its two signs are called.

    `zoned` rules look at the zones at one and two sigma.
    """

    name: str
    find: Callable[[Zones], Found]
    sides: tuple[Side, Side] = ("above", "below")
    zoned: bool = False

    def signs(self) -> tuple[int, ...]:
        """The signs that it can have: patterns that have no side have one."""
        return (1,) if self.sides[0] == "crossings" else (1, -1)


PATTERN: tuple[Side, Side] = ("crossings", "crossings")
TREND: tuple[Side, Side] = ("rising", "falling")


def zones(value: Floats, lines: Any, near: Any, full: bool = True) -> Zones:
    """The zones of each point; `lines` are centre, limits, warning lines and lines at one sigma, `near` what counts as
    on a line. Without the last two one sigma is half-way to the warning lines, which then must not have been drawn in.

    Unless it is full, the zones at one and two sigma, which few rules use, are those of the limits.
    """
    centre, lower, upper, warning_lower, warning_upper, *inner = lines
    side, outer = _beyond(value, centre, centre, near), _beyond(value, lower, upper, near)
    apart = upper - lower > near
    if not full:
        return Zones(value, side, outer, outer, outer, outer != 0)
    inner_lower, inner_upper = inner or ((centre + warning_lower) / 2, (centre + warning_upper) / 2)
    return Zones(
        value,
        side,
        _beyond(value, inner_lower, inner_upper, near),
        _beyond(value, warning_lower, warning_upper, near),
        outer,
        apart if np.shape(apart) == value.shape else np.broadcast_to(apart, value.shape),
    )


def _beyond(value: Floats, low: Any, high: Any, near: Any) -> Signs:
    return signed(value > high + near, value < low - near)


def windows(ends: Signs, size: int) -> Found:
    """Windows that all have the same size."""
    return Found(ends, _starts(ends.shape[-1], size))


@lru_cache(maxsize=1024)
def _starts(points: int, size: int) -> Whole:
    starts = np.arange(points) - size + 1
    starts.flags.writeable = False
    return starts


def many_of(true: Booleans, need: int, size: int) -> Booleans:
    """At each point, whether it ends a window of this size in which so many points are true."""
    if need == size and _never(true, b"\x01", size):
        return np.zeros(true.shape, true.dtype)
    found, windowed = np.empty_like(true), true.shape[-1] - size + 1
    found[..., : size - 1] = False
    if windowed > 0:
        np.greater_equal(_sums(true.view(np.int8), size, windowed), need, out=found[..., size - 1 :])
    return found


def _never(values: Signs | Booleans, kind: bytes, size: int) -> bool:
    """Whether one series never has so many of a kind in a row, looked for in its bytes: most series never do."""
    return values.ndim == 1 and kind * size not in values.tobytes()


def _nowhere(signs: Signs, need: int, size: int) -> bool:
    """Whether one series never has so many of a sign in a window: looked for in its bytes too."""
    return signs.ndim == 1 and _many_in(need, size).search(signs.tobytes()) is None


@cache
def _many_in(need: int, size: int) -> re.Pattern[bytes]:
    """So many of one sign, with so few others between them that they fit into a window."""
    ways = []
    for kind in (b"\x01", b"\xff"):
        for between in product(range(size - need + 1), repeat=need - 1):
            if sum(between) <= size - need:
                ways.append(kind + b"".join(b"." * others + kind for others in between))
    return re.compile(b"|".join(ways))


def _sums(values: Signs, size: int, windowed: int) -> Signs:
    """The sums over windows, put together from sums over one, two, four, eight points."""
    done, width, pieces = 0, 1, []
    while done < size:
        if size & width:
            pieces.append(values[..., done : done + windowed])
            done += width
        if done < size:
            values = values[..., :-width] + values[..., width:]
            width *= 2
    return reduce(np.add, pieces)


_ONE_OF_EACH = np.array([0, 1, 16], dtype=np.int8)
"""What a sign adds to a sum of up to seven, so that points on either side are counted in one sum: -1 is the last."""


def many_on_a_side(signs: Signs, need: int, size: int) -> Signs:
    """The sign that so many of the points of a window have, at its last point; 0 where neither sign has so many."""
    found, windowed = np.zeros(signs.shape, signs.dtype), signs.shape[-1] - size + 1
    if windowed <= 0 or _nowhere(signs, need, size):
        return found
    if need == size:
        sums = _sums(signs, size, windowed)
        up, down = sums == size, sums == -size
    else:
        sums = _sums(_ONE_OF_EACH[signs], size, windowed)
        up, down = sums & 15 >= need, sums >> 4 >= need
    np.subtract(up.view(np.int8), down.view(np.int8), out=found[..., size - 1 :])
    return found


def signed(up: Booleans, down: Booleans) -> Signs:
    """1 where the first is true, -1 where the second is."""
    signs: Signs = up.view(np.int8) - down.view(np.int8)
    return signs


def steps(value: Floats) -> Signs:
    """1 where a point is higher than the one before it, -1 where lower; 0 where equal, and at the first."""
    signs = np.empty_like(value, dtype=np.int8)
    signs[..., :1] = 0
    signs[..., 1:] = signed(value[..., 1:] > value[..., :-1], value[..., 1:] < value[..., :-1])
    return signs


def groups(found: Found) -> list[tuple[int, int, int]]:
    """The windows of one series, joined where those of one sign overlap: sign, first point and last, from 0."""
    ended = found.ends.nonzero()[0]
    if not ended.size:
        return []
    joined: dict[int, list[tuple[int, int]]] = {1: [], -1: []}
    rows = zip(found.ends[ended].tolist(), found.starts[ended].tolist(), ended.tolist(), strict=True)
    for sign, first, last in rows:
        begun = first
        if joined[sign] and first <= joined[sign][-1][1]:
            begun = joined[sign].pop()[0]
        joined[sign].append((begun, last))
    return [(sign, first, last) for sign, stretches in joined.items() for first, last in stretches]
