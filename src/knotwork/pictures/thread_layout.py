"""Where the strands of a thread lie: columns by depth, ordered so that lines cross little, nearest strands first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SWEEPS = 4


@dataclass(frozen=True, slots=True)
class ThreadStrand:
    """One strand of a thread, as the picture needs it.

    `kind` is a short name ("decision"), `kind_word` what people read ("Decision"). `date` is ready to be read; strands
    of one depth are drawn in the order in which they are given until the lines ask for another. `depth` is 0 for the
    strand in view, negative for what it came from, positive for what came of it.
    """

    id: str
    kind: str
    kind_word: str
    title: str
    date: str
    depth: int


@dataclass(frozen=True, slots=True)
class ThreadLink:
    """One link: the outcome came of the origin; `relation` is what is said of it ("was decided from {}")."""

    origin: str
    outcome: str
    relation: str

    def sentence(self, titles: Callable[[str], str]) -> str:
        """The link in words, by the titles of both ends."""
        return f"“{titles(self.outcome)}” {self.relation.replace('{}', f'“{titles(self.origin)}”')}"


@dataclass(slots=True)
class Slot:
    """A place in a column: a strand, the count of those left out, or a line passing through."""

    key: str
    depth: int
    height: float
    strand: ThreadStrand | None = None
    more: int = 0
    rank: float = 0.0
    y: float = 0.0
    neighbours: list[str] = field(default_factory=list)
    ports: dict[str, float] = field(default_factory=dict)

    @property
    def passing(self) -> bool:
        """Whether only a line passes here."""
        return self.strand is None and not self.more

    def port(self, other: Slot) -> float:
        """At which height the line to another slot leaves: spread over the card, so that lines do not pile up."""
        return self.y + self.ports.get(other.key, 0.0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A link from column to column, through the slots that it passes."""

    link: ThreadLink
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThreadLayout:
    """A thread laid out: its columns from left to right, its slots by key, its links, and how high it is."""

    columns: tuple[tuple[Slot, ...], ...]
    slots: dict[str, Slot]
    stretches: tuple[Stretch, ...]
    height: float
    first_depth: int

    def title(self, key: str) -> str:
        """The title of a strand that is drawn."""
        strand = self.slots[key].strand
        return strand.title if strand else ""

    @property
    def drawn(self) -> list[ThreadStrand]:
        """The strands that have a place, in reading order."""
        return [slot.strand for column in self.columns for slot in column if slot.strand is not None]


def choose(
    strands: Sequence[ThreadStrand], links: Iterable[ThreadLink], centre: str, *, reach: int, tall: int
) -> tuple[list[ThreadStrand], dict[int, int]]:
    """The strands to draw, nearest first, and how many are left out at each drawn depth.

    At most `tall` in a column and `reach` columns on either side; what lies beyond is counted at the outermost column
    of its side. Within a column those linked to strands already drawn come first, then in the order given; the strand
    in view is always drawn.
    """
    linked = _linked(links)
    kept = {centre}
    left_out: dict[int, int] = {}
    for depth, members in _by_nearness(strands, centre):
        room = (tall - (depth == 0)) if abs(depth) <= reach else 0
        members.sort(key=lambda strand: kept.isdisjoint(linked.get(strand.id, ())))
        kept.update(strand.id for strand in members[:room])
        if len(members) > room:
            column = max(-reach, min(reach, depth))
            left_out[column] = left_out.get(column, 0) + len(members) - room
    return [strand for strand in strands if strand.id in kept], left_out


def _by_nearness(strands: Sequence[ThreadStrand], centre: str) -> list[tuple[int, list[ThreadStrand]]]:
    by_depth: dict[int, list[ThreadStrand]] = {}
    for strand in strands:
        if strand.id != centre:
            by_depth.setdefault(strand.depth, []).append(strand)
    return sorted(by_depth.items(), key=lambda each: (abs(each[0]), each[0]))


def _linked(links: Iterable[ThreadLink]) -> dict[str, set[str]]:
    linked: dict[str, set[str]] = {}
    for link in links:
        linked.setdefault(link.origin, set()).add(link.outcome)
        linked.setdefault(link.outcome, set()).add(link.origin)
    return linked


