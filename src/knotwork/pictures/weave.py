"""Lines that pass over and under each other like our knot: where two cross, one is cut short to let the other over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from knotwork.pictures.markup import short

MOST_CROSSINGS = 240
# Lines that all but run together have no over and under to show.
_LEAST_SINE = 0.25


@dataclass(frozen=True, slots=True)
class Run:
    """One smooth run of a line between two places, level at both ends; `line` says which line it belongs to."""

    line: int
    x0: float
    y0: float
    x1: float
    y1: float

    def path(self) -> str:
        """The run as path data that goes on from where the line is."""
        middle = short((self.x0 + self.x1) / 2)
        return f"C{middle} {short(self.y0)} {middle} {short(self.y1)} {short(self.x1)} {short(self.y1)}"

    def at(self, t: float) -> tuple[float, float]:
        """The place at `t`, from 0 to 1: the cubic curve of `path`."""
        ease = t * t * (3 - 2 * t)
        x = self.x0 + (self.x1 - self.x0) * (1.5 * t - 1.5 * t * t + t * t * t)
        return x, self.y0 + (self.y1 - self.y0) * ease

    def direction(self, t: float) -> tuple[float, float]:
        """How the run moves at `t`: the derivative of `at`."""
        return (self.x1 - self.x0) * (1.5 - 3 * t + 3 * t * t), (self.y1 - self.y0) * 6 * t * (1 - t)


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two runs of one gap between columns that cross, at `t` along both."""

    one: int
    other: int
    t: float


def find_crossings(runs: Sequence[Run]) -> list[Crossing]:
    """Where runs between the same two columns cross, from left to right.

    All runs of a gap have the same shape between their ends, so two of them cross exactly when their ends are in
    opposite order, where the eased share of the way s solves y0 + s·(y1 − y0) equally for both. The first 240 only:
    beyond that there is no weave to be seen.
    """
    gaps: dict[tuple[float, float], list[int]] = {}
    for index, run in enumerate(runs):
        gaps.setdefault((run.x0, run.x1), []).append(index)
    found: list[Crossing] = []
    for _, members in sorted(gaps.items()):
        for position, one in enumerate(members):
            for other in members[position + 1 :]:
                share = _share(runs[one], runs[other])
                if share is not None:
                    found.append(Crossing(one, other, _moment(share)))
            if len(found) > MOST_CROSSINGS:
                break
    return sorted(found[:MOST_CROSSINGS], key=lambda crossing: (runs[crossing.one].x0, crossing.t))


def _share(one: Run, other: Run) -> float | None:
    before, after = one.y0 - other.y0, one.y1 - other.y1
    if before * after >= 0:
        return None
    return before / (before - after)


def _moment(share: float) -> float:
    """The `t` whose eased share of the way this is, by halving."""
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        if middle * middle * (3 - 2 * middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def overs(runs: Sequence[Run], crossings: Sequence[Crossing]) -> list[tuple[int, float]]:
    """Which run passes over at each crossing, and where: every line goes over and under in turn as far as it can."""
    wants_over: dict[int, int] = {}
    chosen = []
    for crossing in crossings:
        one, other = runs[crossing.one].line, runs[crossing.other].line
        # A line that has crossed nothing yet gives way to one whose turn it is.
        first_over = wants_over.get(one, 0) >= wants_over.get(other, 0)
        wants_over[one], wants_over[other] = (-1, 1) if first_over else (1, -1)
        if _angle_sine(runs[crossing.one], runs[crossing.other], crossing.t) > _LEAST_SINE:
            chosen.append((crossing.one if first_over else crossing.other, crossing.t))
    return chosen


def _angle_sine(one: Run, other: Run, t: float) -> float:
    ax, ay = one.direction(t)
    bx, by = other.direction(t)
    return abs(ax * by - ay * bx) / (hypot(ax, ay) * hypot(bx, by))


def bridge(run: Run, t: float, length: float = 9.0) -> str:
    """A short piece of a run around `t`, to be drawn again over what it crosses."""
    span = length / max(abs(run.x1 - run.x0), abs(run.y1 - run.y0), 1.0)
    places = [run.at(min(1.0, max(0.0, t + part * span))) for part in (-1.0, -0.5, 0.0, 0.5, 1.0)]
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in places)
