"""Run chart: the page and its worked example."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, points, said

FALLS = [8, 9, 7, 9, 6, 8, 10, 7, 9, 8, 5, 4, 6, 5, 3, 6, 4, 5, 7, 4]


def steps(seen: Analysis) -> list[str]:
    phase, run = seen.phases[0], seen.signals[0]
    return [
        f"In order of size the two values in the middle are 6 and 7: the median is {said(seen.centre[0], 1)}.",
        f"No value lies on it, so all {phase.useful} are useful.",
        f"The longest run is of {phase.longest_run} points, {points(run.points)}, {run.side} the line; chance explains "
        f"up to log₂({phase.useful}) + 3, rounded: {phase.longest_run_max}. It signals.",
        f"The values cross the line {phase.crossings} times; chance gives at least {phase.crossings_min}. It signals.",
    ]


PAGE = Page(
    slug="run-chart",
    title="Run chart",
    group="Begin here",
    order=20,
    sentence="A run chart shows whether a measure has changed, with any kind of data and as few as ten points.",
    purpose="values in order of time about their median, without limits; the first chart of most improvement work.",
    formula="""\
- centre = median of the values (half-way between the two middle ones if their number is even)
- useful points: those not exactly on the centre, neither missing nor excluded
- a run: useful points one after another on the same side; points on the line neither break it nor join it
- a crossing: two useful points one after another on different sides

What counts as a signal is up to the set of rules: [Anhøj's](anhoej-rules.md) unless another is asked for. A point is on
the line when it is nearer than 32 units in the last place of the largest value, so that rounding makes no runs.""",
    story="Falls on a ward in twenty months; after ten of them, intentional rounding began.",
    data={"falls": FALLS},
    asks=call(analyse, "run", "falls", direction="decrease"),
    steps=steps,
    measure="Falls",
    avoid="""\
- More than half of the values are the same, often none at all: few points are useful. Count [cases](g-chart.md) or
  [time](t-chart.md) between events.
- A single unusual point matters: a run chart has no limits to see it by. Use a chart with limits.""",
    by_chance="A stable series of 24 points signals in 3 of 100 charts under Anhøj's rules about its own "
    "median, and in 7 "
    "of 100 about a line that was given. See [false signals](false-signals.md).",
    source="Perla RJ, Provost LP, Murray SK. The run chart: a simple analytical tool for learning from variation in "
    "healthcare processes. BMJ Qual Saf 2011;20:46-51. Anhøj J, Olesen AV. Run charts revisited. PLoS ONE "
    "2014;9:e113825.",
    related=("anhoej-rules", "ihi-rules", "reading", "false-signals"),
    held_by=("spec/test_runs.py", "spec/charts/test_run_charts.py"),
)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    phase = seen.phases[0]
    assert sorted(FALLS)[9:11] == [6, 7]
    assert seen.centre.tolist() == [6.5] * 20
    assert (phase.useful, phase.longest_run, phase.longest_run_max) == (20, 8, 7)
    assert (phase.crossings, phase.crossings_min) == (5, 6)
    assert [signal.points for signal in seen.signals] == [tuple(range(11, 19)), tuple(range(1, 21))]
    assert (seen.verdict, seen.since) == ("better", 11)


def test_upside_down_a_run_chart_shows_the_same_the_other_way() -> None:
    seen, turned = PAGE.seen(), analyse("run", [-fall for fall in FALLS], direction="increase")
    assert turned.centre.tolist() == (-seen.centre).tolist()
    assert [signal.points for signal in turned.signals] == [signal.points for signal in seen.signals]
    assert [signal.side for signal in turned.signals] == ["above", "crossings"]
    assert turned.verdict == seen.verdict


@pytest.mark.parametrize("gap", [1, 5, 10, 14, 20])
def test_a_missing_point_is_passed_over_and_the_others_counted(gap) -> None:
    with_gap = [*FALLS[: gap - 1], None, *FALLS[gap - 1 :]]
    seen = analyse("run", with_gap)
    assert seen.phases[0].useful == 20
    assert (seen.phases[0].longest_run, seen.phases[0].crossings) == (8, 5)
    assert np.isnan(seen.y[gap - 1])


def test_points_on_the_line_are_not_useful() -> None:
    seen = analyse("run", [1, 2, 3, 2, 1, 2, 3])
    assert seen.centre[0] == 2
    assert (seen.phases[0].useful, seen.phases[0].longest_run, seen.phases[0].crossings) == (4, 1, 3)
