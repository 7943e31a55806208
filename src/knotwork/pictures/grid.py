"""The grid: the same measure in many places, or many measures of one place, seen side by side on one sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from knotwork.pictures import marks
from knotwork.pictures.key import KeyEntry, draw_key, key_height, key_rows, legend
from knotwork.pictures.markup import escape, line, safe_href, short, text
from knotwork.pictures.numerals import MISSING, Quantity, quantity_for
from knotwork.pictures.outline import figure, heading, silent
from knotwork.pictures.period_names import period_names
from knotwork.pictures.rungs import Rungs, rungs
from knotwork.pictures.scale import widened
from knotwork.pictures.small import small_range, stamp
from knotwork.pictures.states import plotted
from knotwork.pictures.typeset import text_width, wrap
from knotwork.science.spc.result import Analysis

_TITLE, _BODY, _LABEL = 20.0, 15.0, 14.0
_STAMP, _GUTTER, _LEADING = 72, 20.0, 1.3
# The words of a shared scale take this much on the left, or are left out: the sheet says the scale above.
_MOST_WORDS = 96.0


class NoColumns(ValueError):
    """A grid was asked for with no column, or with more than its width has room for."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One series of a grid.

    `reading` says in a few words what it does (the `brief` of a reading), `latest` its latest value; left empty, it is
    found from the series. `group` is the heading that it stands under; cells of a group follow one another.
    """

    analysis: Analysis
    name: str
    reading: str = ""
    latest: str = ""
    group: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all cells of one grid share: where columns begin, how wide they are, their scale, how values are written.

    The `axis` of a shared scale has its words once a row, to the left of the first column.
    """

    columns: int
    width: float
    cell: float
    scale: tuple[float, float] | None
    axis: Rungs
    quantity: Quantity

    def left(self, column: int) -> float:
        """Where a column begins."""
        return 6 + self.axis.room + column * (self.cell + _GUTTER)


def grid(
    cells: Sequence[Cell],
    *,
    columns: int = 4,
    title: str,
    subtitle: str = "",
    description: str,
    unit: str = "",
    decimals: int | None = None,
    shared_scale: bool = True,
    width: int = 960,
    id_prefix: str = "grid",
) -> str:
    """Put many series side by side, so that the few that changed are found among those that did not.

    Every cell has its name, its series, its latest value and its reading in words; neighbours with the same `group`
    stand under one heading. `shared_scale` gives all one scale, to compare levels; otherwise each has its own, to
    compare shapes, and the sheet says which. `unit` and `decimals` as for `chart`. Returns an SVG element that is
    `width` units wide and as high as it needs to be. Raises NoColumns, InvalidIdentifier.
    """
    sheet = _sheet(cells, columns, width, shared_scale, quantity_for(_values(cells), unit, decimals))
    below = [subtitle, f"{_scale_words(sheet)} {_time_words(cells)}".rstrip() if cells else ""]
    head, y = heading(title, below, sheet.width, title_size=_TITLE, size=_BODY)
    parts, y = [silent(head)], y + 14
    for group, members in groupby(cells, key=lambda cell: cell.group):
        drawn, y = _group(group, list(members), sheet, y)
        parts.append(drawn)
    if not cells:
        parts.append(text(6, y + _BODY, "Nothing to show yet.", "kw-quiet", size=_BODY, fill=marks.MUTED))
        y += _BODY * 2
    key, bottom = _key(cells, sheet, y)
    return figure("kw-sheet", id_prefix, title, description, sheet.width, bottom, "".join(parts) + key)


def _sheet(cells: Sequence[Cell], columns: int, width: int, shared_scale: bool, quantity: Quantity) -> Sheet:
    scale = widened(*_shared(cells)) if shared_scale else None
    axis = rungs(*scale, quantity, _MOST_WORDS) if scale else Rungs()
    if columns < 1 or (cell := (width - 12 - axis.room - _GUTTER * (columns - 1)) / columns) < 60:
        raise NoColumns(f"{columns} columns do not fit into a width of {width}: give each 80 or more.")
    return Sheet(columns, float(width), float(int(cell)), scale, axis, quantity)


def _values(cells: Iterable[Cell]) -> list[float]:
    return [value for cell in cells for value in cell.analysis.y.tolist()]


def _shared(cells: Iterable[Cell]) -> tuple[float, float]:
    ranges = [small_range(cell.analysis) for cell in cells if plotted(cell.analysis)]
    return (min(low for low, _ in ranges), max(high for _, high in ranges)) if ranges else (0.0, 1.0)


def _scale_words(sheet: Sheet) -> str:
    """Which scale it is: without it, heights would be compared that must not be."""
    if sheet.scale is None:
        return "Each on its own scale: compare shapes, not heights."
    low, high = (sheet.quantity.level(value) for value in sheet.scale)
    return f"All on one scale, from {low} to {high} {sheet.quantity.axis}".rstrip() + "."


def _time_words(cells: Sequence[Cell]) -> str:
    """From when to when, which has no room under every cell; nothing where cells differ or points are only counted."""
    spans = {(cell.analysis.x[0], cell.analysis.x[-1]) for cell in cells if cell.analysis.x}
    if len(spans) != 1 or isinstance(next(iter(spans))[0], int | float):
        return ""
    names, _short = period_names(next(cell.analysis.x for cell in cells if cell.analysis.x))
    return f"From {names[0]} to {names[-1]}."


