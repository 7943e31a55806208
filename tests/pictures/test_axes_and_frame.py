"""The frame of a chart: margins, scales, ticks and thinning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_analyses import NAN, analysis, falls
from svg_reading import parsed, texts, with_class

from knotwork.pictures.axes import label_step, named_positions, period_axis
from knotwork.pictures.frame import NARROW, WIDE, lay_out, tick_room, value_ticks
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.typeset import text_width


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


@pytest.mark.parametrize(
    ("count", "spacing", "named"),
    [
        (4, 100, [1, 2, 3, 4]),
        (24, 20, [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]),
        (24, 10, [5, 10, 15, 20]),
        (60, 3, [10, 20, 30, 40, 50, 60]),
        (200, 0.5, [100, 200]),
        (3, 4, [1]),
    ],
)
def test_points_that_are_counted_are_named_at_round_numbers(count: int, spacing: float, named: list[int]) -> None:
    periods = [str(at) for at in range(1, count + 1)]
    assert [int(periods[at]) for at in named_positions(periods, spacing, 18)] == named


@pytest.mark.parametrize(
    "periods",
    [["2019", "2020", "2022", "2023"], ["Jan", "Feb", "Mar", "Apr"], ["1", "2", "3", "x"], ["²", "³", "4", "5"]],
)
def test_other_names_are_thinned_from_the_first(periods: list[str]) -> None:
    assert named_positions(periods, 20, 25) == [0, 2]


def test_years_that_follow_one_another_are_counted_too() -> None:
    years = [str(year) for year in range(2011, 2026)]
    assert [years[at] for at in named_positions(years, 10, 30)] == ["2015", "2020", "2025"]


@given(st.lists(st.text("abm W", min_size=1, max_size=40), min_size=1, max_size=60), st.sampled_from([WIDE, NARROW]))
def test_names_below_the_axis_never_touch(periods: list[str], form) -> None:
    laid = frame(analysis([5.0] * len(periods)), form)
    root = parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{period_axis(laid, periods)}</svg>')
    reached = 0.0
    for each in with_class(root, "kw-tick"):
        half, x = text_width(each.text or "", form.label) / 2, float(each.get("x", ""))
        assert x - half >= reached - 0.1
        reached = x + half
    assert reached <= laid.width


def named(periods: list[str], form=WIDE) -> list[str]:
    laid = frame(analysis([5.0] * len(periods)), form)
    root = parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{period_axis(laid, periods)}</svg>')
    return [each.text or "" for each in with_class(root, "kw-tick")]


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@pytest.mark.parametrize("form", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("count", [1, 2, 3, 11, 24, 25, 36, 37, 60, 61, 130])
def test_the_first_and_the_last_period_are_named_however_many_there_are(count: int, form) -> None:
    periods = [f"{MONTHS[at % 12]} {2015 + at // 12}" for at in range(count)]
    shown = named(periods, form)
    assert shown[-1] == periods[-1]
    assert shown[0] == periods[0]


def test_a_name_that_would_touch_the_last_gives_way_to_it() -> None:
    periods = [f"{MONTHS[at % 12]} {2015 + at // 12}" for at in range(38)]
    steps = label_step(38, frame(analysis([5.0] * 38)).spacing, text_width("Mar 2015", 14))
    assert periods[36] not in named(periods)
    assert periods[36 - steps] in named(periods)


def test_counted_points_name_the_last_as_well() -> None:
    assert named([str(at) for at in range(1, 64)])[-1] == "63"


def test_a_very_long_name_is_cut_so_that_more_than_one_can_be_read() -> None:
    names = [f"Week {at} after the Easter holidays in the northern half" for at in range(10)]
    root = parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{period_axis(frame(analysis([5.0] * 10)), names)}</svg>')
    assert len(texts(root)) >= 3
    assert all(words.endswith("…") for words in texts(root))
