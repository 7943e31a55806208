"""Where data begin to argue: the bounds on alike neighbours, on spread and on events, at them and just beside them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from knotwork.science.spc import analyse
from knotwork.science.spc.chance_rates import chance, worse
from knotwork.science.spc.departures import autocorrelation, over_or_under
from knotwork.science.spc.series import Sample


def constant(kind: str, centre: float, size: float, many: int = 20) -> float:
    """How much a series that never varies varies, compared with chance."""
    n, value = np.full(many, size), np.full(many, centre)
    return over_or_under(kind, Sample(value, n, value * n), centre)


@pytest.mark.parametrize("kind", ["p", "np"])
@pytest.mark.parametrize(("share", "size"), [(0.5, 8), (0.25, 16), (0.75, 16)])
def test_too_little_spread_of_shares_is_said_from_two_events_on_counted_by_the_rarer_outcome(kind, share, size) -> None:
    """Of 16 cases three quarters are 12 events, but their variance is that of 3: the other cases are as telling."""
    events = share * size * (1 - share)
    assert constant(kind, share, math.ceil(2 * size / events)) == 0
    assert constant(kind, share, math.floor(2 * size / events) - 1) == 1


def test_a_share_near_all_is_as_rare_as_one_near_none() -> None:
    assert constant("p", 0.01, 100) == constant("p", 0.99, 100) == 1
    assert constant("p", 0.01, 300) == constant("p", 0.99, 300) == 0


def test_just_two_events_a_point_are_enough_to_miss_spread() -> None:
    assert constant("p", 0.5, 8) == constant("u", 0.25, 8) == 0
    assert constant("p", 0.5, 7) == constant("u", 0.25, 7) == 1


@pytest.mark.parametrize("kind", ["u", "c"])
def test_events_that_are_not_shares_are_counted_whole(kind) -> None:
    assert constant(kind, 0.9, 3) == 0
    assert constant(kind, 0.9, 2) == 1


def deviations(alike: float, many: int) -> np.ndarray:
    """Deviations whose neighbours have this correlation, before it is made up for short series.

    The first two points share it; the others lie apart, with a point of nothing between them.
    """
    rest = np.zeros(many)
    rest[0] = rest[1] = 1.0
    rest[3] = math.sqrt(1 / alike - 2)
    return rest


@pytest.mark.parametrize("many", [20, 36, 60, 100])
def test_neighbours_are_alike_from_1_96_standard_errors_above_what_chance_gives(many) -> None:
    least = 1.96 / math.sqrt(many) - 1 / many
    assert autocorrelation(deviations(least * 0.999, many)) is None
    assert autocorrelation(deviations(least * 1.001, many)) == pytest.approx((1.001 * least * many + 1) / (many - 4))


def test_points_that_lie_further_apart_are_alike_by_the_same_measure() -> None:
    rest = np.zeros(40)
    rest[[0, 12]] = 1.0
    assert autocorrelation(rest) is None
    assert autocorrelation(rest, 12) == pytest.approx((0.5 * 40 + 1) / 36)


@pytest.mark.parametrize(("many", "lag", "said"), [(4, 1, False), (5, 1, True), (12, 12, False)])
def test_a_series_no_longer_than_four_points_or_than_they_lie_apart_is_not_alike(many, lag, said) -> None:
    assert (autocorrelation(np.ones(many), lag) is not None) is said


def test_neighbours_are_never_said_to_be_more_alike_than_0_99() -> None:
    assert autocorrelation(np.ones(12)) == 0.99


def test_the_rate_said_beside_the_deviation_of_all_values_is_worse_as_beside_unscreened_ranges() -> None:
    rng = np.random.default_rng(1)
    y = rng.normal(0, 1, 60)
    for point in range(1, 60):
        y[point] = 0.6 * y[point - 1] + 0.8 * y[point]
    seen = analyse("i", y, sigma="deviation", rules="three_sigma")
    alike = autocorrelation(y - y.mean())
    assert alike is not None
    times = worse("unscreened", "three_sigma", 60, "alike", round(alike, 2))
    often = chance(-math.log1p(-seen.false_signal_rate) * times)
    said = next(sentence for sentence in seen.warnings if "Neighbouring" in sentence)
    assert (
        f"signals about {100 * often:.0f}% of the time under these rules, not {100 * seen.false_signal_rate:.0f}%"
        in said
    )
