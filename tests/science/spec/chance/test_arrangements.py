"""Chances of runs and crossings beside all arrangements of few points, and beside a walk along many."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import groupby, product

import numpy as np
import pytest
from scipy import stats

from knotwork.science.spc.chance import (
    LONG,
    counts_outside,
    crossings_by_chance,
    longest_by_chance,
    runs_by_chance,
    runs_by_chance_about_own_line,
)

Sides = tuple[bool, ...]


def arrangements(points: int, own: bool) -> list[Sides]:
    """All of them; about their own line those with half of the points above it, or one more."""
    every = product([False, True], repeat=points)
    return [sides for sides in every if not own or sum(sides) == points - points // 2]


def runs(sides: Sides) -> list[int]:
    return [len(list(run)) for _, run in groupby(sides)]


def share(found: Iterable[bool]) -> float:
    listed = list(found)
    return sum(listed) / len(listed)


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("points", [1, 2, 3, 6, 9])
def test_few_points_have_the_chances_of_their_arrangements(points, own) -> None:
    known = arrangements(points, own)
    for longest in range(points + 2):
        expected = share(max(runs(sides)) >= longest for sides in known)
        assert longest_by_chance(points, longest, own) == pytest.approx(expected, abs=1e-12)
    for crossings in range(points):
        expected = share(len(runs(sides)) - 1 <= crossings for sides in known)
        assert crossings_by_chance(points, crossings, own) == pytest.approx(expected, abs=1e-12)


def test_no_points_show_nothing() -> None:
    assert runs_by_chance(0) == runs_by_chance_about_own_line(0) == 0
    assert longest_by_chance(0, 2, own=True) == 0


def walked(points: int, longest: int) -> float:
    """The chance of so long a run of tossed coins: carried along the lengths that the last run may have."""
    last = np.zeros(longest)
    last[1:2] = 1.0
    for _ in range(points - 1):
        last = np.concatenate([[0, last.sum() / 2], last[1:-1] / 2])
    return 1 - float(last.sum())


@pytest.mark.parametrize("points", [LONG, LONG + 1, LONG + 100])
@pytest.mark.parametrize("longest", [8, 12])
def test_long_series_have_the_chance_of_tossed_coins(points, longest) -> None:
    assert longest_by_chance(points, longest, own=False) == pytest.approx(walked(points, longest), rel=1e-9)
    tossed = bool(longest_by_chance(points, longest, own=True) == pytest.approx(walked(points, longest), rel=1e-9))
    assert tossed is (points > LONG)


@pytest.mark.parametrize("points", [LONG, LONG + 1, LONG + 100])
@pytest.mark.parametrize("crossings", [200, 240])
def test_their_crossings_are_binomial(points, crossings) -> None:
    binomial = stats.binom.cdf(crossings, points - 1, 0.5)
    assert crossings_by_chance(points, crossings, own=False) == pytest.approx(binomial, rel=1e-9)
    tossed = bool(crossings_by_chance(points, crossings, own=True) == pytest.approx(binomial, rel=1e-9))
    assert tossed is (points > LONG)


@pytest.mark.parametrize(("lower", "upper"), [(0.0, 5.0), (0.0, 5.5), (0.5, 6.0), (1.0, 6.0), (2.0, 6.9), (1.5, 7.0)])
def test_counts_on_a_limit_are_inside_it(lower, upper) -> None:
    counts = stats.poisson(3.0)
    outside = counts.sf(math.floor(upper)) + counts.cdf(math.ceil(lower) - 1)
    found = counts_outside(1.5, np.array([2.0]), np.array([lower]), np.array([upper]))
    assert found == pytest.approx(-math.log1p(-outside), rel=1e-9)
