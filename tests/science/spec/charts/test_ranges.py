"""R charts of ranges within subgroups, and the constants of subgroups: worked by hand."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
import pytest

from knotwork.science.spc import BadSeries, analyse, screen
from knotwork.science.spc.charts.constants import c4, constants, d2, d3, range_moments
from tests.science.spec.charts.by_hand import exactly, lines, outside
from tests.science.spec.charts.test_subgroups import PAIRS, RINGS, TWO, chart

D3_OF_TWO = sqrt(2 - 4 / pi)
"""The range of two is the absolute difference of normal values of variance 2: mean square 2, mean 2 / root pi."""


def test_pairs_have_limits_from_their_mean_range() -> None:
    # Ranges 2 and 4, mean 3; sigma 3 / 1.128; limits 3 -+ 3 d3 sigma, the lower below zero.
    seen = analyse("r", PAIRS, x=TWO)
    assert seen.y.tolist() == [2, 4]
    assert lines(seen) == pytest.approx((0, 3, 3 + 9 * D3_OF_TWO / 1.128), rel=1e-11)


def test_two_sigma_are_two_thirds_of_three() -> None:
    seen = analyse("r", PAIRS, x=TWO)
    assert seen.warning_upper[0] - 3 == pytest.approx(2 / 3 * (seen.upper[0] - 3), rel=1e-12)


def test_montgomerys_rings_have_the_limits_that_d4_gives() -> None:
    # The mean range of the 25 samples by hand, and D4 of five as tables print it: 2.114.
    middle = sum(max(sample) - min(sample) for sample in RINGS) / 25 / 1000
    low, centre, high = lines(chart("r", RINGS))
    assert centre == pytest.approx(middle)
    assert high == pytest.approx(2.114 * middle, rel=3e-4)
    assert low == 0
    assert outside(chart("r", RINGS)) == []


def test_means_have_the_limits_that_a2_gives() -> None:
    # A2 of two is 3 / (1.128 root 2) = 1.880; mean 9/2, mean range 3.
    away = 3 / (1.128 * sqrt(2)) * 3
    assert lines(analyse("xbar", PAIRS, x=TWO, sigma="rbar")) == pytest.approx((4.5 - away, 4.5, 4.5 + away), rel=1e-12)


@pytest.mark.parametrize(("size", "above"), [(6, False), (7, True)])
def test_the_lower_limit_of_ranges_rises_above_zero_from_seven_on(size, above) -> None:
    y = list(range(size)) + list(range(size))
    seen = analyse("r", y, x=[place // size for place in range(2 * size)])
    assert bool(seen.lower[0] > 0) is above


def test_samples_of_different_size_weigh_by_it_and_have_their_own_limits() -> None:
    # Ranges 2 of two and 6 of three: centre (2 x 2 + 3 x 6) / 5; sigma the mean of 2 / 1.128 and 6 / 1.693.
    seen = analyse("r", [1, 3, 2, 5, 8], x=["a", "a", "b", "b", "b"])
    sigma = (2 / 1.128 + 6 / 1.693) / 2
    assert seen.centre.tolist() == exactly([22 / 5, 22 / 5])
    assert seen.upper[0] == pytest.approx(22 / 5 + 3 * sigma * D3_OF_TWO, rel=1e-11)
    assert seen.upper[1] == pytest.approx(22 / 5 + 3 * sigma * float(d3(3)), rel=1e-12)


def test_precise_ranges_weigh_more_when_asked() -> None:
    # Of two the relative precision (d2/d3)^2 is 1.7508, of three 3.6319: the larger sample weighs about twice as much.
    seen = analyse("r", [1, 3, 2, 5, 8], x=["a", "a", "b", "b", "b"], sigma="rbar_weighted")
    weights = [(1.128 / D3_OF_TWO) ** 2, (1.693 / float(d3(3))) ** 2]
    sigma = (2 / 1.128 * weights[0] + 6 / 1.693 * weights[1]) / sum(weights)
    assert weights == pytest.approx([1.7508, 3.6319], abs=1e-4)
    assert seen.upper[0] == pytest.approx(22 / 5 + 3 * sigma * D3_OF_TWO, rel=1e-11)


def test_a_sample_of_one_has_no_range_and_no_limits() -> None:
    seen = analyse("r", [*PAIRS, 4], x=[*TWO, "c"])
    assert np.isnan(seen.y).tolist() == [False, False, True]
    assert np.isnan(seen.upper).tolist() == [False, False, True]
    assert lines(seen) == exactly(list(lines(analyse("r", PAIRS, x=TWO))))


def test_single_values_have_no_ranges_at_all() -> None:
    seen = analyse("r", [1, 2, 3, 4])
    assert np.isnan(seen.y).all()
    assert seen.verdict == "early"


def test_a_missing_value_makes_its_sample_smaller() -> None:
    seen = analyse("r", [1, None, 3, 5, 9], x=["a", "a", "a", "b", "b"])
    assert lines(seen) == exactly(list(lines(analyse("r", PAIRS, x=TWO))))


def test_an_excluded_sample_sets_no_limits() -> None:
    seen = analyse("r", [1, 3, 0, 90, 5, 9], x=["a", "a", "m", "m", "b", "b"], exclude=[2])
    assert lines(seen) == exactly(list(lines(analyse("r", PAIRS, x=TWO))))
    assert outside(seen) == [2]


def test_a_given_centre_of_ranges_keeps_the_spread_of_the_samples() -> None:
    low, centre, high = lines(analyse("r", PAIRS, x=TWO, centre=5))
    assert (low, centre) == (0, 5)
    assert high == pytest.approx(5 + 9 * D3_OF_TWO / 1.128, rel=1e-11)


def test_samples_without_spread_have_limits_on_zero() -> None:
    assert lines(analyse("r", [5, 5, 5, 5], x=TWO)) == (0, 0, 0)


def test_a_factor_scales_ranges() -> None:
    plain, times = analyse("r", PAIRS, x=TWO), analyse("r", PAIRS, x=TWO, multiply=1000)
    assert times.upper.tolist() == exactly([1000 * value for value in plain.upper])


def test_ranges_take_no_denominators_and_are_not_screened() -> None:
    with pytest.raises(BadSeries, match="An r chart takes no denominators"):
        analyse("r", PAIRS, [1, 1, 1, 1], x=TWO)
    with pytest.raises(BadSeries, match="use `analyse` with periods that repeat"):
        screen([[1, 2], [3, 4]], kind="r")


# Constants.


def test_the_range_of_two_is_known_in_closed_form() -> None:
    assert range_moments(2) == pytest.approx((2 / sqrt(pi), D3_OF_TWO), rel=1e-11)


def test_the_mean_range_of_three_is_half_as_long_again() -> None:
    # The three distances between three values add up to twice their range, and each is on average the range of two.
    assert range_moments(3)[0] == pytest.approx(3 / sqrt(pi), rel=1e-11)


@pytest.mark.parametrize(
    ("size", "mean", "apart"),
    # Montgomery, 6th edition, appendix table VI.
    [(3, 1.693, 0.888), (4, 2.059, 0.880), (5, 2.326, 0.864), (10, 3.078, 0.797), (20, 3.735, 0.729)],
)
def test_ranges_have_the_published_moments(size, mean, apart) -> None:
    assert range_moments(size) == pytest.approx((mean, apart), abs=5.1e-4)


def test_ranges_and_deviations_of_two_are_the_same_thing() -> None:
    # The range of two is root 2 times their standard deviation, so that D4 and B4, D3 and B3, are equal.
    of_two = constants(2)
    assert of_two.upper_range == pytest.approx(of_two.b4, rel=1e-11)
    assert of_two.lower_range == of_two.b3 == 0
    assert of_two.d2 == pytest.approx(sqrt(2) * of_two.c4, rel=1e-11)


@pytest.mark.parametrize(
    ("size", "a3", "b3", "b4", "a2", "lower", "upper"),
    # Montgomery, 6th edition, appendix table VI.
    [
        (2, 2.659, 0, 3.267, 1.880, 0, 3.267),
        (5, 1.427, 0, 2.089, 0.577, 0, 2.114),
        (10, 0.975, 0.284, 1.716, 0.308, 0.223, 1.777),
        (25, 0.606, 0.565, 1.435, 0.153, 0.459, 1.541),
    ],
)
def test_factors_are_those_of_the_appendix(size, a3, b3, b4, a2, lower, upper) -> None:
    made = constants(size)
    found = (made.a3, made.b3, made.b4, made.a2, made.lower_range, made.upper_range)
    assert found == pytest.approx((a3, b3, b4, a2, lower, upper), abs=6e-4)


@pytest.mark.parametrize("constant", [c4, d2, d3])
@pytest.mark.parametrize("size", [0, 1, np.nan])
def test_fewer_than_two_values_have_no_constants(constant, size) -> None:
    assert np.isnan(constant(size))


def test_constants_of_many_sizes_at_once_are_those_of_each() -> None:
    sizes = np.array([5.0, 2.0, 1.0, 5.0])
    assert d2(sizes).tolist()[:2] == [2.326, 1.128]
    assert np.isnan(d2(sizes)).tolist() == [False, False, True, False]
    assert d3(sizes)[3] == d3(5)


@pytest.mark.parametrize("size", [2, 3, 10, 50, 200])
def test_larger_samples_have_wider_ranges_that_vary_less(size) -> None:
    (mean, apart), (wider, steadier) = range_moments(size), range_moments(size + 1)
    assert mean < wider
    assert steadier < apart or size == 2  # the range of three varies a little more than that of two
    assert c4(size) < c4(size + 1) < 1
