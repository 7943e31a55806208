"""How fast a table is checked, against a bare `csv.reader` pass over the same file in the same run.

    python benchmarks/tabular_check.py [ROWS]

The ratio carries from machine to machine; the rows a second do not.
"""

import csv
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from knotwork.exchange.tabular import Mapping, check, open_table

MAPPING = Mapping("place", "period", "numerator", "denominator", (("type", "1"),))
REPEATS = 3


def write(path: Path, rows: int) -> None:
    """Places with a hundred years of months each, so that no place and period comes twice."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("period", "place", "type", "denominator", "numerator", "remark"))
        for at in range(rows):
            month, place = at % 1200, at // 1200
            writer.writerow(
                (f"{1950 + month // 12}-{month % 12 + 1:02}-01", f"Ward {place}", 1, 1000 + at % 97, at % 89, "")
            )


def bare(path: Path) -> None:
    with path.open(newline="") as file:
        for _ in csv.reader(file):
            pass


def checked(path: Path) -> None:
    plan = check(open_table(path), MAPPING, known_places={}, existing={}, proportion=True)
    assert plan.clean


def quickest(work: Callable[[Path], None], path: Path) -> float:
    taken = []
    for _ in range(REPEATS):
        start = perf_counter()
        work(path)
        taken.append(perf_counter() - start)
    return min(taken)


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        write(path, rows)
        plain, ours = quickest(bare, path), quickest(checked, path)
    print(f"csv.reader alone: {rows / plain:,.0f} rows/s")
    print(f"read and checked: {rows / ours:,.0f} rows/s, {ours / plain:.1f} times as long")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
