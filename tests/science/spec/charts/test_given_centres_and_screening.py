"""Each kind of chart takes the centre it is given, and leaves extreme moving ranges out or in as it is asked."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest

from knotwork.science.spc import analyse
from tests.science.spec.charts.by_hand import D2, exactly, lines

FAR = [1, 2, 1, 2, 1, 22, 2, 1, 2, 1, 2, 1]
"""Moving ranges of 1 nine times, 21 and 20: their mean is 50/11, and the last two lie beyond 3.267 times that."""


def test_rates_vary_about_the_centre_they_are_given() -> None:
    # About 1 a unit of 100 units sigma is 1/10. Rates 1.1, 0.9, 1.2: z of 1, -1 and 2; moving ranges 2 and 3.
    seen = analyse("up", [110, 90, 120], [100] * 3, centre=1)
    assert lines(seen) == exactly([1 - 3 * Fraction(5, 2) / D2 / 10, 1, 1 + 3 * Fraction(5, 2) / D2 / 10])


def test_weighted_values_take_the_centre_they_are_given() -> None:
    own, given = (analyse("ip", [18, 48, 18, 48], [9, 16, 9, 16], centre=centre) for centre in (None, 5))
    assert given.centre.tolist() == [5, 5, 5, 5]
    assert (given.upper - 5).tolist() == exactly((own.upper - own.centre).tolist())


def test_deviations_take_the_centre_they_are_given_however_they_are_worked_out() -> None:
    y, x = [1, 3, 5, 9], [1, 1, 2, 2]
    own, given = (analyse("s", y, x=x, sigma="sbar", centre=centre) for centre in (None, 4))
    assert given.centre.tolist() == [4, 4]
    assert given.upper[0] - 4 == pytest.approx(own.upper[0] - own.centre[0], rel=1e-12)


def test_an_ewma_chart_leaves_extreme_ranges_out_unless_asked_not_to() -> None:
    # At the first point the limits lie three sigma times the weight of 0.2 from the mean.
    seen, every = analyse("ewma", FAR), analyse("ewma", FAR, screen_moving_ranges=False)
    assert seen.upper[0] - seen.centre[0] == exactly(Fraction(3, 5) / D2)
    assert every.upper[0] - every.centre[0] == exactly(Fraction(3, 5) * Fraction(50, 11) / D2)


def test_a_chart_of_times_leaves_extreme_ranges_of_their_roots_out_unless_asked_not_to() -> None:
    y = [root**3.6 for root in FAR]
    for screened, mean_range in ((True, Fraction(1)), (False, Fraction(50, 11))):
        seen = analyse("t", y, screen_moving_ranges=screened)
        assert seen.upper[0] ** (1 / 3.6) == pytest.approx(float(Fraction(38, 12) + 3 * mean_range / D2), rel=1e-9)


def test_a_weighted_range_of_just_under_3_2665_times_the_mean_is_kept() -> None:
    # Thirty ranges of 1 and one of r have the mean (30 + r) / 31: r is 3.2665 of it at 3.5335, and 3.267 at 3.5341.
    y = [0, 1] * 15 + [0]
    for last, kept in ((3.5330, True), (3.5337, False), (3.5345, False)):
        seen = analyse("ip", [*y, last], [1] * 32)
        mean_range = (30 + last) / 31 if kept else 1
        expected = 3 * sqrt(np.pi) / 2 * mean_range
        assert seen.upper[0] - seen.centre[0] == pytest.approx(expected, rel=1e-9)


def test_two_values_have_a_deviation() -> None:
    # 1 and 3: root 2, made up for two values by root(2 / pi).
    seen = analyse("i", [1, 3], sigma="deviation")
    assert seen.upper[0] == pytest.approx(2 + 3 * sqrt(np.pi), rel=1e-12)


@pytest.mark.parametrize("centre", [None, 3])
def test_values_that_never_vary_add_up_to_nothing(centre) -> None:
    assert analyse("cusum", [5, 5, 5], centre=centre).y.tolist() == [0, 0, 0]


def test_a_sample_of_one_among_samples_of_one_size_makes_them_differ() -> None:
    # Pairs with deviations root 2 and root 8, pooled by degrees of freedom: root 5, and a mean of 3 root 2 / 2 without.
    y, x = [1, 3, 5, 9], [1, 1, 2, 2]
    assert analyse("s", y, x=x).centre[0] == pytest.approx(1.5 * sqrt(2), rel=1e-12)
    assert analyse("s", [*y, 4], x=[*x, 3]).centre[0] == pytest.approx(sqrt(5), rel=1e-12)


def test_an_empty_sample_lends_no_freedom_to_samples_that_differ_in_size() -> None:
    y, x = [1, 3, 5, 9, 2, 4, 9], [1, 1, 2, 2, 3, 3, 3]
    whole = analyse("s", y, x=x)
    assert len(set(whole.size.tolist())) == 2
    assert analyse("s", [*y, None], x=[*x, 4]).centre[0] == pytest.approx(whole.centre[0], rel=1e-12)


def test_one_time_has_no_limits_but_that_below_which_no_time_lies() -> None:
    """As qicharts2 draws it."""
    seen = analyse("t", [5.0])
    assert seen.lower.tolist() == [0]
    assert np.isnan([seen.upper[0], seen.warning_lower[0], seen.warning_upper[0]]).all()
