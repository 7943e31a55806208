"""Seasons: which dates have one, and from where on the parts of the calendar are said to be alike."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from scipy import stats

from knotwork.science.spc.departures import Season, calendar, seasonal

NOISE = np.array([3, -1, 2, 0, -2, 1, -3, 2, 1, -1, 0, 3, -2, 1, 2, -3], dtype=float)
PLACES = np.arange(16) % 4


def four(enough: int = 12, part: np.ndarray = PLACES) -> Season:
    return Season(part, 4, "quarters", enough)


def about(y: np.ndarray) -> np.ndarray:
    return y - y.mean()


def dated(gaps: list[int]) -> tuple[datetime.date, ...]:
    days = np.cumsum([0, *gaps])
    return tuple(datetime.date(2024, 1, 1) + datetime.timedelta(int(day)) for day in days)


def high(p: float) -> np.ndarray:
    """Deviations whose first part is so much higher that an analysis of variance has just this p value."""
    low, up = 1.0, 20.0
    for _ in range(60):
        more = (low + up) / 2
        y = NOISE + more * (PLACES == 0)
        found = stats.f_oneway(*(y[place == PLACES] for place in range(4))).pvalue
        low, up = (more, up) if found > p else (low, more)
    return about(y)


def test_parts_are_alike_from_one_in_a_hundred_on_by_analysis_of_variance() -> None:
    assert not seasonal(high(0.0101), four())
    assert seasonal(high(0.0099), four())


@pytest.mark.parametrize(("enough", "said"), [(16, True), (17, False)])
def test_a_season_is_looked_for_from_so_many_points_on(enough, said) -> None:
    assert seasonal(high(0.001), four(enough)) is said


@pytest.mark.parametrize(("twice", "said"), [(2, True), (1, False), (0, False)])
def test_every_part_is_there_twice_or_nothing_is_said(twice, said) -> None:
    part = np.array([0] * 6 + [1] * 5 + [2] * (5 - twice) + [3] * twice)
    assert seasonal(about(part * 10 + NOISE), four(part=part)) is said


def test_values_that_never_vary_have_no_season() -> None:
    assert not seasonal(np.zeros(16), four())


def test_values_that_vary_with_the_calendar_alone_have_one() -> None:
    assert seasonal(about(PLACES.astype(float)), four())
    assert seasonal(about(PLACES / 3 + 0.1), four())


@pytest.mark.parametrize(
    ("gap", "called"),
    [
        (1, "days of the week"),
        *((28, "months"), (31, "months"), (89, "quarters"), (92, "quarters")),
        *((gap, None) for gap in (2, 27, 32, 60, 88, 93)),
    ],
)
def test_points_a_day_a_month_or_a_quarter_apart_may_have_a_season(gap, called) -> None:
    found = calendar(dated([gap] * 11))
    assert (found.called if found else None) == called


@pytest.mark.parametrize(
    ("short", "long", "daily"), [(6, 5, True), (5, 6, False), (6, 6, False), (7, 6, True), (4, 7, False)]
)
def test_most_points_say_how_far_apart_they_are(short, long, daily) -> None:
    assert (calendar(dated([10] * long + [1] * short)) is not None) is daily


def test_fewer_dates_than_three_years_of_quarters_are_not_looked_at() -> None:
    assert calendar(dated([1] * 10)) is None
    assert calendar(dated([1] * 11)) is not None


@pytest.mark.parametrize("odd", [5, "W12", "2025-13", None])
def test_one_period_that_is_no_date_leaves_all_without_a_season(odd) -> None:
    months = tuple(f"2024-{month:02d}" for month in range(1, 13))
    assert calendar(months) is not None
    assert calendar((*months, odd)) is None
    assert calendar((odd, *months)) is None
