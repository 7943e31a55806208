"""Where everything goes on a funnel plot: the axis of sizes, the range of values, and the limits as curves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import isfinite

import numpy as np

from knotwork.pictures import marks
from knotwork.pictures.frame import Form, Frame, tick_room
from knotwork.pictures.markup import line, short, text
from knotwork.pictures.numerals import Quantity, number
from knotwork.pictures.scale import Scale, Ticks, ticks
from knotwork.pictures.typeset import text_width
from knotwork.science.spc.funnels import Funnel

_SAMPLES = 72
# Small places have limits far beyond anything that happens: the axis takes in at most this many times what did.
_REACH = 1.8


@dataclass(frozen=True, slots=True)
class Curves:
    """The four limits along the axis of sizes, as places on the paper; what does not exist is left out."""

    x: list[float]
    lower: list[float]
    upper: list[float]
    warning_lower: list[float]
    warning_upper: list[float]


def value_axis_ticks(result: Funnel, quantity: Quantity, wanted: int) -> Ticks:
    """Round numbers around all values and the centre, and around the limits as far as these help to read them."""
    values, centre = [*result.value.tolist(), result.centre], result.centre
    low = centre - _reach(centre, min(values), result.lower.tolist())
    high = centre + _reach(centre, max(values), result.upper.tolist())
    low = max(0.0, low) if min(values) >= 0 else low
    low = 0.0 if low <= high / 2 and min(values) >= 0 else low
    if quantity.percent:
        high = min(high, max(1.0 if quantity.factor == 100 else 100.0, *values))
    shown = ticks(low * quantity.factor, high * quantity.factor, wanted)
    return Ticks(tuple(value / quantity.factor for value in shown.values), shown.decimals)


def _reach(centre: float, furthest: float, limits: Iterable[float]) -> float:
    """How far the axis goes from the centre to one side."""
    away = abs(furthest - centre)
    wanted = max((abs(limit - centre) for limit in limits if isfinite(limit)), default=0.0)
    # Half of the centre, so that a funnel whose places hardly differ still shows its limits.
    return max(away, min(wanted, max(away * _REACH, abs(centre) * 0.5)))


def lay_out_funnel(
    result: Funnel, quantity: Quantity, form: Form, *, width: float, top: float, plot_height: float
) -> tuple[Frame, Ticks]:
    """The frame of the plot, its x scale by denominators, and the ticks of that scale."""
    axis = value_axis_ticks(result, quantity, 6 if plot_height > 180 else 4)
    left, right = 10 + tick_room(axis.values, axis.decimals, quantity, form.label), width - form.right
    largest = float(result.denominator.max())
    label = text_width(number(largest * 1.2), form.label) + 18
    sizes = ticks(0.0, largest * 1.02, max(2, min(8, int((right - left) / label))))
    frame = Frame(
        form=form,
        width=width,
        left=left,
        right=right,
        top=top,
        bottom=top + plot_height,
        x=Scale(0.0, sizes.high, left, right),
        y=Scale(axis.low, axis.high, top + plot_height, top),
        ticks=axis,
        flags_at=top,
    )
    return frame, sizes


def size_axis(frame: Frame, sizes: Ticks, label: str) -> str:
    """Round sizes below the plot, and below those what they count."""
    size, parts = frame.form.label, []
    parts.append(line("kw-axis", marks.LIMIT, 1, f"M{short(frame.left)} {short(frame.bottom)}H{short(frame.right)}"))
    for value in sizes.values:
        x, words = frame.x(value), number(value, sizes.decimals)
        parts.append(line("kw-axis", marks.LIMIT, 1, f"M{short(x)} {short(frame.bottom)}v5"))
        x = min(x, frame.width - text_width(words, size) / 2 - 2)
        parts.append(_middle(x, frame.bottom + size + 8, words, size))
    if label:
        parts.append(_middle((frame.left + frame.right) / 2, frame.bottom + 2 * size + 14, label, size))
    return "".join(parts)


def _middle(x: float, y: float, words: str, size: float) -> str:
    return text(x, y, words, "kw-tick", size=size, fill=marks.MUTED, extra=' text-anchor="middle"')


def curves(result: Funnel, frame: Frame, *, adjusted: bool) -> Curves:
    """The limits as curves, closer together where they bend most: at small sizes.

    `adjusted` takes those that allow for differences between places, where the result has them.
    """
    drawn = replace(result, adjusted=adjusted and result.adjusted)
    first = float(result.denominator.min()) * 0.9
    sizes = np.geomspace(first, frame.x.high, _SAMPLES)
    with np.errstate(all="ignore"):
        lower, upper, warning_lower, warning_upper = (
            [frame.y(value) if isfinite(value) else float("nan") for value in each.tolist()]
            for each in drawn.curve(sizes)
        )
    return Curves([frame.x(size) for size in sizes.tolist()], lower, upper, warning_lower, warning_upper)


def curve_path(x: list[float], y: list[float], frame: Frame) -> str:
    """A curve as path data, as far as it lies within the plot, cut exactly at its edges."""
    parts: list[str] = []
    pen: tuple[float, float] | None = None
    for start, end in zip(zip(x, y, strict=True), list(zip(x, y, strict=True))[1:], strict=False):
        piece = _within(start, end, frame.top, frame.bottom)
        if piece is None:
            pen = None
            continue
        if pen != piece[0]:
            parts.append(f"M{short(piece[0][0])} {short(piece[0][1])}")
        parts.append(f"L{short(piece[1][0])} {short(piece[1][1])}")
        pen = piece[1]
    return "".join(parts)


def _within(
    start: tuple[float, float], end: tuple[float, float], top: float, bottom: float
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The part of a straight piece between two heights, or None."""
    if not (isfinite(start[1]) and isfinite(end[1])):
        return None
    if max(start[1], end[1]) < top or min(start[1], end[1]) > bottom:
        return None
    return _cut(start, end, top, bottom), _cut(end, start, top, bottom)


def _cut(point: tuple[float, float], other: tuple[float, float], top: float, bottom: float) -> tuple[float, float]:
    (x, y), (other_x, other_y) = point, other
    edge = min(max(y, top), bottom)
    if edge == y:
        return point
    return x + (other_x - x) * (edge - y) / (other_y - y), edge


def band_outline(made: Curves, frame: Frame) -> str:
    """The area between the outer limits, held within the plot."""
    known = [at for at in range(len(made.x)) if isfinite(made.lower[at]) and isfinite(made.upper[at])]
    if not known:
        return ""

    def held(value: float) -> str:
        return short(min(max(value, frame.top), frame.bottom))

    there = [f"{short(made.x[at])} {held(made.upper[at])}" for at in known]
    back = [f"{short(made.x[at])} {held(made.lower[at])}" for at in reversed(known)]
    return f"M{'L'.join(there + back)}z"
