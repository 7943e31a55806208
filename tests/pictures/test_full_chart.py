"""The full chart: seen, heard, and reached by keyboard."""

from __future__ import annotations

import itertools
import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_analyses import NAN, analysis, falls, lingering, months, phase, short_months
from svg_reading import focusable, numbers, parsed, texts, with_class, without_descriptions

from knotwork.pictures import Flag, InvalidIdentifier, PeriodsDoNotMatch, chart
from knotwork.pictures.points import MOST_STOPS
from knotwork.science.spc.result import Analysis, Signal

TITLE = "Falls on Ward 4 fell from 6.2 to 4.3 per 1,000 bed days in March 2025"


def drawn(made: Analysis | None = None, **changes: object) -> str:
    made = made or falls()
    count = len(made.x)
    known: dict = {
        "title": TITLE,
        "description": "Ten months in a row below the earlier mean.",
        "periods": months(count),
        "short_periods": short_months(count),
        "unit": "per 1,000 bed days",
    }
    return chart(made, **(known | changes))


def read(made: Analysis | None = None, **changes: object):
    return parsed(drawn(made, **changes))


def test_the_chart_is_a_group_named_by_its_finding_and_described() -> None:
    root = read(id_prefix="falls")
    assert root.get("role") == "group"
    named = {each.get("id"): each.text for each in root}
    assert named[root.get("aria-labelledby")] == TITLE
    assert named[root.get("aria-describedby")] == "Ten months in a row below the earlier mean."


def test_the_finding_and_the_definition_stand_above_the_picture() -> None:
    root = read(subtitle="Falls that were reported, every month")
    assert "".join(each.text or "" for each in with_class(root, "kw-title")) == TITLE
    assert with_class(root, "kw-subtitle")[0].text == "Falls that were reported, every month"


def test_the_heading_can_be_left_to_the_page() -> None:
    with_heading, without = read(subtitle="s"), read(subtitle="s", show_title=False)
    assert with_class(without, "kw-title") == []
    assert with_class(without, "kw-subtitle") == []
    assert numbers(without.get("viewBox", ""))[3] < numbers(with_heading.get("viewBox", ""))[3]
    assert without[0].text == TITLE


def test_a_long_title_is_wrapped_on_a_phone() -> None:
    lines = with_class(read(narrow=True), "kw-title")
    assert len(lines) > 1
    assert " ".join(each.text or "" for each in lines) == TITLE


@pytest.mark.parametrize(("narrow", "width"), [(False, 820), (True, 360)])
def test_the_chart_scales_to_its_container(narrow: bool, width: int) -> None:
    root = read(narrow=narrow)
    assert numbers(root.get("viewBox", ""))[2] == width
    assert root.get("width") == "100%"
    assert root.get("height") is None


def test_width_and_height_can_be_asked_for() -> None:
    short, tall = read(width=600, height=150), read(width=600, height=300)
    assert numbers(short.get("viewBox", ""))[2] == 600
    assert numbers(tall.get("viewBox", ""))[3] - numbers(short.get("viewBox", ""))[3] == 150


@pytest.mark.parametrize("narrow", [False, True])
def test_words_stay_readable_at_the_size_they_are_made_for(narrow: bool) -> None:
    sizes = {float(each.get("font-size", "13")) for each in read(narrow=narrow).iter() if each.get("font-size")}
    assert min(sizes) >= 13


def test_every_point_is_a_stop_that_says_period_value_and_signal() -> None:
    stops = with_class(read(), "kw-point")
    assert len(stops) == 36
    assert stops[0].get("aria-label") == "January 2024: 6.8 per 1,000 bed days. Usual variation"
    assert (
        stops[14].get("aria-label")
        == "March 2025: 4.6 per 1,000 bed days. Improvement, one of a run of points below the mean"
    )
    assert stops[34].get("aria-label") == "November 2026: 6.2 per 1,000 bed days. Concern, above the upper limit"


def test_each_stop_says_the_same_to_the_eye_that_rests_on_it() -> None:
    for stop in with_class(read(), "kw-point"):
        assert stop[0].tag.endswith("}title")
        assert stop[0].text == stop.get("aria-label")


def test_points_come_in_the_order_of_time_for_the_keyboard() -> None:
    labels = [each.get("aria-label", "") for each in focusable(read())]
    assert [label.split(":")[0] for label in labels] == months(36)


