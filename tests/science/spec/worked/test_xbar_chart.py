"""X-bar chart: the page and its worked example."""

from __future__ import annotations

import math
from statistics import mean, stdev

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, listed, said

WAITS = [12, 15, 14, 11, 13, 13, 16, 15, 14, 17, 12, 13, 11, 15, 12, 14, 16, 13, 20, 18, 22, 12, 14, 13]
WEEKS = [week for week in range(1, 9) for _ in range(3)]


def steps(seen: Analysis) -> list[str]:
    deviations = [stdev(WAITS[start : start + 3]) for start in range(0, 24, 3)]
    spread = mean(deviations)
    return [
        f"The means of the weeks are {listed(seen.y, 2)}; all values weigh alike, so the centre is "
        f"{said(seen.centre[0])}.",
        f"The standard deviations within the weeks are {listed(deviations, 2)}: their mean s̄ is {said(spread)}.",
        f"For three values A₃ is 1.9544, so the limits lie 1.9544 × {said(spread)} = "
        f"{said(seen.upper[0] - seen.centre[0])} from the centre: {said(seen.lower[0])} and {said(seen.upper[0])}.",
        f"Week 7, {said(seen.y[6])}, lies outside.",
    ]


PAGE = Page(
    slug="xbar-chart",
    title="X-bar chart",
    group="Charts of things measured",
    order=40,
    sentence=(
        "An X-bar chart shows whether the mean of several values a period has moved further than they vary within it."
    ),
    purpose="the level of a measure sampled several times a period: five waits a week, ten records a month.",
    formula="""\
- plotted: the mean x̄ᵢ of each period's nᵢ values; centre = Σnᵢx̄ᵢ ÷ Σnᵢ
- s̄ = mean of the periods' standard deviations, if all periods have the same number of values; else pooled,
  √(Σ(nᵢ − 1)sᵢ² ÷ Σ(nᵢ − 1))
- limits: centre ± 3 s̄ ÷ (c₄(nᵢ) √nᵢ), that is ± A₃(nᵢ) s̄, with c₄(n) = √(2 ÷ (n − 1)) · Γ(n ÷ 2) ÷ Γ((n − 1) ÷ 2)

`sigma=` asks for another way to work out the standard deviation: "rbar" and "rbar_weighted" from ranges,
"sbar", "sbar_weighted" and "pooled" from standard deviations. A period with one value has a mean but no limits.""",
    story="Three waits (minutes) picked at random each week, for eight weeks.",
    data={"waits": WAITS, "weeks": WEEKS},
    asks=call(analyse, "xbar", "waits", x="weeks"),
    steps=steps,
    measure="Mean wait",
    unit="minutes",
    avoid="""\
- The spread within periods is not in control: look at the [S chart](s-chart.md) first.
- Values within a period are alike (patients of one clinic on one day): the limits are then far too narrow. Use an
  [I chart](i-chart.md) of the means.""",
    by_chance="As for points outside the limits of an [I chart](false-signals.md): an approximation, as s̄ is steadier "
    "than moving ranges.",
    source="Montgomery DC. Introduction to Statistical Quality Control, 6th edition, section 6.3; "
    "the constants of its appendix table VI are computed here.",
    related=("s-chart", "i-chart"),
    held_by=("spec/charts/test_subgroups.py",),
)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    weeks = [WAITS[start : start + 3] for start in range(0, 24, 3)]
    # c4 of three values is √π ÷ 2.
    away = 3 * mean(stdev(week) for week in weeks) / (math.sqrt(math.pi) / 2) / math.sqrt(3)
    assert seen.centre[0] == pytest.approx(345 / 24)
    assert seen.upper[0] == pytest.approx(345 / 24 + away, rel=1e-12)
    assert seen.lower[0] == pytest.approx(345 / 24 - away, rel=1e-12)
    assert seen.outside.tolist() == [False] * 6 + [True, False]


def test_the_order_of_values_within_a_period_does_not_matter() -> None:
    turned = analyse("xbar", WAITS[::-1], x=WEEKS[::-1])
    assert turned.upper.tolist() == pytest.approx(PAGE.seen().upper.tolist())


def test_four_times_as_many_values_halve_the_distance_from_the_same_spread() -> None:
    seen = analyse("xbar", [1, 3] * 10 + [0, 4], x=[1] * 4 + [2] * 16 + [3] * 2, sigma="pooled")
    away = seen.upper - seen.centre
    assert away[0] == pytest.approx(2 * away[1])
    assert away[2] == pytest.approx(math.sqrt(2) * away[0])
