"""Text that fits: estimates of width, shortening and wrapping."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knotwork.pictures.typeset import shorten, text_width, wrap

TITLE = "Falls on Ward 4 fell from 6.1 to 4.2 per 1,000 bed days"


def test_wide_letters_take_more_room_than_narrow_ones() -> None:
    assert text_width("mmm", 10) > text_width("aaa", 10) > text_width("iii", 10)


def test_width_grows_with_size_and_weight() -> None:
    assert text_width("ward", 20) == pytest.approx(2 * text_width("ward", 10))
    assert text_width("ward", 10, bold=True) > text_width("ward", 10)


def test_letters_of_wide_scripts_take_a_whole_em() -> None:
    assert text_width("看護", 10) == pytest.approx(20)


def test_text_that_fits_is_left_alone() -> None:
    assert shorten("Ward 4", 14, 500) == "Ward 4"


def test_text_is_cut_at_the_end_of_a_word_with_an_ellipsis() -> None:
    assert shorten("Decided to keep intentional rounding", 14, 140) == "Decided to keep…"


def test_a_single_long_word_is_cut_within_it() -> None:
    cut = shorten("Gastroenterologyoutpatients", 14, 80)
    assert cut.endswith("…")
    assert len(cut) > 3
    assert "Gastroenterologyoutpatients".startswith(cut[:-1])


def test_no_comma_is_left_before_the_ellipsis() -> None:
    assert shorten("Ward 4, Ward 5 and Ward 9", 10, text_width("Ward 4, W…", 10)) == "Ward 4…"


def test_nothing_is_written_where_nothing_fits() -> None:
    assert shorten("Ward 4", 14, 3) == ""


@given(st.text(max_size=80), st.floats(0, 400))
def test_shortened_text_never_exceeds_its_room(text: str, room: float) -> None:
    assert text_width(shorten(text, 12, room), 12) <= room or shorten(text, 12, room) == ""


def test_a_title_is_wrapped_between_words() -> None:
    lines = wrap(TITLE, 18, 340, lines=4, bold=True)
    assert len(lines) > 1
    assert " ".join(lines) == TITLE


def test_what_is_left_over_ends_in_an_ellipsis() -> None:
    lines = wrap(TITLE, 18, 200, lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_to_write_gives_no_lines(text: str) -> None:
    assert wrap(text, 14, 200, lines=3) == []


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=10), max_size=20), st.integers(1, 5))
def test_wrapped_lines_fit_and_are_never_too_many(words: list[str], lines: int) -> None:
    wrapped = wrap(" ".join(words), 12, 120, lines=lines)
    assert len(wrapped) <= lines
    assert all(text_width(line, 12) <= 120 for line in wrapped)
