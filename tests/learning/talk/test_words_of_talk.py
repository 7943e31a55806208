"""Whom a text mentions, and how thanks are said: the rules, apart from any database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knotwork.learning.talk.codes import first_words, named_at_start, places_of_mentions, renamed, thanks_in_words

NAMES = ["Ada Here", "Ada", "Bo There", "Søren Ø", "O'Neil Pat"]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("@Ada Here, look", ["Ada Here, look"]),
        ("Ask @Ada and @Bo There", ["Ada and @Bo There", "Bo There"]),
        ("(@Søren Ø)", ["Søren Ø)"]),
        ("ada@example.org", []),
        ("ada.@example", []),
        ("at 3 @ the door", []),
        ("@3pm", []),
        ("@@Ada", []),
        ("", []),
        ("@", []),
    ],
)
def test_a_mention_begins_where_a_word_could(text, after) -> None:
    assert places_of_mentions(text) == after


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Here said so", "Ada Here"),
        ("ada here", "Ada Here"),
        ("Ada, and others", "Ada"),
        ("Adam said", ""),
        ("Ada_x", ""),
        ("Ada's bell", "Ada"),
        ("SØREN Ø.", "Søren Ø"),
        ("O'Neil Pat?", "O'Neil Pat"),
        ("Nobody", ""),
        ("", ""),
    ],
)
def test_the_longest_name_that_ends_with_a_word_is_meant(text, name) -> None:
    assert named_at_start(text, NAMES) == name


@given(st.sampled_from(NAMES), st.text(max_size=20))
def test_whatever_follows_a_name_that_ends_never_takes_it_away(name, rest) -> None:
    assert len(named_at_start(f"{name}.{rest}", NAMES)) >= len(name)


@given(st.text(max_size=300))
def test_no_text_mentions_more_often_than_it_has_an_at(text) -> None:
    assert len(places_of_mentions(text)) <= text.count("@")


@pytest.mark.parametrize(
    ("after", "shown"),
    [
        ("Bo There is away", "Bo There"),
        ("Bo, and", "Bo"),
        ("Bo", "Bo"),
        ("x" * 99, "x" * 24),
        ("Bo\nThere", "Bo There"),
    ],
)
def test_what_is_shown_of_an_unknown_mention_is_short(after, shown) -> None:
    assert first_words(after) == shown


@pytest.mark.parametrize(
    ("names", "many", "mine", "sentence"),
    [
        ([], 0, True, ""),
        (["Ada"], 1, True, "Ada thanks you for this."),
        (["Ada"], 1, False, "Ada gives thanks for this."),
        (["Ada", "Bo"], 2, True, "Ada and Bo thank you for this."),
        (["Ada", "Bo", "Cleo"], 3, False, "Ada, Bo and Cleo give thanks for this."),
        (["Ada", "Bo"], 3, True, "Ada, Bo and 1 other thank you for this."),
        (["Ada", "Bo"], 40, False, "Ada, Bo and 38 others give thanks for this."),
    ],
)
def test_thanks_are_one_sentence(names, many, mine, sentence) -> None:
    assert thanks_in_words(names, many, mine=mine) == sentence


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("Ask @Ada Here.", "Ask @Someone who left."),
        ("@ada here and @Ada Here", "@Someone who left and @Someone who left"),
        ("@Ada Heresy, Ada Here, ada@ada here", "@Ada Heresy, Ada Here, ada@ada here"),
        ("", ""),
    ],
)
def test_a_mention_of_who_left_is_one_of_someone_who_left(text, then) -> None:
    assert renamed(text, "Ada Here", "Someone who left") == then
