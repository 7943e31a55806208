"""Screening of moving ranges: the page, its worked example, and ranges just below and just at the limit."""

from __future__ import annotations

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, said

MINUTES = [11, 12, 11, 12, 11, 12, 11, 32, 12, 11, 12, 11]


def steps(seen: Analysis) -> list[str]:
    plain = analyse("i", MINUTES, screen_moving_ranges=False)
    return [
        "The moving ranges are 1 nine times, and 21 and 20 on either side of the 32: their mean is 50 ÷ 11 = 4.545.",
        "3.267 × 4.545 = 14.85: the 21 and the 20 are larger, and are left out.",
        f"The mean of the others is 1: the limits lie 2.66 from the centre, {said(seen.lower[0])} and "
        f"{said(seen.upper[0])}.",
        f"Without screening they would lie {said(plain.upper[0] - plain.centre[0])} away, at "
        f"{said(plain.lower[0])} and "
        f"{said(plain.upper[0])}. The centre, {said(seen.centre[0])}, is the same: the point itself is not left "
        f"out of it.",
    ]


PAGE = Page(
    slug="moving-range-screening",
    title="Screening of moving ranges",
    group="How far to trust a chart",
    order=40,
    sentence="Screening keeps one wild point from widening the limits so far that it hides itself and others.",
    purpose="limits from moving ranges: I, I′, P′, U′, T, EWMA and CUSUM charts. It is on unless "
    "`screen_moving_ranges=False`.",
    formula="""\
- M̄R̄ = mean of all moving ranges
- those of 3.267 M̄R̄ or more (D₄ of two values) are left out: 3.2665 on an I′ chart
- the mean of the others sets the limits; this is done once, not again

If all values are the same every moving range is 0, and none is left out.""",
    story="Minutes to answer a call bell; on one day the system had failed.",
    data={"minutes": MINUTES},
    asks=call(analyse, "i", "minutes"),
    steps=steps,
    measure="Minutes to answer",
    unit="minutes",
    avoid="""\
- The limits are compared with those of a tool that does not screen (Making Data Count's spreadsheet): switch it off.
- Skewed values: what is left out is then part of how the process is. More points lie outside by chance.""",
    by_chance="It has a price: 10 instead of 6 of 100 stable I charts of 24 points have a point outside their limits.",
    source="Nelson LS. Control charts for individual measurements. Journal of Quality Technology 1982;14:172-3.",
    related=("i-chart", "mr-chart", "false-signals"),
    held_by=("spec/charts/test_individuals.py",),
)


def test_the_worked_example_by_hand() -> None:
    seen, plain = PAGE.seen(), analyse("i", MINUTES, screen_moving_ranges=False)
    assert seen.centre[0] == plain.centre[0] == pytest.approx(158 / 12)
    assert seen.upper[0] - seen.centre[0] == pytest.approx(3 / 1.128)
    assert plain.upper[0] - plain.centre[0] == pytest.approx(3 / 1.128 * 50 / 11)
    assert seen.outside.tolist() == [place == 7 for place in range(12)]


def ends(largest: float) -> float:
    """How many mean moving ranges of 1 the limits lie out when ten steps of 1 end with one of this size."""
    y = [0, 1] * 5 + [0]
    seen = analyse("i", [*y, largest])
    return float(seen.upper[0] - seen.centre[0]) * 1.128 / 3


def test_a_range_of_the_limit_is_left_out_and_one_just_below_it_is_kept() -> None:
    # Ten ranges of 1 and one of r: r = 3.267 (10 + r) ÷ 11 where r = 32.67 ÷ 7.733.
    edge = 32.67 / 7.733
    assert ends(edge + 1e-6) == pytest.approx(1)
    assert ends(edge - 1e-6) == pytest.approx((10 + edge) / 11)


def test_ranges_are_screened_once_and_not_again() -> None:
    # After 100 is left out the mean is 1.4, and 5 would be too large by it.
    y = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 6, 106]
    seen = analyse("i", y)
    assert seen.upper[0] - seen.centre[0] == pytest.approx(3 / 1.128 * 1.4)


def test_a_constant_series_keeps_its_ranges_of_nothing() -> None:
    seen = analyse("i", [5] * 12)
    assert (seen.lower[0], seen.centre[0], seen.upper[0]) == (5, 5, 5)


@pytest.mark.parametrize("kind", ["i", "ip", "pp", "up", "t"])
def test_screening_never_widens_limits(kind) -> None:
    n = None if kind in {"i", "t"} else [100] * 12
    screened, plain = (analyse(kind, MINUTES, n, screen_moving_ranges=way) for way in (True, False))
    assert (screened.upper < plain.upper).all()
