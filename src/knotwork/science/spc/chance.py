"""How often a stable process signals by chance: what makes a signal worth more, or less."""

from __future__ import annotations

import math
from functools import cache
from math import comb
from typing import NamedTuple

import numpy as np

from .chance_rules import LENGTHS, RATES
from .chance_table import OUTSIDE_OWN_LIMITS
from .charts import Family
from .distributions import binomial_up_to, poisson_up_to
from .result import Floats
from .runs import crossings_limit, longest_run_limit
from .series import Sample

SCREENED = frozenset({"i", "t", "pp", "up", "ip"})
RANGE_BEYOND = 0.0092
"""How often one moving range of normal values lies above 3.267 times their mean: P(|z| > 3.267 x 1.128 / sqrt 2)."""
BEYOND_THREE_SIGMA = 0.0026997960632601866
"""How often one point of a stable, normally distributed process lies beyond known limits."""


class Case(NamedTuple):
    """A phase whose false signals are asked for: its chart, its rules, and whether it set its own lines."""

    family: Family
    rules: str
    own: bool
    screened: bool


def false_signal_rate(case: Case, points: Sample, lines: Floats, useful: int) -> float:
    """How often a stable process would signal on such a phase.

    Under Anhøj's rules runs are exact: about the series' own line half the points lie on either side, about a given
    line (or one that a baseline set) each side is as likely. Points outside the limits are exact for P, U, C and G
    charts with the centre taken as known, and otherwise those of normal values. That runs and points outside signal
    independently is an approximation, and so is a baseline's line taken as known. Under other rules from
    `chance_rules`, for normal values.
    """
    if case.family.has_runs and case.rules not in {"anhoej", "three_sigma"}:
        limits = "screened" if case.screened and case.family.kind in SCREENED else "unscreened"
        key = "run" if (case.rules, "run") in RATES and case.family.kind == "run" else limits
        return by_rules(case.rules, key, points.value.size)
    runs = 0.0
    if case.family.has_runs and case.rules == "anhoej":
        runs = (runs_by_chance_about_own_line if case.own else runs_by_chance)(useful)
    return 1 - (1 - runs) * (1 - _outside(case.family.kind, points, lines, case.own, case.screened))


@cache
def by_rules(rules: str, limits: str, points: int) -> float:
    """The chance of a false signal from the table, between its lengths by the chance a point; 0 below 8 points."""
    if points < LENGTHS[0] - 2:
        return 0.0
    rates = np.array(RATES[rules, limits].split(), dtype=float)
    return _interpolated(points, LENGTHS, rates)


def _interpolated(points: int, lengths: Floats, rates: Floats) -> float:
    hazard = float(np.interp(np.log(points), np.log(lengths), -np.log1p(-rates) / lengths))
    return 1 - math.exp(-hazard * points)


def _outside(kind: str, points: Sample, lines: Floats, own: bool, screened: bool) -> float:
    known = points.value.size
    if not known or kind == "run" or np.isnan(lines[2]).all():
        return 0.0
    centre, lower, upper = float(lines[0, 0]), lines[1], lines[2]
    if kind == "p" and points.n is not None:
        return shares_outside(centre, points.n, lower, upper)
    if kind in {"u", "c"}:
        size = points.n if points.n is not None else np.ones(known)
        return counts_outside(centre * size, lower * size, upper * size)
    if kind == "g":
        mean = float(points.value.mean())
        beyond = (mean / (mean + 1)) ** (math.floor(float(upper[0])) + 1)
        return float(1 - (1 - beyond) ** known)
    if own and kind != "mr":
        return outside_by_chance(known, screened and kind in SCREENED)
    beyond = RANGE_BEYOND if kind == "mr" else BEYOND_THREE_SIGMA
    return float(1 - (1 - beyond) ** known)


