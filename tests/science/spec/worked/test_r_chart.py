"""R chart: the page and its worked example."""

from __future__ import annotations

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, listed, said
from tests.science.spec.worked.test_xbar_chart import WAITS, WEEKS

RANGES = [max(WAITS[start : start + 3]) - min(WAITS[start : start + 3]) for start in range(0, 24, 3)]


def steps(seen: Analysis) -> list[str]:
    return [
        f"The ranges within the weeks, largest less smallest, are {listed(seen.y)}.",
        f"Their mean R̄ is {sum(RANGES)} ÷ 8 = {said(seen.centre[0], 3)}, the centre.",
        f"For three values d₂ is 1.693 and d₃ is 0.888: the upper limit is {said(seen.centre[0], 3)} × (1 + 3 × "
        f"0.888 ÷ "
        f"1.693) = {said(seen.upper[0])}, the lower is {said(seen.lower[0], 0)}.",
        "No week lies outside, as on the S chart of the same waits.",
    ]


PAGE = Page(
    slug="r-chart",
    title="R chart",
    group="Charts of things measured",
    order=60,
    sentence="An R chart shows whether the range of values within a period has become wider, or narrower.",
    purpose="the spread of two to ten values a period, for those who work it out by hand.",
    formula="""\
- plotted: the range Rᵢ of each period's nᵢ values; centre = their mean, weighted by nᵢ
- sigma of one value: mean of Rᵢ ÷ d₂(nᵢ)
- limits: centre ± 3 sigma d₃(nᵢ), never below 0; with one size that is D₃R̄ and D₄R̄

d₂ and d₃ are the mean and the standard deviation of the range of n standard normal values; they are computed, and d₂ is
rounded to three decimals as in the field's software.""",
    story="The waits of the X-bar chart: three a week, for eight weeks.",
    data={"waits": WAITS, "weeks": WEEKS},
    asks=call(analyse, "r", "waits", x="weeks"),
    steps=steps,
    measure="Range of waits",
    unit="minutes",
    avoid="""\
- More than ten values a period: the range uses only two of them. Use an [S chart](s-chart.md).""",
    by_chance="As for points outside the limits of an I chart; ranges are skewed, so it is an approximation.",
    source="Montgomery DC. Introduction to Statistical Quality Control, 6th edition, section 6.2. Tippett LHC. "
    "Biometrika "
    "1925;17:364-87.",
    related=("s-chart", "xbar-chart"),
    held_by=("spec/charts/test_ranges.py",),
)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    assert seen.y.tolist() == RANGES == [3, 2, 2, 5, 4, 3, 4, 2]
    assert seen.centre[0] == pytest.approx(25 / 8)
    assert seen.upper[0] == pytest.approx(25 / 8 * (1 + 3 * 0.888368 / 1.693), rel=1e-6)
    assert (seen.lower[0], seen.outside.any()) == (0, False)


def test_a_constant_added_to_all_values_changes_no_range() -> None:
    moved = analyse("r", [wait + 100 for wait in WAITS], x=WEEKS)
    assert moved.y.tolist() == PAGE.seen().y.tolist()
    assert moved.upper.tolist() == PAGE.seen().upper.tolist()
