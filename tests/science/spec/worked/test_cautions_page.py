"""Cautions: the page, its worked example, and each caution where it begins and where it does not."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, said

QUEUE = [50, 53, 51, 54, 56, 52, 55, 53, 49, 50, 47, 49, 46, 48, 51, 48, 52, 50, 53, 55, 52, 50, 48, 51]
STEADY = np.random.default_rng(5).normal(10, 1, 60)


def correlation() -> float:
    """How alike neighbours are, worked out one by one."""
    middle = sum(QUEUE) / len(QUEUE)
    rest = [value - middle for value in QUEUE]
    return sum(one * other for one, other in pairwise(rest)) / sum(value**2 for value in rest)


def steps(seen: Analysis) -> list[str]:
    middle = sum(QUEUE) / 24
    squares = sum((value - middle) ** 2 for value in QUEUE)
    (warning,) = seen.warnings
    return [
        f"The deviations from the mean, {said(middle)}, each multiplied by the next, add up to "
        f"{said(correlation() * squares, 1)}; their squares to {said(squares, 1)}. The correlation is "
        f"{said(correlation(), 3)}.",
        f"Chance explains up to 1.96 ÷ √24 − 1 ÷ 24 = {said(1.96 / 24**0.5 - 1 / 24, 3)}. It is more.",
        f"Short series fall short of the true correlation: made up for that it is about (24 × "
        f"{said(correlation(), 3)} + 1) "
        f"÷ 20 = {said((24 * correlation() + 1) / 20)}.",
        f"So the chart says: “{warning}”",
    ]


PAGE = Page(
    slug="cautions",
    title="Cautions",
    group="How far to trust a chart",
    order=30,
    sentence="When the data argue with the chart, it says so, and what to do instead.",
    purpose="every chart; the cautions are in `warnings` and are read out beside how sure the verdict is.",
    formula="""\
In the last phase, about the level of each stretch where a shift was found:

- few: fewer than 10 values; or fewer than 10 off the centre line
- short baseline: fewer than 20 first points set the lines, and false signals are clearly more frequent for it
- alike: correlation r of neighbours above 1.96 ÷ √n − 1 ÷ n, from 20 values; said as (nr + 1) ÷ (n − 4). Not
  on MR charts
- season: the means of the same months, quarters or days of the week differ (F test at 1 %), from two years of months,
  three of quarters, four weeks of days; said in place of “alike”
- skewed: third moment ÷ standard deviation³ beyond ±1, and beyond 2.5 √(6 ÷ n), on I, X-bar and EWMA charts, from 20
  values
- overdispersed: σz of a P, NP, U or C chart above 1 by more than 2.5 × 0.83 ÷ √n, from 20 values;
  underdispersed: below 1
  by as much, where counts are not small
- faint: less than one event expected a point, on charts of shares, rates and counts

Where it is known, the caution says how often a stable process like that would signal.""",
    story="People on a waiting list at the end of each week: most of them are the same people as the week before.",
    data={"waiting": QUEUE},
    asks=call(analyse, "run", "waiting"),
    steps=steps,
    measure="People waiting",
    avoid="""\
