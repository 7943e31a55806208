"""Skew and spread by hand: what they are, and the bounds within which chance explains them."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc.departures import autocorrelation, over_or_under, skewness
from knotwork.science.spc.series import Sample


def two_valued(high: int, many: int, times: float = 1.0) -> np.ndarray:
    """Deviations of a few high values among equal low ones."""
    y = np.where(np.arange(many) < high, 1.0, 0.0) * times
    return y - y.mean()


def test_one_of_ten_far_out_is_skewed_by_eight_thirds() -> None:
    # Nine of -1 and one of 9: the mean square is 9, the mean cube 72, and 72 / 3^3 is 8/3.
    assert skewness(two_valued(1, 10, 10)) == pytest.approx(8 / 3)
    assert skewness(-two_valued(1, 10, 10)) == pytest.approx(-8 / 3)


@pytest.mark.parametrize(("high", "many", "said"), [(5, 23, True), (5, 22, False), (36, 130, False), (35, 130, True)])
def test_skew_is_said_beyond_two_and_a_half_standard_errors_and_beyond_one(high, many, said) -> None:
    """Of so few high values it is (1 - 2 p) / root(p (1 - p)): 1.370 and 1.302, with bounds of 1.277 and 1.306.

    Among 130 the bound is 1: a share of 36 has 0.997, one of 35 1.039.
    """
    share = high / many
    by_hand = (1 - 2 * share) / (share * (1 - share)) ** 0.5
    assert skewness(two_valued(high, many)) == (pytest.approx(by_hand) if said else None)


def test_values_that_never_vary_are_neither_skewed_nor_alike() -> None:
    assert skewness(np.zeros(20)) is None
    assert autocorrelation(np.zeros(20)) is None


def counts(away: float, many: int, middle: float = 100.0) -> Sample:
    """Counts in turn above and below their mean."""
    return Sample(middle + away * np.where(np.arange(many) % 2, 1.0, -1.0))


@pytest.mark.parametrize("many", [16, 64])
def test_counts_vary_more_than_chance_from_two_and_a_half_times_0_83_over_the_root_of_their_number(many) -> None:
    # Sigma is the root of 100; neighbours differ by twice as much as each lies away, over 1.128.
    least = 1 + 2.5 * 0.83 / many**0.5
    for wider, said in (
        (least + 0.01, True),
        (least - 0.01, False),
        (2 - least - 0.01, True),
        (2 - least + 0.01, False),
    ):
        found = over_or_under("c", counts(10 * wider * 1.128 / 2, many))
        assert found == pytest.approx(wider if said else 1)


def test_fewer_than_ten_points_do_not_say_how_much_they_vary() -> None:
    assert over_or_under("c", counts(50, 9)) == 1
    assert over_or_under("c", counts(50, 10)) == pytest.approx(10 / 1.128)


def test_much_variation_is_said_of_few_events_too() -> None:
    assert over_or_under("c", counts(1, 20, middle=1.0)) == pytest.approx(2 / 1.128)


def test_an_extreme_difference_counts_like_any_other() -> None:
    y = np.full(20, 100.0)
    y[10] = 300.0
    middle = 110.0
    assert over_or_under("c", Sample(y)) == pytest.approx(2 * 200 / middle**0.5 / 19 / 1.128)


def test_the_centre_of_rates_is_all_over_all() -> None:
    n = np.array([100.0, 400.0] * 8)
    top = np.array([100.0, 1600.0] * 8)
    rates = Sample(top / n, n, top)
    assert over_or_under("u", rates) == over_or_under("u", rates, 1700 / 500)
    assert over_or_under("u", rates) != over_or_under("u", rates, 2.5)


def test_where_nothing_happens_nothing_varies() -> None:
    assert over_or_under("c", Sample(np.zeros(20))) == 1
