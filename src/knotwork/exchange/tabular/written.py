"""Writing tables that people open in a spreadsheet: the only place in Knotwork where CSV is written."""

import csv
import io
from collections.abc import Iterable

# What a spreadsheet takes for the beginning of a formula, or looks beyond to find one; the last four are wide letters.
BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def csv_of(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV in which no cell is a formula, whoever chose its words."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def harmless(cell: object) -> object:
    """A cell as it is, but for words that a spreadsheet would take for a formula: those get a mark before them.

    Numbers are written as numbers: what is below zero keeps its sign, and only words are marked.
    """
    if isinstance(cell, str) and cell.startswith(BEGINS):
        return f"'{cell}"
    return cell
