"""P chart: worked by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from knotwork.science.spc import analyse
from tests.science.spec.charts.by_hand import exactly, lines, outside, root

# Montgomery, 6th edition, example 7.1: leaking cans of frozen orange juice, 30 samples of 50. Printed: 347 of 1500,
# 0.2313, limits 0.0524 and 0.4102, samples 15 and 23 outside; without these two 0.2150, 0.0407 and 0.3893.
CANS = [
    *(12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22),
    *(8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6),
]
# Montgomery, 6th edition, table 7.4: purchase orders with errors in 25 weeks of 80 to 120. Printed: 234 of 2450, sample
# 11 outside.
ORDERS = [12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9]
WEEKS = [
    *(100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120),
    *(120, 110, 80, 80, 80, 90, 100, 100, 100, 100, 90, 90),
]


def sigma(share: Fraction, n: int) -> Fraction:
    return root(share * (1 - share) / n)


def test_montgomerys_cans_have_the_printed_limits() -> None:
    seen = analyse("p", CANS, [50] * 30)
    assert [round(line, 4) for line in lines(seen)] == [0.0524, 0.2313, 0.4102]
    assert outside(seen) == [15, 23]


def test_montgomerys_cans_without_the_two_samples_have_the_printed_limits() -> None:
    seen = analyse("p", CANS, [50] * 30, exclude=[15, 23])
    assert [round(line, 4) for line in lines(seen)] == [0.0407, 0.2150, 0.3893]
    assert outside(seen) == [15, 21, 23]
    assert [signal.points for signal in seen.signals if signal.rule == "outside limits"] == [(21,)]


def test_montgomerys_cans_have_the_exact_limits() -> None:
    share = Fraction(347, 1500)
    away = 3 * sigma(share, 50)
    assert lines(analyse("p", CANS, [50] * 30)) == exactly([share - away, share, share + away])


def test_montgomerys_orders_have_wider_limits_in_smaller_weeks() -> None:
    seen, share = analyse("p", ORDERS, WEEKS), Fraction(234, 2450)
    assert (sum(ORDERS), sum(WEEKS)) == (234, 2450)
    for week, n in enumerate(WEEKS, start=1):
        away = 3 * sigma(share, n)
        assert lines(seen, week) == exactly([max(share - away, 0), share, share + away])
    assert outside(seen) == [11]


def test_the_centre_is_all_cases_over_all_and_not_the_mean_of_shares() -> None:
    # 1 of 2 and 1 of 8: 2 of 10, where the mean of the shares would be 5/16.
    assert analyse("p", [1, 1], [2, 8]).centre[0] == exactly(Fraction(1, 5))


def test_limits_stop_at_none_and_at_all() -> None:
    # Half of 4: 1/2 -+ 3/4.
    assert lines(analyse("p", [2, 2], [4, 4])) == (0, 0.5, 1)
    assert analyse("p", [2, 2], [4, 4]).warning_upper[0] == 1


def test_warning_lines_stop_at_none_and_at_all() -> None:
    # Nine tenths of 10: two sigma are 0.19, so that the warning line would lie at 1.09; one tenth is its mirror image.
    assert analyse("p", [9, 9], [10, 10]).warning_upper.tolist() == [1, 1]
    assert analyse("p", [1, 1], [10, 10]).warning_lower.tolist() == [0, 0]
    assert analyse("np", [9, 9], [10, 10]).warning_upper.tolist() == exactly([10, 10])


def test_limits_reach_none_exactly_where_three_sigma_do() -> None:
    # 1/10 of 81: sigma is 3/10 / 9 = 1/30, three of them 1/10.
    seen = analyse("p", [9, 0, 8.1], [90, 0, 81])
    assert lines(seen, 3) == exactly([0, Fraction(1, 10), Fraction(1, 5)])


@pytest.mark.parametrize(("cases", "out"), [(0, []), (200, [3])])
def test_every_point_has_limits_of_its_own(cases, out) -> None:
    # Of 1/2 as a given centre: limits of 1000 are 0.4526 and 0.5474; 400 of 1000 is outside, 4 of 10 is not.
    seen = analyse("p", [5, 5, 4 + 2 * cases], [10, 10, 10 + 4.95 * cases], centre=0.5)
    assert outside(seen) == out


def test_nothing_in_nothing_is_a_gap_and_changes_nothing() -> None:
    with_gap, without = analyse("p", [3, 0, 5], [10, 0, 20]), analyse("p", [3, 5], [10, 20])
    assert np.isnan(with_gap.y[1])
    assert with_gap.centre[0] == without.centre[0] == exactly(Fraction(8, 30))
    assert with_gap.upper[[0, 2]].tolist() == without.upper.tolist()


def test_an_empty_period_has_no_limits_of_its_own() -> None:
    seen = analyse("p", [3, 0, 5], [10, 0, 20])
    assert np.isnan(seen.upper).tolist() == [False, True, False]
    assert not seen.outside[1]


@pytest.mark.parametrize(("y", "n"), [([3, None, 5], [10, 40, 20]), ([3, 9, 5], [10, None, 20])])
def test_a_missing_part_takes_the_other_with_it(y, n) -> None:
    seen = analyse("p", y, n)
    assert seen.centre[0] == exactly(Fraction(8, 30))
    assert np.isnan(seen.y).tolist() == [False, True, False]


def test_rows_of_a_period_are_added_up_before_they_are_divided() -> None:
    # 1 of 10 and 5 of 10 are 6 of 20.
    seen = analyse("p", [1, 5, 6], [10, 10, 30], x=["a", "a", "b"])
    assert seen.y.tolist() == [0.3, 0.2]
    assert lines(seen, 1) == exactly([0, Fraction(6, 25), Fraction(6, 25) + 3 * sigma(Fraction(6, 25), 20)])


def test_a_missing_row_of_a_period_is_left_out_of_both_sums() -> None:
    seen = analyse("p", [1, None, 6], [10, 90, 30], x=["a", "a", "b"])
    assert seen.n is not None
    assert seen.n.tolist() == [10, 30]
    assert seen.y.tolist() == [0.1, 0.2]


def test_an_empty_row_of_a_period_changes_nothing() -> None:
    seen = analyse("p", [1, 0, 6], [10, 0, 30], x=["a", "a", "b"])
    assert seen.y.tolist() == [0.1, 0.2]


def test_percent_are_a_hundred_times_as_much() -> None:
    share = Fraction(347, 1500)
    seen = analyse("p", CANS, [50] * 30, multiply=100)
    assert lines(seen) == exactly(
        [100 * (share - 3 * sigma(share, 50)), 100 * share, 100 * (share + 3 * sigma(share, 50))]
    )
    assert seen.y[0] == 24


def test_limits_in_percent_stop_at_a_hundred() -> None:
    assert lines(analyse("p", [2, 2], [4, 4], multiply=100)) == (0, 50, 100)


def test_a_given_centre_sets_the_width_of_the_limits_too() -> None:
    # About 1/2 of 100: sigma 1/20.
    assert lines(analyse("p", [10, 20], [100, 100], centre=0.5)) == exactly([0.35, 0.5, 0.65])


def test_a_baseline_pools_only_its_own_cases() -> None:
    seen = analyse("p", [1, 2, 30], [10, 20, 40], baseline=2)
    assert seen.centre.tolist() == exactly([Fraction(1, 10)] * 3)
    assert lines(seen, 3)[2] == exactly(Fraction(1, 10) + 3 * sigma(Fraction(1, 10), 40))


def test_warning_lines_have_two_sigma() -> None:
    seen, share = analyse("p", CANS, [50] * 30), Fraction(347, 1500)
    assert seen.warning_lower[0] == exactly(share - 2 * sigma(share, 50))
    assert seen.warning_upper[0] == exactly(share + 2 * sigma(share, 50))


@pytest.mark.parametrize(("y", "level"), [([0] * 12, 0), ([20] * 12, 1)])
def test_none_and_all_have_their_limits_on_the_centre(y, level) -> None:
    assert lines(analyse("p", y, [20] * 12)) == (level, level, level)


def test_screening_of_moving_ranges_is_not_for_p_charts() -> None:
    plain = analyse("p", CANS, [50] * 30, screen_moving_ranges=False)
    assert plain.upper.tolist() == analyse("p", CANS, [50] * 30).upper.tolist()
