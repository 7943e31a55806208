"""Tables that go out: whatever people called their wards, a spreadsheet shows it and does nothing."""

import ast
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knotwork.exchange.tabular.written import BEGINS, csv_of, harmless

SOURCE = Path(__file__).resolve().parents[3] / "src/knotwork"
FORMULAS = [
    "=1+1", "=HYPERLINK(\"//evil.example\")", "+1+cmd|' /C calc'!A0", "-1+1", "-", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
    "\0=1", "＝1+1", "＋1", "－1", "＠A1", "=", "-1-", "+0x10", "-1e", "-1.", "-inf", "+NaN", "-１", "-1", "+1",
]  # fmt: skip
PLAIN = ["Ward 4", "4=4", "a@b", " =1", "'=1", "", "1e+20", "0", "12"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_words_that_begin_a_formula_are_marked_as_words(cell) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [*PLAIN, -1, -0.5, -1.5e-07, None, True])
def test_everything_else_is_written_as_it_is(cell) -> None:
    assert harmless(cell) is cell


def test_a_table_has_a_line_a_row_and_quotes_what_needs_it() -> None:
    assert csv_of([("place", "n"), ('The "blue", ward', -1), ("=1", "")]) == 'place,n\n"The ""blue"", ward",-1\n\'=1,\n'


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.lists(TEXT, min_size=1, max_size=4), max_size=4))
def test_a_table_of_anything_is_read_back_with_no_formula_in_it(rows) -> None:
    back = list(csv.reader(io.StringIO(csv_of(rows), newline="")))
    assert [cell for row in back for cell in row if cell.startswith(BEGINS) and harmless(cell) is not cell] == []


def writers() -> dict[str, list[str]]:
    """Which files make a writer of spreadsheets, by what."""
    found: dict[str, list[str]] = {}
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Attribute | ast.Name):
                name = node.attr if isinstance(node, ast.Attribute) else node.id
                if name in {"writer", "DictWriter", "Workbook", "to_csv", "write_csv", "savetxt"}:
                    found.setdefault(str(file.relative_to(SOURCE)), []).append(name)
    return found


def test_tables_are_written_in_one_place_alone() -> None:
    assert set(writers()) - {"exchange/tabular/written.py"} == set()
