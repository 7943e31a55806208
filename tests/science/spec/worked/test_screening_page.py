"""Screening: the page, its worked example, and the lists with and without the control of false discoveries."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest

from knotwork.science.spc import Screen, analyse, screen
from tests.science.spec.page import Page, call, said

WARDS = [
    [9, 8, 10, 9, 8, 10, 9, 8, 10, 9, 4, 3, 5, 4, 3, 5, 4, 3, 5, 4],
    [5, 7, 5, 7, 7, 5, 7, 5, 5, 7, 5, 7, 7, 5, 7, 5, 5, 7, 7, 5],
    [7, 7, 7, 7, 5, 5, 5, 7, 7, 7, 5, 5, 5, 5, 7, 7, 7, 5, 5, 5],
    [5, 5, 7, 7, 5, 7, 7, 5, 5, 5, 7, 7, 5, 7, 5, 7, 5, 7, 5, 7],
]


def one_of(ways: int) -> float:
    """The chance of so many arrangements of ten above and ten below, for both looks at the chart."""
    return 2 * ways / comb(20, 10)


def steps(seen: Screen) -> list[str]:
    verdicts = ", ".join(seen.verdict.tolist())
    ranked = sorted(chance for chance, signal in zip(seen.chance, seen.signals, strict=True) if signal)
    return [
        f"The verdicts, ward by ward: {verdicts}. Wards {' and '.join(str(place) for place in seen.plain)} signal.",
        f"If nothing had changed on any ward, {said(seen.expected_by_chance)} of the four would be expected to signal.",
        f"Ward 1 has a single crossing: 2 arrangements of C(20, 10) = {comb(20, 10):,} are like that. Two "
        f"things were looked "
        f"at (runs and crossings), so its chance is 2 × 2 ÷ {comb(20, 10):,} = {said(ranked[0], 6)}.",
        f"Ward 3 is crossed five times, where chance gives at least six: its chance is {said(ranked[1], 4)}.",
        f"Step by step: the smallest chance must be at most 1 × 0.05 ÷ 4 = 0.0125: it is. The next at most 2 × "
        f"0.05 ÷ 4 = "
        f"0.025: it is not. Ward {' and '.join(str(place) for place in seen.standing)} stands.",
    ]


PAGE = Page(
    slug="screening",
    title="Screening many charts",
    group="Many charts, many places",
    order=10,
    sentence="Screening finds which of very many charts have changed, without being fooled by how many there are.",
    purpose="all wards, practices or indicators at once: the same answers as chart by chart, and two lists.",
    formula="""\
- `plain`: the charts that signal, as `analyse` would say of each
- `expected_by_chance`: the sum of the charts' own [false-signal rates](false-signals.md)
  (of at most 200, evenly spaced)
- `chance` of a chart that signals: the smallest of the chances of so long a run, of so few crossings and of so far
  a point, × the number of these; at most 1. Without a signal it is 1
- `standing`: with the m chances in order, up to the largest k whose k-th is at most k × q ÷ m
  (Benjamini and Hochberg, q =
  `false_discovery_rate`,
  0.05). Of these no more than that share are expected to be false. Charts that are early are not
  counted among the m

How surprising the farthest point of so many is, by kind of chart and by what set its lines:

- P and NP: the binomial chance, U and C: the Poisson chance, both two-sided and about the centre. About a centre from a
  baseline: over all that so many first cases leave possible
- I, P′, U′, I′, T: simulated, for normal values and the limits that the series set itself. About a baseline, or a given
  centre: Student's distribution with the degrees of freedom that moving ranges have, the centre as uncertain as its
  points make it. T on its transformed scale; rates and shares of P′, U′ and I′ reach as far as gamma values
- MR: two values' distance by Student's distribution, as above
- G: exact, for so many or more cases among all waits with the same total

And its runs and crossings:

- about its own median, or the mean of counts and shares: exact, for so many points on either side in any order
- about other means of its own, or a given centre: as of tossed coins
- about a centre from a baseline: over all shares above it that the baseline leaves possible (a beta distribution)

Where a chance is not known exactly it is made larger, not smaller: points about one uncertain line count as if they had
nothing in common (Bonferroni). Of tables of 100 stable series of any of these kinds, with a baseline or without, 5 of
100 or fewer have a series that stands.""",
    story="Falls in twenty months on four wards.",
    data={"wards": WARDS},
    asks=call(screen, "wards", kind="run", direction="decrease"),
    steps=steps,
    avoid="""\
- One chart that someone watches for a reason: judge it by itself.
- To find places that differ from others: that is a [funnel plot](funnel-plots.md).
- Skewed values on I and MR charts: the chance of the farthest point is then too small.
- Values alike their neighbours: all chances are then too small.
- About a centre that was given, chances are those of a process that has it: one that never had will stand.""",
    by_chance="Of `plain`, as many as `expected_by_chance`; of `standing`, 5 of 100.",
    source="Benjamini Y, Hochberg Y. Controlling the false discovery rate. J R Stat Soc B 1995;57:289-300. Many "
    "places and "
    "times: Marshall C, Best N, Bottle A, Aylin P. J R Stat Soc A 2004;167:541-59.",
    related=("false-signals", "funnel-plots", "verdict"),
    held_by=(
        "properties/test_screening.py",
        "spec/screening/test_columns.py",
        "spec/screening/test_false_discovery.py",
        "spec/screening/test_estimated_lines.py",
    ),
)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    assert seen.verdict.tolist() == ["better", "steady", "better", "steady"]
    assert (seen.plain.tolist(), seen.standing.tolist()) == ([1, 3], [1])
    assert seen.chance[0] == pytest.approx(one_of(2))
    # Ten can be cut in k runs in C(9, k - 1) ways; up to six runs in all, either side first.
    few = 2 * sum(comb(9, a - 1) * comb(9, b - 1) for a, b in ((1, 1), (2, 1), (2, 2), (3, 2), (3, 3)))
    assert seen.chance[2] == pytest.approx(one_of(few))
    assert seen.chance[[1, 3]].tolist() == [1, 1]


def test_every_ward_is_judged_as_by_itself() -> None:
    seen = PAGE.seen()
    for place, ward in enumerate(WARDS):
        alone = analyse("run", ward, direction="decrease")
        assert seen.verdict[place] == alone.verdict
        assert seen.since[place] == (alone.since or 0)
        assert seen.longest_run[place] == alone.phases[0].longest_run


def test_what_is_expected_by_chance_is_the_sum_of_the_charts_own_rates() -> None:
    rates = [analyse("run", ward).false_signal_rate for ward in WARDS]
    assert PAGE.seen().expected_by_chance == pytest.approx(sum(rate for rate in rates if rate is not None))


def test_a_thousand_steady_charts_signal_about_as_often_as_expected() -> None:
    y = np.random.default_rng(3).normal(0, 1, (1000, 24))
    seen = screen(y, kind="run")
    assert abs(seen.plain.size - seen.expected_by_chance) < 4 * seen.expected_by_chance**0.5
    assert seen.standing.size <= 3


def test_real_changes_among_a_thousand_steady_charts_stand() -> None:
    y = np.random.default_rng(3).normal(0, 1, (1000, 24))
    y[:20, 12:] += 8
    seen = screen(y, kind="run")
    assert set(range(1, 21)) <= set(seen.standing.tolist())
    assert seen.standing.size <= 24
