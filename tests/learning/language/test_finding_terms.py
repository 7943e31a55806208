"""Terms in a text, and words that nobody defined: the rules, apart from any database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knotwork.learning.language.codes import Form, first_key, folded, keys_in, listed, pieces, undefined

FORMS = [
    Form("huddle", 1), Form("safety huddle", 2), Form("SBAR", 3, exact=True), Form("length of stay", 4),
    Form("LoS", 4, exact=True), Form("C. diff", 5), Form("A&E", 6, exact=True), Form("Hausärztin", 7),
    Form("IT", 8, exact=True),
]  # fmt: skip


def found(text: str, forms=FORMS) -> list[tuple[str, int]]:
    return [(piece.text, piece.terms[0]) for piece in pieces(text, forms) if piece.terms]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("We had a huddle.", [("huddle", 1)]),
        ("Huddles help", [("Huddles", 1)]),
        ("The Safety  Huddle began", [("Safety  Huddle", 2)]),
        ("A safety\nhuddle, then a huddle", [("safety\nhuddle", 2), ("huddle", 1)]),
        ("SBAR at night", [("SBAR", 3)]),
        ("sbar at night", []),
        ("it is late; IT is late", [("IT", 8)]),
        ("Length of stay, or LoS, fell", [("Length of stay", 4)]),
        ("huddle, huddle, huddle", [("huddle", 1)]),
        ("unhuddled and huddler", []),
        ("huddle-like", [("huddle", 1)]),
        ("C. diff came back", [("C. diff", 5)]),
        ("to A&E by night", [("A&E", 6)]),
        ("Meine HAUSÄRZTIN sagt", [("HAUSÄRZTIN", 7)]),
        ("", []),
        ("...", []),
        ("<b>huddle</b>", [("huddle", 1)]),
    ],
)
def test_whole_words_are_found_once_and_longer_terms_first(text, terms) -> None:
    assert found(text) == terms


@given(st.text(max_size=200), st.lists(st.sampled_from(FORMS), max_size=9))
def test_the_parts_together_are_the_text(text, forms) -> None:
    assert "".join(piece.text for piece in pieces(text, forms)) == text


@given(st.lists(st.sampled_from(["huddle", "safety huddle", "SBAR", "bell", "and", ".", "\n"]), max_size=30))
def test_no_term_is_marked_twice_in_one_text(words) -> None:
    marked = [piece.terms for piece in pieces(" ".join(words), FORMS) if piece.terms]
    assert len(marked) == len(set(marked))


@given(st.text(max_size=200))
def test_what_is_found_could_be_looked_for_by_its_first_word(text) -> None:
    keys = keys_in([text])
    assert all(
        first_key(form.words) in keys for form in FORMS if any(form.term in p.terms for p in pieces(text, FORMS))
    )


def test_of_one_spelling_in_two_places_both_are_meant() -> None:
    both = [Form("huddle", 1), Form("Huddle", 2)]
    assert [piece.terms for piece in pieces("a huddle", both) if piece.terms] == [(1, 2)]


def test_two_thousand_terms_are_no_trouble_to_a_long_text() -> None:
    forms = [Form(f"term{number} of the ward", number) for number in range(2000)]
    text = " ".join(f"term{number} of the ward and term{number}" for number in range(300))
    assert len(found(text, forms)) == 300


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("", []), ("Walk", ["Walk"]), ("Walk, Round ,walk about", ["Walk", "Round", "walk about"]),
        ("a;b\nc", ["a", "b", "c"]), (",,;", []), ("a, a", ["a"]), ("  two   words ", ["two words"]),
    ],
)  # fmt: skip
def test_other_words_stand_in_a_line_with_commas(words, parts) -> None:
    assert listed(words) == parts


@pytest.mark.parametrize(
    ("words", "key"), [("Safety huddle", "safety"), ("A&E", "a"), ("...", ""), ("ÄRZTIN", "ärztin")]
)
def test_a_form_is_looked_for_by_its_first_word(words, key) -> None:
    assert first_key(words) == key


def test_words_are_compared_without_case_and_with_one_space() -> None:
    assert folded("  Safety\n HUDDLE ") == "safety huddle"


def said(word: str, texts: int, people: int) -> list[tuple[int, str]]:
    return [(number % people, f"We use {word} here: {number}.") for number in range(texts)]


@pytest.mark.parametrize(
    ("texts", "people", "shown"), [(5, 3, True), (4, 3, False), (5, 2, False), (50, 3, True), (50, 1, False)]
)
def test_a_word_is_missed_in_five_texts_by_three_people(texts, people, shown) -> None:
    assert bool(undefined(said("SBAR", texts, people), [])) == shown


def test_what_is_defined_is_not_missed() -> None:
    assert undefined(said("SBAR", 9, 3), ["sbar"]) == []


def test_a_long_word_is_missed_only_where_it_is_usual_here_and_not_elsewhere() -> None:
    here = said("intentional", 9, 3)
    assert undefined(here, []) == []
    elsewhere = ["We use nothing here."] * 20
    assert [(one.word, one.texts) for one in undefined(here, [], elsewhere)] == [("intentional", 9)]
    assert undefined(here, [], ["An intentional thing."] * 20) == []


def test_abbreviations_come_first_and_then_what_is_in_most_texts() -> None:
    told = said("intentional", 9, 3) + said("SBAR", 5, 3) + said("NEWS2", 7, 3)
    shown = undefined(told, [], ["Quite another text."] * 9)
    assert [one.word for one in shown] == ["NEWS2", "SBAR", "intentional"]


def test_no_more_are_shown_than_were_asked_for() -> None:
    told = [pair for word in ("SBAR", "NEWS2", "VTE", "DNAR") for pair in said(word, 5, 3)]
    assert len(undefined(told, [], most=2)) == 2
