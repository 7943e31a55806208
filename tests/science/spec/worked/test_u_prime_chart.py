"""U′ chart: the page and its worked example."""

from __future__ import annotations

from fractions import Fraction

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.charts.by_hand import exactly
from tests.science.spec.page import Page, call, said

CALLS = [180, 230, 170, 220, 200, 240, 160, 210, 190, 220, 170, 210]
PEOPLE = [4000] * 12


def steps(seen: Analysis) -> list[str]:
    plain = analyse("u", CALLS, PEOPLE, multiply=1000)
    wider = (seen.upper[0] - seen.centre[0]) / (plain.upper[0] - plain.centre[0])
    return [
        f"The centre is {sum(CALLS):,} ÷ {sum(PEOPLE):,} × 1,000 = {said(seen.centre[0], 1)}: 200 calls a "
        f"point, so that "
        "one sigma by chance alone is √200 = 14.14 calls.",
        "From point to point the calls move by 50, 60, 50, 20, 40, 80, 50, 20, 30, 50 and 40: on average by "
        "44.55, which "
        f"is {said(44.545454 / 14.142136, 3)} sigmas. Divided by 1.128 that is σz = {said(wider, 3)}.",
        f"The limits lie {said(wider, 3)} times as far out as a U chart's {said(plain.lower[0], 1)} and "
        f"{said(plain.upper[0], 1)}: {said(seen.lower[0], 1)} and {said(seen.upper[0], 1)}.",
    ]


PAGE = Page(
    slug="u-prime-chart",
    title="U′ chart",
    group="Charts of things counted",
    order=40,
    sentence="A U′ chart judges rates of very many events, which vary from period to period by more than chance.",
    purpose="rates with hundreds of events a point, or events that come in clusters (Laney's chart).",
    formula="""\
- plotted and centre as on a [U chart](u-chart.md)
- zᵢ = (uᵢ − ū) ÷ √(ū ÷ nᵢ); σz = mean |zᵢ − zᵢ₋₁| ÷ 1.128, without moving ranges of 3.267 times their mean or more
- limits ū ± 3 σz √(ū ÷ nᵢ), never below 0""",
    story="Calls to an out-of-hours service, of 4,000 people on the list, in twelve weeks.",
    data={"calls": CALLS, "people": PEOPLE},
    asks=call(analyse, "up", "calls", "people", multiply=1000),
    steps=steps,
    measure="Calls",
    unit="per 1,000 people",
    avoid="""\
- To make signals go away: if a U chart of a few dozen events shows points outside, ask why first.
- Neighbouring points are alike: σz is then too small.""",
    by_chance="As for points outside the limits of an [I chart](i-chart.md) with screening.",
    source="Laney DB. Improved control charts for attributes. Quality Engineering 2002;14:531-7.",
    related=("u-chart", "p-prime-chart", "i-prime-chart"),
    held_by=("spec/charts/test_laney.py",),
)


def test_the_worked_example_by_hand() -> None:
    # The moves add up to 490; 1,000 ÷ 4,000 turns calls into calls per 1,000 people.
    seen = PAGE.seen()
    away = 3 * Fraction(490, 11) / Fraction("1.128") / 4
    assert seen.centre.tolist() == exactly([50] * 12)
    assert seen.upper.tolist() == exactly([50 + away] * 12)
    assert seen.lower.tolist() == exactly([50 - away] * 12)
    assert round(float(away), 2) == 29.62


def test_more_than_chance_is_allowed_for_here_and_not_on_a_u_chart() -> None:
    assert not PAGE.seen().outside.any()
    assert analyse("u", [CALLS[0], 245, *CALLS[2:]], PEOPLE, centre=0.05).outside[1]


def test_an_unusual_move_is_left_out_once() -> None:
    spike = [*CALLS, 500]
    screened, plain = (analyse("up", spike, [4000] * 13, screen_moving_ranges=way) for way in (True, False))
    assert screened.upper[0] < plain.upper[0]
    assert screened.outside[-1]
