"""The four parts of a learning system as the loops of our knot, and what flows between them at its crossings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from knotwork.pictures import marks
from knotwork.pictures.knot import Weight, woven
from knotwork.pictures.markup import FONT, NAMESPACE, escape, identifier, line, safe_href, short, text

SIZE = 620
_LINE = Weight(line=2.2, gap=1.4)
# In hundredths of the picture. The loops lie left, above, right and below.
_LOOPS = ((17.5, 50.0), (50.0, 16.0), (82.5, 50.0), (50.0, 84.5))
# Where the line meets itself: beside each loop, and between neighbours. Opposite loops meet on ways across.
_WITHIN = ((30.4, 50.0), (50.0, 30.4), (69.6, 50.0), (50.0, 69.6))
_BETWEEN = {
    (0, 1): (26.8, 26.8), (1, 2): (73.2, 26.8), (2, 3): (73.2, 73.2), (0, 3): (26.8, 73.2),
    (0, 2): (43.0, 50.0), (1, 3): (50.0, 43.0),
}  # fmt: skip
_LEAST, _MOST = 16.0, 30.0
# Discs grow with their numbers up to 999,999; from a million on the letters get smaller, so that discs do not meet.
_LETTERS, _LONGEST = 20, 7
# The title of a crossing says its number with what it counts; said twice, it would be no name that can be spoken.
_SAID = ' font-weight="600" aria-hidden="true"'


class NotFourLoops(ValueError):
    """A knot has four loops, and every flow joins two of them."""


@dataclass(frozen=True, slots=True)
class Loop:
    """One part of a learning system: its name, and how much was added to it."""

    name: str
    many: int


@dataclass(frozen=True, slots=True)
class Flow:
    """How many strands of one loop came of strands of another (or of the same): loops are counted from 0."""

    origin: int
    outcome: int
    many: int


def knot_flows(
    loops: Sequence[Loop],
    flows: Sequence[Flow],
    *,
    title: str,
    href: Callable[[int, int], str] | None = None,
    id_prefix: str = "knot",
) -> str:
    """Draw the knot with how much flowed at each of its ten crossings, both ways together.

    A crossing's disc grows with the square root of what flowed, and is empty where nothing did. `href(one, other)`
    gives the address of what lies behind a crossing. Returns an SVG element; the page says the same in words.
    Raises NotFourLoops, InvalidIdentifier.
    """
    if len(loops) != len(_LOOPS) or any({flow.origin, flow.outcome} - set(range(len(_LOOPS))) for flow in flows):
        raise NotFourLoops(f"A knot has four loops, numbered 0 to 3; these are {len(loops)}, or a flow joins others.")
    met = dict.fromkeys([*((one, one) for one in range(len(_LOOPS))), *_BETWEEN], 0)
    for flow in flows:
        met[min(flow.origin, flow.outcome), max(flow.origin, flow.outcome)] += flow.many
    most = max(met.values())
    crossings = "".join(_crossing(pair, many, most, loops, href) for pair, many in met.items())
    name = identifier(id_prefix)
    return (
        f'<svg {NAMESPACE} class="kw-picture kw-flows" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}" '
        f'role="group" aria-labelledby="{name}-title" font-family="{escape(FONT)}" text-anchor="middle">'
        f'<title id="{name}-title">{escape(title)}</title>{_ways()}{_line()}'
        f"{''.join(_loop(loop, place) for loop, place in zip(loops, _LOOPS, strict=True))}{crossings}</svg>"
    )


def _line() -> str:
    return line("kw-knot-line", marks.PINE, _LINE.line, woven(_LINE), f' transform="scale({SIZE / 100:g})"')


def _ways() -> str:
    """The two straight ways between loops that lie opposite."""
    left, top, right, bottom = ((x * SIZE / 100, y * SIZE / 100) for x, y in _WITHIN)
    path = "".join(f"M{_two(start)}L{_two(end)}" for start, end in ((left, right), (top, bottom)))
    return line("kw-limit", marks.LIMIT, 1.5, path, ' stroke-dasharray="2 5"')


def _two(place: tuple[float, float]) -> str:
    return f"{short(place[0])} {short(place[1])}"


def _loop(loop: Loop, place: tuple[float, float]) -> str:
    x, y = (at * SIZE / 100 for at in place)
    return text(x, y, loop.name, "kw-heading", size=26, fill=marks.INK, extra=' font-weight="600"') + text(
        x, y + 28, f"{loop.many:,} new" if loop.many else "nothing new", "kw-quiet", size=22, fill=marks.MUTED
    )


def _crossing(
    pair: tuple[int, int], many: int, most: int, loops: Sequence[Loop], href: Callable[[int, int], str] | None
) -> str:
    one, other = pair
    x, y = (at * SIZE / 100 for at in (_WITHIN[one] if one == other else _BETWEEN[pair]))
    names = f"within {loops[one].name}" if one == other else f"between {loops[one].name} and {loops[other].name}"
    said = escape(f"{many:,} {names}" if many else f"Nothing {names}")
    if not many:
        return f"<g><title>{said}</title>{_circle('kw-ring', (x, y), 7, marks.PAPER, marks.LIMIT, 1)}</g>"
    long = len(f"{many:,}")
    radius = max(_LEAST, _MOST * sqrt(many / most), 8 + 5 * min(long, _LONGEST))
    disc = _circle("kw-disc", (x, y), radius, marks.PINE, marks.PAPER, 4)
    number = text(
        x, y + 7, f"{many:,}", "kw-on-disc", size=_LETTERS * min(1, _LONGEST / long), fill=marks.PAPER, extra=_SAID
    )
    drawn = f"<title>{said}</title>{disc}{number}"
    address = safe_href(href(one, other)) if href else None
    return f'<a class="kw-crossing" href="{address}">{drawn}</a>' if address else f"<g>{drawn}</g>"


def _circle(css: str, place: tuple[float, float], radius: float, fill: str, edge: str, width: int) -> str:
    x, y = place
    return (
        f'<circle class="{css}" cx="{short(x)}" cy="{short(y)}" r="{short(radius)}" fill="{fill}" stroke="{edge}" '
        f'stroke-width="{width}"/>'
    )
