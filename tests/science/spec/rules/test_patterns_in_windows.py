"""Patterns over windows of points: the smallest that show them, and the nearest that do not."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc.rules import zones
from knotwork.science.spc.rules.alternating import ALTERNATING
from knotwork.science.spc.rules.beyond_one_sigma import FOUR_OF_FIVE
from knotwork.science.spc.rules.close_to_limits import CLOSE_TO_LIMITS
from knotwork.science.spc.rules.hugging import HUGGING
from knotwork.science.spc.rules.mixture import MIXTURE
from knotwork.science.spc.rules.near_limits import TWO_OF_THREE
from knotwork.science.spc.rules.trend import strict_trend, trend_past_ties
from tests.science.spec.patterns import WAYS, of_rule

CLOSE = "2 of 3 close to a limit"
SIGMA = tuple(np.array([0.0, -3.0, 3.0, -2.0, 2.0]))
"""A centre of 0 with limits at three sigma, one sigma being 1."""


def seen(values: list[float], near: float = 1e-9) -> zones.Zones:
    return zones.zones(np.array(values, dtype=float), SIGMA, near)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([-0.3, 2.1, 2.2, 0.3, -0.3], [(2, 4, "above")]),
        ([-0.3, 0.3, 2.1, 2.2, -0.3], [(2, 4, "above")]),
        ([0.3, 2.1, -0.3, 2.1, -0.3], []),
        ([0.3, 0.3, 2.1, -0.3, 2.1, -0.3], []),
        ([-0.3, 2.1, 0.0, 2.1, -0.3], []),
        ([-0.3, 2.1, 3.1, 2.1, -0.3], [(2, 4, "above")]),
        ([-0.3, 2.1, 3.1, 0.3, -0.3], []),
    ],
)
def test_of_three_close_to_a_limit_all_are_on_one_side_and_two_are_inside(values, found, way) -> None:
    assert of_rule(values, "mdc", CLOSE, way) == found


@pytest.mark.parametrize(
    ("value", "side", "inner", "near", "outer"),
    [
        (0.0, 0, 0, 0, 0),
        (0.5, 1, 0, 0, 0),
        (1.0, 1, 0, 0, 0),
        (1.01, 1, 1, 0, 0),
        (2.0, 1, 1, 0, 0),
        (2.01, 1, 1, 1, 0),
        (3.0, 1, 1, 1, 0),
        (3.01, 1, 1, 1, 1),
    ],
)
def test_a_point_on_a_line_is_not_beyond_it(value, side, inner, near, outer) -> None:
    for sign in (1, -1):
        found = seen([sign * value])
        assert [int(marks[0]) for marks in found[1:5]] == [sign * side, sign * inner, sign * near, sign * outer]


def test_a_point_beyond_a_line_by_less_than_the_tolerance_is_on_it() -> None:
    found = seen([0.05, 1.05, 2.05, 3.05, -3.05], near=0.1)
    assert found.side.tolist() == [0, 1, 1, 1, -1]
    assert found.inner.tolist() == [0, 0, 1, 1, -1]
    assert found.near.tolist() == [0, 0, 0, 1, -1]
    assert found.outer.tolist() == [0, 0, 0, 0, 0]


def test_zones_of_limits_that_are_not_alike_on_both_sides() -> None:
    lines = tuple(np.array([1.0, 0.0, 10.0, 0.5, 7.0]))
    found = zones.zones(np.array([0.2, 0.6, 0.8, 3.9, 4.1, 7.1, 10.1, -0.1]), lines, 1e-9)
    assert found.inner.tolist() == [-1, -1, 0, 0, 1, 1, 1, -1]
    assert found.near.tolist() == [-1, 0, 0, 0, 0, 1, 1, -1]
    assert found.outer.tolist() == [0, 0, 0, 0, 0, 0, 1, -1]


def test_rules_that_need_no_zones_get_the_limits_only() -> None:
    found = zones.zones(np.array([1.5, 2.5, 3.5, -3.5]), SIGMA, 1e-9, full=False)
    assert found.outer.tolist() == found.near.tolist() == found.inner.tolist() == [0, 0, 1, -1]
    assert found.lined.tolist() == [False, False, True, True]


def test_points_without_limits_have_no_lines() -> None:
    lines = (0.0, np.array([-3.0, np.nan, 0.0]), np.array([3.0, np.nan, 0.0]), *[np.array([-2.0, np.nan, 0.0])] * 2)
    assert zones.zones(np.array([0.5, 0.5, 0.5]), lines, 1e-9).lined.tolist() == [True, False, False]


@pytest.mark.parametrize("size", range(1, 17))
@pytest.mark.parametrize("extra", [-1, 0, 1, 5])
def test_so_many_of_a_window_are_counted_as_one_would(size, extra) -> None:
    points = max(size + extra, 1)
    true = np.array([(place * place) % 3 != 1 for place in range(points)])
    for need in (1, size // 2 + 1, size):
        plain = [place + 1 >= size and sum(true[place + 1 - size : place + 1]) >= need for place in range(points)]
        assert zones.many_of(true, need, size).tolist() == plain
        assert zones.many_of(np.array([true, ~true]), need, size)[0].tolist() == plain


@pytest.mark.parametrize("size", range(1, 8))
@pytest.mark.parametrize("extra", [-1, 0, 1, 9])
@pytest.mark.parametrize("sign", [1, -1])
def test_so_many_on_a_side_are_counted_as_one_would(size, extra, sign) -> None:
    signs = np.array([sign * (1, 1, 1, -1, 1, 0, -1, -1)[place % 8] for place in range(max(size + extra, 1))], np.int8)
    for need in (size // 2 + 1, size):
        windows = [signs[max(place + 1 - size, 0) : place + 1].tolist() for place in range(signs.size)]
        plain = [
            0 if len(window) < size else (window.count(1) >= need) - (window.count(-1) >= need) for window in windows
        ]
        assert zones.many_on_a_side(signs, need, size).tolist() == plain
        assert zones.many_on_a_side(np.array([-signs, signs]), need, size)[1].tolist() == plain


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("before", [0, 1, 3])
def test_a_whole_window_is_found_wherever_it_begins_on_either_side(sign, before) -> None:
    signs = np.array([0] * before + [sign] * 4 + [-sign] * 3, np.int8)
    assert zones.many_on_a_side(signs, 4, 4).tolist() == [0] * (before + 3) + [sign] + [0] * 3
    assert zones.many_on_a_side(signs, 5, 5).tolist() == [0] * signs.size


def test_steps_say_up_down_or_neither() -> None:
    assert zones.steps(np.array([3.0, 4.0, 4.0, 2.0, np.nan, 5.0])).tolist() == [0, 1, 0, -1, 0, 0]
    assert zones.steps(np.array([[1.0, 2.0], [2.0, 1.0]])).tolist() == [[0, 1], [0, -1]]
    assert zones.steps(np.array([3.0, 4.0])).dtype == np.int8


@pytest.mark.parametrize("way", WAYS[:2])
@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([-0.3, 2.1, 0.3, 2.1, -0.3, 0.3, 2.1, 2.1, 0.0], [(2, 4, "above"), (6, 8, "above")]),
        ([-0.3, 2.1, 0.3, 2.1, 0.3, 2.1, -0.3], [(2, 6, "above")]),
        ([-0.3, 0.3, 2.1, 2.1, 0.3, -0.3], [(2, 5, "above")]),
        ([-0.3, 2.1, 0.3, 2.1, -2.1, -0.3, -2.1, 0.3], [(2, 4, "above"), (5, 7, "below")]),
        ([-0.3, 2.1, 0.3, -2.1, 2.1, 0.3], []),
    ],
)
def test_windows_that_share_a_point_are_one_pattern(values, found, way) -> None:
    assert sorted(of_rule(values, "mdc", CLOSE, way)) == found


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        (ALTERNATING, [0.2, -0.2] * 7),
        (HUGGING, [0.5] * 15),
        (MIXTURE, [1.5, -1.5] * 4),
        (TWO_OF_THREE, [2.1, 0.0, 2.1]),
        (CLOSE_TO_LIMITS, [2.1, 0.1, 2.1]),
        (strict_trend(6), [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]),
        (trend_past_ties(5), [0.1, 0.2, 0.2, 0.3, 0.4, 0.5]),
    ],
    ids=lambda part: getattr(part, "name", ""),
)
def test_a_pattern_is_found_at_its_last_point_in_a_series_as_in_a_table(rule, shown) -> None:
    lone = rule.find(seen(shown))
    assert lone.ends.tolist() == [0] * (len(shown) - 1) + [1]
    assert int(lone.starts[-1]) == 0
    assert not rule.find(seen(shown[1:])).ends.any()
    table = zones.zones(np.array([shown, [0.0] * len(shown)]), SIGMA, 1e-9)
    assert rule.find(table).ends.tolist()[0] == lone.ends.tolist()


@pytest.mark.parametrize(
    ("values", "starts"),
    [
        ([5, 1, 2, 3, 4, 6], 1),
        ([5, 5, 1, 1, 2, 3, 4, 6], 2),
        ([9, 1, 2, 2, 2, 3, 4, 6], 1),
        ([1, 2, 3, 4, 5], 0),
        ([0, 1, 0, 1, 2, 3, 4], 2),
    ],
)
def test_a_trend_past_ties_begins_where_the_values_turned(values, starts) -> None:
    for turned in (values, [-value for value in values]):
        found = trend_past_ties(5).find(seen(turned))
        assert abs(int(found.ends[-1])) == 1
        assert int(found.starts[-1]) == starts


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("values", "first", "last"),
    [
        ([1.1, 1.2, 0.3, 1.3, 1.1], 0, 4),
        ([0.3, 1.1, 1.2, 1.3, 1.1], 0, 4),
        ([1.1, -1.1, 1.2, 1.3, 1.1], 0, 4),
        ([0.3, 0.3, 1.1, 1.2, 1.3, 1.1], 1, 5),
    ],
)
def test_four_of_five_beyond_one_sigma_are_found_at_the_last_of_them(values, first, last, sign) -> None:
    found = FOUR_OF_FIVE.find(seen([sign * value for value in values]))
    assert np.flatnonzero(found.ends == sign).tolist() == [last]
    assert int(found.starts[last]) == first


@pytest.mark.parametrize(
    "values", [[1.1, 0.3, 0.3, 1.1, 1.1, 1.1], [1.1, 1.1, 0.3, -1.1, 1.1, 0.3, 1.1], [1.1, 1.1, 1.0, 1.0, 1.1]]
)
def test_four_of_six_and_three_of_five_are_no_pattern(values) -> None:
    assert not FOUR_OF_FIVE.find(seen(values)).ends.any()


def test_what_is_close_to_a_limit_marks_nothing_but_patterns() -> None:
    assert CLOSE_TO_LIMITS.find(seen([2.1, -0.3, 2.1, 0.3])).ends.tolist() == [0, 0, 0, 0]
    assert CLOSE_TO_LIMITS.find(seen([0.3, 2.1, 3.5, 2.1, 3.5])).ends.tolist() == [0, 0, 0, 1, 0]
    assert CLOSE_TO_LIMITS.find(seen([-0.3, -2.1, -3.5, -2.1])).ends.tolist() == [0, 0, 0, -1]


def test_a_trend_past_ties_of_one_series_begins_where_the_same_series_in_a_table_says() -> None:
    rng = np.random.default_rng(8)
    rule, found = trend_past_ties(5), 0
    for values in rng.integers(0, 12, (400, 40)):
        lone, table = rule.find(seen(values)), rule.find(zones.zones(np.array([values, values]) * 1.0, SIGMA, 1e-9))
        ends = np.flatnonzero(lone.ends)
        found += ends.size
        assert table.ends[1].tolist() == lone.ends.tolist()
        assert np.broadcast_to(table.starts, table.ends.shape)[1][ends].tolist() == lone.starts[ends].tolist()
    assert found > 100
