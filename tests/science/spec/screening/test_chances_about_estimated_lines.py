"""Chances about lines that first points have set: worked out again by finer sums, and each by its formula."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from knotwork.science.spc import screen
from knotwork.science.spc.chance import crossings_by_chance
from knotwork.science.spc.screening.estimated import (
    at_most,
    beyond_estimated,
    counts_beyond,
    crossings_about,
    runs_about_estimated,
    shares_beyond,
    waits_beyond,
)
from knotwork.science.spc.screening.farthest import own_limits

CERTAIN = 10**9
STEP = 0.005
FINE = np.arange(-8, 8 + STEP, STEP)
WEIGHTS = stats.norm.pdf(FINE) * STEP
LEVEL = [10.0, 11, 9, 12, 10, 8, 11, 9, 10, 12, 8, 10]


def two_sided(upto, below) -> float:
    return min(2 * min(float(upto @ WEIGHTS), float((1 - below) @ WEIGHTS)), 1.0)


@pytest.mark.parametrize(
    ("events", "cases", "centre", "base"),
    [
        (9, 10, 0.5, 40),
        (0, 10, 0.4, 30),
        (1, 12, 0.5, 25),
        (0, 5, 0.02, 20),  # as few as are usual
        (1, 5, 0.05, 20),
        (3, 5, 0.05, 4),  # the centre may well be none
        (7, 12, 0.97, 5),  # or all
        (12, 12, 0.9, 6),
    ],
)
def test_the_chance_of_a_share_is_that_over_all_centres_that_may_be(events, cases, centre, base) -> None:
    """Shares are normal on the scale of the arcsine of their root, with a variance of 1 in 4 of their cases."""
    share = np.sin(np.clip(np.arcsin(centre**0.5) + FINE / (2 * base**0.5), 0, np.pi / 2)) ** 2
    expected = two_sided(stats.binom.cdf(events, cases, share), stats.binom.cdf(events - 1, cases, share))
    (found,) = shares_beyond(*(np.array([float(part)]) for part in (events, cases, centre, base)))
    assert found == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("events", "size", "centre", "base"),
    [(12, 1, 4, 6), (0, 1, 4, 3), (1, 2, 3, 8), (0, 1, 0.02, 20), (1, 1, 0.1, 10), (4, 2.5, 0.1, 3), (9, 0.5, 8, 2)],
)
def test_the_chance_of_a_count_is_that_over_all_rates_that_may_be(events, size, centre, base) -> None:
    """Counts are normal on the scale of their root, with a variance of 1 in 4 of what they are counted over."""
    expected = np.maximum(centre**0.5 + FINE / (2 * base**0.5), 0) ** 2 * size
    chance = two_sided(stats.poisson.cdf(events, expected), stats.poisson.cdf(events - 1, expected))
    (found,) = counts_beyond(*(np.array([float(part)]) for part in (events, size, centre, base)))
    assert found == pytest.approx(chance, rel=0.01)


@pytest.mark.parametrize("screened", [True, False])
def test_a_sigma_from_fewer_than_two_values_is_as_one_from_two(screened) -> None:
    assert float(beyond_estimated(3, 1, screened)) == float(beyond_estimated(3, 2, screened))
    assert float(beyond_estimated(3, 2, screened)) > 1.2 * float(beyond_estimated(3, 3, screened))


@pytest.mark.parametrize("sigmas", [2, 3, 6, 30])
def test_beside_a_sigma_of_one_range_nothing_is_said_to_be_more_surprising_than_it_is(sigmas) -> None:
    # That is the distance of two values over 1.128, and the ratio of two normal values has a Cauchy distribution.
    exact = 2 * stats.cauchy.sf(sigmas * 2**0.5 / 1.128)
    assert exact <= float(beyond_estimated(sigmas, 2, False)) <= 1.25 * exact


@pytest.mark.parametrize(("above", "below"), [(CERTAIN, CERTAIN), (3 * CERTAIN, CERTAIN), (CERTAIN, 9 * CERTAIN)])
@pytest.mark.parametrize("turns", [150, 180, 230, 245])
@pytest.mark.parametrize("many", [501, 600])
def test_crossings_of_long_series_have_their_mean_and_variance(many, turns, above, below) -> None:
    """Of n - 1 gaps each is crossed with the chance 2 p q; gaps side by side go together, those apart do not."""
    p = above / (above + below)
    turn = 2 * p * (1 - p)
    both = p * (1 - p)  # two gaps side by side are crossed by one point on its own side: p q p and q p q
    variance = (many - 1) * turn * (1 - turn) + 2 * (many - 2) * (both - turn**2)
    expected = stats.norm.cdf((turns + 0.5 - turn * (many - 1)) / variance**0.5)
    assert crossings_about(many, turns, above, below) == pytest.approx(expected, rel=1e-4, abs=1e-12)


def test_a_series_of_five_hundred_is_still_counted_exactly() -> None:
    assert crossings_about(500, 215, CERTAIN, CERTAIN) == pytest.approx(
        crossings_by_chance(500, 215, own=False), rel=1e-6
    )


def test_no_crossing_of_a_line_below_nearly_all_points_is_no_surprise() -> None:
    assert crossings_about(501, 0, CERTAIN, 0) > 0.999


# Each kind of chart, by the farthest of its points


def looks(chance: float, many: int) -> float:
    """Three things are looked at, and the farthest of so many points."""
    return min(3 * many * chance, 1.0)


@pytest.mark.parametrize("screened", [True, False])
def test_a_value_far_from_a_line_that_first_points_have_set_bears_the_doubt_of_its_centre(screened) -> None:
    y = [*LEVEL, *LEVEL[:3], 26.0]
    seen = screen([y], baseline=12, screen_moving_ranges=screened)
    sigmas = 3 * (26 - 10) / (seen.upper[0] - 10)
    chance = float(beyond_estimated(sigmas / (1 + 1 / 12) ** 0.5, 12, screened))
    assert seen.chance[0] == pytest.approx(looks(chance, 16), rel=1e-9, abs=0)


@pytest.mark.parametrize("baseline", [None, 12])
def test_a_value_far_from_a_given_centre_bears_none_but_may_have_set_its_own_sigma(baseline) -> None:
    y = [*LEVEL, *LEVEL[:3], 26.0]
    seen = screen([y], baseline=baseline, centre=10)
    sigmas, ranged = 3 * (26 - 10) / (seen.upper[0] - 10), 16 - 3 if baseline is None else 12
    assert seen.chance[0] == pytest.approx(looks(float(beyond_estimated(sigmas, ranged, True)), 16), rel=1e-9, abs=0)


def evened(value: float, centre: float, sigmas: float) -> float:
    """How many sigmas a normal value as surprising as this gamma value would lie out, if that is fewer."""
    shape = (centre * sigmas / abs(value - centre)) ** 2
    return min(sigmas, stats.norm.isf(stats.gamma.sf(value * shape / centre, shape)))


@pytest.mark.parametrize("size", [4.0, 0.5])
def test_a_rate_far_from_its_line_weighs_what_it_is_of_against_what_set_the_line(size) -> None:
    y, n = [*(2 * value for value in LEVEL), 60 * size], [2.0] * 12 + [size]
    seen = screen([y], [n], kind="ip", baseline=12)
    far = evened(60.0, float(seen.centre[0]), 3 * (60 - seen.centre[0]) / (seen.upper[0] - seen.centre[0]))
    chance = float(beyond_estimated(far / (1 + size / 24) ** 0.5, 12, True))
    assert seen.chance[0] == pytest.approx(looks(chance, 13), rel=1e-5, abs=0)


@pytest.mark.parametrize("kind", ["p", "np"])
@pytest.mark.parametrize(("size", "cases"), [(60, 60), (59.6, 60), (60.4, 60)])
def test_a_share_far_from_its_line_has_the_chance_of_whole_cases(kind, size, cases) -> None:
    y, n = [*LEVEL, *LEVEL[:3], 29], [60] * 15 + [size]
    seen = screen([y], [n], kind=kind, baseline=12)
    chance = shares_beyond(*(np.array([part]) for part in (29.0, float(cases), 1 / 6, 720.0)))[0]
    assert seen.chance[0] == pytest.approx(looks(chance, 16), rel=1e-9, abs=0)
    given = [screen([y], [n], kind=kind, centre=1 / 6, baseline=first).chance[0] for first in (None, 12)]
    assert (
        given[0]
        == given[1]
        == pytest.approx(3 * (1 - (1 - 2 * stats.binom.sf(28, cases, 1 / 6)) ** 16), rel=1e-6, abs=0)
    )


def test_a_rate_of_parts_has_the_chance_of_its_count_over_its_parts() -> None:
    y, n = [*LEVEL, *LEVEL[:3], 25], [1.5] * 15 + [1.2]
    chance = counts_beyond(*(np.array([part]) for part in (25.0, 1.2, 10 / 1.5, 18.0)))[0]
    assert screen([y], [n], kind="u", baseline=12).chance[0] == pytest.approx(looks(chance, 16), rel=1e-9, abs=0)
    given = [screen([y], [n], kind="u", centre=10 / 1.5, baseline=first).chance[0] for first in (None, 12)]
    assert given[0] == given[1] == pytest.approx(3 * (1 - (1 - 2 * stats.poisson.sf(24, 8)) ** 16), rel=1e-6, abs=0)


@pytest.mark.parametrize(("newest", "limit"), [(90.0, "upper"), (0.0005, "lower")])
def test_a_time_between_events_is_as_far_as_its_root_of_3_6_is(newest, limit) -> None:
    y = [*LEVEL, *LEVEL[:3], newest]
    for baseline in (None, 12):
        seen = screen([y], kind="t", baseline=baseline)
        value, centre, line = (float(part) ** (1 / 3.6) for part in (newest, seen.centre[0], getattr(seen, limit)[0]))
        sigmas = 3 * abs(value - centre) / abs(line - centre)
        if baseline is None:
            chance = float(own_limits(np.array([sigmas]), np.array([16]), True)[0])
            assert seen.chance[0] == pytest.approx(3 * chance, rel=1e-6, abs=0)
        else:
            chance = float(beyond_estimated(sigmas / (1 + 1 / 12) ** 0.5, 12, True))
            assert seen.chance[0] == pytest.approx(looks(chance, 16), rel=1e-6, abs=0)


SIZES = [[10.0] * 12 + [8.0], [20.0] * 12 + [8.0]]


@pytest.mark.parametrize("kind", ["up", "pp"])
@pytest.mark.parametrize(("newest", "turned"), [(7.9, False), (0.1, False), (7.9, True), (0.1, True)])
def test_rates_reach_farther_up_than_down_and_shares_farther_from_the_nearer_end(kind, newest, turned) -> None:
    """About a centre of 0.2, or of 0.8; two series at once, each by its own centre and limits."""
    y = np.array([[value / 5 for value in LEVEL] + [newest], [2 + value / 5 for value in LEVEL] + [newest]])
    n = np.array(SIZES)
    y = n - y if turned else y
    seen = screen(y, n, kind=kind, baseline=12)
    assert seen.signals.all()
    for place in range(2):
        centre, value = float(seen.centre[place]), y[place, 12] / 8
        low = value < centre
        limit = seen.lower[place] if low else seen.upper[place]
        sigma = max(centre - seen.lower[place], seen.upper[place] - centre) / 3
        assert abs(limit - centre) <= 3 * sigma
        far = abs(value - centre) / sigma
        if not low:
            far = evened(value, centre, far)
        elif kind == "pp":
            far = evened(1 - value, 1 - centre, far)
        chance = float(beyond_estimated(far / (1 + 8 / n[place, :12].sum()) ** 0.5, 12, True))
        assert seen.chance[place] == pytest.approx(min(looks(chance, 13), by_runs(seen, place)), rel=1e-4, abs=0)


@pytest.mark.parametrize(("lowest", "even"), [(0.0, True), (-1.0, False)])
def test_only_values_that_cannot_be_below_zero_reach_farther_up(lowest, even) -> None:
    y = [[lowest, *LEVEL[1:], 60.0], [12.0, *LEVEL[1:], 60.0]]
    for place, evens in enumerate([even, True]):
        seen = screen(y, np.ones((2, 13)), kind="ip", baseline=12)
        plain = 3 * (60 - seen.centre[place]) / (seen.upper[place] - seen.centre[place])
        far = evened(60.0, float(seen.centre[place]), plain) if evens else plain
        chance = float(beyond_estimated(far / (1 + 1 / 12) ** 0.5, 12, True))
        assert seen.chance[place] == pytest.approx(looks(chance, 13), rel=1e-5, abs=0)


@pytest.mark.parametrize("kind", ["ip", "mr"])
def test_where_first_points_never_vary_only_runs_are_surprising(kind) -> None:
    y, n = [[4.0] * 12 + [5.0, 7.0] * 6], np.ones((1, 24)) if kind == "ip" else None
    seen = screen(y, n, kind=kind, baseline=12)
    assert seen.signals[0]
    assert 0 < seen.chance[0] <= 1


def by_runs(seen, place: int) -> float:
    """The chance of the runs of a chart, looked at in three ways."""
    counts = (np.array([part[place]]) for part in (seen.useful, seen.longest_run, seen.crossings))
    return float(min(3 * runs_about_estimated(*counts, np.array([[6, 6]]))[0], 1.0))


@pytest.mark.parametrize("baseline", [12, 11])
@pytest.mark.parametrize("newest", [140, 139])
def test_a_wait_is_one_of_those_that_have_the_total_of_the_first_and_itself(baseline, newest) -> None:
    y = [3, 5, 2, 4, 6, 3, 5, 2, 4, 6, 3, 4, newest, 4]
    after = float(waits_beyond(newest, sum(y[:baseline]) + newest, baseline + 1))
    inside = [3, newest, *y[2:12], 4, 4]
    among = float(waits_beyond(newest, sum(inside[:baseline]), baseline))
    missing = [3, None, *y[2:]]
    fewer = float(waits_beyond(newest, sum(y[:baseline]) - 5 + newest, baseline))
    seen = screen([y, inside, missing], kind="g", baseline=baseline)
    expected = [looks(after, 14), looks(among, 14), looks(fewer, 13)]
    assert seen.chance.tolist() == pytest.approx(expected, rel=1e-9, abs=0)


@pytest.mark.parametrize(("centre", "baseline"), [(None, 12), (None, None), (2.0, None)])
def test_a_moving_range_is_as_surprising_as_two_values_so_far_apart(centre, baseline) -> None:
    y = [*LEVEL, *LEVEL[:3], 26.0]
    steady = [value / 4 for value in LEVEL] + [3.0] * 4
    seen = screen([steady, y], kind="mr", centre=centre, baseline=baseline)
    ranges = np.abs(np.diff(y))
    middle = centre or ranges[: None if baseline is None else baseline - 1].mean()
    sigmas = 17 / (middle / 1.128 * 2**0.5)
    if centre is None:
        expected = at_most(beyond_estimated(sigmas, (15 if baseline is None else 11) + 1, False), 15)
    else:
        expected = 1 - (1 - 2 * stats.norm.sf(sigmas)) ** 15
    assert seen.chance[1] == pytest.approx(float(expected), rel=1e-3, abs=0)
