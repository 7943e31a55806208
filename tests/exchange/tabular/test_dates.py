"""A specification of how periods are read."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.exchange.tabular import NotAPeriod, day_first_of, parse_period
from knotwork.exchange.tabular.dates import doubts, torn_years

DAYS = st.dates(date(1971, 1, 1), date(2068, 12, 31))

READ = [
    ("2017-03-01", date(2017, 3, 1)),
    ("2017-03", date(2017, 3, 1)),
    ("2017/03", date(2017, 3, 1)),
    ("2017.03", date(2017, 3, 1)),
    ("2017/03/09", date(2017, 3, 9)),
    ("20170309", date(2017, 3, 9)),
    ("201703", date(2017, 3, 1)),
    ("03/2017", date(2017, 3, 1)),
    ("01/03/2017", date(2017, 3, 1)),
    ("1.3.2017", date(2017, 3, 1)),
    ("31-12-2017", date(2017, 12, 31)),
    ("01/03/17", date(2017, 3, 1)),
    ("01/03/69", date(2069, 3, 1)),
    ("01/03/70", date(1970, 3, 1)),
    ("01/03/2017 00:00", date(2017, 3, 1)),
    ("1 March 2017", date(2017, 3, 1)),
    ("1st March 2017", date(2017, 3, 1)),
    ("Wed 1 March 2017", date(2017, 3, 1)),
    ("Wednesday, 1 March 2017", date(2017, 3, 1)),
    ("March 1, 2017", date(2017, 3, 1)),
    ("01-Mar-2017", date(2017, 3, 1)),
    ("1-Mar-17", date(2017, 3, 1)),
    ("Mar 2017", date(2017, 3, 1)),
    ("MAR 2017", date(2017, 3, 1)),
    ("Mar-17", date(2017, 3, 1)),
    ("Mar ’17", date(2017, 3, 1)),
    ("Sept 2017", date(2017, 9, 1)),
    ("December 2017", date(2017, 12, 1)),
    ("2017 March", date(2017, 3, 1)),
    ("  March\u00a0 2017 ", date(2017, 3, 1)),
    ("2017-03-01T00:00:00", date(2017, 3, 1)),
    ("2017-03-01T00:00:00Z", date(2017, 3, 1)),
    ("2017-03-01 23:59:59.123+01:00", date(2017, 3, 1)),
    ("2017 W09", date(2017, 2, 27)),
    ("2017-W09", date(2017, 2, 27)),
    ("2017W9", date(2017, 2, 27)),
    ("2017 week 9", date(2017, 2, 27)),
    ("2016-W01", date(2016, 1, 4)),
    ("2015-W53", date(2015, 12, 28)),
    ("2017 Q1", date(2017, 1, 1)),
    ("Q1 2017", date(2017, 1, 1)),
    ("2017-Q4", date(2017, 10, 1)),
    ("Q1 2016/17", date(2016, 4, 1)),
    ("2016/17 Q3", date(2016, 10, 1)),
    ("Q4 2016/17", date(2017, 1, 1)),
    ("2016/17", date(2016, 4, 1)),
    ("2016-17", date(2016, 4, 1)),
    ("2016/2017", date(2016, 4, 1)),
    ("1999/00", date(1999, 4, 1)),
    ("2011/12", date(2011, 4, 1)),
    ("2011-12", date(2011, 12, 1)),
    ("2017", date(2017, 1, 1)),
    (2017, date(2017, 1, 1)),
    (2017.0, date(2017, 1, 1)),
    (42795, date(2017, 3, 1)),
    (42795.75, date(2017, 3, 1)),
    ("42795", date(2017, 3, 1)),
    (date(2017, 3, 1), date(2017, 3, 1)),
    (datetime(2017, 3, 1, 13, 5), date(2017, 3, 1)),
    ("29/02/2016", date(2016, 2, 29)),
]

REFUSED = [
    ("", "no date"),
    (None, "no date"),
    ("Total", "not a date"),
    ("2017-13", "2017/13"),
    ("2017-02-30", "no day 30"),
    ("29/02/2017", "no day 29"),
    ("2017-13-01", "no month"),
    ("2017-00", "no month"),
    ("03/25/2017", "month first"),
    ("2016/19", "neither a month nor a financial year"),
    ("2016/2018", "neither a month nor a financial year"),
    ("2017 W54", "no week 54"),
    ("2017-W53", "no week 53"),
    ("2017 Q5", "not a date"),
    ("1 Mars 2017", "no month"),
    ("0217-03-01", "digit lost"),
    ("2017-03-01, revised", "not a date"),
    (0, "neither a year"),
    (-42795, "neither a year"),
    (1e300, "neither a year"),
    (float("nan"), "neither a year"),
    (float("inf"), "neither a year"),
    ("٢٠١٧", "not a date"),
    (True, "true or false"),
    (timedelta(days=1), "not a date"),
    (date(1066, 10, 14), "digit lost"),
    ("17-Mar", "not a date"),
]


def read_or_refused(value: object) -> bool:
    try:
        return isinstance(parse_period(value), date)
    except NotAPeriod as refused:
        return bool(str(refused))


@pytest.mark.parametrize(("written", "meant"), READ)
def test_a_period_is_read_as_its_first_day(written: object, meant: date) -> None:
    assert parse_period(written) == meant


@pytest.mark.parametrize(("written", "why"), REFUSED)
def test_what_is_no_period_is_refused_with_why(written: object, why: str) -> None:
    with pytest.raises(NotAPeriod, match=why):
        parse_period(written)


def test_month_first_is_read_when_asked_for() -> None:
    assert parse_period("03/25/2017", day_first=False) == date(2017, 3, 25)
    assert parse_period("03/04/2017", day_first=False) == date(2017, 3, 4)


def test_a_day_first_date_in_a_month_first_column_is_refused() -> None:
    with pytest.raises(NotAPeriod, match="day first"):
        parse_period("25/03/2017", day_first=False)


@settings(deadline=None)
@given(DAYS, st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%B %d, %Y", "%d-%b-%y", "%Y%m%d"]))
def test_every_day_comes_back_from_every_form(day: date, form: str) -> None:
    assert parse_period(day.strftime(form)) == day


@settings(deadline=None)
@given(DAYS, st.sampled_from(["%Y-%m", "%m/%Y", "%b-%y", "%B %Y", "%Y %b", "%Y%m"]))
def test_every_month_comes_back_as_its_first_day(day: date, form: str) -> None:
    assert parse_period(day.strftime(form)) == day.replace(day=1)


@settings(deadline=None)
@given(DAYS)
def test_every_week_comes_back_as_its_monday(day: date) -> None:
    assert parse_period(day.strftime("%G-W%V")) == day - timedelta(days=day.weekday())


@settings(deadline=None)
@given(DAYS)
def test_every_spreadsheet_serial_comes_back(day: date) -> None:
    assert parse_period((day - date(1899, 12, 30)).days) == day


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    assert read_or_refused(text)


@settings(deadline=None)
@given(st.floats())
def test_any_number_is_a_period_or_refused(number: float) -> None:
    assert read_or_refused(number)


@pytest.mark.parametrize(
    ("column", "day_first"),
    [
        (["03/04/2017", "25/03/2017"], True),
        (["03/04/2017", "03/25/2017"], False),
        (["03/04/2017", "04/05/2017"], None),
        (["25/03/2017", "03/25/2017"], None),
        (["2017-03-25", 42795, None], None),
        ([], None),
    ],
)
def test_a_column_tells_whether_its_days_come_first(column: list[object], day_first: bool | None) -> None:
    assert day_first_of(column) is day_first


def test_a_column_that_could_be_read_both_ways_says_how_it_was_read() -> None:
    assert doubts(["01/01/2017", "03/04/2017"]) == (
        "Dates such as 03/04/2017 were read with the day first: 3 April 2017.",
    )
    assert doubts(["03/04/2017"], day_first=False)[0].endswith("month first: 4 March 2017.")


@pytest.mark.parametrize("column", [["03/04/2017", "25/03/2017"], ["2017-03-04"], ["01/01/2017", "02/02/2017"], []])
def test_a_column_with_one_reading_raises_no_doubts(column: list[object]) -> None:
    assert doubts(column) == ()


def test_a_financial_year_among_months_is_torn() -> None:
    assert torn_years(["2011/10", "2011/11", "2011/12"]) == ("2011/12",)


@pytest.mark.parametrize("column", [["2010/11", "2011/12"], ["2016/17", "2017/18"], ["2011-11", "2011-12"], [2011]])
def test_a_column_of_one_kind_is_not_torn(column: list[object]) -> None:
    assert torn_years(column) == ()
