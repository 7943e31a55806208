"""Every cell of the table of false signals beside a simulation that shares no rule, line or random number with it.

300 series a row: the Monte-Carlo error of a cell is at most 0.029, and no cell may be off by more than 4.5 errors; the
mean of a row over its lengths may not be off by more than what 300 series leave (0.06).
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from knotwork.science.spc.chance_rates import BASES, COARSE, FINE, FINELY, GIVEN, OWN, chance, hazard
from knotwork.science.spc.rules import RULES
from tests.science.spec.plain_rules import broken, patterns, runs

SERIES = 300
LIMITS = ("run", "screened", "unscreened", "known", "deviation", "screened_given", "unscreened_given")
FEWER = (6, 10, 20, 50)
ROWS = [(limits, base) for limits in LIMITS[:4] for base in BASES]
ROWS += [(limits, base) for limits in LIMITS[4:] for base in FEWER]
ROWS += [("run", GIVEN), ("known", GIVEN)]


def c4(many: int) -> float:
    """By the ratio of gamma functions, from one number of values to the next."""
    short = np.sqrt(2 / np.pi)
    for free in range(1, many - 1):
        short = np.sqrt(free / (free + 1)) / short
    return float(short)


def spread(limits: str, first: np.ndarray) -> np.ndarray:
    if limits in {"known", "run"}:
        return np.ones((len(first), 1))
    if limits == "deviation":
        return first.std(axis=1, ddof=1)[:, None] / c4(first.shape[1])
    found = []
    for series in first:
        ranges = abs(np.diff(series))
        if not limits.startswith("un"):
            ranges = ranges[ranges < 3.267 * ranges.mean()]
        found.append(ranges.mean() / 1.128)
    return np.array(found)[:, None]


def away(limits: str, y: np.ndarray, base: int) -> np.ndarray:
    """How many sigmas each point lies from the centre."""
    if base == GIVEN:
        return y
    first = y[:, :base]
    middle = np.median if limits == "run" else np.mean
    centre = 0 if limits.endswith("_given") else middle(first, axis=1)[:, None]
    return (y - centre) / spread(limits, first)


def drawn(seed: int, points: int) -> np.ndarray:
    return np.random.default_rng([7, seed]).normal(0, 1, (SERIES, points))


def told(z: np.ndarray, y: np.ndarray, limits: bool) -> dict[str, np.ndarray]:
    """Whether each series has signalled by each point, by rule set."""
    counts, ended = runs(z), patterns(y, z, limits)
    return {name: np.logical_or.accumulate(ended[name], axis=1) | broken(name, *counts) for name in RULES}


def lengths(rules: str, base: int) -> list[int]:
    return [points for points in (FINE if rules in FINELY else COARSE) if points > base]


def held(seen: dict[str, np.ndarray], limits: str, base: int) -> None:
    for rules, rates in seen.items():
        if (limits, rules) == ("run", "three_sigma"):
            continue
        many = lengths(rules, base)
        shipped = np.array([chance(hazard(limits, rules, points, base)) for points in many])
        error = np.sqrt(np.maximum(shipped * (1 - shipped), 0.003) / SERIES)
        off = np.abs(rates - shipped) - (np.array(many) > 100) * (rules in FINELY) * 0.035
        assert (off < 4.5 * error).all(), (rules, many[int(np.argmax(off / error))])
        assert np.mean(rates - shipped) == pytest.approx(0, abs=0.06), rules


@pytest.mark.parametrize(("limits", "base"), ROWS)
def test_every_rate_of_a_baseline_is_that_of_stable_series(limits, base) -> None:
    y = drawn(BASES.index(base) + 1 if base > 0 else 0, 500)
    seen = told(away(limits, y, base), y, limits != "run")
    held({rules: seen[rules].mean(axis=0)[np.array(lengths(rules, base)) - 1] for rules in RULES}, limits, base)


@cache
def own(limits: str) -> dict[str, np.ndarray]:
    by_length = []
    for points in FINE:
        y = drawn(1000 + points, points)
        z = away(limits, y, points)
        counts = tuple(part[:, -1] for part in runs(z))
        ended = patterns(y, z, limits != "run")
        by_length.append({r: (ended[r].any(axis=1) | broken(r, *counts)).mean() for r in RULES})
    of = dict(zip(FINE, by_length, strict=True))
    return {rules: np.array([of[points][rules] for points in lengths(rules, 0)]) for rules in RULES}


@pytest.mark.parametrize("limits", LIMITS)
def test_every_rate_of_lines_that_a_series_set_itself_is_that_of_stable_series(limits) -> None:
    held(own(limits), limits, OWN)
