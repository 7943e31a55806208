"""How often a stable process signals by chance: what makes a signal worth more, or less."""

from __future__ import annotations

import math
from functools import cache
from math import comb
from typing import NamedTuple

import numpy as np

from .chance_early import tuned
from .chance_rates import GIVEN, OWN, chance, hazard, of_counts
from .chance_subgroups import averages_outside, ranges_outside, spreads_outside
from .charts import Family, Options
from .charts.lines import USUAL
from .distributions import binomial_up_to, poisson_up_to
from .result import Floats
from .runs import crossings_limit, longest_run_limit
from .series import Sample

LONG = 500
"""Beyond so many points arrangements are too many to count, and it hardly matters that half lie on either side."""
BEYOND_THREE_SIGMA = 0.0026997960632601866
"""How often one point of a stable, normally distributed process lies beyond known limits."""
SURE = 20.0
"""No hazard is said to be higher: a false signal is all but certain."""
WITH_RANGES = frozenset({"i", "pp", "up", "ip", "t", "ewma", "cusum"})
SUBGROUPS = frozenset({"xbar", "s", "r"})


class Case(NamedTuple):
    """A phase whose false signals are asked for: its chart, its rules, and what set its lines.

    `base` of its points did so (0: all of them); `given` says that the centre was given. The standard deviation of I
    and such charts comes from the points in either case.
    """

    family: Family
    rules: str
    base: int = OWN
    given: bool = False
    screened: bool = True
    options: Options = USUAL

    @property
    def limits(self) -> str:
        """How its lines are drawn, as the table of rates calls it."""
        kind = self.family.kind
        if kind == "run":
            return kind
        if kind not in WITH_RANGES:
            return "known"
        if self.options.sigma == "deviation" and kind == "i":
            return "deviation"
        return ("screened" if self.screened else "unscreened") + ("_given" if self.given else "")

    @property
    def set_by(self) -> int:
        """How many points set the lines, as the table of rates counts them."""
        return GIVEN if self.given and self.limits in {"run", "known"} else self.base


def false_signal_rate(case: Case, points: Sample, lines: Floats, useful: int) -> float:
    """How often a stable process would signal on such a phase, for its length, its rules and what set its lines.

    Simulated for normal values (`chance_rates`), where lines and points come from the same series or the first points
    of it. In place of normal values outside the limits: for P, NP, U, C and G charts the exact chance of their counts
    about the centre, made larger or smaller by what an estimated centre does to normal values; for T charts
    exponential times; for X-bar, S and R charts normal values in subgroups, whose limits are as uncertain as their
    number makes them. Runs are those of values without ties; on a run chart the points off the line are counted.
    """
    many = points.value.size
    if not many:
        return 0.0
    if case.limits == "run":
        return chance(_about_median(case, many, useful))
    if not case.family.has_runs:
        return chance(_alone(case, many))
    return chance(min(_with_limits(case, points, lines), SURE))


def _about_median(case: Case, many: int, useful: int) -> float:
    if case.rules == "three_sigma":
        return 0.0
    tied = many - useful > 1
    return hazard("run", case.rules, useful if tied else many, case.set_by)


def _alone(case: Case, many: int) -> float:
    """Of charts whose runs are not judged."""
    kind = case.family.kind
    if kind == "mr":
        return hazard(kind, "three_sigma", many, GIVEN if case.given else case.base)
    return hazard(f"{kind}_{case.limits}", "three_sigma", many, case.base) * tuned(kind, case.options, many)


def _with_limits(case: Case, points: Sample, lines: Floats) -> float:
    """Runs and patterns from the table, points outside from the chart's own distribution."""
    kind, many, limits = case.family.kind, points.value.size, case.limits
    if kind == "g":
        limits = kind
    if kind == "t":
        limits = "t_" + limits.removesuffix("_given")
    whole = hazard(limits, case.rules, many, case.set_by)
    if kind in WITH_RANGES:
        return whole
    outside = hazard(limits, "three_sigma", many, case.set_by)
    patterns = max(whole - outside, 0.0)
    if kind == "g":
        return patterns + outside * _waits_outside(lines, many) / _waits(many)
    if kind in SUBGROUPS:
        return patterns + outside * _in_subgroups(case, points, lines) / _three_sigma(many)
    return patterns * _of_counts(case, points, lines) + outside * _counts(case, points, lines) / _three_sigma(many)


def _of_counts(case: Case, points: Sample, lines: Floats) -> float:
    """What coarse counts do to runs and patterns; a point's variance says how coarse they are."""
    if case.rules == "three_sigma":
        return 1.0
    centre, size = float(lines[0, 0]), 1.0 if points.n is None else float(np.add.reduce(points.n)) / points.n.size
    varies = centre * size * (1 - centre if case.family.kind in {"p", "np"} else 1)
    return of_counts(case.rules, points.value.size, varies)


def _counts(case: Case, points: Sample, lines: Floats) -> float:
    """The exact hazard of counts outside the limits, about the centre."""
    size = points.n if points.n is not None else np.ones(points.value.size)
    shares = case.family.kind in {"p", "np"}
    of = shares_outside if shares else counts_outside
    scale = 1.0 if shares else size
    return of(float(lines[0, 0]), size, lines[1] * scale, lines[2] * scale)


