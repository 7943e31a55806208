"""A tidy table, one row an observation, read from a file for the commands that need no database."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knotwork.command.moments import out_of_order
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

Numbered = tuple[int, Sequence[object]]
"""The cells of a row, with its number in the file."""


class CannotUse(ValueError):
    """The file has what was asked for, but it cannot be charted. The message says where, and what to do."""


@dataclass(frozen=True)
class Columns:
    """Which columns mean what; `where` keeps only rows with these values, and `only` tells which series is meant.

    The periods of the other series are looked at too: where they have a period and this one has not, it is missing.
    """

    value: str
    denominator: str | None = None
    period: str | None = None
    series: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    sheet: str | None = None
    month_first: bool = False
    only: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Tidy:
    """What was read, one entry a row of the file. Missing numbers are NaN; `rows` are the file's own numbers.

    `every_period` has the periods of all series in the order of the file, also those that this one lacks.
    """

    rows: list[int]
    series: list[str]
    periods: list[Any]
    values: list[float]
    denominators: list[float] | None
    left_out: int
    every_period: tuple[Any, ...] = ()

    @property
    def calendar(self) -> list[Any]:
        """Every period once, in the order of time; words that are no dates stay in the order of the file."""
        return in_order(self.periods)


def in_order(periods: Iterable[Any]) -> list[Any]:
    """Each period once, in the order of time; words that are no dates stay in the order given."""
    once = dict.fromkeys(periods)
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
    every, left_out = _kept(table, columns.where)
    wanted = wanted_in(table, columns.only)
    kept = [row for row in every if wanted(row)]
    if not kept:
        said = " and ".join(f"{column} is {value}" for column, value in columns.where + columns.only)
        raise CannotUse(f"No row of {table.name} is left where {said}. Check the spelling of --where and --series.")
    rows = [row for row, _values in kept]
    periods, every_period = _periods(rows, kept, every, table, columns)
    below = columns.denominator
    return Tidy(
        rows=rows,
        series=_words(kept, table, columns.series),
        periods=periods,
        values=_numbers(rows, _cells(kept, table, columns.value), columns.value),
        denominators=_numbers(rows, _cells(kept, table, below), below) if below else None,
        left_out=left_out + len(every) - len(kept),
        every_period=tuple(every_period),
    )


def wanted_in(table: Table, where: tuple[tuple[str, str], ...]) -> Callable[[Numbered], bool]:
    """Whether a numbered row has these values."""
    for column, _value in where:
        place_of(table, column)
    wanted = Mapping(place="", period="", numerator="", where=where).wanted(table.columns)
    plain = _remembered(lambda value: _normalised(value))
    return lambda row: all(plain(row[1][at]) in allowed for at, allowed in wanted)


def _kept(table: Table, where: tuple[tuple[str, str], ...]) -> tuple[list[Numbered], int]:
    """The rows that are wanted, and how many are not."""
    wanted, width, kept, every = wanted_in(table, where), len(table.columns), [], 0
    for row, values in table:
        every += 1
        if len(values) != width:
            raise CannotUse(f"Row {row} has {len(values)} cells where there are {width} columns. Mend that row.")
        if wanted((row, values)):
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


def _cells(kept: Sequence[Numbered], table: Table, column: str | None) -> list[object] | None:
    if column is None:
        return None
    at = place_of(table, column)
    return [values[at] for _row, values in kept]


def place_of(table: Table, column: str) -> int:
    """Where a column stands. Raises `UnknownColumn`, or `CannotUse` where several have that heading."""
    at = position(table.columns, column)
    name = table.columns[at]
    others = [note for note in table.notes if f"is called “{name}” like an earlier one" in note]
    if others:
        raise CannotUse(
            f"Column {at + 1} is called “{name}”. {' '.join(others)} "
            "Say which is meant: give the other a heading of its own in the file, or use the name that it has here."
        )
    return at


def _words(kept: Sequence[Numbered], table: Table, column: str | None) -> list[str]:
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


def _periods(
    rows: list[int], kept: list[Numbered], every: list[Numbered], table: Table, columns: Columns
) -> tuple[list[Any], list[Any]]:
    """The periods of the rows that are kept, and those of all rows, as far as these are of the same sort."""
    cells, others = (_cells(some, table, columns.period) for some in (kept, every))
    if cells is None or others is None:
        counted = list(range(1, len(rows) + 1))
        return counted, counted
    day_first = not columns.month_first and day_first_of(dict.fromkeys(others)) is not False
    read = {cell: _read(cell, day_first=day_first) for cell in dict.fromkeys(others)}
    if any(isinstance(read[cell], date) for cell in cells):
        return _days(rows, cells, read, columns.period), [day for day in read.values() if isinstance(day, date)]
    words = _in_words(rows, cells, columns)
    if isinstance(words[0], str):
        return words, [word for word in map(text_of, others) if word]
    return words, [number for cell in others for number in _plain_numbers([text_of(cell)]) or ()]


def _days(rows: list[int], cells: list[object], read: dict[object, date | str], column: str | None) -> list[Any]:
    for row, cell in zip(rows, cells, strict=True):
        if not isinstance(read[cell], date):
            raise CannotUse(f"Row {row}, column {column}: {read[cell]}")
    if refused := out_of_order(column, rows, cells, read):
        raise CannotUse(refused)
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
