"""P chart: the page and its worked example."""

from __future__ import annotations

import math

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, said

LATE = [9, 14, 11, 8, 13, 12, 15, 10, 14, 9, 19, 41]
SEEN = [100] * 10 + [200] * 2


def steps(seen: Analysis) -> list[str]:
    middle = seen.centre[0]
    sigma = math.sqrt(middle * (1 - middle) / 100)
    return [
        f"All late of all seen: {sum(LATE)} ÷ {sum(SEEN):,} = {said(middle, 3)}, the centre.",
        f"Of 100 people sigma is √({said(middle, 3)} × {said(1 - middle, 3)} ÷ 100) = {said(sigma, 4)}; the limits are "
        f"{said(seen.lower[0], 4)} and {said(seen.upper[0], 4)}.",
        f"Of 200 people sigma is {said(sigma / math.sqrt(2), 4)}; the limits are {said(seen.lower[-1], 4)} and "
        f"{said(seen.upper[-1], 4)}.",
        f"The last point, 41 of 200 = {said(seen.y[-1], 3)}, lies outside. Of 100 people the same share would "
        f"not have.",
    ]


PAGE = Page(
    slug="p-chart",
    title="P chart",
    group="Charts of things counted",
    order=10,
    sentence="A P chart shows which periods had an unusual share of people or cases with something.",
    purpose="shares: people seen late of all seen, records complete of all checked; the number of cases may vary.",
    formula="""\
- plotted: pᵢ = yᵢ ÷ nᵢ; centre p̄ = Σyᵢ ÷ Σnᵢ (not the mean of the shares)
- sigma = √(p̄(1 − p̄) ÷ nᵢ): each point has limits of its own
- limits p̄ ± 3 sigma, warning lines ± 2 sigma, never below 0 or above 1

Rows of one period are added up first. A point of 0 in 0 is missing. `multiply=100` draws percentages.""",
    story="People seen late, of all people seen, in twelve weeks; the clinic doubled in the last two.",
    data={"late": LATE, "seen": SEEN},
    asks=call(analyse, "p", "late", "seen", direction="decrease"),
    steps=steps,
    measure="Seen late",
    unit="%",
    avoid="""\
- Cases are very many (thousands a point): the smallest differences lie outside, as no process is that steady. The chart
  warns of overdispersion; use a [P′ chart](p-prime-chart.md).
- Less than one case is expected a point: chart [cases between](g-chart.md) or longer periods.
- What is counted can happen more than once to a person: it is a rate, for a [U chart](u-chart.md).""",
    by_chance="Exact, from the binomial distribution of every point with the centre taken as known.",
    source="Montgomery DC. Introduction to Statistical Quality Control, 6th edition, equation 7.8.",
    related=("p-prime-chart", "u-chart", "g-chart", "cautions"),
    held_by=("spec/charts/test_proportions.py",),
)


def test_the_worked_example_by_hand() -> None:
    # 175 of 1,400 is one in eight; 0.125 x 0.875 = 0.109375.
    seen = PAGE.seen()
    small, large = 3 * math.sqrt(0.109375 / 100), 3 * math.sqrt(0.109375 / 200)
    assert seen.centre.tolist() == [0.125] * 12
    assert (seen.lower[0], seen.upper[0]) == pytest.approx((0.125 - small, 0.125 + small), rel=1e-12)
    assert (seen.lower[-1], seen.upper[-1]) == pytest.approx((0.125 - large, 0.125 + large), rel=1e-12)
    assert (round(small, 4), round(large, 4)) == (0.0992, 0.0702)
    assert seen.outside.tolist() == [False] * 11 + [True]


def test_the_share_of_those_who_had_it_mirrors_that_of_those_who_had_not() -> None:
    seen = PAGE.seen()
    others = analyse("p", [n - y for y, n in zip(LATE, SEEN, strict=True)], SEEN)
    assert (1 - others.upper).tolist() == pytest.approx(seen.lower.tolist())
    assert others.outside.tolist() == seen.outside.tolist()


def test_the_same_share_of_fewer_people_lies_inside() -> None:
    seen = analyse("p", [*LATE[:-1], 20], [*SEEN[:-1], 100], centre=0.125)
    assert seen.y[-1] == 0.2
    assert not seen.outside[-1]
