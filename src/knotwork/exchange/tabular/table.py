"""What a file of any kind becomes: columns with names, and numbered rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice

MOST_COLUMNS = 2_000
Row = tuple[int, Sequence[object]]


class UnreadableFile(Exception):
    """The file cannot be read as a table. The message says why, and what to do about it."""


@dataclass(frozen=True)
class Table:
    """A table as people see it in their spreadsheet: named columns, and rows that carry the spreadsheet's numbers.

    Each iteration reads the file afresh and yields `(row number, values)`, leaving out empty rows. A row with more or
    fewer values than there are columns is yielded as it is; `check` names it. Raises `UnreadableFile` on the way
    where the file turns out to be broken further down.
    """

    name: str
    columns: tuple[str, ...]
    total_rows: int  # about how many rows there are, for a progress bar
    rows: Callable[[], Iterator[Row]] = field(repr=False, compare=False)
    notes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""

    def __iter__(self) -> Iterator[Row]:
        return self.rows()

    def head(self, count: int = 10) -> list[Row]:
        """The first rows, to look at before matching columns."""
        return list(islice(self.rows(), count))


def is_empty(values: Sequence[object]) -> bool:
    """Whether a row holds nothing at all."""
    return all(value is None or value == "" for value in values)


def text_of(value: object) -> str:
    """A cell as a person reads it: 101 and not 101.0, an empty cell as nothing, a day as 2017-03-01."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def column_names(header: Sequence[object]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the columns, each different, with notes about those that had to be told apart.

    Empty columns after the last name are left out. Raises `UnreadableFile` where there are not at least two columns.
    """
    written = [" ".join(text_of(value).split()) for value in header]
    while written and not written[-1]:
        written.pop()
    if len(written) < 2:
        raise UnreadableFile(
            "Only one column was found. A table needs a first row with the names of its columns, "
            "parted by commas, semicolons or tabs. Save it again as CSV or XLSX."
        )
    if len(written) > MOST_COLUMNS:
        raise UnreadableFile(f"There are more than {MOST_COLUMNS:,} columns. Keep only those you need and try again.")
    return _told_apart(written)


def _told_apart(written: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names: list[str] = []
    notes: list[str] = []
    taken = set(written)
    for position, name in enumerate(written, start=1):
        given = name or f"Column {position}"
        if not name or given in names:
            given = _free(given, taken.union(names))
            why = f"is called “{name}” like an earlier one" if name else "has no name"
            notes.append(f"Column {position} {why}; here it is called “{given}”.")
        names.append(given)
    return tuple(names), tuple(notes)


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free


def trimmed(values: Sequence[object], width: int) -> Sequence[object]:
    """A row without the empty values beyond the last column, which spreadsheets like to add."""
    return values[:width] if len(values) > width and is_empty(values[width:]) else values