def lay_out_thread(
    strands: Sequence[ThreadStrand],
    links: Iterable[ThreadLink],
    left_out: dict[int, int],
    *,
    card: float,
    gap: float,
    most_links: int,
) -> ThreadLayout:
    """Put strands into columns by depth and order each column by where its neighbours lie (barycentre, four sweeps)."""
    slots = {strand.id: Slot(strand.id, strand.depth, card, strand) for strand in strands}
    stretches = tuple(_stretches(slots, links, gap, most_links))
    for depth, count in left_out.items():
        slots[f"more {depth}"] = Slot(f"more {depth}", depth, card * 0.6, more=count)
    columns = _columns(slots)
    _order(columns, slots)
    height = _place(columns, gap)
    _spread(slots)
    first = min(-1, *(slot.depth for slot in slots.values()))
    return ThreadLayout(tuple(tuple(column) for column in columns), slots, stretches, height, first)


def _stretches(slots: dict[str, Slot], links: Iterable[ThreadLink], gap: float, most: int) -> list[Stretch]:
    found: list[Stretch] = []
    for link in links:
        if len(found) >= most:
            break
        if link.origin not in slots or link.outcome not in slots or link.origin == link.outcome:
            continue
        keys = _passing(slots, link, len(found), gap)
        for one, other in pairwise(keys):
            slots[one].neighbours.append(other)
            slots[other].neighbours.append(one)
        found.append(Stretch(link, keys))
    return found


def _passing(slots: dict[str, Slot], link: ThreadLink, number: int, gap: float) -> tuple[str, ...]:
    """A link that spans several columns gets a thin slot in each between, so that no card lies on it."""
    start, end = slots[link.origin].depth, slots[link.outcome].depth
    keys = [link.origin]
    step = 1 if end > start else -1
    for depth in range(start + step, end, step):
        key = f"pass {number} {depth}"
        slots[key] = Slot(key, depth, gap * 0.7)
        keys.append(key)
    return (*keys, link.outcome)


def _columns(slots: dict[str, Slot]) -> list[list[Slot]]:
    depths = sorted({slot.depth for slot in slots.values()} | {-1, 0, 1})
    columns: dict[int, list[Slot]] = {depth: [] for depth in range(depths[0], depths[-1] + 1)}
    for slot in slots.values():
        slot.rank = len(columns[slot.depth])
        columns[slot.depth].append(slot)
    return [columns[depth] for depth in sorted(columns)]


def _order(columns: list[list[Slot]], slots: dict[str, Slot]) -> None:
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else columns[::-1]:
            ordered = sorted(column, key=lambda slot: (slot.more > 0, _barycentre(slot, slots), slot.rank))
            column[:] = ordered
            for index, slot in enumerate(column):
                slot.rank = index - (len(column) - 1) / 2


def _barycentre(slot: Slot, slots: dict[str, Slot]) -> float:
    ranks = [slots[key].rank for key in slot.neighbours if slots[key].depth != slot.depth]
    return sum(ranks) / len(ranks) if ranks else slot.rank


def _place(columns: list[list[Slot]], gap: float) -> float:
    """Give every slot its middle; columns are centred on the tallest."""
    heights = [sum(slot.height for slot in column) + gap * max(0, len(column) - 1) for column in columns]
    tallest = max(heights)
    for column, height in zip(columns, heights, strict=True):
        y = (tallest - height) / 2
        for slot in column:
            slot.y = y + slot.height / 2
            y += slot.height + gap
    return tallest


def _spread(slots: dict[str, Slot]) -> None:
    """Let the lines of a card leave it side by side, in the order of where they go."""
    for slot in slots.values():
        if slot.passing:
            continue
        for forward in (True, False):
            others = [key for key in dict.fromkeys(slot.neighbours) if (slots[key].depth > slot.depth) is forward]
            others.sort(key=lambda key: slots[key].y)
            step = min(9.0, (slot.height - 20) / max(1, len(others)))
            for index, key in enumerate(others):
                slot.ports[key] = (index - (len(others) - 1) / 2) * step
