"""A baseline for each phase, limits that stop at zero, and periods gathered by their deviation: worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import BadSeries, analyse, screen
from tests.science.spec.charts.by_hand import exactly

Y = [1.0, 3, 2, 10, 4, 6, 5, 20]


def test_each_phase_takes_its_own_baseline() -> None:
    # The first two of each phase: means 2 and 5, moving range 2 of both.
    seen = analyse("i", Y, phases=[4], baseline=[2, 2])
    assert seen.centre.tolist() == exactly([2] * 4 + [5] * 4)
    assert (seen.upper - seen.centre).tolist() == exactly([6 / 1.128] * 8)


def test_a_phase_without_a_baseline_takes_all_of_its_points() -> None:
    assert analyse("i", Y, phases=[4], baseline=[None, 3]).centre.tolist() == exactly([4] * 4 + [5] * 4)
    assert analyse("i", Y, phases=[4], baseline=[3, None]).centre.tolist() == exactly([2] * 4 + [8.75] * 4)


def test_fewer_baselines_than_phases_leave_the_others_without() -> None:
    one = analyse("i", Y, phases=[4], baseline=[2])
    assert (
        one.centre.tolist() == analyse("i", Y, phases=[4], baseline=2).centre.tolist() == exactly([2] * 4 + [8.75] * 4)
    )


def test_no_baselines_at_all_are_no_baseline() -> None:
    assert analyse("i", Y, baseline=[]).upper.tolist() == analyse("i", Y).upper.tolist()
    assert (
        analyse("i", Y, phases=[4], baseline=[None, None]).upper.tolist() == analyse("i", Y, phases=[4]).upper.tolist()
    )


def test_a_baseline_counts_points_of_its_phase_with_excluded_ones_left_out() -> None:
    # Of the second phase the first three are 4, 6 and 5; without 6 the mean is 4.5.
    seen = analyse("i", Y, phases=[4], baseline=[2, 3], exclude=[6])
    assert seen.centre.tolist() == exactly([2] * 4 + [4.5] * 4)


def test_a_baseline_of_a_tuple_will_do() -> None:
    assert analyse("i", Y, phases=[4], baseline=(2, 2)).centre[7] == 5


@pytest.mark.parametrize(("phases", "many"), [([], 2), ([4], 3), ([4, 4, 99], 3)])
def test_more_baselines_than_phases_are_refused(phases, many) -> None:
    with pytest.raises(BadSeries, match=f"There are {many} baselines but {many - 1} phases: give one each"):
        analyse("i", Y, phases=phases, baseline=[2] * many)


@pytest.mark.parametrize("bad", [[2, 0], [2, -1], [2, "3"], [2, 1.5], [2, [3]], [2, True]])
def test_each_baseline_is_a_number_of_points(bad) -> None:
    with pytest.raises(BadSeries, match="is the number of first points that set the limits, 1 or more, not"):
        analyse("i", Y, phases=[4], baseline=bad)


def test_a_table_has_one_baseline_for_its_one_phase() -> None:
    assert screen([Y, Y], baseline=[3]).centre.tolist() == screen([Y, Y], baseline=3).centre.tolist()


# Limits that stop at zero.


def test_limits_stop_at_zero_where_asked() -> None:
    y = [1, 9, 2, 8, 1, 9]
    assert analyse("i", y).lower[0] < 0
    seen = analyse("i", y, never_negative=True)
    assert seen.lower.tolist() == [0] * 6
    assert seen.warning_lower.min() >= 0


def test_limits_stay_where_they_are_when_a_value_lies_below_zero() -> None:
    y = [-1, 9, 2, 8, 1, 9]
    assert analyse("i", y, never_negative=True).lower.tolist() == analyse("i", y).lower.tolist()


def test_one_value_below_zero_is_enough_in_whatever_phase() -> None:
    y = [1, 9, 2, 8, 1, 9, -1, 9]
    assert analyse("i", y, phases=[6], never_negative=True).lower[0] < 0


def test_a_missing_value_does_not_count_as_below_zero() -> None:
    assert analyse("i", [1, None, 9, 2, 8, 1, 9], never_negative=True).lower[0] == 0


# Gathered by their standard deviation.


def test_periods_of_one_value_have_no_deviation_to_chart() -> None:
    assert np.isnan(analyse("run", [1, 2, 3], x=[1, 2, 3], aggregate="sd").y).all()
    assert np.isnan(analyse("i", [1, 2, 3], aggregate="sd").y).all()
    assert analyse("run", [1, 3, 5], x=[1, 1, 2], aggregate="sd").y.tolist()[0] == pytest.approx(2**0.5)


@pytest.mark.parametrize("aggregate", ["mean", "median", "sum"])
def test_periods_of_one_value_are_that_value_by_any_other_way(aggregate) -> None:
    assert analyse("run", [1, 2, 3], aggregate=aggregate).y.tolist() == [1, 2, 3]


def test_ratios_and_subgroups_are_gathered_their_own_way_whatever_is_asked() -> None:
    assert analyse("i", [1, 2], [10, 10], aggregate="sd").y.tolist() == exactly([0.1, 0.2])
    assert analyse("xbar", [1, 3], x=["a", "a"], aggregate="sd").y.tolist() == [2]
    assert analyse("c", [1, 3], aggregate="sd").y.tolist() == [1, 3]
