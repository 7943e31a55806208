"""Spreadsheets, honest and otherwise."""

import io
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest

from knotwork.exchange.tabular import UnreadableFile, open_table, workbook

HEADER = ["place", "period", "n"]


def saved(*rows: list[object], **sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, content in sheets.items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def rewritten(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same spreadsheet with some of its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return made.getvalue()


def refusal(content: bytes, **options: str) -> str:
    with pytest.raises(UnreadableFile) as refused:
        open_table(content, "table.xlsx", **options)
    return str(refused.value)


def test_a_spreadsheet_gives_its_columns_rows_and_dates() -> None:
    table = open_table(saved(HEADER, ["Ward 4", date(2017, 3, 1), 5], ["Ward 5", datetime(2017, 4, 1), 6.5]), "a.xlsx")
    assert table.columns == ("place", "period", "n")
    assert list(table) == [(2, ["Ward 4", date(2017, 3, 1), 5]), (3, ["Ward 5", date(2017, 4, 1), 6.5])]
    assert table.total_rows == 2


def test_the_name_does_not_decide_what_a_file_is() -> None:
    assert open_table(saved(HEADER, ["Ward 4", "2017-03", 5]), "a.csv").columns == tuple(HEADER)


def test_rows_are_numbered_as_the_sheet_shows_them() -> None:
    table = open_table(saved([], [], HEADER, ["Ward 4", "2017-03", 5], [], ["Ward 5", "2017-03", 6]))
    assert [row for row, _ in table] == [4, 6]
    assert table.total_rows == 3


def test_a_table_that_begins_further_right_is_read() -> None:
    table = open_table(saved([None, "place", "n"], [None, "Ward 4", 5]))
    assert (table.columns, list(table)) == (("place", "n"), [(2, ["Ward 4", 5])])


def test_the_first_sheet_is_read_and_the_others_are_named() -> None:
    content = saved(HEADER, ["Ward 4", "2017-03", 5], Later=[HEADER, ["Ward 9", "2018-03", 9]])
    table = open_table(content)
    assert (table.sheets, table.sheet) == (("Sheet", "Later"), "Sheet")
    assert "one of 2" in table.notes[0]


def test_another_sheet_is_read_when_asked_for() -> None:
    content = saved(HEADER, ["Ward 4", "2017-03", 5], Later=[HEADER, ["Ward 9", "2018-03", 9]])
    assert list(open_table(content, sheet="Later")) == [(2, ["Ward 9", "2018-03", 9])]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    assert "Sheet, Later" in refusal(saved(HEADER, Later=[HEADER]), sheet="Soon")


def test_an_empty_sheet_is_refused() -> None:
    assert "is empty" in refusal(saved())


def test_a_sheet_without_rows_is_refused() -> None:
    assert "no rows" in refusal(saved(HEADER))


def test_a_table_can_be_read_again_and_again() -> None:
    table = open_table(saved(HEADER, ["Ward 4", "2017-03", 5]))
    assert table.head() == list(table) == list(table)


def test_a_spreadsheet_cut_short_is_refused() -> None:
    content = saved(HEADER, ["Ward 4", "2017-03", 5])
    assert "damaged" in refusal(content[: len(content) // 2])


def test_a_spreadsheet_with_broken_parts_is_refused() -> None:
    content = saved(HEADER, ["Ward 4", "2017-03", 5])
    assert "damaged" in refusal(rewritten(content, lambda name, part: part[:40] if name.endswith("book.xml") else part))


def test_a_packed_file_of_another_kind_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    assert "not an XLSX" in refusal(made.getvalue())


def test_an_old_spreadsheet_is_refused_with_what_to_do() -> None:
    assert "old kind" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_a_locked_spreadsheet_is_refused_with_what_to_do() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "password" in refusal(locked)


def test_a_cell_in_the_farthest_corner_is_refused_before_it_fills_the_memory() -> None:
    def moved(name: str, part: bytes) -> bytes:
        return part.replace(b'r="C2"', b'r="XFD1048576"') if name.endswith("sheet1.xml") else part

    assert "too large" in refusal(rewritten(saved(HEADER, ["Ward 4", "2017-03", 5]), moved))


def test_a_spreadsheet_that_unpacks_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 50_000)
    content = rewritten(saved(HEADER), lambda name, part: part + b" " * 60_000 if name.endswith("styles.xml") else part)
    assert len(content) < 50_000
    assert "too large" in refusal(content)


def test_a_spreadsheet_that_lies_about_its_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 50_000)
    styles = b"<styleSheet/>" + b" " * 3_000_000
    honest = rewritten(saved(HEADER), lambda name, part: styles if name.endswith("styles.xml") else part)
    # The directory says ten bytes, with the checksum of those ten, so only counting finds the rest.
    record = zlib.crc32(styles).to_bytes(4, "little")
    content = bytearray(honest)
    at = content.rindex(record)
    content[at : at + 4] = zlib.crc32(styles[:10]).to_bytes(4, "little")
    content[at + 8 : at + 12] = (10).to_bytes(4, "little")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.read("xl/styles.xml") == styles[:10]
    assert "too large" in refusal(bytes(content))


@pytest.mark.parametrize(("letters", "number"), [(b"A", 1), (b"Z", 26), (b"AA", 27), (b"XFD", 16_384)])
def test_a_columns_letters_are_its_number(letters: bytes, number: int) -> None:
    assert workbook._column(letters) == number


@pytest.mark.parametrize("rows", [[["place_x0000_", "n"], ["Ward 4", 5]], [HEADER, ["Ward_x0000_4", "2017-03", 5]]])
def test_a_nul_written_in_a_spreadsheets_own_way_is_refused_with_its_row(rows) -> None:
    with pytest.raises(UnreadableFile, match=f"Row {len(rows[0]) - 1} holds a character that no text has"):
        list(open_table(saved(*rows), "a.xlsx"))
