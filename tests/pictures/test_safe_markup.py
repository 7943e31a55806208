"""Text, numbers, links and ids that are safe inside a picture."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from svg_reading import parsed

from knotwork.pictures import InvalidIdentifier
from knotwork.pictures.markup import escape, halo, identifier, line, safe_href, short, text


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("a < b", "a &lt; b"),
        ("R&D", "R&amp;D"),
        ('"quoted"', "&quot;quoted&quot;"),
        ("it's", "it&#x27;s"),
        ("bell\x07", "bell"),
        ("zero\x00width", "zerowidth"),
        ("half \ud800 pair", "half  pair"),
        ("line\nbreak", "line\nbreak"),
        (4.5, "4.5"),
    ],
)
def test_text_is_made_safe(raw: object, safe: str) -> None:
    assert escape(raw) == safe


@given(st.text())
def test_any_text_at_all_gives_well_formed_xml(raw: str) -> None:
    root = parsed(f'<a b="{escape(raw)}">{escape(raw)}</a>')
    kept = escape(raw)
    assert ("<" in raw) <= ("&lt;" in kept)
    assert root.tag == "a"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (-0.0, "0"),
        (-0.04, "0"),
        (3.0, "3"),
        (3.14159, "3.1"),
        (-2.25, "-2.2"),
        (99.96, "100"),
        (1e5, "100000"),
    ],
)
def test_a_coordinate_has_at_most_one_decimal(value: float, written: str) -> None:
    assert short(value) == written


@pytest.mark.parametrize(
    "href",
    [
        "/strands/7",
        "#point-3",
        "?place=4",
        "./next",
        "https://example.org/a?b=1",
        "http://localhost:8000/",
        "next/page",
    ],
)
def test_ordinary_links_are_kept(href: str) -> None:
    assert safe_href(href) == escape(href)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\x00script:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "",
        None,
    ],
)
def test_links_that_could_run_a_script_are_dropped(href: str | None) -> None:
    assert safe_href(href) is None


def test_a_link_is_escaped_for_its_attribute() -> None:
    assert safe_href('/a?x=1&y="2"') == "/a?x=1&amp;y=&quot;2&quot;"


@pytest.mark.parametrize("good", ["chart", "chart-7", "Ward_4", "x"])
def test_an_identifier_may_begin_an_id(good: str) -> None:
    assert identifier(good) == good


@pytest.mark.parametrize("bad", ["", "7up", "ward 4", 'a"b', "a<b", "-x", "a\n"])
def test_anything_else_is_refused_as_an_identifier_and_named(bad: str) -> None:
    with pytest.raises(InvalidIdentifier, match="cannot begin an id"):
        identifier(bad)


def test_a_line_without_path_is_not_drawn() -> None:
    assert line("kw-line", "#000", 1, "") == ""


def test_a_line_has_class_and_fallback_colour() -> None:
    drawn = parsed(line("kw-line", "#123456", 1.5, "M0 0H5"))
    assert (drawn.get("class"), drawn.get("stroke"), drawn.get("stroke-width")) == ("kw-line", "#123456", "1.5")
    assert drawn.get("fill") == "none"


def test_drawn_text_is_escaped() -> None:
    drawn = parsed(text(1, 2, "<b>&", "kw-x", size=12, fill="#000", extra=halo()))
    assert drawn.text == "<b>&"
    assert drawn.get("paint-order") == "stroke"


@given(st.text())
def test_plain_words_are_kept_and_others_escaped_as_the_standard_library_does(words: str) -> None:
    kept = "".join(
        each
        for each in words
        if each in "\t\n\r" or " " <= each < "\ud800" or "\ue000" <= each <= "\ufffd" or each >= "\U00010000"
    )
    assert escape(words) == html.escape(kept, quote=True)


@pytest.mark.parametrize("sign", ["&", "<", ">", '"', "'"])
def test_no_sign_of_markup_counts_as_plain(sign: str) -> None:
    assert escape(f"a {sign} b") == f"a {html.escape(sign)} b"


@pytest.mark.parametrize("words", ["Ward 4: 12.5% (£3)", "−4.5×10⁴⁸", "“Elm”, the people’s…", "a=b; c?", "~[x]{y}|z"])
def test_usual_words_stay_as_they_are(words: str) -> None:
    assert escape(words) == words
