"""I′ chart: values whose denominators differ very much, worked by hand.

Taylor WA. Normalized individuals (IN) control chart: with an area of opportunity n the sigma of a point is s over the
root of n, where s is the mean of root(pi/2) times each moving range over root(1/n + 1/n of the one before).
"""

from __future__ import annotations

from fractions import Fraction
from math import pi, sqrt

import numpy as np
import pytest

from knotwork.science.spc import analyse
from tests.science.spec.charts.by_hand import exactly, lines, outside

# Denominators 9 and 16 in turn: root(1/9 + 1/16) is 5/12. Values 2, 3, 2, 3: every range 1, over 5/12 that is 12/5.
TOP, BOTTOM = [18, 48, 18, 48], [9, 16, 9, 16]
SIGMA = sqrt(pi / 2) * 12 / 5
CENTRE = Fraction(132, 50)


def test_sigma_comes_from_ranges_over_what_their_denominators_allow() -> None:
    seen = analyse("ip", TOP, BOTTOM)
    for point, n in enumerate(BOTTOM, start=1):
        away = 3 * SIGMA / sqrt(n)
        assert lines(seen, point) == pytest.approx((float(CENTRE) - away, float(CENTRE), float(CENTRE) + away))


def test_the_centre_is_all_over_all() -> None:
    assert analyse("ip", TOP, BOTTOM).centre[0] == exactly(CENTRE)


def test_equal_denominators_give_nearly_an_i_chart() -> None:
    # Root(pi/2) over root 2 is root pi / 2 = 1/1.128379, which an I chart rounds to 1/1.128.
    y = [4, 6, 5, 9, 3, 7]
    plain, normalised = analyse("i", y), analyse("ip", y, [1] * 6)
    assert normalised.centre[0] == plain.centre[0]
    ratio = (normalised.upper[0] - normalised.centre[0]) / (plain.upper[0] - plain.centre[0])
    assert ratio == pytest.approx(1.128 * sqrt(pi) / 2, rel=1e-12)


def test_nothing_is_kept_above_zero() -> None:
    assert analyse("ip", TOP, BOTTOM).lower[0] < 0


def test_warning_lines_have_two_sigma() -> None:
    seen = analyse("ip", TOP, BOTTOM)
    assert seen.warning_upper[1] == pytest.approx(float(CENTRE) + 2 * SIGMA / 4)


def test_a_baseline_holds_for_centre_and_sigma() -> None:
    seen = analyse("ip", [*TOP, 9000], [*BOTTOM, 9], baseline=4)
    assert lines(seen, 5) == pytest.approx((float(CENTRE) - SIGMA, float(CENTRE), float(CENTRE) + SIGMA))
    assert outside(seen) == [5]


def test_an_exclusion_is_left_out_of_centre_and_sigma_and_bridged() -> None:
    # Without the third point the ranges are 1 (9 to 16), 0 (16 to 16).
    seen = analyse("ip", TOP, BOTTOM, exclude=[3])
    assert seen.centre[0] == exactly(Fraction(114, 41))
    assert seen.upper[0] - seen.centre[0] == pytest.approx(SIGMA / 2, rel=1e-12)


def test_a_missing_value_loses_the_ranges_on_either_side() -> None:
    seen = analyse("ip", [18, 48, None, 48, 18], [9, 16, 9, 16, 9])
    assert seen.upper[0] - seen.centre[0] == pytest.approx(SIGMA, rel=1e-12)
    assert np.isnan(seen.y[2])


def test_ranges_are_screened_at_3_2665_times_their_mean() -> None:
    # Twelve normalised ranges of one size and two larger ones about a spike.
    y, n = [2, 3] * 3 + [40] + [3, 2] * 4, [1] * 15
    kept, screened = analyse("ip", y, n, screen_moving_ranges=False), analyse("ip", y, n)
    assert screened.upper[0] - screened.centre[0] == pytest.approx(3 * sqrt(pi / 2) / sqrt(2), rel=1e-12)
    assert kept.upper[0] - kept.centre[0] == pytest.approx(3 * sqrt(pi / 2) / sqrt(2) * (12 + 37 + 37) / 14, rel=1e-12)


def test_values_in_proportion_have_their_limits_on_the_centre() -> None:
    assert lines(analyse("ip", [2, 20, 200], [1, 10, 100])) == exactly([2, 2, 2])


def test_a_factor_scales_the_ratio_and_its_limits() -> None:
    plain, times = analyse("ip", TOP, BOTTOM), analyse("ip", TOP, BOTTOM, multiply=1000)
    assert times.upper.tolist() == exactly([1000 * value for value in plain.upper])
