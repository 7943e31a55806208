"""Sides, runs and crossings: what counts as on the line, and runs longer than a byte can count."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.science.spc import analyse
from knotwork.science.spc.runs import (
    count,
    counter,
    crossings_limit,
    in_turn,
    lengths,
    limits,
    longest_run_limit,
    sides,
)


@pytest.mark.parametrize(
    ("value", "side"),
    [(5.0, 1), (4.2, 1), (4.1, 0), (4.0, 0), (3.9, 0), (3.8, -1), (-5.0, -1), (np.nan, 0)],
)
def test_a_point_nearer_to_the_line_than_the_tolerance_is_on_it(value, side) -> None:
    found = sides(np.array([value]), 4.0, 0.1 + 1e-12)
    assert found.tolist() == [side]
    assert found.dtype == np.int8


def test_a_point_just_as_far_as_the_tolerance_is_still_on_the_line() -> None:
    assert sides(np.array([4.5, 3.5]), 4.0, 0.5).tolist() == [0, 0]


def test_each_series_of_a_table_has_its_own_line() -> None:
    found = sides(np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]), np.array([[2.0], [1.0]]), 0.0)
    assert found.tolist() == [[-1, 0, 1], [0, 1, 1]]


@pytest.mark.parametrize("points", [126, 127, 128, 129, 255, 256, 300, 33_000])
def test_a_run_is_counted_however_long_it_is(points) -> None:
    above = np.ones(points, dtype=np.int8)
    assert lengths(above).tolist() == list(range(1, points + 1))
    assert lengths(-above)[-1] == points
    assert count(above) == (points, points, 0)
    assert count(np.array([above, -above])).longest.tolist() == [points, points]


@pytest.mark.parametrize("points", [126, 127, 128, 300])
def test_crossings_are_counted_however_many_they_are(points) -> None:
    turns = np.resize(np.array([1, -1], dtype=np.int8), points)
    assert count(turns) == (points, 1, points - 1)
    assert count(turns[None, :]).crossings.tolist() == [points - 1]


@pytest.mark.parametrize(
    ("points", "most"), [(1, 127), (126, 127), (127, 32_767), (32_766, 32_767), (32_767, 2**63 - 1)]
)
def test_what_counts_has_room_for_one_more_than_there_are_points(points, most) -> None:
    assert np.iinfo(counter(points)).max == most
    assert most > points


@pytest.mark.parametrize(
    ("signs", "grown"),
    [
        ([1, 1, -1, -1, -1], [1, 2, 1, 2, 3]),
        ([1, 0, 1, 0, 0, 1], [1, 0, 2, 0, 0, 3]),
        ([0, 0, -1, 0, 1], [0, 0, 1, 0, 1]),
        ([1, 0, -1, 0, -1, 1], [1, 0, 1, 0, 2, 1]),
        ([0, 0], [0, 0]),
    ],
)
def test_points_on_the_line_neither_break_a_run_nor_join_it(signs, grown) -> None:
    marks = np.array(signs, dtype=np.int8)
    assert lengths(marks).tolist() == grown
    assert lengths(np.array([marks, -marks])).tolist() == [grown, grown]


@pytest.mark.parametrize(("useful", "longest", "fewest"), [(0, 0, 0), (1, 3, 0), (2, 4, 0), (10, 6, 2), (24, 8, 8)])
def test_the_limits_of_one_series_are_those_of_a_table_of_them(useful, longest, fewest) -> None:
    assert (longest_run_limit(useful), crossings_limit(useful)) == (longest, fewest)
    runs, crossings = limits(useful)
    assert (int(runs), int(crossings)) == (longest, fewest)
    runs, crossings = limits([useful, 24, useful])
    assert (runs.tolist(), crossings.tolist()) == ([longest, 8, longest], [fewest, 8, fewest])


@pytest.mark.parametrize("many", [1, 2, 3, 4, 7, 8, 15, 16, 63, 64, 65])
def test_limits_reach_as_far_as_the_longest_of_a_table(many) -> None:
    runs, crossings = limits([1, many])
    assert (int(runs[1]), int(crossings[1])) == (longest_run_limit(many), crossings_limit(many))


def test_a_long_run_of_a_long_chart_names_all_its_points_and_its_limit() -> None:
    seen = analyse("run", [1.0, -1.0] * 100 + [1.0] * 200, centre=0.0)
    (signal,) = [signal for signal in seen.signals if signal.rule == "long run"]
    assert signal.points == tuple(range(201, 401))
    assert (signal.side, signal.limit, signal.since) == ("above", longest_run_limit(400), 201)


@pytest.mark.parametrize(
    ("signs", "runs"),
    [
        ([], []),
        ([0, 0, 0], []),
        ([1], [1]),
        ([-1], [1]),
        ([1, 1, -1, -1, -1], [2, 3]),
        ([-1, 1, -1, 1], [1, 1, 1, 1]),
        ([1, 0, 1, 0, 0, 1], [3]),
        ([0, 1, 0, -1, 0, -1, 0], [1, 2]),
        ([-1, -1, 0, 1, 1, 1, -1], [2, 3, 1]),
    ],
)
def test_runs_are_as_long_as_their_points_off_the_line(signs, runs) -> None:
    assert in_turn(np.array(signs, dtype=np.int8)) == runs
    assert in_turn(np.array(signs, dtype=np.int64)) == runs


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([-1, 0, 1]), max_size=60))
def test_runs_in_turn_end_where_the_points_that_grew_them_do(signs) -> None:
    off_line = np.array([sign for sign in signs if sign], dtype=np.int8)
    grown = [*lengths(off_line).tolist(), 1]
    assert in_turn(np.array(signs, dtype=np.int8)) == [here for here, after in pairwise(grown) if after == 1]
