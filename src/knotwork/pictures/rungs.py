"""The value axis of a small multiple: two round values within its range, by which heights can be read."""

from __future__ import annotations

import math
from dataclasses import dataclass

from knotwork.pictures import marks
from knotwork.pictures.markup import line, short, text
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.scale import Scale, decimals_of
from knotwork.pictures.typeset import text_width

SIZE = 12.0
_AIR = 4.0


@dataclass(frozen=True, slots=True)
class Rungs:
    """Up to two values that have a hairline, each with its words, and the room that the words take on the left.

    Without words, because another cell of the row has them, the hairlines are drawn alone.
    """

    values: tuple[float, ...] = ()
    words: tuple[str, ...] = ()
    room: float = 0.0


def round_within(low: float, high: float) -> tuple[tuple[float, float], int]:
    """The lowest and the highest round number from `low` to `high`, of the largest step that has two of them there.

    With them come the decimals that it takes to write them. They lie a fifth of the range apart at least.
    """
    power = 10.0 ** math.ceil(math.log10(high - low))
    while True:
        for step in (power, power / 2, power / 5):
            first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
            if last > first:
                return (first * step, last * step), decimals_of(step)
        power /= 10


def rungs(low: float, high: float, quantity: Quantity, room: float) -> Rungs:
    """The axis of a small multiple from `low` to `high`; without words where they would take more than `room`."""
    shown, decimals = round_within(low * quantity.factor, high * quantity.factor)
    values = tuple(value / quantity.factor for value in shown)
    words = tuple(quantity.tick(value, decimals) for value in values)
    wide = max(text_width(each, SIZE) for each in words) + _AIR
    return Rungs(values, words, wide) if wide <= room else Rungs(values)


def hairlines(axis: Rungs, left: float, right: float, y: Scale) -> str:
    """A hairline at each value, from `left` to `right`."""
    path = "".join(f"M{short(left)} {short(y(value))}H{short(right)}" for value in axis.values)
    return line("kw-rung", marks.HAIRLINE, 1, path)


def rung_words(axis: Rungs, right: float, y: Scale) -> str:
    """The values, ending at `right`; the lower gives way where the picture is too low for both."""
    heights = [y(value) for value in axis.values]
    near = len(heights) > 1 and heights[0] - heights[1] < SIZE
    return "".join(
        text(right, height + SIZE * 0.35, words, "kw-tick", size=SIZE, fill=marks.MUTED, extra=' text-anchor="end"')
        for height, words in list(zip(heights, axis.words, strict=False))[near:]
    )
