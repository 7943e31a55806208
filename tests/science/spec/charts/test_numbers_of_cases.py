"""NP charts, numbers of cases out of so many: a P chart drawn in cases, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import BadSeries, analyse, screen
from tests.science.spec.charts.by_hand import exactly, lines, outside

# Montgomery, 6th edition, example 7.1: cans of orange juice, samples of 50. Printed: p 0.2313 over 30 samples, limits
# 0.0524 and 0.4102 for P; as numbers 11.565 and, from 50 p -+ 3 root(50 p (1 - p)), 2.620 and 20.510.
CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]


def test_montgomerys_cans_have_the_printed_number_and_limits() -> None:
    seen = analyse("np", CANS, [50] * 30)
    assert lines(seen) == pytest.approx((2.620, 11.567, 20.513), abs=0.004)
    assert outside(seen) == [15, 23]
    assert seen.y.tolist() == CANS


def test_lines_are_those_of_the_share_times_each_denominator() -> None:
    # 2 + 3 + 7 of 10 + 20 + 30 is 1/5. Of 10: 2 -+ 3 root(10 x 1/5 x 4/5); of 30: 6 -+ 3 root(30 x 4/25).
    seen = analyse("np", [2, 3, 7], [10, 20, 30])
    assert seen.centre.tolist() == exactly([2, 4, 6])
    assert seen.upper.tolist() == exactly([2 + 3 * 1.6**0.5, 4 + 3 * 3.2**0.5, 6 + 3 * 4.8**0.5])
    assert seen.lower.tolist() == exactly([0, 0, 0])


def test_limits_stop_at_none_and_at_all() -> None:
    seen = analyse("np", [9, 10, 8], [10, 10, 10])
    assert seen.upper.tolist() == [10, 10, 10]
    assert analyse("np", [1, 0, 2], [10, 10, 10]).lower.tolist() == [0, 0, 0]


@pytest.mark.parametrize("rules", ["anhoej", "western_electric", "nelson", "mdc"])
def test_its_verdict_is_that_of_the_p_chart(rules) -> None:
    y, n = [2, 9, 4, 11, 3, 8, 2, 1, 0, 2, 1, 3, 22, 1], [20, 60, 33, 70, 25, 58, 44, 30, 21, 40, 31, 45, 50, 28]
    cases, shares = analyse("np", y, n, rules=rules), analyse("p", y, n, rules=rules)
    assert cases.signals == shares.signals
    assert cases.outside.tolist() == shares.outside.tolist()
    assert (cases.verdict, cases.since) == (shares.verdict, shares.since)


def test_its_lines_are_those_of_the_p_chart_times_the_denominators() -> None:
    y, n = [2, 9, 4, 11, 3], np.array([20, 60, 33, 70, 25])
    cases, shares = analyse("np", y, n), analyse("p", y, n)
    for line in ("y", "centre", "lower", "upper", "warning_lower", "warning_upper"):
        assert getattr(cases, line).tolist() == exactly((getattr(shares, line) * n).tolist())


def test_a_phase_says_the_usual_number_of_cases() -> None:
    # A share of 1/5 of, on average, 20.
    assert analyse("np", [2, 3, 7], [10, 20, 30]).phases[0].centre == exactly(4)


def test_each_phase_has_its_own_share() -> None:
    seen = analyse("np", [1, 3, 6, 4], [10, 10, 10, 10], phases=[2])
    assert seen.centre.tolist() == exactly([2, 2, 5, 5])


def test_a_given_centre_is_a_share() -> None:
    assert analyse("np", [2, 3, 7], [10, 20, 30], centre=0.5).centre.tolist() == exactly([5, 10, 15])
    with pytest.raises(BadSeries, match="The centre of an np chart cannot be above all of all"):
        analyse("np", [2, 3, 7], [10, 20, 30], centre=5)


def test_a_missing_point_has_the_line_of_the_mean_denominator_and_no_limits() -> None:
    seen = analyse("np", [2, None, 8], [10, 99, 40])
    assert np.isnan(seen.y).tolist() == [False, True, False]
    assert seen.centre.tolist() == exactly([2, 5, 8])
    assert np.isnan(seen.upper).tolist() == [False, True, False]


def test_nothing_but_missing_values_has_no_lines() -> None:
    seen = analyse("np", [None, None], [10, 10])
    assert np.isnan(seen.centre).all()
    assert seen.verdict == "early"


def test_rows_of_one_period_are_added_up() -> None:
    seen = analyse("np", [1, 2, 3, 6], [5, 5, 15, 15], x=["a", "a", "b", "b"])
    assert seen.y.tolist() == exactly([3, 9])
    assert seen.centre.tolist() == exactly([3, 9])


def test_a_factor_scales_the_numbers() -> None:
    seen = analyse("np", [2, 3, 7], [10, 20, 30], multiply=10)
    assert seen.y.tolist() == exactly([20, 30, 70])
    assert seen.phases[0].centre == exactly(40)


@pytest.mark.parametrize(
    ("y", "n", "said"),
    [
        ([1, 2], None, "needs denominators"),
        ([1, 12], [10, 10], "Point 2 has a numerator above its denominator"),
        ([1, -2], [10, 10], "Point 2 is negative"),
        ([1, 2], [10, 0], "Point 2 has a value but a denominator of zero"),
    ],
)
def test_what_a_p_chart_refuses_it_refuses(y, n, said) -> None:
    with pytest.raises(BadSeries, match=said):
        analyse("np", y, n)


def test_a_table_of_numbers_of_cases_screens_as_it_analyses() -> None:
    y = np.array([[2, 9, 4, 11, 3, 8, 2, 1, 0, 2, 1, 3], [6, 7, 5, 8, 6, 7, 5, 6, 7, 21, 6, 7]])
    n = np.array([[20, 60, 33, 70, 25, 58, 44, 30, 21, 40, 31, 45], [30, 31, 29, 30, 30, 31, 29, 30, 30, 30, 31, 29]])
    table, shares = screen(y, n, kind="np"), screen(y, n, kind="p")
    for place in range(2):
        alone = analyse("np", y[place], n[place])
        assert (str(table.verdict[place]), int(table.since[place]) or None) == (alone.verdict, alone.since)
        assert table.upper[place] == exactly(alone.upper[-1])
        assert table.centre[place] == exactly(alone.centre[-1])
    assert table.chance.tolist() == shares.chance.tolist()
