"""I′ chart: the page and its worked example."""

from __future__ import annotations

import math

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, said

POUNDS, DAYS = [520, 1_180, 330, 980, 2_060, 410], [100, 200, 64, 196, 400, 81]


def steps(seen: Analysis) -> list[str]:
    middle, three = seen.centre[0], float(seen.upper[0] - seen.centre[0]) * 10
    return [
        f"All the cost over all the days is {sum(POUNDS):,} ÷ {sum(DAYS):,} = {said(middle, 3)} a day.",
        "Each move from one point to the next is divided by √(1 ÷ nᵢ + 1 ÷ nᵢ₋₁), so that small months may move "
        "more, and "
        f"multiplied by √(π ÷ 2) = 1.2533. The mean of the results is {said(three / 3, 3)}: the spread of a "
        f"single day.",
        f"Of 100 days the limits lie 3 × {said(three / 3, 3)} ÷ √100 from the centre: {said(seen.lower[0])} and "
        f"{said(seen.upper[0])}. Of 400 days half as far: {said(seen.lower[4])} and {said(seen.upper[4])}.",
    ]


PAGE = Page(
    slug="i-prime-chart",
    title="I′ chart",
    group="Charts of things measured",
    order=30,
    sentence="An I′ chart judges ratios of measurements whose denominators differ much, each by its own size.",
    purpose="cost a bed day, minutes a call, doses a patient: values summed over a denominator that varies.",
    formula="""\
- plotted: yᵢ ÷ nᵢ; centre = Σyᵢ ÷ Σnᵢ
- weighted moving ranges sᵢ = √(π ÷ 2) · |yᵢ ÷ nᵢ − yᵢ₋₁ ÷ nᵢ₋₁| ÷ √(1 ÷ nᵢ + 1 ÷ nᵢ₋₁), those of 3.2665 times
  their mean
  or more left out once
- limits: centre ± 3 s̄ ÷ √nᵢ; warning lines ± 2 s̄ ÷ √nᵢ

With equal denominators it is an I chart (√(π ÷ 2) ÷ √2 is 1 ÷ 1.128).""",
    story="Cost of dressings (pounds) and bed days, in six months.",
    data={"pounds": POUNDS, "days": DAYS},
    asks=call(analyse, "ip", "pounds", "days"),
    steps=steps,
    measure="Cost a bed day",
    avoid="""\
- Cases with something are counted of all cases: use a [P](p-chart.md) or [P′ chart](p-prime-chart.md), which
  know that a
  share lies between none and all.
- The denominators hardly vary: an [I chart](i-chart.md) says the same and is easier to explain.""",
    by_chance="As for an I chart with screening.",
    source=(
        "Taylor WA. Normalized individuals (IN) control chart. "
        "https://variation.com/normalized-individuals-control-chart/"
    ),
    related=("i-chart", "p-prime-chart", "u-prime-chart"),
    held_by=("spec/charts/test_normalised.py",),
)


def spread() -> float:
    """The mean weighted moving range, worked out one by one."""
    found = []
    for place in range(1, 6):
        move = abs(POUNDS[place] / DAYS[place] - POUNDS[place - 1] / DAYS[place - 1])
        found.append(math.sqrt(math.pi / 2) * move / math.sqrt(1 / DAYS[place] + 1 / DAYS[place - 1]))
    assert max(found) < 3.2665 * sum(found) / 5
    return sum(found) / 5


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    assert seen.centre[0] == pytest.approx(5480 / 1041, rel=1e-12)
    assert seen.upper[0] == pytest.approx(5480 / 1041 + 3 * spread() / 10, rel=1e-12)
    assert seen.lower[4] == pytest.approx(5480 / 1041 - 3 * spread() / 20, rel=1e-12)


def test_equal_denominators_make_it_an_i_chart() -> None:
    y = [21, 24, 19, 23, 22, 25, 20, 22, 24, 21, 23, 22]
    plain, primed = analyse("i", y), analyse("ip", y, [1] * 12)
    assert primed.centre[0] == pytest.approx(plain.centre[0])
    assert primed.upper[0] == pytest.approx(plain.upper[0], rel=1e-3)


def test_four_times_the_denominator_halves_the_distance_of_the_limits() -> None:
    seen = PAGE.seen()
    assert 2 * (seen.upper[4] - seen.centre[4]) == pytest.approx(seen.upper[0] - seen.centre[0])
