"""The number of runs where counts of arrangements are larger than any floating point number."""

from __future__ import annotations

import math

import numpy as np
import pytest

from knotwork.science.spc import BadSeries, analyse, screen
from knotwork.science.spc.rules.number_of_runs import exact_runs


def test_limits_of_very_long_series_are_near_those_of_the_normal_distribution() -> None:
    fewest, most = exact_runs(3000)
    away = 1.959964 * math.sqrt(3000 / 4)
    assert abs(fewest - (1501 - away)) < 1.5
    assert abs(most - (1501 + away)) < 1.5


def test_a_series_of_thousands_of_points_can_be_judged_by_the_number_of_runs() -> None:
    y = np.random.default_rng(1).normal(size=3000)
    assert screen([y], kind="run", rules="ihi").verdict.tolist() == [analyse("run", y, rules="ihi").verdict]


def test_a_tail_of_just_one_in_forty_is_not_more_than_one_in_forty() -> None:
    # 6 points, 3 on either side: 2 of 20 arrangements have 2 runs, and 2 have 6.
    assert exact_runs(6) == (2, 6)
    # 8 points, 4 on either side: 2 of 70 arrangements have 2 runs, which is more than one in forty.
    assert exact_runs(8) == (2, 8)


def test_screening_takes_one_baseline() -> None:
    with pytest.raises(BadSeries, match="give one baseline, not one for each phase"):
        screen([[1.0] * 12], baseline=[6, 6])
