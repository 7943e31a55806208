"""Crossings, bridges and levels worked out by hand, and what a mirror must not change."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_analyses import NAN, analysis, phase
from svg_reading import SVG, numbers, parsed

from knotwork.pictures import NotAPicture, knot_mark, small, standalone, stylesheet
from knotwork.pictures.knot import TURN, crossings, direction_at, point_at
from knotwork.pictures.lines import band_path, levels, spans, step_path
from knotwork.pictures.weave import Crossing, Run, bridge, find_crossings, overs

ENDS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=8)


def runs(ends, gap: float = 0.0) -> list[Run]:
    return [Run(number, gap, start, gap + 100, end) for number, (start, end) in enumerate(ends)]


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [((0, 100), (100, 0), 0.5), ((0, 100), (25, 75), 0.5), ((0, 40), (10, 10), 0.25), ((10, 10), (0, 40), 0.25)],
)
def test_two_lines_cross_where_their_eased_ways_are_equal(one, other, share: float) -> None:
    (crossing,) = find_crossings(runs([one, other]))
    assert 3 * crossing.t**2 - 2 * crossing.t**3 == pytest.approx(share)


@settings(deadline=None)
@given(ENDS)
def test_as_many_lines_cross_as_pairs_change_their_order(ends: list[tuple[int, int]]) -> None:
    swapped = sum((a - c) * (b - d) < 0 for at, (a, b) in enumerate(ends) for c, d in ends[:at])
    assert len(find_crossings(runs(ends))) == swapped


@settings(deadline=None)
@given(ENDS)
def test_in_a_mirror_lines_cross_as_far_from_the_other_end(ends: list[tuple[int, int]]) -> None:
    there = find_crossings(runs(ends))
    back = find_crossings(runs([(end, start) for start, end in ends]))
    assert sorted(each.t for each in there) == pytest.approx(sorted(1 - each.t for each in back), abs=1e-6)


def test_crossings_of_two_gaps_come_gap_by_gap() -> None:
    found = find_crossings([*runs([(0, 9), (9, 0)], 500), *runs([(0, 9), (9, 0)])])
    assert [(each.one, each.other) for each in found] == [(2, 3), (0, 1)]


@pytest.mark.parametrize(
    ("before", "expected"),
    [([], [0]), ([Crossing(0, 2, 0.2)], [0, 1]), ([Crossing(0, 2, 0.2), Crossing(1, 2, 0.3)], [0, 2, 1])],
)
def test_a_line_that_went_over_last_goes_under_next(before: list[Crossing], expected: list[int]) -> None:
    woven = runs([(0, 300), (300, 0), (150, 20)])
    chosen = overs(woven, [*before, Crossing(0, 1, 0.5)])
    assert [run for run, _ in chosen] == expected


def test_a_bridge_reaches_nine_hundredths_of_a_line_of_a_hundred_to_either_side() -> None:
    xs = numbers(bridge(Run(0, 0, 0, 100, 100), 0.5))[::2]
    assert xs == pytest.approx([Run(0, 0, 0, 100, 100).at(t)[0] for t in (0.41, 0.455, 0.5, 0.545, 0.59)], abs=0.06)


def test_a_bridge_over_a_line_of_no_length_is_a_dot() -> None:
    assert set(numbers(bridge(Run(0, 7, 7, 7, 7), 0.5))) == {7}


@pytest.mark.parametrize(
    ("values", "span", "path"),
    [
        ([5], (0, 0), "M-0.5 5H0.5"),
        ([5, 5], (0, 1), "M-0.5 5H1.5"),
        ([5, 6, 5], (0, 2), "M-0.5 5H0.5V6H1.5V5H2.5"),
        ([NAN, 5], (0, 1), "M0.5 5H1.5"),
        ([5, NAN], (0, 1), "M-0.5 5H0.5"),
        ([NAN, NAN], (0, 1), ""),
        ([1, 2, 3, 4], (2, 2), "M1.5 3H2.5"),
    ],
)
def test_a_line_steps_halfway_between_the_points_of_its_phase(values: list, span: tuple, path: str) -> None:
    assert step_path(values, span, float, float) == path


@settings(deadline=None)
@given(st.lists(st.sampled_from([NAN, 1.0, 2.0]), min_size=1, max_size=12))
def test_levels_cover_each_known_point_once(values: list[float]) -> None:
    stretches = list(levels(values, (0, len(values) - 1)))
    for at, value in enumerate(values):
        assert [level for start, end, level in stretches if start < at < end] == ([value] if value == value else [])


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([NAN, 1.0, 2.0]), st.sampled_from([NAN, 8.0])), min_size=1, max_size=10))
def test_a_band_closes_once_for_each_stretch_with_both_limits(limits: list[tuple[float, float]]) -> None:
    both = [low == low and high == high for low, high in limits]
    stretches = sum(now and not before for before, now in zip([False, *both], both, strict=False))
    lower, upper = ([each[side] for each in limits] for side in (0, 1))
    path = band_path(lower, upper, (0, len(limits) - 1), float, float)
    assert path.count("M") == path.count("z") == stretches


def test_phases_that_leave_points_between_them_stay_apart() -> None:
    assert spans(analysis([1.0] * 9, phases=[phase(1, 3, 1.0), phase(6, 9, 1.0)])) == [(0, 2), (5, 8)]


@pytest.mark.parametrize(("t", "place"), [(0, (95, 50)), (1.5 * math.pi, (50, 5)), (3 * math.pi, (5, 50))])
def test_the_tops_of_the_loops_are_on_the_axes(t: float, place: tuple[float, float]) -> None:
    assert point_at(t) == pytest.approx(place, abs=1e-9)
    x, y = direction_at(t)
    assert min(abs(x), abs(y)) == pytest.approx(0, abs=1e-9)


def test_every_crossing_has_two_moments_within_the_three_turns() -> None:
    moments = [moment for pair in crossings() for moment in pair]
    assert len({round(moment, 6) for moment in moments}) == 16
    assert all(0 <= moment < TURN for moment in moments)


@pytest.mark.parametrize("size", [1, 16, 512])
def test_the_mark_has_one_path_at_any_size(size: int) -> None:
    assert [each.tag for each in parsed(knot_mark(size))] == [f"{SVG}path"]


def test_an_empty_title_is_no_title() -> None:
    assert knot_mark(24, "") == knot_mark(24)


@pytest.mark.parametrize(
    "text", ["", " <svg></svg>", "<html><svg></svg></html>", "<svgx></svgx>", "svg", "<SVG></SVG>"]
)
def test_only_a_picture_becomes_a_file(text: str) -> None:
    with pytest.raises(NotAPicture, match="begins with <svg"):
        standalone(text)


def test_a_file_is_the_picture_on_paper_with_its_style_before_anything_is_drawn() -> None:
    svg = small(analysis([5, 6]), label="a > b", description="")
    root = parsed(standalone(svg))
    style, paper, *drawn = root
    assert (style.text or "").split() == ["@supports", "(color:", "var(--kw-ink))", "{", *stylesheet().split(), "}"]
    assert (paper.get("class"), paper.get("width"), paper.get("height")) == ("kw-paper", "100%", "100%")
    assert [each.attrib for each in drawn] == [each.attrib for each in parsed(svg)]
    assert root.attrib == parsed(svg).attrib
