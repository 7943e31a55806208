"""EWMA chart: the page and its worked example."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, listed, said

WAITS = [10, 12] * 5 + [13, 13, 14, 13, 14, 14]


def steps(seen: Analysis) -> list[str]:
    plain = analyse("i", WAITS, baseline=10)
    sigma = 2 / 1.128
    return [
        f"The first ten points set the centre, 11, and sigma, 2 ÷ 1.128 = {said(sigma, 4)}.",
        "The first mean is 0.2 × 10 + 0.8 × 11 = 10.8, the second 0.2 × 12 + 0.8 × 10.8 = 11.04, and so on: "
        f"{listed(seen.y, 2)}.",
        f"At the first point the limits lie 3 × {said(sigma, 4)} × 0.2 = {said(seen.upper[0] - 11, 3)} from the "
        f"centre; "
        f"at the last {said(seen.upper[-1] - 11, 3)}, nearly the final 3 × {said(sigma, 4)} ÷ 3.",
        f"The mean lies outside at point {seen.outside.argmax() + 1}. No single value is beyond the I chart's limit of "
        f"{said(plain.upper[0], 1)}.",
    ]


PAGE = Page(
    slug="ewma-chart",
    title="EWMA chart",
    group="Early warning",
    order=10,
    sentence="An EWMA chart shows small shifts that last sooner than single values do.",
    purpose="watching a measure that ought to stay where it is, beside an [I chart](i-chart.md).",
    formula="""\
- zᵢ = λxᵢ + (1 − λ)zᵢ₋₁ with z₀ = the centre; λ = 0.2 unless another `weight` is given
- sigma as on an I chart
- limits: centre ± L sigma √(λ ÷ (2 − λ) · (1 − (1 − λ)²ⁱ)), i counting the points that are not missing; L = 3 unless
  another `width` is given

A missing value leaves the mean as it was. Runs are not judged: neighbouring means are alike by design.""",
    story="A wait that was steady for ten weeks and then rose a little.",
    data={"waits": WAITS},
    asks=call(analyse, "ewma", "waits", baseline=10, direction="decrease"),
    steps=steps,
    measure="Smoothed wait",
    unit="days",
    avoid="""\
- People need to see the values themselves: draw an I chart beside it.
- To find when a change began: the mean lags behind. Ask the [run chart](run-chart.md).""",
    by_chance="The stated rate is that of points outside an I chart's limits, an approximation.",
    source="Montgomery DC. Introduction to Statistical Quality Control, 6th edition, section 9.2.",
    related=("cusum-chart", "i-chart"),
    held_by=("reference/test_early_warning.py",),
)


def test_the_worked_example_by_hand() -> None:
    seen, mean, found = PAGE.seen(), Fraction(11), []
    for wait in WAITS:
        mean = Fraction(1, 5) * wait + Fraction(4, 5) * mean
        found.append(float(mean))
    assert found[:2] == [10.8, 11.04]
    assert seen.y.tolist() == pytest.approx(found, rel=1e-12)
    sigma = 2 / 1.128
    wide = [3 * sigma * math.sqrt(0.2 / 1.8 * (1 - 0.8 ** (2 * place))) for place in range(1, 17)]
    assert wide[0] == pytest.approx(0.6 * sigma)
    assert (seen.upper - 11).tolist() == pytest.approx(wide, rel=1e-12)
    assert seen.outside.tolist() == [value - 11 > limit for value, limit in zip(found, wide, strict=True)]
    assert seen.outside.any()
    assert not analyse("i", WAITS, baseline=10).outside.any()


def test_a_weight_of_one_is_an_i_chart() -> None:
    smoothed, plain = analyse("ewma", WAITS, weight=1), analyse("i", WAITS)
    assert smoothed.y.tolist() == pytest.approx(plain.y.tolist())
    assert smoothed.upper.tolist() == pytest.approx(plain.upper.tolist())


def test_a_missing_value_leaves_the_mean_as_it_was() -> None:
    whole, gap = analyse("ewma", WAITS, centre=11), analyse("ewma", [*WAITS[:5], None, *WAITS[5:]], centre=11)
    assert gap.y[6:].tolist() == pytest.approx(whole.y[5:].tolist())
