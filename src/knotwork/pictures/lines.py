"""The lines of a chart as path data: the series with its gaps, the steps of centre and limits, the band between."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from math import isfinite

from knotwork.pictures.markup import short
from knotwork.science.spc.result import Analysis

Place = Callable[[float], float]
Span = tuple[int, int]


def stretches(values: Sequence[float], starts: Collection[int] = ()) -> list[list[int]]:
    """The places, from 0, that one line joins: a missing value parts it, and so does each place where a phase starts.

    A step from one phase to the next is not variation, and a line across it would say that it is.
    """
    found: list[list[int]] = []
    pen_down = False
    for position, value in enumerate(values):
        if not isfinite(value):
            pen_down = False
        elif pen_down and position not in starts:
            found[-1].append(position)
        else:
            found.append([position])
            pen_down = True
    return found


def series_path(values: Sequence[float], x: Place, y: Place, starts: Collection[int] = ()) -> str:
    """The line through the values, parted as `stretches` says; a value alone is a dot, if the line has round ends."""
    parts: list[str] = []
    for stretch in stretches(values, starts):
        parts.append("M" + "L".join(f"{short(x(at))} {short(y(values[at]))}" for at in stretch))
        if len(stretch) == 1:
            parts.append("z")
    return "".join(parts)


def phase_starts(analysis: Analysis) -> frozenset[int]:
    """The places, from 0, at which a phase takes over from another."""
    return frozenset(phase.first - 1 for phase in analysis.phases[1:])


def spans(analysis: Analysis) -> list[Span]:
    """The phases as (first, last), counted from 0; the whole chart when it has none."""
    found = [(phase.first - 1, phase.last - 1) for phase in analysis.phases]
    return found or ([(0, len(analysis.x) - 1)] if len(analysis.x) else [])


def levels(values: Sequence[float], span: Span) -> Iterator[tuple[float, float, float]]:
    """The level stretches of one phase: (from, to, value), where `from` and `to` lie halfway between points."""
    first, last = span
    start = first
    for position in range(first + 1, last + 2):
        if position <= last and _same(values[position], values[start]):
            continue
        if isfinite(values[start]):
            yield start - 0.5, position - 0.5, values[start]
        start = position


def _same(one: float, other: float) -> bool:
    return one == other or (not isfinite(one) and not isfinite(other))


def step_path(values: Sequence[float], span: Span, x: Place, y: Place) -> str:
    """One phase of a centre line or limit, stepping halfway between points wherever the level changes."""
    parts: list[str] = []
    reached: float | None = None
    for start, end, value in levels(values, span):
        if reached == start:
            parts.append(f"V{short(y(value))}H{short(x(end))}")
        else:
            parts.append(f"M{short(x(start))} {short(y(value))}H{short(x(end))}")
        reached = end
    return "".join(parts)


def band_path(lower: Sequence[float], upper: Sequence[float], span: Span, x: Place, y: Place) -> str:
    """The area between the limits of one phase; nothing where either is missing."""
    parts: list[str] = []
    for first, last in _both(lower, upper, span):
        over = [(x(a), x(b), y(v)) for a, b, v in levels(upper, (first, last))]
        under = [(x(a), x(b), y(v)) for a, b, v in levels(lower, (first, last))]
        parts.append(f"M{short(over[0][0])} {short(over[0][2])}")
        parts.extend(f"V{short(level)}H{short(end)}" for _, end, level in over)
        parts.extend(f"V{short(level)}H{short(start)}" for start, _, level in reversed(under))
        parts.append("z")
    return "".join(parts)


def _both(lower: Sequence[float], upper: Sequence[float], span: Span) -> Iterator[Span]:
    start: int | None = None
    for position in range(span[0], span[1] + 2):
        known = position <= span[1] and isfinite(lower[position]) and isfinite(upper[position])
        if known and start is None:
            start = position
        elif not known and start is not None:
            yield start, position - 1
            start = None


def phase_centre(values: Sequence[float], span: Span) -> float:
    """The last level of the centre line within a phase, or NaN if it has none."""
    known = [value for value in values[span[0] : span[1] + 1] if isfinite(value)]
    return known[-1] if known else float("nan")
