"""The control of false discoveries, by hand: which charts stand, and how surprising each is."""

from __future__ import annotations

from math import comb, exp, factorial

import numpy as np
import pytest

from knotwork.science.spc import screen
from knotwork.science.spc.screening.controlled import controlled
from knotwork.science.spc.screening.farthest import any_of
from tests.science.spec.patterns import runs_of


def by_hand(chances: list[float], rate: float) -> list[bool]:
    """Step by step from the largest chance down, as Benjamini and Hochberg put it."""
    many = len(chances)
    ordered = sorted(range(many), key=chances.__getitem__)
    for k in range(many, 0, -1):
        if chances[ordered[k - 1]] <= k * rate / many:
            return [place in ordered[:k] for place in range(many)]
    return [False] * many


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.2])
@pytest.mark.parametrize("seed", range(8))
def test_those_that_stand_are_those_found_step_by_step(seed, rate) -> None:
    chances = np.random.default_rng(seed).random(40) ** 4
    assert controlled(chances, np.ones(40, dtype=bool), rate).tolist() == by_hand(chances.tolist(), rate)


def test_the_published_example_of_fifteen_tests() -> None:
    # Benjamini and Hochberg 1995, section 3: at 0.05 the four smallest stand.
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    chances += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    kept = controlled(np.array(chances), np.ones(15, dtype=bool), 0.05)
    assert kept.tolist() == [True] * 4 + [False] * 11


@pytest.mark.parametrize(
    ("second", "kept"), [(0.025, [True, True, False, False]), (0.0251, [True, False, False, False])]
)
def test_a_chance_of_its_step_stands_and_one_above_it_does_not(second, kept) -> None:
    assert controlled(np.array([0.001, second, 0.9, 0.9]), np.ones(4, dtype=bool), 0.05).tolist() == kept


def test_a_chance_above_its_own_step_stands_if_a_later_one_does() -> None:
    # 0.03 is above 1/3 of 0.05, but 0.05 is at most 3/3 of it.
    assert controlled(np.array([0.03, 0.04, 0.05]), np.ones(3, dtype=bool), 0.05).all()


def test_more_steady_charts_make_it_harder_to_stand() -> None:
    one = np.array([0.01])
    for others, stands in ((0, True), (4, True), (5, False)):
        chances = np.concatenate([one, np.ones(others)])
        assert controlled(chances, np.ones(chances.size, dtype=bool), 0.05)[0] == stands


def test_charts_that_are_early_do_not_make_it_harder() -> None:
    chances, judged = np.concatenate([[0.01], np.ones(20)]), np.array([True] * 5 + [False] * 16)
    assert controlled(chances, judged, 0.05)[0]


@pytest.mark.parametrize(("chance", "many", "any_one"), [(0.5, 2, 0.75), (0.1, 1, 0.1), (0.1, 3, 0.271), (0.0, 9, 0.0)])
def test_the_chance_of_any_of_many(chance, many, any_one) -> None:
    assert float(any_of(np.array([chance]), many)[0]) == pytest.approx(any_one, abs=1e-12)


def test_two_blocks_about_their_median_have_two_arrangements_in_all() -> None:
    # Both looks at a run chart, the longest run and the crossings, find 2 of C(24, 12); the smaller is doubled.
    seen = screen([runs_of(12, 12)], kind="run")
    assert seen.chance[0] == pytest.approx(2 * 2 / comb(24, 12))


def test_a_run_about_a_given_line_has_the_chance_of_tossed_coins() -> None:
    # Ten of ten on one side: 2 of 2¹⁰, by the run and by the crossings alike.
    seen = screen([runs_of(10)], kind="run", centre=0)
    assert seen.chance[0] == pytest.approx(2 * 2 / 2**10)


def test_a_count_far_out_has_the_poisson_chance_of_any_of_its_points_for_all_looks() -> None:
    # 20 or more where 5 are expected, on either side, at any of 12 points; three looks: runs, crossings, distance.
    tail = 1 - sum(exp(-5) * 5**count / factorial(count) for count in range(20))
    y = [5, 4, 6, 5, 4, 6, 4, 6, 5, 4, 6, 20]
    for seen in (screen([y], kind="c", centre=5), screen([y], [[1.0] * 12], kind="u", centre=5)):
        assert seen.chance[0] == pytest.approx(3 * (1 - (1 - 2 * tail) ** 12), rel=1e-6)


def test_a_share_far_out_has_the_binomial_chance() -> None:
    tail = sum(comb(50, cases) * 0.2**cases * 0.8 ** (50 - cases) for cases in range(25, 51))
    y = [10, 9, 11, 10, 9, 11, 9, 11, 10, 9, 11, 25]
    seen = screen([y], [[50] * 12], kind="p", centre=0.2)
    assert seen.chance[0] == pytest.approx(3 * (1 - (1 - 2 * tail) ** 12), rel=1e-6)


def test_a_run_longer_than_half_the_points_about_a_mean_is_unlikely_and_not_impossible() -> None:
    seen = screen([[1, 2] * 6 + [9, 8] * 3], kind="i")
    assert (seen.longest_run[0], seen.useful[0]) == (12, 18)
    assert 0 < seen.chance[0] < 0.05


@pytest.mark.parametrize("rate", [0.001, 0.05, 0.5])
def test_the_rate_that_is_asked_for_is_the_one_that_is_used(rate) -> None:
    y = np.random.default_rng(7).normal(0, 1, (60, 24))
    y[:6, 12:] += np.linspace(1, 6, 6)[:, None]
    seen = screen(y, kind="run", false_discovery_rate=rate)
    assert seen.controlled.tolist() == by_hand(seen.chance.tolist(), rate)


def test_no_more_than_the_rate_are_false_on_average() -> None:
    rng = np.random.default_rng(9)
    shares = []
    for _ in range(40):
        y = rng.normal(0, 1, (100, 24))
        y[:30, 12:] += 3
        standing = screen(y, kind="run").standing
        shares.append(np.count_nonzero(standing > 30) / max(standing.size, 1))
    assert np.mean(shares) <= 0.05


def test_longer_series_are_expected_to_signal_by_chance_more_often() -> None:
    y = np.random.default_rng(8).normal(0, 1, (50, 60))
    expected = [screen(y[:, :points], rules="western_electric").expected_by_chance for points in (12, 24, 60)]
    assert expected == sorted(expected)
    assert expected[0] < expected[-1] / 2


def test_twice_as_many_series_are_expected_to_signal_twice_as_often() -> None:
    y = np.random.default_rng(8).normal(0, 1, (50, 24))
    one, two = screen(y, kind="run"), screen(np.concatenate([y, y]), kind="run")
    assert two.expected_by_chance == pytest.approx(2 * one.expected_by_chance)