def test_a_point_can_lead_somewhere() -> None:
    stops = with_class(read(point_href=lambda at: f"/points/{at}"), "kw-point")
    assert [stop.get("href") for stop in stops[:2]] == ["/points/0", "/points/1"]
    assert all(stop.get("tabindex") is None for stop in stops)


def test_a_point_with_an_unsafe_link_is_a_plain_stop() -> None:
    stops = with_class(read(point_href=lambda at: "javascript:alert(1)"), "kw-point")
    assert all(stop.get("href") is None and stop.get("tabindex") == "0" for stop in stops)


def test_flags_come_before_points_for_the_keyboard() -> None:
    reached = focusable(read(annotations=[Flag(9, "Huddle", "Test", "/t")]))
    assert reached[0][0].text == "Test: Huddle"


def test_each_state_is_drawn_in_its_own_shape() -> None:
    root = read(falls(excluded=[3]))
    shapes = {}
    for state in ("better", "worse", "common", "left-out"):
        marks = [each for stop in with_class(root, "kw-point") for each in with_class(stop, f"kw-{state}")]
        assert marks
        shapes[state] = {re.sub(r"[-\d. ]+", "", mark.get("d", "")) for mark in marks}
    assert shapes == {"better": {"Mhvhz"}, "worse": {"Mlhz"}, "common": {"Maaz"}, "left-out": {"Mlml"}}


def test_a_change_without_a_better_direction_is_a_diamond() -> None:
    made = analysis([5, 9, 5], outside=[2], direction=None)
    mark = with_class(with_class(read(made), "kw-point")[1], "kw-changed")[0]
    assert re.sub(r"[-\d. ]+", "", mark.get("d", "")) == "Mlllz"


def test_a_missing_value_leaves_a_gap_and_no_stop() -> None:
    root = read(analysis([5, NAN, 6, 5]))
    assert len(with_class(root, "kw-point")) == 3
    assert with_class(root, "kw-line")[0].get("d", "").count("M") == 2


def test_the_line_is_broken_between_phases_and_an_upright_line_stands_in_the_gap() -> None:
    root = read()
    before, after = with_class(root, "kw-line")[0].get("d", "")[1:].split("M")
    assert (before.count("L"), after.count("L")) == (13, 21)
    (upright,) = [each for each in with_class(root, "kw-axis") if "V" in each.get("d", "")]
    assert numbers(before)[-2] < numbers(upright.get("d", ""))[0] < numbers(after)[0]


def test_a_series_is_one_path_however_many_phases_it_has() -> None:
    made = analysis([5.0] * 12, phases=[phase(at, at + 2, 5) for at in (1, 4, 7, 10)])
    (line,) = with_class(read(made), "kw-line")
    assert line.get("d", "").count("M") == 4


def test_a_long_series_keeps_stops_for_what_it_says_and_its_ends() -> None:
    count = MOST_STOPS + 40
    made = analysis([5.0] * count, outside=[70], signals=[Signal("outside limits", (70,), "above", "worse")])
    root = read(made, periods=[str(at) for at in range(count)], short_periods=None)
    assert [each.get("aria-label", "").split(":")[0] for each in focusable(root)] == ["0", "69", str(count - 1)]
    quiet = [each for each in with_class(root, "kw-common") if each.get("d", "").count("z") == count - 3]
    assert len(quiet) == 1


def test_a_series_of_just_the_most_stops_keeps_them_all() -> None:
    root = read(analysis([5.0] * MOST_STOPS), periods=[str(at) for at in range(MOST_STOPS)], short_periods=None)
    assert len(focusable(root)) == MOST_STOPS


@pytest.mark.parametrize("narrow", [False, True])
def test_each_phase_has_its_mean_in_words(narrow: bool) -> None:
    words = texts(read(narrow=narrow))
    assert "mean 6.2" in words
    assert "mean 4.3" in words


def test_a_run_chart_has_a_median_and_no_limits() -> None:
    root = read(lingering())
    words = texts(root)
    assert "median 5" in words
    assert not [each for each in words if "limit" in each]
    assert with_class(root, "kw-band") == []


