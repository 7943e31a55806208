"""How surprising points and runs are about lines that first points have set: by hand, exactly, and by simulation."""

from __future__ import annotations

from itertools import product
from math import comb, prod

import numpy as np
import pytest

from knotwork.science.spc import screen
from knotwork.science.spc.chance import crossings_by_chance, longest_by_chance
from knotwork.science.spc.screening.estimated import (
    at_most,
    beyond_estimated,
    counts_beyond,
    crossings_about,
    longest_about,
    shares_beyond,
    waits_beyond,
)

CERTAIN = 10**9


def alike(many: int, above: int, below: int) -> float:
    """The chance that so many points lie on one side, by the moments of the beta distribution."""
    a, b = above + 0.5, below + 0.5
    return prod((a + i) / (a + b + i) for i in range(many)) + prod((b + i) / (a + b + i) for i in range(many))


@pytest.mark.parametrize(("above", "below"), [(0, 0), (1, 1), (3, 3), (6, 6), (10, 10), (8, 4), (2, 9)])
@pytest.mark.parametrize("many", [2, 5, 10, 20])
def test_all_points_on_one_side_have_the_moments_of_a_beta_distribution(many, above, below) -> None:
    assert longest_about(many, many, above, below) == pytest.approx(alike(many, above, below), rel=2e-3)
    assert crossings_about(many, 0, above, below) == pytest.approx(alike(many, above, below), rel=2e-3)


@pytest.mark.parametrize("many", [1, 2, 7, 24])
def test_about_a_certain_line_chances_are_those_of_tossed_coins(many) -> None:
    for run in range(1, many + 1):
        assert longest_about(many, run, CERTAIN, CERTAIN) == pytest.approx(longest_by_chance(many, run, own=False))
    for turns in range(many):
        assert crossings_about(many, turns, CERTAIN, CERTAIN) == pytest.approx(
            crossings_by_chance(many, turns, own=False)
        )


def test_a_line_from_few_points_makes_long_runs_more_likely() -> None:
    chances = [longest_about(24, 12, half, half) for half in (1, 3, 6, 12, 50, CERTAIN)]
    assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize("turns", [180, 230, 250])
def test_crossings_of_long_series_are_nearly_normal(turns) -> None:
    assert crossings_about(501, turns, 10, 10) == pytest.approx(crossings_about(500, turns, 10, 10), rel=0.08)


@pytest.mark.parametrize(("total", "many"), [(4, 1), (4, 2), (6, 3), (5, 4)])
def test_waits_are_counted_among_all_that_have_their_total(total, many) -> None:
    every = [waits for waits in product(range(total + 1), repeat=many) if sum(waits) == total]
    for cases in range(total + 1):
        counted = sum(waits[0] >= cases for waits in every) / len(every)
        assert float(waits_beyond(cases, total, many)) == pytest.approx(counted)


@pytest.mark.parametrize(("based", "screened"), [(3, False), (6, True), (12, True), (12, False), (40, True)])
def test_values_beyond_a_sigma_from_ranges_are_as_frequent_as_stated(based, screened) -> None:
    y = np.random.default_rng(based).standard_normal((40_000, based))
    ranges = np.abs(np.diff(y, axis=1))
    kept = ranges < 3.267 * ranges.mean(axis=1, keepdims=True) if screened else np.ones(ranges.shape)
    sigma = (ranges * kept).sum(axis=1) / kept.sum(axis=1) / 1.128
    value = np.random.default_rng(0).standard_normal(40_000)
    for sigmas in (2, 3, 4):
        seen = np.mean(np.abs(value) > sigmas * sigma)
        stated = float(beyond_estimated(sigmas, based, screened))
        assert abs(seen - stated) < 4 * (stated / 40_000) ** 0.5 + 0.05 * stated


def test_counts_and_shares_about_a_certain_centre_have_their_own_chances() -> None:
    many = np.array([1e12])
    (count,) = counts_beyond(np.array([9.0]), np.array([1.0]), np.array([3.0]), many)
    assert count == pytest.approx(2 * 0.0038030, rel=1e-4)  # nine or more where three are expected
    (share,) = shares_beyond(np.array([9.0]), np.array([10.0]), np.array([0.5]), many)
    assert share == pytest.approx(2 * (comb(10, 9) + 1) / 2**10)


