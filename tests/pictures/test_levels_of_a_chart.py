"""The lines that a chart is read against, and the words on them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_analyses import NAN, analysis, falls, lingering, phase
from svg_reading import numbers, parsed, texts, with_class

from knotwork.pictures import chart
from knotwork.pictures.frame import NARROW, WIDE, Frame, lay_out
from knotwork.pictures.levels import (
    band,
    centre_lines,
    end_labels,
    has_strip,
    label_room,
    limits,
    phase_strip,
    target_line,
)
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.typeset import text_width
from knotwork.science.spc.result import Analysis

ONE = Quantity("", 1)


def framed(made: Analysis, form=WIDE) -> Frame:
    return lay_out(made, ONE, form, width=form.width, top=60, plot_height=form.plot_height, flags_at=30)


def group(svg: str):
    return parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>')


def test_each_phase_has_its_own_stroke_of_the_centre_line() -> None:
    made = falls()
    laid = framed(made)
    strokes = [numbers(each.get("d", "")) for each in with_class(group(centre_lines(made, laid)), "kw-centre")]
    assert len(strokes) == 2
    (x0, y0, x1), (x2, y2, x3) = strokes
    assert (x0, x3) == (pytest.approx(laid.left, abs=0.1), pytest.approx(laid.right, abs=0.1))
    assert x1 == x2
    assert y0 == pytest.approx(laid.y(6.19), abs=0.1)
    assert y2 == pytest.approx(laid.y(4.28), abs=0.1)


def test_only_the_phase_that_is_crossed_too_seldom_is_broken() -> None:
    few = lingering().signals[0]
    made = analysis(
        [5, 6] * 9, phases=[phase(1, 12, 5.0, runs_signal=True), phase(13, 18, 5.0)], signals=[few], centre=5.0
    )
    lines = with_class(group(centre_lines(made, framed(made))), "kw-centre")
    assert ["kw-centre-signal" in each.get("class", "") for each in lines] == [True, False]


@pytest.mark.parametrize(
    ("direction", "css"), [("decrease", "kw-better"), ("increase", "kw-worse"), (None, "kw-changed")]
)
def test_a_line_crossed_too_seldom_takes_the_colour_of_its_meaning(direction: str | None, css: str) -> None:
    made = lingering(direction)
    assert len(with_class(group(centre_lines(made, framed(made))), css)) == 1


def test_the_band_is_one_area_a_phase_and_its_limits_are_broken_lines() -> None:
    made = falls()
    (area,) = group(band(made, framed(made)))
    (edges,) = group(limits(made, framed(made), warning_lines=False))
    assert area.get("d", "").count("z") == 2
    assert edges.get("stroke-dasharray")
    assert edges.get("d", "").count("M") == 4


def test_the_band_lies_beneath_the_grid_and_the_limits_above_it() -> None:
    made = falls()
    svg = chart(made, title="t", description="d", periods=[str(at) for at in range(36)], warning_lines=True)
    order = [svg.index(f'class="{css}"') for css in ("kw-band", "kw-grid", "kw-warning", "kw-limit", "kw-line")]
    assert order == sorted(order)


def test_warning_lines_lie_between_centre_and_limits_and_are_dotted() -> None:
    made = analysis([5, 5], centre=5, lower=2, upper=8)
    laid = framed(made)
    (near,) = with_class(group(limits(made, laid, warning_lines=True)), "kw-warning")
    assert numbers(near.get("d", ""))[1::3] == pytest.approx([laid.y(3), laid.y(7)], abs=0.1)
    assert near.get("stroke-linecap") == "round"


def test_a_chart_with_one_limit_draws_it_without_a_band() -> None:
    made = analysis([5, 5], lower=NAN, upper=8)
    assert band(made, framed(made)) == ""
    (edge,) = group(limits(made, framed(made), warning_lines=False))
    assert edge.get("d", "").count("M") == 1


def test_a_run_chart_draws_no_limits_at_all() -> None:
    made = lingering()
    assert band(made, framed(made)) + limits(made, framed(made), warning_lines=True) == ""


def test_words_at_the_ends_get_the_room_that_they_need_up_to_a_quarter() -> None:
    brief, long = analysis([5, 6]), analysis([5, 6], target=5)
    assert label_room(brief, ONE, WIDE, "Target") < label_room(long, ONE, WIDE, "The aim for December 2026")
    wide = text_width("The aim for December 2026 5.0", WIDE.label, bold=True)
    assert label_room(long, ONE, WIDE, "The aim for December 2026") == pytest.approx(wide * 1.1 + 12)
    assert label_room(long, ONE, NARROW, "The aim for December 2026") == 0
    for beside, margin in ((0, WIDE.right), (150, 150), (1000, WIDE.width / 4)):
        made = lay_out(brief, ONE, WIDE, width=WIDE.width, top=60, plot_height=200, flags_at=30, beside=beside)
        assert made.width - made.right == margin


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (1e2, ["upper limit £700", "mean £550", "Target £600"]),
        (1e4, ["upper £70,000", "mean £55,000", "Target £60,000"]),
        (1e8, ["£700,000,000", "£550,000,000", "£600,000,000"]),
    ],
)
def test_the_name_of_a_line_gives_way_before_its_value_does(times: float, words: list[str]) -> None:
    made = analysis([5 * times], centre=5.5 * times, lower=NAN, upper=7 * times, target=6 * times)
    assert set(texts(group(end_labels(made, framed(made), Quantity("£", 0), "Target")))) == set(words)


def test_a_centre_that_is_neither_mean_nor_median_is_called_centre_beside_its_line() -> None:
    made = analysis([5, 6], kind="t")
    assert "centre 5.0" in texts(group(end_labels(made, framed(made), ONE, "Target")))


def test_the_target_runs_across_the_whole_plot() -> None:
    made = falls()
    laid = framed(made)
    x0, y, x1 = numbers(with_class(group(target_line(made, laid)), "kw-target")[0].get("d", ""))
    assert (x0, x1) == (pytest.approx(laid.left, abs=0.1), pytest.approx(laid.right, abs=0.1))
    assert y == pytest.approx(laid.y(3.5), abs=0.1)


@pytest.mark.parametrize("target", [None, NAN])
def test_without_a_target_there_is_no_line(target: float | None) -> None:
    made = falls(target=target)
    assert target_line(made, framed(made)) == ""


@pytest.mark.parametrize(
    ("made", "form", "strip"),
    [(falls(), WIDE, True), (lingering(), WIDE, False), (lingering(), NARROW, True), (falls(), NARROW, True)],
)
def test_means_stand_in_a_strip_with_several_phases_and_on_a_phone(made, form, strip: bool) -> None:
    assert has_strip(made, form) is strip


def test_the_words_of_the_strip_stand_above_the_middle_of_their_phase() -> None:
    made = falls()
    laid = framed(made)
    words = with_class(group(phase_strip(made, laid, ONE)), "kw-label")
    assert [each.text for each in words] == ["mean 6.2", "mean 4.3"]
    middles = [(laid.x(-0.5) + laid.x(13.5)) / 2, (laid.x(13.5) + laid.x(35.5)) / 2]
    assert [float(each.get("x", "")) for each in words] == pytest.approx(middles, abs=0.1)
    assert all(float(each.get("y", "")) < laid.top for each in words)


def test_a_line_stands_between_phases_and_nowhere_else() -> None:
    made = falls()
    laid = framed(made)
    between = with_class(group(phase_strip(made, laid, ONE)), "kw-axis")
    assert len(between) == 1
    assert numbers(between[0].get("d", ""))[0] == pytest.approx(laid.x(13.5), abs=0.1)


def test_a_short_phase_shows_the_value_alone_and_a_shorter_one_nothing() -> None:
    phases = [phase(1, 1, 6.2), phase(2, 3, 5.1), phase(4, 40, 4.3)]
    made = analysis([5.0] * 40, centre=[6.2] + [5.1] * 2 + [4.3] * 37, phases=phases)
    assert texts(group(phase_strip(made, framed(made), ONE))) == ["5.1", "mean 4.3"]


def test_a_phase_without_a_centre_has_no_words() -> None:
    made = analysis([NAN, NAN, 5, 5], centre=[NAN, NAN, 5, 5], phases=[phase(1, 2, NAN), phase(3, 4, 5)])
    assert texts(group(phase_strip(made, framed(made), ONE))) == ["mean 5.0"]


def test_words_at_the_end_tell_the_last_phase() -> None:
    made = falls()
    words = texts(group(end_labels(made, framed(made), ONE, "Target")))
    assert words == ["upper limit 6.0", "mean 4.3", "Target 3.5", "lower limit 2.6"]


def test_words_at_the_end_stand_beside_their_lines_where_there_is_room() -> None:
    made = analysis([5, 5], centre=5, lower=0, upper=10)
    laid = framed(made)
    heights = [float(each.get("y", "")) - WIDE.label * 0.35 for each in group(end_labels(made, laid, ONE, "Target"))]
    assert heights == pytest.approx([laid.y(10), laid.y(5), laid.y(0)], abs=0.2)


LEVELS = st.floats(0, 100)


@given(LEVELS, LEVELS, LEVELS, LEVELS)
def test_words_at_the_end_never_touch_and_stay_on_the_sheet(one: float, two: float, three: float, aim: float) -> None:
    lower, centre, upper = sorted((one, two, three))
    made = analysis([50.0, 51.0], centre=centre, lower=lower, upper=upper, target=aim)
    laid = framed(made)
    heights = [float(each.get("y", "")) for each in group(end_labels(made, laid, ONE, "Target"))]
    assert len(heights) == 4
    assert min(below - above for above, below in itertools.pairwise(heights)) >= WIDE.label + 2.8
    assert laid.top - 5 <= heights[0]
    assert heights[-1] <= laid.bottom + 12