def test_limits_are_named_at_their_ends() -> None:
    words = texts(read())
    assert "upper limit 6.0" in words
    assert "lower limit 2.6" in words


def test_words_at_the_ends_of_lines_do_not_touch() -> None:
    made = analysis([5, 5.1, 4.9], centre=5, lower=4.95, upper=5.05, target=5.0)
    root = read(made)
    names = ("upper limit", "mean", "lower limit", "Target")
    heights = sorted(
        float(each.get("y", "0")) for each in root.iter() if (each.text or "").startswith(names) and each.get("y")
    )
    assert len(heights) == 4
    assert min(after - before for before, after in itertools.pairwise(heights)) >= 14


@pytest.mark.parametrize("narrow", [False, True])
def test_the_target_is_a_line_with_its_name_and_value(narrow: bool) -> None:
    root = read(narrow=narrow, target_label="Our aim")
    assert with_class(root, "kw-target")
    assert "Our aim 3.5" in texts(root)


def test_a_chart_without_target_has_no_target_line() -> None:
    assert with_class(read(falls(target=None)), "kw-target") == []


def test_warning_lines_are_drawn_only_when_asked_for() -> None:
    assert with_class(read(), "kw-warning") == []
    lines, swatch = with_class(read(warning_lines=True), "kw-warning")
    assert lines.get("d", "").count("M") == 4
    assert swatch.get("d", "").count("M") == 1


def test_warning_lines_stand_in_the_key_only_where_they_are_drawn() -> None:
    assert "Warning lines" not in texts(read())
    assert "Warning lines" in texts(read(warning_lines=True))
    assert "Warning lines" not in texts(read(lingering(), warning_lines=True))


def test_a_line_crossed_too_seldom_is_broken_and_in_its_colour() -> None:
    centre = with_class(read(lingering()), "kw-centre-signal")[0]
    assert "kw-better" in centre.get("class", "")
    assert centre.get("stroke-dasharray")


def test_the_unit_stands_above_the_axis_unless_figures_say_it() -> None:
    assert "per 1,000 bed days" in texts(read())
    assert "%" not in texts(read(unit="%"))


@pytest.mark.parametrize(
    ("values", "unit", "ticks"),
    [
        ([0.62, 0.71, 0.97], "proportion", {"60%", "70%", "100%"}),
        ([62, 71, 97], "%", {"60%", "70%", "100%"}),
        ([1200, 4100], "", {"0", "1,000", "4,000"}),
        ([1200, 4100], "£", {"£0", "£1,000", "£4,000"}),
    ],
)
def test_values_on_the_axis_are_round_and_in_the_unit(values: list[float], unit: str, ticks: set[str]) -> None:
    made = analysis(values, centre=float(np.mean(values)), lower=NAN, upper=NAN)
    assert ticks <= set(texts(read(made, unit=unit)))


@pytest.mark.parametrize(("count", "narrow"), [(12, True), (36, False), (36, True), (100, True), (365, False)])
def test_period_names_are_thinned_until_they_do_not_touch(count: int, narrow: bool) -> None:
    names = [f"Wk {at:03}" for at in range(count)]
    root = read(analysis([5.0] * count), periods=names, short_periods=names, narrow=narrow)
    places = [float(each.get("x", "0")) for each in with_class(root, "kw-tick") if (each.text or "").startswith("Wk")]
    assert len(places) >= 2
    assert min(after - before for before, after in itertools.pairwise(places)) > 50


def test_full_names_serve_the_axis_when_there_are_no_short_ones() -> None:
    assert "January 2024" in texts(read(short_periods=None))


@pytest.mark.parametrize("names", ["periods", "short_periods"])
def test_names_that_do_not_match_the_points_are_refused(names: str) -> None:
    with pytest.raises(PeriodsDoNotMatch, match="36 points but 35 period names"):
        drawn(**{names: months(35)})


def test_a_prefix_that_cannot_begin_an_id_is_refused() -> None:
    with pytest.raises(InvalidIdentifier):
        drawn(id_prefix="ward 4")


def test_two_charts_on_a_page_share_no_id() -> None:
    ids = [set(re.findall(r' id="([^"]+)"', drawn(id_prefix=prefix))) for prefix in ("one", "two")]
    assert ids[0]
    assert not ids[0] & ids[1]


