"""What each point says: improvement, concern, change, usual variation or left out, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_analyses import NAN, analysis, falls, lingering

from knotwork.pictures.marks import MARKS, STATES
from knotwork.pictures.states import centre_word, crossed_points, plotted, point_reasons, point_states, told_points
from knotwork.science.spc import analyse
from knotwork.science.spc.result import Signal


def test_points_without_signals_are_usual_variation() -> None:
    assert point_states(analysis([4, 5, 6])) == ["common"] * 3


@pytest.mark.parametrize(
    ("direction", "value", "state"),
    [
        ("decrease", 9.0, "worse"),
        ("decrease", 1.0, "better"),
        ("increase", 9.0, "better"),
        ("increase", 1.0, "worse"),
        (None, 9.0, "changed"),
        (None, 1.0, "changed"),
    ],
)
def test_a_point_outside_the_limits_means_what_its_direction_says(
    direction: str | None, value: float, state: str
) -> None:
    made = analysis([5, value, 5], outside=[2], direction=direction)
    assert point_states(made) == ["common", state, "common"]


@pytest.mark.parametrize(("meaning", "state"), [("better", "better"), ("worse", "worse"), ("unclear", "changed")])
def test_the_points_of_a_signal_take_its_meaning(meaning: str, state: str) -> None:
    made = analysis([4, 4, 4, 6], signals=[Signal("long run", (1, 2, 3), "below", meaning)])
    assert point_states(made) == [state, state, state, "common"]


def test_a_point_in_two_signals_is_shown_as_the_concern() -> None:
    signals = [Signal("long run", (1, 2), "below", "better"), Signal("trend", (2, 3), "rising", "worse")]
    assert point_states(analysis([4, 4, 6], signals=signals)) == ["better", "worse", "worse"]
    assert point_states(analysis([4, 4, 6], signals=signals[::-1])) == ["better", "worse", "worse"]


def test_a_point_left_out_stays_left_out_whatever_it_signals() -> None:
    assert point_states(analysis([5, 9, 5], outside=[2], excluded=[2])) == ["common", "left-out", "common"]


def test_few_crossings_mark_the_points_since_the_turn_on_its_side() -> None:
    assert point_states(lingering()) == ["common"] * 6 + ["better"] * 6


def test_few_crossings_leave_a_point_on_the_other_side_alone() -> None:
    made = analysis(
        [6, 6, 4, 7, 4],
        signals=[Signal("few crossings", (1, 2, 3, 4, 5), "crossings", "better", since=3, towards="below")],
    )
    assert point_states(made) == ["common", "common", "better", "common", "better"]


def test_few_crossings_without_a_known_turn_mark_no_point() -> None:
    made = analysis([6, 6, 4], signals=[Signal("few crossings", (1, 2, 3), "crossings", "unclear")])
    assert point_states(made) == ["common"] * 3


def test_few_crossings_mark_the_line_of_the_whole_phase() -> None:
    assert crossed_points(lingering()) == dict.fromkeys(range(12), "better")
    assert crossed_points(falls()) == {}


def test_a_point_outside_says_beyond_which_limit() -> None:
    made = analysis([9, 5, 1], outside=[1, 3], signals=[Signal("outside limits", (1,), "above", "worse")])
    assert point_reasons(made) == ["above the upper limit", "", "below the lower limit"]


@pytest.mark.parametrize(
    ("side", "words"),
    [
        ("above", "one of a run of points above the mean"),
        ("below", "one of a run of points below the mean"),
        ("rising", "one of a run of rising points"),
        ("falling", "one of a run of falling points"),
    ],
)
def test_a_run_says_in_words_what_it_is(side: str, words: str) -> None:
    made = analysis([5, 5, 5], signals=[Signal("a rule", (1, 2), side, "unclear")])
    assert point_reasons(made) == [words, words, ""]


def test_a_point_with_two_reasons_gives_both_once() -> None:
    run = Signal("long run", (1, 2), "above", "worse")
    made = analysis([9, 6], outside=[1], signals=[run, run])
    assert point_reasons(made)[0] == "above the upper limit and one of a run of points above the mean"


def test_few_crossings_say_where_most_points_have_moved() -> None:
    assert point_reasons(lingering())[5:7] == ["", "since most points moved below the median"]


@pytest.mark.parametrize(
    ("kind", "word"),
    [("run", "median"), ("g", "median"), ("i", "mean"), ("p", "mean"), ("u", "mean"), ("t", "centre line")],
)
def test_the_centre_line_has_the_name_that_people_use(kind: str, word: str) -> None:
    assert centre_word(analysis([1.0], kind=kind)) == word


def test_missing_points_are_not_plotted() -> None:
    assert plotted(analysis([5, NAN, 6, float("inf")])) == [0, 2]


def test_every_state_has_its_own_shape_colour_word_and_class() -> None:
    for part in ("shape", "word", "css", "meaning"):
        assert len({getattr(MARKS[state], part) for state in STATES}) == len(STATES)
    assert len({MARKS[state].colour for state in ("better", "worse", "changed", "common")}) == 4


@pytest.mark.parametrize(("side", "opposite"), [("above", 4.0), ("below", 6.0)])
def test_a_point_opposite_to_its_signal_is_not_marked_with_it(side: str, opposite: float) -> None:
    along = 10.0 - opposite
    made = analysis([along, along, opposite, along, 5.0], centre=5.0, lower=0.0, upper=10.0)
    signal = Signal("4 of 5 beyond one sigma", (1, 2, 3, 4, 5), side, "worse")
    marked = replace(made, signals=(signal,))
    assert told_points(marked, signal) == [1, 2, 4, 5]
    assert point_states(marked)[2] == "common"
    assert point_reasons(marked)[2] == ""


@pytest.mark.parametrize("side", ["rising", "falling"])
def test_a_trend_marks_all_its_points_wherever_they_lie(side: str) -> None:
    made = analysis([3.0, 4.0, 5.0, 6.0, 7.0], centre=5.0, lower=0.0, upper=10.0)
    signal = Signal("trend", (1, 2, 3, 4, 5), side, "worse")
    assert told_points(replace(made, signals=(signal,)), signal) == [1, 2, 3, 4, 5]


def test_the_odd_one_of_five_of_a_real_chart_is_usual_variation() -> None:
    values = [40, 41, 39, 40, 38, 41, 44, 45, 36, 46, 44.5, 40, 39, 41, 38, 40, 42, 39, 41, 40]
    made = analyse("i", values, rules="western_electric", direction="decrease")
    (signal,) = made.signals
    assert signal.points == (7, 8, 9, 10, 11)
    assert [at for at, state in enumerate(point_states(made), 1) if state == "worse"] == [7, 8, 10, 11]
