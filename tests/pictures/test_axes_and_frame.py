"""The frame of a chart: margins, scales, ticks and thinning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_analyses import NAN, analysis, falls

from knotwork.pictures.axes import label_step
from knotwork.pictures.frame import NARROW, WIDE, lay_out, tick_room, value_ticks
from knotwork.pictures.numerals import Quantity


def frame(made=None, form=WIDE, **changes):
    known = {"width": form.width, "top": 50, "plot_height": form.plot_height, "flags_at": 40}
    return lay_out(made or falls(), Quantity("", 1), form, **(known | changes))


@pytest.mark.parametrize(
    ("count", "spacing", "widest", "step"),
    [
        (12, 60, 40, 1),
        (36, 17, 45, 4),
        (36, 8, 45, 12),
        (24, 30, 45, 2),
        (60, 20, 45, 3),
        (48, 10, 45, 6),
        (365, 2, 45, 36),
    ],
)
def test_periods_are_named_by_steps_that_people_count_in(count: int, spacing: float, widest: float, step: int) -> None:
    assert label_step(count, spacing, widest) == step


@given(st.integers(1, 2000), st.floats(0.1, 100), st.floats(1, 200))
def test_named_periods_never_touch_unless_there_is_only_one(count: int, spacing: float, widest: float) -> None:
    step = label_step(count, spacing, widest)
    assert step * spacing >= widest + 11.99 or step == max(1, count)


def test_points_stand_in_the_middle_of_their_columns() -> None:
    laid = frame()
    assert laid.x(-0.5) == laid.left
    assert laid.x(35.5) == laid.right
    assert laid.spacing == pytest.approx((laid.right - laid.left) / 36)


def test_the_highest_tick_is_at_the_top_and_the_lowest_at_the_bottom() -> None:
    laid = frame()
    assert laid.y(laid.ticks.high) == laid.top == 50
    assert laid.y(laid.ticks.low) == laid.bottom == 50 + WIDE.plot_height


def test_a_single_point_has_a_place() -> None:
    laid = frame(analysis([5.0]))
    assert laid.left < laid.x(0) < laid.right


def test_a_chart_without_points_has_a_frame() -> None:
    laid = frame(analysis([], phases=[]))
    assert laid.left < laid.right
    assert laid.ticks.low < laid.ticks.high


def test_ticks_take_in_values_limits_and_target() -> None:
    found = value_ticks(analysis([5, 6], lower=1, upper=9, target=14), Quantity("", 0))
    assert found.low <= 1
    assert found.high >= 14


def test_ticks_of_proportions_are_round_as_percentages() -> None:
    found = value_ticks(analysis([0.85, 0.93], centre=0.9, lower=0.81, upper=0.98), Quantity("proportion", 0))
    assert [Quantity("proportion", 0).tick(value, found.decimals) for value in found.values] == [
        "80%",
        "85%",
        "90%",
        "95%",
        "100%",
    ]


def test_long_numbers_get_more_room_on_the_left() -> None:
    few, many = analysis([5, 6], lower=NAN, upper=NAN), analysis([5e6, 6e6], centre=5e6, lower=NAN, upper=NAN)
    assert frame(many).left > frame(few).left


def test_room_for_ticks_is_that_of_the_longest() -> None:
    quantity = Quantity("", 0)
    assert tick_room([0, 1000], 0, quantity, 14) == tick_room([1000], 0, quantity, 14)


def test_points_grow_smaller_where_many_stand_close() -> None:
    assert frame(analysis([5.0] * 12)).point == WIDE.point
    assert 1.6 <= frame(analysis([5.0] * 300)).point < WIDE.point


def test_a_phone_keeps_no_margin_for_words_on_the_right() -> None:
    assert frame(form=NARROW).narrow
    assert not frame().narrow
    assert NARROW.right < WIDE.right
