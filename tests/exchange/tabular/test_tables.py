"""What a file becomes: cells as a person reads them, columns told apart, rows trimmed."""

import io
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.exchange.tabular import UnreadableFile, open_table
from knotwork.exchange.tabular.delimited import delimiter_of, writing_of
from knotwork.exchange.tabular.table import MOST_COLUMNS, Table, column_names, is_empty, text_of, trimmed


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("", ""),
        ("  Ward 4 ", "Ward 4"),
        (101, "101"),
        (101.0, "101"),
        (-0.0, "0"),
        (0.5, "0.5"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
        (True, "True"),
        (date(2017, 3, 1), "2017-03-01"),
        (datetime(2017, 3, 1), "2017-03-01"),
        (datetime(2017, 3, 1, 9, 30), "2017-03-01T09:30:00"),
        (time(9, 30), "09:30:00"),
        (10**20, "100000000000000000000"),
    ],
)
def test_a_cell_is_text_as_a_person_reads_it(cell: object, text: str) -> None:
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("row", "empty"),
    [([], True), (["", None], True), ([0], False), ([" "], False), ([None, "", "x"], False), ([False], False)],
)
def test_a_row_is_empty_only_when_nothing_is_written_in_it(row: list, empty: bool) -> None:
    assert is_empty(row) is empty


@pytest.mark.parametrize(
    ("row", "width", "kept"),
    [
        (["a", "b"], 2, ["a", "b"]),
        (["a", "b", "", None], 2, ["a", "b"]),
        (["a", "b", "", "x"], 2, ["a", "b", "", "x"]),
        (["a"], 2, ["a"]),
        (["", ""], 1, [""]),
        (["a", "", ""], 1, ["a"]),
        (["a", 0], 1, ["a", 0]),
    ],
)
def test_only_empty_cells_beyond_the_last_column_are_left_out(row: list, width: int, kept: list) -> None:
    assert trimmed(row, width) == kept


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (["a", "b"], ("a", "b")),
        (["a", "a", "a"], ("a", "a (2)", "a (3)")),
        (["a", "a (2)", "a"], ("a", "a (2)", "a (3)")),
        (["", "b"], ("Column 1", "b")),
        (["Column 2", "", "b"], ("Column 2", "Column 2 (2)", "b")),
        (["", "Column 1"], ("Column 1 (2)", "Column 1")),
        ([" a ", "b\nc", None, ""], ("a", "b c")),
        ([2017, 2018.0, date(2019, 1, 1)], ("2017", "2018", "2019-01-01")),
        (["n", "N"], ("n", "N")),
        (["قسم", "عدد"], ("قسم", "عدد")),
    ],
)
def test_columns_have_names_of_their_own(header: list, names: tuple[str, ...]) -> None:
    assert column_names(header)[0] == names


def test_each_column_that_had_to_be_named_is_said_with_its_place() -> None:
    assert column_names(["n", "", "n"])[1] == (
        "Column 2 has no name; here it is called “Column 2”.",
        "Column 3 is called “n” like an earlier one; here it is called “n (2)”.",
    )


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "n", "n (2)", "Column 1", "Column 2", " n "]), min_size=2, max_size=9))
def test_no_two_columns_share_a_name_and_none_is_nameless(header: list[str]) -> None:
    try:
        names, notes = column_names([*header, "last"])
    except UnreadableFile:
        names, notes = ("a",), ()
    assert len(set(names)) == len(names)
    assert all(names)
    assert len(notes) <= len(names)


@pytest.mark.parametrize(("count", "taken"), [(2, True), (MOST_COLUMNS, True), (MOST_COLUMNS + 1, False), (1, False)])
def test_a_table_has_two_to_two_thousand_columns(count: int, taken: bool) -> None:
    header = [f"c{at}" for at in range(count)]
    if taken:
        assert len(column_names(header)[0]) == count
    else:
        with pytest.raises(UnreadableFile, match="column"):
            column_names(header)


