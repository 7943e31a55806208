"""Limits stop at what is possible, on both sides of a centre that lies within it or beyond."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc.charts.lines import around


@pytest.mark.parametrize(
    ("centre", "sigma", "limits"),
    [
        (0.5, 0.1, (0.2, 0.8)),
        (0.1, 0.1, (0.0, 0.4)),
        (0.9, 0.1, (0.6, 1.0)),
        (0.5, 0.5, (0.0, 1.0)),
        (0.0, 0.1, (0.0, 0.3)),
        (1.0, 0.1, (0.7, 1.0)),
        (-0.5, 0.1, (0.0, 0.0)),
        (1.5, 0.1, (1.0, 1.0)),
    ],
)
def test_limits_lie_within_the_lowest_and_the_highest_value(centre, sigma, limits) -> None:
    for middle in (centre, np.float64(centre), np.array([centre])):
        found = around(middle, np.array([sigma]), 0.0, 1.0)
        assert found.lower.tolist() == pytest.approx([limits[0]])
        assert found.upper.tolist() == pytest.approx([limits[1]])


@pytest.mark.parametrize(
    ("lowest", "highest", "limits"),
    [
        (None, None, (-0.8, -0.2)),
        (0.0, None, (0.0, 0.0)),
        (None, 0.0, (-0.8, -0.2)),
        (-0.6, None, (-0.6, -0.2)),
        (None, -0.4, (-0.8, -0.4)),
        (None, -0.9, (-0.9, -0.9)),
    ],
)
def test_a_bound_that_is_not_given_holds_nothing_back(lowest, highest, limits) -> None:
    found = around(-0.5, np.array([0.1]), lowest, highest)
    assert (found.lower.tolist(), found.upper.tolist()) == ([pytest.approx(limits[0])], [pytest.approx(limits[1])])


def test_warning_lines_lie_within_too() -> None:
    found = around(0.9, np.array([0.1]), 0.0, 1.0)
    assert found.warning_lower.tolist() == pytest.approx([0.7])
    assert found.warning_upper.tolist() == [1.0]


def test_a_missing_sigma_gives_no_line() -> None:
    found = around(0.5, np.array([np.nan, 0.1]), 0.0, 1.0)
    assert np.isnan(found.lower).tolist() == np.isnan(found.upper).tolist() == [True, False]
