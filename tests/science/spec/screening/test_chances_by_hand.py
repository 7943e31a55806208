"""How surprising each chart is, from its farthest point, its longest run and its crossings: worked out one by one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from knotwork.science.spc import screen
from knotwork.science.spc.chance import crossings_by_chance, longest_by_chance
from knotwork.science.spc.screening.controlled import controlled
from knotwork.science.spc.screening.farthest import any_of, own_limits

FEW = [3, 4, 5, 4, 3, 5, 4, 5, 3, 4, 4]
LEVEL = [1.0, -1, 2, -2, 1, -1, 2, -2, 1, -1, 2]


def by_runs(seen, own: bool) -> float:
    """The smaller of the chances of the longest run and of the crossings of a single series."""
    useful, longest, crossings = (int(part[0]) for part in (seen.useful, seen.longest_run, seen.crossings))
    return min(longest_by_chance(useful, longest, own), crossings_by_chance(useful, crossings, own))


def farthest(tail: float, many: int) -> float:
    """Three looks at the chance that any of so many points lies so far out, on either side."""
    return 3 * (1 - (1 - 2 * tail) ** many)


@pytest.mark.parametrize("events", [0, 1, 2])
def test_a_count_far_below_has_the_chance_of_so_few_or_fewer(events) -> None:
    tail = stats.poisson.cdf(events, 20)
    y = [[20 + 2 * value for value in LEVEL] + [events]]
    for seen in (screen(y, kind="c", centre=20), screen(y, [[4.0] * 12], kind="u", centre=5)):
        assert seen.chance[0] == pytest.approx(farthest(tail, 12), rel=1e-6)


@pytest.mark.parametrize("kind", ["p", "np"])
@pytest.mark.parametrize("cases", [0, 1, 2])
def test_a_share_far_below_has_the_chance_of_so_few_or_fewer(kind, cases) -> None:
    tail = stats.binom.cdf(cases, 60, 0.3)
    y = [[18 + 2 * value for value in LEVEL] + [cases]]
    seen = screen(y, [[60] * 12], kind=kind, centre=0.3)
    assert seen.chance[0] == pytest.approx(farthest(tail, 12), rel=1e-6)


@pytest.mark.parametrize("screened", [True, False])
def test_a_value_far_out_has_the_chance_of_its_sigmas_beside_limits_of_its_own(screened) -> None:
    y = [10 + value for value in LEVEL] + [30.0, 11, 9]
    seen = screen([y], screen_moving_ranges=screened)
    sigmas = 3 * (30 - seen.centre[0]) / (seen.upper[0] - seen.centre[0])
    expected = own_limits(np.array([sigmas]), np.array([14]), screened)[0]
    assert expected < by_runs(seen, False)
    assert seen.chance[0] == pytest.approx(3 * expected, rel=1e-9)


def test_a_value_far_from_a_given_centre_is_less_surprising_than_about_known_lines_for_its_sigma_is_estimated() -> None:
    y = [10 + value for value in LEVEL] + [30.0, 11, 9]
    seen = screen([y], centre=10)
    sigmas = 3 * 20 / (seen.upper[0] - 10)
    assert farthest(stats.norm.sf(sigmas), 14) < 1e-10 < seen.chance[0] < 0.01


def test_where_limits_lie_on_the_centre_no_distance_is_surprising() -> None:
    seen = screen([[5.0] * 24], centre=3)
    assert seen.outside[0] == 24
    assert seen.chance[0] == pytest.approx(3 * by_runs(seen, False))


@pytest.mark.parametrize(("low", "high"), [(7, 13), (12, 12), (9, 15)])
def test_runs_about_a_median_are_of_halves_and_about_other_lines_of_tossed_coins(low, high) -> None:
    y = [float(place) for place in range(low, 0, -1)] + [50.0 + place for place in range(high)]
    own, given = screen([y], kind="run"), screen([y], kind="run", centre=40)
    assert own.chance[0] == pytest.approx(min(2 * by_runs(own, True), 1))
    assert given.chance[0] == pytest.approx(min(2 * by_runs(given, False), 1))


def test_a_long_run_among_many_crossings_is_looked_at_for_its_length() -> None:
    y = [9.0] * 9 + [1.0, 1, 1, 9] * 3 + [1.0] * 3
    seen = screen([[value + place / 100 for place, value in enumerate(y)]], kind="run")
    assert (seen.longest_run[0], seen.crossings[0]) == (9, 7)
    expected = longest_by_chance(24, 9, True)
    assert expected < crossings_by_chance(24, 7, True)
    assert seen.chance[0] == pytest.approx(2 * expected)


def test_one_chart_by_itself_stands_by_the_whole_rate() -> None:
    assert controlled(np.array([0.04]), np.array([True]), 0.05).tolist() == [True]


def test_the_chance_of_any_is_that_of_certainty_from_one_on_and_never_quite_none() -> None:
    assert any_of(np.array([1.0, 1.7]), 3).tolist() == pytest.approx([1, 1])
    assert any_of(np.array([0.0]), 5)[0] == pytest.approx(5e-300, abs=0)