- As a test of normality: a chart without a caution may still have an unusual distribution.
- To dismiss a signal: a caution says that it is worth less, not nothing.""",
    by_chance="Of 100 stable charts of normal values 2 or 3 are warned about, of 100 of binomial or Poisson counts 5.",
    source="Correlation of short series: Kendall MG. Biometrika 1954;41:403-4. Overdispersion: Laney DB. Quality "
    "Engineering "
    "2002;14:531-7.",
    related=("false-signals", "choosing", "p-prime-chart", "g-chart"),
    held_by=("spec/test_cautions.py",),
)


def told(word: str, seen: Analysis) -> bool:
    return any(word in text for text in seen.warnings)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    assert correlation() > 1.96 / 24**0.5 - 1 / 24
    assert told(f"(correlation about {(24 * correlation() + 1) / 20:.1f})", seen)
    assert seen.signals == ()


@pytest.mark.parametrize("kind", ["run", "i", "mr"])
def test_steady_values_raise_no_caution(kind) -> None:
    assert analyse(kind, STEADY).warnings == ()


@pytest.mark.parametrize(("points", "few"), [(9, True), (10, False)])
def test_fewer_than_ten_values_are_few(points, few) -> None:
    assert told(f"Only {points} values", analyse("i", STEADY[:points])) is few


@pytest.mark.parametrize(("off", "few"), [(9, True), (10, False)])
def test_fewer_than_ten_off_the_line_are_few(off, few) -> None:
    y = [0] * 30 + [1, 2, 3, 4, 5, 6, 7, 8, 9, 10][:off]
    assert told("Most values lie exactly on the centre line", analyse("run", y)) is few


@pytest.mark.parametrize("points", [19, 20])
def test_neighbours_are_looked_at_from_twenty_values(points) -> None:
    slow = [np.sin(place / 4) for place in range(points)]
    assert told("Neighbouring points", analyse("ewma", slow)) is (points >= 20)


def test_values_that_swing_are_not_alike() -> None:
    assert not told("Neighbouring points", analyse("i", [10, 12] * 15))


def test_an_excluded_value_skews_nothing() -> None:
    y = [*STEADY, 40.0]
    assert told("skewed", analyse("i", y))
    assert not told("skewed", analyse("i", y, exclude=[61]))


def test_skew_to_the_low_side_is_said_with_its_sign() -> None:
    assert told("skewed (-", analyse("i", [*STEADY, -40.0]))
    assert told("skewed (+", analyse("i", [*STEADY, 60.0]))


@pytest.mark.parametrize(("expected", "faint"), [(0.9, True), (1.1, False)])
def test_less_than_one_event_a_point_is_faint(expected, faint) -> None:
    n = [1000] * 20
    assert told("events are expected a point", analyse("u", [1] * 20, n, centre=expected / 1000)) is faint


@pytest.mark.parametrize(("kind", "other"), [("p", "P′"), ("u", "U′")])
def test_overdispersion_names_the_chart_that_allows_for_it(kind, other) -> None:
    y, n = [900, 1100] * 12, [10_000] * 24
    assert told(f"Use a {other} chart", analyse(kind, y, n))
    assert not told("overdispersion", analyse(kind, [1000, 1020, 990] * 8, n))


def test_every_caution_says_what_to_do() -> None:
    every = [
        *analyse("i", STEADY[:5]).warnings,
        *analyse("run", [0] * 30 + [1]).warnings,
        *PAGE.seen().warnings,
        *analyse("i", [*STEADY, 60.0]).warnings,
        *analyse("p", [900, 1100] * 12, [10_000] * 24).warnings,
        *analyse("p", [1000, 1001] * 12, [10_000] * 24).warnings,
        *analyse("u", [0, 1] * 12, [1000] * 24).warnings,
    ]
    assert len(every) >= 7
    for text in every:
        assert any(word in text.lower() for word in ("use ", "wait ", "chart ", "check ", "needed", "consider "))
        assert text.endswith(".")


def months(many: int) -> list[str]:
    return [f"{2021 + month // 12}-{month % 12 + 1:02}" for month in range(many)]


@pytest.mark.parametrize(("points", "warned"), [(23, False), (36, True), (48, True)])
def test_a_season_is_said_from_two_years_of_months(points, warned) -> None:
    y = [10 + 3 * np.sin(place * np.pi / 6) + STEADY[place] / 10 for place in range(points)]
    assert told("The same months are alike (season)", analyse("i", y, x=months(points))) is warned


def test_a_season_is_said_in_place_of_neighbours() -> None:
    y = [10 + 3 * np.sin(place * np.pi / 6) + STEADY[place] / 10 for place in range(48)]
    assert not told("Neighbouring points", analyse("i", y, x=months(48)))
    assert told("Neighbouring points", analyse("ewma", y))


def test_a_short_baseline_is_said_and_lines_of_ones_own_are_not() -> None:
    assert told("use a longer baseline", analyse("i", STEADY, baseline=8))
    assert not told("use a longer baseline", analyse("i", STEADY))
    assert not told("use a longer baseline", analyse("i", STEADY, baseline=40))
