"""MR chart: the page and its worked example."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.charts.by_hand import exactly
from tests.science.spec.page import Page, call, listed, said

MINUTES = [34, 38, 31, 36, 33, 37, 35, 39, 33, 36, 52, 35]


def steps(seen: Analysis) -> list[str]:
    return [
        f"From each to the next the values move by {listed(seen.y[1:])}.",
        f"Their mean is {said(seen.centre[0])}, the centre.",
        f"The upper limit is 3.267 × {said(seen.centre[0])} = {said(seen.upper[0])}; the lower is 0.",
        f"The largest move, {said(seen.y[-1], 0)} minutes, lies inside: large, but not beyond what chance explains.",
    ]


PAGE = Page(
    slug="mr-chart",
    title="MR chart",
    group="Charts of things measured",
    order=20,
    sentence="An MR chart shows whether a measure has become more, or less, steady from one point to the next.",
    purpose="the variation of single values, beside an [I chart](i-chart.md) of the same values.",
    formula="""\
- plotted: MRᵢ = |xᵢ − xᵢ₋₁|; the first point of each phase has none
- centre = mean moving range M̄R̄
- upper limit 3.267 M̄R̄ (D₄ of two values; exactly 3.266532), lower limit 0; warning line at two thirds of the
  upper limit

Runs are not judged: neighbouring moving ranges share a value, so they run together by chance.""",
    story="Median minutes to triage, week by week.",
    data={"minutes": MINUTES},
    asks=call(analyse, "mr", "minutes"),
    steps=steps,
    measure="Moves in minutes to triage",
    avoid="""\
- On its own: a level that shifts shows as one large move and then nothing. Read it beside the I chart.
- As a second opinion on the same point: a far point makes two large moves. It is one event, not three signals.""",
    by_chance="One moving range of normal values lies above the limit in 9 of 1,000.",
    source="Montgomery DC. Introduction to Statistical Quality Control, 6th edition, section 6.4.",
    related=("i-chart", "moving-range-screening"),
    held_by=("spec/charts/test_moving_ranges.py",),
)


def test_the_worked_example_by_hand() -> None:
    # Moves 4 7 5 3 4 2 4 6 3 16 17 add up to 71.
    seen = PAGE.seen()
    assert np.isnan(seen.y[0])
    assert seen.y[1:].tolist() == [4, 7, 5, 3, 4, 2, 4, 6, 3, 16, 17]
    assert seen.centre[0] == exactly(Fraction(71, 11))
    assert seen.upper[0] == exactly(Fraction("3.267") * Fraction(71, 11))
    assert seen.warning_upper[0] == exactly(Fraction("2.178") * Fraction(71, 11))
    assert (seen.lower[0], seen.outside.any()) == (0, False)


def test_moves_are_never_judged_by_runs() -> None:
    seen = analyse("mr", [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 5, 1, 5, 1, 5, 1, 5, 1, 5, 1, 5])
    assert seen.phases[0].longest_run > seen.phases[0].longest_run_max
    assert seen.signals == ()


def test_each_phase_begins_without_a_move() -> None:
    seen = analyse("mr", [1, 2, 4, 20, 21, 23], phases=[3])
    assert np.isnan(seen.y[[0, 3]]).all()
    assert seen.y[[1, 2, 4, 5]].tolist() == [1, 2, 1, 2]


def test_a_missing_value_takes_both_its_moves_with_it() -> None:
    seen = analyse("mr", [1, 2, None, 5, 7])
    assert np.isnan(seen.y).tolist() == [True, False, True, True, False]