@cache
def runs_by_chance(useful: int) -> float:
    """The exact chance that points in random order about a known line show a long run or few crossings."""
    return 1 - _quiet(useful, longest_run_limit(useful), crossings_limit(useful) + 1, own=False)


@cache
def runs_by_chance_about_own_line(useful: int) -> float:
    """The exact chance of a long run or few crossings about the series' own median: half the points on either side."""
    return 1 - _quiet(useful, longest_run_limit(useful), crossings_limit(useful) + 1, own=True)


def longest_by_chance(useful: int, longest: int, own: bool) -> float:
    """The exact chance of a run as long as this, or longer."""
    return 1.0 if longest <= 1 else 1 - _quiet(useful, longest - 1, 1, own)


def crossings_by_chance(useful: int, crossings: int, own: bool) -> float:
    """The exact chance of as few crossings as this, or fewer."""
    return 1 - _quiet(useful, useful, crossings + 2, own)


@cache
def _quiet(useful: int, longest: int, fewest_runs: int, own: bool) -> float:
    """The chance of at least so many runs, none of them longer than this.

    A sequence with r runs is a way to write n as r parts, none above the longest run.
    """
    if not useful:
        return 1.0
    if own:
        low = useful // 2
        ways = sum(_arrangements(low, useful - low, runs, longest) for runs in range(fewest_runs, useful + 1))
        return ways / comb(useful, low)
    return sum(2 * _parts(useful, runs, longest) for runs in range(fewest_runs, useful + 1)) / (1 << useful)


@cache
def _parts(whole: int, parts: int, largest: int) -> int:
    """In how many ways `whole` is a sum of so many parts from 1 to `largest`, their order counting."""
    if not parts:
        return int(whole == 0)
    terms = range(min(parts, (whole - parts) // largest) + 1 if whole >= parts else 0)
    return sum((-1) ** out * comb(parts, out) * comb(whole - out * largest - 1, parts - 1) for out in terms)


def _arrangements(low: int, high: int, runs: int, longest: int) -> int:
    half, odd = divmod(runs, 2)
    if not odd:
        return 2 * _parts(low, half, longest) * _parts(high, half, longest)
    one = _parts(low, half + 1, longest) * _parts(high, half, longest)
    return one + _parts(low, half, longest) * _parts(high, half + 1, longest)


@cache
def outside_by_chance(points: int, screened: bool) -> float:
    """The chance that a stable series of normal values has a point outside the XmR limits that it set itself.

    Interpolated in `chance_table`, which `benchmarks/false_signals.py` makes by simulation (Monte-Carlo error 0.001).
    """
    lengths, plain, with_screening = OUTSIDE_OWN_LIMITS
    return _interpolated(points, lengths, with_screening if screened else plain) if points >= lengths[0] else 0.0


def shares_outside(centre: float, n: Floats, lower: Floats, upper: Floats) -> float:
    """The exact chance of a point outside, when every count is binomial about this proportion."""
    if not 0 < centre < 1:
        return 0.0
    many = np.rint(n).astype(np.int64)
    low, high = np.ceil(lower * many - 1e-9) - 1, np.minimum(np.floor(upper * many + 1e-9), many)
    below = np.where(low < 0, 0.0, binomial_up_to(np.maximum(low, 0), many, centre))
    quiet = binomial_up_to(high, many, centre) - below
    return _any(quiet)


def counts_outside(expected: Floats, lower: Floats, upper: Floats) -> float:
    """The exact chance of a point outside, when every count is Poisson about what is expected (limits as counts)."""
    low, high = np.ceil(lower - 1e-9) - 1, np.floor(upper + 1e-9)
    quiet = poisson_up_to(high, expected) - np.where(low < 0, 0.0, poisson_up_to(np.maximum(low, 0), expected))
    return _any(quiet)


def _any(quiet: Floats) -> float:
    known = quiet[~np.isnan(quiet)]
    return 1 - float(np.prod(np.clip(known, 0.0, 1.0)))
