"""Numbers at the edges of what can be read without guessing."""

import math
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.exchange.tabular import NotANumber, parse_number


def refusal(value: object) -> str:
    with pytest.raises(NotANumber) as refused:
        parse_number(value)
    return str(refused.value)


@pytest.mark.parametrize("written", ["5²", "12¹", "1,234³", "²", "x²", "5₂", "3⁴"])
def test_the_mark_of_a_footnote_never_becomes_a_digit_of_the_number(written: str) -> None:
    assert refusal(written) == (f"“{written}” has a small raised or lowered digit. Is it the mark of a footnote?")


@pytest.mark.parametrize("written", ["0,123", "-0,5", "00,123", "012,345", "0 123", "+0,123.5"])
def test_a_group_that_begins_with_nought_is_a_decimal_comma_and_not_a_thousand(written: str) -> None:
    assert "“" + written + "”" in refusal(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1,000", 1000),
        ("10,000", 10_000),
        ("100,000", 100_000),
        ("-9,999,999.25", -9_999_999.25),
        ("1 000 000", 1_000_000),
        ("1\u2009234", 1234),
        ("１，２３４", 1234),
        ("−1,234.5", -1234.5),
        ("-.5", -0.5),
        ("+.5e1", 5),
        ("1.", 1),
        ("00012", 12),
        ("0123456789012345", 123456789012345),
        ("99999999999999", 99999999999999),
        ("999999999999999", 999999999999999),
        ("1e15", 1e15),
        ("-1e15", -1e15),
    ],
)
def test_a_number_is_read_whatever_marks_part_its_thousands(written: str, meant: float) -> None:
    assert parse_number(written) == meant


@pytest.mark.parametrize(
    "written", ["1,000 000", "1 000,000", "1,,000", "1,0000", "1000,000", "1,000,00", "12,345,67", ",123", "1,234,"]
)
def test_groups_that_do_not_agree_are_refused(written: str) -> None:
    assert refusal(written)


@pytest.mark.parametrize("value", [1e15 + 1, -1e15 - 1, 10**15 + 1, "1e16", "-1e16", "10000000000000000", "1e308"])
def test_a_number_that_cannot_be_kept_to_the_last_unit_is_refused(value: object) -> None:
    assert refusal(value) == "The number is too large to be kept exactly."


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("50%", "is a percentage. Give the numerator and the denominator"),
        ("５０％", "is a percentage"),
        (" < 5 ", "is a limit, not a number"),
        (">10", "is a limit"),
        ("≤5", "is a limit"),
        ("+inf", "is infinite"),
        ("−∞", "is infinite"),
        ("#VALUE!", "is an error in the spreadsheet"),
        ("#N/A!", "is an error in the spreadsheet"),
        ("١٢٫٥", "digits other than 0 to 9"),
        ("५", "digits other than 0 to 9"),
        ("1.2.3", "could be read in more than one way"),
        ("-.", "could be read in more than one way"),
        ("1/2", "is not a number"),
        ("½", "is not a number"),
        ("~5", "is not a number"),
        ("5 (2)", "is not a number"),
        ("\u200f12", "is not a number"),
        ("5e", "is not a number"),
        ("1e2345", "is not a number"),
        ("<script>5</script>", "is a limit"),
        ("+", "is not a number"),
        ("TRUE", "is not a number"),
    ],
)
def test_a_refusal_quotes_what_was_written_and_says_why(written: str, why: str) -> None:
    assert f"“{written.strip()}”" in refusal(written)
    assert why in refusal(written)


def test_a_long_value_is_quoted_back_in_part() -> None:
    assert refusal("x" * 500) == f"“{'x' * 40}” is not a number."


@pytest.mark.parametrize(
    "value", [date(2017, 3, 1), datetime(2017, 3, 1), time(9, 30), True, False, Decimal(5), [], b"5"]
)
def test_a_cell_of_another_kind_is_refused_with_the_likely_cause(value: object) -> None:
    assert refusal(value).endswith("is not a number. Is the cell formatted as a date, a time or true and false?")


@pytest.mark.parametrize(
    "written", ["[C]", "N.A.", "#n/a", " Missing ", "NOT AVAILABLE", "not\u00a0available", "--", "***"[:2]]
)
def test_a_mark_for_nothing_is_known_whatever_its_capitals_and_spaces(written: str) -> None:
    assert parse_number(written) is None


@pytest.mark.parametrize("written", ["[d]", "nil", "unknown", "?", "---", "x", "0?", "not  known"])
def test_a_word_that_may_mean_nought_or_nothing_is_refused(written: str) -> None:
    assert "is not a number" in refusal(written)


@pytest.mark.parametrize("written", ["0", "0.0", "-0", "+0", "0e5", ".0", "0."])
def test_nought_is_a_number_and_not_a_mark_for_nothing(written: str) -> None:
    assert parse_number(written) == 0
    assert parse_number(written) is not None


@settings(deadline=None)
@given(st.integers(0, 10**14), st.integers(0, 99))
def test_a_number_with_commas_and_decimals_comes_back(whole: int, hundredths: int) -> None:
    assert parse_number(f"{whole:,}.{hundredths:02}") == float(f"{whole}.{hundredths:02}")


@settings(deadline=None)
@given(st.floats(-1e15, 1e15).filter(lambda number: number != 0))
def test_a_minus_sign_turns_a_number_round(number: float) -> None:
    written = repr(abs(number))
    assert parse_number("-" + written) == parse_number("−" + written) == -parse_number(written)


@settings(deadline=None)
@given(st.text("0123456789.,+- e", max_size=12))
def test_what_is_read_from_plain_signs_is_what_those_signs_say(text: str) -> None:
    try:
        number = parse_number(text)
    except NotANumber:
        return
    if number is not None:
        assert number == float(text.replace(",", "").replace(" ", ""))
        assert math.isfinite(number)


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_number_that_was_read_reads_as_itself(number: float) -> None:
    assert parse_number(parse_number(number)) == number