def _in_subgroups(case: Case, points: Sample, lines: Floats) -> float:
    """The hazard outside limits from subgroups; without two values in any of them there are no limits."""
    if np.isnan(lines[2]).all():
        return 0.0
    base = slice(0, case.base or None)
    if case.family.kind == "xbar":
        return averages_outside(points.value.size, points.size[base])
    of = spreads_outside if case.family.kind == "s" else ranges_outside
    return of(points.size, lines, 0 if case.given else points.size[base].size)


def _three_sigma(many: int) -> float:
    return -many * math.log1p(-BEYOND_THREE_SIGMA)


def _waits(many: int) -> float:
    """The hazard of exponential values beyond four times their mean."""
    return -many * math.log1p(-math.exp(-4))


def _waits_outside(lines: Floats, many: int) -> float:
    """The hazard of geometric counts of cases beyond the limit, about the mean that the limit was drawn from."""
    upper = float(lines[2, 0])
    mean = (math.sqrt((9 + 2 * upper) ** 2 + 32 * upper**2) - 9 - 2 * upper) / 16
    beyond = (mean / (mean + 1)) ** (math.floor(upper) + 1)
    return -many * math.log1p(-min(beyond, 0.999))


@cache
def runs_by_chance(useful: int) -> float:
    """The exact chance that points in random order about a known line show a long run or few crossings."""
    return 1 - _quiet(useful, longest_run_limit(useful), crossings_limit(useful) + 1, own=False)


@cache
def runs_by_chance_about_own_line(useful: int) -> float:
    """The exact chance of a long run or few crossings about the series' own median: half the points on either side."""
    return 1 - _quiet(useful, longest_run_limit(useful), crossings_limit(useful) + 1, own=True)


def longest_by_chance(useful: int, longest: int, own: bool, low: int | None = None) -> float:
    """The chance of a run as long as this, or longer: exact, but that of long series is about a known line.

    About its own line half of the points lie on either side, or so many on one of them (`low`).
    """
    if longest <= 1:
        return 1.0
    return _run_of_many(useful, longest) if useful > LONG else 1 - _quiet(useful, longest - 1, 1, own, low)


def crossings_by_chance(useful: int, crossings: int, own: bool, low: int | None = None) -> float:
    """The chance of as few crossings as this, or fewer: exact, but that of long series is about a known line."""
    if useful > LONG:
        return float(binomial_up_to(crossings, useful - 1, 0.5))
    return 1 - _quiet(useful, useful, crossings + 2, own, low)


def _run_of_many(useful: int, longest: int) -> float:
    """Of points that are each as likely on either side, carried on from one point to the next."""
    ends = 0.5**longest  # of so many points, all alike the one before them, after one that is not
    found = [0.0] * (longest - 1) + [2 * ends]
    for point in range(longest, useful):
        found.append(found[-1] + ends * (1 - found[point - longest]))
    return found[useful - 1]


@cache
def _quiet(useful: int, longest: int, fewest_runs: int, own: bool, below: int | None = None) -> float:
    """The chance of at least so many runs, none of them longer than this.

    A sequence with r runs is a way to write n as r parts, none above the longest run.
    """
    if not useful:
        return 1.0
    if own:
        low = useful // 2 if below is None else below
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


def outside_by_chance(points: int, screened: bool) -> float:
    """The chance that a stable series of normal values has a point outside the XmR limits that it set itself."""
    return chance(hazard("screened" if screened else "unscreened", "three_sigma", points))


def shares_outside(centre: float, n: Floats, lower: Floats, upper: Floats) -> float:
    """The exact hazard of a point outside, when every count is binomial about this proportion."""
    if not 0 < centre < 1:
        return 0.0
    many = np.rint(n).astype(np.int64)
    low, high = np.ceil(lower * many - 1e-9) - 1, np.minimum(np.floor(upper * many + 1e-9), many)
    quiet = binomial_up_to(high, many, centre)
    bounded = (low >= 0).nonzero()[0]  # elsewhere no count is too few
    if bounded.size == low.size:
        quiet -= binomial_up_to(low, many, centre)
    elif bounded.size:
        quiet[bounded] -= binomial_up_to(low[bounded], many[bounded], centre)
    return _any(quiet)


def counts_outside(centre: float, n: Floats, lower: Floats, upper: Floats) -> float:
    """The exact hazard of a point outside, when every count is Poisson about this rate (limits as counts)."""
    expected = centre * n
    low, high = np.ceil(lower - 1e-9) - 1, np.floor(upper + 1e-9)
    quiet = poisson_up_to(high, expected) - np.where(low < 0, 0.0, poisson_up_to(np.maximum(low, 0), expected))
    return _any(quiet)


def _any(quiet: Floats) -> float:
    """The hazard of what is quiet with these chances, point by point."""
    known = quiet[quiet == quiet]
    return -float(np.add.reduce(np.log(np.minimum(np.maximum(known, 1e-9), 1.0))))
