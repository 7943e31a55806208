"""Spreadsheets: looked over for size before they are opened, then read one sheet at a time."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .delimited import Opener
from .table import Row, Table, UnreadableFile, column_names, is_empty, trimmed

if TYPE_CHECKING:
    import python_calamine as calamine

MOST_UNPACKED = 600_000_000  # bytes
MOST_CELLS = 20_000_000
CHUNK, OVERLAP = 1 << 20, 64
CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
BROKEN = (
    "The spreadsheet is damaged and cannot be opened. Open it in your spreadsheet program and save it again as XLSX."
)
NOT_INSTALLED = (
    "Reading a spreadsheet needs one more package: pip install python-calamine. Or save the table as CSV, which needs "
    "nothing more."
)


def read_workbook(opened: Opener, name: str, sheet: str | None = None) -> Table:
    """The table on one sheet of an XLSX file, the first unless another is named. Raises `UnreadableFile`."""
    _look_over(opened)
    try:
        # Only here, because those who have CSV alone need not have it installed.
        import python_calamine as calamine
    except ImportError as error:
        raise UnreadableFile(NOT_INSTALLED) from error
    try:
        with opened() as file:
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.read()))
        chosen = _chosen(tuple(book.sheet_names), sheet)
        page = book.get_sheet_by_name(chosen)
        return _table(page, name, tuple(book.sheet_names))
    except calamine.PasswordError as error:
        raise UnreadableFile("The spreadsheet is locked with a password. Save a copy without one.") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(BROKEN) from error


def _chosen(sheets: tuple[str, ...], sheet: str | None) -> str:
    if not sheets:
        raise UnreadableFile("The spreadsheet has no sheets.")
    if sheet is not None and sheet not in sheets:
        raise UnreadableFile(f"There is no sheet called “{sheet}”. The sheets are: {', '.join(sheets)}.")
    return sheets[0] if sheet is None else sheet


def _table(page: "calamine.CalamineSheet", name: str, sheets: tuple[str, ...]) -> Table:
    def every() -> Iterator[Row]:
        # python-calamine pads with the empty rows above the first that holds anything, so the numbers are the sheet's.
        return ((row, _text(row, v)) for row, v in enumerate(page.iter_rows(), start=1) if not is_empty(v))

    header_row, header = next(every(), (0, []))
    if not header:
        raise UnreadableFile(f"The sheet “{page.name}” is empty. The sheets are: {', '.join(sheets)}.")
    columns, notes = column_names(header)

    def rows() -> Iterator[Row]:
        return ((row, trimmed(values, len(columns))) for row, values in every() if row > header_row)

    if next(rows(), None) is None:
        raise UnreadableFile(f"The sheet “{page.name}” has the names of columns but no rows below them.")
    others = (f"Read the sheet “{page.name}”, one of {len(sheets)}.",) if len(sheets) > 1 else ()
    return Table(name, columns, max(1, page.end[0] + 1 - header_row), rows, others + notes, sheets, page.name)


def _text(row: int, values: list[object]) -> list[object]:
    """A row as it is, unless a cell writes NUL in a spreadsheet's own way, which no database can keep."""
    if any(isinstance(value, str) and "\0" in value for value in values):
        raise UnreadableFile(f"Row {row} holds a character that no text has. Type that row anew and try again.")
    return values


def _look_over(opened: Opener) -> None:
    """Refuse what would fill the memory: a file packed a thousandfold, or one cell in the farthest corner."""
    try:
        with opened() as file, zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
            if not any(part.filename == "xl/workbook.xml" for part in parts):
                raise UnreadableFile(
                    "This is a packed file, but not an XLSX spreadsheet. Save your table as XLSX or CSV."
                )
            unpacked = 0
            for part in parts:
                unpacked += _size(packed, part, MOST_UNPACKED - unpacked)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableFile(BROKEN) from error


def _size(packed: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """The bytes of one part once unpacked, counted, because the size that is written beside it may be a lie."""
    part.file_size = most + 2 * CHUNK
    size, tail, rows, columns = 0, b"", 0, 0
    with packed.open(part) as content:
        while chunk := content.read(CHUNK):
            size += len(chunk)
            if part.filename.startswith("xl/worksheets/"):
                text = tail + chunk
                found = set(CELL.findall(text))
                rows = max([rows, *(int(row) for _, row in found)])
                columns = max([columns, *(_column(letters) for letters in {letters for letters, _ in found})])
                tail = text[-OVERLAP:]
            if size > most or rows * columns > MOST_CELLS:
                raise UnreadableFile(
                    "The spreadsheet is too large to open safely. Keep only the sheet, rows and columns you need, "
                    "or save it as CSV."
                )
    return size


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
