"""Lines that pass over and under each other in turn."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from svg_reading import numbers

from knotwork.pictures.weave import MOST_CROSSINGS, Run, bridge, find_crossings, overs

PLACES = st.floats(0, 500)


def runs(*ends: tuple[float, float]) -> list[Run]:
    return [Run(number, 0, start, 100, end) for number, (start, end) in enumerate(ends)]


def test_lines_whose_ends_swap_cross_once() -> None:
    found = find_crossings(runs((0, 100), (100, 0)))
    assert [(each.one, each.other) for each in found] == [(0, 1)]
    assert found[0].t == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("one", "other"), [((0, 10), (20, 30)), ((0, 100), (0, 50)), ((0, 100), (50, 100)), ((5, 5), (5, 5))]
)
def test_lines_that_keep_their_order_or_share_an_end_do_not_cross(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    assert find_crossings(runs(one, other)) == []


def test_lines_in_different_gaps_never_cross() -> None:
    assert find_crossings([Run(0, 0, 0, 100, 90), Run(1, 160, 90, 260, 0)]) == []


@given(PLACES, PLACES, PLACES, PLACES)
def test_at_a_crossing_both_lines_are_at_one_place(a: float, b: float, c: float, d: float) -> None:
    pair = runs((a, b), (c, d))
    for crossing in find_crossings(pair):
        one, other = pair[0].at(crossing.t), pair[1].at(crossing.t)
        assert one[0] == pytest.approx(other[0])
        assert one[1] == pytest.approx(other[1], abs=0.01)


@given(PLACES, PLACES, st.floats(0, 1))
def test_the_place_along_a_run_is_that_of_the_curve_drawn(y0: float, y1: float, t: float) -> None:
    run = Run(0, 20, y0, 120, y1)
    ends = (20, y0), (70, y0), (70, y1), (120, y1)
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    expected = tuple(sum(w * end[axis] for w, end in zip(weights, ends, strict=True)) for axis in (0, 1))
    assert run.at(t) == pytest.approx(expected, abs=1e-6)


@given(PLACES, PLACES, st.floats(0.01, 0.99))
def test_the_direction_of_a_run_is_its_derivative(y0: float, y1: float, t: float) -> None:
    run = Run(0, 20, y0, 120, y1)
    (xa, ya), (xb, yb) = run.at(t - 1e-5), run.at(t + 1e-5)
    assert run.direction(t) == pytest.approx(((xb - xa) / 2e-5, (yb - ya) / 2e-5), abs=0.05)


def test_a_run_is_drawn_level_at_both_ends() -> None:
    assert Run(0, 0, 10, 100, 60).path() == "C50 10 50 60 100 60"


def test_crossings_come_from_left_to_right() -> None:
    found = find_crossings(runs((0, 100), (10, 60), (90, 20), (100, 0)))
    assert [each.t for each in found] == sorted(each.t for each in found)
    assert len(found) > 3


def test_one_line_over_two_others_goes_over_then_under() -> None:
    woven = runs((0, 100), (40, 20), (80, 60))
    crossings = find_crossings(woven)
    chosen = dict(
        zip([(each.one, each.other) for each in crossings], [run for run, _ in overs(woven, crossings)], strict=True)
    )
    assert chosen[(0, 1)] == 0
    assert chosen[(0, 2)] == 2


def test_every_line_of_a_weave_alternates_as_far_as_it_can() -> None:
    down = [(at * 40.0, at * 40.0 + 130) for at in range(4)]
    up = [(at * 40.0 + 130, at * 40.0) for at in range(4)]
    woven = runs(*down, *up)
    crossings = find_crossings(woven)
    winners = overs(woven, crossings)
    ways: dict[int, list[bool]] = {}
    for crossing, (over, _) in zip(crossings, winners, strict=True):
        for run in (crossing.one, crossing.other):
            ways.setdefault(run, []).append(run == over)
    changes = [one != other for each in ways.values() for one, other in itertools.pairwise(each)]
    assert sum(changes) / len(changes) > 0.7


def test_lines_that_all_but_run_together_have_no_bridge() -> None:
    woven = runs((0, 401), (1, 400))
    assert len(find_crossings(woven)) == 1
    assert overs(woven, find_crossings(woven)) == []


def test_a_tangle_is_woven_only_so_far() -> None:
    woven = runs(*((float(at), 500.0 - at) for at in range(60)))
    assert len(find_crossings(woven)) == MOST_CROSSINGS


def test_a_bridge_is_a_short_piece_of_its_line() -> None:
    run = Run(0, 0, 0, 100, 100)
    places = numbers(bridge(run, 0.5))
    points = list(zip(places[::2], places[1::2], strict=True))
    assert points[2] == (50, 50)
    assert 10 < math.dist(points[0], points[-1]) < 40


@pytest.mark.parametrize("t", [0.0, 0.02, 0.98, 1.0])
def test_a_bridge_never_leaves_its_line(t: float) -> None:
    xs = numbers(bridge(Run(0, 10, 0, 110, 50), t))[::2]
    assert min(xs) >= 10
    assert max(xs) <= 110
