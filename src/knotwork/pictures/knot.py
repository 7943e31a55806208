"""Our mark: one continuous line that weaves over and under itself in four loops."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from knotwork.pictures.markup import NAMESPACE, escape

Pair = tuple[float, float]

LOOPS = 4
TURN = 6 * math.pi
_LARGE, _SMALL = 30.6, 14.4
_PIECES = 5


@dataclass(frozen=True, slots=True)
class Weight:
    """How heavy the line is and how wide the gaps are where it passes under, in hundredths of the mark's width."""

    line: float
    gap: float


FINE = Weight(line=6.2, gap=2.3)
BOLD = Weight(line=8.6, gap=3.0)


def knot_mark(size: int = 48, title: str | None = None) -> str:
    """Draw the mark at `size` pixels, in the colour of the text around it.

    Below 64 pixels the line is heavier, so that it stays a knot. With a `title` it is an image of that name; without,
    it is decoration that screen readers pass over.
    """
    weight = BOLD if size < 64 else FINE
    named = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    words = f"<title>{escape(title)}</title>" if title else ""
    return (
        f'<svg {NAMESPACE} class="kw-knot" viewBox="0 0 100 100" width="{size}" height="{size}" {named} fill="none" '
        f'stroke="currentColor" stroke-width="{weight.line}">{words}<path d="{woven(weight)}"/></svg>'
    )


def point_at(t: float) -> Pair:
    """A point of the closed line; `t` runs from 0 to 6π.

    A large circle with a small one turning against it at a third of its pace, A·e^(it) + B·e^(−it/3): it closes after
    three turns as one line with four round loops, and meets itself at eight places (a Turk's head of three strands
    and four bights).
    """
    x = _LARGE * math.cos(t) + _SMALL * math.cos(t / 3)
    y = _LARGE * math.sin(t) - _SMALL * math.sin(t / 3)
    return 50 + x, 50 + y


def direction_at(t: float) -> Pair:
    """How the line moves at `t`: the derivative of point_at."""
    x = -_LARGE * math.sin(t) - _SMALL / 3 * math.sin(t / 3)
    y = _LARGE * math.cos(t) - _SMALL / 3 * math.cos(t / 3)
    return x, y


def crossings() -> list[Pair]:
    """The eight places where the line meets itself, each as its two moments: (over, under).

    They lie on the eight mirror axes. Around t = 3πm/4 the line mirrors itself, with B for even and −B for odd m, so
    it meets its image a little before or after half a turn on both sides: where A·sin d = ±B·sin(d/3). Along the
    line the moments alternate between over and under.
    """
    pairs = []
    for m in range(2 * LOOPS):
        away = _half_turn(1 if m % 2 == 0 else -1)
        before, after = (0.75 * math.pi * m - away) % TURN, (0.75 * math.pi * m + away) % TURN
        pairs.append((after, before))
    return pairs


@lru_cache(maxsize=2)
def _half_turn(sign: int) -> float:
    """The root near π of A·sin d = ±B·sin(d/3), by halving."""
    low, high = math.pi / 2, 3 * math.pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        if _LARGE * math.sin(middle) > sign * _SMALL * math.sin(middle / 3):
            low = middle
        else:
            high = middle
    return low


@lru_cache(maxsize=4)
def woven(weight: Weight) -> str:
    """The whole line as path data in a box of 100 by 100.

    It runs from each passing under to the next, cut short on both sides by the line that passes over it.
    """
    cuts = sorted((under, _half_gap(over, under, weight)) for over, under in crossings())
    following = [*cuts[1:], (cuts[0][0] + TURN, cuts[0][1])]
    return "".join(
        _curve(start + gap, end - next_gap) for (start, gap), (end, next_gap) in zip(cuts, following, strict=True)
    )


def _half_gap(over: float, under: float, weight: Weight) -> float:
    """How long before a crossing the line stops, in `t`: longer where the two meet at a narrow angle."""
    ax, ay = direction_at(over)
    bx, by = direction_at(under)
    speed = math.hypot(bx, by)
    sine = abs(ax * by - ay * bx) / (math.hypot(ax, ay) * speed)
    return (weight.line / 2 + weight.gap) / sine / speed


def _curve(start: float, end: float) -> str:
    """One stretch of the line as cubic curves that keep its direction at their ends."""
    step = (end - start) / _PIECES
    parts = [f"M{_two(point_at(start))}"]
    for piece in range(_PIECES):
        t0, t1 = start + piece * step, start + (piece + 1) * step
        (x0, y0), (x1, y1) = point_at(t0), point_at(t1)
        (dx0, dy0), (dx1, dy1) = direction_at(t0), direction_at(t1)
        first = (x0 + dx0 * step / 3, y0 + dy0 * step / 3)
        second = (x1 - dx1 * step / 3, y1 - dy1 * step / 3)
        parts.append(f"C{_two(first)} {_two(second)} {_two((x1, y1))}")
    return "".join(parts)


def _two(point: Pair) -> str:
    return f"{point[0]:.2f} {point[1]:.2f}"
