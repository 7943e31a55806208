"""Flags above the line: what happened when, each leading to the test, decision or story that it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knotwork.pictures import marks
from knotwork.pictures.frame import Form, Frame
from knotwork.pictures.markup import escape, halo, line, safe_href, short, text
from knotwork.pictures.typeset import shorten, text_width

LANE = 24.0
_POLE = 12.0
_LONGEST = 190.0
_LEAST = 44.0


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that happened at one point of a chart.

    `position` counts plotted points from 1, as everywhere on a chart. `kind` is a word such as "Test" or "Decision";
    `href` leads to what happened.
    """

    position: int
    title: str
    kind: str = ""
    href: str | None = None

    @property
    def words(self) -> str:
        """Kind and title together."""
        return f"{self.kind}: {self.title}" if self.kind else self.title


@dataclass(frozen=True, slots=True)
class PlacedFlag:
    """A flag with its lane, counted from the lowest, and the words that fit beside its pole (perhaps none)."""

    flag: Flag
    lane: int
    x: float
    label: str


def place_flags(flags: Sequence[Flag], form: Form, *, spacing: float, left: float, right: float) -> list[PlacedFlag]:
    """Spread flags over as few lanes as let their words be read, earliest first.

    A flag whose words have no room stands without them; its full text is still in its title and its link.
    """
    ends = [float("-inf")] * form.flag_lanes
    ordered = sorted(flags, key=lambda flag: flag.position)
    poles = [left + (flag.position - 0.5) * spacing for flag in ordered]
    placed = []
    for flag, x in zip(ordered, poles, strict=True):
        lane = _free_lane(ends, x)
        label = _fitting(flag, form, _room(x, right))
        ends[lane] = x + _POLE + (text_width(label, form.label) + 10 if label else 2)
        placed.append(PlacedFlag(flag, lane, x, label))
    return placed


def _free_lane(ends: list[float], x: float) -> int:
    for lane, end in enumerate(ends):
        if end <= x:
            return lane
    return min(range(len(ends)), key=lambda lane: ends[lane])


def _room(x: float, right: float) -> float:
    return min(_LONGEST, right - x - _POLE)


def _fitting(flag: Flag, form: Form, room: float) -> str:
    return shorten(flag.title, form.label, room) if room >= _LEAST else ""


def lanes_used(placed: Sequence[PlacedFlag]) -> int:
    """How many lanes must be kept free above the plot."""
    return max((each.lane + 1 for each in placed), default=0)


def draw_flags(placed: Sequence[PlacedFlag], frame: Frame, values: Sequence[float]) -> str:
    """All flags: poles first, so that no pole crosses another's words."""
    poles = "".join(_pole(each, frame, values) for each in placed)
    return poles + "".join(_pennant(each, frame) for each in placed)


def _height(each: PlacedFlag, frame: Frame) -> float:
    return frame.top - 8 - each.lane * LANE


def _pole(each: PlacedFlag, frame: Frame, values: Sequence[float]) -> str:
    value = values[each.flag.position - 1]
    foot = frame.y(value) - frame.point - 4 if value == value else frame.bottom
    top = _height(each, frame)
    if foot <= top:
        return ""
    return line("kw-pole", marks.MUTED, 1, f"M{short(each.x)} {short(top)}V{short(foot)}")


def _pennant(each: PlacedFlag, frame: Frame) -> str:
    x, y = each.x, _height(each, frame)
    size = frame.form.label
    width = _POLE + (text_width(each.label, size) + 8 if each.label else 12)
    words = escape(each.flag.words)
    cloth = f'<path class="kw-flag" fill="{marks.INK}" d="M{short(x - 0.5)} {short(y - 16)}l11 5.5-11 5.5z"/>'
    pole = line("kw-pole", marks.MUTED, 1, f"M{short(x)} {short(y - 16)}V{short(y)}")
    hit = (
        f'<rect class="kw-hit" x="{short(x - 12)}" y="{short(y - 22)}" width="{short(max(24, width + 12))}" '
        f'height="24" fill="none" pointer-events="all"/>'
    )
    label = _label(each.label, x + _POLE, y - 6, size, linked=each.flag.href is not None)
    inside = f"<title>{words}</title>{hit}{pole}{cloth}{label}"
    href = safe_href(each.flag.href)
    if href is None:
        return f'<g class="kw-flagged" tabindex="0" role="img" aria-label="{words}">{inside}</g>'
    return f'<a class="kw-flagged" href="{href}" aria-label="{words}">{inside}</a>'


def _label(words: str, x: float, y: float, size: float, *, linked: bool) -> str:
    if not words:
        return ""
    extra = halo() + (' text-decoration="underline"' if linked else "")
    return text(x, y, words, "kw-flag-label kw-halo", size=size, fill=marks.INK, extra=extra)
