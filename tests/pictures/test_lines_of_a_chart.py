"""Path data of series, steps and bands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_analyses import NAN, analysis, phase
from svg_reading import numbers

from knotwork.pictures.lines import (
    band_path,
    levels,
    phase_centre,
    phase_starts,
    series_path,
    spans,
    step_path,
    stretches,
)
from knotwork.pictures.scale import Scale

X = Scale(0, 10, 0, 100)
Y = Scale(0, 10, 100, 0)


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ([], ""),
        ([NAN, NAN], ""),
        ([5], "M0 50z"),
        ([5, 6], "M0 50L10 40"),
        ([5, NAN, 6, 7], "M0 50zM20 40L30 30"),
        ([NAN, 5, 6, NAN], "M10 50L20 40"),
        ([5, float("inf"), 6], "M0 50zM20 40z"),
    ],
)
def test_a_missing_value_leaves_a_gap(values: list[float], path: str) -> None:
    assert series_path(values, X, Y) == path


@pytest.mark.parametrize(
    ("values", "starts", "joined"),
    [
        ([5, 6, 7, 8], [], [[0, 1, 2, 3]]),
        ([5, 6, 7, 8], [2], [[0, 1], [2, 3]]),
        ([5, 6, 7, 8], [1, 3], [[0], [1, 2], [3]]),
        ([5, NAN, 7, 8], [2], [[0], [2, 3]]),
        ([5, 6, NAN, 8], [2], [[0, 1], [3]]),
        ([NAN, NAN], [1], []),
        ([], [], []),
    ],
)
def test_a_line_is_parted_by_missing_values_and_by_new_phases(values, starts, joined) -> None:
    assert stretches(values, starts) == joined


def test_the_path_of_two_phases_is_two_strokes_over_all_points() -> None:
    assert series_path([5, 6, 7, 8], X, Y, [2]) == "M0 50L10 40M20 30L30 20"


def test_a_phase_of_one_point_is_a_dot() -> None:
    assert series_path([5, 6, 7], X, Y, [2]) == "M0 50L10 40M20 30z"


@given(st.lists(st.one_of(st.just(NAN), st.integers(0, 9)), max_size=20), st.sets(st.integers(0, 19)))
def test_every_value_is_in_one_stretch_and_no_stretch_spans_a_start(values, starts) -> None:
    found = stretches(values, starts)
    assert [at for stretch in found for at in stretch] == [at for at, value in enumerate(values) if value == value]
    for stretch in found:
        assert stretch == list(range(stretch[0], stretch[-1] + 1))
        assert not starts & set(stretch[1:])


def test_phases_start_where_another_ends() -> None:
    made = analysis([1] * 6, phases=[phase(1, 2, 1), phase(3, 3, 1), phase(4, 6, 1)])
    assert phase_starts(made) == {2, 3}
    assert phase_starts(analysis([1, 2])) == phase_starts(analysis([1, 2], phases=[])) == frozenset()


def test_the_phases_are_spans_from_nought() -> None:
    assert spans(analysis([1, 2, 3, 4], phases=[phase(1, 2, 1.5), phase(3, 4, 3.5)])) == [(0, 1), (2, 3)]


def test_a_chart_without_phases_is_one_span() -> None:
    assert spans(analysis([1, 2, 3], phases=[])) == [(0, 2)]
    assert spans(analysis([], phases=[])) == []


def test_equal_neighbours_are_one_level() -> None:
    assert list(levels([5, 5, 5, 7, NAN, NAN, 7], (0, 6))) == [(-0.5, 2.5, 5), (2.5, 3.5, 7), (5.5, 6.5, 7)]


def test_levels_keep_to_their_phase() -> None:
    assert list(levels([5, 5, 7, 7], (1, 2))) == [(0.5, 1.5, 5), (1.5, 2.5, 7)]


def test_a_constant_line_is_one_stroke() -> None:
    assert step_path([5, 5, 5], (0, 2), X, Y) == "M-5 50H25"


def test_a_changing_limit_steps_halfway_between_points() -> None:
    assert step_path([5, 6, 6], (0, 2), X, Y) == "M-5 50H5V40H25"


def test_a_limit_that_is_missing_in_the_middle_is_two_strokes() -> None:
    assert step_path([5, NAN, 6], (0, 2), X, Y) == "M-5 50H5M15 40H25"


def test_a_band_goes_along_the_upper_limit_and_back_along_the_lower() -> None:
    assert band_path([2, 3], [8, 7], (0, 1), X, Y) == "M-5 20V20H5V30H15V70H5V80H-5z"


def test_a_band_needs_both_limits() -> None:
    assert band_path([NAN, NAN], [8, 8], (0, 1), X, Y) == ""
    assert band_path([2, NAN, 2], [8, 8, 8], (0, 2), X, Y).count("z") == 2


def test_a_band_stays_within_its_phase() -> None:
    xs = numbers(band_path([2] * 6, [8] * 6, (2, 4), X, Y))
    assert min(xs) == 15
    assert max(xs) == 80


@pytest.mark.parametrize(
    ("values", "span", "centre"), [([5, 5, 7], (0, 1), 5), ([5, 5, 7], (0, 2), 7), ([5, NAN], (0, 1), 5)]
)
def test_the_centre_of_a_phase_is_its_last_level(values: list[float], span: tuple[int, int], centre: float) -> None:
    assert phase_centre(values, span) == centre


def test_a_phase_without_centre_has_none() -> None:
    assert phase_centre([NAN], (0, 0)) != phase_centre([NAN], (0, 0))
