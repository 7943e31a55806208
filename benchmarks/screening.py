"""Screening very many series, beside a plain NumPy loop over them and beside reading the bytes once.

Run `python -m benchmarks.screening [LARGEST [TIMES]]` (100,000 series of 60 points unless said). Time on the clock, so
that several processors count; the least of so many times (three unless said). The plain loop does limits, points
outside and crossings of one series after another with NumPy; up to 10,000 series are looped over and the time scaled.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

import numpy as np

from knotwork.science.spc import RULES, screen, screen_by_rules

POINTS, LOOPED = 60, 10_000


def spent(work: Callable[[], object], times: int) -> float:
    """The least time of a few runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def plain(series: np.ndarray) -> tuple[int, int]:
    """What must be computed of a series at the very least."""
    centre, reach = series.mean(), 2.66 * np.abs(np.diff(series)).mean()
    above = series > centre
    return int((np.abs(series - centre) > reach).sum()), int((above[1:] != above[:-1]).sum())


def main() -> None:
    """Print seconds and ratios by number of series and rule set, and the most memory used."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    rng = np.random.default_rng(1)
    series = 100
    while series <= largest:
        y = rng.normal(10, 2, (series, POINTS))
        n = rng.integers(20, 80, y.shape).astype(float)
        events = rng.binomial(n.astype(int), 0.3).astype(float)
        loop = spent(lambda y=y: [plain(row) for row in y[:LOOPED]], 1) * max(series / LOOPED, 1)
        read = spent(lambda y=y: y.sum(), times)
        print(f"{series} series: plain loop {loop:.3f} s, bytes read {read:.5f} s")
        for rules in RULES:
            i = spent(lambda y=y, rules=rules: screen(y, rules=rules), times)
            p = spent(lambda t=events, n=n, rules=rules: screen(t, n, kind="p", rules=rules), times)
            print(
                f"  {rules:18} i {i:.4f} s ({loop / i:.1f}x the loop's speed, {i / read:.0f}x the bytes)  p {p:.4f} s"
            )
        i = spent(lambda y=y: screen_by_rules(y), times)
        p = spent(lambda t=events, n=n: screen_by_rules(t, n, kind="p"), times)
        print(f"  {'all rule sets':18} i {i:.4f} s ({loop / i:.1f}x the loop's speed)  p {p:.4f} s")
        print(f"  most memory so far {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)
        series *= 10


if __name__ == "__main__":
    main()
