"""The points of a full chart: each can be reached by keyboard and says its period, value and signal in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

from knotwork.pictures import marks
from knotwork.pictures.frame import Frame
from knotwork.pictures.lines import phase_starts, series_path
from knotwork.pictures.marks import MARKS, State, mark, mark_path
from knotwork.pictures.markup import escape, line, safe_href, short
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.states import plotted, point_reasons, point_states
from knotwork.pictures.typeset import text_width
from knotwork.science.spc.result import Analysis

# Beyond this many, a tab stop for each would be a burden: those that say something keep theirs, the table has all.
MOST_STOPS = 120


@dataclass(frozen=True, slots=True)
class PointStyle:
    """What the points of one chart share: how values are written, what periods are called, where points lead."""

    quantity: Quantity
    periods: Sequence[str]
    short_periods: Sequence[str]
    href: Callable[[int], str] | None


def point_words(period: str, value: str, state: State, reason: str) -> str:
    """One point as a sentence part: "March 2025: 4.2 per 1,000 bed days. Improvement, below the lower limit"."""
    sign = MARKS[state].word + (f", {reason}" if reason else "")
    return f"{period}: {value}. {sign}"


def series(analysis: Analysis, frame: Frame) -> str:
    """The line that joins the points of each phase."""
    path = series_path(analysis.y.tolist(), frame.x, frame.y, phase_starts(analysis))
    return line("kw-line", marks.GREY, 1.8, path, ' stroke-linejoin="round" stroke-linecap="round"')


def points(analysis: Analysis, frame: Frame, style: PointStyle) -> str:
    """Every point with its marker; each is a stop for the keyboard unless there are too many."""
    states = point_states(analysis)
    reasons = point_reasons(analysis)
    values = analysis.y.tolist()
    known = plotted(analysis)
    stops = set(known if len(known) <= MOST_STOPS else _telling(known, states))
    parts = [_quiet([at for at in known if at not in stops], values, frame)]
    column = _column(frame, style)
    for at in known:
        if at in stops:
            parts.append(_stop(at, values[at], states[at], reasons[at], column))
    shared = (
        f'class="kw-points" pointer-events="all" fill="{marks.INK}" font-size="{short(frame.form.body)}" '
        'font-weight="600" text-anchor="middle" stroke="none" stroke-width="5" stroke-linejoin="round" '
        'paint-order="stroke"'
    )
    return f"<g {shared}>{''.join(parts)}</g>"


@dataclass(frozen=True, slots=True)
class Column:
    """What the columns of all points share, worked out once: how large marks are, and the part that a finger finds.

    `half` is half the width of a column and `hit` all of its rectangle but where it begins.
    """

    frame: Frame
    style: PointStyle
    radius: float
    half: float
    hit: str


def _column(frame: Frame, style: PointStyle) -> Column:
    high = short(frame.bottom - frame.top)
    hit = f'y="{short(frame.top)}" width="{short(frame.spacing)}" height="{high}" fill="none"/>'
    return Column(frame, style, frame.point, frame.spacing / 2, hit)


def _telling(known: list[int], states: list[State]) -> list[int]:
    return [at for at in known if states[at] != "common"] + [known[0], known[-1]]


def _quiet(places: list[int], values: list[float], frame: Frame) -> str:
    if not places:
        return ""
    outline = "".join(mark_path("common", frame.x(at), frame.y(values[at]), frame.point) for at in places)
    return f'<path class="kw-mark kw-common" fill="{marks.GREY}" d="{outline}"/>'


def _stop(at: int, value: float, state: State, reason: str, column: Column) -> str:
    """One point: the unseen column where a shaking hand finds it, its mark, and its words."""
    frame, style = column.frame, column.style
    x, y, written = frame.x(at), frame.y(value), style.quantity.short(value)
    words = escape(point_words(style.periods[at], style.quantity.with_unit(written), state, reason))
    href = safe_href(style.href(at)) if style.href else None
    inside = (
        f'<title>{words}</title><rect class="kw-hit" x="{short(x - column.half)}" {column.hit}'
        f"{mark(state, x, y, column.radius)}{_tip(f'{style.short_periods[at]}: {written}', x, y, frame)}"
    )
    if href is not None:
        return f'<a class="kw-point" href="{href}" aria-label="{words}">{inside}</a>'
    return f'<g class="kw-point" tabindex="0" role="img" aria-label="{words}">{inside}</g>'


def _tip(words: str, x: float, y: float, frame: Frame) -> str:
    """Period and value beside the point, shown while it is pointed at or focused."""
    size = frame.form.body
    half = text_width(words, size, bold=True) / 2
    across = max(min(x, frame.right - half), half)
    down = y - 12 if y - 12 >= frame.top + size else y + size + 10
    return (
        f'<text class="kw-tip kw-halo" x="{short(across)}" y="{short(down)}" stroke="{marks.PAPER}" opacity="0" '
        f'aria-hidden="true">{escape(words)}</text>'
    )


def any_value(analysis: Analysis) -> bool:
    """Whether there is anything to draw."""
    return any(isfinite(value) for value in analysis.y.tolist())
