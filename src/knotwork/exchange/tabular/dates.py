"""Periods as people write them, each read as its first day."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial

EARLIEST, LATEST = 1900, 2199
TWO_DIGITS_TURN = 70  # 69 is 2069, 70 is 1970
EXCEL_ZERO = date(1899, 12, 30)  # so that serials after Excel's 29 February 1900, which never was, come out right
FIRST_SERIAL, LAST_SERIAL = 18_264, 73_415  # 1950 to 2100, so that no year is mistaken for a serial or the reverse
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
NAMES = {**{n: i for i, n in enumerate(MONTHS, 1)}, **{n: i for i, n in enumerate(FULL, 1)}, "december": 12, "sept": 9}


class NotAPeriod(ValueError):
    """The value is not a day, week, month, quarter or year that can be read without guessing."""


def parse_period(value: object, *, day_first: bool = True) -> date:
    """The first day of the period that someone wrote: a day, ISO week, month, quarter, financial year or year.

    With `day_first`, 03/04/2017 is 3 April 2017, as in Britain. Mar-17 is March 2017. A quarter is the calendar's,
    unless its year is a financial one (Q1 2016/17 begins on 1 April 2016). 2011/12 is the financial year.
    Raises `NotAPeriod`, which says why.
    """
    if isinstance(value, datetime):
        return _in_reach(value.date())
    if isinstance(value, date):
        return _in_reach(value)
    if isinstance(value, bool):
        raise NotAPeriod("This is true or false, not a date.")
    if isinstance(value, int | float):
        return _of_number(float(value))
    return _of_text(" ".join(str(value if value is not None else "").split()), day_first=day_first)


def _of_text(text: str, *, day_first: bool) -> date:
    if not text:
        raise NotAPeriod("There is no date.")
    plain = re.sub(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? ", "", text.casefold())
    for form, read in FORMS:
        if match := form.fullmatch(plain):
            return _in_reach(read(*match.groups()))
    if match := NUMERIC.fullmatch(plain):
        return _in_reach(_numeric(*match.groups(), day_first=day_first))
    if plain.isascii() and plain.replace(".", "", 1).isdigit():
        return _of_number(float(plain))
    raise NotAPeriod(f"“{text[:40]}” is not a date that can be read. Write it as 2017-03-01 or 2017-03.")


def _in_reach(day: date) -> date:
    if not EARLIEST <= day.year <= LATEST:
        raise NotAPeriod(f"The year {day.year} is not between {EARLIEST} and {LATEST}. Was a digit lost?")
    return day


def _of_number(number: float) -> date:
    if number.is_integer() and EARLIEST <= number <= LATEST:
        return date(int(number), 1, 1)
    if FIRST_SERIAL <= number < LAST_SERIAL:
        return EXCEL_ZERO + timedelta(days=int(number))
    raise NotAPeriod(f"{number:g} is a number that is neither a year nor a spreadsheet's date.")


def _day(year: str, month: str | int, day: str | int = 1) -> date:
    whole = int(year)
    if len(year) == 2:
        whole += 2000 if whole < TWO_DIGITS_TURN else 1900
    number = NAMES.get(month, 0) if isinstance(month, str) and month.isalpha() else int(month)
    if not 1 <= number <= 12:
        raise NotAPeriod(f"There is no month “{month}”.")
    try:
        return date(whole, number, int(day))
    except ValueError as error:
        raise NotAPeriod(f"There is no day {int(day)} in month {number} of {whole}.") from error


def _numeric(first: str, second: str, year: str, *, day_first: bool) -> date:
    day, month = (first, second) if day_first else (second, first)
    if int(month) > 12 >= int(day):
        now, other = ("first", "second") if not day_first else ("second", "first")
        raise NotAPeriod(
            f"The {now} number, {month}, cannot be a month. If the month comes {other} in this column, say so "
            f"when matching columns ({'month' if day_first else 'day'} first)."
        )
    return _day(year, int(month), day)


def _week(year: str, week: str) -> date:
    try:
        return date.fromisocalendar(int(year), int(week), 1)
    except ValueError as error:
        raise NotAPeriod(f"There is no week {int(week)} in {year}.") from error


def _quarter(year: str, following: str | None, quarter: str) -> date:
    if following is None:
        return date(int(year), 3 * int(quarter) - 2, 1)
    start = _financial_year(year, following)
    return date(start.year + (quarter == "4"), (3 * int(quarter)) % 12 + 1, 1)


def _quarter_first(quarter: str, year: str, following: str | None) -> date:
    return _quarter(year, following, quarter)


def _financial_year(year: str, following: str) -> date:
    if int(following) % 100 != (int(year) + 1) % 100:
        raise NotAPeriod(f"{year}/{following} is neither a month nor a financial year such as 2016/17.")
    return date(int(year), 4, 1)


def _year_and_two(year: str, mark: str, two: str) -> date:
    """2016/17 is a financial year, 2017/03 a month; with a dash or point a month goes first (2011-12 is December)."""
    financial = int(two) == (int(year) + 1) % 100
    if (financial and (mark == "/" or int(two) > 12)) or int(two) > 12:
        return _financial_year(year, two)
    return _day(year, int(two))


def _swapped(day: str, month: str, year: str) -> date:
    return _day(year, month, day)


TIME = r"(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?z|[+-]\d{2}:?\d{2})?)?"
WORD, ENDING, GAP = r"([a-z]{3,9})\.?", r"(?:st|nd|rd|th)?", r"[ \-/]?"
FORMS: tuple[tuple[re.Pattern[str], Callable[..., date]], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){TIME}", _day),
        (r"(\d{4})([-/.])(\d{1,2})", _year_and_two),
        (r"(\d{4})[-/](\d{4})", _financial_year),
        (r"(\d{4})[ -]?w(?:eek ?)?(\d{1,2})", _week),
        (r"(\d{4})(?:/(\d{2}|\d{4}))?[ -]?q([1-4])", _quarter),
        (r"q([1-4])[ -]?(\d{4})(?:/(\d{2}|\d{4}))?", _quarter_first),
        (rf"(\d{{1,2}}){ENDING}{GAP}{WORD},?{GAP}(\d{{4}}|\d{{2}}){TIME}", _swapped),
        (rf"{WORD} (\d{{1,2}}){ENDING},? (\d{{4}}){TIME}", lambda month, day, year: _day(year, month, day)),
        (rf"{WORD}{GAP}['’]?(\d{{4}}|\d{{2}})", lambda month, year: _day(year, month)),
        (rf"(\d{{4}}){GAP}{WORD}", _day),
        (r"(\d{1,2})[-/.](\d{4})", lambda month, year: _day(year, int(month))),
        (r"((?:19|20|21)\d{2})(\d{2})(\d{2})", _day),
        (r"((?:19|20|21)\d{2})(\d{2})", _day),
        (r"(\d{4})", partial(_day, month=1)),
    )
)
NUMERIC = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){TIME}", re.ASCII)
SLASHED = re.compile(r"(\d{4})/(\d{1,2})", re.ASCII)


def _pairs(values: Iterable[object]) -> list[tuple[int, int]]:
    plain = (" ".join(value.split()).casefold() for value in values if isinstance(value, str))
    found = (NUMERIC.fullmatch(value) for value in plain)
    return [(int(match[1]), int(match[2])) for match in found if match]


def day_first_of(values: Iterable[object]) -> bool | None:
    """Whether the day comes first in a column of dates: yes, no, or None where nothing in it tells.

    Where the column contradicts itself, None too: each value that cannot be read is then named on its own.
    """
    pairs = _pairs(values)
    day, month = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    return day if day != month else None


def doubts(values: Iterable[object], *, day_first: bool = True) -> tuple[str, ...]:
    """What a reader should know about how a column of dates was read; nothing where there was no choice."""
    written = [value for value in values if isinstance(value, str)]
    if not any(first != second for first, second in _pairs(written)) or day_first_of(written) is not None:
        return ()
    both_ways = (v for v in written if (p := _pairs([v])) and p[0][0] != p[0][1] and max(p[0]) <= 12)
    example = next(both_ways, None)
    if example is None:
        return ()
    day = parse_period(example, day_first=day_first)
    first = "day" if day_first else "month"
    return (f"Dates such as {example.strip()} were read with the {first} first: {day.day} {day:%B %Y}.",)


def torn_years(values: Iterable[object]) -> tuple[str, ...]:
    """Values such as 2011/12 in a column that also has months such as 2011/07: one of the two was meant, not both."""
    found = [(v, SLASHED.fullmatch(v.strip())) for v in values if isinstance(v, str)]
    both = [(v, int(m[2]) == (int(m[1]) + 1) % 100) for v, m in found if m and 1 <= int(m[2]) <= 12]
    return tuple(v for v, financial in both if financial) if any(not financial for _, financial in both) else ()
