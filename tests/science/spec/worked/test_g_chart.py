"""G chart: the page and its worked example."""

from __future__ import annotations

import math

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, said

CASES = [12, 30, 5, 44, 21, 9, 60, 17, 3, 25, 38, 96]


def steps(seen: Analysis) -> list[str]:
    return [
        f"The mean is g = {sum(CASES)} ÷ 12 = 30; the two in the middle are 21 and 25, so the line that is "
        f"drawn, and by "
        f"which runs are judged, is the median {said(seen.centre[0], 0)}.",
        f"Sigma is √(30 × 31) = {said(math.sqrt(930), 3)}; the upper limit is 30 + 3 × {said(math.sqrt(930), 3)} = "
        f"{said(seen.upper[0], 2)}; there is no lower limit but 0.",
        f"A run of {seen.phases[0].longest_run_max + 1} stretches longer than the median, or one of more than "
        f"{math.floor(seen.upper[0])} cases, would be evidence that the event has become rarer.",
    ]


PAGE = Page(
    slug="g-chart",
    title="G chart",
    group="Charts of rare events",
    order=10,
    sentence="A G chart shows whether a rare event comes after more, or fewer, cases than it used to.",
    purpose=(
        "cases between events: operations between infections, births between injuries. Up is good if events are bad."
    ),
    formula="""\
- plotted: gᵢ, the cases between one event and the next
- centre = median, as the values are far from symmetric; limits from their mean g
- sigma = √(g(g + 1)); upper limit g + 3 sigma, warning line g + 2 sigma, lower limit 0

If a centre is given it is taken for the mean, and 0.693 times it is drawn (ln 2: the median of an exponential
distribution). Other software draws the mean, or takes √(g(g − 1)): see [differences](differences.md).""",
    story="Operations between one surgical site infection and the next.",
    data={"operations": CASES},
    asks=call(analyse, "g", "operations", direction="increase"),
    steps=steps,
    measure="Operations between infections",
    avoid="""\
- To see that events have become more frequent: a value cannot fall below the lower limit of 0; only runs below the
  line show it. Two or three events close together are worth asking about without any chart.
- Events are common: a [P chart](p-chart.md) sees changes sooner.""",
    by_chance="Exact for points above the limit, from the geometric distribution with the mean taken as known.",
    source="Benneyan JC. Number-between g-type statistical quality control charts for monitoring adverse "
    "events. Health "
    "Care Management Science 2001;4:305-18.",
    related=("t-chart", "p-chart", "differences"),
    held_by=("spec/charts/test_rare_events.py",),
)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    assert (sum(CASES), sorted(CASES)[5:7]) == (360, [21, 25])
    assert seen.centre.tolist() == [23.0] * 12
    assert seen.upper[0] == pytest.approx(30 + 3 * math.sqrt(930), rel=1e-12)
    assert seen.warning_upper[0] == pytest.approx(30 + 2 * math.sqrt(930), rel=1e-12)
    assert round(seen.upper[0], 2) == 121.49
    assert seen.lower.tolist() == [0.0] * 12
    assert seen.verdict == "steady"


@pytest.mark.parametrize(("last", "out"), [(121, False), (122, True)])
def test_one_case_more_than_the_limit_lies_outside(last, out) -> None:
    assert bool(analyse("g", [*CASES, last], baseline=12).outside[-1]) is out


def test_no_cases_between_two_events_are_a_value() -> None:
    assert analyse("g", [0, 10, 0, 10]).centre[0] == 5
