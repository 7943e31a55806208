"""P′ chart: the page and its worked example."""

from __future__ import annotations

from fractions import Fraction

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.charts.by_hand import exactly
from tests.science.spec.page import Page, call, said

ADMITTED = [900, 1100, 950, 1050, 1000, 900, 1100, 1000, 950, 1050, 980, 1020]
ATTENDED = [10_000] * 12


def steps(seen: Analysis) -> list[str]:
    plain = analyse("p", ADMITTED, ATTENDED)
    wider = (seen.upper[0] - seen.centre[0]) / (plain.upper[0] - plain.centre[0])
    return [
        f"The centre is {sum(ADMITTED):,} ÷ {sum(ATTENDED):,} = {said(seen.centre[0], 3)}; by chance alone "
        f"sigma would be "
        "√(0.1 × 0.9 ÷ 10,000) = 0.003.",
        f"A P chart's limits are {said(plain.lower[0], 3)} and {said(plain.upper[0], 3)}: "
        f"{int(plain.outside.sum())} of "
        "12 points lie outside, month after month, and nothing was the matter.",
        "In such sigmas from the centre the points are −3.33, 3.33, −1.67, 1.67, 0, −3.33, 3.33, 0, −1.67, "
        "1.67, −0.67, "
        f"0.67. Their mean moving range is {said(wider * 1.128, 4)}; divided by 1.128 it is σz = {said(wider, 4)}.",
        f"The limits are 0.1 ± 3 × 0.003 × {said(wider, 4)}: {said(seen.lower[0], 4)} and {said(seen.upper[0], 4)}. No "
        "point lies outside.",
    ]


PAGE = Page(
    slug="p-prime-chart",
    title="P′ chart",
    group="Charts of things counted",
    order=20,
    sentence="A P′ chart judges shares of very many cases, which vary from period to period by more than chance.",
    purpose="shares with thousands of cases a point, or whose cases differ from period to period (Laney's chart).",
    formula="""\
- plotted and centre as on a [P chart](p-chart.md)
- zᵢ = (pᵢ − p̄) ÷ √(p̄(1 − p̄) ÷ nᵢ); σz = mean |zᵢ − zᵢ₋₁| ÷ 1.128, without moving ranges of 3.267 times
  their mean or more
- limits p̄ ± 3 σz √(p̄(1 − p̄) ÷ nᵢ), between 0 and 1

If σz is 1 it is a P chart; below 1 (points more alike than chance) the limits are narrower.""",
    story="People admitted, of all who attended an emergency department, in twelve months.",
    data={"admitted": ADMITTED, "attended": ATTENDED},
    asks=call(analyse, "pp", "admitted", "attended"),
    steps=steps,
    measure="Admitted",
    unit="%",
    avoid="""\
- To make signals go away: if a P chart of a few hundred cases shows points outside, ask why first.
- Cases are few: σz is then mostly noise. Use a P chart.""",
    by_chance="As for points outside the limits of an [I chart](i-chart.md) with screening.",
    source="Laney DB. Improved control charts for attributes. Quality Engineering 2002;14:531-7.",
    related=("p-chart", "u-prime-chart", "i-prime-chart", "choosing"),
    held_by=("spec/charts/test_laney.py",),
)


def test_the_worked_example_by_hand() -> None:
    # Moves of 200 150 100 50 100 200 100 50 100 70 40 people add up to 1,160; one sigma by chance is 30 people.
    seen = PAGE.seen()
    away = 3 * Fraction(1160, 11) / Fraction("1.128") / 10_000
    assert seen.centre.tolist() == exactly([Fraction(1, 10)] * 12)
    assert seen.upper.tolist() == exactly([Fraction(1, 10) + away] * 12)
    assert seen.lower.tolist() == exactly([Fraction(1, 10) - away] * 12)
    assert not seen.outside.any()
    assert analyse("p", ADMITTED, ATTENDED).outside.sum() == 4


def test_the_p_chart_of_the_same_data_warns_and_names_this_chart() -> None:
    long = analyse("p", ADMITTED * 2, ATTENDED * 2)
    assert any("Use a P′ chart" in warning for warning in long.warnings)
    assert not any("P′" in warning for warning in analyse("pp", ADMITTED * 2, ATTENDED * 2).warnings)


def test_points_more_alike_than_chance_have_narrower_limits() -> None:
    alike = [1000, 1001] * 6
    plain, primed = analyse("p", alike, ATTENDED), analyse("pp", alike, ATTENDED)
    assert primed.upper[0] - primed.centre[0] < (plain.upper[0] - plain.centre[0]) / 10
