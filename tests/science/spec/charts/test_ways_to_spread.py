"""Ways to work out the standard deviation, asked for by name: worked by hand, and refused where they make no sense."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
import pytest

from knotwork.science.spc import KINDS, BadSeries, analyse
from tests.science.spec.charts.by_hand import exactly, lines

C4 = {2: sqrt(2 / pi), 3: sqrt(pi) / 2, 4: 2 * sqrt(2 / (3 * pi))}
"""From the gamma function by hand."""

# Two samples: 1, 3 (deviation root 2, range 2) and 2, 5, 8 (deviation 3, range 6). Means 2 and 5; of all 19/5.
Y, X = [1, 3, 2, 5, 8], ["a", "a", "b", "b", "b"]


def sigma(**options: object) -> float:
    """The standard deviation of single values that an X-bar chart used."""
    seen = analyse("xbar", Y, x=X, **options)
    return float((seen.upper[0] - seen.centre[0]) / 3 * sqrt(2))


def test_mean_deviations_are_each_made_up_for_their_size() -> None:
    assert sigma(sigma="sbar") == pytest.approx((sqrt(2) / C4[2] + 3 / C4[3]) / 2, rel=1e-12)


def test_precise_deviations_weigh_more_when_asked() -> None:
    # c4^2 / (1 - c4^2): of two (2/pi) / (1 - 2/pi), of three (pi/4) / (1 - pi/4).
    weights = [(2 / pi) / (1 - 2 / pi), (pi / 4) / (1 - pi / 4)]
    expected = (sqrt(2) / C4[2] * weights[0] + 3 / C4[3] * weights[1]) / sum(weights)
    assert sigma(sigma="sbar_weighted") == pytest.approx(expected, rel=1e-12)


def test_pooled_deviations_add_up_squares_over_degrees_of_freedom() -> None:
    # Squares 2 of one degree of freedom and 18 of two: root(20/3), made up for four values.
    assert sigma(sigma="pooled") == pytest.approx(sqrt(20 / 3) / C4[4], rel=1e-12)


def test_unless_asked_samples_that_differ_in_size_are_pooled_and_made_up_for_their_own_size() -> None:
    assert sigma() == pytest.approx(sqrt(20 / 3) / C4[2], rel=1e-12)


def test_mean_ranges_are_each_over_their_d2() -> None:
    assert sigma(sigma="rbar") == pytest.approx((2 / 1.128 + 6 / 1.693) / 2, rel=1e-12)


def test_precise_ranges_weigh_more_when_asked() -> None:
    assert 2 / 1.128 < sigma(sigma="rbar") < sigma(sigma="rbar_weighted") < 6 / 1.693


@pytest.mark.parametrize("how", ["sbar", "sbar_weighted"])
def test_samples_of_one_size_need_no_weights(how) -> None:
    y, x = [1, 3, 5, 9, 2, 2], [1, 1, 2, 2, 3, 3]
    plain, asked = analyse("xbar", y, x=x), analyse("xbar", y, x=x, sigma=how)
    assert lines(asked) == exactly(list(lines(plain)))


@pytest.mark.parametrize("how", KINDS["xbar"].sigmas)
def test_every_way_recovers_a_known_spread(how) -> None:
    y = np.random.default_rng(3).normal(100, 10, 4000)
    seen = analyse("xbar", y, x=np.repeat(np.arange(800), 5), sigma=how)
    assert (seen.upper[0] - seen.centre[0]) / 3 * sqrt(5) == pytest.approx(10, rel=0.03)


@pytest.mark.parametrize("how", KINDS["xbar"].sigmas)
def test_means_of_different_size_have_limits_by_the_root_of_it(how) -> None:
    seen = analyse("xbar", Y, x=X, sigma=how)
    away = seen.upper - seen.centre
    assert away[0] * sqrt(2) == pytest.approx(away[1] * sqrt(3), rel=1e-12)
    assert seen.centre.tolist() == exactly([19 / 5, 19 / 5])


@pytest.mark.parametrize("how", KINDS["xbar"].sigmas)
def test_samples_of_one_and_of_none_lend_no_spread_and_get_no_limits(how) -> None:
    seen = analyse("xbar", [*Y, 7, None, None], x=[*X, "c", "d", "d"], sigma=how)
    alone = analyse("xbar", Y, x=X, sigma=how, centre=0)
    assert (seen.upper - seen.centre)[:2].tolist() == exactly(alone.upper.tolist())
    assert np.isnan(seen.upper).tolist() == [False, False, True, True]


@pytest.mark.parametrize("how", KINDS["xbar"].sigmas)
def test_single_values_have_means_without_limits(how) -> None:
    assert np.isnan(analyse("xbar", [1, 2, 3], sigma=how).upper).all()


@pytest.mark.parametrize(
    ("how", "expected"), [("sbar", (sqrt(2) / C4[2] + 3 / C4[3]) / 2), ("pooled", sqrt(20 / 3) / C4[4])]
)
def test_a_chart_of_deviations_has_them_about_their_mean_by_size(how, expected) -> None:
    # Centre (2 root 2 + 3 x 3) / 5; above it by three standard deviations of the deviation of two, root(1 - 2/pi).
    seen = analyse("s", Y, x=X, sigma=how)
    middle = (2 * sqrt(2) + 9) / 5
    assert seen.centre[0] == pytest.approx(middle, rel=1e-12)
    assert seen.upper[0] == pytest.approx(middle + 3 * expected * sqrt(1 - 2 / pi), rel=1e-12)
    assert seen.lower.tolist() == [0, 0]


def test_sizes_are_those_of_the_whole_phase_though_a_baseline_sets_the_limits() -> None:
    # The first two samples are both pairs, deviations root 2 and root 8, but the third has three values: pooled.
    seen = analyse("xbar", [1, 3, 5, 9, 2, 5, 8], x=[1, 1, 2, 2, 3, 3, 3], baseline=2)
    assert seen.upper[0] - seen.centre[0] == pytest.approx(3 * sqrt(5) / (C4[2] * sqrt(2)), rel=1e-12)
    alike = analyse("xbar", [1, 3, 5, 9, 2, 5], x=[1, 1, 2, 2, 3, 3], baseline=2)
    assert alike.upper[0] - alike.centre[0] == pytest.approx(4.5 * sqrt(pi / 2), rel=1e-12)


# Charts of single values.


def test_an_i_chart_may_take_the_deviation_of_all_values() -> None:
    # 1, 2, 6: mean 3, squares 4 + 1 + 9 over 2 is 7, made up for three values: 3 root 7 / (root pi / 2) away.
    low, middle, high = lines(analyse("i", [1, 2, 6], sigma="deviation"))
    assert (middle, high - middle, middle - low) == pytest.approx((3, 6 * sqrt(7 / pi), 6 * sqrt(7 / pi)), rel=1e-12)


@pytest.mark.parametrize("kind", ["i", "ewma", "cusum"])
def test_moving_ranges_are_the_usual_way_by_name(kind) -> None:
    y = [5, 7, 6, 9, 4, 6, 7]
    assert analyse(kind, y, sigma="moving_ranges").y.tolist() == analyse(kind, y).y.tolist()
    assert analyse(kind, y, sigma="moving_ranges").upper.tolist() == analyse(kind, y).upper.tolist()


def test_the_deviation_of_all_values_leaves_missing_and_excluded_ones_out() -> None:
    seen = analyse("i", [1, None, 2, 90, 6], sigma="deviation", exclude=[4])
    assert seen.upper[0] == pytest.approx(3 + 6 * sqrt(7 / pi), rel=1e-12)


def test_the_deviation_of_one_value_is_none() -> None:
    assert np.isnan(analyse("i", [4], sigma="deviation").upper).all()
    assert lines(analyse("i", [4, 4, 4], sigma="deviation")) == (4, 4, 4)


def test_rules_of_2_66_keep_the_deviation_as_it_is() -> None:
    y = [5, 7, 6, 9, 4, 6, 7]
    assert lines(analyse("i", y, sigma="deviation", rules="mdc")) == lines(analyse("i", y, sigma="deviation"))


def test_a_shift_widens_the_deviation_but_not_the_moving_ranges() -> None:
    y = [10, 11, 9, 10, 11, 9] * 2 + [20, 21, 19, 20, 21, 19] * 2
    ranges, deviation = analyse("i", y), analyse("i", y, sigma="deviation")
    assert deviation.upper[0] - deviation.centre[0] > 2 * (ranges.upper[0] - ranges.centre[0])


# What is refused.


@pytest.mark.parametrize("kind", [kind for kind, family in KINDS.items() if not family.sigmas])
def test_a_chart_with_one_way_takes_no_other(kind) -> None:
    n = [10] * 3 if KINDS[kind].demands.denominator == "needed" else None
    with pytest.raises(BadSeries, match="has one way to work out its standard deviation: leave sigma out"):
        analyse(kind, [1, 2, 3], n, sigma="pooled")


@pytest.mark.parametrize(
    ("kind", "how"),
    [("xbar", "moving_ranges"), ("xbar", "Rbar"), ("s", "rbar"), ("r", "sbar"), ("i", "pooled"), ("ewma", "rbar")],
)
@pytest.mark.parametrize("wrong", [None, 1, ["rbar"], ""])
def test_an_unknown_way_is_answered_with_those_there_are(kind, how, wrong) -> None:
    with pytest.raises(BadSeries, match=f"is worked out by one of {', '.join(KINDS[kind].sigmas)}, not"):
        analyse(kind, [1, 2, 3], sigma=how if wrong is None else wrong)
