"""Shapes: each stands around its own point, in the size asked for, and is unlike every other."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from svg_reading import parsed

from knotwork.pictures.marks import MARKS, STATES, mark, mark_path
from knotwork.pictures.thread_kinds import kind_mark, kind_outline

PLACES = st.integers(-500, 500)
TOKEN = re.compile(r"[a-zA-Z]|-?\d*\.?\d+")


def walked(path: str) -> list[tuple[float, float]]:
    """The corners of a path, and for an arc its two ends; relative and absolute moves are followed."""
    tokens = TOKEN.findall(path)
    x = y = start_x = start_y = 0.0
    corners, command = [], ""
    while tokens:
        if tokens[0].isalpha():
            command = tokens.pop(0)
        if command in "zZ":
            x, y = start_x, start_y
            command = ""
            continue
        wanted = {"m": 2, "l": 2, "h": 1, "v": 1, "a": 7}[command.lower()]
        values = [float(tokens.pop(0)) for _ in range(wanted)]
        if command == "h":
            x += values[0]
        elif command == "v":
            y += values[0]
        else:
            base_x, base_y = (x, y) if command.islower() else (0, 0)
            x, y = base_x + values[-2], base_y + values[-1]
        if command in "mM":
            start_x, start_y = x, y
            command = "l" if command == "m" else command
        corners.append((x, y))
    return corners


@pytest.mark.parametrize(
    ("state", "path"),
    [
        ("common", "M8 20a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z"),
        ("better", "M7.7 17.7h4.6v4.6h-4.6z"),
        ("worse", "M10 16.8l3 5.2h-6z"),
        ("changed", "M10 16.3l2.7 3.7l-2.7 3.7l-2.7 -3.7z"),
        ("left-out", "M8 18l4 4m0 -4l-4 4"),
    ],
)
def test_the_outline_of_each_mark_around_ten_and_twenty_with_a_radius_of_two(state, path: str) -> None:
    assert mark_path(state, 10, 20, 2) == path


@settings(deadline=None)
@given(st.sampled_from(STATES), PLACES, PLACES, st.integers(2, 9))
def test_every_mark_lies_around_its_point(state, x: int, y: int, size: int) -> None:
    corners = walked(mark_path(state, x, y, size))
    for axis, middle in ((0, x), (1, y)):
        low, high = min(each[axis] for each in corners), max(each[axis] for each in corners)
        assert low <= middle <= high
        assert high - low <= 4 * size


@settings(deadline=None)
@given(st.sampled_from(STATES), PLACES, PLACES)
def test_a_mark_that_is_moved_keeps_its_shape(state, x: int, y: int) -> None:
    here, there = walked(mark_path(state, 0, 0, 4)), walked(mark_path(state, x, y, 4))
    assert [(a + x, b + y) for a, b in here] == [pytest.approx(each, abs=0.11) for each in there]


@pytest.mark.parametrize("state", STATES)
def test_a_larger_mark_is_the_same_shape_larger(state) -> None:
    small, large = walked(mark_path(state, 0, 0, 10)), walked(mark_path(state, 0, 0, 30))
    assert [(3 * a, 3 * b) for a, b in small] == [pytest.approx(each, abs=0.4) for each in large]


@pytest.mark.parametrize("state", ["better", "changed", "common", "left-out"])
def test_a_mark_is_the_same_in_a_mirror(state) -> None:
    corners = {(round(a, 1), round(b, 1)) for a, b in walked(mark_path(state, 0, 0, 10))}
    if state == "common":
        assert corners == {(-10, 0), (10, 0)}
    else:
        assert corners == {(-a, b) for a, b in corners}


def test_the_triangle_of_a_concern_points_up() -> None:
    tip, right, left = walked(mark_path("worse", 0, 0, 10))
    assert tip[0] == 0
    assert tip[1] < right[1] == left[1]
    assert right[0] == -left[0] > 0


def test_marks_are_told_apart_without_colour_by_their_commands() -> None:
    assert len({re.sub(r"[-\d. ]+", "", mark_path(state, 9, 9, 4)) for state in STATES}) == len(STATES)


@pytest.mark.parametrize("state", STATES)
def test_a_mark_carries_its_class_and_its_colour(state) -> None:
    drawn = parsed(mark(state, 5, 5, 4))
    paint = drawn.get("stroke") if state == "left-out" else drawn.get("fill")
    assert paint == MARKS[state].colour
    assert MARKS[state].css in drawn.get("class", "").split()
    assert drawn.get("d") == mark_path(state, 5, 5, 4)


def test_a_cross_is_only_lines_and_fills_nothing() -> None:
    drawn = parsed(mark("left-out", 5, 5, 4))
    assert (drawn.get("fill"), drawn.get("stroke-width")) == ("none", "1.8")


@pytest.mark.parametrize(
    ("state", "word", "shape"),
    [
        ("better", "Improvement", "square"),
        ("worse", "Concern", "triangle"),
        ("changed", "Change", "diamond"),
        ("common", "Usual variation", "circle"),
        ("left-out", "Left out", "cross"),
    ],
)
def test_each_state_has_the_word_and_the_shape_that_the_guide_teaches(state, word: str, shape: str) -> None:
    assert (MARKS[state].state, MARKS[state].word, MARKS[state].shape) == (state, word, shape)


def test_what_matters_most_stands_first_in_the_order_of_states() -> None:
    assert STATES == ("better", "worse", "changed", "common", "left-out")


KINDS = ("insight", "story", "signal", "cycle", "practice", "adoption", "decision", "action", "finding", "priority")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "c" not in kind_outline(kind)])
def test_the_shape_of_a_kind_fits_its_box_of_fourteen(kind: str) -> None:
    corners = walked(f"M0 0{kind_outline(kind)}")[1:]
    for a, b in corners:
        assert -9 <= a <= 9
        assert -9 <= b <= 9


@pytest.mark.parametrize(
    ("kind", "same"),
    [("pdsa", "cycle"), ("test", "cycle"), ("pdsa_cycle", "cycle"), ("observation", "signal"), ("question", "insight")],
)
def test_a_kind_without_a_shape_borrows_that_of_its_nearest(kind: str, same: str) -> None:
    assert kind_outline(kind) == kind_outline(same)


@pytest.mark.parametrize("kind", ["", "Insight", "décision", "<svg>", "toString"])
def test_an_unknown_kind_is_a_circle(kind: str) -> None:
    assert kind_outline(kind) == kind_outline("insight")


def test_a_kind_is_drawn_where_it_is_told_to() -> None:
    drawn = parsed(kind_mark("finding", 15.04, 20.5))
    assert drawn.get("d") == f"M15 20.5{kind_outline('finding')}"
    assert (drawn.get("class"), drawn.get("fill-rule")) == ("kw-kind", "evenodd")
