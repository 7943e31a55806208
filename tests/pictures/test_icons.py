"""The icons: one drawing a meaning, each told apart by shape alone, each with its name."""

from __future__ import annotations

import itertools
import re

import pytest
from sound_svg import faults
from svg_reading import SVG, focusable, numbers, parsed, texts, with_class

from knotwork.pictures import UnknownIcon, assurance_icon, variation_icon
from knotwork.pictures.marks import MARKS
from knotwork.pictures.typeset import text_width

VARIATIONS = {
    ("better", "above"): "Improvement: higher",
    ("better", "below"): "Improvement: lower",
    ("worse", "above"): "Concern: higher",
    ("worse", "below"): "Concern: lower",
    ("changed", "above"): "Change: higher",
    ("changed", "below"): "Change: lower",
    ("steady", None): "Usual variation",
    ("early", None): "Too early to say",
}
ASSURANCES = {
    ("meets", "increase"): "Consistently meets target",
    ("meets", "decrease"): "Consistently meets target",
    ("misses", "increase"): "Consistently misses target",
    ("misses", "decrease"): "Consistently misses target",
    ("hit and miss", "increase"): "Hit and miss",
    ("no target", None): "No target",
}


def every() -> dict[tuple, str]:
    return {key: variation_icon(*key) for key in VARIATIONS} | {key: assurance_icon(*key) for key in ASSURANCES}


@pytest.mark.parametrize(("asked", "word"), VARIATIONS.items())
def test_a_variation_icon_is_named_by_its_word(asked, word: str) -> None:
    root = parsed(variation_icon(*asked))
    assert root.get("role") == "img"
    assert root.get("aria-label") == word
    assert texts(root) == [word]


@pytest.mark.parametrize(("asked", "word"), ASSURANCES.items())
def test_an_assurance_icon_is_named_by_its_word(asked, word: str) -> None:
    root = parsed(assurance_icon(*asked))
    assert root.get("aria-label") == word
    assert texts(root) == [word]


@pytest.mark.parametrize(
    ("verdict", "towards", "same"),
    [
        ("improvement", "high", ("better", "above")),
        ("concern", "low", ("worse", "below")),
        ("high", None, ("changed", "above")),
        ("low", None, ("changed", "below")),
        ("common cause", None, ("steady", None)),
    ],
)
def test_the_words_of_making_data_count_mean_the_same_icons(verdict: str, towards, same) -> None:
    assert variation_icon(verdict, towards) == variation_icon(*same)


@pytest.mark.parametrize(("one", "same"), [("pass", "meets"), ("fail", "misses"), ("inconsistent", "hit and miss")])
def test_the_words_of_making_data_count_mean_the_same_assurance(one: str, same: str) -> None:
    assert assurance_icon(one) == assurance_icon(same)


def bare(svg: str) -> str:
    """The shapes alone, without colours, classes and words."""
    drawn = re.sub(r"<(title|text)\b.*?</\1>", "", svg)
    return re.sub(r' (class|fill|stroke|aria-label|viewBox|width|height)="[^"]*"', "", drawn)


def test_no_two_icons_are_the_same_without_their_colours() -> None:
    shapes = {key: bare(svg) for key, svg in every().items()}
    for (one, drawn), (other, also) in itertools.combinations(shapes.items(), 2):
        assert drawn != also, (one, other)


@pytest.mark.parametrize("state", ["better", "worse", "changed"])
def test_a_change_ends_in_the_shape_that_charts_mark_it_with(state: str) -> None:
    (end,) = with_class(parsed(variation_icon(state, "above")), "kw-mark")
    assert MARKS[state].css in end.get("class", "")
    outline = re.sub(r"[-\d. ]+", "", end.get("d", ""))
    assert outline == {"better": "Mhvhz", "worse": "Mlhz", "changed": "Mlllz"}[state]


def test_what_went_up_ends_higher_than_it_began() -> None:
    for state in ("better", "worse", "changed"):
        for towards, sign in (("above", -1), ("below", 1)):
            root = parsed(variation_icon(state, towards))
            begun = numbers(with_class(root, "kw-stroke")[0].get("d", ""))[1]
            ended = numbers(with_class(root, "kw-mark")[0].get("d", ""))[1]
            assert (ended - begun) * sign > 10


@pytest.mark.parametrize(
    ("assurance", "direction", "above"),
    [
        ("meets", "increase", True),
        ("meets", "decrease", False),
        ("misses", "increase", False),
        ("misses", "decrease", True),
    ],
)
def test_the_thread_lies_on_the_side_of_the_target_where_the_values_are(assurance, direction, above: bool) -> None:
    root = parsed(assurance_icon(assurance, direction))
    target = numbers(with_class(root, "kw-target")[0].get("d", ""))[1]
    thread = numbers(with_class(root, "kw-common")[0].get("d", ""))[1]
    assert (thread < target) is above


def test_meeting_has_one_stroke_of_a_tick_and_missing_two_of_a_cross() -> None:
    tick = with_class(parsed(assurance_icon("meets")), "kw-better")[0].get("d", "")
    cross = with_class(parsed(assurance_icon("misses")), "kw-worse")[0].get("d", "")
    assert tick.lower().count("m") == 1
    assert cross.lower().count("m") == 2


@pytest.mark.parametrize("size", [24, 32, 40, 64])
def test_an_icon_without_its_word_is_a_square_of_its_size_and_still_named(size: int) -> None:
    for svg in (
        variation_icon("better", "above", size=size, show_word=False),
        assurance_icon("meets", size=size, show_word=False),
    ):
        root = parsed(svg)
        assert (root.get("width"), root.get("height")) == (str(size), str(size))
        assert root.get("aria-label")
        assert texts(root) == []


def test_an_icon_is_never_smaller_than_a_finger_finds() -> None:
    assert parsed(variation_icon("steady", size=10, show_word=False)).get("width") == "24"


def test_there_is_room_for_the_whole_word() -> None:
    for svg in every().values():
        root = parsed(svg)
        (word,) = root.iter(f"{SVG}text")
        wide = text_width(word.text or "", float(word.get("font-size", "")))
        assert float(word.get("x", "")) + wide <= float(root.get("width", "")) - 4


def test_the_tooltip_explains_the_word_in_a_sentence() -> None:
    for svg in every().values():
        root = parsed(svg)
        said = root.findtext(f"{SVG}title") or ""
        assert said.startswith(root.get("aria-label", "") + ". ")
        assert said.endswith(".")


@pytest.mark.parametrize("svg", every().values(), ids=map(str, every()))
def test_every_icon_is_sound_and_no_stop_for_the_keyboard(svg: str) -> None:
    assert faults(svg, margin=0) == []
    assert focusable(parsed(svg)) == []


@pytest.mark.parametrize(
    ("draw", "arguments", "what"),
    [
        (variation_icon, ("wonderful", "above"), "no icon for the verdict 'wonderful'"),
        (variation_icon, ("better", None), "which way"),
        (variation_icon, ("better", "sideways"), "which way"),
        (assurance_icon, ("perhaps",), "no icon for 'perhaps'"),
        (assurance_icon, ("meets", None), "which side"),
    ],
)
def test_what_has_no_icon_is_refused_with_what_there_is(draw, arguments, what: str) -> None:
    with pytest.raises(UnknownIcon, match=what):
        draw(*arguments)


def test_hit_and_miss_needs_no_direction() -> None:
    assert assurance_icon("hit and miss", None) == assurance_icon("hit and miss", "decrease")
