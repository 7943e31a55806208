"""No text, however made, takes the finder more than work in step with its length."""

import importlib
import re
import sys
from itertools import pairwise
from re import _constants, _parser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.science.privacy import find_identifiers, taken_out

MODULES = [
    importlib.import_module(f"knotwork.science.privacy.{name}")
    for name in ("numbers", "contacts", "births", "identifiers")
]
PATTERNS = [
    (f"{module.__name__.rpartition('.')[2]}.{name}", value)
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
]
HOSTILE = [
    "0",
    "0 ",
    "(0",
    "1-",
    "a",
    "a.",
    "a@",
    "@a.",
    "A b ",
    "Aa ",
    "SW1A ",
    "born ",
    "3 May ",
    "999 000 ",
    "\u200b",
    "hospital number ",
]


def longest(parsed) -> float:
    """The most characters that a pattern can look at from one place; infinite where a repeat has no bound."""
    return sum(longest_of(code, argument) for code, argument in parsed)


def longest_of(code, argument) -> float:
    if code in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        _, most, inner = argument
        return float("inf") if most is _constants.MAXREPEAT else most * longest(inner)
    if code is _constants.BRANCH:
        return max(longest(branch) for branch in argument[1])
    if code is _constants.SUBPATTERN:
        return longest(argument[3])
    if code in (_constants.ASSERT, _constants.ASSERT_NOT):
        return longest(argument[1])
    return 1


@pytest.mark.parametrize("pattern", [pattern for _, pattern in PATTERNS], ids=[name for name, _ in PATTERNS])
def test_every_pattern_looks_at_a_bounded_stretch_of_text(pattern: re.Pattern):
    assert longest(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)) < 1000


def test_the_test_of_patterns_notices_one_without_a_bound():
    assert longest(_parser.parse(r"(?:a+)+b")) == float("inf")


def calls(text: str) -> int:
    """How many Python and library calls finding makes: steps, not seconds."""
    seen = 0

    def count(frame, event, argument):
        nonlocal seen
        seen += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        find_identifiers(text)
    finally:
        sys.setprofile(None)
    return seen


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_takes_about_twice_the_steps(piece: str):
    find_identifiers(piece)
    once, twice = (piece * (length // len(piece)) for length in (10_000, 20_000))
    assert calls(twice) <= 2.2 * calls(once) + 50


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hundred_thousand_hostile_characters_are_read_to_the_end(piece: str):
    text = piece * (100_000 // len(piece)) + " . Please write to last@example.org"
    assert find_identifiers(text)[-1].words == "last@example.org"


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("0123456789 -–()+@.,/aSWMborn\u200b\u00a0９Δ\n"), max_size=80))
def test_findings_are_in_order_apart_and_stand_where_they_say(text: str):
    found = find_identifiers(text)
    assert all(text[one.start : one.end] == one.words for one in found)
    assert all(one.end <= after.start for one, after in pairwise(found))
    assert taken_out(text, found).count("taken out]") == len(found)
