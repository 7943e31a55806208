"""Text files with a row a line: which letters, which delimiter, and then the rows one by one."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from .table import Row, Table, UnreadableFile, column_names, is_empty, trimmed

DELIMITERS = (",", ";", "\t")
CHUNK = 1 << 20
SAMPLE_ROWS = 30
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
UNMARKED = (
    ("utf-8", "Read as UTF-8."),
    ("cp1252", "Read as Windows-1252, because it is not UTF-8. Check that names with accents look right."),
)
Opener = Callable[[], BinaryIO]


@dataclass(frozen=True)
class Writing:
    """How the letters of a file are written, and about how many lines it has."""

    encoding: str
    note: str
    lines: int


def read_delimited(opened: Opener, name: str) -> Table:
    """The table in a CSV file. Raises `UnreadableFile` where there is none."""
    writing = writing_of(opened)
    delimiter, told = delimiter_of(opened, writing.encoding)
    records = _records(opened, writing.encoding, delimiter, skip=told)
    header_row, header = next(((row, values) for row, values in records if not is_empty(values)), (0, []))
    if not header:
        raise UnreadableFile("The file is empty. Choose the file that holds your numbers.")
    columns, notes = column_names(header)

    def rows() -> Iterator[Row]:
        width = len(columns)
        for row, values in _records(opened, writing.encoding, delimiter, skip=told):
            if row > header_row and values and (values[0] or not is_empty(values)):
                yield row, values if len(values) == width else trimmed(values, width)

    if next(rows(), None) is None:
        raise UnreadableFile("The file has the names of columns but no rows below them.")
    return Table(name, columns, max(1, writing.lines - header_row), rows, (writing.note, *notes))


def writing_of(opened: Opener) -> Writing:
    """How the whole file is written: UTF-8 or UTF-16 by their marks, UTF-8 by trial, else Windows-1252."""
    with opened() as file:
        start = file.read(4)
    marked = next((each for each in MARKS if start.startswith(each[0])), None)
    for encoding, note in ((marked[1], f"Read as {marked[2]}."),) if marked else UNMARKED:
        try:
            return Writing(encoding, note, _lines_if(opened, encoding, zeros=encoding == "utf-16"))
        except UnicodeError:
            continue
    raise UnreadableFile("The letters in this file cannot be read. Save it again as “CSV UTF-8” or as XLSX.")


def _lines_if(opened: Opener, encoding: str, *, zeros: bool) -> int:
    """The lines of a file, if it can be decoded; its rows are not kept."""
    decoder = codecs.getincrementaldecoder(encoding)()
    newlines = returns = 0
    with opened() as file:
        while chunk := file.read(CHUNK):
            if (not zeros and b"\0" in chunk) or "\0" in decoder.decode(chunk):
                raise UnreadableFile("This file is not text. Save your table as CSV or XLSX and choose that file.")
            newlines, returns = newlines + chunk.count(b"\n"), returns + chunk.count(b"\r")
    decoder.decode(b"", final=True)
    return max(newlines, returns) + 1


def delimiter_of(opened: Opener, encoding: str) -> tuple[str, bool]:
    """What parts the columns, and whether the file says so itself in a first line such as “sep=;”."""
    with _text(opened, encoding) as text:
        first = text.readline(64).strip().lower()
    if first.startswith("sep=") and len(first) <= 5:
        return first[4:] or "\t", True
    return max(DELIMITERS, key=lambda delimiter: _likelihood(opened, encoding, delimiter)), False


def _likelihood(opened: Opener, encoding: str, delimiter: str) -> tuple[bool, float, int]:
    """How much a file looks like a table with this delimiter: several columns, as many in each row."""
    widths: list[int] = []
    try:
        for _, values in _records(opened, encoding, delimiter, skip=False):
            widths += [len(values)] if values else []
            if len(widths) == SAMPLE_ROWS:
                break
    except UnreadableFile:
        widths = widths or [0]
    width = widths[0] if widths else 0
    return width > 1, sum(each == width for each in widths) / max(1, len(widths)), width


def _text(opened: Opener, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(opened(), encoding=encoding, newline="")


def _records(opened: Opener, encoding: str, delimiter: str, *, skip: bool) -> Iterator[tuple[int, list[str]]]:
    """Numbered records, empty ones too, because a spreadsheet counts them; a cell with line ends is one row."""
    row = 0
    with _text(opened, encoding) as text:
        if skip:
            text.readline()
        # Strict, because a quote that is never closed would otherwise swallow every row below it without a word.
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        try:
            for row, values in enumerate(reader, start=1):
                yield row, values
        except (csv.Error, UnicodeError) as error:
            raise UnreadableFile(
                f"Row {row + 1} cannot be read ({error}). Often a quotation mark is opened and never closed, "
                "or stands inside a cell. Mend that row, or save the table as XLSX."
            ) from error
