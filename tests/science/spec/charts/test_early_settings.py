"""EWMA and CUSUM charts with other settings than the usual: worked by hand, and refused where they make no sense."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from knotwork.science.spc import KINDS, BadSeries, analyse
from tests.science.spec.charts.by_hand import exactly, outside

# Mean 5, moving ranges 2, 4, 2: their mean over 1.128.
Y = [4, 6, 2, 8]
SIGMA = (2 + 4 + 6) / 3 / 1.128


def test_half_weights_take_half_of_the_new_and_half_of_the_old() -> None:
    # From 5: (5 + 4) / 2, then (4.5 + 6) / 2, (5.25 + 2) / 2, (3.625 + 8) / 2.
    assert analyse("ewma", Y, weight=0.5).y.tolist() == exactly([4.5, 5.25, 3.625, 5.8125])


def test_limits_widen_towards_the_root_of_weight_over_two_less_it() -> None:
    # Of a half: root(1/3 (1 - 1/4^i)) standard deviations, so root(1/4), root(5/16), root(21/64), root(85/256).
    seen = analyse("ewma", Y, weight=0.5)
    wide = [sqrt(1 / 4), sqrt(5 / 16), sqrt(21 / 64), sqrt(85 / 256)]
    assert (seen.upper - 5).tolist() == exactly([3 * SIGMA * each for each in wide])
    assert (5 - seen.lower).tolist() == exactly([3 * SIGMA * each for each in wide])


def test_a_weight_of_one_is_an_i_chart() -> None:
    smooth, plain = analyse("ewma", Y, weight=1), analyse("i", Y)
    assert smooth.y.tolist() == exactly(plain.y.tolist())
    assert smooth.upper.tolist() == exactly(plain.upper.tolist())


@pytest.mark.parametrize("width", [1, 2.7, 3, 6])
def test_limits_are_as_many_sigmas_wide_as_asked(width) -> None:
    usual, asked = analyse("ewma", Y), analyse("ewma", Y, width=width)
    assert (asked.upper - 5).tolist() == exactly([width / 3 * away for away in (usual.upper - 5).tolist()])
    assert (asked.warning_upper - 5).tolist() == exactly([2 / 3 * away for away in (asked.upper - 5).tolist()])


def test_narrower_limits_find_more() -> None:
    y = [5, 7, 6, 5, 7, 6, 9, 9, 9, 9]
    assert outside(analyse("ewma", y, baseline=6, width=3)) == [9, 10]
    assert outside(analyse("ewma", y, baseline=6, width=1.5)) == [7, 8, 9, 10]


def test_the_usual_settings_may_be_said() -> None:
    assert analyse("ewma", Y, weight=0.2, width=3).upper.tolist() == analyse("ewma", Y).upper.tolist()
    assert analyse("cusum", Y, shift=1, interval=5).y.tolist() == analyse("cusum", Y).y.tolist()


def test_a_larger_shift_takes_off_more_at_each_point() -> None:
    # With a centre of 0 and values of 1, 3, 1 (sigma 2 / 1.128): each less half of two standard deviations.
    away = [value * 1.128 / 2 for value in (1, 3, 1)]
    first = max(0, away[0] - 1)
    second = max(0, first + away[1] - 1)
    third = max(0, second + away[2] - 1)
    assert (first, third) == (0, pytest.approx(away[1] + away[2] - 2))
    assert analyse("cusum", [1, 3, 1], centre=0, shift=2).y.tolist() == exactly([0, second, third])


def test_falls_are_added_up_as_rises_are() -> None:
    up, down = analyse("cusum", [1, 3, 1, 4], centre=0, shift=2), analyse("cusum", [-1, -3, -1, -4], centre=0, shift=2)
    assert down.y.tolist() == exactly([-value for value in up.y.tolist()])
    assert down.y[3] < -0.9


def test_the_decision_interval_is_where_its_limits_lie() -> None:
    seen = analyse("cusum", Y, interval=4)
    assert set(seen.upper) == set(seen.warning_upper) == {4.0}
    assert set(seen.lower) == {-4.0}


def test_a_nearer_interval_decides_sooner() -> None:
    y = [5, 7, 6, 5, 7, 6, 8, 8, 8, 8, 8, 8]
    near, far = analyse("cusum", y, baseline=6, interval=2), analyse("cusum", y, baseline=6)
    assert outside(near)[0] < outside(far)[0]
    assert near.y.tolist() == far.y.tolist()


@pytest.mark.parametrize("kind", ["ewma", "cusum"])
def test_settings_go_with_the_deviation_of_all_values(kind) -> None:
    ranges, deviation = analyse(kind, Y), analyse(kind, Y, sigma="deviation")
    # Squares 1 + 1 + 9 + 9 over 3, made up for four values: c4 2 root(2 / (3 pi)).
    expected = sqrt(20 / 3) / (2 * sqrt(2 / (3 * np.pi)))
    if kind == "ewma":
        assert (deviation.upper - 5).tolist() == exactly([expected / SIGMA * v for v in (ranges.upper - 5).tolist()])
    else:
        assert deviation.y[3] == pytest.approx(3 / expected - 0.5)


@pytest.mark.parametrize("name", ["weight", "width", "shift", "interval"])
@pytest.mark.parametrize("kind", list(KINDS))
def test_a_setting_belongs_to_one_kind_of_chart(kind, name) -> None:
    n = [10] * 4 if KINDS[kind].demands.denominator == "needed" else None
    if name in KINDS[kind].tuned:
        assert analyse(kind, Y, n, **{name: 1}).kind == kind
        return
    owner = "EWMA" if name in {"weight", "width"} else "CUSUM"
    with pytest.raises(BadSeries, match=f"Only the {owner} chart has the option {name}"):
        analyse(kind, Y, n, **{name: 1})


@pytest.mark.parametrize(
    ("kind", "name"), [("ewma", "weight"), ("ewma", "width"), ("cusum", "shift"), ("cusum", "interval")]
)
@pytest.mark.parametrize("bad", [0, -1, -0.5])
def test_settings_are_above_zero(kind, name, bad) -> None:
    with pytest.raises(BadSeries, match=f"The {name} must be above zero"):
        analyse(kind, Y, **{name: bad})


@pytest.mark.parametrize("name", ["weight", "width"])
@pytest.mark.parametrize("bad", ["1", float("nan"), float("inf"), [1], True])
def test_settings_are_numbers(name, bad) -> None:
    with pytest.raises(BadSeries, match=f"The {name} must be a number"):
        analyse("ewma", Y, **{name: bad})


@pytest.mark.parametrize("bad", [1.01, 2, 100])
def test_a_weight_is_at_most_one(bad) -> None:
    with pytest.raises(BadSeries, match="The weight must be above zero and at most 1"):
        analyse("ewma", Y, weight=bad)
