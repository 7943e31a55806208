"""The sparkline: one series at the height of a line of text, for the cell of a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import isfinite

from knotwork.pictures import marks
from knotwork.pictures.lines import phase_starts, spans, step_path, stretches
from knotwork.pictures.marks import MARKS, STATES, State, mark
from knotwork.pictures.markup import NAMESPACE, escape, line
from knotwork.pictures.scale import Scale, widened
from knotwork.pictures.states import plotted, point_states
from knotwork.science.spc.result import Analysis

# Tenths of a pixel: whole numbers are the shortest to write, and a table may hold thousands of these.
_UNITS = 10
_EDGE = 45
_SIDE = 36
_MARK = 27
_CAPS: dict[State, str] = {"better": "square", "worse": "round", "changed": "round"}
Place = tuple[int, int]


def sparkline(
    analysis: Analysis,
    *,
    width: int = 90,
    height: int = 22,
    description: str,
    shared_range: tuple[float, float] | None = None,
) -> str:
    """Draw one series in a line of text: where it has been, its centre, where it changed, and where it is now.

    Stretches that signal are drawn thick, single points that signal as dots; the latest point carries its shape.
    `description` is what a screen reader says; when it is empty, because the row says it already, the picture is
    decoration. `shared_range` (lowest, highest value) gives a column one scale. Returns an SVG element, under 1 KB for
    36 points.
    """
    named = f'role="img" aria-label="{escape(description)}"' if description else 'aria-hidden="true"'
    wide, high = width * _UNITS, height * _UNITS
    low, top = shared_range or _range(analysis)
    low, top = widened(low, top)
    x = Scale(-0.5, max(0.5, len(analysis.x) - 0.5), _SIDE, wide - _SIDE)
    y = Scale(low, top, high - _EDGE, _EDGE)
    return (
        f'<svg {NAMESPACE} class="kw-picture kw-spark" viewBox="0 0 {wide} {high}" width="{width}" '
        f'height="{height}" {named}>{_drawing(analysis, x, y)}</svg>'
    )


def _range(analysis: Analysis) -> tuple[float, float]:
    """Values and centre alone: there is no room for limits."""
    known = [value for value in analysis.y.tolist() + analysis.centre.tolist() if isfinite(value)]
    return (min(known), max(known)) if known else (0.0, 1.0)


def _drawing(analysis: Analysis, x: Scale, y: Scale) -> str:
    known = plotted(analysis)
    if not known:
        return ""
    values, states = analysis.y.tolist(), point_states(analysis)
    places = {at: (round(x(at)), round(y(values[at]))) for at in known}
    middle = "".join(step_path(analysis.centre.tolist(), span, x, y) for span in spans(analysis))
    runs = stretches(values, phase_starts(analysis))
    thread = "".join(_joined([places[at] for at in run]) for run in runs)
    last = known[-1]
    return (
        line("kw-centre", marks.INK, 6, middle)
        + line("kw-line", marks.GREY, 12, thread, ' stroke-linecap="round"')
        + _telling(runs, states, places)
        + mark(states[last], *places[last], _MARK)
    )


def _joined(places: Sequence[Place]) -> str:
    """A line through places, each written as a step from the last; a place alone is a dot."""
    (x, y), *rest = places
    steps = []
    for across, down in rest:
        steps.append(f"{across - x}{'' if down < y else ' '}{down - y}")
        x, y = across, down
    return f"M{places[0][0]} {places[0][1]}" + (f"l{' '.join(steps)}" if steps else "h0")


def _telling(runs: Sequence[Sequence[int]], states: Sequence[State], places: dict[int, Place]) -> str:
    """The stretches of each meaning; their ends are square where they mean improvement, as the marks of charts are."""
    found: dict[State, list[str]] = {}
    for run in runs:
        for state, stretch in groupby(run, lambda at: states[at]):
            if state in _CAPS:
                found.setdefault(state, []).append(_joined([places[at] for at in stretch]))
    return "".join(
        line(f"kw-stroke {MARKS[state].css}", MARKS[state].colour, 28, "".join(found[state]), _cap(state))
        for state in STATES
        if state in found
    )


def _cap(state: State) -> str:
    return f' stroke-linecap="{_CAPS[state]}"'
