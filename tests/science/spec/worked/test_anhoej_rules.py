"""Anhøj's rules: the page, its worked example, and the limits just not and just passed."""

from __future__ import annotations

import math

import pytest

from knotwork.science.spc import Analysis, analyse
from knotwork.science.spc.runs import crossings_limit, longest_run_limit
from tests.science.spec.page import Page, call, points, said
from tests.science.spec.patterns import WAYS, crossing, of_run_rule, runs_of

SCORES = [18, 17, 22, 16, 19, 21, 20, 17, 23, 18, 22, 24, 21, 25, 23, 22, 26, 21, 18, 16, 19, 17, 15]


def steps(seen: Analysis) -> list[str]:
    phase, run = seen.phases[0], seen.signals[0]
    return [
        f"Of {len(SCORES)} points {phase.useful} are useful; one lies on the median, {said(seen.centre[0], 0)}.",
        f"Longest run: points {points(run.points)}, {phase.longest_run} {run.side} the line. log₂(22) + 3 = "
        f"{said(math.log2(22) + 3)}, rounded {phase.longest_run_max}: it is longer, so it signals.",
        f"Crossings: {phase.crossings}. Of 21 tosses of a coin, fewer than {phase.crossings_min} heads come in "
        f"less than 5 "
        "of 100 tries: not fewer, so no signal.",
        "Most points since the run lie on the other side: the change did not last, and the reading says so.",
    ]


PAGE = Page(
    slug="anhoej-rules",
    title="Anhøj's rules",
    group="Rules: what counts as a signal",
    order=10,
    sentence="Anhøj's rules say that a measure has changed when a run is too long or the line is crossed too seldom.",
    purpose="run charts and charts with limits alike; they are the rules unless others are asked for (`anhoej`).",
    formula="""\
Of n useful points (not on the line, missing or excluded):

- a run longer than log₂(n) + 3, rounded, signals
- fewer crossings than the lower 5 % point of the binomial of n − 1 tosses at even odds signal: the smallest c with
  P(C ≤ c) ≥ 5 %
- on charts with limits, so does a point outside them

| n | longest run | fewest crossings |
| --- | --- | --- |
"""
    + "\n".join(
        f"| {n} | {longest_run_limit(n)} | {crossings_limit(n)} |" for n in (10, 12, 16, 20, 24, 30, 40, 60, 100)
    )
    + """

Few crossings began where the balance of points above and below turns most.""",
    story="Patients' scores of a ward's food, week by week.",
    data={"scores": SCORES},
    asks=call(analyse, "run", "scores"),
    steps=steps,
    measure="Scores",
    avoid="""\
- Fewer than ten useful points: nothing can be said yet (the verdict is “early”).
- A single unusual point: these rules do not see it without limits.""",
    by_chance="About the series' own median 3 of 100 stable charts of 24 points signal; about a given line 7. Both are "
    "exact, by counting arrangements: see [runs by chance](runs-by-chance.md).",
    source="Anhøj J, Olesen AV. Run charts revisited. PLoS ONE 2014;9:e113825. Anhøj J. Diagnostic value of run chart "
    "analysis. PLoS ONE 2015;10:e0121349. Anhøj J, Wentzel-Larsen T. Sense and sensibility. BMC Med Res Methodol "
    "2018;18:100. Longest run: Schilling MF. Mathematics Magazine 2012;85:141-9. Crossings: Chen Z. Model Assisted "
    "Statistics and Applications 2010;5:73-7.",
    related=("run-chart", "best-box", "runs-by-chance", "verdict"),
    held_by=("spec/test_runs.py", "spec/test_rules.py"),
)

SIZES = (10, 12, 16, 20, 24, 30, 40, 60, 100)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    phase = seen.phases[0]
    assert sorted(SCORES)[11] == 20 == seen.centre[0]
    assert (phase.useful, phase.longest_run, phase.longest_run_max) == (22, 8, 7)
    assert (phase.crossings, phase.crossings_min) == (8, 7)
    assert [(signal.rule, signal.points) for signal in seen.signals] == [("long run", tuple(range(11, 19)))]
    assert (seen.verdict, seen.stands) == ("changed", False)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("useful", SIZES)
def test_a_run_at_its_limit_does_not_signal_and_one_longer_does(useful, way) -> None:
    limit = longest_run_limit(useful)
    for longest, signals in ((limit, []), (limit + 1, [(1, limit + 1, "above")])):
        values = runs_of(longest, *[1] * (useful - longest))
        assert of_run_rule(values, "anhoej", "long run", way) == signals


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("useful", SIZES)
def test_crossings_at_their_limit_do_not_signal_and_one_fewer_does(useful, way) -> None:
    fewest = crossings_limit(useful)
    assert of_run_rule(crossing(useful, fewest), "anhoej", "few crossings", way) == []
    assert of_run_rule(crossing(useful, fewest - 1), "anhoej", "few crossings", way) == [(1, useful, "crossings")]


@pytest.mark.parametrize("useful", range(2, 101))
def test_the_fewest_crossings_are_the_lower_five_percent_point_of_tossed_coins(useful) -> None:
    fewest, tosses = crossings_limit(useful), useful - 1
    up_to = [sum(math.comb(tosses, heads) for heads in range(most + 1)) / 2**tosses for most in (fewest - 1, fewest)]
    assert up_to[0] < 0.05 <= up_to[1]


@pytest.mark.parametrize("useful", range(1, 101))
def test_the_longest_run_is_the_rounded_logarithm_and_three(useful) -> None:
    assert abs(longest_run_limit(useful) - math.log2(useful) - 3) <= 0.5


def test_the_first_signal_that_can_be_is_six_points_without_a_crossing() -> None:
    assert analyse("run", runs_of(5), centre=0).signals == ()
    assert of_run_rule(runs_of(6), "anhoej", "long run") == []
    assert of_run_rule(runs_of(6), "anhoej", "few crossings") == [(1, 6, "crossings")]


def test_points_on_the_line_make_a_run_neither_longer_nor_shorter() -> None:
    run = runs_of(8, *[1] * 12)
    with_ties = [*run[:3], 0.0, 0.0, *run[3:]]
    assert of_run_rule(with_ties, "anhoej", "long run") == [(1, 10, "above")]
    assert of_run_rule([*run[:3], 0.0, *run[4:]], "anhoej", "long run") == []


def test_two_long_runs_are_two_signals() -> None:
    assert of_run_rule(runs_of(9, 1, 1, 9), "anhoej", "long run") == [(1, 9, "above"), (12, 20, "below")]
