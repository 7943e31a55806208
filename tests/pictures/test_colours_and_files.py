"""Colours that can be told apart and read, in light, dark and print; and pictures as files of their own."""

from __future__ import annotations

import re

import pytest
from made_analyses import falls, lingering, months
from svg_reading import SVG, parsed, with_class

from knotwork.pictures import (
    Flag,
    NotAPicture,
    ThreadLink,
    ThreadStrand,
    chart,
    knot_mark,
    marks,
    small,
    standalone,
    stylesheet,
    thread,
)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definition)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2, definition)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(mode: str) -> dict[str, str]:
    """The colours that the style sheet sets for one mode."""
    css = stylesheet()
    start = {"light": css.index(".kw-picture {"), "dark": css.index("scheme: dark"), "print": css.index("@media print")}
    block = css[start[mode] :]
    block = block[: block.index("}")]
    found = re.findall(r"--kw-([a-z]+):[^;]*?(#[0-9a-f]{6})", block)
    return dict(found)


def test_contrast_is_reckoned_as_the_guidelines_do() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
@pytest.mark.parametrize("mark", ["better", "worse", "changed", "common", "limit", "brand", "ink", "muted"])
def test_every_mark_stands_out_from_paper_and_band(mode: str, mark: str) -> None:
    known = colours(mode)
    assert contrast(known[mark], known["paper"]) >= 3
    assert contrast(known[mark], known["band"]) >= 3


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
@pytest.mark.parametrize(("word", "least"), [("ink", 7), ("muted", 4.5), ("brand", 4.5)])
def test_every_word_is_readable_on_paper_and_band(mode: str, word: str, least: float) -> None:
    known = colours(mode)
    assert contrast(known[word], known["paper"]) >= least
    assert contrast(known[word], known["band"]) >= least


@pytest.mark.parametrize(
    ("name", "colour"),
    [
        ("paper", marks.PAPER),
        ("ink", marks.INK),
        ("muted", marks.MUTED),
        ("hairline", marks.HAIRLINE),
        ("limit", marks.LIMIT),
        ("band", marks.BAND),
        ("brand", marks.PINE),
        ("better", marks.BLUE),
        ("worse", marks.ORANGE),
        ("changed", marks.PURPLE),
        ("common", marks.GREY),
    ],
)
def test_the_light_style_sheet_and_the_fallback_in_the_file_agree(name: str, colour: str) -> None:
    assert colours("light")[name] == colour


@pytest.mark.parametrize("mode", ["dark", "print"])
def test_every_mode_sets_every_colour(mode: str) -> None:
    assert colours(mode).keys() == colours("light").keys()


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
def test_the_four_meanings_have_four_colours_none_of_them_the_brand(mode: str) -> None:
    known = colours(mode)
    assert len({known[name] for name in ("better", "worse", "changed", "common", "brand")}) == 5


def pictures() -> dict[str, str]:
    strands = [
        ThreadStrand("a", "story", "Story", "Told", "", -1),
        ThreadStrand("b", "decision", "Decision", "Made", "", 0),
    ]
    links = [ThreadLink("a", "b", "decided from")]
    names = {"title": "t", "description": "d", "subtitle": "s"}
    return {
        "chart": chart(
            falls(excluded=[2]), periods=months(36), annotations=[Flag(3, "x")], warning_lines=True, **names
        ),
        "run": chart(lingering(), periods=months(12), narrow=True, **names),
        "small": small(falls(), label="Ward 4", description="d"),
        "thread": thread(strands, links, centre="b"),
        "narrow thread": thread(strands, links, centre="b", narrow=True),
        "knot": knot_mark(48, "Knotwork"),
    }


@pytest.mark.parametrize("name", pictures())
def test_every_picture_keeps_the_policy_no_style_and_no_script(name: str) -> None:
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", pictures()[name])


@pytest.mark.parametrize("name", pictures())
def test_every_picture_names_its_namespace_so_that_it_can_be_a_file(name: str) -> None:
    assert parsed(pictures()[name]).tag == f"{SVG}svg"


@pytest.mark.parametrize("name", pictures())
def test_every_class_drawn_in_a_colour_can_be_styled(name: str) -> None:
    css = stylesheet()
    unstyled = {
        "kw-hit",
        "kw-node",
        "kw-points",
        "kw-lines",
        "kw-key",
        "kw-title",
        "kw-label",
        "kw-heading",
        "kw-strand",
    }
    unstyled |= {
        "kw-chart",
        "kw-thread",
        "kw-small",
        "kw-knot",
        "kw-flag-label",
        "kw-left-out",
        "kw-point",
        "kw-flagged",
    }
    for each in parsed(pictures()[name]).iter():
        for css_class in each.get("class", "").split():
            assert f".{css_class}" in css or css_class in unstyled


@pytest.mark.parametrize("name", pictures())
def test_a_file_carries_its_colours_and_its_paper(name: str) -> None:
    saved = standalone(pictures()[name])
    root = parsed(saved)
    assert saved.startswith("<?xml")
    assert root[0].tag == f"{SVG}style"
    assert "prefers-color-scheme: dark" in (root[0].text or "")
    assert with_class(root, "kw-paper")[0].get("fill") == marks.PAPER


def test_a_file_still_holds_the_whole_picture() -> None:
    svg = pictures()["chart"]
    assert standalone(svg).rstrip().endswith(svg[svg.index("<title") :])


@pytest.mark.parametrize("text", ["", "<p>no</p>", " <svg></svg>", "svg"])
def test_only_pictures_can_be_saved(text: str) -> None:
    with pytest.raises(NotAPicture, match="can be saved as a file"):
        standalone(text)


def test_a_page_shows_one_of_the_two_forms_of_a_picture() -> None:
    css = stylesheet()
    narrow_screens = css[css.index("max-width: 40em") :]
    assert css.index(".kw-for-narrow { display: none; }") < css.index("max-width: 40em")
    assert ".kw-for-wide { display: none; }" in narrow_screens
    assert ".kw-for-narrow { display: block; }" in narrow_screens


def test_the_style_sheet_asks_for_nothing_from_outside() -> None:
    assert "url(" not in stylesheet()
    assert "@import" not in stylesheet()


def test_the_style_sheet_could_stand_inside_a_picture() -> None:
    assert "]]>" not in stylesheet()
    assert stylesheet().count("{") == stylesheet().count("}")


def test_where_colours_are_forced_a_band_of_no_colour_has_an_outline() -> None:
    forced = stylesheet().partition("@media (forced-colors: active)")[2]
    assert "--kw-band: Canvas" in forced
    for css in (".kw-small .kw-band", ".kw-sheet .kw-band"):
        assert f"{css}" in forced
    assert "stroke: GrayText" in forced
