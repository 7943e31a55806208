"""NP chart: the page and its worked example."""

from __future__ import annotations

import math

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, said

INCOMPLETE = [4, 6, 3, 5, 7, 4, 2, 6, 4, 4, 3, 12]
CHECKED = [50] * 12


def steps(seen: Analysis) -> list[str]:
    return [
        f"All incomplete of all checked: {sum(INCOMPLETE)} ÷ {sum(CHECKED)} = 0.1. Of 50 that is "
        f"{said(seen.centre[0], 0)} "
        "records, the centre.",
        f"Sigma is √(50 × 0.1 × 0.9) = {said(math.sqrt(4.5), 3)} records; the upper limit is 5 + 3 × "
        f"{said(math.sqrt(4.5), 3)} = {said(seen.upper[0], 2)}, the lower is {said(seen.lower[0], 0)}.",
        f"The last point, {INCOMPLETE[-1]}, lies outside.",
    ]


PAGE = Page(
    slug="np-chart",
    title="NP chart",
    group="Charts of things counted",
    order=15,
    sentence="An NP chart is a P chart that shows numbers of cases in place of shares.",
    purpose="samples of one size, where people think in cases: of 50 records checked, how many were incomplete.",
    formula="""\
- plotted: yᵢ; centre nᵢp̄ with p̄ = Σyᵢ ÷ Σnᵢ
- sigma = √(nᵢp̄(1 − p̄)); limits nᵢp̄ ± 3 sigma, warning lines ± 2 sigma, never below 0 or above nᵢ

Points are judged as on a [P chart](p-chart.md), so the signals are the same. A given centre is a share.""",
    story="Records found incomplete, of fifty checked each month.",
    data={"incomplete": INCOMPLETE, "checked": CHECKED},
    asks=call(analyse, "np", "incomplete", "checked", direction="decrease"),
    steps=steps,
    measure="Incomplete records",
    avoid="""\
- The number of cases varies: the centre line then goes up and down with it. Use a [P chart](p-chart.md).""",
    by_chance="As for a P chart.",
    source="Montgomery DC. Introduction to Statistical Quality Control, 6th edition, equation 7.13.",
    related=("p-chart", "c-chart"),
    held_by=("spec/charts/test_numbers_of_cases.py",),
)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    assert seen.centre.tolist() == pytest.approx([5.0] * 12, rel=1e-12)
    assert seen.upper[0] == pytest.approx(5 + 3 * math.sqrt(4.5), rel=1e-12)
    assert (seen.lower[0], seen.outside.tolist()) == (0, [False] * 11 + [True])


def test_signals_are_those_of_the_p_chart() -> None:
    shares = analyse("p", INCOMPLETE, CHECKED, direction="decrease")
    assert PAGE.seen().signals == shares.signals
    assert PAGE.seen().verdict == shares.verdict
    assert (PAGE.seen().upper / 50).tolist() == pytest.approx(shares.upper.tolist())
