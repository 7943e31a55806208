"""The full chart: finding, picture and key in one SVG that reads the same on a page, on paper and in an e-mail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from knotwork.pictures import marks
from knotwork.pictures.axes import period_axis, value_axis
from knotwork.pictures.flags import LANE, Flag, PlacedFlag, Words, draw_flags, draw_poles, lanes_used, place_flags
from knotwork.pictures.frame import NARROW, WIDE, Form, Frame, lay_out
from knotwork.pictures.key import KeyEntry, draw_key, key_height, key_rows, legend, target_entry
from knotwork.pictures.levels import (
    band,
    centre_lines,
    end_labels,
    has_strip,
    label_room,
    limits,
    phase_strip,
    target_line,
)
from knotwork.pictures.lines import phase_centre, spans
from knotwork.pictures.markup import text
from knotwork.pictures.numerals import Quantity, quantity_for
from knotwork.pictures.outline import figure, heading, silent
from knotwork.pictures.periods import named_each
from knotwork.pictures.points import PointStyle, any_value, points, series
from knotwork.pictures.proposed import check_proposal, draw_proposal, proposal_height, proposal_words
from knotwork.pictures.typeset import shorten, text_width
from knotwork.science.spc.rebasing import Proposal
from knotwork.science.spc.result import Analysis


class FlagOutsideChart(ValueError):
    """A flag stands at a point that the chart does not have."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a chart is asked to show besides its points."""

    target_label: str
    annotations: Sequence[Flag]
    warning_lines: bool
    proposal: Proposal | None


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
    proposal: Proposal | None = None,
    point_href: Callable[[int], str] | None = None,
    id_prefix: str = "chart",
) -> str:
    """Draw an analysed chart, so that what changed is seen before anything else is read.

    `periods` names every point in full ("March 2025"), `short_periods` for the axis ("Mar 25"). `unit` is "" for
    counts, "%" for percentages, "proportion" for values from 0 to 1 shown as percentages, "£", or words such as "per
    1,000 bed days". `point_href` gives each point (counted from 0) a link. `narrow` is the form for a phone; `height`
    is that of the plot. A `proposal` to rebase is drawn as a broken line and said to be one. `id_prefix` must be
    unique on the page. Returns an SVG element without style attributes.
    Raises PeriodsDoNotMatch, FlagOutsideChart, ProposalOutsideChart, InvalidIdentifier.
    """
    _check(analysis, periods, short_periods, annotations)
    check_proposal(proposal, len(analysis.x))
    form = NARROW if narrow else WIDE
    quantity = quantity_for(analysis.y.tolist(), unit, decimals)
    wanted = Wanted(target_label, annotations, warning_lines, proposal)
    style = PointStyle(quantity, periods, short_periods or periods, point_href)
    wide = float(width or form.width)
    head, below = heading(title, [subtitle], wide, title_size=form.title, size=form.body) if show_title else ("", -8.0)
    frame = _frame(analysis, quantity, form, wide, below + 8, height or form.plot_height, wanted)
    key, bottom = _key(analysis, frame, quantity, wanted)
    body = head + _picture(analysis, frame, style, wanted) + silent(key)
    said = description + proposal_words(proposal, list(periods))
    return figure("kw-chart", id_prefix, title, said, wide, bottom, body)


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


def _frame(
    analysis: Analysis,
    quantity: Quantity,
    form: Form,
    width: float,
    below: float,
    plot_height: float,
    wanted: Wanted,
) -> Frame:
    """Lay out the plot, with room above it for the flags, the unit, a proposal, and the means of several phases."""
    strip = (form.label + 16 if quantity.axis else 8) + (form.label + 8 if has_strip(analysis, form) else 0)
    strip += proposal_height(wanted.proposal, form)
    beside = label_room(analysis, quantity, form, wanted.target_label)

    def below_flags(flags_at: float) -> Frame:
        top = flags_at + strip
        return lay_out(
            analysis,
            quantity,
            form,
            width=width,
            top=top,
            plot_height=plot_height,
            flags_at=flags_at,
            beside=beside,
        )

    frame = below_flags(below)
    if not wanted.annotations:
        return frame
    return below_flags(below + lanes_used(_placed(wanted.annotations, frame)) * LANE + 4)


