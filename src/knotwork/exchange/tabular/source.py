"""Opening whatever file somebody chose: a table, or a plain sentence about why it is none."""

import io
from pathlib import Path
from typing import BinaryIO

from .delimited import Opener, read_delimited
from .table import Table, UnreadableFile
from .workbook import read_workbook

MOST_BYTES = 500_000_000
PACKED, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
SAVE = "Save your table as CSV or XLSX and choose that file."
OTHERS = (
    (b"%pdf", "This is a PDF, which shows a table but does not hold one. Ask for the numbers as CSV or XLSX."),
    (b"{\\rtf", f"This is a text document. {SAVE}"),
    (b"\x1f\x8b", "This file is packed with gzip. Unpack it and choose the file inside."),
    (b"<", f"This is a web page or XML, whatever its name says. Open it in your spreadsheet program. {SAVE}"),
    (b"{", f"This is JSON. {SAVE}"),
)


def open_table(path_or_bytes: str | Path | bytes, name: str = "", *, sheet: str | None = None) -> Table:
    """The table in a CSV or XLSX file, told apart by what is inside and not by the name.

    `sheet` names a sheet of a spreadsheet; the first is read otherwise. Raises `UnreadableFile`, which says what to do.
    """
    opened, size, called = _opener(path_or_bytes, name)
    if size > MOST_BYTES:
        raise UnreadableFile(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Divide it and import the parts.")
    with opened() as file:
        start = file.read(512)
    if start.startswith(PACKED):
        return read_workbook(opened, called, sheet)
    if start.startswith(OLD_OFFICE):
        raise UnreadableFile(_old_office(opened))
    plain = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for beginning, why in OTHERS:
        if plain.startswith(beginning):
            raise UnreadableFile(why)
    return read_delimited(opened, called)


def _opener(given: str | Path | bytes, name: str) -> tuple[Opener, int, str]:
    if isinstance(given, bytes):
        return lambda: io.BytesIO(given), len(given), name
    path = Path(given)

    def opened() -> BinaryIO:
        return path.open("rb")

    try:
        if not path.is_file():
            raise UnreadableFile(f"There is no file called “{path}”.")
        return opened, path.stat().st_size, name or path.name
    except OSError as error:
        raise UnreadableFile(f"The file “{path}” cannot be opened ({error.strerror}).") from error


def _old_office(opened: Opener) -> str:
    with opened() as file:
        locked = LOCKED in file.read()
    if locked:
        return "The spreadsheet is locked with a password. Save a copy without one and choose that."
    return "This is an old kind of spreadsheet (.xls). Open it in your spreadsheet program and save it as XLSX or CSV."
