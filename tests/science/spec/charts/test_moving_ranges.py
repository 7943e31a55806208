"""MR chart: worked by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from knotwork.science.spc import analyse
from tests.science.spec.charts.by_hand import exactly, lines, moving_ranges, outside
from tests.science.spec.charts.test_individuals import LOANS

D4 = Fraction("3.267")


def test_montgomerys_loans_have_the_printed_limit() -> None:
    # Montgomery, 6th edition, example 6.5: centre 7.79; upper limit printed as 25.45 from D4 = 3.267.
    low, middle, high = lines(analyse("mr", LOANS))
    assert (low, round(middle, 2), round(high, 2)) == (0, 7.79, 25.45)


def test_the_upper_limit_is_3_267_times_the_mean_range() -> None:
    assert lines(analyse("mr", LOANS)) == exactly([0, Fraction(148, 19), D4 * Fraction(148, 19)])


def test_the_first_point_has_no_range() -> None:
    seen = analyse("mr", LOANS)
    assert np.isnan(seen.y[0])
    assert seen.y[1:].tolist() == [float(step) for step in moving_ranges(LOANS)]


def test_warning_lines_are_two_thirds_of_the_limit() -> None:
    seen = analyse("mr", LOANS)
    assert seen.warning_lower[0] == 0
    assert seen.warning_upper[0] == exactly(Fraction(2, 3) * D4 * Fraction(148, 19))


def test_each_phase_begins_without_a_range() -> None:
    # 1 3 | 10 11: ranges 2 and 1; the step from 3 to 10 belongs to neither.
    seen = analyse("mr", [1, 3, 10, 11], phases=[2])
    assert np.isnan(seen.y).tolist() == [True, False, True, False]
    assert seen.y[[1, 3]].tolist() == [2, 1]
    assert seen.centre.tolist() == [2, 2, 1, 1]


def test_a_missing_value_loses_the_range_on_either_side() -> None:
    seen = analyse("mr", [1, 3, None, 10, 11])
    assert np.isnan(seen.y).tolist() == [True, False, True, True, False]
    assert seen.centre[0] == 1.5


def test_a_large_step_lies_outside() -> None:
    # Ranges 1 eleven times and 20: mean 31/12 = 2.58, limit 8.44.
    y = [5, 6] * 6 + [26]
    seen = analyse("mr", y)
    assert seen.upper[0] == exactly(D4 * Fraction(31, 12))
    assert outside(seen) == [13]


def test_a_range_on_its_limit_is_inside_and_above_it_is_outside() -> None:
    # A centre of 1000 puts the limit at 3267.
    assert outside(analyse("mr", [0, 3267, 0], centre=1000)) == []
    assert outside(analyse("mr", [0, 3268, 1], centre=1000)) == [2]


def test_ranges_are_never_judged_by_runs() -> None:
    # Ten ranges of 1, then ten of 9: a long run for any other chart.
    y = [0, *np.cumsum([1, -1] * 5 + [9, -9] * 5).tolist()]
    seen = analyse("mr", y, direction="decrease")
    assert seen.phases[0].longest_run == 10
    assert seen.phases[0].runs_signal is False
    assert seen.signals == ()
    assert seen.verdict == "steady"


def test_a_baseline_counts_points_not_ranges() -> None:
    # Of the first four points there are three ranges: 1, 2 and 3.
    assert analyse("mr", [0, 1, 3, 6, 100], baseline=4).centre[0] == 2


@pytest.mark.parametrize("rules", ["mdc", "western_electric", "nelson", "ihi"])
def test_no_rule_set_looks_for_patterns_in_ranges(rules) -> None:
    y = [0, *np.cumsum([1, -1] * 8 + [2, -2] * 8).tolist()]
    assert analyse("mr", y, rules=rules).signals == ()


def test_screening_leaves_the_ranges_themselves_alone() -> None:
    y = [5, 6] * 6 + [26]
    assert analyse("mr", y, screen_moving_ranges=False).centre.tolist() == analyse("mr", y).centre.tolist()


def test_ranges_are_drawn_in_the_units_asked_for() -> None:
    assert analyse("mr", [1, 3, 10], multiply=10).y[1:].tolist() == [20, 70]
    assert analyse("mr", [1, 3, 10], multiply=10).centre[0] == 45