def _group(name: str, members: list[Cell], sheet: Sheet, y: float) -> tuple[str, float]:
    drawn, y = _group_heading(name, sheet, y)
    for start in range(0, len(members), sheet.columns):
        row = [_cell(cell, sheet, at == 0) for at, cell in enumerate(members[start : start + sheet.columns])]
        for column, (content, _) in enumerate(row):
            drawn += f'<g transform="translate({short(sheet.left(column))} {short(y)})">{content}</g>'
        y += max(height for _, height in row) + 16
    if not name:
        return drawn, y
    return f'<g role="group" aria-label="{escape(name)}">{drawn}</g>', y


def _group_heading(name: str, sheet: Sheet, y: float) -> tuple[str, float]:
    if not name:
        return "", y
    rule = line("kw-grid", marks.HAIRLINE, 1, f"M6 {short(y)}H{short(sheet.width - 6)}")
    parts = [rule]
    for words in wrap(name, 16, sheet.width - 12, lines=2, bold=True):
        y += 21
        parts.append(text(6, y, words, "kw-heading", size=16, fill=marks.INK, extra=' font-weight="700"'))
    return silent("".join(parts)), y + 12


def _latest(cell: Cell, sheet: Sheet) -> str:
    known = plotted(cell.analysis)
    return cell.latest or (sheet.quantity.short(float(cell.analysis.y[known[-1]])) if known else MISSING)


def _cell(cell: Cell, sheet: Sheet, first: bool) -> tuple[str, float]:
    """One cell from (0, 0) downwards, and its height; the first of a row has the values of a shared scale beside it."""
    latest, y, parts = _latest(cell, sheet), 0.0, []
    linked = safe_href(cell.href)
    underline = ' text-decoration="underline"' if linked is not None else ""
    for words in wrap(cell.name, _BODY, sheet.cell, lines=2, bold=True):
        y += _BODY * _LEADING
        extra = f' font-weight="600"{underline}'
        parts.append(text(0, y, words, "kw-label", size=_BODY, fill=marks.INK, extra=extra))
    parts.append(f'<g transform="translate(0 {short(y + 6)})">{_stamp(cell.analysis, sheet, first)}</g>')
    below, y = _below(cell.reading, latest, sheet.cell, y + 6 + _STAMP)
    return _named(cell, latest, linked, "".join(parts) + below, sheet, y), y


def _stamp(analysis: Analysis, sheet: Sheet, first: bool) -> str:
    """The inside of the small multiple: its outside has a name of its own, and here the cell has it."""
    if sheet.scale is None:
        scale = widened(*small_range(analysis))
        return stamp(analysis, scale, rungs(*scale, sheet.quantity, sheet.cell / 3), sheet.cell, _STAMP)
    if first:
        return stamp(analysis, sheet.scale, sheet.axis, sheet.cell, _STAMP, begins=-sheet.axis.room)
    return stamp(analysis, sheet.scale, Rungs(sheet.axis.values), sheet.cell, _STAMP)


def _below(reading: str, latest: str, room: float, y: float) -> tuple[str, float]:
    """The latest value and the reading after it, in up to three lines."""
    y += _LABEL * _LEADING
    value = text(0, y, latest, "kw-label", size=_LABEL, fill=marks.INK, extra=' font-weight="600"')
    indent = text_width(latest, _LABEL, bold=True) + 8
    parts = [value]
    beside = wrap(reading, _LABEL, room - indent, lines=1) if reading else []
    if beside and not beside[0].endswith("…"):
        parts.append(text(indent, y, beside[0], "kw-quiet", size=_LABEL, fill=marks.MUTED))
        return "".join(parts), y + 4
    for words in wrap(reading, _LABEL, room, lines=3):
        y += _LABEL * _LEADING
        parts.append(text(0, y, words, "kw-quiet", size=_LABEL, fill=marks.MUTED))
    return "".join(parts), y + 4


def _named(cell: Cell, latest: str, href: str | None, content: str, sheet: Sheet, height: float) -> str:
    """The cell with its words for those who do not see it, as a link if it leads somewhere."""
    said = f"Latest: {latest} {sheet.quantity.axis if latest != MISSING else ''}".rstrip()
    words = escape(". ".join(part.rstrip(".") for part in (cell.name, cell.reading, said) if part) + ".")
    inside = f"<title>{words}</title>{content}"
    if href is None:
        return f'<g class="kw-stamp" role="img" aria-label="{words}">{inside}</g>'
    area = f'width="{short(sheet.cell)}" height="{short(height)}" fill="none" pointer-events="all"'
    return f'<a class="kw-stamp" href="{href}" aria-label="{words}"><rect class="kw-hit" {area}/>{inside}</a>'


def _key(cells: Iterable[Cell], sheet: Sheet, y: float) -> tuple[str, float]:
    """What the shapes mean: all that are used anywhere on the sheet, each once."""
    found: dict[str, KeyEntry] = {}
    for cell in cells:
        for entry in legend(cell.analysis):
            if not entry.name.startswith(("crossings", "left-out")):
                found.setdefault(entry.name, entry)
    order = ("better", "worse", "changed", "common", "band")
    entries = [found[name] for name in order if name in found]
    rows = key_rows(entries, _LABEL, sheet.width - 12)
    return silent(draw_key(rows, 6, y, _LABEL)), y + (key_height(rows) if entries else 0) + 6
