"""The file that the guide for analysts charts: falls in twelve wards of the simulated network.

`python -m tests.command_files.guide_file` writes it anew.
"""

from __future__ import annotations

from pathlib import Path

from knotwork.science.simulation import DEMONSTRATION, simulate

FILE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "falls.csv"
WARDS = 12


def guide_file() -> str:
    """The whole file: a row a ward and month, as its team sent them in; some months are missing."""
    network = simulate(DEMONSTRATION)
    named = {place.id: place.name for place in network.teams if place.kind == "ward"}
    chosen = dict(list(named.items())[:WARDS])
    rows = [
        f"{chosen[seen.place]},{seen.month:%Y-%m},{seen.numerator},{seen.denominator}"
        for seen in network.observations
        if seen.measure == "falls-rate" and seen.place in chosen
    ]
    return "\n".join(["ward,month,falls,bed_days", *rows, ""])


if __name__ == "__main__":
    FILE.write_text(guide_file(), encoding="utf-8")
