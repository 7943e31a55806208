"""One series is looked at in its bytes, a table of them in sums over windows: both find the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.science.spc.rules import zones
from knotwork.science.spc.rules.trend import trend_past_ties

SIGNS = st.lists(st.sampled_from([-1, 0, 1]), min_size=1, max_size=40)
LIMITS = tuple(np.array([0.0, -3.0, 3.0, -2.0, 2.0]))


def by_hand(signs: list[int], need: int, size: int) -> list[int]:
    """The sign that fills each window, counted point by point."""
    found = []
    for end in range(len(signs)):
        window = signs[end - size + 1 : end + 1] if end >= size - 1 else []
        found.append(int(window.count(1) >= need) - int(window.count(-1) >= need))
    return found


@pytest.mark.parametrize(("need", "size"), [(2, 3), (4, 5), (3, 3), (8, 8), (3, 5), (1, 1)])
@settings(max_examples=100, deadline=None)
@given(signs=SIGNS)
def test_one_series_and_its_row_of_a_table_have_the_same_windows(need, size, signs) -> None:
    one = np.array(signs, dtype=np.int8)
    expected = by_hand(signs, need, size) if need * 2 > size else None
    assert zones.many_on_a_side(one, need, size).tolist() == zones.many_on_a_side(one[None, :], need, size)[0].tolist()
    assert expected is None or zones.many_on_a_side(one, need, size).tolist() == expected


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("points", "ends"),
    [
        ([1, 1, 0], [0, 0, 1]),
        ([1, 0, 1], [0, 0, 1]),
        ([1, 1], [0, 0]),
        ([1, 0, 0, 1], [0, 0, 0, 0]),
        ([1, -1, 1], [0, 0, 1]),
        ([0, 1, 1], [0, 0, 1]),
    ],
)
def test_two_of_three_may_have_the_third_before_between_or_after(points, ends, sign) -> None:
    found = zones.many_on_a_side(np.array(points, dtype=np.int8) * np.int8(sign), 2, 3)
    assert found.tolist() == [sign * end for end in ends]


@pytest.mark.parametrize("hole", range(5))
def test_four_of_five_may_have_the_fifth_anywhere(hole) -> None:
    points = np.ones(5, dtype=np.int8)
    points[hole] = 0
    assert zones.many_on_a_side(points, 4, 5).tolist() == [0, 0, 0, 0, 1]
    points[hole - 1] = 0
    assert not zones.many_on_a_side(points, 4, 5).any()


@pytest.mark.parametrize(
    ("values", "groups"),
    [
        ([1, 2, 3, 4, 5], [(1, 0, 4)]),
        ([5, 4, 3, 2, 1], [(-1, 0, 4)]),
        ([1, 2, 3, 4], []),
        ([2, 2, 3, 3, 4, 5, 5, 6], [(1, 0, 7)]),
        ([9, 1, 2, 3, 4, 5], [(1, 1, 5)]),
        ([9, 1, 1, 2, 3, 4, 5], [(1, 1, 6)]),
        ([1, 2, 3, 4, 5, 4, 3, 2, 1], [(1, 0, 4), (-1, 4, 8)]),
    ],
)
def test_a_trend_begins_at_the_point_before_its_first_step(values, groups) -> None:
    seen = zones.zones(np.array(values, dtype=float), LIMITS, 1e-9)
    assert zones.groups(trend_past_ties(5).find(seen)) == groups


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=40))
def test_trends_past_ties_of_one_series_are_those_of_its_row(values) -> None:
    one = np.array(values, dtype=float)
    table = trend_past_ties(5).find(zones.zones(one[None, :], LIMITS, 1e-9))
    row = zones.Found(table.ends[0], np.broadcast_to(table.starts, (1, one.size))[0])
    assert zones.groups(trend_past_ties(5).find(zones.zones(one, LIMITS, 1e-9))) == zones.groups(row)
