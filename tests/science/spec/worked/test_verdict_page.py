"""The verdict: the page, its worked example, and each verdict where it begins and ends."""

from __future__ import annotations

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, points, said

HARM = [9, 7, 8, 10, 8, 7, 9, 8, 10, 7, 8, 9, 5, 4, 3, 5, 4, 6, 3, 5, 4, 5, 9, 4]


def steps(seen: Analysis) -> list[str]:
    assert seen.finding is not None
    first, second, crossings = seen.signals
    return [
        f"The median is {said(seen.centre[0], 0)}, and {seen.phases[0].useful} points lie off it.",
        f"Of the first twelve points {len(first.points)} run {first.side} it and none below. That run has been "
        f"undone: most "
        "points after it lie on the other side.",
        f"Points {points(second.points)} run {second.side} it. That run stands: of the two points after it one "
        f"lies above, "
        "and two would be needed to undo it.",
        f"The line is crossed {seen.phases[0].crossings} times, fewer than the {crossings.limit} that chance "
        f"gives. That "
        "signal is of all points, so it is the most recent one, and decides.",
        f"The balance of points above and below turns most at point {seen.since}: there the change began. Most "
        f"points since "
        f"lie {crossings.towards} the line, and down is the direction of improvement: {seen.verdict}.",
    ]


PAGE = Page(
    slug="verdict",
    title="The verdict",
    group="Begin here",
    order=40,
    sentence="The verdict says what a chart shows about now: better, worse, changed, steady, or too early to say.",
    purpose="one word that stands for the whole chart in a list, a grid or a report, and the point it holds from.",
    formula="""\
From the last phase:

- early: fewer than 10 useful points, unless they already run on one side of the line of the phase before
- otherwise the most recent signal that still stands decides: the one whose last point is latest, and of those the one
  that began first. **better** or **worse** by the direction of improvement, **changed** without one
- a run, a trend or a pattern stands unless most of the points after it (two at least) lie on the other side of the line
- a point outside the limits stands while it is among the last three points
- few or many crossings stand as long as they are found. Few crossings are of all points, so nothing is more recent:
  they give way to the most recent other signal that stands, if that goes the other way and lasted until they turned
  or longer
- changed: there are signals, and all have passed
- steady: no signal. Ten values or more that are all the same are steady too

A new phase without a standing signal of its own, whose points run on one side of the line of the phase before
for longer
than chance explains, is a new level: a signal since the phase began.""",
    story="Harm events on a ward, month by month.",
    data={"harm": HARM},
    asks=call(analyse, "run", "harm", direction="decrease"),
    steps=steps,
    measure="Harm events",
    avoid="""\
- Instead of the chart: two measures with the same verdict may look quite different.
- To rank places: a verdict compares a measure with its own past, not with others. See
  [funnel plots](funnel-plots.md).""",
    by_chance="As often as the chart signals: its rate is stated beside the verdict.",
    source=(
        "Ten useful points: Anhøj J, Olesen AV. PLoS ONE 2014;9:e113825. What stands and what has passed is our own."
    ),
    related=("reading", "anhoej-rules", "phases"),
    held_by=("spec/test_verdict.py",),
)

LOW, HIGH = [4, 3, 5, 4, 3, 5, 4, 3, 5, 4], [9, 8, 10, 9, 8, 10, 9, 8, 10, 9]
SWINGS = [5, 7, 5, 7, 7, 5, 7, 5, 5, 7, 5, 7]


def told(y: list[float], **options: object) -> tuple[str, int | None, bool]:
    seen = analyse("run", y, **{"direction": "decrease", "centre": 6, **options})
    return seen.verdict, seen.since, seen.stands


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    assert sorted(HARM)[11:13] == [7, 7]
    assert [(signal.rule, signal.points[0], signal.points[-1]) for signal in seen.signals] == [
        ("long run", 1, 12),
        ("long run", 13, 22),
        ("few crossings", 1, 24),
    ]
    assert (seen.phases[0].useful, seen.phases[0].crossings) == (21, 3)
    assert seen.finding == seen.signals[2]
    assert (seen.verdict, seen.since) == ("better", 13)


@pytest.mark.parametrize(("useful", "verdict"), [(9, "early"), (10, "steady")])
def test_ten_useful_points_are_enough(useful, verdict) -> None:
    assert told(SWINGS[:useful])[0] == verdict
    assert told([6, *SWINGS[:useful], 6, 6])[0] == verdict
    assert told([None, *SWINGS[:useful], None])[0] == verdict


