"""A specification of how numbers are read."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.exchange.tabular import NotANumber, parse_number

READ = [
    ("12", 12.0),
    (" 12 ", 12.0),
    ("0", 0.0),
    ("007", 7.0),
    ("1,234", 1234.0),
    ("1,234,567.5", 1234567.5),
    ("-1,234", -1234.0),
    ("1 234", 1234.0),
    ("1\u00a0234", 1234.0),
    ("1\u202f234\u202f567", 1234567.0),
    ("12.5", 12.5),
    (".5", 0.5),
    ("5.", 5.0),
    ("+5", 5.0),
    ("-5", -5.0),
    ("−5", -5.0),
    ("１２", 12.0),
    ("1e+05", 100000.0),
    ("2.5E-3", 0.0025),
    ("\t12\n", 12.0),
    (12, 12.0),
    (12.5, 12.5),
    (10**15, 1e15),
]

MISSING = ["", "  ", "-", "–", "—", "−", "n/a", "N/A", "NA", "na", "NaN", "NULL", "None", "*", ".", "..", ":", "#N/A"]
MISSING += ["[c]", "[x]", "\u00a0", "…"]

REFUSED = [
    ("12,5", "more than one way"),
    ("1,23", "more than one way"),
    ("1,2345", "more than one way"),
    ("12,34,567", "more than one way"),
    ("1.234,5", "more than one way"),
    ("1.234.567", "more than one way"),
    ("5%", "percentage"),
    ("5 %", "percentage"),
    ("<5", "limit"),
    ("≥5", "limit"),
    ("inf", "infinite"),
    ("-Infinity", "infinite"),
    ("∞", "infinite"),
    ("#DIV/0!", "error in the spreadsheet"),
    ("#REF!", "error in the spreadsheet"),
    ("٣", "digits other"),
    ("१२", "digits other"),
    ("five", "not a number"),
    ("5 falls", "not a number"),
    ("12 34", "not a number"),
    ("1,234 567", "not a number"),
    ("£5", "not a number"),
    ("(5)", "not a number"),
    ("0x10", "not a number"),
    ("1_000", "not a number"),
    ("--5", "not a number"),
    ("1e999", "too large"),
    ("1000000000000001", "too large"),
    (10**400, "too large"),
    (math.inf, "too large"),
    (-math.inf, "too large"),
    (True, "not a number"),
    (object(), "not a number"),
]


@pytest.mark.parametrize(("written", "meant"), READ)
def test_a_number_is_read_the_british_way(written: object, meant: float) -> None:
    assert parse_number(written) == meant


@pytest.mark.parametrize("written", [*MISSING, None, math.nan])
def test_a_mark_for_nothing_is_a_missing_number_and_not_zero(written: object) -> None:
    assert parse_number(written) is None


@pytest.mark.parametrize(("written", "why"), REFUSED)
def test_what_is_no_number_is_refused_with_why(written: object, why: str) -> None:
    with pytest.raises(NotANumber, match=why):
        parse_number(written)


@settings(deadline=None)
@given(st.integers(-(10**15), 10**15))
def test_every_whole_number_comes_back_with_and_without_commas(number: int) -> None:
    assert parse_number(str(number)) == number
    assert parse_number(f"{number:,}") == number
    assert parse_number(f"{number:,}".replace(",", "\u00a0")) == number


@settings(deadline=None)
@given(st.floats(-1e15, 1e15))
def test_every_number_comes_back_to_the_last_digit(number: float) -> None:
    assert parse_number(repr(number)) == number


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_a_finite_number_missing_or_refused(text: str) -> None:
    try:
        number = parse_number(text)
    except NotANumber as refused:
        number = None if str(refused) else math.nan
    assert number is None or math.isfinite(number)
