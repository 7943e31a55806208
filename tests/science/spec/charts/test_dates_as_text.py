"""Text that is dates: put in the order of time, or refused; and text that is none."""

from __future__ import annotations

import pytest

from knotwork.science.spc import BadSeries, analyse


@pytest.mark.parametrize(
    "x",
    [
        ["2020-10-01", "2020-1-10", "2020-2-01"],
        ["2020-11", "2020-9", "2020-10"],
        ["2020-2-3", "2020-01-15", "2020-02-1"],
        ["2020-01-02", "2020-01", "2020-01-01"],
        ["2020-01-02T09:30", "2020-01-01 23:59:59.5", "2020-01-02T09"],
        [" 2020-03", "2020-01 ", "2020-02"],
        ["2020-01-02T10:00+02:00", "2020-01-02T07:30Z", "2020-01-02T00:29-07:30"],
        ["2020-01-02T00:30+02:00", "2020-01-01T22:15Z", "2020-01-02T00:20+0200"],
    ],
    ids=["days", "months", "both", "month and days", "times", "spaces", "zones", "midnight"],
)
def test_dates_written_as_text_are_put_in_the_order_of_time(x) -> None:
    seen = analyse("run", [30, 10, 20], x=x)
    assert seen.y.tolist() == [10, 20, 30]
    assert seen.x == (x[1], x[2], x[0])


def test_a_moment_before_midnight_in_one_zone_follows_one_after_midnight_in_another() -> None:
    # 00:00 at two hours east of Greenwich is 22:00 there, an hour before 23:00.
    seen = analyse("run", [1, 2], x=["2020-01-02T00:00:00+02:00", "2020-01-01T23:00:00Z"])
    assert seen.y.tolist() == [1, 2]


def test_one_moment_written_in_two_zones_is_one_period() -> None:
    seen = analyse("i", [1, 3, 9], x=["2020-01-02T00:00+02:00", "2020-01-01T22:00Z", "2020-01-03T00:00Z"])
    assert seen.y.tolist() == [2, 9]
    assert seen.x == ("2020-01-02T00:00+02:00", "2020-01-03T00:00Z")


@pytest.mark.parametrize("day", ["2020-01-01", "2020-1-1"])
def test_a_month_comes_before_its_first_day_and_that_before_its_first_moment(day) -> None:
    seen = analyse("run", [30, 20, 10], x=["2020-01-01T00:00", day, "2020-01"])
    assert seen.x == ("2020-01", day, "2020-01-01T00:00")
    assert seen.y.tolist() == [10, 20, 30]


@pytest.mark.parametrize(
    "none", ["2020-13", "2020-00", "2020-02-30", "2020-1-32", "2020-01-10x", "2020-01-10T25:00", "0000-01"]
)
def test_what_looks_like_a_date_among_dates_and_is_none_is_named(none) -> None:
    with pytest.raises(BadSeries, match=f"Point 3 has the period '{none}', which looks like a date and is none"):
        analyse("run", [1, 2, 3], x=["2020-01", "2020-02", none])


def test_what_to_do_about_a_date_that_is_none_is_said() -> None:
    with pytest.raises(BadSeries, match=r"correct it \(a financial year is written 2012/13\)"):
        analyse("run", [1, 2], x=["2011-12", "2012-13"])


@pytest.mark.parametrize(
    ("x", "point"),
    [
        (["2020-01-01T10:00Z", "2020-01-02T10:00"], 2),
        (["2020-01-01", "2020-01-02", "2020-01-03T00:00+01:00"], 3),
    ],
)
def test_text_with_a_time_zone_and_text_without_are_not_mixed(x, point) -> None:
    with pytest.raises(BadSeries, match=f"Point {point} differs from the first in having a time zone or not: give all"):
        analyse("run", list(range(len(x))), x=x)


@pytest.mark.parametrize(
    "x",
    [
        ["2021-22", "2020-21", "2022-23"],
        ["2021/22", "2020/21", "2022/23"],
        ["2021-W10", "2021-W09", "2021-W11"],
        ["2020-01-06/2020-01-12", "2020-01-01/2020-01-05", "2020-01-13/2020-01-19"],
        ["12020-01", "2020-01", "2020-02"],
    ],
    ids=["years with a dash", "financial years", "weeks", "spans", "five figures"],
)
def test_text_without_a_single_date_keeps_the_order_given(x) -> None:
    assert analyse("run", [30, 10, 20], x=x).x == tuple(x)


@pytest.mark.parametrize("none", ["2021-02-29", "2021-04-31", "2021-02-30", "2021-00-10", "2021-13-01", "2021-01-00"])
def test_a_day_that_never_was_is_named_among_days(none) -> None:
    with pytest.raises(BadSeries, match=f"Point 2 has the period '{none}'"):
        analyse("run", [1, 2, 3], x=["2021-01-30", none, "2021-12-31"])


def test_a_leap_day_is_a_day() -> None:
    assert analyse("run", [2, 1, 3], x=["2020-02-29", "2020-02-28", "2020-03-01"]).y.tolist() == [1, 2, 3]


def test_lines_within_one_period_are_no_periods_of_their_own() -> None:
    assert analyse("run", [1, 2], x=["2020-02\n2020-03", "2020-01"]).x == ("2020-02\n2020-03", "2020-01")
