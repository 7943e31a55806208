"""How often stable data are warned about: what each docstring says, held by simulation (1,000 series: error 0.005)."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import numpy as np
import pytest

from knotwork.science.spc.departures import autocorrelation, calendar, over_or_under, seasonal, skewness
from knotwork.science.spc.series import Sample

SERIES = 1000
LENGTHS = (20, 24, 36, 60, 100)


def alarms(points: int, told: Callable[[np.ndarray], object]) -> float:
    y = np.random.default_rng([17, points]).normal(0, 1, (SERIES, points))
    return float(np.mean([bool(told(series - series.mean())) for series in y]))


@pytest.mark.parametrize("points", LENGTHS)
def test_two_of_a_hundred_stable_series_are_said_to_have_neighbours_alike(points) -> None:
    assert 0.003 < alarms(points, lambda rest: autocorrelation(rest) is not None) < 0.035


@pytest.mark.parametrize("points", LENGTHS)
def test_one_of_a_hundred_stable_series_is_said_to_be_skewed(points) -> None:
    assert alarms(points, lambda rest: skewness(rest) is not None) < 0.02


def monthly(many: int) -> tuple[datetime.date, ...]:
    return tuple(datetime.date(2020 + place // 12, place % 12 + 1, 1) for place in range(many))


def daily(many: int) -> tuple[datetime.date, ...]:
    return tuple(datetime.date(2025, 1, 1) + datetime.timedelta(place) for place in range(many))


def quarterly(many: int) -> tuple[str, ...]:
    return tuple(f"{2010 + place // 4}-{place % 4 * 3 + 1:02d}-01" for place in range(many))


@pytest.mark.parametrize(("dates", "many"), [(monthly, 24), (monthly, 60), (daily, 28), (daily, 90), (quarterly, 20)])
def test_one_of_a_hundred_stable_series_is_said_to_be_seasonal(dates, many) -> None:
    season = calendar(dates(many))
    assert season is not None
    assert alarms(many, lambda rest: seasonal(rest, season)) < 0.025


@pytest.mark.parametrize("points", [24, 60])
@pytest.mark.parametrize(
    ("kind", "n", "share"), [("p", 200, 0.3), ("p", 50, 0.1), ("p", 20, 0.05), ("u", 100, 0.05), ("c", None, 12)]
)
def test_few_stable_series_of_counts_are_said_to_vary_more_or_less_than_chance(kind, n, share, points) -> None:
    rng = np.random.default_rng([19, points])
    size = (SERIES, points)
    tops = rng.binomial(n, share, size) if kind == "p" else rng.poisson(share * (n or 1), size)
    below = None if n is None else np.full(points, float(n))
    wider = np.array([over_or_under(kind, Sample(top / (n or 1), below, top.astype(float))) for top in tops])
    assert (wider > 1).mean() < 0.035
    assert (wider < 1).mean() < 0.035


@pytest.mark.parametrize(("share", "least"), [(0.4, 0.6), (0.6, 0.95)])
def test_series_that_are_alike_are_noticed(share, least) -> None:
    def told(rest: np.ndarray) -> bool:
        y = rest.copy()
        for point in range(1, y.size):
            y[point] = share * y[point - 1] + np.sqrt(1 - share**2) * y[point]
        return autocorrelation(y - y.mean()) is not None

    assert alarms(60, told) > least


def test_a_correlation_is_said_about_as_large_as_it_is() -> None:
    rng, found = np.random.default_rng(23), []
    for _ in range(300):
        y = rng.normal(0, 1, 36)
        for point in range(1, y.size):
            y[point] = 0.8 * y[point - 1] + 0.6 * y[point]
        found.append(autocorrelation(y - y.mean()) or 0.0)
    assert np.mean(found) == pytest.approx(0.8, abs=0.08)


def test_twice_the_spread_of_chance_is_noticed() -> None:
    rng = np.random.default_rng(29)
    tops = rng.binomial(200, np.clip(rng.normal(0.3, 0.056, (300, 36)), 0, 1)).astype(float)
    wider = [over_or_under("p", Sample(top / 200, np.full(36, 200.0), top)) for top in tops]
    assert np.mean(np.array(wider) > 1) > 0.95


@pytest.mark.parametrize("periods", [(), (1, 2, 3) * 10, ("W1", "W2") * 20, ("2025-13",) * 20, monthly(11)])
def test_periods_without_a_calendar_have_no_season(periods) -> None:
    assert calendar(periods) is None


def test_weeks_and_years_apart_have_no_season() -> None:
    assert calendar(tuple(datetime.date(2020, 1, 1) + datetime.timedelta(7 * k) for k in range(40))) is None
    assert calendar(tuple(datetime.date(1990 + k, 1, 1) for k in range(30))) is None


def test_values_without_spread_are_neither_alike_nor_skewed_nor_seasonal() -> None:
    rest, season = np.zeros(36), calendar(monthly(36))
    assert season is not None
    assert autocorrelation(rest) is None
    assert skewness(rest) is None
    assert not seasonal(rest, season)
