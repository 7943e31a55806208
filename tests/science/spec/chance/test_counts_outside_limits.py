"""The exact chance of a count beyond the limits, where some points have a lower limit and others none."""

from __future__ import annotations

import math

import numpy as np
import pytest

from knotwork.science.spc.chance import shares_outside


def hazard(*chances: float) -> float:
    return -sum(math.log1p(-chance) for chance in chances)


@pytest.mark.parametrize(
    ("n", "lower", "upper", "chances"),
    [
        ([10, 10], [0.05, 0.05], [0.95, 0.95], [2 / 1024, 2 / 1024]),
        ([10, 4], [0.05, 0.0], [0.95, 1.0], [2 / 1024, 0]),
        ([4, 10], [0.0, 0.15], [0.9, 0.95], [1 / 16, 12 / 1024]),
        ([4, 10], [0.0, 0.0], [0.9, 0.85], [1 / 16, 11 / 1024]),
        ([10], [0.1], [1.0], [1 / 1024]),
        ([10], [0.0], [1.0], [0]),
    ],
)
def test_a_count_below_a_lower_limit_above_zero_is_outside_even_if_it_is_none(n, lower, upper, chances) -> None:
    found = shares_outside(0.5, *(np.array(each, dtype=float) for each in (n, lower, upper)))
    assert found == pytest.approx(hazard(*chances), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("centre", [0.0, 1.0, -0.1, 1.1, math.nan])
def test_where_nothing_can_vary_nothing_is_outside(centre) -> None:
    assert shares_outside(centre, np.array([10.0]), np.array([0.2]), np.array([0.8])) == 0
