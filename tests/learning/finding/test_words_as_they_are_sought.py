"""Words by their roots, marked where they stand: the same on either database, for neither is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knotwork.learning.finding.codes import (
    MOST_WORDS,
    answers,
    beyond,
    excerpt,
    kept,
    marked,
    missing,
    plain,
    root,
    roots,
    sought,
)

FORMS = {
    "fall": "fall", "falls": "fall", "falling": "fall",
    "chase": "chas", "chased": "chas", "chasing": "chas", "chases": "chas",
    "stop": "stop", "stops": "stop", "stopped": "stop", "stopping": "stop",
    "carry": "carry", "carries": "carry", "carried": "carry",
    "glass": "glass", "glasses": "glass", "status": "status", "sepsis": "sepsis",
    "bed": "bed", "red": "red", "ring": "ring", "need": "need", "string": "string", "bells": "bell",
    "2023": "2023", "2pm": "2pm", "médication": "médication",
}  # fmt: skip


@pytest.mark.parametrize("word", FORMS)
def test_a_word_has_the_root_of_its_other_forms(word) -> None:
    assert root(word) == FORMS[word]


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [("The Ward's BELL", "the wards bell"), ("Résumé", "resume"), ("Straße", "strasse"), ("don’t", "dont")],
)
def test_case_accents_and_apostrophes_make_no_difference(text, is_plain) -> None:
    assert plain(text) == is_plain


def test_the_index_keeps_title_and_words_with_the_place_and_no_more() -> None:
    found = kept("Bells at night", {"happened": "We moved the bells.", "learned": ""}, "Ward 4")
    assert found == {"title": "bell at night", "text": "we mov the bell ward 4"}


@pytest.mark.parametrize(
    ("asked", "roots_sought"),
    [
        ("the bell", ("bell",)),
        ("falls falling FALL", ("fall",)),
        ("after the", ("after", "the")),
        ("", ()),
        ("?! …", ()),
        ("ward 7", ("ward", "7")),
    ],
)
def test_words_without_a_subject_are_left_out_unless_there_is_nothing_else(asked, roots_sought) -> None:
    assert sought(asked) == roots_sought


def test_no_more_than_twelve_words_are_sought() -> None:
    assert len(sought(" ".join(f"word{n}" for n in range(40)))) == MOST_WORDS == 12


@pytest.mark.parametrize(
    ("word", "wanted", "is_it"),
    [
        ("deterioration", "deteriorat", True),
        ("Falls", "fall", True),
        ("12", "1", False),
        ("20231", "2023", False),
        ("bedside", "bed", False),
        ("Bell-ringing", "bell", True),
    ],
)
def test_longer_words_answer_longer_roots_and_never_numbers(word, wanted, is_it) -> None:
    assert answers(word, [wanted]) is is_it


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("The bells rang", "The <mark>bells</mark> rang"),
        ("No such word", "No such word"),
        ("<b>bell</b> & <script>", "&lt;b&gt;<mark>bell</mark>&lt;/b&gt; &amp; &lt;script&gt;"),
        ("bell’s end", "<mark>bell’s</mark> end"),
        ("", ""),
    ],
)
def test_words_sought_are_marked_and_what_people_wrote_stays_text(text, html) -> None:
    assert marked(text, sought("bells")) == html


@given(st.text(max_size=200), st.text(max_size=40))
def test_nothing_that_people_write_becomes_markup(text, asked) -> None:
    found = marked(text, sought(asked)).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in found
    assert ">" not in found


def test_an_excerpt_begins_before_the_first_word_that_was_sought() -> None:
    text = "quiet " * 60 + "the bell rang twice " + "calm " * 60
    found = excerpt(text, sought("bell"))
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert "the bell rang twice" in found
    assert len(found) <= 170


@pytest.mark.parametrize(
    ("text", "said"),
    [("A short bell.", "A short bell."), ("No such word.", ""), ("bell" + " x" * 10, "bell" + " x" * 10)],
)
def test_a_short_text_is_said_whole_and_one_without_the_word_not_at_all(text, said) -> None:
    assert excerpt(text, sought("bell")) == said


def test_a_very_long_word_is_said_whole_where_it_was_sought() -> None:
    assert excerpt("a" * 400, sought("a" * 400)) == "a" * 400


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_every_word_of_a_text_answers_when_it_is_sought(text) -> None:
    for one in sought(text):
        assert one in roots(text).split()


@given(st.text(max_size=300))
def test_the_same_text_in_capitals_has_the_same_roots(text) -> None:
    assert roots(text.casefold()) == roots(text.casefold().casefold())


@pytest.mark.parametrize(
    ("title", "without"),
    [("A bell", ("gong",)), ("Gongs, bells", ()), ("", ("bell", "gong")), ("Drum", ("bell", "gong"))],
)
def test_what_a_title_lacks_of_what_was_sought_is_known(title, without) -> None:
    assert missing(title, sought("bell gong")) == without


@pytest.mark.parametrize(
    ("title", "text", "rest"),
    [
        ("A bell rang", "A  bell\nrang. Then the gong.", "Then the gong."),
        ("A bell rang", "A bell rang.", ""),
        ("Falls fell", "We looked. Falls fell.", "We looked. Falls fell."),
        ("A very long…", "A very long bell rang.", "bell rang."),
        ("Why?", "Why? Because.", "Because."),
    ],
)
def test_what_the_title_says_is_not_said_again(title, text, rest) -> None:
    assert beyond(title, text) == rest
