"""G and T charts, of cases and time between rare events: worked by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from knotwork.science.spc import analyse
from tests.science.spec.charts.by_hand import D2, exactly, lines, mean, median, moving_ranges, outside, power, root

# Montgomery, 6th edition, example 7.6: hours between failures of a valve, and their power of 0.2777 as printed.
HOURS = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96]
PRINTED = [
    *(4.80986, 6.70903, 5.72650, 3.81367, 6.43541, 6.23705, 1.46958, 3.96768, 5.39007, 1.78151),
    *(9.09619, 5.89774, 3.38833, 4.51095, 5.91690, 5.59189, 7.16124, 7.18601, 9.09083, 3.55203),
]


def rooted(values: list[int]) -> list[Fraction]:
    return [power(Fraction(value), Fraction(5, 18)) for value in values]


def test_the_power_by_hand_is_that_of_the_printed_table() -> None:
    # The book rounds 1/3.6 to 0.2777, which tells in the fourth digit.
    assert [float(value) for value in rooted(HOURS)] == pytest.approx(PRINTED, rel=8e-4)


def test_montgomerys_valve_has_the_limits_of_its_rooted_hours() -> None:
    roots = rooted(HOURS)
    middle = mean(roots)
    away = 3 * mean(moving_ranges(roots)) / D2
    seen = analyse("t", HOURS, screen_moving_ranges=False)
    assert middle - away < 0
    assert lines(seen) == exactly([0, power(middle, Fraction(18, 5)), power(middle + away, Fraction(18, 5))])


def test_montgomerys_valve_fails_as_it_always_has() -> None:
    seen = analyse("t", HOURS, direction="increase")
    assert (outside(seen), seen.verdict) == ([], "steady")


def test_montgomerys_valve_has_limits_about_the_printed_ones_on_the_rooted_scale() -> None:
    # Printed for the transformed hours: centre 5.39 and upper limit 11.62.
    seen = analyse("i", PRINTED, screen_moving_ranges=False)
    assert round(float(seen.centre[0]), 2) == 5.39
    assert seen.upper[0] ** 3.6 == pytest.approx(analyse("t", HOURS, screen_moving_ranges=False).upper[0], rel=5e-3)


def test_warning_lines_of_times_are_two_sigma_on_the_rooted_scale() -> None:
    roots = rooted(HOURS)
    sigma = mean(moving_ranges(roots)) / D2
    seen = analyse("t", HOURS, screen_moving_ranges=False)
    assert seen.warning_upper[0] == exactly(power(mean(roots) + 2 * sigma, Fraction(18, 5)))
    assert seen.warning_lower[0] == exactly(power(mean(roots) - 2 * sigma, Fraction(18, 5)))


def test_steady_times_have_a_lower_limit_above_zero() -> None:
    # Roots 2 and 3 in turn (12.13 and 52.2): mean 5/2, ranges 1.
    times = [float(power(Fraction(2 + place % 2), Fraction(18, 5))) for place in range(8)]
    away = 3 / D2
    assert Fraction(14, 5) - away > 0
    assert lines(analyse("t", times))[1:] == exactly(
        [power(Fraction(5, 2), Fraction(18, 5)), power(Fraction(5, 2) + away, Fraction(18, 5))]
    )


def test_a_given_centre_of_times_is_in_days() -> None:
    seen = analyse("t", [10, 20, 10, 20], centre=15)
    step = power(Fraction(20), Fraction(5, 18)) - power(Fraction(10), Fraction(5, 18))
    high = power(power(Fraction(15), Fraction(5, 18)) + 3 * step / D2, Fraction(18, 5))
    assert (seen.centre[0], seen.upper[0]) == (exactly(15), exactly(high))


def test_hours_in_place_of_days_change_only_the_scale() -> None:
    days, hours = analyse("t", [10, 25, 14, 30]), analyse("t", [240, 600, 336, 720])
    assert hours.upper[0] == pytest.approx(24 * days.upper[0], rel=1e-12)
    assert hours.centre[0] == pytest.approx(24 * days.centre[0], rel=1e-12)


# Cases between infections. Benneyan 2001: sigma of a geometric count with mean g is the root of g(g + 1).
CASES = [12, 0, 45, 3, 20]


def test_a_g_chart_has_its_limit_from_the_mean_and_its_line_at_the_median() -> None:
    # Mean 80/5 = 16, root of 16 x 17; median 12.
    seen = analyse("g", CASES)
    assert lines(seen) == exactly([0, 12, 16 + 3 * root(Fraction(16 * 17))])
    assert (mean(CASES), median(CASES)) == (16, 12)


def test_a_g_chart_never_has_a_lower_limit() -> None:
    # g - 3 root(g (g + 1)) is negative for every g above zero.
    for y in ([1000, 1001, 1002], [1, 1, 1], CASES):
        assert analyse("g", y).lower[0] == 0


def test_warning_lines_of_cases_have_two_sigma() -> None:
    assert analyse("g", CASES).warning_upper[0] == exactly(16 + 2 * root(Fraction(16 * 17)))
    assert analyse("g", CASES).warning_lower[0] == 0


def test_runs_of_cases_are_counted_about_the_median() -> None:
    # About the mean of 16 ten of twelve would lie below, a run of 8; about the median of 5.5 six lie on either side.
    y = [5, 6, 4, 7, 5, 6, 3, 8, 66, 70, 5, 5]
    (phase,) = analyse("g", y).phases
    assert phase.centre == 5.5
    assert (phase.useful, phase.longest_run, phase.crossings) == (12, 3, 8)


def test_a_given_centre_of_cases_is_a_mean_whose_median_is_drawn() -> None:
    # The median of an exponential time is 0.693 of its mean.
    seen = analyse("g", CASES, centre=20)
    assert lines(seen) == exactly([0, Fraction("13.86"), 20 + 3 * root(Fraction(20 * 21))])


def test_an_unusually_long_stretch_without_events_is_outside() -> None:
    # A baseline of mean 3 has its limit at 3 + 3 root 12 = 13.39.
    seen = analyse("g", [2, 4, 3, 3, 13, 14], baseline=4, direction="increase")
    assert outside(seen) == [6]
    assert seen.signals[0].meaning == "better"


def test_events_one_after_another_have_no_limit_to_fall_below() -> None:
    assert outside(analyse("g", [50, 60, 40, 0, 0, 0])) == []


@pytest.mark.parametrize("y", [[0] * 6, [7] * 6])
def test_cases_that_never_vary_lie_on_their_line(y) -> None:
    seen = analyse("g", y)
    assert (seen.centre[0], seen.phases[0].useful) == (y[0], 0)


def test_a_missing_number_of_cases_is_left_out_of_mean_and_median() -> None:
    seen = analyse("g", [*CASES[:2], None, *CASES[2:]])
    assert lines(seen) == exactly([0, 12, 16 + 3 * root(Fraction(16 * 17))])
    assert np.isnan(seen.y[2])


def test_two_events_in_one_period_are_averaged() -> None:
    assert analyse("g", [2, 6, 10], x=["a", "a", "b"]).y.tolist() == [4, 10]
    assert analyse("t", [2, 6, 10], x=["a", "a", "b"]).y.tolist() == [4, 10]
