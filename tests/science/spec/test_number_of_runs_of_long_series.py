"""The number of runs where counts of arrangements are larger than any floating point number."""

from __future__ import annotations

import math

import numpy as np
import pytest

from knotwork.science.spc import BadSeries, analyse, chance, screen
from knotwork.science.spc.rules import number_of_runs
from knotwork.science.spc.rules.number_of_runs import exact_runs


def test_limits_of_very_long_series_are_near_those_of_the_normal_distribution() -> None:
    fewest, most = exact_runs(3000)
    away = 1.959964 * math.sqrt(3000 / 4)
    assert abs(fewest - (1501 - away)) < 1.5
    assert abs(most - (1501 + away)) < 1.5


def test_a_series_of_thousands_of_points_can_be_judged_by_the_number_of_runs() -> None:
    y = np.random.default_rng(1).normal(size=1500)
    assert screen([y], kind="run", rules="ihi").verdict.tolist() == [analyse("run", y, rules="ihi").verdict]


def test_a_tail_of_just_one_in_forty_is_not_more_than_one_in_forty() -> None:
    # 6 points, 3 on either side: 2 of 20 arrangements have 2 runs, and 2 have 6.
    assert exact_runs(6) == (2, 6)
    # 8 points, 4 on either side: 2 of 70 arrangements have 2 runs, which is more than one in forty.
    assert exact_runs(8) == (2, 8)


def test_screening_takes_one_baseline() -> None:
    with pytest.raises(BadSeries, match="give one baseline, not one for each phase"):
        screen([[1.0] * 12], baseline=[6, 6])


@pytest.mark.parametrize("useful", [1001, 1100, 1200])
def test_limits_of_long_series_are_the_exact_ones_or_one_run_wider(useful, monkeypatch) -> None:
    wide = exact_runs.__wrapped__(useful)
    monkeypatch.setattr(number_of_runs, "LONG", 10_000)
    fewest, most = exact_runs.__wrapped__(useful)
    assert fewest - 1 <= wide[0] <= fewest
    assert most <= wide[1] <= most + 1


@pytest.mark.parametrize(("useful", "longest"), [(20, 6), (24, 9), (60, 12), (300, 15)])
def test_a_long_run_of_many_points_is_as_likely_carried_on_as_counted(useful, longest) -> None:
    counted = chance.longest_by_chance(useful, longest, own=False)
    assert chance._run_of_many(useful, longest) == pytest.approx(counted, rel=1e-9)


def test_few_crossings_of_many_points_are_as_likely_by_either_way(monkeypatch) -> None:
    counted = chance.crossings_by_chance(300, 120, own=False)
    monkeypatch.setattr(chance, "LONG", 100)
    assert chance.crossings_by_chance(300, 120, own=False) == pytest.approx(counted, rel=1e-9)
