"""Which chart fits, from how a measure is defined: every branch, its reason, its alternative and its warnings."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from knotwork.science.spc import KINDS, choose

RNG = np.random.default_rng(5)
NORMAL = RNG.normal(10, 1, 60)
VARYING = RNG.integers(150, 260, 40)
LIKE = np.full(40, 200)
STEADY = RNG.binomial(VARYING, 0.3)
SPREAD = RNG.binomial(200, np.clip(RNG.normal(0.3, 0.12, 40), 0.01, 0.99))
EVENTS = RNG.poisson(VARYING * 0.05)
RARE = RNG.binomial(VARYING, 0.003)

CASES = {
    "a measurement": ("measurement", NORMAL, None, "i", "ewma"),
    "a measurement with denominators that vary": ("measurement", STEADY * 1.5, VARYING, "ip", "i"),
    "a measurement with denominators alike": ("measurement", SPREAD * 1.5, LIKE, "i", "ewma"),
    "a few measurements": ("measurement", NORMAL[:11], None, "run", "i"),
    "just enough measurements": ("measurement", NORMAL[:12], None, "i", "ewma"),
    "a proportion": ("proportion", STEADY, VARYING, "p", "cusum"),
    "a proportion of like numbers": ("proportion", RNG.binomial(LIKE, 0.3), LIKE, "p", "np"),
    "a proportion that varies too much": ("proportion", SPREAD, LIKE, "pp", "p"),
    "a rare proportion": ("proportion", RARE, VARYING, "p", "g"),
    "a rate": ("rate", EVENTS, VARYING, "u", "i"),
    "a rate with denominators alike": ("rate", RNG.poisson(9, 40), LIKE, "u", "c"),
    "a rate that varies too much": ("rate", SPREAD, LIKE, "up", "u"),
    "a rare rate": ("rate", RARE, VARYING, "u", "t"),
    "a count": ("count", RNG.poisson(9, 40), None, "c", "u"),
    "a count with denominators": ("count", EVENTS, VARYING, "u", "i"),
    "a count that varies too much": ("count", SPREAD, None, "i", "ewma"),
    "a rare count": ("count", RNG.poisson(0.5, 40), None, "c", "t"),
    "cases between": ("cases between", RNG.geometric(0.05, 40), None, "g", "t"),
    "time between": ("time between", RNG.exponential(20, 40) + 0.1, None, "t", "g"),
    "a few times between": ("time between", [3, 4, 5], None, "run", "i"),
}


@pytest.mark.parametrize(("counted", "y", "n", "kind", "alternative"), list(CASES.values()), ids=list(CASES))
def test_the_chart_follows_from_what_is_counted_and_how_it_varies(counted, y, n, kind, alternative) -> None:
    choice = choose(counted, y, n)
    assert (choice.kind, choice.alternative) == (kind, alternative)


@pytest.mark.parametrize(("counted", "y", "n", "kind", "alternative"), list(CASES.values()), ids=list(CASES))
def test_every_choice_says_why_and_when_not_in_one_sentence_each(counted, y, n, kind, alternative) -> None:
    choice = choose(counted, y, n)
    assert choice.why.count(".") == choice.why.endswith(".") == 1
    assert choice.instead.count(".") == choice.instead.endswith(".") == 1
    assert KINDS[alternative].title.split(" (")[0] in choice.instead


def test_several_values_a_period_get_an_xbar_chart_beside_an_s_chart() -> None:
    choice = choose("measurement", NORMAL, x=np.repeat(np.arange(20), 3))
    assert (choice.kind, choice.alternative) == ("xbar", "i")
    assert "read it beside an S chart" in choice.why


def test_more_variation_than_chance_is_the_reason_given() -> None:
    assert "vary more than chance alone, which a P′ chart allows for" in choose("proportion", SPREAD, LIKE).why
    assert "vary more than chance alone, which a U′ chart allows for" in choose("rate", SPREAD, LIKE).why


def test_too_few_points_is_the_reason_given_with_their_number() -> None:
    assert "only 8 points, too few for limits" in choose("measurement", NORMAL[:8]).why


@pytest.mark.parametrize(
    ("counted", "n", "unit"), [("proportion", [20] * 24, "cases (G)"), ("rate", [20] * 24, "time (T)")]
)
def test_rare_events_are_better_counted_between(counted, n, unit) -> None:
    assert f"chart {unit} between events" in choose(counted, [0, 1] * 12, n).warnings[-1]


def test_rare_falls_are_seen_sooner_between_events() -> None:
    assert "it shows falls sooner" in choose("proportion", RARE, VARYING).instead


def test_seasons_are_noticed_without_dates() -> None:
    months = 10 + 3 * np.sin(np.arange(60) * np.pi / 6) + RNG.normal(0, 0.5, 60)
    assert any("a year apart" in sentence for sentence in choose("measurement", months).warnings)


def test_seasons_are_named_where_dates_are_known() -> None:
    dates = [datetime.date(2020 + place // 12, place % 12 + 1, 1) for place in range(60)]
    season = 10 + 3 * np.sin(np.arange(60) * np.pi / 6) + RNG.normal(0, 0.5, 60)
    assert "The same months are alike (season)" in choose("measurement", season, x=dates).warnings[0]
    assert choose("measurement", NORMAL, x=dates).warnings == ()


def test_neighbours_alike_are_warned_about() -> None:
    walk = np.cumsum(np.random.default_rng(1).normal(0, 1, 30))
    assert choose("measurement", walk).warnings[0].startswith("Neighbouring points are alike")


def test_skewed_measurements_are_warned_about_and_skewed_times_are_not() -> None:
    waits = np.random.default_rng(3).exponential(5, 60) + 0.01
    assert any("skewed" in sentence for sentence in choose("measurement", waits).warnings)
    assert not any("skewed" in sentence for sentence in choose("time between", waits).warnings)


def test_missing_values_are_left_out_of_the_choice() -> None:
    y, n = STEADY.astype(float), VARYING.astype(float)
    y[[3, 20]], n[30] = np.nan, np.nan
    assert choose("proportion", y, n).kind == "p"
    assert choose("measurement", [1.0, None] * 11).kind == "run"


def test_an_unknown_kind_of_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind of measure called 'feeling'"):
        choose("feeling", NORMAL)


@pytest.mark.parametrize(
    ("counted", "y", "n", "why"),
    [
        ("proportion", [3], [2], "numerator above its denominator"),
        ("proportion", [3], None, "needs denominators"),
        ("time between", [0.0], None, "is zero"),
        ("cases between", [-1], None, "is negative"),
        ("measurement", ["many"], None, "not a number"),
        ("count", [], None, "no points"),
    ],
)
def test_numbers_that_the_chart_cannot_show_are_refused(counted, y, n, why) -> None:
    with pytest.raises(ValueError, match=why):
        choose(counted, y, n)


def test_nothing_but_missing_values_gets_a_run_chart() -> None:
    assert choose("measurement", [None, None]).kind == "run"
