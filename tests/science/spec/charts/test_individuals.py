"""I chart (XmR): worked by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from knotwork.science.spc import analyse
from tests.science.spec.charts.by_hand import D2, exactly, lines, mean, moving_ranges, outside

# Montgomery, Introduction to Statistical Quality Control, 6th edition, example 6.5: costs of processing mortgage
# loans in 20 weeks. Printed: mean 300.5, mean moving range 7.79, limits 279.78 and 321.22.
LOANS = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304]


def test_montgomerys_loans_have_the_printed_limits() -> None:
    low, middle, high = lines(analyse("i", LOANS))
    assert (round(low, 2), middle, round(high, 2)) == (279.78, 300.5, 321.22)


def test_montgomerys_loans_have_the_exact_limits() -> None:
    # The ranges add up to 148: 148/19 = 7.789...; 3 x 148/19 / 1.128.
    assert sum(moving_ranges(LOANS)) == 148
    away = 3 * Fraction(148, 19) / D2
    assert lines(analyse("i", LOANS)) == exactly([Fraction(601, 2) - away, Fraction(601, 2), Fraction(601, 2) + away])


def test_montgomerys_loans_show_no_change() -> None:
    seen = analyse("i", LOANS, direction="decrease")
    assert (outside(seen), seen.signals, seen.verdict) == ([], (), "steady")


def test_montgomerys_loans_run_as_counted_by_eye() -> None:
    # About 300.5: + - - - + + - - + + - - - - + - - + + +
    (phase,) = analyse("i", LOANS).phases
    assert (phase.useful, phase.longest_run, phase.crossings) == (20, 4, 8)
    assert (phase.longest_run_max, phase.crossings_min, phase.runs_signal) == (7, 6, False)


# Ranges 9, 9, 9, 41, 40 and 9: mean 117/6 = 19.5, and 3.267 x 19.5 = 63.7: all are kept.
KEPT = [10, 19, 10, 19, 60, 20, 29]
# Eleven ranges of 1 and two of 39: mean 89/13 = 6.85; 3.267 times that is 22.4: both are left out, 1 is left.
SCREENED = [10, 11, 10, 11, 10, 11, 50, 11, 10, 11, 10, 11, 10, 11]


def test_ranges_below_3_267_times_their_mean_are_kept() -> None:
    away = 3 * mean(moving_ranges(KEPT)) / D2
    assert lines(analyse("i", KEPT))[2] == exactly(mean(KEPT) + away)


def test_screened_ranges_leave_out_both_sides_of_a_spike() -> None:
    assert lines(analyse("i", SCREENED)) == exactly([mean(SCREENED) - 3 / D2, mean(SCREENED), mean(SCREENED) + 3 / D2])


def test_the_mean_keeps_the_spike_that_its_ranges_lose() -> None:
    assert analyse("i", SCREENED).centre[0] == exactly(Fraction(187, 14))


def test_without_screening_every_range_counts() -> None:
    away = 3 * Fraction(11 + 39 + 39, 13) / D2
    assert sum(moving_ranges(SCREENED)) == 89
    assert lines(analyse("i", SCREENED, screen_moving_ranges=False))[2] == exactly(mean(SCREENED) + away)


def test_a_leap_between_two_levels_is_left_out_too() -> None:
    # Ranges of 10 but for the leap of 46: mean 266/23 = 11.57, and 3.267 times that is 37.8. Limits at 128 -+ 26.6 put
    # the ends of both levels outside; with the leap counted they are 128 -+ 30.8, and nothing is.
    y = [100, 110] * 6 + [156, 146] * 6
    assert outside(analyse("i", y)) == [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23]
    assert outside(analyse("i", y, screen_moving_ranges=False)) == []


def steps(ranges: list[float]) -> list[float]:
    """Values with these moving ranges, up and down in turn."""
    values = [0.0]
    for place, step in enumerate(ranges):
        values.append(values[-1] + (step if place % 2 == 0 else -step))
    return values


@pytest.mark.parametrize(("largest", "left"), [(3266, 8 * [1000] + [3266]), (8000, 8 * [1000])])
def test_screening_looks_at_the_mean_of_all_ranges(largest, left) -> None:
    # Eight ranges of 1000 and one more: 3.267 times their mean is 4,089.5 with 3266 and 5,808 with 8000.
    away = 3 * mean(left) / D2
    low, middle, high = lines(analyse("i", steps([1000.0] * 8 + [largest])))
    assert (high - middle, middle - low) == (exactly(away), exactly(away))


def test_a_range_of_exactly_3_267_times_the_mean_is_left_out() -> None:
    # Thirty ranges whose mean is exactly 1000: one of 3267 and 29 that share the rest; all in thousandths of 1024ths.
    rest = Fraction(30 * 1000 - 3267, 29)
    ranges = [Fraction(3267), *([rest] * 29)]
    assert sum(ranges) == 30_000
    scale = 29  # so that every value is a whole number and every sum exact
    values = [float(value) for value in steps([float(part * scale) for part in ranges])]
    kept = analyse("i", values)
    assert kept.upper[0] - kept.centre[0] == pytest.approx(float(3 * rest * scale / D2), rel=1e-12)


def test_ranges_are_screened_once_only() -> None:
    # Twelve ranges of 1, 8 and 30: mean 50/14 = 3.57, limit 11.7, 30 goes. Again, the limit would be 5, and 8 would go.
    values = steps([1.0] * 12 + [8.0, 30.0])
    seen = analyse("i", values)
    assert seen.upper[0] - seen.centre[0] == exactly(3 * Fraction(20, 13) / D2)


def test_missing_values_are_not_bridged() -> None:
    # 1 2 . 6 7: ranges 1 and 1; the range across the gap is not one. Mean 16/4 = 4.
    assert lines(analyse("i", [1, 2, None, 6, 7])) == exactly([4 - 3 / D2, 4, 4 + 3 / D2])


def test_excluded_values_are_bridged() -> None:
    # 1 2 (50) 6 7: ranges 1, 4 and 1, mean 2. The mean of the four that count is 4.
    assert lines(analyse("i", [1, 2, 50, 6, 7], exclude=[3])) == exactly([4 - 6 / D2, 4, 4 + 6 / D2])


def test_a_missing_value_that_is_excluded_too_is_bridged() -> None:
    assert lines(analyse("i", [1, 2, None, 6, 7], exclude=[3])) == exactly([4 - 6 / D2, 4, 4 + 6 / D2])


def test_an_excluded_point_is_marked_where_it_lies_outside() -> None:
    seen = analyse("i", [1, 2, 50, 6, 7], exclude=[3])
    assert outside(seen) == [3]
    assert seen.signals == ()


def test_ratios_are_averaged_without_weights() -> None:
    # 1/2 and 3/10: an I chart of ratios has their plain mean 2/5, where a pooled one had 4/12.
    seen = analyse("i", [1, 3], [2, 10])
    assert seen.centre[0] == exactly(Fraction(2, 5))
    assert seen.upper[0] == exactly(Fraction(2, 5) + 3 * Fraction(1, 5) / D2)


def test_a_missing_denominator_makes_a_missing_ratio() -> None:
    seen = analyse("i", [1, 3, 5], [2, None, 10])
    assert np.isnan(seen.y).tolist() == [False, True, False]
    assert seen.centre[0] == 0.5


def test_warning_lines_are_two_thirds_of_the_way() -> None:
    seen = analyse("i", LOANS)
    away = Fraction(2) * Fraction(148, 19) / D2
    assert (seen.warning_lower[0], seen.warning_upper[0]) == (
        exactly(Fraction(601, 2) - away),
        exactly(Fraction(601, 2) + away),
    )


def test_a_given_centre_moves_the_limits_but_not_how_far_apart_they_are() -> None:
    away = 3 * Fraction(148, 19) / D2
    assert lines(analyse("i", LOANS, centre=290)) == exactly([290 - away, 290, 290 + away])


def test_making_data_count_uses_two_and_two_thirds_to_two_decimals() -> None:
    # NHS England, Making Data Count: mean moving range times 2.66.
    away = Fraction("2.66") * Fraction(148, 19)
    assert lines(analyse("i", LOANS, rules="mdc")) == exactly(
        [Fraction(601, 2) - away, Fraction(601, 2), Fraction(601, 2) + away]
    )


@pytest.mark.parametrize("rules", ["anhoej", "ihi", "western_electric", "nelson", "three_sigma"])
def test_every_other_rule_set_uses_three_over_1_128(rules) -> None:
    assert lines(analyse("i", LOANS, rules=rules))[2] == exactly(Fraction(601, 2) + 3 * Fraction(148, 19) / D2)
