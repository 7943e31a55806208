"""The funnel plot: places of every size side by side, with limits that are wide where places are small."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from knotwork.pictures import marks
from knotwork.pictures.axes import value_axis
from knotwork.pictures.frame import NARROW, WIDE, Form, Frame
from knotwork.pictures.funnel_frame import Curves, band_outline, curve_path, curves, lay_out_funnel, size_axis
from knotwork.pictures.funnel_key import funnel_legend, funnel_swatch
from knotwork.pictures.funnel_places import funnel_quantity, place_names, place_signals, place_states
from knotwork.pictures.funnel_points import PlaceStyle, draw_names, draw_places
from knotwork.pictures.key import draw_key, key_height, key_rows
from knotwork.pictures.markup import line, short, text
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.outline import figure, heading, silent
from knotwork.pictures.scale import Ticks
from knotwork.science.spc.funnels import Funnel


@dataclass(frozen=True, slots=True)
class Plot:
    """A funnel plot laid out: its frame, the ticks of its sizes, and its limits as curves, adjusted and plain."""

    frame: Frame
    sizes: Ticks
    limits: Curves
    plain: Curves | None


def funnel_plot(
    result: Funnel,
    *,
    names: Sequence[str] | None = None,
    title: str,
    subtitle: str = "",
    description: str,
    size_label: str = "",
    unit: str = "",
    decimals: int | None = None,
    direction: Literal["increase", "decrease"] | None = None,
    centre_label: str = "Average",
    show_plain: bool = True,
    narrow: bool = False,
    width: int | None = None,
    height: int | None = None,
    show_title: bool = True,
    place_href: Callable[[int], str] | None = None,
    id_prefix: str = "funnel",
) -> str:
    """Draw places side by side, so that small ones are not blamed or praised for what chance does to them.

    `names` names every place (by default those of the result), `size_label` says what sizes count ("Admissions").
    `unit` and `decimals` as for `chart`. `direction` says which side is good; without it, places beyond the limits are
    different, neither better nor worse. Where the limits allow for differences between places, `show_plain` adds
    those that allow for chance alone. `place_href` gives each place (counted from 0) a link; `height` is that of the
    plot; `id_prefix` must be unique on the page. Returns an SVG element. Raises NamesDoNotMatch, InvalidIdentifier.
    """
    labels, quantity = place_names(result, names), funnel_quantity(result, unit, decimals)
    states = place_states(result, direction)
    style = PlaceStyle(labels, states, place_signals(result, states), quantity, size_label, place_href)
    form = NARROW if narrow else WIDE
    wide = float(width or form.width)
    head, below = heading(title, [subtitle], wide, title_size=form.title, size=form.body) if show_title else ("", -8.0)
    plot = _plot(result, quantity, form, wide, below + 8, height or form.plot_height, show_plain)
    key, bottom = _key(result, plot, style)
    ground = _ground(result, plot, style, centre_label)
    body = head + silent(ground + draw_names(result, plot.frame, style)) + draw_places(result, plot.frame, style)
    return figure("kw-funnel", id_prefix, title, description, wide, bottom, body + silent(key))


def _plot(
    result: Funnel, quantity: Quantity, form: Form, width: float, below: float, height: float, show_plain: bool
) -> Plot:
    top = below + (form.label + 12 if quantity.axis else 8) + (form.label + 8 if form is NARROW else 0)
    frame, sizes = lay_out_funnel(result, quantity, form, width=width, top=top, plot_height=height)
    plain = curves(result, frame, adjusted=False) if show_plain and result.adjusted else None
    return Plot(frame, sizes, curves(result, frame, adjusted=True), plain)


def _ground(result: Funnel, plot: Plot, style: PlaceStyle, centre_label: str) -> str:
    """Everything that the places are read against."""
    frame = plot.frame
    middle = frame.y(result.centre)
    band = band_outline(plot.limits, frame)
    return (
        (f'<path class="kw-band" fill="{marks.BAND}" d="{band}"/>' if band else "")
        + value_axis(frame, style.quantity)
        + _curves(plot)
        + line("kw-centre", marks.INK, 1.6, f"M{short(frame.left)} {short(middle)}H{short(frame.right)}")
        + size_axis(frame, plot.sizes, style.size_label)
        + _unit(frame, style.quantity)
        + _end_words(plot, f"{centre_label} {style.quantity.level(result.centre)}", middle)
    )


def _curves(plot: Plot) -> str:
    def pair(lower: list[float], upper: list[float], made: Curves) -> str:
        return curve_path(made.x, lower, plot.frame) + curve_path(made.x, upper, plot.frame)

    limits, plain = plot.limits, plot.plain
    drawn = line("kw-warning", marks.LIMIT, 1.4, pair(limits.warning_lower, limits.warning_upper, limits), _DOTTED)
    drawn += line("kw-limit", marks.LIMIT, 1.4, pair(limits.lower, limits.upper, limits), _DASHED)
    if plain is not None:
        both = pair(plain.lower, plain.upper, plain) + pair(plain.warning_lower, plain.warning_upper, plain)
        drawn = line("kw-limit", marks.LIMIT, 0.8, both) + drawn
    return drawn


_DASHED = ' stroke-dasharray="6 4"'
_DOTTED = ' stroke-dasharray="1 4" stroke-linecap="round"'


def _unit(frame: Frame, quantity: Quantity) -> str:
    if not quantity.axis:
        return ""
    size = frame.form.label
    y = frame.top - 10 - (size + 8 if frame.narrow else 0)
    return text(6, y, quantity.axis, "kw-quiet", size=size, fill=marks.MUTED)


def _end_words(plot: Plot, centre: str, middle: float) -> str:
    """The centre in words at the end of its line, on a phone above the plot; limits too where there is room."""
    frame, size = plot.frame, plot.frame.form.label
    if frame.narrow:
        extra = ' font-weight="600" text-anchor="end"'
        return text(frame.right, frame.top - 8, centre, "kw-label", size=size, fill=marks.INK, extra=extra)
    limits = plot.limits
    wanted = [(middle, centre, True)]
    for words, ends in (("99.8% limit", (limits.upper, limits.lower)), ("95% limit", _warnings(limits))):
        wanted.extend((each[-1], words, False) for each in ends)
    placed: list[float] = []
    parts = []
    for y, words, bold in wanted:
        if not frame.top - 4 <= y <= frame.bottom + 4 or any(abs(y - other) < size + 3 for other in placed):
            continue
        placed.append(y)
        css, colour, extra = (
            ("kw-label", marks.INK, ' font-weight="600"') if bold else ("kw-label-quiet", marks.MUTED, "")
        )
        parts.append(text(frame.right + 8, y + size * 0.35, words, css, size=size, fill=colour, extra=extra))
    return "".join(parts)


def _warnings(limits: Curves) -> tuple[list[float], list[float]]:
    return limits.warning_upper, limits.warning_lower


def _key(result: Funnel, plot: Plot, style: PlaceStyle) -> tuple[str, float]:
    frame, size = plot.frame, plot.frame.form.label
    left = 6.0 if frame.narrow else frame.left
    top = frame.bottom + size + 18 + (size + 8 if style.size_label else 0)
    entries = funnel_legend(result, style.states, plain=plot.plain is not None)
    rows = key_rows(entries, size, frame.width - left - 6)
    return draw_key(rows, left, top, size, funnel_swatch), top + key_height(rows) + 4
