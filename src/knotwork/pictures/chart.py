"""The full chart: finding, picture and key in one SVG that reads the same on a page, on paper and in an e-mail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

from knotwork.pictures import marks
from knotwork.pictures.axes import period_axis, value_axis
from knotwork.pictures.flags import LANE, Flag, PlacedFlag, draw_flags, draw_poles, lanes_used, place_flags
from knotwork.pictures.frame import NARROW, WIDE, Form, Frame, lay_out
from knotwork.pictures.key import draw_key, key_height, key_rows, legend, target_entry
from knotwork.pictures.levels import (
    band_and_limits,
    centre_lines,
    end_labels,
    has_strip,
    phase_strip,
    target_line,
)
from knotwork.pictures.markup import FONT, NAMESPACE, escape, identifier, short, text
from knotwork.pictures.numerals import Quantity, quantity_for
from knotwork.pictures.periods import named_each
from knotwork.pictures.points import PointStyle, any_value, points, series
from knotwork.pictures.typeset import shorten, wrap
from knotwork.science.spc.result import Analysis


class FlagOutsideChart(ValueError):
    """A flag stands at a point that the chart does not have."""


@dataclass(frozen=True, slots=True)
class Words:
    """Everything on a chart that is text: its finding, what it measures, and how lines and periods are called."""

    title: str
    subtitle: str
    description: str
    target_label: str


def chart(
    analysis: Analysis,
    *,
    title: str,
    subtitle: str = "",
    description: str,
    periods: Sequence[str],
    short_periods: Sequence[str] | None = None,
    unit: str = "",
    annotations: Sequence[Flag] = (),
    target_label: str = "Target",
    decimals: int | None = None,
    narrow: bool = False,
    width: int | None = None,
    height: int | None = None,
    show_title: bool = True,
    warning_lines: bool = False,
    point_href: Callable[[int], str] | None = None,
    id_prefix: str = "chart",
) -> str:
    """Draw an analysed chart, so that what changed is seen before anything else is read.

    `periods` names every point in full ("March 2025"), `short_periods` for the axis ("Mar 25"). `unit` is "" for
    counts, "%" for percentages, "proportion" for values from 0 to 1 shown as percentages, "£", or words such as "per
    1,000 bed days". `point_href` gives each point (counted from 0) a link. `narrow` is the form for a phone; `height`
    is that of the plot. `id_prefix` must be unique on the page. Returns an SVG element without style attributes.
    Raises PeriodsDoNotMatch, FlagOutsideChart, InvalidIdentifier.
    """
    _check(analysis, periods, short_periods, annotations)
    form = NARROW if narrow else WIDE
    quantity = quantity_for(analysis.y.tolist(), unit, decimals)
    words = Words(title, subtitle, description, target_label)
    style = PointStyle(quantity, periods, short_periods or periods, point_href)
    wide = float(width or form.width)
    heading, below = _heading(words, form, wide) if show_title else ("", 0.0)
    frame = _frame(analysis, quantity, form, wide, below, height or form.plot_height, annotations)
    key, bottom = _key(analysis, frame, quantity, words)
    body = heading + _picture(analysis, frame, style, words, annotations, warning_lines) + key
    return _svg(words, identifier(id_prefix), wide, bottom, body)


def _check(
    analysis: Analysis, periods: Sequence[str], short_periods: Sequence[str] | None, annotations: Sequence[Flag]
) -> None:
    count = len(analysis.x)
    for names in (periods, short_periods):
        if names is not None:
            named_each(count, names)
    for flag in annotations:
        if not 1 <= flag.position <= count:
            raise FlagOutsideChart(f"“{flag.title}” is at point {flag.position}; the chart has points 1 to {count}.")


def _heading(words: Words, form: Form, width: float) -> tuple[str, float]:
    """The finding as title and the definition below it, and how far down they reach."""
    y = 4.0
    parts = []
    for line in wrap(words.title, form.title, width - 12, lines=4, bold=True):
        y += form.title * 1.22
        parts.append(text(6, y, line, "kw-title", size=form.title, fill=marks.INK, extra=' font-weight="700"'))
    for line in wrap(words.subtitle, form.body, width - 12, lines=3):
        y += form.body * 1.4
        parts.append(text(6, y, line, "kw-subtitle", size=form.body, fill=marks.MUTED))
    return "".join(parts), y + 8


def _frame(
    analysis: Analysis,
    quantity: Quantity,
    form: Form,
    width: float,
    below: float,
    plot_height: float,
    annotations: Sequence[Flag],
) -> Frame:
    """Lay out the plot, with room above it for the flags, the unit, and the means of several phases."""
    strip = (form.label + 10 if quantity.axis else 6) + (form.label + 8 if has_strip(analysis, form) else 0)

    def below_flags(flags_at: float) -> Frame:
        top = flags_at + strip
        return lay_out(analysis, quantity, form, width=width, top=top, plot_height=plot_height, flags_at=flags_at)

    frame = below_flags(below)
    if not annotations:
        return frame
    return below_flags(below + lanes_used(_placed(annotations, frame)) * LANE + 4)


def _placed(annotations: Sequence[Flag], frame: Frame) -> list[PlacedFlag]:
    return place_flags(annotations, frame.form, spacing=frame.spacing, left=frame.left, right=frame.width)


def _key(analysis: Analysis, frame: Frame, quantity: Quantity, words: Words) -> tuple[str, float]:
    size = frame.form.label
    top = frame.bottom + size + 18
    left = 6.0 if frame.narrow else frame.left
    entries = legend(analysis)
    if frame.narrow and analysis.target is not None and isfinite(analysis.target):
        entries.append(target_entry(f"{words.target_label} {quantity.level(analysis.target)}"))
    rows = key_rows(entries, size, frame.width - left - 6)
    return draw_key(rows, left, top, size), top + key_height(rows) + 4


def _picture(
    analysis: Analysis,
    frame: Frame,
    style: PointStyle,
    words: Words,
    annotations: Sequence[Flag],
    warning_lines: bool,
) -> str:
    quantity = style.quantity
    placed = _placed(annotations, frame)
    ground = (
        value_axis(frame, quantity)
        + band_and_limits(analysis, frame, warning_lines=warning_lines)
        + draw_poles(placed, frame, analysis.y.tolist())
        + period_axis(frame, style.short_periods)
        + target_line(analysis, frame)
        + centre_lines(analysis, frame)
        + series(analysis, frame)
        + _labels(analysis, frame, quantity, words)
        + _unit(frame, quantity)
    )
    dots = points(analysis, frame, style) if any_value(analysis) else _nothing_yet(frame)
    return _hidden(ground) + draw_flags(placed, frame) + dots


def _hidden(content: str) -> str:
    """What the description and the points already say is kept from screen readers, which would read bare numbers."""
    return f'<g aria-hidden="true">{content}</g>'


def _labels(analysis: Analysis, frame: Frame, quantity: Quantity, words: Words) -> str:
    strip = phase_strip(analysis, frame, quantity) if has_strip(analysis, frame.form) else ""
    return strip + ("" if frame.narrow else end_labels(analysis, frame, quantity, words.target_label))


def _unit(frame: Frame, quantity: Quantity) -> str:
    if not quantity.axis:
        return ""
    y = frame.flags_at + frame.form.label
    words = shorten(quantity.axis, frame.form.label, frame.width - 12)
    return text(6, y, words, "kw-tick", size=frame.form.label, fill=marks.MUTED)


def _nothing_yet(frame: Frame) -> str:
    x, y = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    return text(
        x, y, "No values yet", "kw-label", size=frame.form.body, fill=marks.MUTED, extra=' text-anchor="middle"'
    )


def _svg(words: Words, prefix: str, width: float, height: float, body: str) -> str:
    size = f"{short(width)} {short(height)}"
    return (
        f'<svg {NAMESPACE} class="kw-picture kw-chart" viewBox="0 0 {size}" width="100%" role="group" '
        f'aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc" font-family="{FONT}">'
        f'<title id="{prefix}-title">{escape(words.title)}</title>'
        f'<desc id="{prefix}-desc">{escape(words.description)}</desc>{body}</svg>'
    )
