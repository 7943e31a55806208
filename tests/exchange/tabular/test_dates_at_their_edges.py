"""Periods at the edges of what can be read: years, weeks, times, marks, and what must not be guessed."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.exchange.tabular import NotAPeriod, day_first_of, parse_period
from knotwork.exchange.tabular.dates import doubts, torn_years


def refusal(value: object, **options: bool) -> str:
    with pytest.raises(NotAPeriod) as refused:
        parse_period(value, **options)
    return str(refused.value)


@pytest.mark.parametrize(
    ("first", "last", "beyond"),
    [
        ("1900-01-01", date(1900, 1, 1), "1899-12-31"),
        ("31/12/2199", date(2199, 12, 31), "01/01/2200"),
        ("1900", date(1900, 1, 1), "1899"),
        ("2199", date(2199, 1, 1), "2200"),
        ("Q4 2199", date(2199, 10, 1), "Q1 2200"),
        ("2199-W01", date(2198, 12, 31), "2200-W02"),
        ("1900/01", date(1900, 4, 1), "1899/1900"),
    ],
)
def test_years_from_1900_to_2199_are_read_and_no_others(first: str, last: date, beyond: str) -> None:
    assert parse_period(first) == last
    assert "is not between 1900 and 2199" in refusal(beyond)


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (18_264, date(1950, 1, 1)),
        (18_264.999, date(1950, 1, 1)),
        (36_526, date(2000, 1, 1)),
        (73_414, date(2100, 12, 30)),
        (73_414.99, date(2100, 12, 30)),
        ("18264", date(1950, 1, 1)),
        ("42795.0", date(2017, 3, 1)),
    ],
)
def test_a_spreadsheets_serial_is_its_day(serial: object, day: date) -> None:
    assert parse_period(serial) == day


@pytest.mark.parametrize("number", [18_263, 18_263.5, 73_415, 2_200, 1_899, 2017.5, 1, "18263", "73415", "1.5"])
def test_a_number_between_years_and_serials_is_refused(number: object) -> None:
    assert "year" in refusal(number)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        *(("mon", 6), ("monday", 6), ("tue", 7), ("tues", 7), ("tuesday", 7), ("wed", 8), ("wednesday", 8)),
        *(("thu", 9), ("thurs", 9), ("thursday", 9), ("fri", 10), ("friday", 10)),
        *(("sat", 11), ("saturday", 11), ("sun", 12), ("sunday", 12)),
    ],
)
@pytest.mark.parametrize("comma", ["", ","])
def test_the_name_of_a_weekday_goes_before_any_date(day: str, number: int, comma: str) -> None:
    assert parse_period(f"{day.title()}{comma} {number} March 2017") == date(2017, 3, number)


@pytest.mark.parametrize("lonely", ["Monday", "Sun", "Wednesday, "])
def test_a_weekday_alone_is_no_date(lonely: str) -> None:
    assert "not a date" in refusal(lonely)


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_known_by_its_full_and_its_short_name(month: int) -> None:
    first = date(2017, month, 1)
    for name in (f"{first:%B}", f"{first:%b}", f"{first:%b}.", f"{first:%B}".upper(), f"{first:%b}".lower()):
        assert parse_period(f"{name} 2017") == parse_period(f"1 {name} 2017") == first


@pytest.mark.parametrize(
    ("ending", "day"), [("st", 1), ("nd", 2), ("rd", 3), ("th", 4), ("st", 21), ("nd", 22), ("rd", 23), ("st", 31)]
)
def test_a_day_may_have_its_ending(ending: str, day: int) -> None:
    assert parse_period(f"{day}{ending} May 2017") == parse_period(f"May {day}{ending}, 2017") == date(2017, 5, day)


@pytest.mark.parametrize(
    "time",
    ["T00:00", "t9:30", " 09:30", " 23:59:59", "T12:00:00.5", "T12:00:00,25", "T00:00Z", " 00:00 Z", "T00:00+0100"],
)
def test_a_time_after_a_day_is_passed_over(time: str) -> None:
    assert parse_period(f"2017-03-09{time}") == date(2017, 3, 9)
    assert parse_period(f"09/03/2017{time}") == date(2017, 3, 9)
    assert parse_period(f"9 March 2017{time}") == date(2017, 3, 9)


@pytest.mark.parametrize("time", [" 12", "T", " 9:3", " 12:00 PM", "T00:00 BST", "T00:00+1"])
def test_a_time_that_is_not_one_is_refused_with_its_day(time: str) -> None:
    assert "not a date" in refusal(f"2017-03-09{time}")


def test_an_instant_is_its_own_day_wherever_it_was_written() -> None:
    late = datetime(2017, 3, 9, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert parse_period(late) == date(2017, 3, 9)


@pytest.mark.parametrize(
    ("quarter", "calendar", "financial"),
    [
        (1, date(2016, 1, 1), date(2016, 4, 1)),
        (2, date(2016, 4, 1), date(2016, 7, 1)),
        (3, date(2016, 7, 1), date(2016, 10, 1)),
        (4, date(2016, 10, 1), date(2017, 1, 1)),
    ],
)
def test_a_quarter_is_the_calendars_unless_its_year_is_financial(quarter: int, calendar: date, financial: date) -> None:
    for written in (f"2016 Q{quarter}", f"2016q{quarter}", f"Q{quarter}-2016", f"q{quarter} 2016"):
        assert parse_period(written) == calendar
    for written in (f"2016/17 Q{quarter}", f"Q{quarter} 2016/17", f"2016/2017-q{quarter}", f"Q{quarter}2016/2017"):
        assert parse_period(written) == financial


@pytest.mark.parametrize("written", ["2016 Q0", "2016 Q5", "Q12 2016", "Q1 16/17", "Q 2016", "2016 QQ1"])
def test_a_quarter_that_is_none_is_refused(written: str) -> None:
    assert "not a date" in refusal(written)


@pytest.mark.parametrize("written", ["Q1 2016/18", "2016/18 Q1", "2016-2018", "2016/2016", "2017/16"])
def test_a_financial_year_ends_in_the_next_one(written: str) -> None:
    assert "neither a month nor a financial year" in refusal(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2008/09", date(2008, 4, 1)),
        ("2008-09", date(2008, 9, 1)),
        ("2008.09", date(2008, 9, 1)),
        ("2009/09", date(2009, 9, 1)),
        ("2012/13", date(2012, 4, 1)),
        ("2012-13", date(2012, 4, 1)),
        ("2012.13", date(2012, 4, 1)),
        ("2099/00", date(2099, 4, 1)),
        ("1999-2000", date(1999, 4, 1)),
        ("2011/2", date(2011, 2, 1)),
        ("2011-9", date(2011, 9, 1)),
    ],
)
def test_a_year_with_two_more_digits_is_a_financial_year_or_a_month(written: str, meant: date) -> None:
    assert parse_period(written) == meant


@pytest.mark.parametrize(("written", "first"), [("2017-W00", 0), ("2017-W54", 54), ("2017-W53", 53), ("2019 W53", 53)])
def test_a_week_that_a_year_does_not_have_is_named(written: str, first: int) -> None:
    assert refusal(written) == f"There is no week {first} in {written[:4]}."


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("00/01/2017", "There is no day 0 in month 1 of 2017."),
        ("0/0/00", "There is no month “0”."),
        ("13/13/2017", "There is no month “13”."),
        ("31 April 2017", "There is no day 31 in month 4 of 2017."),
        ("29-Feb-1900", "There is no day 29 in month 2 of 1900."),
        ("20170230", "There is no day 30 in month 2 of 2017."),
        ("201713", "There is no month “13”."),
        ("1 Mai 2017", "There is no month “mai”."),
        ("2017-Sextilis", "There is no month “sextilis”."),
    ],
)
def test_a_day_or_month_that_does_not_exist_is_named(written: str, why: str) -> None:
    assert refusal(written) == why


@pytest.mark.parametrize(
    ("written", "day_first", "why"),
    [
        ("1/13/17", True, "The second number, 13, cannot be a month. If the month comes first"),
        ("13/1/17", False, "The first number, 13, cannot be a month. If the month comes second"),
    ],
)
def test_a_month_above_twelve_says_which_number_and_what_to_say(written: str, day_first: bool, why: str) -> None:
    assert refusal(written, day_first=day_first).startswith(why)


@pytest.mark.parametrize("written", ["12/12/2017", "12/1/2017", "1/12/2017"])
def test_twelve_is_still_a_month(written: str) -> None:
    assert parse_period(written).year == parse_period(written, day_first=False).year == 2017


@pytest.mark.parametrize(
    "written",
    [
        *(
            "١/٣/٢٠١٧",
            "२०१७-०३-०१",
            "２０１７-０３-０１",
            "2017‐03‐01",
            "2017–03",
            "\u200f2017-03-01",
            "2017-03-01\u200b",
        ),
        *("<b>2017</b>", "2017-03-01; DROP", "March", "3/17", "FY 2016/17", "5th of March 2017", "1e4", "2,017"),
    ],
)
def test_what_only_looks_like_a_date_is_refused_and_not_guessed(written: str) -> None:
    assert refusal(written).startswith(f"“{written[:40]}” is not a date")


def test_a_long_value_is_quoted_back_in_part() -> None:
    assert refusal("x" * 500).startswith(f"“{'x' * 40}” is not a date")


@settings(deadline=None)
@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)), st.sampled_from("/-."))
def test_day_first_and_month_first_are_mirrors(day: date, mark: str) -> None:
    short, long = f"{day.day}{mark}{day.month}{mark}", f"{day.month}{mark}{day.day}{mark}"
    for year in (f"{day.year}", f"{day.year % 100:02}"):
        assert parse_period(short + year) == parse_period(long + year, day_first=False) == day


@settings(deadline=None)
@given(st.dates(date(1900, 4, 1), date(2198, 12, 31)))
def test_a_day_lies_in_the_quarter_and_the_financial_year_that_are_named_after_it(day: date) -> None:
    quarter = parse_period(f"{day.year} Q{(day.month + 2) // 3}")
    assert timedelta(0) <= day - quarter < timedelta(days=92)
    start = day.year - (day.month < 4)
    assert timedelta(0) <= day - parse_period(f"{start}/{(start + 1) % 100:02}") < timedelta(days=366)


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_date_that_was_read_reads_as_itself(day: date) -> None:
    read = parse_period(day.isoformat())
    assert parse_period(read) == parse_period(read.isoformat()) == day


@pytest.mark.parametrize(
    ("column", "first"),
    [
        (["13/01/2017"], True),
        (["12/01/2017"], None),
        (["01/13/2017"], False),
        (["12/12/2017", "1/1/17"], None),
        ([" 25/03/2017 "], True),
        (["25/03/2017 00:00"], True),
        (["25.03.17", None, 5], True),
    ],
)
def test_only_a_number_above_twelve_tells_which_comes_first(column: list[object], first: bool | None) -> None:
    assert day_first_of(column) is first


def test_a_column_that_contradicts_itself_raises_no_doubt_because_each_value_is_named_alone() -> None:
    assert doubts(["25/03/2017", "03/25/2017"]) == ()


@pytest.mark.parametrize("value", ["03/04/2017T00:00:00Z", "03/04/2017  00:00", " 03/04/2017 "])
def test_a_date_with_a_time_can_be_doubted_too(value: str) -> None:
    assert doubts([value]) == (f"Dates such as {value.strip()} were read with the day first: 3 April 2017.",)


def test_the_example_of_a_doubt_is_one_that_could_be_read_both_ways() -> None:
    assert "05/06/2017" in doubts(["04/04/2017", "05/06/2017", "07/08/2017"])[0]


@pytest.mark.parametrize(
    ("column", "torn"),
    [
        (["2011/12", "2011/11"], ("2011/12",)),
        (["2011/12", "2010/11", "2011/01"], ("2011/12", "2010/11")),
        (["2008/09", "2009/09"], ("2008/09",)),
        (["2012/13", "2012/11"], ()),
        (["2011/12", "2011-11"], ()),
        ([" 2011/12", "2011/1"], (" 2011/12",)),
        (["2011/00", "2011/12"], ()),
    ],
)
def test_years_are_torn_only_where_both_readings_stand_in_one_column(column: list, torn: tuple) -> None:
    assert torn_years(column) == torn
