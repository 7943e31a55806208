"""The axes: round values with hairlines on the left, as many period names below as can be read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knotwork.pictures import marks
from knotwork.pictures.frame import Frame
from knotwork.pictures.markup import line, short, text
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.typeset import shorten, text_width

_STEPS = (1, 2, 3, 4, 6, 12)
_LONGEST = 130.0


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


def named_positions(periods: Sequence[str], spacing: float, widest: float) -> list[int]:
    """Which periods are named: from the first on, as by months; points that are counted at 5, 10, 15 or the like."""
    count = len(periods)
    if not _counted(periods):
        return list(range(0, count, label_step(count, spacing, widest)))
    needed, power = (widest + 12) / spacing, 1
    while power * 10 < needed:
        power *= 10
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= needed)
    return [at for at, name in enumerate(periods) if int(name) % step == 0] or [0]


def _counted(periods: Sequence[str]) -> bool:
    """Whether the periods are numbers that go up by one."""
    if not all(name.isascii() and name.isdigit() and len(name) < 10 for name in periods):
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(periods))


def period_axis(frame: Frame, periods: Sequence[str]) -> str:
    """The names of the periods, thinned, with a tick at each that is named; a long name is cut short.

    The last is always named: how recent a chart is should not have to be counted out.
    """
    if not periods:
        return ""
    names = [shorten(name, frame.form.label, _LONGEST) for name in periods]
    widest = max(text_width(name, frame.form.label) for name in names)
    last = len(names) - 1
    room, parts, reached = _places(frame, names[last], last), [_base_line(frame)], -frame.width
    for position in [*(at for at in named_positions(periods, frame.spacing, widest) if at < last), last]:
        left, right = _places(frame, names[position], position)
        if left < reached or (position < last and right + 4 > room[0]):
            continue
        reached = right + 4
        at = short(frame.x(position))
        parts.append(line("kw-axis", marks.LIMIT, 1, f"M{at} {short(frame.bottom)}v5"))
        parts.append(_period(frame, names[position], (left + right) / 2))
    return "".join(parts)


def _places(frame: Frame, name: str, position: int) -> tuple[float, float]:
    """Where a name begins and ends: below its point, and never beyond the picture."""
    half = text_width(name, frame.form.label) / 2
    middle = min(max(frame.x(position), half + 2), frame.width - half - 2)
    return middle - half, middle + half


def _period(frame: Frame, name: str, x: float) -> str:
    size = frame.form.label
    return text(x, frame.bottom + size + 8, name, "kw-tick", size=size, fill=marks.MUTED, extra=' text-anchor="middle"')


def _base_line(frame: Frame) -> str:
    return line("kw-axis", marks.LIMIT, 1, f"M{short(frame.left)} {short(frame.bottom)}H{short(frame.right)}")
