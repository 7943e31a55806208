"""The five marks of a point, each with its own shape, colour, class and word, so that none rests on colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knotwork.pictures.markup import short

State = Literal["common", "better", "worse", "changed", "left-out"]
STATES: tuple[State, ...] = ("better", "worse", "changed", "common", "left-out")

# Light-mode colours stand in the file itself; pictures.css replaces them for dark, print and forced colours.
PAPER = "#faf8f4"
INK = "#1c2a26"
MUTED = "#56645f"
HAIRLINE = "#e2ddd2"
LIMIT = "#78857f"
BAND = "#eeebe3"
PINE = "#0f4c3a"
BLUE = "#1f5fa8"
ORANGE = "#b3500b"
PURPLE = "#6d3fa3"
GREY = "#5f6b67"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one state of a point looks like and is called."""

    state: State
    shape: str
    colour: str
    word: str
    meaning: str

    @property
    def css(self) -> str:
        """The class of every element in this state."""
        return f"kw-{self.state}"


MARKS: dict[State, Mark] = {
    "better": Mark("better", "square", BLUE, "Improvement", "A sign of real change for the better."),
    "worse": Mark("worse", "triangle", ORANGE, "Concern", "A sign of real change for the worse."),
    "changed": Mark("changed", "diamond", PURPLE, "Change", "A sign of real change, neither better nor worse."),
    "common": Mark("common", "circle", GREY, "Usual variation", "Common cause: no sign of a change at this point."),
    "left-out": Mark("left-out", "cross", GREY, "Left out", "Shown, but not counted in the centre line and limits."),
}


def mark_path(state: State, x: float, y: float, size: float) -> str:
    """The outline of a state's shape around (x, y); `size` is the radius of the plain circle."""
    return _OUTLINES[state](x, y, size)


def _circle(x: float, y: float, r: float) -> str:
    d = short(2 * r)
    return f"M{short(x - r)} {short(y)}a{short(r)} {short(r)} 0 1 0 {d} 0a{short(r)} {short(r)} 0 1 0 -{d} 0z"


def _square(x: float, y: float, r: float) -> str:
    half = r * 1.15
    side = short(2 * half)
    return f"M{short(x - half)} {short(y - half)}h{side}v{side}h-{side}z"


def _triangle(x: float, y: float, r: float) -> str:
    base = short(1.5 * r)
    return f"M{short(x)} {short(y - 1.6 * r)}l{base} {short(2.6 * r)}h-{short(3 * r)}z"


def _diamond(x: float, y: float, r: float) -> str:
    w, h = short(1.35 * r), short(1.85 * r)
    return f"M{short(x)} {short(y - 1.85 * r)}l{w} {h}l-{w} {h}l-{w} -{h}z"


def _cross(x: float, y: float, r: float) -> str:
    arm = short(2 * r)
    return f"M{short(x - r)} {short(y - r)}l{arm} {arm}m0 -{arm}l-{arm} {arm}"


_OUTLINES = {"better": _square, "worse": _triangle, "changed": _diamond, "common": _circle, "left-out": _cross}


def mark(state: State, x: float, y: float, size: float) -> str:
    """One marker as an element with its class, and its colour as fallback."""
    known = MARKS[state]
    if state == "left-out":
        paint = f'class="kw-mark-line {known.css}" fill="none" stroke="{known.colour}" stroke-width="1.8"'
    else:
        paint = f'class="kw-mark {known.css}" fill="{known.colour}"'
    return f'<path {paint} d="{mark_path(state, x, y, size)}"/>'
