"""Letters and figures: how wide they are taken to be, where they are cut, and how numbers are written."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_analyses import NAN, analysis

from knotwork.pictures import table
from knotwork.pictures.numerals import MISSING, Quantity, decimals_for, number, quantity_for
from knotwork.pictures.scale import Scale, ticks, value_range
from knotwork.pictures.typeset import shorten, text_width, wrap

WORDS = st.lists(st.text("abcdeWMi", min_size=1, max_size=12), max_size=15)


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("", 0),
        ("a", 0.58),
        ("A", 0.68),
        ("i", 0.32),
        (" ", 0.32),
        ("m", 0.88),
        ("W", 0.88),
        ("5", 0.58),
        ("看", 1.0),
        ("ア", 1.0),
        ("🏥", 1.0),
        ("ward", 0.88 + 0.58 + 0.32 + 0.58),
        ("—", 0.88),
        ("Éi", 0.68 + 0.32),
    ],
)
def test_the_width_of_a_letter_in_ems(text: str, ems: float) -> None:
    assert text_width(text, 1) == pytest.approx(ems)
    assert text_width(text, 20) == pytest.approx(20 * ems)
    assert text_width(text, 20, bold=True) == pytest.approx(23 * ems)


@settings(deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_the_width_of_two_texts_together_is_the_sum_of_theirs(one: str, other: str) -> None:
    assert text_width(one + other, 14) == pytest.approx(text_width(one, 14) + text_width(other, 14))
    assert text_width(one + other, 14) == pytest.approx(text_width(other + one, 14))


@pytest.mark.parametrize(
    ("text", "room", "cut"),
    [
        ("abcd", 4 * 5.8, "abcd"),
        ("abcd", 4 * 5.8 - 0.1, "ab…"),
        ("abc def", 35, "abc…"),
        ("ab cdef", 35, "ab cd…"),
        ("ab, cdef", 35, "ab…"),
        ("ab - cdef", 38, "ab…"),
        ("a bcdefghij", 40, "a bcde…"),
        ("abcdefgh", 5.8, ""),
        ("看護師長", 25, "看…"),
        ("   abcdefgh", 15, ""),
        ("", 0, ""),
    ],
)
def test_where_a_text_is_cut(text: str, room: float, cut: str) -> None:
    assert shorten(text, 10, room) == cut


@settings(deadline=None)
@given(st.text("abc de,;", max_size=40), st.integers(0, 300))
def test_a_text_that_was_cut_stays_as_it_is(text: str, room: int) -> None:
    once = shorten(text, 12, room)
    assert shorten(once, 12, room) == once


@settings(deadline=None)
@given(WORDS, st.integers(60, 300), st.integers(1, 5))
def test_wrapping_keeps_words_in_order_and_loses_none_silently(words: list[str], room: int, lines: int) -> None:
    done = wrap(" ".join(words), 12, room, lines=lines)
    shown = "".join(done).replace("…", "").replace(" ", "")
    assert ("…" not in "".join(done)) <= (shown == "".join(words))
    assert len(done) <= lines


@settings(deadline=None)
@given(WORDS, st.integers(160, 300))
def test_no_line_but_the_last_could_take_the_next_word(words: list[str], room: int) -> None:
    done = wrap(" ".join(words), 12, room, lines=99)
    for line, following in itertools.pairwise(done):
        assert text_width(f"{line} {following.split()[0]}", 12) > room


@pytest.mark.parametrize(
    ("text", "lines", "done"),
    [
        ("aa bb cc", 1, ["aa bb cc"]),
        ("aa bb cc dd", 2, ["aa bb cc", "dd"]),
        ("aa bb cc dd ee ff gg", 2, ["aa bb cc", "dd ee…"]),
        ("  aa \n bb\t", 3, ["aa bb"]),
        ("aaaaaaaaaaaaaa bb", 2, ["aaaaaa…", "bb"]),
        ("aa bb cc dd", 1, ["aa bb…"]),
    ],
)
def test_how_a_text_is_wrapped_into_forty_five(text: str, lines: int, done: list[str]) -> None:
    assert wrap(text, 10, 45, lines=lines) == done


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ([0.501, 99.501], 0),
        ([0.501, 100.401], 0),
        ([0.501, 10.401], 1),
        ([0.501, 10.601], 0),
        ([0.5, 1.4], 2),
        ([0.5, 1.6], 1),
        ([1e-9, 2e-9], 8),
        ([0.25], 2),
        ([12.501], 0),
        ([-0.5, 0.5], 2),
        ([math.inf, 0.5, 1.4], 2),
        ([1e9, 2e9 + 0.501], 0),
    ],
)
def test_decimals_follow_the_span_and_not_the_level(values: list[float], decimals: int) -> None:
    assert decimals_for(values) == decimals


@settings(deadline=None)
@given(st.lists(st.floats(-1e5, 1e5), min_size=1, max_size=9))
def test_values_turned_round_have_the_same_decimals(values: list[float]) -> None:
    assert decimals_for([-value for value in values]) == decimals_for(values)


@settings(deadline=None)
@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_number_below_nought_is_its_opposite_with_a_true_minus(value: float, decimals: int) -> None:
    up, down = number(abs(value), decimals), number(-abs(value), decimals)
    assert down == ("−" + up if float(up.replace(",", "")) else up)
    assert "-" not in down


@pytest.mark.parametrize(
    ("unit", "value", "level"),
    [
        ("", 4.0, "4"),
        ("", 4.04, "4.0"),
        ("", 4.0 + 1e-10, "4"),
        ("%", 50.0, "50%"),
        ("%", 50.26, "50.3%"),
        ("proportion", 0.5, "50%"),
        ("proportion", 0.5026, "50.3%"),
        ("£", 1250.5, "£1,250.5"),
        ("£", -0.5, "−£0.5"),
        ("£", -0.04, "£0.0"),
        ("days", 1234.5, "1,234.5"),
        ("days", NAN, MISSING),
        ("£", math.inf, MISSING),
        ("%", -math.inf, MISSING),
    ],
)
def test_a_level_is_written_whole_where_it_is_whole(unit: str, value: float, level: str) -> None:
    assert Quantity(unit, 0).level(value) == level


@pytest.mark.parametrize(
    ("unit", "words"),
    [("per 1,000 bed days", "4.2 per 1,000 bed days"), ("", "4.2"), ("%", "4.2%"), ("£", "£4.2"), ("  ", "4.2")],
)
def test_a_value_in_full_has_its_unit_once(unit: str, words: str) -> None:
    assert Quantity(unit, 1).full(4.2) == words


def test_a_tick_is_written_with_its_own_decimals() -> None:
    assert Quantity("proportion", 0).tick(0.125, 1) == "12.5%"
    assert Quantity("", 3).tick(2.0, 0) == "2"


def test_no_decimals_asked_for_are_none_and_not_found_from_the_values() -> None:
    assert quantity_for([0.25, 0.5], "", 0).decimals == 0
    assert quantity_for([0.25, 0.5], "", None).decimals == 3 - 1


@pytest.mark.parametrize(("periods", "points"), [([], 2), (["a"], 2), (["a", "b", "c"], 2)])
def test_a_table_is_refused_names_that_do_not_match_its_points(periods: list[str], points: int) -> None:
    with pytest.raises(ValueError, match=f"{points} points but {len(periods)} period names"):
        table(analysis([5.0] * points), periods=periods)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([4, 8], (0, 8)),
        ([4.01, 8], (4.01, 8)),
        ([0, 8], (0, 8)),
        ([-8, -4], (-8, -4)),
        ([-1, 0], (-1, 0)),
        ([7], (0, 7)),
        ([-7], (-14, 0)),
        ([0], (0, 1)),
        ([-math.inf, math.inf], (0, 1)),
    ],
)
def test_the_range_reaches_down_to_nought_from_half_of_the_highest(values: list, expected: tuple) -> None:
    assert value_range(values) == expected


@settings(deadline=None)
@given(st.integers(-1000, 1000), st.integers(1, 1000), st.sampled_from([10.0, 0.1, 1000.0]))
def test_ticks_in_units_ten_times_as_small_are_ten_times_as_large(low: int, span: int, factor: float) -> None:
    here, there = ticks(low, low + span), ticks(low * factor, (low + span) * factor)
    assert there.values == pytest.approx([value * factor for value in here.values], abs=1e-6)


@settings(deadline=None)
@given(st.integers(-1000, 1000), st.integers(1, 1000))
def test_ticks_of_the_opposite_range_are_the_opposite_ticks(low: int, span: int) -> None:
    here, there = ticks(low, low + span), ticks(-low - span, -low)
    assert there.values == pytest.approx([-value for value in here.values[::-1]])


@settings(deadline=None)
@given(st.floats(-1e3, 1e3), st.floats(0.1, 1e3), st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))
def test_a_scale_is_straight(low: float, span: float, start: float, end: float) -> None:
    scale = Scale(low, low + span, start, end)
    assert scale(low) == start
    assert scale(low + span / 2) == pytest.approx((start + end) / 2, abs=1e-6)
    assert scale(low + 2 * span) == pytest.approx(2 * end - start, abs=1e-6)
