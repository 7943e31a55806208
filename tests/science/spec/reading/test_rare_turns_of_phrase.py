"""Readings that few charts get: trends, levels that say nothing, points without dates, and every sentence whole."""

from __future__ import annotations

import datetime

import pytest

from knotwork.science.spc import analyse, read
from tests.science.spec.reading.test_verdicts_in_words import HIGH, LOW, PASSED, SWINGS, told

FURTHER = (
    "Further points outside the limits or a long run would show a lasting change; "
    "if the next three lie inside, it was a single event."
)
FALL = [9, 8.2, 7.4, 6.6, 5.8, 5, 4.2]


@pytest.mark.parametrize(("y", "way"), [(FALL, "falling"), ([12 - value for value in FALL], "rising")])
def test_a_trend_is_told_by_its_way_and_not_by_a_side_that_it_only_reaches(y, way) -> None:
    reading = told([5, 7] * 6 + y, "i", rules="nelson")
    assert reading.headline == f"Falls: {way} since January 2025"
    assert reading.sentence == f"{reading.headline}. 7 points show a pattern that chance seldom makes: “trend of 6”."
    assert reading.brief == f"{way.capitalize()} since Jan 2025"


@pytest.mark.parametrize(
    ("few", "many", "centre", "side", "brief"),
    [
        (2, 3100, 0.3, "below", "Lower"),
        (2, 3011, 0.3, "below", "Lower"),  # just to the centre: 3033 of 10110
        (8, 6900, 0.7, "above", "Higher"),
        (8, 6989, 0.7, "above", "Higher"),
    ],
)
def test_a_level_drawn_to_the_other_side_by_one_large_point_is_not_told(few, many, centre, side, brief) -> None:
    # Eleven points of ten cases and a twelfth of ten thousand, just on the other side, which makes the pooled level.
    reading = told([few] * 11 + [many], "p", n=[10] * 11 + [10_000], centre=centre, rules="mdc")
    assert reading.headline == f"Falls: {side} the centre line since January 2024"
    assert reading.brief == f"{brief} since Jan 2024"


def test_a_single_point_without_a_date_is_told_by_its_place() -> None:
    reading = read(analyse("i", [*SWINGS, 40], baseline=12), name="Falls")
    assert reading.headline == "Falls: unusually high at point 13"
    assert (
        reading.sentence
        == "Falls: unusually high at point 13, at 40.0. Chance alone seldom goes above the limit of 10.4."
    )
    assert reading.brief == "High at point 13"
    assert reading.would_change == FURTHER


def test_a_point_has_its_own_limit_where_limits_vary() -> None:
    # Of all 206 cases of 560: 0.368 less 3 root(0.368 x 0.632 / 50); and 0.4 with 3 root(0.4 x 0.6 / 200) more.
    low = told([20] * 9 + [12, 12, 2], "p", n=[50] * 9 + [30, 30, 50])
    assert low.sentence == (
        "Falls: unusually low in December 2024, at 0.04. Chance alone seldom goes below the limit of 0.16."
    )
    high = told([22, 18] * 5 + [160], "p", n=[50] * 10 + [200], centre=0.4)
    assert high.sentence == (
        "Falls: unusually high in November 2024, at 0.80. Chance alone seldom goes above the limit of 0.50."
    )


@pytest.mark.parametrize(
    ("y", "times"),
    [([9, 8, 10, 9, 8, 4, 3, 5, 4, 3], "once"), ([9, 8, 4, 3, 5, 4, 3, 8, 9, 8, 9, 8, 9], "2 times")],
)
def test_how_often_points_change_sides_is_told_as_people_count(y, times) -> None:
    fewer = "The points change sides of the centre line less often than chance would make them"
    assert told(y, centre=6).sentence.endswith(
        f"{fewer}: {times}, where at least {2 if times == 'once' else 3} are expected."
    )


def test_levels_of_single_values_do_not_weigh_denominators() -> None:
    # Ratios of 1 and 3 in turn, then of 5 and 7, of denominators that differ: means of 2 and 6.
    y, n = [1, 30] * 6 + [5, 70] * 6, [1, 10] * 12
    assert told(y, "i", n=n, rules="anhoej").headline.startswith("Falls rose from 2.0 to 6.0 ")


