"""No word is cut off by the edge of its picture, however long somebody made it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_analyses import analysis, falls, lingering, months, short_months
from svg_reading import SVG, numbers, parsed, texts, with_class

from knotwork.pictures import Flag, ThreadLink, ThreadStrand, chart, thread
from knotwork.pictures.frame import WIDE, lay_out
from knotwork.pictures.levels import end_labels
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.typeset import text_width

LONG = "Sets of observations that were complete and done no later than fifteen minutes after they were due"
BOTH = pytest.mark.parametrize("narrow", [False, True])


def beyond(root: Element) -> list[str]:
    """The words of a picture that begin left of it or end right of it, by our own generous estimate of width."""
    width = numbers(root.get("viewBox", ""))[2]
    inherited = {text: group for group in with_class(root, "kw-points") for text in group.iter(f"{SVG}text")}
    return [each.text or "" for each in root.iter(f"{SVG}text") if not _inside(each, inherited.get(each, each), width)]


def _inside(text: Element, sized: Element, width: float) -> bool:
    bold = "600" in (text.get("font-weight"), sized.get("font-weight"))
    bold = bold or text.get("font-weight") == "700"
    wide = text_width(text.text or "", float(text.get("font-size") or sized.get("font-size", "")), bold=bold)
    anchor = text.get("text-anchor") or sized.get("text-anchor", "start")
    start = float(text.get("x", "")) - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    return start >= -0.5 and start + wide <= width + 0.5


def read(made=None, **changes) -> Element:
    made = made or falls()
    count = len(made.x)
    known = {"title": "t", "description": "d", "periods": months(count), "short_periods": short_months(count)}
    return parsed(chart(made, **(known | changes)))


@BOTH
@pytest.mark.parametrize(
    "long",
    [
        {"title": LONG},
        {"subtitle": LONG * 3},
        {"unit": LONG},
        {"target_label": LONG},
        {"annotations": [Flag(position, LONG, "Decision") for position in (1, 2, 18, 35, 36)]},
    ],
    ids=["title", "subtitle", "unit", "target", "flags"],
)
def test_a_long_text_stays_within_the_chart(long: dict, narrow: bool) -> None:
    if narrow and "target_label" in long:
        long = {"target_label": LONG[:24]}
    assert beyond(read(narrow=narrow, **long)) == []


@BOTH
@pytest.mark.parametrize("scale", [1, 1e3, 1e5, 1e7])
@pytest.mark.parametrize("unit", ["", "£"])
def test_large_numbers_stay_within_the_chart(unit: str, scale: float, narrow: bool) -> None:
    made = analysis([5.25 * scale, 6.5 * scale], centre=5.5 * scale, lower=3.1 * scale, upper=8 * scale)
    assert beyond(read(made, narrow=narrow, unit=unit)) == []


@BOTH
@pytest.mark.parametrize("made", [falls(), lingering(), analysis([5.0]), analysis([5.0] * 130)])
def test_a_usual_chart_has_all_its_words_inside(made, narrow: bool) -> None:
    assert beyond(read(made, narrow=narrow, unit="per 1,000 bed days")) == []


def ends(target_label: str, **changes) -> list[str]:
    made = analysis([5, 6], **changes)
    laid = lay_out(made, Quantity("", 1), WIDE, width=820, top=60, plot_height=270, flags_at=30)
    svg = end_labels(made, laid, Quantity("", 1), target_label)
    return texts(parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>'))


@pytest.mark.parametrize(
    ("value", "words"),
    [(6.25, "upper limit 6.2"), (1234567.75, "1,234,567.8"), (123456789012.5, "123,456,789,012.5")],
)
def test_the_name_of_a_line_is_cut_before_a_digit_is_lost(value: float, words: str) -> None:
    assert ends("Target", upper=value)[0] == words


def test_a_long_name_of_a_target_is_cut_and_its_value_kept() -> None:
    words = next(each for each in ends("What the whole board wants by spring", target=7.5) if each.endswith("7.5"))
    assert words.startswith("What the")
    assert words.endswith("… 7.5")


def test_a_short_name_of_a_target_is_kept_whole() -> None:
    assert "Our aim 7.5" in ends("Our aim", target=7.5)


def test_a_long_unit_is_cut_with_an_ellipsis_on_a_phone_and_whole_in_the_words_of_a_point() -> None:
    root = read(unit=LONG, narrow=True)
    assert [each for each in texts(root) if each.startswith("Sets of") and each.endswith("…")]
    assert LONG in with_class(root, "kw-point")[0].get("aria-label", "")


@settings(deadline=None, max_examples=30)
@given(st.text("abc m", min_size=1, max_size=60), st.booleans(), st.integers(1, 36))
def test_any_flag_at_any_point_stays_within_the_chart(title: str, narrow: bool, position: int) -> None:
    assert beyond(read(annotations=[Flag(position, title)], narrow=narrow)) == []


@BOTH
def test_the_words_of_a_thread_stay_within_it(narrow: bool) -> None:
    strands = [ThreadStrand(str(depth), "story", LONG, LONG, LONG, depth) for depth in (-2, -1, 0, 1, 2)]
    links = [ThreadLink(str(depth), str(depth + 1), LONG) for depth in (-2, -1, 0, 1)]
    assert beyond(parsed(thread(strands, links, centre="0", narrow=narrow))) == []
