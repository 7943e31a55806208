"""How often Anhøj's rules notice a series off its line: counted by hand, by enumeration and beside the rules."""

from __future__ import annotations

from itertools import groupby, product
from math import erfc, sqrt

import numpy as np
import pytest

from knotwork.science.spc import analyse, chance_of_signal
from knotwork.science.spc.chance import runs_by_chance
from knotwork.science.spc.runs import crossings_limit, longest_run_limit


def test_all_points_on_one_side_signal_from_six_on() -> None:
    # Six points: a run of six is allowed (log2(6) + 3 rounds to 6), but a crossing is expected: 2 of 64 have none.
    assert chance_of_signal(6) == pytest.approx(2 / 64)
    assert chance_of_signal(5) == 0


@pytest.mark.parametrize("points", [0, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("shift", [0, 1, 3])
def test_too_few_points_never_signal(points, shift) -> None:
    assert chance_of_signal(points, shift) == pytest.approx(0, abs=1e-12)


def signals(sides: tuple[bool, ...]) -> bool:
    runs = [len(list(run)) for _, run in groupby(sides)]
    return max(runs) > longest_run_limit(len(sides)) or len(runs) - 1 < crossings_limit(len(sides))


@pytest.mark.parametrize("points", [6, 8, 10, 11, 12])
@pytest.mark.parametrize("shift", [0, 0.5, -1.3])
def test_the_chance_is_that_of_all_sequences_that_signal(points, shift) -> None:
    above = erfc(-shift / sqrt(2)) / 2
    whole = sum(
        above ** sum(sides) * (1 - above) ** (points - sum(sides))
        for sides in product([False, True], repeat=points)
        if signals(sides)
    )
    assert chance_of_signal(points, shift) == pytest.approx(whole, rel=1e-10)


@pytest.mark.parametrize("points", [7, 10, 20, 33, 60, 100, 120])
def test_without_a_shift_it_is_the_chance_of_a_false_signal(points) -> None:
    assert chance_of_signal(points) == pytest.approx(runs_by_chance(points), rel=1e-10)


@pytest.mark.parametrize("points", [10, 24, 60])
def test_shifts_up_and_down_are_noticed_alike_and_larger_ones_more(points) -> None:
    chances = [chance_of_signal(points, shift) for shift in (0, 0.25, 0.5, 1, 2)]
    assert chances == sorted(chances)
    assert chance_of_signal(points, -0.5) == pytest.approx(chances[2], rel=1e-10)


def test_the_rules_themselves_signal_as_often() -> None:
    y = np.random.default_rng(5).normal(0.8, 1, (1500, 24))
    found = np.mean([analyse("run", row, centre=0).phases[0].runs_signal for row in y])
    expected = chance_of_signal(24, 0.8)
    assert found == pytest.approx(expected, abs=4 * (expected * (1 - expected) / 1500) ** 0.5)
