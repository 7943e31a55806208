"""The chances of tuned charts of early warning and of samples, beside closed forms and integrals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import integrate, stats

from knotwork.science.spc.chance_early import cusum_hazard, ewma_hazard, tuned
from knotwork.science.spc.chance_subgroups import averages_outside, ranges_outside, spreads_outside
from knotwork.science.spc.charts import Options
from knotwork.science.spc.charts.constants import c4, range_moments

normal = stats.norm()


@pytest.mark.parametrize("width", [1.5, 3])
@pytest.mark.parametrize("points", [1, 5, 40])
def test_an_ewma_chart_of_weight_one_has_points_outside_one_by_one(points, width) -> None:
    assert ewma_hazard(points, 1.0, width) == pytest.approx(-points * math.log(1 - 2 * normal.sf(width)), rel=1e-9)


@pytest.mark.parametrize("weight", [0.1, 0.2, 0.7])
def test_the_first_smoothed_point_is_outside_as_a_single_one_is(weight) -> None:
    assert ewma_hazard(1, weight, 2.5) == pytest.approx(-math.log(1 - 2 * normal.sf(2.5)), rel=1e-9)


@pytest.mark.parametrize("weight", [0.2, 0.5])
def test_the_second_smoothed_point_is_outside_as_the_integral_says(weight) -> None:
    wide = [2 * math.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * place))) for place in (1, 2)]

    def within(first: float) -> float:
        rest = [(edge - (1 - weight) * first) / weight for edge in (wide[1], -wide[1])]
        return normal.pdf(first / weight) / weight * (normal.cdf(rest[0]) - normal.cdf(rest[1]))

    whole = integrate.quad(within, -wide[0], wide[0])[0]
    assert ewma_hazard(2, weight, 2.0) == pytest.approx(-math.log(whole), rel=1e-3)


@pytest.mark.parametrize(("shift", "interval"), [(1.0, 2.0), (0.5, 3.0), (2.0, 1.0)])
def test_a_first_sum_is_beyond_its_interval_if_a_point_passes_it_and_half_the_shift(shift, interval) -> None:
    assert cusum_hazard(1, shift, interval) == pytest.approx(-2 * math.log(normal.cdf(interval + shift / 2)), rel=1e-9)


@pytest.mark.parametrize(("shift", "interval"), [(1.0, 2.0), (0.5, 3.0), (2.0, 1.0)])
def test_a_second_sum_is_beyond_its_interval_as_the_integral_says(shift, interval) -> None:
    half = shift / 2
    carried = integrate.quad(lambda sum_: normal.pdf(sum_ + half) * normal.cdf(interval - sum_ + half), 0, interval)[0]
    whole = normal.cdf(half) * normal.cdf(interval + half) + carried
    assert cusum_hazard(2, shift, interval) == pytest.approx(-2 * math.log(whole), rel=1e-3)


def test_the_average_run_length_of_a_cusum_chart_is_the_published_one() -> None:
    # Montgomery, table 9.3: 465 points with a shift of one and a decision interval of 5; one more point, 1/465 more.
    more = cusum_hazard(301, 1.0, 5.0) - cusum_hazard(300, 1.0, 5.0)
    assert 1 / more == pytest.approx(465, rel=0.01)


def test_what_is_all_but_certain_has_a_hazard_all_the_same() -> None:
    assert cusum_hazard(500, 0.1, 0.1) == pytest.approx(-2 * math.log(1e-9))
    assert ewma_hazard(500, 0.2, 0.1) == pytest.approx(-math.log(1e-9))


@pytest.mark.parametrize(
    ("kind", "options", "times"),
    [
        ("ewma", {}, 1),
        ("cusum", {}, 1),
        ("ewma", {"interval": 9.0}, 1),
        ("cusum", {"width": 9.0}, 1),
        ("ewma", {"weight": 0.4, "width": 2.5}, ewma_hazard(24, 0.4, 2.5) / ewma_hazard(24, 0.2, 3.0)),
        ("cusum", {"shift": 2.0, "interval": 4.0}, cusum_hazard(24, 2.0, 4.0) / cusum_hazard(24, 1.0, 5.0)),
        ("ewma", {"width": 2.5}, ewma_hazard(24, 0.2, 2.5) / ewma_hazard(24, 0.2, 3.0)),
        ("cusum", {"shift": 2.0}, cusum_hazard(24, 2.0, 5.0) / cusum_hazard(24, 1.0, 5.0)),
    ],
)
def test_a_tuned_chart_signals_so_many_times_as_often_as_the_usual_one(kind, options, times) -> None:
    assert tuned(kind, Options(**options), 24) == pytest.approx(times, rel=1e-12)


def expected(hazard_at, low: float = -6) -> float:
    """The hazard where what it depends on is uncertain by a standard normal value."""
    quiet = integrate.quad(lambda z: normal.pdf(z) * math.exp(-hazard_at(z)), low, 6, limit=200)[0]
    return -math.log(quiet)


@pytest.mark.parametrize(("sizes", "freedom"), [([3, 3, 3, 3], 8), ([5, 2, 1, 4], 8), ([10] * 10, 90), ([2], 1)])
def test_averages_are_outside_for_all_that_sigma_may_turn_out_to_be(sizes, freedom) -> None:
    apart = 2 / (9 * freedom)

    def hazard(z: float) -> float:
        sigma = max(1 - apart + z * math.sqrt(apart), 0.05) ** 1.5
        return -24 * math.log1p(-min(2 * normal.sf(3 * sigma), 0.999))

    assert averages_outside(24, np.array(sizes, dtype=float)) == pytest.approx(expected(hazard), rel=0.02)


def test_averages_without_any_freedom_count_as_with_one() -> None:
    assert averages_outside(24, np.array([1.0, 0.0])) == averages_outside(24, np.array([2.0]))


SIZES = np.array([2.0, 3, 5, 3])


def lines(centre: np.ndarray, low: float, high: float) -> np.ndarray:
    return np.array([centre, low * centre, high * centre])


def spread_hazard(times: float = 1.0) -> float:
    """Of deviations beyond 0.2 and 2 times their mean, which is c4 times sigma."""
    edges = [(factor * c4(SIZES) * times) ** 2 * (SIZES - 1) for factor in (0.2, 2.0)]
    return -float(np.sum(np.log(stats.chi2.cdf(edges[1], SIZES - 1) - stats.chi2.cdf(edges[0], SIZES - 1))))


def range_hazard(times: float = 1.0) -> float:
    means = np.array([range_moments(int(size))[0] for size in SIZES])
    quiet = [
        stats.studentized_range.cdf(2.0 * mean * times, size, np.inf)
        - stats.studentized_range.cdf(0.2 * mean * times, size, np.inf)
        for mean, size in zip(means, SIZES, strict=True)
    ]
    return -float(np.sum(np.log(quiet)))


def test_spreads_about_a_given_mean_have_their_exact_chance() -> None:
    assert spreads_outside(SIZES, lines(c4(SIZES), 0.2, 2.0), 0) == pytest.approx(spread_hazard(), rel=1e-9)
    assert ranges_outside(SIZES, lines(np.full(4, 2.0), 0.2, 2.0), 0) == pytest.approx(range_hazard(), rel=1e-3)


def test_a_range_of_two_is_a_difference() -> None:
    mean = 2 / math.sqrt(math.pi)
    quiet = 1 - 2 * normal.sf(2.0 * mean / math.sqrt(2))
    sizes = np.array([2.0, 2.0, 1.0])
    found = ranges_outside(sizes, lines(np.full(3, 1.5), -1.0, 2.0), 0)
    assert found == pytest.approx(-2 * math.log(quiet), rel=1e-6)


@pytest.mark.parametrize("base", [4, 20])
def test_spreads_are_outside_for_all_that_their_mean_may_turn_out_to_be(base) -> None:
    short = c4(SIZES)
    error = float(np.mean(np.sqrt(1 - short**2) / short)) / math.sqrt(base)
    hazard = expected(lambda z: spread_hazard(max(1 + z * error, 0.05)))
    assert spreads_outside(SIZES, lines(short, 0.2, 2.0), base) == pytest.approx(hazard, rel=0.02)


def test_ranges_are_outside_for_all_that_their_mean_may_turn_out_to_be() -> None:
    moments = [range_moments(int(size)) for size in SIZES]
    error = float(np.mean([apart / mean for mean, apart in moments])) / math.sqrt(20)
    nodes, weights = np.polynomial.hermite_e.hermegauss(15)
    quiet = [math.exp(-range_hazard(max(1 + z * error, 0.05))) for z in nodes.tolist()]
    hazard = -math.log(float(weights @ np.array(quiet)) / float(weights.sum()))
    assert ranges_outside(SIZES, lines(np.full(4, 2.0), 0.2, 2.0), 20) == pytest.approx(hazard, rel=2e-3)


def test_a_sample_of_one_has_no_spread_to_lie_outside() -> None:
    sizes = np.array([3.0, 1.0, 3.0])
    short = c4(sizes)
    found = spreads_outside(sizes, lines(short, 0.2, 2.0), 0)
    assert found == pytest.approx(spreads_outside(sizes[[0, 2]], lines(short[[0, 2]], 0.2, 2.0), 0))


def test_spreads_that_cannot_lie_between_their_limits_have_a_hazard_all_the_same() -> None:
    assert spreads_outside(SIZES, lines(c4(SIZES), 1.0, 1.0), 0) == pytest.approx(-4 * math.log(1e-9))
