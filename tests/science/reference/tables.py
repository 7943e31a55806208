"""Every table of the reference, worked out with our own functions: `python -m tests.science.reference.tables [series]`.

Prints for each table how many cells it has, how many agree, and the largest difference; ends with an error if any cell
disagrees. Exact tables agree to the digits that are printed (the constants of ranges to 1 in the fifth decimal, see
`exact_tables.RANGES`), simulated ones within four standard errors (see `simulated`), with 50,000 series a cell unless
said.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.science.reference.exact_tables import EXACT, Cell, Cells
from tests.science.reference.simulated import SERIES, simulated

LINE = "{:45} {:>7} {:>7} {:>19}"


def tables(series: int) -> dict[str, Callable[[], Cells]]:
    """All tables by name of their file."""
    return {**EXACT, "sim_rules.csv": lambda: simulated(series)}


def summary(name: str, cells: list[Cell]) -> str:
    """One line a table."""
    agree = sum(cell.agrees for cell in cells)
    farthest = max(abs(cell.ours - cell.theirs) for cell in cells)
    return LINE.format(name, len(cells), agree, f"{farthest:.1e}")


def main(given: list[str]) -> int:
    """Print a line a table and the cells that disagree; the number of these is what it ends with, at most 1."""
    series = int(given[0]) if given else SERIES
    print(LINE.format("table", "cells", "agree", "largest difference"))
    wrong: list[Cell] = []
    for name, worked_out in tables(series).items():
        cells = list(worked_out())
        wrong += [cell for cell in cells if not cell.agrees]
        print(summary(name, cells), flush=True)
    for cell in wrong:
        print(f"{cell.where}: {cell.theirs:g} there, {cell.ours:g} here")
    return min(len(wrong), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
