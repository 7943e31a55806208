"""When the data argue with the chart, it says so and what to do; and when they do not, it keeps quiet."""

from __future__ import annotations

import datetime
import re

import numpy as np
import pytest

from knotwork.science.spc import analyse, propose_rebase
from tests.science.spec.test_verdict import HIGH, LOW, MIXED

RNG = np.random.default_rng(5)
NORMAL = RNG.normal(10, 1, 60)
CASES = np.full(40, 200)
STEADY = RNG.binomial(200, 0.3, 40)
SPREAD = RNG.binomial(200, np.clip(RNG.normal(0.3, 0.12, 40), 0, 1))


def warned(word: str, seen) -> bool:
    return any(word in sentence for sentence in seen.warnings)


def test_ordinary_data_raise_no_warning() -> None:
    assert analyse("i", NORMAL).warnings == ()
    assert analyse("p", STEADY, CASES).warnings == ()


def test_overdispersion_recommends_the_chart_that_allows_for_it() -> None:
    assert warned("Use a P′ chart", analyse("p", SPREAD, CASES))
    assert warned("Use a U′ chart", analyse("u", SPREAD, CASES))
    assert warned("Use an I chart", analyse("c", SPREAD))
    assert not warned("overdispersion", analyse("pp", SPREAD, CASES))


def test_underdispersion_asks_how_events_are_counted() -> None:
    assert warned("less than chance", analyse("p", [59, 60, 61, 60] * 10, CASES))


def alike(share: float, many: int, seed: int) -> np.ndarray:
    """Values whose neighbours are so much alike."""
    rng = np.random.default_rng(seed)
    y = rng.normal(0, 1, many)
    for point in range(1, many):
        y[point] = share * y[point - 1] + np.sqrt(1 - share**2) * y[point]
    return y


def test_dependence_between_neighbours_is_said_with_how_much_more_often_it_signals() -> None:
    seen = analyse("i", alike(0.4, 60, 1))
    said = next(sentence for sentence in seen.warnings if "Neighbouring points are alike" in sentence)
    assert "correlation about 0.4" in said or "correlation about 0.5" in said or "correlation about 0.3" in said
    assert re.search(r"signals about \d\d% of the time under these rules, not 23%", said)
    assert "Leave more time between points" in said


@pytest.mark.parametrize("kind", ["ewma", "cusum"])
def test_dependence_on_early_warning_charts_is_said_without_a_number(kind) -> None:
    said = next(s for s in analyse(kind, alike(0.7, 60, 1)).warnings if "Neighbouring" in s)
    assert "more frequent than stated" in said


def test_moving_ranges_are_always_alike_and_not_warned_about() -> None:
    assert not warned("Neighbouring", analyse("mr", alike(0.7, 60, 1)))


def test_a_shift_does_not_pass_for_dependence() -> None:
    assert not warned("Neighbouring", analyse("i", HIGH + LOW))


def test_skew_on_an_i_chart_offers_others() -> None:
    assert warned("skewed", analyse("i", np.random.default_rng(2).lognormal(0, 1, 60)))
    assert not warned("skewed", analyse("run", np.random.default_rng(2).lognormal(0, 1, 60)))


def test_skew_is_said_with_how_much_more_often_it_signals() -> None:
    seen = analyse("i", np.random.default_rng(2).lognormal(0, 1, 60), rules="three_sigma")
    said = next(sentence for sentence in seen.warnings if "skewed" in sentence)
    assert re.search(r"signals (about \d\d%|nearly all) of the time under these rules, not (19|20)%", said)
    assert "Chart the logarithms, use a T chart for waiting times, or a run chart." in said


def test_logarithms_are_not_offered_where_there_are_none() -> None:
    waits = np.random.default_rng(2).lognormal(0, 1, 60)
    for y in (waits - 1, -waits, np.where(waits < 0.5, 0, waits)):
        assert warned("Use a run chart.", analyse("i", y))
        assert not warned("logarithms", analyse("i", y))


