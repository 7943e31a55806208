"""Screening very many series beside a plain NumPy pass (limits, points outside, crossings) over the same table.

Run `python -m benchmarks.screening`. Processor time, so that other work on the machine counts less; growth from 100 to
100,000 series, and one analysis of 60 points with its reading.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from knotwork.science.spc import RULES, analyse, screen

POINTS = 60


def spent(work: Callable[[], object], times: int = 3) -> float:
    """The least processor time of a few runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def plain(y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What must be computed at the very least."""
    centre = y.mean(axis=1, keepdims=True)
    ranges = np.abs(np.diff(y, axis=1)).mean(axis=1, keepdims=True)
    above = y > centre
    return (np.abs(y - centre) > 2.66 * ranges).sum(axis=1), (above[:, 1:] != above[:, :-1]).sum(axis=1)


def main() -> None:
    """Print seconds and the ratio to the plain pass, by number of series and rule set."""
    rng = np.random.default_rng(1)
    for series in (100, 1_000, 10_000, 100_000):
        y = rng.normal(10, 2, (series, POINTS))
        n = rng.integers(20, 80, y.shape).astype(float)
        events = rng.binomial(n.astype(int), 0.3).astype(float)
        least = spent(lambda y=y: plain(y))
        print(f"{series:7} series: plain {least:.4f} s")
        for rules in RULES:
            i = spent(lambda y=y, rules=rules: screen(y, rules=rules))
            p = spent(lambda t=events, n=n, rules=rules: screen(t, n, kind="p", rules=rules))
            print(f"{series:7} {rules:18} i {i:.4f} s ({i / least:.1f}x)  p {p:.4f} s ({p / least:.1f}x)")
    one = rng.normal(10, 2, POINTS)
    print(f"analyse, {POINTS} points: {spent(lambda: [analyse('i', one) for _ in range(200)]) * 5:.3f} ms")


if __name__ == "__main__":
    main()
