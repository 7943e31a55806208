"""Where things stand: worked out by hand for small pictures, so that a slip of the pen is seen."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_analyses import NAN, analysis, falls, lingering, months, phase, short_months
from svg_reading import numbers, parsed, texts, with_class

from knotwork.pictures import Flag, chart, legend, small
from knotwork.pictures.axes import label_step, period_axis, value_axis
from knotwork.pictures.flags import LANE, PlacedFlag, lanes_used
from knotwork.pictures.frame import NARROW, WIDE, Form, lay_out, tick_room
from knotwork.pictures.key import KeyEntry, draw_key, key_height, key_rows
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.typeset import text_width

ONE = Quantity("", 1)


def group(svg: str):
    return parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>')


def laid(made=None, form: Form = WIDE, **changes):
    known = {"width": 500, "top": 100, "plot_height": 200, "flags_at": 60}
    return lay_out(made or analysis([2, 4, 6, 8], lower=0, upper=10), ONE, form, **(known | changes))


def places(elements, *names: str) -> list[tuple[float, ...]]:
    return [tuple(float(each.get(name, "nan")) for name in names) for each in elements]


def test_a_frame_has_its_edges_where_its_margins_leave_them() -> None:
    frame = laid()
    assert (frame.top, frame.bottom, frame.right, frame.flags_at) == (100, 300, 500 - 128, 60)
    assert frame.left == pytest.approx(10 + text_width("10", 14) + 6)
    assert frame.spacing == pytest.approx((frame.right - frame.left) / 4)


def test_a_value_halfway_stands_halfway() -> None:
    frame = laid()
    assert [frame.y(value) for value in (0, 5, 10)] == [300, 200, 100]
    assert frame.x(1.5) == pytest.approx((frame.left + frame.right) / 2)


@pytest.mark.parametrize(("height", "stretches"), [(181, 5), (180, 2), (400, 5), (60, 2)])
def test_a_low_plot_has_fewer_ticks(height: float, stretches: int) -> None:
    assert len(laid(plot_height=height).ticks.values) == stretches + 1


@pytest.mark.parametrize(("count", "radius"), [(4, 4.2), (30, 4.2), (40, 3.3), (60, 2.2), (100, 1.6), (1000, 1.6)])
def test_the_radius_of_a_point_is_three_eighths_of_its_column_between_two_bounds(count: int, radius: float) -> None:
    assert laid(analysis([5.0] * count)).point == pytest.approx(radius, abs=0.15)


def test_room_for_ticks_is_the_widest_and_six_more() -> None:
    assert tick_room([0, 50, 1000], 0, ONE, 10) == pytest.approx(text_width("1,000", 10) + 6)


def test_each_tick_has_a_hairline_across_and_its_label_at_its_height() -> None:
    frame = laid()
    root = group(value_axis(frame, ONE))
    lines = [numbers(each.get("d", "")) for each in with_class(root, "kw-grid")]
    assert [y for _, y, _ in lines] == [300, 260, 220, 180, 140, 100]
    assert {(x0, x1) for x0, _, x1 in lines} == {(round(frame.left, 1), frame.right)}
    labels = with_class(root, "kw-tick")
    assert [each.text for each in labels] == ["0", "2", "4", "6", "8", "10"]
    assert places(labels, "y") == [(y + 4.9,) for y in (300, 260, 220, 180, 140, 100)]
    assert {each.get("text-anchor") for each in labels} == {"end"}


def test_each_named_period_has_a_tick_and_its_name_below_its_point() -> None:
    frame = laid()
    root = group(period_axis(frame, ["a", "b", "c", "d"]))
    base, *ticks = (numbers(each.get("d", "")) for each in with_class(root, "kw-axis"))
    assert base[1] == 300
    assert [tick[0] for tick in ticks] == pytest.approx([frame.x(at) for at in range(4)], abs=0.1)
    names = with_class(root, "kw-tick")
    assert [float(each.get("x", "")) for each in names] == pytest.approx([frame.x(at) for at in range(4)], abs=0.1)
    assert {float(each.get("y", "")) for each in names} == {300 + 14 + 8}


def test_a_long_name_at_an_edge_is_moved_inside() -> None:
    frame = laid(analysis([5.0, 6.0]), NARROW, width=200)
    name = "September 2024 to March 2025"[:22]
    root = group(period_axis(frame, [name] * 2))
    (only,) = with_class(root, "kw-tick")
    half = text_width(only.text or "", 13) / 2
    assert (only.text or "").endswith("…")
    assert half + 1.9 <= float(only.get("x", "")) <= 200 - half - 1.9


def test_a_chart_without_periods_has_no_axis_below() -> None:
    assert period_axis(laid(), []) == ""


@pytest.mark.parametrize(
    ("needed", "step"),
    [(0.5, 1), (1, 1), (1.01, 2), (2, 2), (2.5, 3), (3.5, 4), (4.5, 6), (6.5, 12), (12, 12), (12.5, 24), (25, 36)],
)
def test_every_how_manieth_period_is_named(needed: float, step: int) -> None:
    assert label_step(1000, 100, needed * 100 - 12) == step


def test_a_step_never_goes_beyond_the_last_period() -> None:
    assert label_step(15, 1, 500) == 15
    assert label_step(1, 1, 500) == 1


A, B, C = (
    KeyEntry(name, "circle", "kw-common", word, "m.")
    for name, word in (("common", "aa"), ("better", "aaaa"), ("worse", "a"))
)
WIDTHS = [24 + text_width(word, 10) + 18 for word in ("aa", "aaaa", "a")]


def test_entries_of_a_key_follow_one_another_with_a_gap() -> None:
    ((_, first), (_, second), (_, third)) = key_rows([A, B, C], 10, 1000)[0]
    assert (first, second, third) == pytest.approx((0, WIDTHS[0], WIDTHS[0] + WIDTHS[1]))


def test_a_row_of_a_key_is_full_only_when_the_next_entry_would_reach_over() -> None:
    both = WIDTHS[0] + WIDTHS[1]
    assert [len(row) for row in key_rows([A, B], 10, both)] == [2]
    assert [len(row) for row in key_rows([A, B], 10, both - 0.1)] == [1, 1]
    assert [x for row in key_rows([A, B, C], 10, both) for _, x in row] == pytest.approx([0, WIDTHS[0], 0])


def test_a_key_is_drawn_row_by_row_with_each_swatch_left_of_its_word() -> None:
    rows = [[(A, 0.0), (B, 100.0)], [(C, 0.0)]]
    root = group(draw_key(rows, 50, 200, 10))
    words = with_class(root, "kw-key")
    assert places(words, "x", "y") == [(74, 215.5), (174, 215.5), (74, 239.5)]
    circle, square, triangle = (numbers(each.get("d", "")) for each in with_class(root, "kw-mark"))
    assert circle[:2] == [pytest.approx(59 - 4.4, abs=0.05), 212]
    assert square[0] == pytest.approx(159 - 4.4 * 1.15, abs=0.06)
    assert triangle[:2] == [59, pytest.approx(236 - 1.6 * 4.4, abs=0.06)]
    assert key_height(rows) == 48


def test_the_key_shows_lines_as_lines() -> None:
    entries = [entry for entry in legend(lingering()) if entry.shape == "broken line"]
    root = group(draw_key(key_rows(entries, 10, 500), 0, 0, 10))
    (line,) = with_class(root, "kw-centre-signal")
    assert numbers(line.get("d", ""))[:3] == [-1, 12, 18]
    assert "kw-better" in line.get("class", "")


def test_the_band_in_the_key_has_a_limit_above_and_below() -> None:
    (band,) = [entry for entry in legend(analysis([5, 6])) if entry.name == "band"]
    root = group(draw_key([[(band, 0.0)]], 0, 0, 10))
    assert places(with_class(root, "kw-band"), "x", "y", "width", "height") == [(0, 6, 18, 12)]
    assert with_class(root, "kw-limit")[0].get("d") == "M0 6h18m-18 12h18"


def drawn(made=None, **changes):
    made = made or falls()
    count = len(made.x)
    known = {"title": "t", "description": "d", "periods": months(count), "short_periods": short_months(count)}
    return parsed(chart(made, **(known | changes)))


def test_what_stands_on_a_chart_adds_up_to_its_height() -> None:
    heights = {}
    for name, changes in {
        "bare": {"show_title": False},
        "unit": {"show_title": False, "unit": "days"},
        "flag": {"show_title": False, "annotations": [Flag(3, "x")]},
        "title": {},
    }.items():
        heights[name] = numbers(drawn(analysis([5.0, 6.0, 5.0]), **changes).get("viewBox", ""))[3]
    assert heights["unit"] - heights["bare"] == 14 + 16 - 8
    assert heights["flag"] - heights["bare"] == LANE + 4
    assert heights["title"] - heights["bare"] == pytest.approx(4 + 20 * 1.22 + 8, abs=0.1)


def test_lines_of_a_heading_stand_below_one_another() -> None:
    root = drawn(title="word " * 40, subtitle="word " * 60)
    tops = [y for (y,) in places(with_class(root, "kw-title"), "y")]
    below = [y for (y,) in places(with_class(root, "kw-subtitle"), "y")]
    assert (len(tops), len(below)) == (4, 3)
    assert {round(b - a, 1) for a, b in itertools.pairwise(tops)} == {24.4}
    assert below[0] == pytest.approx(tops[-1] + 21, abs=0.1)


def test_the_columns_of_points_touch_and_fill_the_plot() -> None:
    hits = places([with_class(each, "kw-hit")[0] for each in with_class(drawn(), "kw-point")], "x", "width")
    for (x, width), (following, _) in itertools.pairwise(hits):
        assert x + width == pytest.approx(following, abs=0.11)


def test_a_tip_stands_above_its_point_unless_the_top_is_too_near() -> None:
    made = analysis([10, 0, 5], centre=5, lower=0, upper=10)
    root = drawn(made)
    line = numbers(with_class(root, "kw-line")[0].get("d", ""))[1::2]
    tips = [y for (y,) in places(with_class(root, "kw-tip"), "y")]
    assert tips[0] == pytest.approx(line[0] + 15 + 10, abs=0.11)
    assert [tips[1], tips[2]] == pytest.approx([line[1] - 12, line[2] - 12], abs=0.11)


@pytest.mark.parametrize(
    ("one", "other", "crossed", "touched"),
    [
        ((0, 100, 200), (0, 150, 250), True, True),
        ((0, 100, 200), (1, 150, 250), True, False),
        ((1, 100, 200), (0, 150, 250), False, False),
        ((0, 100, 200), (0, 203, 300), False, True),
        ((0, 100, 200), (0, 204, 300), False, False),
        ((0, 100, 200), (1, 97, 110), True, False),
        ((0, 100, 200), (1, 96, 110), False, False),
        ((0, 100, 200), (1, 200, 300), True, False),
        ((0, 100, 200), (1, 201, 300), False, False),
    ],
)
def test_words_are_crossed_by_a_pole_from_above_and_touched_in_their_own_lane(one, other, crossed, touched) -> None:
    first, second = (PlacedFlag(Flag(1, "x"), start, lane, "x", False, start, end) for lane, start, end in (one, other))
    assert first.crossed_by(second) is crossed
    assert first.touches(second) is second.touches(first) is touched


@pytest.mark.parametrize(("lanes", "used"), [([0], 1), ([0, 2], 3), ([1, 1], 2)])
def test_lanes_are_counted_up_to_the_highest(lanes: list[int], used: int) -> None:
    placed = [PlacedFlag(Flag(1, "x"), 0, lane, "", False, 0, 1) for lane in lanes]
    assert lanes_used(placed) == used


@pytest.mark.parametrize(("width", "height"), [(160, 56), (100, 40), (400, 200)])
def test_a_small_multiple_uses_its_whole_sheet_but_an_edge_of_five(width: int, height: int) -> None:
    made = analysis([0, 10], centre=5, lower=NAN, upper=NAN)
    root = parsed(small(made, label="a", description="", width=width, height=height))
    x0, y0, x1, y1 = numbers(with_class(root, "kw-line")[0].get("d", ""))
    assert (y0, y1) == (height - 5, 5)
    assert (x0 - 3, width - 5 - x1) == pytest.approx(((width - 8) / 4, (width - 8) / 4), abs=0.06)


@pytest.mark.parametrize("shared", [(5.0, 5.0), (6.0, 4.0)])
def test_a_shared_range_without_extent_puts_its_value_in_the_middle(shared: tuple[float, float]) -> None:
    made = analysis([shared[0]] * 2, centre=shared[0], lower=NAN, upper=NAN)
    root = parsed(small(made, label="a", description="", shared_range=(shared[0], shared[0])))
    assert numbers(with_class(root, "kw-line")[0].get("d", ""))[1::2] == [28, 28]


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 5), st.integers(6, 40))
def test_lines_between_phases_stand_halfway_between_their_points(first: int, count: int) -> None:
    made = analysis([5.0] * count, phases=[phase(1, first, 5.0), phase(first + 1, count, 5.0)])
    root = drawn(made)
    xs = numbers(with_class(root, "kw-line")[0].get("d", ""))[::2]
    upright = [numbers(each.get("d", "")) for each in with_class(root, "kw-axis") if "V" in each.get("d", "")]
    assert [each[0] for each in upright] == pytest.approx([(xs[first - 1] + xs[first]) / 2], abs=0.11)


def test_words_of_a_chart_without_values_stand_in_its_middle() -> None:
    root = drawn(analysis([NAN] * 3, centre=NAN, lower=NAN, upper=NAN), show_title=False)
    (said,) = [each for each in with_class(root, "kw-label") if each.text == "No values yet"]
    grid = [numbers(each.get("d", "")) for each in with_class(root, "kw-grid")]
    assert float(said.get("y", "")) == pytest.approx((grid[0][1] + grid[-1][1]) / 2, abs=0.1)
    assert float(said.get("x", "")) == pytest.approx((grid[0][0] + grid[0][2]) / 2, abs=0.1)
    assert "1.0" in texts(root)
