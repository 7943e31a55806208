"""The thread as a picture: what a strand came from on the left, what came of it on the right, woven like a knot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knotwork.pictures import marks
from knotwork.pictures.markup import FONT, NAMESPACE, escape, identifier, line, short, text
from knotwork.pictures.thread_arcs import draw_arcs
from knotwork.pictures.thread_card import CARD_HEIGHT, card, more_words
from knotwork.pictures.thread_layout import (
    Slot,
    Stretch,
    ThreadLayout,
    ThreadLink,
    ThreadStrand,
    choose,
    lay_out_thread,
)
from knotwork.pictures.weave import Run, bridge, find_crossings, overs

MOST_LINKS = 150
_HEAD, _ROW_GAP, _CARD_WIDTH = 34.0, 12.0, 230.0


class StrandNotInThread(ValueError):
    """The strand that was to be in the middle is not among the strands given."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the columns begin, and how wide a card is."""

    card: float
    lefts: tuple[float, ...]
    first_depth: int

    def left(self, slot: Slot) -> float:
        """Where a slot's column begins."""
        return self.lefts[slot.depth - self.first_depth]


def thread(
    strands: Sequence[ThreadStrand],
    links: Sequence[ThreadLink],
    *,
    centre: str,
    width: int | None = None,
    narrow: bool = False,
    href: Callable[[str], str] | None = None,
    id_prefix: str = "thread",
) -> str:
    """Draw a strand in the middle of everything that it came from and that came of it.

    `centre` is the id of the strand in view, `href` gives each strand's address. However deep and wide the thread, the
    nearest strands are drawn (45 at most, on a phone 18) and the rest counted: the list below the picture has all.
    Returns an SVG element. Raises StrandNotInThread, InvalidIdentifier.
    """
    if all(strand.id != centre for strand in strands):
        raise StrandNotInThread(f"The strand {centre!r} is not in its own thread: include it, with depth 0.")
    reach, tall = (1, 6) if narrow else (2, 9)
    chosen, left_out = choose(strands, links, centre, reach=reach, tall=tall)
    wide = float(width or (360 if narrow else 1040))
    layout = lay_out_thread(chosen, links, left_out, card=CARD_HEIGHT, gap=_ROW_GAP, most_links=MOST_LINKS)
    if narrow:
        body, height = draw_arcs(layout, centre, wide, href)
    else:
        body, height = _draw_columns(layout, centre, wide, href)
    return _svg(strands, layout, centre, (wide, height), identifier(id_prefix), body)


def _draw_columns(
    layout: ThreadLayout, centre: str, width: float, href: Callable[[str], str] | None
) -> tuple[str, float]:
    sheet = _sheet(layout, width)
    lines = _lines(layout, sheet, centre)
    cards = "".join(
        _slot(slot, sheet, centre, href) for column in layout.columns for slot in column if not slot.passing
    )
    body = _headings(layout, sheet) + f'<g class="kw-lines">{lines}</g>' + cards
    return body, _HEAD + layout.height + 8


def _sheet(layout: ThreadLayout, width: float) -> Sheet:
    count = len(layout.columns)
    size = min(_CARD_WIDTH, (width - 8 - 58 * (count - 1)) / count)
    pitch = (width - 8 - size) / (count - 1)
    return Sheet(size, tuple(4 + index * pitch for index in range(count)), layout.first_depth)


def _headings(layout: ThreadLayout, sheet: Sheet) -> str:
    middle = -layout.first_depth
    words = {middle - 1: "What it came from", middle: "In view", middle + 1: "What came of it"}
    parts = []
    for column, heading in words.items():
        left = sheet.lefts[column]
        parts.append(text(left, 16, heading, "kw-heading", size=14, fill=marks.INK, extra=' font-weight="600"'))
        if not layout.columns[column]:
            y = _HEAD + layout.height / 2
            parts.append(text(left, y, "Nothing linked yet", "kw-quiet", size=13, fill=marks.MUTED))
    return "".join(parts)


def _runs(layout: ThreadLayout, sheet: Sheet) -> list[Run]:
    """Every link as runs from column to column, each from a card's or passing place's right to the next one's left."""
    runs = []
    for number, stretch in enumerate(layout.stretches):
        if _beside(stretch, layout):
            continue
        for one, other in pairwise(stretch.keys):
            runs.append(_run(number, layout.slots[one], layout.slots[other], sheet))
    return runs


