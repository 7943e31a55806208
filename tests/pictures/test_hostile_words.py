"""Whatever people write, in whatever script, is shown as they wrote it and never becomes part of the picture."""

from __future__ import annotations

import re

import pytest
from made_analyses import analysis, falls, months
from svg_reading import SVG, focusable, parsed, texts, with_class

from knotwork.pictures import Flag, ThreadLink, ThreadStrand, chart, knot_mark, legend, small, standalone, table, thread

HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "a closing tag": "</text></svg><script>x</script>",
    "an attribute": '" onload="alert(1)" x="',
    "an apostrophe": "' onclick='alert(1)",
    "an entity": "&lt;b&gt; &amp; &#x3c;",
    "a comment": "<!-- not the end -->",
    "a section": "]]><svg/onload=alert(1)>",
    "an instruction": '<?xml version="1.0"?>',
    "a style": "<style>*{display:none}</style>",
    "a foreign object": "<foreignObject><iframe src='x'/></foreignObject>",
    "a format": "{0} %s {{x}} $y",
}
SCRIPTS = {
    "Arabic": "سقوط المرضى في الجناح ٤",
    "Hebrew and English": "מחלקה 4 ward",
    "combining marks": "E\u0301ireann a\u0323\u0302",
    "Hindi": "वार्ड चार",
    "Chinese": "跌倒次数",
    "a family": "👩\u200d👩\u200d👧 visiting",
    "a flag": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "marks of direction": "\u202bward\u202c 4\u200f",
    "Gaelic": "Ospadal nan Eilean Siar — Bàrd a h-Aon",
}
ANY = pytest.mark.parametrize("words", [*HOSTILE.values(), *SCRIPTS.values()], ids=[*HOSTILE, *SCRIPTS])
KNOWN = {"svg", "title", "desc", "g", "a", "path", "rect", "text", "circle"}


def tags(root) -> set[str]:
    return {each.tag.removeprefix(SVG) for each in root.iter()}


def attributes(root) -> set[str]:
    return {name for each in root.iter() for name in each.attrib}


def charted(words: str, **changes):
    made = falls()
    known = {"title": words, "subtitle": words, "description": words, "periods": [words] * 36, "target_label": words}
    known |= {"unit": words, "annotations": [Flag(9, words, words)]}
    return parsed(chart(made, **(known | changes)))


@ANY
@pytest.mark.parametrize("narrow", [False, True])
def test_words_add_nothing_to_a_chart_but_words(words: str, narrow: bool) -> None:
    plain = charted("plain", narrow=narrow)
    found = charted(words, narrow=narrow)
    assert tags(found) == tags(plain) <= KNOWN
    assert attributes(found) == attributes(plain)


@ANY
def test_the_ear_hears_a_charts_words_as_they_were_written(words: str) -> None:
    root = charted(words)
    assert [each.text for each in root[:2]] == [words, words]
    assert with_class(root, "kw-flagged")[0].get("aria-label") == f"{words}: {words}"
    assert with_class(root, "kw-point")[0].get("aria-label") == f"{words}: 6.8 {words}. Usual variation"


@ANY
def test_the_eye_reads_a_charts_title_as_it_was_written(words: str) -> None:
    root = charted(words, width=1600)
    assert " ".join(each.text or "" for each in with_class(root, "kw-title")) == " ".join(words.split())


@ANY
def test_a_small_multiple_says_its_words_as_they_were_written(words: str) -> None:
    root = parsed(small(falls(), label=words, description=words))
    assert root.get("aria-label") == f"{words}. {words}"
    assert attributes(root) == attributes(parsed(small(falls(), label="a", description="b")))


@ANY
@pytest.mark.parametrize("narrow", [False, True])
def test_words_add_nothing_to_a_thread_but_words(words: str, narrow: bool) -> None:
    def threaded(said: str):
        strands = [ThreadStrand("a", said, said, said, said, -1), ThreadStrand("b", said, said, said, said, 0)]
        return parsed(thread(strands, [ThreadLink("a", "b", said)], centre="b", narrow=narrow))

    root = threaded(words)
    assert tags(root) == tags(threaded("plain")) <= KNOWN
    assert with_class(root, "kw-node")[0].get("aria-label") == f"{words}: {words}, {words}"
    assert root[0].text == f"Thread of “{words}”"
    assert f"{words}: {words}, {words}" in [each.text for each in root.iter(f"{SVG}title")]


@ANY
def test_the_mark_is_named_as_it_was_written(words: str) -> None:
    root = parsed(knot_mark(24, words))
    assert (root.get("aria-label"), root[0].text) == (words, words)
    assert tags(root) == {"svg", "title", "path"}


@ANY
def test_a_file_holds_the_words_and_nothing_else_of_them(words: str) -> None:
    svg = chart(analysis([5, 6]), title=words, description=words, periods=["a", "b"])
    root = parsed(standalone(svg))
    assert [each.text for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")] == [words, words]
    assert tags(root) - tags(parsed(svg)) == {"style"}


@ANY
def test_the_table_keeps_words_as_they_are_because_the_page_makes_them_safe(words: str) -> None:
    assert [row.period for row in table(analysis([5, 6]), periods=[words, "b"], unit=words)] == [words, "b"]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        " \u00a0javascript:alert(1)",
        "javascript&colon;alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "blob:x",
        "file:///etc/passwd",
        "ｊavascript:alert(1)",
    ],
)
def test_no_address_that_runs_a_script_is_linked_from_anywhere(href: str) -> None:
    strands = [ThreadStrand("a", "x", "X", "t", "", -1), ThreadStrand("b", "x", "X", "t", "", 0)]
    drawings = [
        charted("w", point_href=lambda at: href, annotations=[Flag(1, "w", href=href)]),
        parsed(thread(strands, [], centre="b", href=lambda name: href)),
        parsed(thread(strands, [], centre="b", href=lambda name: href, narrow=True)),
    ]
    assert [each for root in drawings for each in root.iter() if each.get("href")] == []


def test_control_characters_are_left_out_and_the_rest_is_kept() -> None:
    root = charted("a\x00b\x08c\x1fd\ufffee")
    assert root[0].text == "abcde"


def test_a_key_is_made_of_our_own_words_alone() -> None:
    words = {entry.word for entry in legend(falls(excluded=[2]))}
    assert words == {"Improvement", "Concern", "Usual variation", "Left out", "Usual range"}


def test_the_ids_of_a_picture_are_its_title_and_description_and_no_others() -> None:
    svg = chart(falls(), title='id="x"', description="d", periods=months(36), id_prefix="ward-4")
    assert re.findall(r'\bid="([^"]*)"', svg) == ["ward-4-title", "ward-4-desc"]


def test_empty_words_are_no_obstacle() -> None:
    root = charted("")
    assert len(focusable(root)) == 37
    assert with_class(root, "kw-title") == []
    assert "upper limit 6.0" in texts(root)
