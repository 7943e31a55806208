"""I chart (XmR): the page and its worked example."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from statistics import stdev

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.charts.by_hand import exactly
from tests.science.spec.page import Page, call, listed, said

DAYS = [21, 24, 19, 23, 22, 25, 20, 22, 24, 21, 23, 34]


def steps(seen: Analysis) -> list[str]:
    ranges = [abs(later - earlier) for earlier, later in pairwise(DAYS)]
    mean = sum(ranges) / len(ranges)
    return [
        f"Their mean is {said(seen.centre[0])} days.",
        f"From each to the next they move by {listed(ranges)}: the mean moving range is {said(mean)}.",
        f"None of these is 3.267 × {said(mean)} = {said(3.267 * mean)} or more, so none is left out.",
        f"Sigma is {said(mean)} ÷ 1.128 = {said(mean / 1.128)}; three sigma are {said(3 * mean / 1.128)}.",
        f"The limits are {said(seen.lower[0])} and {said(seen.upper[0])}, the warning lines "
        f"{said(seen.warning_lower[0])} and {said(seen.warning_upper[0])}.",
        f"The last point, {DAYS[-1]}, lies outside: something was different then.",
    ]


PAGE = Page(
    slug="i-chart",
    title="I chart (XmR)",
    group="Charts of things measured",
    order=10,
    sentence="An I chart shows which single values are unlike the others, and so worth asking about.",
    purpose="one value a period: a wait, a time, a score, a volume, or a share whose cases hardly vary in number.",
    formula="""\
- centre x̄ = Σxᵢ ÷ k, over the k points that set the limits
- moving ranges MRᵢ = |xᵢ − xᵢ₋₁|; their mean M̄R̄, [without unusually large ones](moving-range-screening.md)
- sigma = M̄R̄ ÷ 1.128 (d₂ of two values; exactly 1.128379)
- limits x̄ ± 3 sigma = x̄ ± 2.6596 M̄R̄; warning lines x̄ ± 2 sigma

With `rules="mdc"` the limits lie 2.66 M̄R̄ from the centre, as in Making Data Count. With `sigma="deviation"`
sigma is the
standard deviation of all the values ÷ c₄; it is wider wherever the level has shifted. `never_negative=True`
keeps limits
at zero or above. An excluded point is bridged by the moving range of its neighbours; a missing value is not.""",
    story="Median days from referral to first appointment, month by month.",
    data={"days": DAYS},
    asks=call(analyse, "i", "days", direction="decrease"),
    steps=steps,
    measure="Days to first appointment",
    unit="days",
    avoid="""\
- The values are strongly skewed (lengths of stay, times to an event): points fall outside by chance far more often than
  stated. Use a [run chart](run-chart.md), a [T chart](t-chart.md), or logarithms.
- Neighbouring values are alike (weekly values of a waiting list): moving ranges are too small, and so are the limits.
- Events are counted and few are expected: use a chart of [counts](c-chart.md), [rates](u-chart.md) or
  [shares](p-chart.md), whose limits allow for small numbers.
- Fewer than about twelve points: the limits themselves vary too much. Begin with a run chart.""",
    by_chance="A stable series of 24 normal values has a point outside its own limits in 6 of 100 charts (10 with "
    "screening of moving ranges); with Anhøj's rules beside, 9 of 100 (12 with screening). Each chart states "
    "its own rate.",
    source="Shewhart WA. Economic Control of Quality of Manufactured Product. Van Nostrand, 1931. Montgomery DC. "
    "Introduction to Statistical Quality Control, 6th edition, equation 6.33.",
    related=("mr-chart", "moving-range-screening", "run-chart", "false-signals", "cautions"),
    held_by=("spec/charts/test_individuals.py",),
)


def test_the_worked_example_by_hand() -> None:
    # 278 days in 12 months; ranges 3 5 4 1 3 5 2 2 3 2 11 add up to 41.
    seen = PAGE.seen()
    centre, away = Fraction(278, 12), 3 * Fraction(41, 11) / Fraction("1.128")
    assert seen.centre.tolist() == exactly([centre] * 12)
    assert seen.upper.tolist() == exactly([centre + away] * 12)
    assert seen.lower.tolist() == exactly([centre - away] * 12)
    assert seen.warning_upper.tolist() == exactly([centre + away * Fraction(2, 3)] * 12)
    assert (round(float(centre), 2), round(float(away), 2)) == (23.17, 9.91)
    assert seen.outside.tolist() == [False] * 11 + [True]


def test_a_point_on_its_limit_is_inside_and_one_beyond_it_outside() -> None:
    base = [10, 12] * 6
    limit = 11 + 3 * 2 / 1.128
    assert not analyse("i", [*base, limit], baseline=12).outside[-1]
    assert analyse("i", [*base, limit + 1e-9], baseline=12).outside[-1]
    assert not analyse("i", [*base, 22 - limit], baseline=12).outside[-1]
    assert analyse("i", [*base, 22 - limit - 1e-9], baseline=12).outside[-1]


def test_limits_by_the_rules_of_making_data_count_lie_a_hair_farther_out() -> None:
    seen = analyse("i", [10, 12] * 6, rules="mdc")
    assert (seen.lower[0], seen.upper[0]) == exactly((11 - 2.66 * 2, 11 + 2.66 * 2))


def test_the_standard_deviation_of_all_values_may_be_asked_for() -> None:
    seen = analyse("i", [10, 12] * 6, sigma="deviation")
    # c4 of 12 values is 0.977559.
    assert seen.upper[0] == pytest.approx(11 + 3 * stdev([10, 12] * 6) / 0.977559, rel=1e-6)


def test_an_excluded_point_is_bridged_and_a_missing_one_is_not() -> None:
    y = [10, 12, 30, 14, 10, 12]
    bridged = analyse("i", y, exclude=[3], screen_moving_ranges=False)
    missing = analyse("i", [10, 12, None, 14, 10, 12], screen_moving_ranges=False)
    assert bridged.centre[0] == missing.centre[0] == exactly(Fraction(58, 5))
    assert bridged.upper[0] - bridged.centre[0] == exactly(3 * Fraction(10, 4) / Fraction("1.128"))
    assert missing.upper[0] - missing.centre[0] == exactly(3 * Fraction(8, 3) / Fraction("1.128"))
