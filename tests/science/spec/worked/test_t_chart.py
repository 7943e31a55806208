"""T chart: the page and its worked example."""

from __future__ import annotations

from itertools import pairwise
from statistics import mean

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, listed, said

DAYS = [8, 20, 3, 35, 14, 50, 6, 27, 18, 11, 40, 22]
ROOTS = [value ** (1 / 3.6) for value in DAYS]


def steps(seen: Analysis) -> list[str]:
    ranges = [abs(later - earlier) for earlier, later in pairwise(ROOTS)]
    return [
        f"The 3.6th roots of the days are {listed(ROOTS, 3)}: their mean is {said(mean(ROOTS), 3)}, their mean moving "
        f"range {said(mean(ranges), 3)}.",
        f"An I chart of the roots has limits at {said(mean(ROOTS), 3)} ± 3 × {said(mean(ranges), 3)} ÷ 1.128: "
        f"{said(mean(ROOTS) - 3 * mean(ranges) / 1.128, 3)} and {said(mean(ROOTS) + 3 * mean(ranges) / 1.128, 3)}.",
        f"Raised to the power 3.6 again, the centre is {said(seen.centre[0], 1)} days and the limits are "
        f"{said(seen.lower[0], 1)} and {said(seen.upper[0], 1)} days.",
    ]


PAGE = Page(
    slug="t-chart",
    title="T chart",
    group="Charts of rare events",
    order=20,
    sentence="A T chart shows whether a rare event comes after a longer, or shorter, time than it used to.",
    purpose="days between events: falls with harm, infections, deaths. Up is good if events are bad.",
    formula="""\
- x = t^(1 ÷ 3.6) makes times between rare events nearly normal
- an [I chart](i-chart.md) of x, moving ranges screened; its centre and limits are raised to the power 3.6 again
- a limit of x below zero is 0""",
    story="Days between falls with harm on a ward.",
    data={"days": DAYS},
    asks=call(analyse, "t", "days", direction="increase"),
    steps=steps,
    measure="Days between falls with harm",
    unit="days",
    avoid="""\
- Two events fell on the same day: a time of 0 has no place here. Give hours, or use a [G chart](g-chart.md).
- Activity varies much (a ward half closed): count [cases between](g-chart.md) events instead.
- The time since the last event is not yet a value: do not chart it as one.""",
    by_chance="As for points outside the limits of an I chart with screening; the roots are only nearly normal.",
    source="Nelson LS. A control chart for parts-per-million nonconforming items. Journal of Quality Technology "
    "1994;26:239-40. Montgomery DC. Introduction to Statistical Quality Control, 6th edition, section 7.3.5.",
    related=("g-chart", "i-chart", "u-chart"),
    held_by=("spec/charts/test_rare_events.py",),
)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    middle = mean(ROOTS)
    ranges = [abs(later - earlier) for earlier, later in pairwise(ROOTS)]
    assert max(ranges) < 3.267 * mean(ranges)
    away = 3 / 1.128 * mean(ranges)
    assert seen.centre[0] == pytest.approx(middle**3.6, rel=1e-12)
    assert seen.upper[0] == pytest.approx((middle + away) ** 3.6, rel=1e-12)
    assert seen.lower[0] == pytest.approx(max(middle - away, 0) ** 3.6, rel=1e-9)


def test_no_time_at_all_is_refused_with_a_way_out() -> None:
    with pytest.raises(ValueError, match=r"Point 2 is zero.*finer units or a g chart"):
        analyse("t", [4, 0, 3])


def test_hours_and_days_give_the_same_signals() -> None:
    days, hours = (analyse("t", [value * unit for value in [*DAYS, 400]]) for unit in (1, 24))
    assert hours.outside.tolist() == days.outside.tolist()
    assert (hours.upper / days.upper).tolist() == pytest.approx([24] * 13)
    assert days.outside[-1]
