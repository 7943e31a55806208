"""Run chart: worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import analyse
from tests.science.spec.charts.by_hand import exactly, median


@pytest.mark.parametrize(
    ("y", "centre"),
    [
        ([5], 5),
        ([5, 9], 7),
        ([9, 5, 7], 7),
        ([9, 1, 5, 7], 6),
        ([1, 1, 1, 100], 1),
        ([1, 1, 9, 9], 5),
        ([-3, None, 4, None], 0.5),
        ([2, 4, 4, 4, 6, 8, 10], 4),
    ],
)
def test_the_line_is_the_middle_of_the_values(y, centre) -> None:
    assert set(analyse("run", y).centre) == {centre}
    assert median([value for value in y if value is not None]) == centre


def test_there_are_no_limits_and_nothing_outside() -> None:
    seen = analyse("run", [1] * 20 + [1_000_000])
    for line in (seen.lower, seen.upper, seen.warning_lower, seen.warning_upper):
        assert np.isnan(line).all()
    assert not seen.outside.any()


# Waits of 24 weeks about a median of 6: a hand-drawn chart.
#    +  -  +  +  -  0  +  -  -  +  0  -  +  +  -  -  +  -  0  +  +  -  -  +
WEEKS = [7, 5, 8, 7, 4, 6, 9, 3, 5, 8, 6, 2, 7, 9, 5, 4, 8, 5, 6, 7, 8, 3, 4, 9]


def test_runs_and_crossings_are_those_counted_on_paper() -> None:
    # Of 24 points three lie on the line. Runs of the other 21: + - ++ - + -- + - ++ -- + - ++ -- +: fifteen.
    (phase,) = analyse("run", WEEKS).phases
    assert (phase.centre, phase.useful, phase.longest_run, phase.crossings) == (6, 21, 2, 14)
    assert (phase.longest_run_max, phase.crossings_min) == (7, 6)
    assert not phase.runs_signal


def test_ratios_are_drawn_and_their_median_taken() -> None:
    seen = analyse("run", [1, 3, 9], [2, 4, 10])
    assert seen.y.tolist() == [0.5, 0.75, 0.9]
    assert seen.centre[0] == 0.75


def test_rows_of_ratios_are_pooled_within_a_period() -> None:
    assert analyse("run", [1, 3, 9], [2, 4, 10], x=["a", "a", "b"]).y.tolist() == exactly([4 / 6, 0.9])


def test_a_median_of_an_even_number_of_points_leaves_all_of_them_useful() -> None:
    assert analyse("run", [1, 2, 3, 4, 5, 6]).phases[0].useful == 6
    assert analyse("run", [1, 2, 3, 4, 5]).phases[0].useful == 4


def test_a_baseline_sets_the_median_about_which_all_points_run() -> None:
    y = [5, 7, 4, 8, 6, 5, 7, 6, 4, 8, *[9] * 8]
    (phase,) = analyse("run", y, baseline=10).phases
    assert (phase.centre, phase.useful, phase.longest_run) == (6, 16, 9)


def test_phases_have_medians_of_their_own() -> None:
    assert analyse("run", [1, 2, 3, 10, 20, 30], phases=[3]).centre.tolist() == [2, 2, 2, 20, 20, 20]


def test_an_excluded_value_is_drawn_and_not_counted() -> None:
    seen = analyse("run", [1, 2, 3, 900], exclude=[4])
    assert seen.centre[0] == 2
    assert seen.y[3] == 900
    assert seen.phases[0].useful == 2


def test_a_given_line_is_used_in_place_of_the_median() -> None:
    (phase,) = analyse("run", WEEKS, centre=0).phases
    assert (phase.centre, phase.longest_run, phase.crossings) == (0, 24, 0)


def test_a_chart_in_percent_has_its_line_in_percent() -> None:
    seen = analyse("run", [1, 3, 9], [2, 4, 10], multiply=100)
    assert seen.centre[0] == 75
    assert seen.phases[0].centre == 75


def test_screening_of_moving_ranges_has_nothing_to_screen() -> None:
    assert analyse("run", WEEKS, screen_moving_ranges=False).signals == analyse("run", WEEKS).signals
