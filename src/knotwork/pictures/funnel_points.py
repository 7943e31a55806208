"""The places of a funnel plot: each is reached by keyboard and says itself in words; those outside have a name."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from knotwork.pictures import marks
from knotwork.pictures.frame import Frame
from knotwork.pictures.funnel_places import size_words
from knotwork.pictures.marks import State, mark, mark_path
from knotwork.pictures.markup import escape, halo, safe_href, short, text
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.points import MOST_STOPS
from knotwork.pictures.typeset import shorten, text_width
from knotwork.science.spc.funnels import Funnel

_LONGEST = 170.0
# More names than this would be a list, and there is one below the picture.
MOST_NAMES = 24


@dataclass(frozen=True, slots=True)
class PlaceStyle:
    """What the places of one plot share: names, states, signs in words, how values are written, where places lead."""

    names: Sequence[str]
    states: Sequence[State]
    signals: Sequence[str]
    quantity: Quantity
    size_label: str
    href: Callable[[int], str] | None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that words or a point take up."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def place_words(at: int, result: Funnel, style: PlaceStyle) -> str:
    """One place in words: "Ward 4: 12.3%, Admissions 540. Concern: above the upper 99.8% limit"."""
    value = style.quantity.full(float(result.value[at]))
    size = f"{style.size_label or 'Size'} {size_words(float(result.denominator[at]))}"
    return f"{style.names[at]}: {value}. {size}. {style.signals[at]}"


def place_radius(count: int, frame: Frame) -> float:
    """Smaller where there are very many."""
    return max(1.8, min(frame.form.point, frame.form.point * math.sqrt(150 / max(count, 1))))


def draw_places(result: Funnel, frame: Frame, style: PlaceStyle) -> str:
    """Every place with its shape, from the smallest to the largest; those that say something are drawn last."""
    count = len(result.value)
    order = sorted(range(count), key=lambda at: (style.states[at] != "common", float(result.denominator[at]), at))
    radius = place_radius(count, frame)
    stops = [at for at in order if count <= MOST_STOPS or style.states[at] != "common"]
    quiet = "".join(
        mark_path("common", *_spot(at, result, frame), radius)
        for at in order
        if count > MOST_STOPS and style.states[at] == "common"
    )
    drawn = f'<path class="kw-mark kw-common" fill="{marks.GREY}" d="{quiet}"/>' if quiet else ""
    drawn += "".join(_stop(at, result, frame, style, radius) for at in stops)
    shared = (
        f'class="kw-points" pointer-events="all" fill="{marks.INK}" font-size="{short(frame.form.body)}" '
        'font-weight="600" text-anchor="middle" stroke="none" stroke-width="5" stroke-linejoin="round" '
        'paint-order="stroke"'
    )
    return f"<g {shared}>{drawn}</g>"


def _spot(at: int, result: Funnel, frame: Frame) -> tuple[float, float]:
    return frame.x(float(result.denominator[at])), frame.y(float(result.value[at]))


def _stop(at: int, result: Funnel, frame: Frame, style: PlaceStyle, radius: float) -> str:
    x, y = _spot(at, result, frame)
    words = escape(place_words(at, result, style))
    href = safe_href(style.href(at)) if style.href else None
    # At least 24 across, so that a finger finds it where its neighbours leave it room.
    hit = f'<circle class="kw-hit" cx="{short(x)}" cy="{short(y)}" r="12" fill="none"/>'
    inside = (
        f"<title>{words}</title>{hit}{mark(style.states[at], x, y, radius)}{_tip(at, (x, y), result, frame, style)}"
    )
    if href is not None:
        return f'<a class="kw-point" href="{href}" aria-label="{words}">{inside}</a>'
    return f'<g class="kw-point" tabindex="0" role="img" aria-label="{words}">{inside}</g>'


def _tip(at: int, spot: tuple[float, float], result: Funnel, frame: Frame, style: PlaceStyle) -> str:
    """Name and value beside the place, shown while it is pointed at or focused."""
    size = frame.form.body
    value = style.quantity.short(float(result.value[at]))
    room = frame.width - 20 - text_width(f": {value}", size, bold=True)
    words = f"{shorten(style.names[at], size, room, bold=True)}: {value}"
    half = text_width(words, size, bold=True) / 2
    x = max(min(spot[0], frame.width - half - 4), half + 4)
    y = spot[1] - 12 if spot[1] - 12 >= frame.top + size else spot[1] + size + 10
    return (
        f'<text class="kw-tip kw-halo" x="{short(x)}" y="{short(y)}" stroke="{marks.PAPER}" opacity="0" '
        f'aria-hidden="true">{escape(words)}</text>'
    )


def draw_names(result: Funnel, frame: Frame, style: PlaceStyle) -> str:
    """The names of places outside the limits, the furthest first, each where it covers no point and no other name."""
    outside = [at for at, state in enumerate(style.states) if state != "common"]
    outside.sort(key=lambda at: (-abs(float(result.score[at])), at))
    taken = [_around(*_spot(at, result, frame), place_radius(len(result.value), frame)) for at in outside]
    centre = frame.y(result.centre)
    taken.append(Box(frame.left, centre - 1, frame.right, centre + 1))
    crowd = [_around(*_spot(at, result, frame), 1.5) for at, state in enumerate(style.states) if state == "common"]
    parts = []
    for at in outside[:MOST_NAMES]:
        found = _room_for(style.names[at], _spot(at, result, frame), frame, [*taken, *crowd])
        if found is None:
            continue
        words, box = found
        taken.append(box)
        y = box.bottom - frame.form.label * 0.3
        parts.append(text(box.left, y, words, "kw-label kw-halo", size=frame.form.label, fill=marks.INK, extra=_WEIGHT))
    return "".join(parts)


_WEIGHT = f' font-weight="600"{halo(3)}'


def _around(x: float, y: float, radius: float) -> Box:
    return Box(x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1)


def _room_for(name: str, spot: tuple[float, float], frame: Frame, taken: Sequence[Box]) -> tuple[str, Box] | None:
    size = frame.form.label
    words = shorten(name, size, _LONGEST, bold=True)
    for box in _choices(spot, text_width(words, size, bold=True), size):
        inside = box.left >= frame.left and box.right <= frame.right + 4
        if inside and box.top >= frame.top - 4 and box.bottom <= frame.bottom and not any(map(box.touches, taken)):
            return words, box
    return None


def _choices(spot: tuple[float, float], width: float, size: float) -> Iterator[Box]:
    """To the right, to the left, above, below, then the four corners."""
    (x, y), away, half = spot, 9.0, size * 0.65
    for left in (x + away, x - away - width):
        yield Box(left, y - half, left + width, y + half)
    for middle in (y - away - half, y + away + half):
        yield Box(x - width / 2, middle - half, x + width / 2, middle + half)
    for middle in (y - away - half, y + away + half):
        for left in (x + away - 4, x - away + 4 - width):
            yield Box(left, middle - half, left + width, middle + half)
