"""Phases, baseline, exclusions, centre, target, factor and missing values: alone and together."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from knotwork.science.spc import analyse

Y = [1.0, 3, 2, 4, 3, 5, 11, 13, 12, 14, 13, 15]


def test_each_phase_has_its_own_lines_and_runs() -> None:
    seen = analyse("i", Y, phases=[6])
    assert seen.centre.tolist() == [3.0] * 6 + [13.0] * 6
    assert [(phase.first, phase.last) for phase in seen.phases] == [(1, 6), (7, 12)]


@pytest.mark.parametrize("phases", [[6, 6], [6, 0], [12, 6], [99, 6]])
def test_phases_that_begin_nothing_are_passed_over(phases) -> None:
    assert [phase.last for phase in analyse("i", Y, phases=phases).phases] == [6, 12]


def test_a_baseline_sets_lines_that_hold_for_all_points() -> None:
    assert set(analyse("i", Y, baseline=6).centre) == {3.0}
    assert analyse("i", Y, baseline=6).outside.tolist() == [False] * 6 + [True] * 6


def test_a_baseline_sets_the_first_phase_and_later_phases_set_their_own() -> None:
    seen = analyse("i", Y, phases=[8], baseline=6)
    assert seen.centre[0] == 3.0
    assert seen.centre[-1] == 13.5


def test_baseline_exclusion_and_phases_work_together() -> None:
    seen = analyse("i", Y, phases=[8], baseline=6, exclude=[6, 12])
    assert seen.centre[0] == pytest.approx(np.mean(Y[:5]))
    assert seen.centre[-1] == pytest.approx(np.mean(Y[8:11]))


def test_an_excluded_point_is_drawn_and_marked_but_makes_no_signal() -> None:
    seen = analyse("i", [1, 2, 1, 2, 1, 2, 50, 1, 2, 1, 2], exclude=[7])
    assert seen.outside.tolist() == [False] * 6 + [True] + [False] * 4
    assert seen.excluded.tolist() == [False] * 6 + [True] + [False] * 4
    assert seen.signals == ()


def test_moving_ranges_bridge_an_exclusion_but_not_a_missing_value() -> None:
    excluded = analyse("i", [1, 2, 9, 5, 6], exclude=[3])
    missing = analyse("i", [1, 2, None, 5, 6])
    assert excluded.upper[0] - excluded.centre[0] == pytest.approx(3 / 1.128 * 5 / 3)
    assert missing.upper[0] - missing.centre[0] == pytest.approx(3 / 1.128 * 1)


@pytest.mark.parametrize("gap", [None, float("nan"), np.nan])
def test_a_missing_value_has_lines_but_no_value(gap) -> None:
    seen = analyse("i", [1, 2, gap, 2, 1])
    assert np.isnan(seen.y[2])
    assert not np.isnan(seen.upper[2])
    assert not seen.outside[2]


def test_nothing_in_nothing_is_a_missing_value() -> None:
    seen = analyse("p", [1, 0, 2], [10, 0, 10])
    assert np.isnan(seen.y[1])
    assert seen.centre[0] == pytest.approx(3 / 20)


def test_a_factor_scales_what_is_drawn_but_not_target_or_centre() -> None:
    seen = analyse("p", [10, 20, 30], [100] * 3, multiply=100, centre=25, target=15)
    assert seen.y.tolist() == [10, 20, 30]
    assert set(seen.centre) == {25.0}
    assert seen.upper[0] == pytest.approx(100 * (0.25 + 3 * np.sqrt(0.25 * 0.75 / 100)))
    assert seen.target == 15


def test_a_factor_changes_no_verdict() -> None:
    plain, times = analyse("i", Y, direction="increase"), analyse("i", Y, direction="increase", multiply=1000)
    assert (plain.verdict, plain.since, plain.signals) == (times.verdict, times.since, times.signals)


def test_limits_can_be_kept_from_going_below_zero() -> None:
    assert analyse("i", [1, 9, 2, 8, 1]).lower[0] < 0
    assert analyse("i", [1, 9, 2, 8, 1], never_negative=True).lower[0] == 0


@pytest.mark.parametrize(
    ("x", "order"),
    [
        ([3, 1, 2], (1, 2, 3)),
        (["2025-03", "2025-01", "2025-02"], ("2025-01", "2025-02", "2025-03")),
        ([datetime.date(2025, 3, 1), datetime.date(2025, 1, 1), datetime.date(2025, 2, 1)], None),
        (["W1", "W10", "W2"], ("W1", "W10", "W2")),
    ],
)
def test_points_are_put_in_order_of_time_and_text_keeps_the_order_given(x, order) -> None:
    seen = analyse("i", [30, 10, 20], x=x)
    assert seen.x == (order or tuple(sorted(x)))
    assert seen.y.tolist() == ([30, 10, 20] if x[0] == "W1" else [10, 20, 30])


@pytest.mark.parametrize(("how", "value"), [("mean", 4), ("median", 2), ("sum", 12), ("sd", np.std([1, 2, 9], ddof=1))])
def test_rows_of_a_period_are_gathered(how, value) -> None:
    assert analyse("i", [1, 2, 9, 4], x=["a", "a", "a", "b"], aggregate=how).y[0] == pytest.approx(value)


def test_numerators_and_denominators_of_a_period_are_summed() -> None:
    seen = analyse("p", [1, 2, 3], [10, 20, 10], x=["a", "a", "b"])
    assert seen.y.tolist() == pytest.approx([3 / 30, 3 / 10])
    assert seen.n is not None
    assert seen.n.tolist() == [30, 10]


def test_a_period_of_missing_values_is_missing() -> None:
    assert np.isnan(analyse("c", [1, 2, None, None], x=["a", "a", "b", "b"]).y[1])


class Column:
    """A column of a table of another package."""

    def __init__(self, values: list[object]) -> None:
        self.values = values

    def to_numpy(self) -> np.ndarray:
        return np.array(self.values, dtype=object)


@pytest.mark.parametrize(
    "y",
    [(1, 2, 3), np.array([1, 2, 3]), np.array([1.0, 2, 3], dtype="float32"), Column([1, 2, 3]), iter([1, 2, 3])],
    ids=["tuple", "integers", "floats", "column", "iterator"],
)
def test_columns_of_any_kind_are_read(y) -> None:
    assert analyse("run", y).y.tolist() == [1, 2, 3]


def test_masked_entries_are_missing() -> None:
    assert np.isnan(analyse("run", np.ma.masked_array([1, 2, 3], mask=[False, True, False])).y[1])


@pytest.mark.parametrize(("kind", "factor"), [("i", 1), ("i", 1000), ("c", 100), ("i", 0.5)])
def test_the_result_says_what_its_values_were_multiplied_by(kind, factor) -> None:
    seen = analyse(kind, Y, multiply=factor)
    assert seen.multiply == factor
    assert seen.y.tolist() == [value * factor for value in Y]


@pytest.mark.parametrize(
    ("kind", "n"), [("p", [10, 10, 20, 5, 4]), ("u", [10, 10, 20, 5, 4]), ("i", None), ("c", None)]
)
def test_the_result_says_how_many_rows_were_gathered_into_each_point(kind, n) -> None:
    seen = analyse(kind, [1, 2, 3, None, 1], n, x=[1, 1, 2, 2, 3])
    assert seen.size is not None
    assert seen.size.tolist() == [2, 1, 1]


def test_denominators_go_with_their_points_into_the_order_of_the_periods() -> None:
    seen = analyse("p", [1, 2, 3], [10, 20, 40], x=[3, 1, 2])
    assert seen.x == (1, 2, 3)
    assert seen.n is not None
    assert seen.n.tolist() == [20, 40, 10]
    assert seen.y.tolist() == [0.1, 0.075, 0.1]
