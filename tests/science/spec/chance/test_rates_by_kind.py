"""The rate of every kind of chart, put together by hand from the table of rates and exact distributions.

The table has -log(1 - rate) for lines, rules and length; what lies outside is replaced by the chart's own chance.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from knotwork.science.spc import RULES, Analysis, analyse
from knotwork.science.spc.chance_early import tuned
from knotwork.science.spc.chance_rates import GIVEN, OWN, hazard, of_counts
from knotwork.science.spc.chance_subgroups import averages_outside, ranges_outside, spreads_outside
from knotwork.science.spc.charts import Options

RNG = np.random.default_rng(11)
Y = RNG.normal(20, 3, 24)
N = RNG.integers(60, 140, 24)
EVENTS = RNG.binomial(N, 0.3)
KNOWN = -24 * math.log1p(-2 * stats.norm.sf(3))
"""The hazard of 24 points beyond three sigma about known lines."""
SETS = ["anhoej", "mdc", "western_electric", "three_sigma"]
PERIODS = np.repeat(np.arange(8), 3)


def found(seen: Analysis) -> float:
    return -math.log1p(-seen.false_signal_rate)


def table(limits: str, rules: str, points: int = 24, base: int = OWN) -> float:
    return hazard(limits, rules, points, base)


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize(("screened", "limits"), [(True, "screened"), (False, "unscreened")])
@pytest.mark.parametrize("centre", [None, 20])
@pytest.mark.parametrize("base", [None, 10])
def test_charts_with_moving_ranges_have_the_rate_of_the_table(rules, screened, limits, centre, base) -> None:
    given = limits + ("" if centre is None else "_given")
    expected = pytest.approx(table(given, rules, 24, base or OWN))
    assert found(analyse("i", Y, rules=rules, screen_moving_ranges=screened, centre=centre, baseline=base)) == expected
    if centre is None:
        for kind in ("pp", "up", "ip"):
            seen = analyse(kind, EVENTS, N, rules=rules, screen_moving_ranges=screened, baseline=base)
            assert found(seen) == expected


def test_the_deviation_of_all_values_has_rates_of_its_own() -> None:
    assert found(analyse("i", Y, sigma="deviation", rules="mdc")) == pytest.approx(table("deviation", "mdc"))
    assert found(analyse("i", Y, sigma="moving_ranges", rules="mdc")) == pytest.approx(table("screened", "mdc"))


@pytest.mark.parametrize("rules", ["anhoej", "ihi", "bestbox", "western_electric"])
@pytest.mark.parametrize(("centre", "base"), [(None, None), (20, None), (None, 10), (20, 10)])
def test_run_charts_have_the_rate_of_their_median_or_of_the_line_they_are_given(rules, centre, base) -> None:
    expected = table("run", rules, 24, OWN if centre is None and base is None else base if centre is None else GIVEN)
    assert found(analyse("run", Y, rules=rules, centre=centre, baseline=base)) == pytest.approx(expected)


def test_run_charts_count_the_points_off_the_line_where_two_or_more_lie_on_it() -> None:
    y = [1.0, 3] * 10
    for ties, points in ((0, 20), (1, 21), (2, 20), (4, 20)):
        seen = analyse("run", [*y, *[2.0] * ties], centre=2)
        assert found(seen) == pytest.approx(table("run", "anhoej", points, GIVEN))


def test_without_limits_no_point_lies_outside_them() -> None:
    assert analyse("run", Y, rules="three_sigma").false_signal_rate == 0
    assert analyse("i", [None, None]).false_signal_rate == 0


@pytest.mark.parametrize(("options", "base"), [({}, OWN), ({"baseline": 10}, 9), ({"centre": 3}, GIVEN)])
@pytest.mark.parametrize("rules", ["anhoej", "mdc"])
def test_moving_ranges_have_the_rate_of_points_outside_alone(options, base, rules) -> None:
    # The first point has no range, so that ten points have nine.
    assert found(analyse("mr", Y, rules=rules, **options)) == pytest.approx(table("mr", "three_sigma", 23, base))


@pytest.mark.parametrize(("screened", "limits"), [(True, "screened"), (False, "unscreened")])
@pytest.mark.parametrize(("kind", "tuning"), [("ewma", {"weight": 0.3}), ("cusum", {"interval": 4.0})])
@pytest.mark.parametrize("options", [{}, {"baseline": 10}, {"centre": 20}])
def test_early_warning_has_a_rate_of_its_own_changed_by_how_it_is_tuned(
    screened, limits, kind, tuning, options
) -> None:
    name = f"{kind}_{limits}" + ("_given" if "centre" in options else "")
    plain = table(name, "three_sigma", 24, options.get("baseline", OWN))
    assert found(analyse(kind, Y, screen_moving_ranges=screened, **options)) == pytest.approx(plain)
    seen = analyse(kind, Y, screen_moving_ranges=screened, **tuning, **options)
    assert found(seen) == pytest.approx(plain * tuned(kind, Options(**tuning), 24))


def outside(seen: Analysis, kind: str) -> float:
    """The exact hazard of numbers of cases or events beyond the limits, about the centre."""
    quiet = []
    for place in range(24):
        size = 1 if kind == "c" else int(N[place])
        centre = seen.centre[0] if kind != "np" else seen.centre[0] / N[0]
        of = stats.binom(size, centre) if kind in {"p", "np"} else stats.poisson(centre * size)
        times = 1 if kind == "np" else size
        low, high = math.ceil(seen.lower[place] * times - 1e-9), math.floor(seen.upper[place] * times + 1e-9)
        quiet.append(of.cdf(high) - of.cdf(low - 1))
    return -sum(map(math.log, quiet))


@pytest.mark.parametrize("rules", SETS)
@pytest.mark.parametrize(("kind", "centre"), [("p", 0.3), ("np", 0.3), ("u", 0.3), ("c", 30)])
@pytest.mark.parametrize("options", [{}, {"baseline": 10}, {"centre": True}])
def test_charts_of_counts_have_the_exact_chance_of_counts_outside(rules, kind, centre, options) -> None:
    given = {"centre": centre} if "centre" in options else options
    seen = analyse(kind, EVENTS, None if kind == "c" else N, rules=rules, **given)
    base = GIVEN if "centre" in options else options.get("baseline", OWN)
    beyond = table("known", "three_sigma", 24, base)
    patterns = table("known", rules, 24, base) - beyond
    level = seen.centre[0] / (N[0] if kind == "np" else 1)
    variance = level * (1 if kind == "c" else N.mean()) * (1 - level if kind in {"p", "np"} else 1)
    coarse = 1 if rules == "three_sigma" else of_counts(rules, 24, variance)
    assert found(seen) == pytest.approx(patterns * coarse + beyond * outside(seen, kind) / KNOWN)


@pytest.mark.parametrize("rules", SETS)
@pytest.mark.parametrize(("options", "base"), [({}, OWN), ({"baseline": 10}, 10), ({"centre": 20}, GIVEN)])
def test_cases_between_have_the_chance_of_a_wait_beyond_the_limit(rules, options, base) -> None:
    y = np.rint(RNG.geometric(0.05, 24))
    seen = analyse("g", y, rules=rules, **options)
    beyond = table("g", "three_sigma", 24, base)
    patterns = table("g", rules, 24, base) - beyond
    mean = options.get("centre", float(np.mean(y[: options.get("baseline", 24)])))
    waits = -24 * math.log1p(-((mean / (mean + 1)) ** (math.floor(seen.upper[0]) + 1)))
    usual = -24 * math.log1p(-math.exp(-4))
    assert found(seen) == pytest.approx(patterns + beyond * waits / usual)


@pytest.mark.parametrize("rules", ["anhoej", "mdc", "three_sigma"])
@pytest.mark.parametrize("screened", [True, False])
def test_times_between_have_rates_of_their_own_whatever_centre_was_given(rules, screened) -> None:
    y = RNG.exponential(20, 24) + 0.1
    for options in ({}, {"centre": 20}):
        seen = analyse("t", y, rules=rules, screen_moving_ranges=screened, **options)
        assert found(seen) == pytest.approx(table("t_screened" if screened else "t_unscreened", rules))


@pytest.mark.parametrize("rules", ["anhoej", "three_sigma"])
@pytest.mark.parametrize("kind", ["xbar", "s", "r"])
@pytest.mark.parametrize("options", [{}, {"baseline": 5}, {"centre": True}])
def test_samples_have_the_chance_of_their_sizes(rules, kind, options) -> None:
    level = {"xbar": 20, "s": 3, "r": 5}[kind]
    given = {"centre": level} if "centre" in options else options
    seen = analyse(kind, Y, x=PERIODS, rules=rules, **given)
    base = GIVEN if "centre" in options else options.get("baseline", OWN)
    beyond = table("known", "three_sigma", 8, base)
    patterns = table("known", rules, 8, base) - beyond
    sizes = np.full(8, 3.0)
    some = sizes[: options.get("baseline", 8)]
    if kind == "xbar":
        own = averages_outside(8, some)
    else:
        of = spreads_outside if kind == "s" else ranges_outside
        lines = np.array([seen.centre, seen.lower, seen.upper])
        own = of(sizes, lines, 0 if "centre" in options else some.size)
    assert found(seen) == pytest.approx(patterns + beyond * own / (KNOWN / 3))


def test_single_values_of_samples_have_no_limits_to_lie_outside() -> None:
    seen = analyse("xbar", Y, rules="three_sigma")
    assert seen.false_signal_rate == 0