def test_a_short_baseline_says_how_much_a_longer_one_would_help() -> None:
    said = next(s for s in analyse("i", NORMAL, baseline=8).warnings if "longer baseline" in s)
    assert said.startswith("The first 8 points alone set the lines, so that a stable process signals about ")
    usual = re.search(r"signals about (\d+)% of the time under these rules, and after 40 points (\d+)%", said)
    assert usual is not None
    assert int(usual[1]) > int(usual[2]) + 10


@pytest.mark.parametrize("options", [{"baseline": 20}, {"baseline": 60}, {}, {"phases": [30], "baseline": 8}])
def test_a_long_baseline_or_none_is_not_warned_about(options) -> None:
    assert not warned("longer baseline", analyse("i", NORMAL, **options))


def test_a_baseline_that_only_sets_limits_of_known_shape_is_not_warned_about() -> None:
    assert not warned("longer baseline", analyse("p", STEADY, CASES, baseline=8, centre=0.3))
    assert not warned("longer baseline", analyse("run", NORMAL, baseline=8, rules="three_sigma"))


def months(many: int, first: int = 2020) -> list[datetime.date]:
    return [datetime.date(first + place // 12, place % 12 + 1, 1) for place in range(many)]


def quarters(many: int) -> list[str]:
    return [f"{2015 + place // 4}-{place % 4 * 3 + 1:02d}" for place in range(many)]


def days(many: int) -> list[datetime.datetime]:
    return [datetime.datetime(2025, 1, 1) + datetime.timedelta(place) for place in range(many)]


@pytest.mark.parametrize(
    ("dates", "period", "word"), [(months, 12, "months"), (quarters, 4, "quarters"), (days, 7, "days of the week")]
)
def test_a_season_is_said_by_its_name(dates, period, word) -> None:
    y = 10 + 2 * np.cos(2 * np.pi * np.arange(48) / period) + NORMAL[:48] - 10
    assert warned(f"The same {word} are alike (season)", analyse("i", y, x=dates(48)))
    assert not warned("(season)", analyse("i", NORMAL[:48], x=dates(48)))


def test_a_season_is_said_once_and_not_as_neighbours_alike() -> None:
    y = 3 * np.sin(2 * np.pi * np.arange(60) / 12) + NORMAL
    assert not warned("Neighbouring", analyse("i", y, x=months(60)))
    assert warned("Neighbouring", analyse("i", y))


@pytest.mark.parametrize("x", [None, [f"W{place}" for place in range(48)], [2020 + place for place in range(48)]])
def test_without_dates_a_month_a_quarter_or_a_day_apart_no_season_is_looked_for(x) -> None:
    assert not warned("(season)", analyse("i", 3 * np.sin(np.arange(48) * np.pi / 6) + NORMAL[:48], x=x))


def test_less_than_two_years_show_no_season() -> None:
    assert not warned("(season)", analyse("i", np.sin(np.arange(23) * np.pi / 6), x=months(23)))


def test_a_season_is_seen_past_a_missing_month() -> None:
    y = (10 + 3 * np.sin(np.arange(48) * np.pi / 6) + NORMAL[:48]).tolist()
    y[13] = None
    assert warned("(season)", analyse("i", y, x=months(48)))


def test_few_points_and_few_events_are_said() -> None:
    assert warned("Only 5 values", analyse("i", NORMAL[:5]))
    assert warned("events are expected a point", analyse("p", [0, 1] * 12, [20] * 24))


def test_a_shift_that_stands_is_proposed_for_rebasing_where_it_began() -> None:
    proposal = propose_rebase(analyse("i", HIGH + LOW))
    assert proposal is not None
    assert proposal.after == 12
    assert (proposal.before_level, proposal.after_level) == pytest.approx((np.mean(HIGH), np.mean(LOW)))
    assert proposal.sigmas > 3
    assert "Rebase only if a known change explains it" in proposal.evidence


@pytest.mark.parametrize("y", [MIXED, MIXED * 2, [*MIXED, 20], HIGH[:6] + LOW[:6]])
def test_nothing_else_is_proposed_for_rebasing(y) -> None:
    assert propose_rebase(analyse("i", y)) is None


def test_a_proposal_leaves_eight_points_on_either_side() -> None:
    proposal = propose_rebase(analyse("run", [*HIGH, *HIGH, *LOW[:9]]))
    assert proposal is not None
    assert proposal.after == 24