def test_ten_values_of_which_four_lie_off_the_line_are_too_few() -> None:
    reading = told([0] * 6 + [1] * 4)
    assert "only 4 of 10 values lie off the centre line, and 10 are needed" in reading.sentence
    assert reading.would_change == "Six more useful points would be enough to judge by."
    assert told([None, None]).would_change == "Ten more useful points would be enough to judge by."


@pytest.mark.parametrize(
    ("period", "brief"),
    [("one two three", "Lower since one two three"), ("one two three four", "Lower of late")],
)
def test_a_brief_has_five_words_at_most(period, brief) -> None:
    names = [*map(str, range(12)), period, *map(str, range(13, 24))]
    assert read(analyse("run", HIGH + LOW), periods=names).brief == brief


def test_a_day_of_one_digit_is_a_day_too() -> None:
    days = [datetime.date(2025, 1, 20) + datetime.timedelta(place) for place in range(24)]
    reading = read(analyse("run", HIGH + LOW, x=days), name="Falls")
    assert reading.headline == "Falls fell from 9.0 to 4.0 on 1 February 2025"


@pytest.mark.parametrize(
    ("rules", "title"),
    [("mdc", "NHS England Making Data Count"), ("western_electric", "Western Electric rules"), ("bestbox", "best box")],
)
def test_other_rules_are_asked_for_again_unless_their_signal_stands(rules, title) -> None:
    again = f"A signal under {title} would be evidence of change."
    assert told(SWINGS, "i", rules=rules).would_change == again
    assert told(PASSED, centre=6, rules=rules).would_change == again
    assert told(HIGH + LOW, "i", rules=rules).would_change == (
        "If most of the points to come lie above the centre line, the change has not lasted."
    )


def test_what_would_be_evidence_is_told_whole() -> None:
    signs = "{} points in a row on one side of the centre line or fewer than {} changes of side"
    assert told(PASSED, centre=6).would_change == f"{signs.format(9, 9)} would be evidence of change."
    assert told(SWINGS, "i").would_change == (
        f"A point outside the limits, {signs.format(8, 3)} would be evidence of change."
    )


def test_limits_of_most_samples_are_limits_though_some_have_none() -> None:
    y = [*SWINGS, *(value + 1 for value in SWINGS)]
    twice = [*range(12), *range(12)]
    for single in (1, 10):
        kept = [place for place in range(24) if place != 12 + single]
        seen = analyse("xbar", [y[place] for place in kept], x=[twice[place] for place in kept])
        assert read(seen).would_change.startswith("A point outside the limits, ")


def test_how_sure_is_told_in_sentences_one_space_apart() -> None:
    assert told([1.0, 3, 2, 4, 2], "i").sureness == (
        "Too few points to judge by. Only 5 values: at least 10 are needed, and 20 or more are better."
    )


@pytest.mark.parametrize(
    ("newest", "said"),
    [
        (10.36, "unusually high in January 2025, at 10.36. Chance alone seldom goes above the limit of 10.35."),
        (1.64, "unusually low in January 2025, at 1.64. Chance alone seldom goes below the limit of 1.65."),
    ],
)
def test_a_point_just_beyond_its_limit_has_as_many_decimals_as_tell_them_apart(newest, said) -> None:
    # Eleven ranges with the mean 18 / 11: 2.6596 times that on either side of 6.
    assert told([*SWINGS, newest], "i", baseline=12).sentence == f"Falls: {said}"


def test_means_that_move_without_ranges_have_no_limits_yet() -> None:
    y = [part for value in SWINGS for part in (value, None)]
    assert (
        told(y, "ewma").would_change == "A point outside the limits, once there are any, would be evidence of change."
    )


def test_sums_that_never_leave_the_centre_line_are_said_to_lie_on_it() -> None:
    assert told([7.0] * 24, "cusum").sentence == "Falls: no evidence of change. All points lie on the centre line."
