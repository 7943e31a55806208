"""U chart: the page and its worked example."""

from __future__ import annotations

import math

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, said

FALLS = [4, 6, 5, 3, 7, 5, 4, 2, 8, 14, 0, 12]
BED_DAYS = [1000] * 8 + [2000] * 2 + [1000] * 2


def steps(seen: Analysis) -> list[str]:
    middle = seen.centre[0]
    return [
        f"All falls over all bed days: {sum(FALLS)} ÷ {sum(BED_DAYS):,} × 1,000 = {said(middle, 1)}, the centre.",
        f"In 1,000 bed days sigma is √(0.005 ÷ 1,000) × 1,000 = {said(math.sqrt(5), 3)}: the upper limit is "
        f"{said(seen.upper[0], 3)}, and the lower would be below zero, so it is {said(seen.lower[0], 0)}.",
        f"In 2,000 bed days sigma is {said(math.sqrt(2.5), 3)}: the limits are {said(seen.lower[8], 3)} and "
        f"{said(seen.upper[8], 3)}.",
        f"The last point, {said(seen.y[-1], 0)}, lies outside.",
    ]


PAGE = Page(
    slug="u-chart",
    title="U chart",
    group="Charts of things counted",
    order=30,
    sentence=(
        "A U chart shows which periods had an unusual rate of events, allowing for how much there was to count in."
    ),
    purpose="rates: falls or pressure ulcers by bed days, infections by line days, errors by orders.",
    formula="""\
- plotted: uᵢ = yᵢ ÷ nᵢ; centre ū = Σyᵢ ÷ Σnᵢ
- sigma = √(ū ÷ nᵢ): each point has limits of its own
- limits ū ± 3 sigma, warning lines ± 2 sigma, never below 0

`multiply=1000` draws rates per 1,000. Denominators need not be whole.""",
    story="Falls and bed days of a ward in twelve months; in two of them a second bay was open.",
    data={"falls": FALLS, "bed_days": BED_DAYS},
    asks=call(analyse, "u", "falls", "bed_days", multiply=1000, direction="decrease"),
    steps=steps,
    measure="Falls",
    unit="per 1,000 bed days",
    avoid="""\
- Events are very many, or come in clusters (outbreaks, one person who falls often): the chart warns of overdispersion;
  use a [U′ chart](u-prime-chart.md).
- Less than one event is expected a point: chart the [time between](t-chart.md).
- Each case has it or has not: a share, for a [P chart](p-chart.md).""",
    by_chance="Exact, from the Poisson distribution of every point with the centre taken as known.",
    source="Montgomery DC. Introduction to Statistical Quality Control, 6th edition, equation 7.19.",
    related=("u-prime-chart", "c-chart", "p-chart", "t-chart"),
    held_by=("spec/charts/test_rates.py",),
)


def test_the_worked_example_by_hand() -> None:
    # 70 falls in 14,000 bed days: 5 per 1,000.
    seen = PAGE.seen()
    assert seen.centre.tolist() == pytest.approx([5.0] * 12, rel=1e-12)
    assert seen.upper[0] == pytest.approx(5 + 3 * math.sqrt(5), rel=1e-12)
    assert seen.upper[8] == pytest.approx(5 + 3 * math.sqrt(2.5), rel=1e-12)
    assert seen.lower[8] == pytest.approx(5 - 3 * math.sqrt(2.5), rel=1e-12)
    assert seen.lower[0] == 0
    assert seen.outside.tolist() == [False] * 11 + [True]


@pytest.mark.parametrize("unit", [0.001, 1, 24])
def test_the_unit_of_the_denominator_changes_no_signal(unit) -> None:
    seen = analyse("u", FALLS, [days * unit for days in BED_DAYS])
    assert seen.outside.tolist() == PAGE.seen().outside.tolist()


def test_a_rate_may_be_above_one() -> None:
    assert analyse("u", [5, 6, 7], [2, 2, 2]).centre[0] == pytest.approx(3)