def test_an_uncertain_centre_makes_a_far_count_less_surprising() -> None:
    far = [counts_beyond(np.array([12.0]), np.ones(1), np.array([4.0]), np.array([base]))[0] for base in (3.0, 12, 1e9)]
    assert far == sorted(far, reverse=True)


def test_the_chance_of_any_of_many_is_never_above_one() -> None:
    assert at_most(np.array([0.001, 0.4]), 5).tolist() == [0.005, 1.0]


def test_a_wait_that_is_far_too_long_stands_with_the_exact_chance() -> None:
    y = [3, 5, 2, 4, 6, 3, 5, 2, 4, 6, 3, 200]
    total = sum(y)
    ways = comb(total - 200 + 11, 11) / comb(total + 11, 11)
    assert screen([y], kind="g").chance[0] == pytest.approx(3 * 12 * ways, rel=1e-9, abs=0)
    assert screen([y], kind="g", baseline=11).chance[0] == pytest.approx(3 * 12 * ways, rel=1e-9, abs=0)
    assert screen([y], kind="g", centre=4).chance[0] == pytest.approx(3 * 12 * 0.8**200, rel=1e-6, abs=0)


def test_sides_of_counts_are_taken_as_they_lie() -> None:
    # Eighteen months with none and six with some about a mean: all arrangements of the six are alike.
    seen = screen([[0] * 18 + [1] * 6], kind="c")
    assert seen.chance[0] == pytest.approx(3 * 2 / comb(24, 6))


def normal(rng: np.random.Generator, size: tuple[int, int]) -> np.ndarray:
    return rng.normal(0, 1, size)


DRAWN = {
    "g": lambda rng, size: rng.geometric(0.05, size) - 1.0,
    "rare g": lambda rng, size: rng.geometric(0.3, size) - 1.0,
    "t": lambda rng, size: rng.exponential(10, size) + 1e-9,
    "c": lambda rng, size: rng.poisson(4, size).astype(float),
    "rare c": lambda rng, size: rng.poisson(0.5, size).astype(float),
    "p": lambda rng, size: rng.binomial(80, 0.2, size).astype(float),
    "u": lambda rng, size: rng.poisson(2, size).astype(float),
    "ip": lambda rng, size: rng.poisson(5, size).astype(float),
    "up": lambda rng, size: rng.poisson(5, size).astype(float),
    "pp": lambda rng, size: rng.binomial(80, 0.9, size).astype(float),
}
SETTINGS = [(24, {}), (60, {}), (24, {"baseline": 12}), (60, {"baseline": 20}), (60, {"baseline": 5})]


@pytest.mark.parametrize(("points", "options"), SETTINGS)
@pytest.mark.parametrize("drawn", ["i", "mr", "run", *DRAWN])
def test_a_table_of_stable_series_seldom_has_one_that_stands(drawn, points, options) -> None:
    """Of 20 tables of 100 series one is expected to; six or more come with a chance of 3 in 10,000."""
    rng, kind = np.random.default_rng([5, points, *map(ord, drawn)]), drawn.removeprefix("rare ")
    standing = 0
    for _ in range(20):
        y = DRAWN.get(drawn, normal)(rng, (100, points))
        n = np.full(y.shape, 80.0) if kind in {"p", "pp", "u", "up", "ip"} else None
        standing += bool(screen(y, n, kind=kind, **options).controlled.any())
    assert standing <= 5


@pytest.mark.parametrize("kind", ["i", "run", "c", "g", "t"])
def test_real_changes_about_a_baseline_still_stand(kind) -> None:
    rng = np.random.default_rng(6)
    y = rng.poisson(20, (100, 48)) + 1.0
    y[:10, 24:] += 20
    standing = screen(y, kind=kind, baseline=24).standing
    assert len(set(range(1, 11)) & set(standing.tolist())) >= 9
