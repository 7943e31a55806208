"""When a digest is due: days, hours, and clocks that are put forward and back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knotwork.learning.news.codes import key_in, next_time, token_for

LONDON, UTC_ZONE = ZoneInfo("Europe/London"), ZoneInfo("UTC")
INSTANTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2035, 1, 1), timezones=st.just(UTC))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("often", "day", "hour", "after", "due"),
    [
        ("weekly", 0, 8, "2026-11-22T12:00", "2026-11-23T08:00"),  # a Sunday, so Monday
        ("weekly", 0, 8, "2026-11-23T07:59", "2026-11-23T08:00"),
        ("weekly", 0, 8, "2026-11-23T08:00", "2026-11-30T08:00"),  # at the hour itself, the next one
        ("weekly", 6, 0, "2026-11-23T08:00", "2026-11-29T00:00"),
        ("daily", 0, 8, "2026-11-23T08:00", "2026-11-24T08:00"),
        ("daily", 3, 23, "2026-11-23T08:00", "2026-11-23T23:00"),
        ("weekly", 0, 8, "2026-06-22T00:00", "2026-06-22T07:00"),  # British summer time
        ("daily", 0, 8, "2026-03-28T12:00", "2026-03-29T07:00"),  # the night in which clocks go forward
        ("daily", 0, 8, "2026-10-24T12:00", "2026-10-25T08:00"),  # and back
        ("daily", 0, 1, "2026-03-28T12:00", "2026-03-29T01:00"),  # an hour that is left out: when the clock has gone on
        ("daily", 0, 1, "2026-10-24T12:00", "2026-10-25T00:00"),  # an hour that comes twice: the first
    ],
)
def test_the_next_digest_comes_at_its_hour_by_the_clock_on_the_wall(often, day, hour, after, due) -> None:
    assert next_time(often, day, hour, after=at(after), zone=LONDON) == at(due)


def test_who_wants_none_has_none_due() -> None:
    assert next_time("never", 0, 8, after=at("2026-11-22T12:00"), zone=LONDON) is None


@given(INSTANTS, st.integers(0, 6), st.integers(0, 23))
def test_a_weekly_digest_is_due_later_and_within_a_week_and_an_hour(after, day, hour) -> None:
    due = next_time("weekly", day, hour, after=after, zone=LONDON)
    assert due is not None
    assert after < due <= after + timedelta(days=7, hours=1)
    assert due.astimezone(LONDON).weekday() == day


@given(INSTANTS, st.integers(0, 23))
def test_a_daily_digest_is_due_within_a_day_at_its_hour(after, hour) -> None:
    due = next_time("daily", 0, hour, after=after, zone=UTC_ZONE)
    assert due is not None
    assert after < due <= after + timedelta(days=1)
    assert (due.hour, due.minute, due.second) == (hour, 0, 0)


@given(st.integers(1, 10**12))
def test_a_link_ends_the_digests_of_whom_it_was_made_for(key) -> None:
    assert key_in(token_for(key)) == key


@given(st.text(max_size=60))
def test_a_link_that_was_made_up_ends_nobodys(text) -> None:
    assert key_in(text) is None


def test_a_link_with_a_letter_changed_ends_nobodys() -> None:
    token = token_for(7)
    assert key_in(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
