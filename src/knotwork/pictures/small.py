"""The small multiple: one series at the size of a stamp, so that a hundred places can be seen on one page."""

from __future__ import annotations

from math import isfinite

from knotwork.pictures import marks
from knotwork.pictures.lines import band_path, phase_starts, series_path, spans, step_path
from knotwork.pictures.marks import MARKS, STATES, mark_path
from knotwork.pictures.markup import NAMESPACE, escape, line, short
from knotwork.pictures.scale import Scale, widened
from knotwork.pictures.states import plotted, point_states
from knotwork.science.spc.result import Analysis

_EDGE = 5.0
# A square of exactly five units a side, which is short to write and falls on whole pixels.
_MARK = 5 / 2.3


def small(
    analysis: Analysis,
    *,
    label: str,
    description: str,
    shared_range: tuple[float, float] | None = None,
    width: int = 160,
    height: int = 56,
) -> str:
    """Draw one series at the size of a stamp: its line, centre, usual band, and the points that say something.

    `label` names the place, `description` reads the chart; together they are what a screen reader says.
    `shared_range` (lowest, highest value) gives many of them one scale. Returns an SVG element.
    """
    low, high = widened(*(shared_range or small_range(analysis)))
    x = Scale(-0.5, max(0.5, len(analysis.x) - 0.5), _EDGE - 2, width - _EDGE)
    y = Scale(low, high, height - _EDGE, _EDGE)
    words = escape(f"{label}. {description}" if description else label)
    return (
        f'<svg {NAMESPACE} class="kw-picture kw-small" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{words}">'
        f"{_background(analysis, x, y)}{_series(analysis, x, y)}</svg>"
    )


def small_range(analysis: Analysis) -> tuple[float, float]:
    """The range of values that one small multiple needs; combine those of many for one shared scale."""
    values = analysis.y.tolist() + analysis.lower.tolist() + analysis.upper.tolist() + analysis.centre.tolist()
    known = [value for value in values if isfinite(value)]
    return (min(known), max(known)) if known else (0.0, 1.0)


def _background(analysis: Analysis, x: Scale, y: Scale) -> str:
    lower, upper, centre = analysis.lower.tolist(), analysis.upper.tolist(), analysis.centre.tolist()
    each = spans(analysis)
    band = "".join(band_path(lower, upper, span, x, y) for span in each)
    middle = "".join(step_path(centre, span, x, y) for span in each)
    area = f'<path class="kw-band" fill="{marks.BAND}" d="{band}"/>' if band else ""
    return area + line("kw-centre", marks.INK, 0.8, middle)


def _series(analysis: Analysis, x: Scale, y: Scale) -> str:
    values = analysis.y.tolist()
    path = series_path(values, x, y, phase_starts(analysis))
    drawn = line("kw-line", marks.GREY, 1.4, path, ' stroke-linejoin="round" stroke-linecap="round"')
    return drawn + _signals(analysis, values, x, y) + _last(analysis, values, x, y)


def _signals(analysis: Analysis, values: list[float], x: Scale, y: Scale) -> str:
    outlines: dict[str, list[str]] = {}
    states = point_states(analysis)
    for position in plotted(analysis):
        state = states[position]
        if state not in ("common", "left-out"):
            outlines.setdefault(state, []).append(mark_path(state, x(position), y(values[position]), _MARK))
    return "".join(
        f'<path class="kw-mark {MARKS[state].css}" fill="{MARKS[state].colour}" d="{"".join(outlines[state])}"/>'
        for state in STATES
        if state in outlines
    )


def _last(analysis: Analysis, values: list[float], x: Scale, y: Scale) -> str:
    """A dot at the latest value when it is not marked already, so that the eye finds the present."""
    known = plotted(analysis)
    if not known or point_states(analysis)[known[-1]] != "common":
        return ""
    at = known[-1]
    place = f'cx="{short(x(at))}" cy="{short(y(values[at]))}" r="2.2"'
    return f'<circle class="kw-mark kw-common" fill="{marks.GREY}" {place}/>'