def test_the_head_of_a_table_is_as_long_as_asked_for_and_no_longer_than_the_table() -> None:
    rows = [(at, (at,)) for at in range(2, 30)]
    table = Table("t", ("a",), 28, lambda: iter(rows))
    assert table.head() == rows[:10]
    assert table.head(3) == rows[:3]
    assert table.head(0) == []
    assert table.head(99) == rows


@pytest.mark.parametrize(
    ("content", "delimiter", "told"),
    [
        (b"a,b\n1,2\n", ",", False),
        (b"a;b\n1;2\n", ";", False),
        (b"a\tb\n1\t2\n", "\t", False),
        (b"a;b\n1,5;2,5\n3,5;4,5\n", ";", False),
        (b'"a,x";b\n"1,2";2\n', ";", False),
        (b"a,b;c\n1,2;3\n", ",", False),
        (b"a,b,c\n1;2,3,4\n", ",", False),
        (b"sep=|\na|b\n", "|", True),
        (b"sep=\t\na\tb\n", "\t", True),
        (b"Sep=;\na;b\n", ";", True),
        (b"separator,b\n1,2\n", ",", False),
        (b"a\n1\n", ",", False),
        (b'a,b\n"1,2\n', ",", False),
    ],
)
def test_what_parts_the_columns_is_found(content: bytes, delimiter: str, told: bool) -> None:
    assert delimiter_of(lambda: io.BytesIO(content), "utf-8") == (delimiter, told)


def test_ragged_rows_below_do_not_hide_the_delimiter_of_most() -> None:
    content = "place;n;remark\n" + "Ward 4;1,5;a, b, c\n" * 9 + "Ward 5;2,5\n"
    assert open_table(content.encode()).columns == ("place", "n", "remark")


@pytest.mark.parametrize(
    ("content", "encoding", "lines"),
    [
        (b"a,b\n1,2\n", "utf-8", 3),
        (b"a,b\r\n1,2\r\n", "utf-8", 3),
        (b"a,b\r1,2\r", "utf-8", 3),
        (b"a,b\n1,2", "utf-8", 2),
        (b"\xef\xbb\xbfa,b\n1,2\n", "utf-8-sig", 3),
        (b"a,\xe9\n", "cp1252", 2),
        ("a,b\n1,2\n".encode("utf-16"), "utf-16", 3),
        ("é,b\n".encode() * 3, "utf-8", 4),
    ],
)
def test_letters_and_lines_of_a_file_are_found(content: bytes, encoding: str, lines: int) -> None:
    found = writing_of(lambda: io.BytesIO(content))
    assert (found.encoding, found.lines) == (encoding, lines)


def test_a_letter_parted_between_two_readings_of_the_file_is_still_one_letter() -> None:
    content = b"a,b\n" + b"x" * ((1 << 20) - 5) + "é,1\n".encode()
    assert writing_of(lambda: io.BytesIO(content)).encoding == "utf-8"


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"a,b\n1,2\n", [(2, ["1", "2"])]),
        (b"a,b\n1,2", [(2, ["1", "2"])]),
        (b"\n\na,b\n1,2\n\n", [(4, ["1", "2"])]),
        (b"a,b\n,2\n", [(2, ["", "2"])]),
        (b"a,b\n1,\n", [(2, ["1", ""])]),
        (b"a,b\n,\n1,2\n", [(3, ["1", "2"])]),
        (b"a,b\n1,2,3\n", [(2, ["1", "2", "3"])]),
        (b"a,b\n1\n", [(2, ["1"])]),
        (b"sep=,\na,b\n1,2\n", [(2, ["1", "2"])]),
        (b'a,b\n"1\n1",2\n3,4\n', [(2, ["1\n1", "2"]), (3, ["3", "4"])]),
        (b"a,b\na,b\n", [(2, ["a", "b"])]),
        ("a,b\nمستشفى,٤\n".encode(), [(2, ["مستشفى", "٤"])]),
    ],
)
def test_the_rows_of_a_text_file_are_numbered_as_a_spreadsheet_would(content: bytes, rows: list) -> None:
    assert list(open_table(content)) == rows
