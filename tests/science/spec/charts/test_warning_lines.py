"""Warning lines: two sigma on every chart that has limits of three, and the limits themselves on a CUSUM chart."""

from __future__ import annotations

import pytest

from knotwork.science.spc import analyse
from tests.science.spec.charts.by_hand import exactly

Y, N = [45, 57, 46, 58, 45, 59, 46, 57], [200, 300, 250, 200, 300, 250, 200, 300]
PERIODS = [1, 1, 2, 2, 3, 3, 3, 3]


@pytest.mark.parametrize("kind", ["p", "np", "pp", "u", "up", "ip", "c", "i", "ewma"])
def test_warning_lines_lie_two_thirds_of_the_way_to_the_limits(kind) -> None:
    seen = analyse(kind, Y, N if kind in {"p", "np", "pp", "u", "up", "ip"} else None)
    assert (seen.warning_upper - seen.centre).tolist() == exactly((2 / 3 * (seen.upper - seen.centre)).tolist())
    assert (seen.warning_lower - seen.centre).tolist() == exactly((2 / 3 * (seen.lower - seen.centre)).tolist())


@pytest.mark.parametrize(("kind", "how"), [("xbar", None), ("xbar", "pooled"), ("s", None), ("s", "sbar"), ("r", None)])
def test_those_of_samples_lie_as_far(kind, how) -> None:
    seen = analyse(kind, Y, x=PERIODS, sigma=how)
    assert (seen.warning_upper - seen.centre).tolist() == exactly((2 / 3 * (seen.upper - seen.centre)).tolist())
    assert seen.warning_upper[0] < seen.upper[0]


def test_those_of_a_cusum_chart_are_its_limits() -> None:
    seen = analyse("cusum", Y, interval=4)
    assert set(seen.warning_lower) == set(seen.lower) == {-4.0}
    assert set(seen.warning_upper) == set(seen.upper) == {4.0}
