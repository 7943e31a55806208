"""Best box and cut box: the page, its worked example, and the limits just not and just passed."""

from __future__ import annotations

from itertools import pairwise

import pytest

from knotwork.science.spc import Analysis, analyse
from knotwork.science.spc.rules.box import best_box, cut_box
from knotwork.science.spc.runs import crossings_limit, longest_run_limit
from tests.science.spec.page import Page, call
from tests.science.spec.patterns import WAYS, crossing, of_run_rule, runs_of

MINUTES = [3, 2, 4, 1, 2, 3, 5, -2, 1, -3, 2, -1, -4, 3, -2, 1, -1, 2, -3, -2, 4, -1, 1, -2]


def steps(seen: Analysis) -> list[str]:
    phase = seen.phases[0]
    box, cut = best_box(24, phase.crossings), cut_box(24, 6)
    return [
        f"All {phase.useful} points are useful; the first {phase.longest_run} run above the line, and it is crossed "
        f"{phase.crossings} times.",
        f"The best box for 24 points allows a run of {int(box.longest)} and asks for {int(box.fewest)} "
        f"crossings: no signal.",
        f"Anhøj's rules allow a run of {phase.longest_run_max} and ask for {phase.crossings_min} crossings.",
        f"The cut box differs in a corner: with exactly {int(cut.fewest)} crossings it allows a run of "
        f"{int(cut.longest)}.",
    ]


PAGE = Page(
    slug="best-box",
    title="Best box and cut box",
    group="Rules: what counts as a signal",
    order=20,
    sentence=(
        "The best box sets the limits of longest run and crossings together, so that shifts are noticed more often."
    ),
    purpose=(
        "run charts of 10 to 100 useful points, for those who want the most from the same points (`bestbox`, `cutbox`)."
    ),
    formula="""\
For each n from 10 to 100 a pair of limits is looked up: among all pairs that signal by chance no more often
than Anhøj's
rules, the one that is likeliest to notice a shift of 0.8 standard deviations. The cut box leaves out corners of it: its
longest run depends on the crossings. Below 10 and above 100 points Anhøj's rules hold.""",
    story="Minutes by which trains of samples reached the laboratory before (+) or after (−) the time agreed.",
    data={"minutes": MINUTES},
    asks=call(analyse, "run", "minutes", centre=0, rules="bestbox"),
    steps=steps,
    measure="Minutes before time",
    avoid="""\
- The rule must be explained from memory: [Anhøj's rules](anhoej-rules.md) are two short formulas.
- Results are compared with other software: few packages have the boxes.""",
    by_chance="2 of 100 stable run charts of 24 points about their own median signal.",
    source="Anhøj J, Wentzel-Larsen T. Smooth operator: modifying the Anhøj rules to improve runs analysis in "
    "statistical "
    "process control. PLoS ONE 2020;15:e0233920.",
    related=("anhoej-rules", "runs-by-chance"),
    held_by=("spec/test_rules.py",),
)


def test_the_worked_example_by_hand() -> None:
    phase = PAGE.seen().phases[0]
    assert (phase.useful, phase.longest_run) == (24, 7)
    assert phase.crossings == sum(a * b < 0 for a, b in pairwise(MINUTES)) == 15
    assert (int(best_box(24, 15).longest), int(best_box(24, 15).fewest)) == (7, 6)
    assert (int(cut_box(24, 6).longest), int(cut_box(24, 7).longest)) == (6, 7)
    assert PAGE.seen().signals == ()


@pytest.mark.parametrize("way", WAYS)
def test_a_run_of_eight_of_24_signals_and_one_of_seven_does_not(way) -> None:
    assert of_run_rule(runs_of(7, *[1] * 17), "bestbox", "long run", way) == []
    assert of_run_rule(runs_of(8, *[1] * 16), "bestbox", "long run", way) == [(1, 8, "above")]


@pytest.mark.parametrize("way", WAYS)
def test_five_crossings_of_24_points_signal_and_six_do_not(way) -> None:
    assert of_run_rule(crossing(24, 6), "bestbox", "few crossings", way) == []
    assert of_run_rule(crossing(24, 5), "bestbox", "few crossings", way) == [(1, 24, "crossings")]


@pytest.mark.parametrize("way", WAYS)
def test_the_cut_corner_is_a_run_of_seven_with_six_crossings(way) -> None:
    assert of_run_rule(runs_of(7, 3, 3, 3, 3, 3, 2), "cutbox", "long run", way) == [(1, 7, "above")]
    assert of_run_rule(runs_of(7, 3, 3, 3, 3, 3, 2), "bestbox", "long run", way) == []
    assert of_run_rule(runs_of(7, 3, 3, 3, 3, 2, 2, 1), "cutbox", "long run", way) == []


@pytest.mark.parametrize("useful", [*range(1, 10), *range(101, 120)])
def test_outside_10_to_100_points_anhoejs_rules_hold(useful) -> None:
    for box in (best_box, cut_box):
        assert int(box(useful, 3).longest) == longest_run_limit(useful)
        assert int(box(useful, 3).fewest) == crossings_limit(useful)
