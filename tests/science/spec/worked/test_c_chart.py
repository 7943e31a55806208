"""C chart: the page and its worked example."""

from __future__ import annotations

import math

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, said

INCIDENTS = [4, 6, 3, 5, 7, 4, 2, 6, 4, 4, 3, 12]


def steps(seen: Analysis) -> list[str]:
    return [
        f"The mean is {sum(INCIDENTS)} ÷ {len(INCIDENTS)} = {said(seen.centre[0], 0)}, and sigma its root: "
        f"{said(math.sqrt(5), 3)}.",
        f"The upper limit is {said(seen.centre[0], 0)} + 3 × {said(math.sqrt(5), 3)} = "
        f"{said(seen.upper[0], 3)}; the lower "
        f"would be {said(5 - 3 * math.sqrt(5), 3)}, so it is {said(seen.lower[0], 0)}.",
        f"The last point, {INCIDENTS[-1]}, lies outside.",
    ]


PAGE = Page(
    slug="c-chart",
    title="C chart",
    group="Charts of things counted",
    order=50,
    sentence="A C chart shows which periods had an unusual number of events, where every period offers as much chance.",
    purpose="counts in like periods: incidents a month on one ward, complaints a quarter.",
    formula="""\
- plotted: counts cᵢ; centre c̄ = their mean
- sigma = √c̄; limits c̄ ± 3 sigma, warning lines ± 2 sigma, never below 0""",
    story="Medication incidents with harm on one ward, month by month.",
    data={"incidents": INCIDENTS},
    asks=call(analyse, "c", "incidents", direction="decrease"),
    steps=steps,
    measure="Incidents",
    avoid="""\
- Periods differ in size (beds closed, a longer month that matters): give the denominator to a [U chart](u-chart.md).
- The counts vary more than their root (the chart warns): use an [I chart](i-chart.md).
- Most counts are 0: chart the [time between](t-chart.md) events.""",
    by_chance="Exact, from the Poisson distribution with the centre taken as known.",
    source="Montgomery DC. Introduction to Statistical Quality Control, 6th edition, equation 7.17.",
    related=("u-chart", "t-chart", "i-chart"),
    held_by=("spec/charts/test_counts.py",),
)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    assert seen.centre.tolist() == [5.0] * 12
    assert seen.upper[0] == pytest.approx(11.708203932499369, rel=1e-12)
    assert seen.warning_upper[0] == pytest.approx(9.47213595499958, rel=1e-12)
    assert (seen.lower[0], seen.outside.tolist()) == (0, [False] * 11 + [True])


@pytest.mark.parametrize(("mean", "above"), [(8, False), (9, False), (10, True)])
def test_the_lower_limit_leaves_zero_where_the_mean_exceeds_nine(mean, above) -> None:
    assert bool(analyse("c", [mean] * 12).lower[0] > 0) is above


def test_a_count_of_nothing_is_a_value_and_not_a_gap() -> None:
    assert analyse("c", [0, 4, 0, 4]).centre[0] == 2
    assert analyse("c", [None, 4, None, 4]).centre[0] == 4