POOR = {
    "nothing": analysis([], phases=[]),
    "one point": analysis([5.0]),
    "all missing": analysis([NAN] * 3, centre=NAN, lower=NAN, upper=NAN),
    "constant": analysis([5.0] * 4, lower=5, upper=5),
    "zero": analysis([0.0] * 4, centre=0, lower=0, upper=0),
    "negative": analysis([-3.0, -4.5], centre=-4, lower=-6, upper=-2),
    "infinite": analysis([5, math.inf, 4]),
    "no phases": analysis([5, 6, 5], phases=[]),
    "one point a phase": analysis([5, 6], centre=[5, 6], phases=[phase(1, 1, 5), phase(2, 2, 6)]),
    "missing target": analysis([5, 6], target=NAN),
}


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", POOR)
def test_poor_data_still_give_a_picture_without_nan(name: str, narrow: bool) -> None:
    svg = drawn(POOR[name], narrow=narrow, warning_lines=True)
    parsed(svg)
    assert "nan" not in without_descriptions(svg).lower()
    assert "inf" not in without_descriptions(svg).lower()


@pytest.mark.parametrize("name", ["nothing", "all missing"])
def test_a_chart_without_values_says_so(name: str) -> None:
    assert "No values yet" in texts(read(POOR[name]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.just(NAN), st.floats(-1e9, 1e9)), max_size=30), st.booleans())
def test_any_values_give_a_well_formed_chart_with_points_inside_it(values: list[float], narrow: bool) -> None:
    svg = drawn(analysis(values, phases=[]), narrow=narrow)
    root = parsed(svg)
    assert "nan" not in without_descriptions(svg).lower()
    _, _, width, height = numbers(root.get("viewBox", ""))
    line = with_class(root, "kw-line")
    for x, y in zip(*[iter(numbers(line[0].get("d", "")))] * 2, strict=True) if line else ():
        assert 0 <= x <= width
        assert 0 <= y <= height


@settings(max_examples=40, deadline=None)
@given(st.text(), st.text(), st.text(), st.text())
def test_any_words_give_a_well_formed_chart(title: str, subtitle: str, unit: str, flag: str) -> None:
    root = read(title=title, subtitle=subtitle, unit=unit, annotations=[Flag(3, flag, flag, flag)], target_label=title)
    assert root.tag.endswith("}svg")


@pytest.mark.parametrize("narrow", [False, True])
def test_the_policy_of_the_site_is_kept_no_styles_and_no_scripts(narrow: bool) -> None:
    svg = drawn(narrow=narrow, annotations=[Flag(9, "x", "y", "/z")], warning_lines=True)
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|javascript:", svg)


def test_every_drawn_shape_has_a_colour_of_its_own_for_when_there_is_no_style_sheet() -> None:
    for each in read(annotations=[Flag(9, "x")]).iter():
        if each.tag.endswith(("}path", "}circle")):
            assert each.get("fill") or each.get("stroke")


def test_what_points_say_is_not_said_twice() -> None:
    for each in with_class(read(), "kw-tip"):
        assert each.get("aria-hidden") == "true"
    ground, key = [each for each in read() if each.get("aria-hidden") == "true"]
    assert with_class(ground, "kw-tick")
    assert with_class(key, "kw-key")


@pytest.mark.parametrize("narrow", [False, True])
def test_the_words_shown_beside_a_point_stay_inside_the_picture(narrow: bool) -> None:
    root = read(narrow=narrow)
    width = numbers(root.get("viewBox", ""))[2]
    tips = with_class(root, "kw-tip")
    assert tips[0].text == "Jan 24: 6.8"
    for each in tips:
        assert each.get("opacity") == "0"
        assert 40 < float(each.get("x", "")) < width - 40
        assert float(each.get("y", "")) > 0


def test_a_point_is_found_by_a_finger_in_its_whole_column() -> None:
    hits = [with_class(stop, "kw-hit")[0] for stop in with_class(read(), "kw-point")]
    assert {float(each.get("height", "")) for each in hits} == {270}
    assert min(float(each.get("width", "")) for each in hits) > 15


def test_the_same_analysis_gives_the_same_chart() -> None:
    assert drawn() == drawn()


def test_three_years_of_months_take_under_forty_kilobytes() -> None:
    assert len(drawn().encode()) < 40_000
