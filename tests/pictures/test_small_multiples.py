"""The small multiple: a stamp that says what a place's measure does."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_analyses import NAN, analysis, falls, lingering
from svg_reading import focusable, numbers, parsed, with_class, without_descriptions

from knotwork.pictures import small, small_range
from knotwork.science.spc.result import Signal


def stamp(made=None, **changes):
    return small(made or falls(), **({"label": "Ward 4", "description": "Fewer falls since March 2025."} | changes))


def test_it_is_one_image_that_says_place_and_reading() -> None:
    root = parsed(stamp())
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Ward 4. Fewer falls since March 2025."


def test_a_place_without_reading_says_its_name_alone() -> None:
    assert parsed(stamp(description="")).get("aria-label") == "Ward 4"


def test_nothing_in_it_stops_the_tab_key() -> None:
    assert focusable(parsed(stamp())) == []


def test_it_has_the_size_asked_for() -> None:
    root = parsed(stamp(width=200, height=80))
    assert (root.get("viewBox"), root.get("width"), root.get("height")) == ("0 0 200 80", "200", "80")


def test_the_series_is_one_path() -> None:
    assert len(with_class(parsed(stamp()), "kw-line")) == 1


def test_the_line_is_broken_between_phases() -> None:
    (line,) = with_class(parsed(stamp()), "kw-line")
    assert [part.count("L") for part in line.get("d", "")[1:].split("M")] == [13, 21]


def test_a_value_alone_is_a_dot_because_no_marker_stands_on_it() -> None:
    (line,) = with_class(parsed(stamp(analysis([5, NAN, 6, NAN, 5]))), "kw-line")
    assert line.get("d", "").count("z") == 3
    assert line.get("stroke-linecap") == "round"


def test_signals_are_marked_by_shape_one_path_a_meaning() -> None:
    root = parsed(stamp())
    better, worse = with_class(root, "kw-better"), with_class(root, "kw-worse")
    assert better[0].get("d", "").count("z") == 10
    assert worse[0].get("d", "").count("z") == 1
    assert better[0].get("d", "").count("h") == 20
    assert "l" in worse[0].get("d", "")


def test_the_latest_value_has_a_dot_when_it_says_nothing_else() -> None:
    assert len(with_class(parsed(stamp()), "kw-common")) == 1


def test_the_latest_value_has_no_second_mark_when_it_signals() -> None:
    assert with_class(parsed(stamp(lingering())), "kw-common") == []


def test_the_dot_is_at_the_latest_value_that_is_known() -> None:
    root = parsed(small(analysis([5, 5, NAN]), label="Ward", description="", shared_range=(0, 10), width=160))
    dot = with_class(root, "kw-common")[0]
    known = numbers(with_class(root, "kw-line")[0].get("d", ""))
    assert float(dot.get("cx", "")) == known[-2]


def test_a_run_chart_has_no_band() -> None:
    assert with_class(parsed(stamp(lingering())), "kw-band") == []
    assert len(with_class(parsed(stamp()), "kw-band")) == 1


def test_the_usual_range_has_an_edge_that_marks_do_not_hide() -> None:
    narrow = analysis([5, 9, 5, 9], lower=4.9, upper=5.1, outside=[2, 4])
    (band,) = with_class(parsed(stamp(narrow)), "kw-band")
    assert "kw-edge" in band.get("class", "")
    assert band.get("stroke")
    assert band.get("stroke-dasharray")


@pytest.mark.parametrize(
    ("count", "width", "side"), [(6, 160, 7), (24, 160, 6), (24, 100, 4), (36, 160, 4), (36, 200, 5), (200, 160, 4)]
)
def test_marks_grow_with_the_room_between_points_so_that_shapes_can_be_told_apart(count, width, side) -> None:
    made = analysis([5.0] * (count - 1) + [9.0], outside=[count])
    (square,) = with_class(parsed(stamp(replace(made, direction="increase"), width=width)), "kw-better")
    assert numbers(square.get("d", ""))[2:] == [side, side, -side]


def test_it_begins_at_its_left_edge_where_it_has_no_axis() -> None:
    (line,) = with_class(parsed(stamp(analysis([5.0] * 77))), "kw-line")
    assert numbers(line.get("d", ""))[0] == 4


def test_thirty_six_points_take_little_room() -> None:
    assert len(stamp().encode()) < 1500


def test_thirty_six_points_that_all_signal_between_changing_limits_stay_under_two_and_a_half_kilobytes() -> None:
    y = np.random.default_rng(7).normal(50, 9, 36)
    lower, upper = 20 + np.arange(36) / 10, 80 - np.arange(36) / 10
    signals = [
        Signal("long run", tuple(range(1, 18)), "above", "worse"),
        Signal("long run", tuple(range(18, 37)), "below", "better"),
    ]
    made = analysis(y, centre=50, lower=list(lower), upper=list(upper), signals=signals)
    assert len(stamp(made).encode()) < 2500


def test_a_shared_range_puts_equal_values_at_equal_heights() -> None:
    one = parsed(small(analysis([5, 6, 5]), label="a", description="", shared_range=(0, 10)))
    other = parsed(small(analysis([5, 2, 5]), label="b", description="", shared_range=(0, 10)))
    heights = [numbers(with_class(root, "kw-line")[0].get("d", ""))[1] for root in (one, other)]
    assert heights[0] == heights[1]


def test_its_own_range_takes_in_values_centre_and_limits() -> None:
    assert small_range(analysis([1, 9.5], lower=2, upper=8)) == (1, 9.5)
    assert small_range(analysis([4, 5], lower=2, upper=8)) == (2, 8)


def test_a_range_without_values_is_nought_to_one() -> None:
    assert small_range(analysis([NAN], centre=NAN, lower=NAN, upper=NAN)) == (0, 1)


@pytest.mark.parametrize(
    "made",
    [
        analysis([], phases=[]),
        analysis([5.0]),
        analysis([NAN, NAN], centre=NAN, lower=NAN, upper=NAN),
        analysis([5, 5, 5], centre=5, lower=5, upper=5),
        analysis([NAN, 5, NAN]),
    ],
    ids=["nothing", "one point", "all missing", "constant", "one among missing"],
)
def test_poor_data_still_give_a_picture(made) -> None:
    svg = stamp(made)
    parsed(svg)
    assert "nan" not in without_descriptions(svg)


VALUES = st.lists(st.one_of(st.just(NAN), st.just(math.inf), st.floats(-1e6, 1e6)), max_size=40)


@settings(max_examples=60)
@given(VALUES)
def test_any_values_give_a_well_formed_picture_within_its_frame(values: list[float]) -> None:
    svg = stamp(analysis(values, phases=[]))
    line = with_class(parsed(svg), "kw-line")
    assert "nan" not in without_descriptions(svg)
    assert "inf" not in without_descriptions(svg)
    for x, y in zip(*[iter(numbers(line[0].get("d", "")))] * 2, strict=True) if line else ():
        assert 0 <= x <= 160
        assert 0 <= y <= 56


def test_the_same_analysis_gives_the_same_picture() -> None:
    assert stamp() == stamp()
