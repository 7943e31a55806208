"""A tidy table, one row an observation, read from a file for the commands that need no database."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knotwork.exchange.tabular import (
    Mapping,
    NotANumber,
    NotAPeriod,
    Table,
    day_first_of,
    open_table,
    parse_number,
    parse_period,
)
from knotwork.exchange.tabular.mapping import position
from knotwork.exchange.tabular.table import text_of


class CannotUse(ValueError):
    """The file has what was asked for, but it cannot be charted. The message says where, and what to do."""


@dataclass(frozen=True)
class Columns:
    """Which columns mean what; `where` keeps only rows with these values."""

    value: str
    denominator: str | None = None
    period: str | None = None
    series: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    sheet: str | None = None
    month_first: bool = False


@dataclass(frozen=True)
class Tidy:
    """What was read, one entry a row of the file. Missing numbers are NaN; `rows` are the file's own numbers."""

    rows: list[int]
    series: list[str]
    periods: list[Any]
    values: list[float]
    denominators: list[float] | None
    left_out: int
    notes: tuple[str, ...] = ()

    @property
    def calendar(self) -> list[Any]:
        """Every period once, in the order of time; words that are no dates stay in the order of the file."""
        once = dict.fromkeys(self.periods)
        return list(once) if any(isinstance(each, str) for each in once) else sorted(once)


def where_of(pairs: Sequence[str], option: str = "--where") -> tuple[tuple[str, str], ...]:
    """COLUMN=VALUE, as written on the command line, in two. Raises `CannotUse`."""
    cut = [pair.partition("=") for pair in pairs]
    if any(not equals or not column for column, equals, _value in cut):
        raise CannotUse(f"Write {option} as COLUMN=VALUE, such as {option} type=1.")
    return tuple((column, value) for column, _equals, value in cut)


def read_tidy(path: Path, columns: Columns) -> Tidy:
    """Read the columns asked for. Raises `UnreadableFile`, `UnknownColumn`, or `CannotUse` naming the row."""
    table = open_table(path, path.name, sheet=columns.sheet)
    kept, left_out = _kept(table, columns)
    if not kept:
        wanted = " and ".join(f"{column} is {value}" for column, value in columns.where)
        raise CannotUse(f"No row of {table.name} is left where {wanted}. Check the spelling of --where and --series.")
    rows = [row for row, _values in kept]
    return Tidy(
        rows=rows,
        series=_words(kept, table, columns.series),
        periods=_periods(rows, _cells(kept, table, columns.period), columns),
        values=_numbers(rows, _cells(kept, table, columns.value), columns.value),
        denominators=_numbers(rows, _cells(kept, table, columns.denominator), columns.denominator)
        if columns.denominator
        else None,
        left_out=left_out,
        notes=table.notes,
    )


def _kept(table: Table, columns: Columns) -> tuple[list[tuple[int, Sequence[object]]], int]:
    """The rows that are wanted, and how many are not."""
    mapping = Mapping(place="", period="", numerator="", where=columns.where)
    wanted = mapping.wanted(table.columns)
    width, kept, every = len(table.columns), [], 0
    plain = _remembered(lambda value: _normalised(value))
    for row, values in table:
        every += 1
        if len(values) != width:
            raise CannotUse(f"Row {row} has {len(values)} cells where there are {width} columns. Mend that row.")
        if all(plain(values[at]) in allowed for at, allowed in wanted):
            kept.append((row, values))
    return kept, every - len(kept)


def _normalised(value: object) -> str:
    from knotwork.exchange.tabular import normalised

    return normalised(text_of(value))


def _remembered(work: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same answer for the same cell without working it out again: columns repeat themselves."""
    known: dict[Any, Any] = {}

    def answer(value: Any) -> Any:
        if value not in known:
            known[value] = work(value)
        return known[value]

    return answer


def _cells(kept: Sequence[tuple[int, Sequence[object]]], table: Table, column: str | None) -> list[object] | None:
    if column is None:
        return None
    at = position(table.columns, column)
    return [values[at] for _row, values in kept]


def _words(kept: Sequence[tuple[int, Sequence[object]]], table: Table, column: str | None) -> list[str]:
    cells = _cells(kept, table, column)
    if cells is None:
        return [""] * len(kept)
    words = [text_of(cell) for cell in cells]
    for (row, _values), word in zip(kept, words, strict=True):
        if not word:
            raise CannotUse(f"Row {row} has nothing in the column {column}: say which series it belongs to.")
    return words


def _numbers(rows: list[int], cells: list[object] | None, column: str) -> list[float]:
    read = _remembered(parse_number)
    found = []
    for row, cell in zip(rows, cells or [], strict=True):
        try:
            number = read(cell)
        except NotANumber as error:
            raise CannotUse(f"Row {row}, column {column}: {error}") from error
        found.append(math.nan if number is None else number)
    return found


def _periods(rows: list[int], cells: list[object] | None, columns: Columns) -> list[Any]:
    """The periods as dates; a column without a single date is taken as numbers or, failing that, as words."""
    if cells is None:
        return list(range(1, len(rows) + 1))
    day_first = not columns.month_first and day_first_of(dict.fromkeys(cells)) is not False
    read = {cell: _read(cell, day_first=day_first) for cell in dict.fromkeys(cells)}
    if not any(isinstance(found, date) for found in read.values()):
        return _in_words(rows, cells, columns)
    for row, cell in zip(rows, cells, strict=True):
        if not isinstance(read[cell], date):
            raise CannotUse(f"Row {row}, column {columns.period}: {read[cell]}")
    return [read[cell] for cell in cells]


def _read(cell: object, *, day_first: bool) -> date | str:
    """The date in a cell, or why there is none."""
    try:
        return parse_period(cell, day_first=day_first)
    except NotAPeriod as error:
        return str(error)


def _in_words(rows: list[int], cells: list[object], columns: Columns) -> list[Any]:
    words = [text_of(cell) for cell in cells]
    empty = next((row for row, word in zip(rows, words, strict=True) if not word), None)
    if empty is not None:
        raise CannotUse(f"Row {empty} has nothing in the column {columns.period}: say which period it is of.")
    return _plain_numbers(words) or words


def _plain_numbers(words: list[str]) -> list[float] | None:
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        return None
    return numbers if all(math.isfinite(number) for number in numbers) else None


def position_of(written: str, calendar: Sequence[Any], option: str) -> int:
    """Which point is meant by a number (counted from 1) or by a period such as 2020-03. Raises `CannotUse`."""
    if written.isdigit() and 1 <= int(written) <= len(calendar):
        return int(written)
    for meaning in _meanings(written):
        if meaning in calendar:
            return list(calendar).index(meaning) + 1
    raise CannotUse(
        f"There is no point {written} for {option}. Write a number from 1 to {len(calendar)} or a period of the file, "
        f"which run from {calendar[0]} to {calendar[-1]}."
    )


def _meanings(written: str) -> Iterator[Any]:
    yield written
    try:
        yield parse_period(written)
    except NotAPeriod:
        return
