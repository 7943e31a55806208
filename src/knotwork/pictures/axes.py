"""The axes: round values with hairlines on the left, as many period names below as can be read."""

from __future__ import annotations

from collections.abc import Sequence

from knotwork.pictures import marks
from knotwork.pictures.frame import Frame
from knotwork.pictures.markup import line, short, text
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.typeset import text_width

_STEPS = (1, 2, 3, 4, 6, 12)


def value_axis(frame: Frame, quantity: Quantity) -> str:
    """Hairlines and round values; the unit in words above them."""
    size = frame.form.label
    parts = []
    for value in frame.ticks.values:
        y = frame.y(value)
        parts.append(line("kw-grid", marks.HAIRLINE, 1, f"M{short(frame.left)} {short(y)}H{short(frame.right)}"))
        label = quantity.tick(value, frame.ticks.decimals)
        parts.append(
            text(
                frame.left - 6,
                y + size * 0.35,
                label,
                "kw-tick",
                size=size,
                fill=marks.MUTED,
                extra=' text-anchor="end"',
            )
        )
    return "".join(parts)


def label_step(count: int, spacing: float, widest: float) -> int:
    """Name every how manieth period, so that names do not touch: 1, 2, 3, 4, 6, 12, then whole multiples of 12."""
    needed = (widest + 12) / spacing
    for step in _STEPS:
        if step >= needed:
            return step
    step = 12
    while step < needed:
        step += 12
    return min(step, max(1, count))


def period_axis(frame: Frame, periods: Sequence[str]) -> str:
    """The names of the periods, thinned from the first, with a tick at each that is named."""
    if not periods:
        return ""
    size = frame.form.label
    widest = max(text_width(period, size) for period in periods)
    step = label_step(len(periods), frame.spacing, widest)
    parts = [_base_line(frame)]
    for position in range(0, len(periods), step):
        x = frame.x(position)
        parts.append(line("kw-axis", marks.LIMIT, 1, f"M{short(x)} {short(frame.bottom)}v5"))
        parts.append(_period(frame, periods[position], x))
    return "".join(parts)


def _period(frame: Frame, name: str, x: float) -> str:
    size = frame.form.label
    half = text_width(name, size) / 2
    x = min(max(x, half + 2), frame.width - half - 2)
    return text(x, frame.bottom + size + 8, name, "kw-tick", size=size, fill=marks.MUTED, extra=' text-anchor="middle"')


def _base_line(frame: Frame) -> str:
    return line("kw-axis", marks.LIMIT, 1, f"M{short(frame.left)} {short(frame.bottom)}H{short(frame.right)}")
