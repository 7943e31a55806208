"""One series of 60 points analysed, reading included, beside two other packages that do XmR limits and a plain pass.

Run `make benchmarks`, which installs the two (statprocon: limits alone; pycontrolcharts: limits and eight run tests, no
reading), or `python -m benchmarks.analysing` where they are installed. Microseconds, the least of five batches of 100.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from pycontrolcharts import calc_xmr
from statprocon import XmR

from knotwork.science.spc import RULES, analyse

BATCH = 100


def each(work: Callable[[], object]) -> float:
    """Microseconds of one run."""
    work()
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(BATCH):
            work()
        taken.append(time.perf_counter() - start)
    return min(taken) / BATCH * 1e6


def limits(y: np.ndarray) -> tuple[float, float]:
    """Limits alone, in NumPy."""
    reach = 2.66 * np.abs(np.diff(y)).mean()
    return y.mean() - reach, y.mean() + reach


def peer_limits(values: list[float]) -> object:
    """What statprocon computes of a series."""
    xmr = XmR(values)
    return xmr.upper_natural_process_limit(), xmr.lower_natural_process_limit(), xmr.upper_range_limit()


def main() -> None:
    """Print microseconds and ratios, by length and rule set."""
    rng = np.random.default_rng(1)
    for points in (12, 60, 240, 1000):
        y = rng.normal(10, 2, points)
        n = rng.integers(20, 80, points).astype(float)
        events = rng.binomial(n.astype(int), 0.3).astype(float)
        values = y.tolist()
        least, one, two = (
            each(lambda y=y: limits(y)),
            each(lambda v=values: peer_limits(v)),
            each(lambda v=values: calc_xmr(v)),
        )
        print(f"{points} points: limits in NumPy {least:.0f} µs, statprocon {one:.0f} µs, pycontrolcharts {two:.0f} µs")
        for rules in RULES:
            i = each(lambda y=y, rules=rules: analyse("i", y, rules=rules))
            p = each(lambda e=events, n=n, rules=rules: analyse("p", e, n, rules=rules))
            print(
                f"  {rules:18} i {i:.0f} µs ({i / one:.1f}x statprocon, {i / two:.2f}x pycontrolcharts)  p {p:.0f} µs"
            )


if __name__ == "__main__":
    main()
