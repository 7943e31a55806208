"""The small multiple: one series at the size of a stamp, so that a hundred places can be seen on one page."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from knotwork.pictures import marks
from knotwork.pictures.lines import band_path, phase_starts, series_path, spans, step_path
from knotwork.pictures.marks import MARKS, STATES, mark_path
from knotwork.pictures.markup import FONT, NAMESPACE, escape, line, short
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.rungs import Rungs, hairlines, rung_words, rungs
from knotwork.pictures.scale import Scale, widened
from knotwork.pictures.states import plotted, point_states
from knotwork.science.spc.result import Analysis

_EDGE = 5.0
# Squares of whole units a side, which are short to write and fall on whole pixels.
_LARGEST, _SMALLEST = 7, 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where one series is drawn: its scales, and how large its marks are."""

    x: Scale
    y: Scale
    mark: float


def small(
    analysis: Analysis,
    *,
    label: str,
    description: str,
    shared_range: tuple[float, float] | None = None,
    show_axis: bool = False,
    unit: str = "",
    width: int = 160,
    height: int = 56,
) -> str:
    """Draw one series at the size of a stamp: its line, centre, usual range, and the points that say something.

    `label` names the place, `description` reads the chart; together they are what a screen reader says.
    `shared_range` (lowest, highest value) gives many of them one scale. `show_axis` writes two round values on the
    left, in `unit` as for `chart`. Returns an SVG element.
    """
    low, high = widened(*(shared_range or small_range(analysis)))
    axis = rungs(low, high, Quantity(unit), width / 3) if show_axis else Rungs()
    letters = f' font-family="{FONT}"' if show_axis else ""
    words = escape(f"{label}. {description}" if description else label)
    return (
        f'<svg {NAMESPACE} class="kw-picture kw-small" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{words}"{letters}>'
        f"{stamp(analysis, (low, high), axis, width, height)}</svg>"
    )


def stamp(
    analysis: Analysis, scale: tuple[float, float], axis: Rungs, width: float, height: float, *, begins: float = 0
) -> str:
    """The inside of a small multiple. It begins at `begins`, and the words of its axis stand there to the left."""
    left = begins + axis.room + _EDGE - 2
    x = Scale(-0.5, max(0.5, len(analysis.x) - 0.5), left, width - _EDGE)
    y = Scale(*scale, height - _EDGE, _EDGE)
    side = min(_LARGEST, max(_SMALLEST, round(x(1) - x(0))))
    place = Place(x, y, side / 2.3)
    lines = hairlines(axis, left, width - _EDGE, y) + rung_words(axis, left - 3, y)
    return _range(analysis, place) + lines + _centre(analysis, place) + _series(analysis, place)


def small_range(analysis: Analysis) -> tuple[float, float]:
    """The range of values that one small multiple needs; combine those of many for one shared scale."""
    values = analysis.y.tolist() + analysis.lower.tolist() + analysis.upper.tolist() + analysis.centre.tolist()
    known = [value for value in values if isfinite(value)]
    return (min(known), max(known)) if known else (0.0, 1.0)


def _range(analysis: Analysis, place: Place) -> str:
    """The usual range, with an edge: one that is narrow would be lost behind the marks of its points."""
    lower, upper = analysis.lower.tolist(), analysis.upper.tolist()
    area = "".join(band_path(lower, upper, span, place.x, place.y) for span in spans(analysis))
    edge = f'stroke="{marks.LIMIT}" stroke-width=".7" stroke-dasharray="3 2"'
    return f'<path class="kw-band kw-edge" fill="{marks.BAND}" {edge} d="{area}"/>' if area else ""


def _centre(analysis: Analysis, place: Place) -> str:
    centre = analysis.centre.tolist()
    middle = "".join(step_path(centre, span, place.x, place.y) for span in spans(analysis))
    return line("kw-centre", marks.INK, 0.8, middle)


def _series(analysis: Analysis, place: Place) -> str:
    values = analysis.y.tolist()
    path = series_path(values, place.x, place.y, phase_starts(analysis))
    drawn = line("kw-line", marks.GREY, 1.4, path, ' stroke-linejoin="round" stroke-linecap="round"')
    return drawn + _signals(analysis, values, place) + _last(analysis, values, place)


def _signals(analysis: Analysis, values: list[float], place: Place) -> str:
    outlines: dict[str, list[str]] = {}
    states = point_states(analysis)
    for position in plotted(analysis):
        state = states[position]
        if state not in ("common", "left-out"):
            at = (place.x(position), place.y(values[position]))
            outlines.setdefault(state, []).append(mark_path(state, *at, place.mark))
    return "".join(
        f'<path class="kw-mark {MARKS[state].css}" fill="{MARKS[state].colour}" d="{"".join(outlines[state])}"/>'
        for state in STATES
        if state in outlines
    )


def _last(analysis: Analysis, values: list[float], place: Place) -> str:
    """A dot at the latest value when it is not marked already, so that the eye finds the present."""
    known = plotted(analysis)
    if not known or point_states(analysis)[known[-1]] != "common":
        return ""
    at = known[-1]
    spot = f'cx="{short(place.x(at))}" cy="{short(place.y(values[at]))}" r="2.2"'
    return f'<circle class="kw-mark kw-common" fill="{marks.GREY}" {spot}/>'
