"""Corners of the rules: boxes at either end, points at exactly the tolerance, charts whose points have no order."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import RULES, analyse
from knotwork.science.spc.rules import zones
from knotwork.science.spc.rules.box import best_box, cut_box
from knotwork.science.spc.runs import count, limits


@pytest.mark.parametrize(
    ("useful", "crossings", "longest", "fewest"),
    [(10, 2, 5, 2), (10, 3, 6, 2), (10, 0, 5, 2), (15, 4, 6, 4), (15, 5, 6, 4), (15, 6, 7, 4), (100, 41, 9, 41)],
)
def test_the_cut_box_allows_a_shorter_run_at_its_corner(useful, crossings, longest, fewest) -> None:
    found = cut_box(useful, crossings)
    assert (int(found.longest), int(found.fewest)) == (longest, fewest)


@pytest.mark.parametrize("useful", range(5, 106, 5))
def test_with_many_crossings_the_cut_box_is_the_best_box(useful) -> None:
    for crossings in range(useful // 2 + 6, useful):
        assert int(cut_box(useful, crossings).longest) == int(best_box(useful, crossings).longest)


def test_with_many_crossings_no_corner_is_cut_at_any_size() -> None:
    sizes = np.arange(10, 101)
    assert cut_box(sizes, sizes - 1).longest.tolist() == best_box(sizes, sizes - 1).longest.tolist()


@pytest.mark.parametrize("useful", [0, 1, 9, 101, 500])
@pytest.mark.parametrize("box", [best_box, cut_box])
def test_outside_ten_to_a_hundred_points_anhoejs_limits_hold(box, useful) -> None:
    found, (longest, fewest) = box(useful, 3), limits(useful)
    assert (int(found.longest), int(found.fewest)) == (int(longest), int(fewest))


def test_a_point_beyond_a_line_by_exactly_the_tolerance_is_on_it() -> None:
    lines = tuple(np.array([0.0, -3.0, 3.0, -2.0, 2.0]))
    found = zones.zones(np.array([0.5, -0.5, 3.5, -3.5, 3.75, -3.75]), lines, 0.5)
    assert found.side.tolist() == [0, 0, 1, -1, 1, -1]
    assert found.outer.tolist() == [0, 0, 0, 0, 1, -1]


def test_limits_no_further_apart_than_the_tolerance_are_no_limits() -> None:
    for apart, lined in ((0.25, False), (0.5, False), (0.75, True)):
        lines = tuple(np.array([0.0, 0.0, apart, 0.0, apart]))
        assert zones.zones(np.array([1.0, 1.0]), lines, 0.5).lined.tolist() == [lined, lined]


def test_counts_of_a_table_are_those_of_each_series() -> None:
    signs = np.array([[1, 1, 0, -1, 1], [0, 0, 0, 0, 0], [1, -1, 1, -1, 1], [-1, 0, -1, -1, 0]], dtype=np.int8)
    found = count(signs)
    assert found.useful.tolist() == [4, 0, 5, 3]
    assert found.longest.tolist() == [2, 0, 1, 3]
    assert found.crossings.tolist() == [2, 0, 4, 0]
    assert [tuple(count(row)) for row in signs] == [(4, 2, 2), (0, 0, 0), (5, 1, 4), (3, 3, 0)]


@pytest.mark.parametrize("rules", list(RULES))
def test_moving_ranges_signal_by_their_limit_alone(rules) -> None:
    steps = [0, 0, 1, 1, 3, 3, 6, 6, 10, 10, 15, 15, 21, 21, 28, 28, 36, 36, 45, 45, 55, 55, 66]
    seen = analyse("mr", [float(step) for step in steps], rules=rules)
    assert {signal.rule for signal in seen.signals} <= {"outside limits"}
