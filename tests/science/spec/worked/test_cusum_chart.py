"""CUSUM chart: the page and its worked example."""

from __future__ import annotations

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, listed

WAITS = [10, 12] * 5 + [13, 13, 14, 13, 14, 14]


def steps(seen: Analysis) -> list[str]:
    return [
        "The first ten points set the centre, 11, and sigma, 2 ÷ 1.128 = 1.773. In sigmas from the centre 10 is "
        "−0.564, "
        "12 is 0.564, 13 is 1.128 and 14 is 1.692.",
        "Each point adds what it exceeds half a sigma by, and the sum starts again when nothing is left: 12 "
        "adds 0.064 and "
        "the 10 after it takes it all. The falling sum does the same below; the larger of the two is drawn.",
        f"From point 11 the sum is {listed(seen.y[10:], 3)}.",
        f"It exceeds 5 at point {seen.outside.argmax() + 1}.",
    ]


PAGE = Page(
    slug="cusum-chart",
    title="CUSUM chart",
    group="Early warning",
    order=20,
    sentence="A CUSUM chart adds up how far points lie from the centre, so that a small lasting shift cannot hide.",
    purpose="watching for a shift of about one standard deviation that lasts.",
    formula="""\
- zᵢ = (xᵢ − centre) ÷ sigma, sigma as on an [I chart](i-chart.md)
- rising sum C⁺ᵢ = max(0, C⁺ᵢ₋₁ + zᵢ − k), falling sum C⁻ᵢ = min(0, C⁻ᵢ₋₁ + zᵢ + k), both from 0
- k = half of the `shift` that is looked for (1 standard deviation unless another is given)
- it signals beyond the decision `interval` h = 5 (unless another is given); the sum farther from 0 is drawn

A missing value adds nothing. Values are in standard deviations, so `multiply` does nothing here.""",
    story="A wait that was steady for ten weeks and then rose a little, as on the page of the EWMA chart.",
    data={"waits": WAITS},
    asks=call(analyse, "cusum", "waits", baseline=10, direction="decrease"),
    steps=steps,
    measure="Sum of excess waits",
    avoid="""\
- With a centre from few points: what is a little off adds up too, and in the end it signals of itself.
- People need to see the values themselves: draw an I chart beside it.""",
    by_chance="The stated rate is that of points outside an I chart's limits, an approximation.",
    source="Montgomery DC. Introduction to Statistical Quality Control, 6th edition, section 9.1 (tabular CUSUM).",
    related=("ewma-chart", "i-chart"),
    held_by=("reference/test_early_warning.py",),
)


def test_the_worked_example_by_hand() -> None:
    # In sigmas 10 and 12 are -0.564 and 0.564: sums of -0.064 and 0.064 by turns; then 0.628 or 1.192 is added.
    seen = PAGE.seen()
    assert seen.y.tolist() == pytest.approx([-0.064, 0.064] * 5 + [0.692, 1.320, 2.512, 3.140, 4.332, 5.524], abs=1e-9)
    assert seen.outside.tolist() == [False] * 15 + [True]
    assert (seen.centre[0], seen.lower[0], seen.upper[0]) == (0, -5, 5)


def test_upside_down_it_falls_as_far() -> None:
    turned = analyse("cusum", [-wait for wait in WAITS], baseline=10)
    assert turned.y.tolist() == pytest.approx((-PAGE.seen().y).tolist())


@pytest.mark.parametrize(("interval", "first"), [(4, 15), (5, 16)])
def test_a_shorter_interval_signals_sooner(interval, first) -> None:
    assert analyse("cusum", WAITS, baseline=10, interval=interval).outside.argmax() + 1 == first


def test_a_point_half_the_shift_away_adds_nothing() -> None:
    sigma = 2 / 1.128
    seen = analyse("cusum", [10, 12] * 5 + [11 + sigma / 2] * 30, baseline=10)
    assert seen.y[10:].tolist() == pytest.approx([0.064] * 30, abs=1e-9)
