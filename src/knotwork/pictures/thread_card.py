"""One strand on the picture of a thread: its shape, its kind in words, its date, its title."""

from __future__ import annotations

from collections.abc import Callable

from knotwork.pictures import marks
from knotwork.pictures.markup import escape, safe_href, short, text
from knotwork.pictures.thread_kinds import kind_mark
from knotwork.pictures.thread_layout import ThreadStrand
from knotwork.pictures.typeset import shorten, wrap

SIZE = 13.0
CARD_HEIGHT = 76.0


def strand_words(strand: ThreadStrand) -> str:
    """A strand as a phrase: "Decision: Keep the 2 pm round, 3 May 2025"."""
    return f"{strand.kind_word}: {strand.title}" + (f", {strand.date}" if strand.date else "")


def card(
    strand: ThreadStrand,
    box: tuple[float, float, float, float],
    *,
    in_view: bool,
    href: Callable[[str], str] | None,
    lines: int = 2,
) -> str:
    """A strand in its box (left, top, width, height), linked unless it is the one in view or has no address."""
    left, top, width, height = box
    css, stroke, weight = ("kw-card kw-card-view", marks.PINE, 2) if in_view else ("kw-card", marks.HAIRLINE, 1)
    rect = (
        f'<rect class="{css}" x="{short(left)}" y="{short(top)}" width="{short(width)}" height="{short(height)}" '
        f'rx="6" fill="{marks.PAPER}" stroke="{stroke}" stroke-width="{weight}"/>'
    )
    inside = rect + kind_mark(strand.kind, left + 15, top + 15) + _words(strand, left, top, width, lines)
    return _linked(strand, inside, None if in_view or href is None else safe_href(href(strand.id)), in_view=in_view)


def _words(strand: ThreadStrand, left: float, top: float, width: float, lines: int) -> str:
    kind = shorten(strand.kind_word, 12, width - 34)
    parts = [text(left + 27, top + 19, kind, "kw-quiet", size=12, fill=marks.MUTED)]
    rows = wrap(strand.title, SIZE, width - 18, lines=lines)
    for index, words in enumerate(rows):
        parts.append(text(left + 8, top + 36 + index * 15.5, words, "kw-strand", size=SIZE, fill=marks.INK))
    date = shorten(strand.date, 12, width - 18)
    parts.append(text(left + 8, top + 36 + len(rows) * 15.5, date, "kw-quiet", size=12, fill=marks.MUTED))
    return "".join(parts)


def _linked(strand: ThreadStrand, inside: str, href: str | None, *, in_view: bool) -> str:
    words = escape(strand_words(strand))
    inside = f"<title>{words}</title>{inside}"
    if href is not None:
        # A link is named by its title, in full where the words drawn are cut short.
        return f'<a class="kw-node" href="{href}">{inside}</a>'
    current = ' aria-current="true"' if in_view else ""
    return f'<g class="kw-node" role="img" aria-label="{words}"{current}>{inside}</g>'


def more_words(count: int, depth: int) -> str:
    """How many strands are not drawn, and on which side they are."""
    side = "further back" if depth < 0 else "further on" if depth > 0 else "beside it"
    return f"and {count:,} more {side}"
