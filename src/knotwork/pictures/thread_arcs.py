"""The thread for a phone: strands one below the other, links as arcs beside them."""

from __future__ import annotations

from collections.abc import Callable

from knotwork.pictures import marks
from knotwork.pictures.markup import escape, line, short, text
from knotwork.pictures.thread_card import CARD_HEIGHT, card, more_words
from knotwork.pictures.thread_layout import Slot, ThreadLayout

_RAIL, _ROW, _HEADING = 64.0, CARD_HEIGHT + 8, 30.0
_NEAREST, _FURTHEST = 14.0, 80.0


def draw_arcs(layout: ThreadLayout, centre: str, width: float, href: Callable[[str], str] | None) -> tuple[str, float]:
    """The picture and its height: what it came from above, the strand in view, what came of it below."""
    parts: list[str] = []
    places: dict[str, float] = {}
    y = 0.0
    for column in layout.columns:
        shown = [slot for slot in column if not slot.passing]
        if not shown:
            continue
        parts.append(_heading(shown[0].depth, y))
        y += _HEADING
        for slot in shown:
            parts.append(_row(slot, y, width, centre, href))
            places[slot.key] = y + CARD_HEIGHT / 2
            y += _ROW if slot.strand is not None else _HEADING
    return _arcs(layout, places, centre) + "".join(parts), y + 4


def _heading(depth: int, y: float) -> str:
    words = "What it came from" if depth < 0 else "What came of it" if depth > 0 else "In view"
    return text(_RAIL, y + 20, words, "kw-heading", size=14, fill=marks.INK, extra=' font-weight="600"')


def _row(slot: Slot, y: float, width: float, centre: str, href: Callable[[str], str] | None) -> str:
    if slot.strand is None:
        return text(_RAIL, y + 16, more_words(slot.more, slot.depth), "kw-quiet", size=13, fill=marks.MUTED)
    return card(slot.strand, (_RAIL, y, width - _RAIL - 4, CARD_HEIGHT), in_view=slot.key == centre, href=href)


def _arcs(layout: ThreadLayout, places: dict[str, float], centre: str) -> str:
    """The longest first and furthest out, each on a wider line in the paper's colour, so that short ones pass over."""
    drawn = [(stretch.link, places[stretch.link.origin], places[stretch.link.outcome]) for stretch in layout.stretches]
    parts = []
    drawn.sort(key=lambda each: -abs(each[2] - each[1]))
    for rank, (link, start, end) in enumerate(drawn):
        out = _RAIL - _NEAREST - (_FURTHEST - _NEAREST) * (len(drawn) - rank) / len(drawn)
        path = f"M{_RAIL:g} {short(start)}C{short(out)} {short(start)} {short(out)} {short(end)} {_RAIL:g} {short(end)}"
        strong = centre in (link.origin, link.outcome)
        css, colour = ("kw-link kw-link-view", marks.PINE) if strong else ("kw-link", marks.LIMIT)
        words = escape(link.sentence(layout.title))
        under = line("kw-over", marks.PAPER, 6, path)
        parts.append(f"<g><title>{words}</title>{under}{line(css, colour, 2, path)}</g>")
    return "".join(parts)
