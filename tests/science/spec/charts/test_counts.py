"""C chart: worked by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from knotwork.science.spc import analyse
from tests.science.spec.charts.by_hand import exactly, lines, outside, root

# Montgomery, 6th edition, example 7.3: faults in 26 samples of 100 circuit boards. Printed: 516/26 = 19.85, limits 6.48
# and 33.22 (from the rounded centre: 33.21 from the exact one), samples 6 and 20 outside; without these two 472/24 =
# 19.67, limits 6.36 and 32.97.
BOARDS = [
    *(21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16),
    *(19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15),
]


def test_montgomerys_boards_have_the_printed_limits() -> None:
    seen = analyse("c", BOARDS)
    assert [round(line, 2) for line in lines(seen)] == [6.48, 19.85, 33.21]
    assert outside(seen) == [6, 20]


def test_montgomerys_boards_without_the_two_samples_have_the_printed_limits() -> None:
    seen = analyse("c", BOARDS, exclude=[6, 20])
    assert [round(line, 2) for line in lines(seen)] == [6.36, 19.67, 32.97]
    assert not any(signal.rule == "outside limits" for signal in seen.signals)


def test_montgomerys_boards_linger_on_either_side_which_three_sigma_do_not_see() -> None:
    # About 19.67: ++ --- (5) ++++++ ----- + - (39) ++ ----: eight runs, seven crossings; of 24 chance gives eight.
    (phase,) = analyse("c", BOARDS, exclude=[6, 20]).phases
    assert (phase.useful, phase.longest_run, phase.crossings, phase.crossings_min) == (24, 6, 7, 8)
    assert phase.runs_signal


def test_montgomerys_boards_have_the_exact_limits() -> None:
    assert sum(BOARDS) == 516
    centre = Fraction(516, 26)
    assert lines(analyse("c", BOARDS)) == exactly([centre - 3 * root(centre), centre, centre + 3 * root(centre)])


def test_a_mean_of_nine_or_less_has_no_lower_limit_above_zero() -> None:
    assert lines(analyse("c", [8, 10])) == (0, 9, 18)
    assert lines(analyse("c", [15, 17])) == (4, 16, 28)
    assert lines(analyse("c", [3, 5])) == (0, 4, 10)


def test_warning_lines_have_two_roots_of_the_mean() -> None:
    seen = analyse("c", [15, 17])
    assert (seen.warning_lower[0], seen.warning_upper[0]) == (8, 24)
    assert analyse("c", [3, 5]).warning_lower[0] == 0
    assert analyse("c", [0.5, 1.5]).warning_lower[0] == 0


@pytest.mark.parametrize(("count", "out"), [(28, False), (29, True), (4, False), (3, True)])
def test_a_count_on_its_limit_is_inside(count, out) -> None:
    assert bool(analyse("c", [16, 16, count], baseline=2).outside[2]) is out


@pytest.mark.parametrize(("count", "out"), [(28, False), (28.000001, True)])
def test_a_hair_above_the_limit_is_outside(count, out) -> None:
    assert bool(analyse("c", [16, 16, count], baseline=2).outside[2]) is out


def test_rows_of_a_period_are_counted_together() -> None:
    seen = analyse("c", [1, 2, 3, 4], x=["a", "b", "a", "b"])
    assert seen.y.tolist() == [4, 6]
    assert seen.centre[0] == 5


@pytest.mark.parametrize("aggregate", ["mean", "median", "sd", "sum"])
def test_counts_are_added_up_whatever_is_asked_for_values(aggregate) -> None:
    assert analyse("c", [1, 2, 3, 4], x=["a", "a", "b", "b"], aggregate=aggregate).y.tolist() == [3, 7]


def test_what_was_counted_of_a_period_counts_though_a_row_is_missing() -> None:
    seen = analyse("c", [1, None, None, None, 5], x=["a", "a", "b", "b", "c"])
    assert np.isnan(seen.y).tolist() == [False, True, False]
    assert seen.y[[0, 2]].tolist() == [1, 5]


def test_a_missing_count_is_left_out_of_the_mean() -> None:
    assert lines(analyse("c", [15, None, 17])) == (4, 16, 28)


def test_a_given_centre_sets_the_limits() -> None:
    assert lines(analyse("c", [15, 17], centre=25)) == (10, 25, 40)


def test_a_factor_scales_counts_and_limits_that_chance_set_before() -> None:
    # Counts about 16 have limits 4 and 28; in tens that is 160, 40 and 280.
    assert lines(analyse("c", [15, 17], multiply=10)) == (40, 160, 280)


def test_no_events_ever_have_limits_at_zero_and_no_signal() -> None:
    seen = analyse("c", [0] * 30)
    assert lines(seen) == (0, 0, 0)
    assert (seen.signals, seen.verdict) == ((), "steady")
