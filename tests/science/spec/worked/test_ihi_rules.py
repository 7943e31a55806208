"""IHI run chart rules: the page, its worked example, and the rules at their boundary lengths."""

from __future__ import annotations

import pytest

from knotwork.science.spc import Analysis, analyse
from knotwork.science.spc.rules.number_of_runs import exact_runs, printed_runs
from tests.science.spec.page import Page, call, points, said
from tests.science.spec.patterns import WAYS, crossing, of_run_rule, runs_of

TREND = "trend of 5, ties passed over"
MINUTES = [30, 28, 31, 27, 29, 32, 26, 25, 24, 23, 22, 27, 25, 24, 26]


def steps(seen: Analysis) -> list[str]:
    phase = seen.phases[0]
    shift, trend = seen.signals
    fewest, most = exact_runs(phase.useful)
    return [
        f"The median is {said(seen.centre[0], 0)}; two points lie on it, and {phase.useful} are useful.",
        f"Shift: points {points(shift.points)} lie {shift.side} it, six in a row. It signals.",
        f"Trend: points {points(trend.points)} go down one after another, six of them; five are enough. It signals.",
        f"Runs: {phase.crossings} crossings make {phase.crossings + 1} runs; for {phase.useful} useful points "
        f"chance gives "
        f"{fewest} to {most}. No signal.",
    ]


PAGE = Page(
    slug="ihi-rules",
    title="IHI run chart rules",
    group="Rules: what counts as a signal",
    order=30,
    sentence="The run chart rules of the Institute for Healthcare Improvement ask for a shift, a trend, or an odd "
    "number of runs.",
    purpose="teams who were taught them (`ihi`), also with the table as it is printed (`ihi_printed`).",
    formula="""\
- shift: six or more useful points in a row on one side of the median; points on it are passed over
- trend: five or more points that go up, or down, one after another; of equal neighbours only the first counts
- too few or too many runs: fewer or more than chance gives in 95 of 100, for so many useful points; a run ends
  where the
  line is crossed. The limits are exact (each tail at most 2.5 %, half the points on either side); the printed table
  differs from them by 1 at 17 of 51 sizes and is kept under its own name
- an astronomical point is left to the eye

| useful points | exact | printed |
| --- | --- | --- |
"""
    + "\n".join(
        "| {} | {} to {} | {} to {} |".format(n, *exact_runs(n), *printed_runs(n))
        for n in (10, 11, 15, 20, 24, 30, 40, 60)
    ),
    story="Minutes from arrival to first antibiotic, in fifteen weeks.",
    data={"minutes": MINUTES},
    asks=call(analyse, "run", "minutes", rules="ihi", direction="decrease"),
    steps=steps,
    measure="Minutes to antibiotic",
    unit="minutes",
    avoid="""\
- To decide by the trend alone: on 24 points it signals in 25 of 100 charts in which nothing changed and in 27
  of 100 that
  drift by two standard deviations. It tells next to nothing.
- Many charts, or long ones: 56 of 100 stable charts of 36 points signal by one of the three rules.""",
    by_chance="37 of 100 stable charts of 24 points signal: 16 by the shift and 25 by the trend, some by several.",
    source="Perla RJ, Provost LP, Murray SK. The run chart: a simple analytical tool for learning from variation in "
    "healthcare processes. BMJ Qual Saf 2011;20:46-51.",
    related=("run-chart", "anhoej-rules", "runs-by-chance", "false-signals"),
    held_by=("spec/test_rules.py",),
)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    assert sorted(MINUTES)[7] == 26 == seen.centre[0]
    assert MINUTES.count(26) == 2
    assert seen.phases[0].useful == 13
    assert [(signal.rule, signal.points, signal.side) for signal in seen.signals] == [
        ("long run", (1, 2, 3, 4, 5, 6), "above"),
        (TREND, (6, 7, 8, 9, 10, 11), "falling"),
    ]
    # Above six, below four, above one, below two: four runs.
    assert seen.phases[0].crossings + 1 == 4
    assert exact_runs(13) == (4, 11)


@pytest.mark.parametrize("way", WAYS)
def test_five_on_one_side_are_no_shift_and_six_are(way) -> None:
    assert of_run_rule(runs_of(1, 5, 1, 2, 2), "ihi", "long run", way) == []
    assert of_run_rule(runs_of(1, 6, 1, 2, 2), "ihi", "long run", way) == [(2, 7, "below")]


@pytest.mark.parametrize("way", WAYS)
def test_four_points_are_no_trend_and_five_are(way) -> None:
    assert of_run_rule([5, 1, 2, 3, 4, 0], "ihi", TREND, way) == []
    assert of_run_rule([5, 1, 2, 3, 4, 6, 0], "ihi", TREND, way) == [(2, 6, "rising")]


@pytest.mark.parametrize("way", WAYS)
def test_a_repeated_value_neither_breaks_a_trend_nor_adds_to_it(way) -> None:
    assert of_run_rule([5, 1, 2, 2, 3, 3, 4, 0], "ihi", TREND, way) == []
    assert of_run_rule([5, 1, 2, 2, 3, 3, 4, 6, 0], "ihi", TREND, way) == [(2, 8, "rising")]


def test_points_on_the_median_are_passed_over_by_the_shift_and_counted_by_the_trend() -> None:
    assert of_run_rule([1, 2, 0, 1.5, 2.5, 0, 1.2, 2.2, -1], "ihi", "long run") == [(1, 8, "above")]
    assert of_run_rule([-2, -1, 0, 1, 2, -3], "ihi", TREND) == [(1, 5, "rising")]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("useful", [10, 13, 20, 24, 31])
def test_as_few_runs_as_chance_gives_do_not_signal_and_one_fewer_does(useful, way) -> None:
    fewest, _ = exact_runs(useful)
    assert of_run_rule(crossing(useful, fewest - 1), "ihi", "few crossings", way) == []
    assert of_run_rule(crossing(useful, fewest - 2), "ihi", "few crossings", way) == [(1, useful, "crossings")]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("useful", [10, 13, 20, 24, 31])
def test_as_many_runs_as_chance_gives_do_not_signal_and_one_more_does(useful, way) -> None:
    _, most = exact_runs(useful)
    assert of_run_rule(crossing(useful, most - 1), "ihi", "many runs", way) == []
    assert of_run_rule(crossing(useful, most), "ihi", "many runs", way) == [(1, useful, "crossings")]


@pytest.mark.parametrize(("useful", "exact", "printed"), [(10, 3, 3), (11, 4, 3), (12, 4, 3), (13, 4, 4)])
def test_the_printed_table_is_used_where_it_is_asked_for(useful, exact, printed) -> None:
    assert (exact_runs(useful)[0], printed_runs(useful)[0]) == (exact, printed)
    values = crossing(useful, 2)
    assert bool(of_run_rule(values, "ihi", "few crossings")) is (exact > 3)
    assert bool(of_run_rule(values, "ihi_printed", "few crossings")) is (printed > 3)
