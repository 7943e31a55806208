"""Files as they come: each is read as its owner sees it, or refused with what to do."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.exchange.tabular import UnreadableFile, open_table

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
PLAIN = b"place,period,n\nWard 4,2017-03,5\nWard 5,2017-03,6\n"
ROWS = [(2, ["Ward 4", "2017-03", "5"]), (3, ["Ward 5", "2017-03", "6"])]


def refusal(content: bytes, name: str = "table.csv") -> str:
    with pytest.raises(UnreadableFile) as refused:
        list(open_table(content, name))
    return str(refused.value)


def test_a_table_has_its_columns_and_rows_with_a_spreadsheets_numbers() -> None:
    table = open_table(PLAIN, "falls.csv")
    assert (table.name, table.columns, list(table)) == ("falls.csv", ("place", "period", "n"), ROWS)


def test_a_path_and_its_bytes_give_the_same_table(tmp_path: Path) -> None:
    path = tmp_path / "falls.csv"
    path.write_bytes(PLAIN)
    assert open_table(path) == open_table(str(path)) == open_table(PLAIN, "falls.csv")
    assert list(open_table(path)) == ROWS


def test_a_table_can_be_read_again_and_again() -> None:
    table = open_table(PLAIN)
    assert table.head(1) == ROWS[:1]
    assert list(table) == list(table) == ROWS


def test_the_number_of_rows_is_known_about_beforehand() -> None:
    table = open_table(b"a,b\n" + b"1,2\n" * 5000)
    assert abs(table.total_rows - 5000) <= 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found(delimiter: str, ending: str) -> None:
    text = PLAIN.decode().replace(",", delimiter).replace("\n", ending)
    assert list(open_table(text.encode())) == ROWS


@pytest.mark.parametrize("said", ["sep=;", "SEP=;"])
def test_a_file_may_say_its_delimiter_itself(said: str) -> None:
    table = open_table(f"{said}\r\na,b;c\r\n1,2;3\r\n".encode())
    assert (table.columns, list(table)) == (("a,b", "c"), [(2, ["1,2", "3"])])


def test_decimal_commas_do_not_make_commas_the_delimiter() -> None:
    assert open_table(b"place;n\nWard 4;1,5\nWard 5;2,5\n").columns == ("place", "n")


@pytest.mark.parametrize(
    ("encoding", "called"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")],
)
def test_the_letters_are_found_and_said(encoding: str, called: str) -> None:
    table = open_table("ward,n\nÉireann’s ward – naïve,5\n".encode(encoding))
    assert table.columns == ("ward", "n")
    assert list(table) == [(2, ["Éireann’s ward – naïve", "5"])]
    assert called in table.notes[0]


def test_big_endian_utf_16_is_read() -> None:
    assert list(open_table(b"\xfe\xff" + "a,b\né,2\n".encode("utf-16-be"))) == [(2, ["é", "2"])]


def test_a_letter_far_down_decides_the_encoding_of_all() -> None:
    content = b"place,n\n" + b"Ward 4,5\n" * 200_000 + "Café,5\n".encode("cp1252")
    *_, last = open_table(content)
    assert last == (200_002, ["Café", "5"])


def test_letters_outside_the_first_plane_come_through() -> None:
    assert list(open_table("ward,n\n🏥 病院 Ḍ,5\n".encode())) == [(2, ["🏥 病院 Ḍ", "5"])]


def test_a_cell_may_hold_line_ends_and_quotes_and_is_still_one_row() -> None:
    table = open_table(b'place,n\n"Ward 4\r\n""the blue one"", upstairs",5\nWard 5,6\n')
    assert list(table) == [(2, ['Ward 4\r\n"the blue one", upstairs', "5"]), (3, ["Ward 5", "6"])]


def test_empty_lines_are_left_out_but_counted() -> None:
    assert [row for row, _ in open_table(b"\na,b\n\n1,2\n,\n\n3,4\n\n")] == [4, 7]


def test_empty_cells_beyond_the_last_column_are_left_out() -> None:
    table = open_table(b"a,b,,\n1,2,,\n3,4\n")
    assert (table.columns, list(table)) == (("a", "b"), [(2, ["1", "2"]), (3, ["3", "4"])])


def test_columns_of_one_name_are_told_apart_and_said() -> None:
    table = open_table(b"n,,n,n (2)\n1,2,3,4\n")
    assert table.columns == ("n", "Column 2", "n (3)", "n (2)")
    assert any("“n” like an earlier one" in note for note in table.notes)
    assert any("has no name" in note for note in table.notes)


def test_spaces_and_line_ends_in_a_columns_name_become_one_space() -> None:
    assert open_table(b'" place ","Bed\ndays"\n1,2\n').columns == ("place", "Bed days")


def test_a_large_cell_is_read() -> None:
    ((_, values),) = open_table(b"a,b\n" + b"x" * 131_000 + b",1\n")
    assert len(values[0]) == 131_000


def test_a_cell_that_is_too_large_is_refused_with_its_row() -> None:
    assert "Row 3" in refusal(b"a,b\n1,2\n" + b"x" * 200_000 + b",1\n")


def test_a_quotation_mark_that_is_never_closed_is_refused_and_swallows_nothing() -> None:
    why = refusal(b'a,b\n1,2\n"3,4\n5,6\n')
    assert "Row 3" in why
    assert "never closed" in why


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\n\n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"a,b\n", "no rows"),
        (b"a,b\n\n,\n", "no rows"),
        (b"a\n1\n", "Only one column"),
        (b"a,,\n1,2,3\n", "Only one column"),
        (b"Dear all, \nplease find the numbers attached\n"[9:], "Only one column"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"<!DOCTYPE html><html><table>", "web page"),
        (b"\xef\xbb\xbf \n<html>", "web page"),
        (b"<?xml version='1.0'?><Workbook/>", "web page or XML"),
        (b'{"a": 1}', "JSON"),
        (b"{\\rtf1 a,b}", "text document"),
        (b"\x1f\x8b\x08\0\0", "gzip"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not text"),
        (b"a,b\n1,\0\n", "not text"),
        (b"a,b\n\x81\x8d,1\n", "letters in this file"),
        (b"\xff\xfea\0,\0b\0\n\0\x31", "letters in this file"),
        (",".join(f"c{n}" for n in range(2001)).encode() + b"\n1,2\n", "more than 2,000 columns"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes, why: str) -> None:
    assert why in refusal(content)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no file"):
        open_table(tmp_path / "nothing.csv")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no file"):
        open_table(tmp_path)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "vast.csv"
    with path.open("wb") as file:
        file.truncate(500_000_001)
    with pytest.raises(UnreadableFile, match="larger than 500 MB"):
        open_table(path)


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_a_table_written_then_read_is_the_same(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("place", "period", "n"), ("first", "row", "1"), *rows])
    table = open_table(written.getvalue().encode())
    expected = [(at, list(row)) for at, row in enumerate(rows, start=3) if any(row)]
    assert list(table) == [(2, ["first", "row", "1"]), *expected]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    try:
        rows = list(open_table(content))
    except UnreadableFile as refused:
        rows = [str(refused)]
    assert rows
    assert all(rows)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_nul_among_wide_letters_is_no_text(encoding: str) -> None:
    content = "place,n\nWard\0 4,5\n" if encoding == "utf-16" else "place,n\nWard 4,5\n"
    assert "not text" in refusal(content.encode(encoding))