def _placed(annotations: Sequence[Flag], frame: Frame) -> list[PlacedFlag]:
    return place_flags(annotations, frame.form, spacing=frame.spacing, left=frame.left, right=frame.width)


def _key(analysis: Analysis, frame: Frame, quantity: Quantity, wanted: Wanted) -> tuple[str, float]:
    size = frame.form.label
    top = frame.bottom + size + 18
    left = 6.0 if frame.narrow else frame.left
    entries = legend(analysis, warning_lines=wanted.warning_lines)
    if frame.narrow:
        entries = [_ranged(entry, analysis, quantity) for entry in entries]
        if analysis.target is not None and isfinite(analysis.target):
            entries.append(target_entry(f"{wanted.target_label} {quantity.level(analysis.target)}"))
    rows = key_rows(entries, size, frame.width - left - 6)
    return draw_key(rows, left, top, size), top + key_height(rows) + 4


def _ranged(entry: KeyEntry, analysis: Analysis, quantity: Quantity) -> KeyEntry:
    """On a phone, where no words stand beside the lines, the key says between which limits the last point lies."""
    last = spans(analysis)[-1]
    ends = [phase_centre(values.tolist(), last) for values in (analysis.lower, analysis.upper)]
    if entry.name != "band" or not all(map(isfinite, ends)):
        return entry
    return replace(entry, word=f"{entry.word} now {quantity.level(ends[0])} to {quantity.level(ends[1])}")


def _proposal_at(analysis: Analysis, frame: Frame, wanted: Wanted) -> float:
    """Where the row of a proposal begins: above that of the phases' means."""
    means = frame.form.label + 8 if has_strip(analysis, frame.form) else 0
    return frame.top - means - proposal_height(wanted.proposal, frame.form) - 4


def _picture(analysis: Analysis, frame: Frame, style: PointStyle, wanted: Wanted) -> str:
    quantity = style.quantity
    placed = _placed(wanted.annotations, frame)
    ground = (
        band(analysis, frame)
        + value_axis(frame, quantity)
        + limits(analysis, frame, warning_lines=wanted.warning_lines)
        + draw_proposal(wanted.proposal, frame, quantity, _proposal_at(analysis, frame, wanted))
        + draw_poles(placed, frame, analysis.y.tolist(), _unit_words(frame, quantity))
        + period_axis(frame, style.short_periods)
        + target_line(analysis, frame)
        + centre_lines(analysis, frame)
        + series(analysis, frame)
        + _labels(analysis, frame, quantity, wanted)
        + _unit(frame, quantity)
    )
    dots = points(analysis, frame, style) if any_value(analysis) else _nothing_yet(frame)
    return silent(ground) + draw_flags(placed, frame) + dots


def _labels(analysis: Analysis, frame: Frame, quantity: Quantity, wanted: Wanted) -> str:
    strip = phase_strip(analysis, frame, quantity) if has_strip(analysis, frame.form) else ""
    return strip + ("" if frame.narrow else end_labels(analysis, frame, quantity, wanted.target_label))


def _unit_words(frame: Frame, quantity: Quantity) -> Words | None:
    """Where the unit stands: between the flags and the plot, so that poles would run through it."""
    if not quantity.axis:
        return None
    size, base = frame.form.label, frame.flags_at + frame.form.label
    return Words(6, 6 + text_width(_unit_in_short(frame, quantity), size), base - size, base + size * 0.35)


def _unit_in_short(frame: Frame, quantity: Quantity) -> str:
    return shorten(quantity.axis, frame.form.label, frame.width - 12)


def _unit(frame: Frame, quantity: Quantity) -> str:
    if not quantity.axis:
        return ""
    y = frame.flags_at + frame.form.label
    words = _unit_in_short(frame, quantity)
    return text(6, y, words, "kw-tick", size=frame.form.label, fill=marks.MUTED)


def _nothing_yet(frame: Frame) -> str:
    x, y = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    return text(
        x, y, "No values yet", "kw-label", size=frame.form.body, fill=marks.MUTED, extra=' text-anchor="middle"'
    )
