"""How often a stable series signals: makes the tables that `science/spc/chance_table.py` and `chance_rules.py` ship.

Run `python -m benchmarks.false_signals [series]`. Normal values, centre and limits from the series itself; the number
of series a length is 20,000 unless said (the shipped tables used 40,000 to 1,000,000, stated in each).
"""

from __future__ import annotations

import sys

import numpy as np

from knotwork.science.spc import RULES, screen

LENGTHS = (6, 8, 10, 12, 15, 20, 24, 30, 36, 48, 60, 80, 100, 150, 200, 300, 500)
SEED = 20260101


def rates(series: int, points: int, rng: np.random.Generator) -> dict[str, float]:
    """The share of series with a signal, by rules and limits."""
    y = rng.standard_normal((series, points))
    found = {}
    for rules in RULES:
        for kind, screened in (("run", True), ("i", True), ("i", False)):
            limits = "run" if kind == "run" else "screened" if screened else "unscreened"
            seen = screen(y, kind=kind, rules=rules, screen_moving_ranges=screened)
            found[f"{rules} {limits}"] = float(seen.signals.mean())
    return found


def farthest(series: int, points: int, rng: np.random.Generator, screened: bool) -> list[float]:
    """The share of series whose farthest point lies beyond 2, 2.5 … 9 sigmas of its own limits."""
    y = rng.standard_normal((series, points))
    seen = screen(y, screen_moving_ranges=screened, rules="three_sigma")
    away = np.abs(y - seen.centre[:, None]).max(axis=1) / ((seen.upper - seen.centre) / 3)
    return [float((away > sigmas).mean()) for sigmas in np.arange(2.0, 9.01, 0.5)]


def main() -> None:
    """Print one line a length and rule set, then the farthest points."""
    series = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    rng = np.random.default_rng(SEED)
    for points in LENGTHS:
        for name, rate in rates(series, points, rng).items():
            print(f"{points:4} {name:28} {rate:.4f}")
    for points in LENGTHS[2:15]:
        for screened in (False, True):
            shares = " ".join(f"{share:.5f}" for share in farthest(series, points, rng, screened))
            print(f"{points:4} farthest {'screened' if screened else 'unscreened':10} {shares}")


if __name__ == "__main__":
    main()
