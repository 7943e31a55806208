"""How often a stable series signals, from a table of simulated rates: by its lines, its rules, its length and baseline.

`chance_rates.txt`, by `python -m benchmarks.false_signals`, has a row for each way to draw lines, each set of rules and
each number of first points that set the lines. Between its lengths the chance a point goes with the logarithm of the
length, between its baselines with one over the baseline. Fewer than 6 points that set the lines count as 6.

Chances are passed on as hazards, -log(1 - chance): those of independent things add up.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from .result import Floats

FINE = (*range(6, 101), 110, 125, 150, 175, 200, 250, 300, 400, 500)
"""Lengths kept for rules whose limits step from one length to the next."""
COARSE = (6, 7, 8, 10, 12, 15, 20, 24, 30, 36, 48, 60, 80, 100, 150, 200, 300, 500)
FINELY = frozenset({"anhoej", "bestbox", "cutbox", "ihi", "ihi_printed"})
SPARSELY = frozenset({"g", "t_screened", "t_unscreened"})
BASES = (6, 8, 10, 12, 15, 20, 30, 50, 100)
WARNED = (12, 24, 36, 60, 100)
"""Lengths of the rates for data that are not normal: neighbours alike by so much, or skewed by so much."""
ALIKE = (0.2, 0.4, 0.6, 0.8)
SKEWS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
COUNTS = (0.25, 0.5, 1, 2, 4, 8, 16, 32)
"""And for counts, so many expected a point."""
_LOG_COUNTS = np.log([*COUNTS, 10 * COUNTS[-1]])
OWN, GIVEN = 0, -1
"""In place of the number of points that set the lines: all of them, or none."""


def lengths(limits: str, rules: str) -> tuple[int, ...]:
    """The lengths that the table keeps for such lines and rules."""
    return FINE if rules in FINELY and limits not in SPARSELY else COARSE


@cache
def hazard(limits: str, rules: str, points: int, base: int = OWN) -> float:
    """-log(1 - the chance of a false signal) of so many normal points; `base` of them set the lines.

    `limits` is how lines are drawn: "run" (about a median), "screened" or "unscreened" moving ranges, "known" standard
    deviation, "deviation" of all values, and the first two with "_given" where the centre was; or a kind of chart.
    """
    if not points:
        return 0.0
    if base in (GIVEN, OWN) or base >= points:
        return _along(limits, rules, points, GIVEN if base == GIVEN else OWN)
    bases = [known for known in BASES if known < points and (limits, "normal", rules, known) in _table()]
    if not bases:
        return _along(limits, rules, points, OWN)
    found = [_along(limits, rules, points, known) for known in bases]
    whole = _along(limits, rules, points, OWN)
    share = [1 / points, *(1 / known for known in reversed(bases))]
    return float(np.interp(1 / base, share, [whole, *reversed(found)]))


def chance(hazard: float) -> float:
    """The chance that belongs to a hazard."""
    return -math.expm1(-hazard)


def _along(limits: str, rules: str, points: int, base: int) -> float:
    known, hazards = _row(limits, rules, base)
    last = int(known[-1])
    if points > last and rules in FINELY:
        beyond = 0.0 if limits == "run" else hazard(limits, "three_sigma", last) / last
        return float(hazards[-1]) + beyond * (points - last)
    return points * float(np.interp(math.log(points), np.log(known), hazards / known))


@cache
def _row(limits: str, rules: str, base: int) -> tuple[Floats, Floats]:
    """Lengths and hazards of a row; a baseline begins where its points are all there are, and set their own lines."""
    known = [points for points in lengths(limits, rules) if points > base]
    hazards = _hazards(_table()[limits, "normal", rules, base])
    if base > 0:
        return np.array([base, *known], dtype=float), np.array([_along(limits, rules, base, OWN), *hazards])
    return np.array(known, dtype=float), np.array(hazards)


@lru_cache(maxsize=4096)
def worse(limits: str, rules: str, points: int, data: str, much: float) -> float:
    """How many times the hazard is that of stable normal values where neighbours are "alike" or values have a "skew".

    Between the lengths and the degrees of the table in a straight line; beyond them as at its ends.
    """
    degrees = ALIKE if data == "alike" else SKEWS
    by_degree = [1.0]
    for degree in degrees:
        found = np.array(_hazards(_table()[limits, f"{data}{degree}", rules, OWN]))
        usual = np.array([max(hazard(limits, rules, length), 1e-3) for length in WARNED])
        by_degree.append(float(np.interp(math.log(points), np.log(WARNED), found / usual)))
    return max(float(np.interp(much, [0.0, *degrees], by_degree)), 1.0)


def of_counts(rules: str, points: int, expected: float) -> float:
    """How many times the hazard of runs and patterns is that of normal values, for counts with so many expected.

    Points outside the limits are left out on either side: their chance is exact. Coarse counts fall on the zones and
    on each other, which makes some patterns more frequent and others less.
    """
    return float(np.interp(math.log(max(expected, 1e-9)), _LOG_COUNTS, _by_count(rules, points)))


@cache
def _by_count(rules: str, points: int) -> Floats:
    """The same for each of COUNTS expected, and at ten times the last of them, where counts are as good as normal."""
    by_degree = []
    for degree in COUNTS:
        whole, outside = (_hazards(_table()["known", f"counts{degree}", name, OWN]) for name in (rules, "three_sigma"))
        usual = [hazard("known", rules, length) - hazard("known", "three_sigma", length) for length in WARNED]
        shares = np.maximum(np.subtract(whole, outside), 0.0) / np.maximum(usual, 1e-3)
        by_degree.append(float(np.interp(math.log(points), np.log(WARNED), shares)))
    return np.array([*by_degree, 1.0])


def _hazards(digits: str) -> list[float]:
    """From rates in thousandths, three digits each."""
    return [-math.log1p(-int(digits[at : at + 3]) / 1000) for at in range(0, len(digits), 3)]


@cache
def _table() -> dict[tuple[str, str, str, int], str]:
    """The rows by limits, data, rules and baseline."""
    text = Path(__file__).with_name("chance_rates.txt").read_text(encoding="ascii")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {(limits, data, rules, int(base)): digits for limits, data, rules, base, digits in rows}
