"""Average run lengths: in closed form where there is one, published elsewhere, and beside the rules themselves."""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np
import pytest

from knotwork.science.spc import average_run_length
from knotwork.science.spc.performance import (
    FOUR_OF_FIVE,
    THREE_SIGMA,
    TWO_OF_THREE,
    WESTERN_ELECTRIC,
    BadTests,
    Pattern,
    run_of,
)
from knotwork.science.spc.rules.beyond_one_sigma import FOUR_OF_FIVE as FOUR_OF_FIVE_RULE
from knotwork.science.spc.rules.near_limits import TWO_OF_THREE as TWO_OF_THREE_RULE
from knotwork.science.spc.rules.one_side import one_side
from knotwork.science.spc.rules.zones import zones


def above(sigmas: float) -> float:
    """The chance of a standard normal value above this."""
    return erfc(sigmas / sqrt(2)) / 2


def test_a_point_beyond_three_sigma_is_one_in_370() -> None:
    assert average_run_length([THREE_SIGMA]) == pytest.approx(1 / (2 * above(3)), rel=1e-12)
    assert round(average_run_length([THREE_SIGMA]), 2) == 370.40


@pytest.mark.parametrize("shift", [0, 0.5, 1, 2, 3, -1.5])
@pytest.mark.parametrize("beyond", [0.5, 2, 3])
def test_single_points_are_found_after_one_over_their_chance(shift, beyond) -> None:
    expected = 1 / (above(beyond - shift) + above(beyond + shift))
    assert average_run_length([Pattern(1, 1, beyond)], shift) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize(("size", "expected"), [(1, 1), (2, 3), (6, 63), (7, 127), (8, 255), (9, 511)])
def test_a_run_about_the_centre_takes_two_to_its_length_less_one(size, expected) -> None:
    # Like heads or tails, either of them so often in a row: 2^k - 1 throws on average.
    assert average_run_length([run_of(size)]) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("shift", [0.3, 1, 2])
@pytest.mark.parametrize("size", [2, 5, 8])
def test_a_run_off_the_centre_is_that_of_a_biased_coin(size, shift) -> None:
    # Of heads alone (1 - p^k) / (p^k (1 - p)) throws; of either, the harmonic sum of both (Feller, volume I, XIII.8).
    rates = [p**size * (1 - p) / (1 - p**size) for p in (above(-shift), above(shift))]
    assert average_run_length([run_of(size)], shift) == pytest.approx(1 / sum(rates), rel=1e-10)


def test_two_of_two_is_a_run_beyond_the_zone() -> None:
    # Two in a row, each with chance p, on either of two sides: the rates of both add up.
    p = above(1)
    rate = p**2 * (1 - p) / (1 - p**2)
    assert average_run_length([Pattern(2, 2, 1.0)]) == pytest.approx(1 / (2 * rate), rel=1e-10)


@pytest.mark.parametrize(
    ("tests", "expected"),
    # Champ and Woodall 1987, table 1, at no shift.
    [
        ([THREE_SIGMA, TWO_OF_THREE], 225.44),
        ([THREE_SIGMA, FOUR_OF_FIVE], 166.05),
        ([THREE_SIGMA, run_of(8)], 152.73),
        ([THREE_SIGMA, TWO_OF_THREE, FOUR_OF_FIVE], 132.89),
        (WESTERN_ELECTRIC, 91.75),
    ],
)
def test_western_electric_tests_are_as_far_apart_as_published(tests, expected) -> None:
    assert round(average_run_length(tests), 2) == expected


@pytest.mark.parametrize("tests", [WESTERN_ELECTRIC, [TWO_OF_THREE], [run_of(8)], [THREE_SIGMA, run_of(9)]])
def test_a_shift_down_is_found_as_soon_as_one_up(tests) -> None:
    assert average_run_length(tests, -1.2) == pytest.approx(average_run_length(tests, 1.2), rel=1e-10)


@pytest.mark.parametrize("tests", [WESTERN_ELECTRIC, [TWO_OF_THREE, run_of(8)], [THREE_SIGMA, FOUR_OF_FIVE]])
def test_larger_shifts_are_found_sooner(tests) -> None:
    lengths = [average_run_length(tests, shift) for shift in (0, 0.3, 0.6, 1, 2, 3, 4)]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] >= 1


@pytest.mark.parametrize("shift", [0, 1])
def test_one_more_test_never_waits_longer(shift) -> None:
    lengths = [average_run_length(WESTERN_ELECTRIC[:many], shift) for many in (1, 2, 3, 4)]
    assert lengths == sorted(lengths, reverse=True)


def test_tests_may_come_in_any_order_and_more_than_once() -> None:
    tests = [THREE_SIGMA, run_of(8), TWO_OF_THREE]
    assert average_run_length(tests[::-1], 1) == pytest.approx(average_run_length(tests, 1), rel=1e-12)
    assert average_run_length([*tests, *tests], 1) == average_run_length(tests, 1)
    assert average_run_length(iter(tests), 1) == average_run_length(tests, 1)


def test_a_test_that_another_holds_adds_nothing() -> None:
    assert average_run_length([run_of(6), run_of(9)], 0.5) == pytest.approx(average_run_length([run_of(6)], 0.5))


def test_a_pattern_cannot_end_before_it_has_its_points() -> None:
    assert average_run_length([run_of(8)], 6) == pytest.approx(8, abs=1e-6)
    assert average_run_length([FOUR_OF_FIVE], 8) == pytest.approx(4, abs=1e-6)
    assert average_run_length([TWO_OF_THREE], 8) == pytest.approx(2, abs=1e-6)


RULES = {
    "two": (TWO_OF_THREE, TWO_OF_THREE_RULE),
    "four": (FOUR_OF_FIVE, FOUR_OF_FIVE_RULE),
    "run": (run_of(8), one_side(8)),
}


@pytest.mark.parametrize("name", list(RULES))
@pytest.mark.parametrize("shift", [1, 1.5])
def test_the_rules_themselves_signal_after_as_many_points_on_average(name, shift) -> None:
    pattern, rule = RULES[name]
    many = 1500
    y = np.random.default_rng(11).normal(shift, 1, (many, 700))
    ends = rule.find(zones(y, (0.0, -3.0, 3.0, -2.0, 2.0), 1e-12)).ends != 0
    assert ends.any(axis=1).all()
    waited = ends.argmax(axis=1) + 1
    assert waited.mean() == pytest.approx(average_run_length([pattern], shift), abs=4 * waited.std() / many**0.5)


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ([], "at least one test"),
        ([Pattern(0, 3, 2.0)], "0 of 3 points cannot be"),
        ([Pattern(4, 3, 2.0)], "4 of 3 points cannot be"),
        ([THREE_SIGMA, Pattern(1, 1, -1.0)], "begins at 0 to 8 standard deviations, not -1"),
        ([Pattern(1, 1, 8.5)], "not 8.5"),
        ([Pattern(1, 1, float("nan"))], "not nan"),
        ([Pattern(12, 30, 1.0)], "remember too much"),
    ],
)
def test_tests_that_cannot_be_are_refused(tests, said) -> None:
    with pytest.raises(BadTests, match=said):
        average_run_length(tests)


@pytest.mark.parametrize("shift", [float("nan"), float("inf"), -9, 8.01])
def test_a_shift_is_a_number_of_standard_deviations(shift) -> None:
    with pytest.raises(ValueError, match="from -8 to 8, not"):
        average_run_length([THREE_SIGMA], shift)
