"""Flags above the line: what happened when, each leading to the test, decision or story that it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knotwork.pictures import marks
from knotwork.pictures.frame import Form, Frame
from knotwork.pictures.markup import escape, line, safe_href, short, text
from knotwork.pictures.typeset import shorten, text_width

LANE = 24.0
_POLE = 12.0
_LONGEST = 250.0
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
    """A flag with its lane, counted from the lowest, its words (perhaps none), and the side that they stand on."""

    flag: Flag
    x: float
    lane: int
    label: str
    leftward: bool
    start: float
    end: float

    def crossed_by(self, other: PlacedFlag) -> bool:
        """Whether the other's pole or pennant runs through these words.

        The pole of a flag at the same point does not: it is the one that these words stand beside.
        """
        return other.lane >= self.lane and self.start - 3 <= other.x <= self.end and other.x != self.x

    def touches(self, other: PlacedFlag) -> bool:
        """Whether both want the same place in one lane."""
        return other.lane == self.lane and self.start < other.end + 4 and other.start < self.end + 4


@dataclass(frozen=True, slots=True)
class Words:
    """Where words stand that no pole is drawn through."""

    left: float
    right: float
    top: float
    bottom: float

    def lie_across(self, x: float) -> bool:
        """Whether a pole at `x` would run through them, or touch them."""
        return self.left - 3 <= x <= self.right + 3


def place_flags(flags: Sequence[Flag], form: Form, *, spacing: float, left: float, right: float) -> list[PlacedFlag]:
    """Spread flags over as few lanes as let their words be read, with no pole through another's words.

    The latest is placed lowest, so that an earlier one stands above it and its words pass over the later pole. A flag
    whose words find no room stands without them; its full text is still in its title and its link.
    """
    placed: list[PlacedFlag] = []
    for flag in sorted(flags, key=lambda flag: -flag.position):
        x = left + (flag.position - 0.5) * spacing
        choices = (
            choice
            for label, leftward in _labels(flag, form, x, left, right)
            for choice in _in_lanes(flag, form, x, label, leftward)
        )
        placed.append(next((each for each in choices if _clear(each, placed)), _bare(flag, x, placed, form)))
    return placed[::-1]


def _labels(flag: Flag, form: Form, x: float, left: float, right: float) -> list[tuple[str, bool]]:
    """The words to try: in full or shortened to the right of the pole, then to its left, then shorter."""
    size = form.label
    rightward = shorten(flag.title, size, min(_LONGEST, right - x - _POLE))
    leftward = shorten(flag.title, size, min(_LONGEST, x - _POLE - 4))
    tries = [(rightward, False), (leftward, True)]
    if len(leftward) > len(rightward):
        tries.reverse()
    tries.append((shorten(flag.title, size, min(_LONGEST / 2, right - x - _POLE)), False))
    return [(label, side) for label, side in tries if text_width(label, size) >= min(_LEAST, left)]


def _in_lanes(flag: Flag, form: Form, x: float, label: str, leftward: bool) -> Iterator[PlacedFlag]:
    width = _POLE + text_width(label, form.label) + 4
    start, end = (x - width, x + 1) if leftward else (x - 1, x + width)
    for lane in range(form.flag_lanes):
        yield PlacedFlag(flag, x, lane, label, leftward, start, end)


def _clear(new: PlacedFlag, placed: Sequence[PlacedFlag]) -> bool:
    return not any(new.crossed_by(old) or old.crossed_by(new) or new.touches(old) for old in placed)


def _bare(flag: Flag, x: float, placed: Sequence[PlacedFlag], form: Form) -> PlacedFlag:
    bare = [PlacedFlag(flag, x, lane, "", False, x - 1, x + _POLE) for lane in range(form.flag_lanes)]
    free = [each for each in bare if not any(each.touches(old) for old in placed)]
    return next((each for each in free if _clear(each, placed)), free[0] if free else bare[-1])


def lanes_used(placed: Sequence[PlacedFlag]) -> int:
    """How many lanes must be kept free above the plot."""
    return max((each.lane + 1 for each in placed), default=0)


def draw_poles(placed: Sequence[PlacedFlag], frame: Frame, values: Sequence[float], around: Words | None = None) -> str:
    """From each flag down to its point; drawn first, and left out beside the words between (`around`)."""
    return "".join(_pole(each, frame, values, around) for each in placed)


def draw_flags(placed: Sequence[PlacedFlag], frame: Frame) -> str:
    """The flags with their words, in the order of time."""
    return "".join(_pennant(each, frame) for each in placed)


def _height(each: PlacedFlag, frame: Frame) -> float:
    return frame.flags_at - 4 - each.lane * LANE


def _pole(each: PlacedFlag, frame: Frame, values: Sequence[float], around: Words | None) -> str:
    value = values[each.flag.position - 1]
    foot = frame.y(value) - frame.point - 4 if value == value else frame.bottom
    top = _height(each, frame)
    if foot <= top:
        return ""
    x, gap = short(each.x), ""
    if around and around.lie_across(each.x):
        gap = f"V{short(around.top)}M{x} {short(around.bottom)}"
    return line("kw-pole", marks.MUTED, 1, f"M{x} {short(top)}{gap}V{short(foot)}")


def _pennant(each: PlacedFlag, frame: Frame) -> str:
    x, y = each.x, _height(each, frame)
    words = escape(each.flag.words)
    way = "-11" if each.leftward else "11"
    back = "11" if each.leftward else "-11"
    cloth = f'<path class="kw-flag" fill="{marks.INK}" d="M{short(x)} {short(y - 16)}l{way} 5.5 {back} 5.5z"/>'
    pole = line("kw-pole", marks.MUTED, 1, f"M{short(x)} {short(y - 16)}V{short(y)}")
    inside = f"<title>{words}</title>{_hit(each, y)}{pole}{cloth}{_label(each, y - 6, frame.form.label)}"
    href = safe_href(each.flag.href)
    if href is None:
        return f'<g class="kw-flagged" tabindex="0" role="img" aria-label="{words}">{inside}</g>'
    # A link is named by its title, in full where the words drawn are cut short.
    return f'<a class="kw-flagged" href="{href}">{inside}</a>'


def _hit(each: PlacedFlag, y: float) -> str:
    """At least 24 by 24, unseen, so that a finger finds the flag."""
    start = min(each.start, each.x - 12)
    width = max(each.end, each.x + 12) - start
    return (
        f'<rect class="kw-hit" x="{short(start)}" y="{short(y - 22)}" width="{short(width)}" height="24" '
        f'fill="none" pointer-events="all"/>'
    )


def _label(each: PlacedFlag, y: float, size: float) -> str:
    if not each.label:
        return ""
    x = each.x - _POLE - 1 if each.leftward else each.x + _POLE + 1
    extra = ' text-anchor="end"' if each.leftward else ""
    extra += ' text-decoration="underline"' if each.flag.href is not None else ""
    return text(x, y, each.label, "kw-flag-label", size=size, fill=marks.INK, extra=extra)
