"""S chart: the page and its worked example."""

from __future__ import annotations

import math
from statistics import mean, stdev

import numpy as np
import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, listed, said
from tests.science.spec.worked.test_xbar_chart import WAITS, WEEKS


def steps(seen: Analysis) -> list[str]:
    return [
        f"The standard deviations within the weeks are {listed(seen.y, 2)}.",
        f"Their mean s̄ is {said(seen.centre[0], 3)}, the centre.",
        f"For three values B₄ is 2.5682 and B₃ is 0: the limits are {said(seen.lower[0])} and 2.5682 × "
        f"{said(seen.centre[0], 3)} = {said(seen.upper[0])}.",
        "No week lies outside: the waits vary within all weeks alike, so the means can be judged by that spread.",
    ]


PAGE = Page(
    slug="s-chart",
    title="S chart",
    group="Charts of things measured",
    order=50,
    sentence="An S chart shows whether values within a period have become more, or less, alike.",
    purpose="the spread of a measure sampled several times a period; read before the [X-bar chart](xbar-chart.md).",
    formula="""\
- plotted: the standard deviation sᵢ of each period's nᵢ values (n − 1 in the denominator)
- centre s̄ as for the X-bar chart
- limits: s̄ ± 3 s̄ √(1 − c₄²) ÷ c₄, that is B₃(nᵢ) s̄ and B₄(nᵢ) s̄, never below zero; B₃ is 0 up to five values""",
    story="The waits of the X-bar chart: three a week, for eight weeks.",
    data={"waits": WAITS, "weeks": WEEKS},
    asks=call(analyse, "s", "waits", x="weeks"),
    steps=steps,
    measure="Spread of waits",
    unit="minutes",
    avoid="""\
- Two or three values a period say little about spread: sample more, or chart [moving ranges](mr-chart.md).
- Skewed values: their standard deviation is moved by the largest one alone.""",
    by_chance="As for points outside the limits of an I chart; standard deviations of few values are skewed, so it is "
    "an approximation.",
    source="Montgomery DC. Introduction to Statistical Quality Control, 6th edition, section 6.3.",
    related=("xbar-chart", "mr-chart"),
    held_by=("spec/charts/test_subgroups.py",),
)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    deviations = [stdev(WAITS[start : start + 3]) for start in range(0, 24, 3)]
    c4 = math.sqrt(math.pi) / 2
    assert seen.y.tolist() == pytest.approx(deviations, rel=1e-12)
    assert seen.centre[0] == pytest.approx(mean(deviations), rel=1e-12)
    assert seen.upper[0] / seen.centre[0] == pytest.approx(1 + 3 * math.sqrt(1 - c4**2) / c4, rel=1e-12)
    assert round(1 + 3 * math.sqrt(1 - c4**2) / c4, 4) == 2.5682
    assert (seen.lower[0], seen.outside.any()) == (0, False)


def test_a_period_of_one_value_has_no_spread() -> None:
    seen = analyse("s", [1, 3, 2, 4, 9], x=[1, 1, 2, 2, 3])
    assert np.isnan(seen.y).tolist() == [False, False, True]


def test_a_lower_limit_appears_with_six_values() -> None:
    for many, above in ((5, False), (6, True)):
        y = [float(value) for _ in range(4) for value in range(many)]
        seen = analyse("s", y, x=[week for week in range(4) for _ in range(many)])
        assert bool(seen.lower[0] > 0) is above