def _beside(stretch: Stretch, layout: ThreadLayout) -> bool:
    """Whether a link joins two strands of one column."""
    return layout.slots[stretch.keys[0]].depth == layout.slots[stretch.keys[-1]].depth


def _bow(stretch: Stretch, layout: ThreadLayout, sheet: Sheet) -> str:
    """A link within a column, bowed out to its right."""
    start, end = (layout.slots[key] for key in stretch.keys)
    x = short(sheet.left(start) + sheet.card)
    y0, y1 = short(_HEAD + start.y), short(_HEAD + end.y)
    return f"M{x} {y0}C{short(float(x) + 26)} {y0} {short(float(x) + 26)} {y1} {x} {y1}"


def _run(number: int, start: Slot, end: Slot, sheet: Sheet) -> Run:
    x0 = sheet.left(start) + (sheet.card if end.depth > start.depth else 0)
    x1 = sheet.left(end) + (0 if end.depth > start.depth else sheet.card)
    return Run(number, x0, _HEAD + start.port(end), x1, _HEAD + end.port(start))


def _lines(layout: ThreadLayout, sheet: Sheet, centre: str) -> str:
    """All links, then the pieces that pass over others, each on a wider piece in the paper's colour."""
    runs = _runs(layout, sheet)
    strong = {
        number
        for number, stretch in enumerate(layout.stretches)
        if centre in (stretch.link.origin, stretch.link.outcome)
    }
    parts = [_link(number, layout, sheet, runs, strong) for number in range(len(layout.stretches))]
    for index, t in overs(runs, find_crossings(runs)):
        piece = bridge(runs[index], t)
        parts.append(line("kw-over", marks.PAPER, 7, piece))
        parts.append(line(_css(runs[index].line in strong), *_paint(runs[index].line in strong), piece))
    return "".join(parts)


def _link(number: int, layout: ThreadLayout, sheet: Sheet, runs: list[Run], strong: set[int]) -> str:
    stretch = layout.stretches[number]
    path = _along([run for run in runs if run.line == number]) or _bow(stretch, layout, sheet)
    words = stretch.link.sentence(layout.title)
    drawn = line(_css(number in strong), *_paint(number in strong), path)
    return f"<g><title>{escape(words)}</title>{drawn}</g>"


def _along(runs: list[Run]) -> str:
    """The path of a link through all its runs, level past the columns between."""
    parts = [f"{'H' + short(run.x0) if index else _start(run)}{run.path()}" for index, run in enumerate(runs)]
    return "".join(parts)


def _start(run: Run) -> str:
    return f"M{short(run.x0)} {short(run.y0)}"


def _css(strong: bool) -> str:
    return "kw-link kw-link-view" if strong else "kw-link"


def _paint(strong: bool) -> tuple[str, float]:
    return (marks.PINE, 2.4) if strong else (marks.LIMIT, 1.8)


def _slot(slot: Slot, sheet: Sheet, centre: str, href: Callable[[str], str] | None) -> str:
    left, top = sheet.left(slot), _HEAD + slot.y - slot.height / 2
    if slot.strand is None:
        words = more_words(slot.more, slot.depth)
        return text(left + 8, _HEAD + slot.y + 4, words, "kw-quiet", size=13, fill=marks.MUTED)
    box = (left, top, sheet.card, slot.height)
    return card(slot.strand, box, in_view=slot.key == centre, href=href)


def _svg(
    strands: Sequence[ThreadStrand],
    layout: ThreadLayout,
    centre: str,
    size: tuple[float, float],
    prefix: str,
    body: str,
) -> str:
    title = escape(f"Thread of “{layout.title(centre)}”")
    back, on = sum(each.depth < 0 for each in strands), sum(each.depth > 0 for each in strands)
    drawn = f"{len(layout.drawn):,} of {len(strands):,} are drawn."
    words = f"Strands that it came from: {back:,}. Strands that came of it: {on:,}. {drawn}"
    return (
        f'<svg {NAMESPACE} class="kw-picture kw-thread" viewBox="0 0 {short(size[0])} {short(size[1])}" width="100%" '
        f'role="group" aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc" font-family="{FONT}">'
        f'<title id="{prefix}-title">{title}</title><desc id="{prefix}-desc">{words}</desc>{body}</svg>'
    )
