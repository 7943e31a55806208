"""U chart: worked by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from knotwork.science.spc import analyse
from tests.science.spec.charts.by_hand import exactly, lines, outside, root

# Montgomery, 6th edition, example 7.4: errors in shipments, 20 weeks of 50. Printed: 74 of 1000, 0.0740, upper limit
# 0.1894, lower limit below zero and so 0.
SHIPMENTS = [2, 3, 8, 1, 1, 4, 1, 4, 5, 1, 8, 2, 4, 3, 4, 1, 8, 3, 7, 4]
# Montgomery, 6th edition, table 7.11: faults in ten rolls of dyed cloth. Printed: 153 in 107.5 units, 1.42.
FAULTS = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
UNITS = [10.0, 8.0, 13.0, 10.0, 9.5, 10.0, 12.0, 10.5, 12.0, 12.5]


def test_montgomerys_shipments_have_the_printed_limits() -> None:
    seen = analyse("u", SHIPMENTS, [50] * 20)
    assert [round(line, 4) for line in lines(seen)] == [0, 0.0740, 0.1894]
    assert outside(seen) == []


def test_montgomerys_cloth_has_limits_by_the_size_of_the_roll() -> None:
    seen, rate = analyse("u", FAULTS, UNITS), Fraction(153) / Fraction("107.5")
    assert round(seen.centre[0], 2) == 1.42
    for roll, units in enumerate(UNITS, start=1):
        away = 3 * root(rate / Fraction(str(units)))
        assert lines(seen, roll) == exactly([rate - away, rate, rate + away])
    assert outside(seen) == []


def test_warning_lines_have_two_sigma_and_stop_at_zero() -> None:
    # 1 in a unit: sigma 1 of one unit, 1/2 of four.
    seen = analyse("u", [1, 4, 1, 4], [1, 4, 1, 4])
    assert seen.warning_lower.tolist() == [0, 0, 0, 0]
    assert seen.warning_upper.tolist() == [3, 2, 3, 2]
    assert seen.upper.tolist() == [4, 2.5, 4, 2.5]


def test_a_rate_on_its_limit_is_inside_and_one_event_more_is_outside() -> None:
    # A centre of 4 in a unit of 9: sigma 2/3, limits 2 and 6, that is 18 and 54 events.
    n = [9] * 4
    assert outside(analyse("u", [18, 54, 36, 36], n, centre=4)) == []
    assert outside(analyse("u", [17, 55, 36, 36], n, centre=4)) == [1, 2]


def test_a_thousand_bed_days_scale_everything_drawn() -> None:
    # 3 falls in 600 bed days and 5 in 1000: 8 in 1600, that is 5 in 1000.
    seen = analyse("u", [3, 5], [600, 1000], multiply=1000)
    assert seen.y.tolist() == exactly([5, 5])
    assert lines(seen, 1)[1:] == exactly([5, 5 + 3000 * root(Fraction(5, 1000) / 600)])
    assert lines(seen, 2)[1:] == exactly([5, 5 + 3000 * root(Fraction(5, 1000) / 1000)])


def test_a_given_centre_is_in_the_units_drawn() -> None:
    seen = analyse("u", [3, 5], [600, 1000], multiply=1000, centre=4)
    assert lines(seen, 2)[1:] == exactly([4, 4 + 3000 * root(Fraction(4, 1000) / 1000)])


def test_a_period_without_events_counts_its_denominator() -> None:
    assert analyse("u", [6, 0], [2, 4]).centre[0] == 1


def test_a_period_without_denominator_counts_nothing() -> None:
    seen = analyse("u", [6, 0], [2, 0])
    assert seen.centre[0] == 3
    assert np.isnan(seen.y[1])


def test_rows_of_a_period_are_added_up() -> None:
    seen = analyse("u", [1, 2, 9], [1, 2, 4], x=[2, 2, 1])
    assert seen.x == (1, 2)
    assert seen.y.tolist() == [2.25, 1]
    assert lines(seen, 2)[1:] == exactly([Fraction(12, 7), Fraction(12, 7) + 3 * root(Fraction(12, 7) / 3)])


def test_denominators_need_not_be_whole() -> None:
    assert analyse("u", [1, 2], [0.5, 1.5]).centre[0] == 1.5


def test_no_events_at_all_have_their_limits_at_zero() -> None:
    assert lines(analyse("u", [0, 0, 0], [10, 20, 30])) == (0, 0, 0)


def test_an_event_after_a_baseline_without_any_is_outside() -> None:
    assert outside(analyse("u", [0] * 10 + [1], [10] * 11, baseline=10)) == [11]


@pytest.mark.parametrize("exclude", [[3], [3, 3], [3, 99]])
def test_an_excluded_period_lends_neither_events_nor_denominator(exclude) -> None:
    seen = analyse("u", [2, 4, 90, 6], [2, 2, 2, 2], exclude=exclude)
    assert lines(seen)[1:] == exactly([2, 2 + 3 * root(Fraction(2, 2))])
    assert outside(seen) == [3]
    assert seen.signals == ()


def test_phases_pool_apart() -> None:
    seen = analyse("u", [2, 4, 8, 16], [2, 2, 2, 2], phases=[2])
    assert seen.centre.tolist() == [1.5, 1.5, 6, 6]
    assert seen.upper[2] == exactly(6 + 3 * root(Fraction(3)))