@pytest.mark.parametrize(("points", "verdict"), [(9, "early"), (10, "steady")])
@pytest.mark.parametrize("kind", ["run", "i", "c"])
def test_ten_equal_values_are_steady(kind, points, verdict) -> None:
    assert analyse(kind, [4] * points).verdict == verdict


@pytest.mark.parametrize(
    ("after", "stands"),
    [
        ([], True),
        ([7], True),
        ([7, 5], True),
        ([7, 7], False),
        ([7, 7, 5], False),
        ([7, 7, 5, 5], True),
        ([6, 6, 7], True),
        ([7, 6, 7], False),
    ],
)
def test_a_run_stands_unless_most_points_after_it_lie_on_the_other_side(after, stands) -> None:
    y = [*SWINGS, *[4, 3, 5, 4, 3, 5, 4, 3, 5, 4], *after]
    seen = analyse("run", [*y[:12], 7, *y[12:]], centre=6, direction="decrease")
    runs = [signal for signal in seen.signals if signal.rule == "long run" and signal.side == "below"]
    assert runs
    few = any(signal.rule == "few crossings" for signal in seen.signals)
    assert seen.verdict == ("better" if stands or few else "changed")
    assert seen.stands is (stands or few)


@pytest.mark.parametrize(
    ("later", "verdict"), [(0, "worse"), (1, "worse"), (2, "worse"), (3, "changed"), (9, "changed")]
)
def test_a_point_outside_stands_while_among_the_last_three(later, verdict) -> None:
    y = [10, 12, 11, 13, 10, 12, 9, 11, 12, 10, 11, 13, 30, *[11, 10, 12, 11, 10, 13, 12, 10, 9][:later]]
    seen = analyse("i", y, baseline=12, direction="decrease")
    assert (seen.verdict, seen.since) == (verdict, 13)


@pytest.mark.parametrize(("direction", "verdict"), [("increase", "worse"), ("decrease", "better"), (None, "changed")])
def test_the_direction_makes_a_change_good_or_bad(direction, verdict) -> None:
    assert told(HIGH + LOW, direction=direction)[0] == verdict
    turned = {"increase": "decrease", "decrease": "increase", None: None}[direction]
    assert told([-value for value in HIGH + LOW], direction=turned, centre=-6)[0] == verdict


def test_of_two_standing_signals_the_one_that_ends_later_decides() -> None:
    y = [10, 12, 11, 13, 10, 12, 9, 11, 12, 10, 11, 13, *[8] * 9, 30]
    seen = analyse("i", y, baseline=12, direction="decrease")
    assert seen.finding is not None
    assert (seen.finding.rule, seen.verdict, seen.since) == ("outside limits", "worse", 22)


def test_of_two_that_end_together_the_one_that_began_first_decides() -> None:
    y = [10, 12, 11, 13, 10, 12, 9, 11, 12, 10, 11, 13, *[8] * 9, 1]
    seen = analyse("i", y, baseline=12, direction="decrease")
    assert seen.outside[-1]
    assert seen.finding is not None
    assert (seen.finding.rule, seen.since) == ("long run", 13)


@pytest.mark.parametrize(("points", "verdict"), [(6, "early"), (7, "better")])
def test_a_short_new_phase_is_a_new_level_once_it_runs_too_long_to_be_chance(points, verdict) -> None:
    # Six points: log2(6) + 3 rounds to 6, not exceeded; seven: log2(7) + 3 rounds to 6, exceeded.
    seen = analyse("run", HIGH + (LOW * 2)[:points], phases=[10], direction="decrease")
    assert (seen.verdict, seen.since) == (verdict, 11 if verdict == "better" else None)


def test_a_new_phase_at_the_old_level_is_steady() -> None:
    assert analyse("run", SWINGS * 2, phases=[12]).verdict == "steady"


def test_signals_of_earlier_phases_do_not_count() -> None:
    seen = analyse("run", [*HIGH, *LOW, *LOW, 3, 5], phases=[20], direction="decrease", centre=None)
    assert any(signal.points[-1] <= 20 for signal in seen.signals)
    assert seen.finding is None or seen.finding.points[0] > 20


def test_excluded_points_after_a_run_do_not_undo_it() -> None:
    y = [*SWINGS, 7, *LOW, 9, 9, 9]
    assert told(y, exclude=[24, 25, 26])[:2] == ("better", 14)


def test_many_crossings_are_a_change_that_is_neither_better_nor_worse() -> None:
    seen = analyse("run", [5, 7] * 10, rules="ihi", direction="decrease")
    assert (seen.verdict, seen.stands) == ("changed", True)
