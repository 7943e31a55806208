"""How far a value lies from limits that first points have set: makes the table of Student's distributions that ships.

Run `python -m benchmarks.estimated_limits [SERIES]` and put what it prints into `chance_table.py`. Sigma from the
moving ranges of m normal values is simulated (400,000 series; its own chance at each sigma is exact), and the degrees
of freedom and scale are those of the Student's distribution whose chances of 1 % to 0.001 % lie at the same distances,
to within 0.09 in the logarithm (base 10) of any of them.
"""

from __future__ import annotations

import sys

import numpy as np
from scipy import optimize, special

from benchmarks.stable_series import MEAN_RANGE, mean_range

BASES = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50, 100, 200)
CHANCES = np.array([1e-2, 1e-3, 1e-4, 1e-5])


def distances(sigma: np.ndarray) -> np.ndarray:
    """How many estimated sigmas lie beyond with each of the chances."""

    def off(far: float, chance: float) -> float:
        beyond = special.erfc(np.exp(far) * sigma / np.sqrt(2)).mean()
        return float(np.log(max(beyond, 1e-300)) - np.log(chance))

    return np.exp([optimize.brentq(off, np.log(0.5), np.log(1e6), args=(chance,), xtol=1e-3) for chance in CHANCES])


def fitted(far: np.ndarray, base: int) -> tuple[float, float]:
    """Degrees of freedom and scale of the Student's distribution with these chances at these distances."""

    def off(logs: np.ndarray) -> float:
        freedom, scale = np.exp(logs)
        return float(((np.log(2 * special.stdtr(freedom, -far * scale)) - np.log(CHANCES)) ** 2).sum())

    freedom, scale = np.exp(optimize.minimize(off, [np.log(0.6 * base), 0.0], method="Nelder-Mead").x)
    return float(freedom), float(scale)


def main() -> None:
    """Print, without screening and with it, the degrees of freedom a moving range and the scales, base by base."""
    series = int(sys.argv[1]) if len(sys.argv) > 1 else 400_000
    for screened in (False, True):
        rows = []
        for base in BASES:
            y = np.random.default_rng([20260102, base]).standard_normal((series if base <= 30 else series // 4, base))
            freedom, scale = fitted(distances(mean_range(y, screened)[:, 0] / MEAN_RANGE), base)
            rows.append((freedom / (base - 1), scale))
        print("screened" if screened else "unscreened")
        for column in zip(*rows, strict=True):
            print(" ".join(f"{number:.3f}" for number in column))


if __name__ == "__main__":
    main()
