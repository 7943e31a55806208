"""Phases, baseline, exclusions and missing values: the page, its worked example, and all of them together."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, said

WAITS = [30, 32, 30, 32, 60, 30, 32, 30, None, 21, 23, 21, 23, 21, 23, 21]


def steps(seen: Analysis) -> list[str]:
    first, second = seen.phases
    return [
        f"The first phase is points {first.first} to {first.last}, the second {second.first} to {second.last}.",
        "The first six points set the limits of the first phase, without point 5: 30, 32, 30, 32 and 30 have the mean "
        f"{said(first.centre)}. Point 5 is bridged: the moving range from 32 to 30 counts, so all four are 2.",
        f"Its limits are {said(first.centre)} ± 3 × 2 ÷ 1.128: {said(seen.lower[0])} and {said(seen.upper[0])}, "
        f"and hold "
        "for points 1 to 9.",
        f"The second phase has a mean of {said(second.centre)} and limits of its own, from all of its points: "
        f"{said(seen.lower[-1])} and {said(seen.upper[-1])}.",
        f"Point 5 is drawn, marked as excluded, and no signal; it "
        f"{'lies' if seen.outside[4] else 'does not lie'} outside. "
        "Point 9 is a gap.",
    ]


PAGE = Page(
    slug="phases",
    title="Phases, baseline, exclusions and missing values",
    group="A change that is known",
    order=10,
    sentence="Phases, a baseline and exclusions say which points set the lines, and each needs a reason that is known.",
    purpose="a change that was made or happened (a phase), a time before a change (a baseline), a point known "
    "to be false "
    "or from elsewhere (an exclusion). All of them may be used together, on every kind of chart.",
    formula="""\
- `phases`: positions after which a new phase begins; each has its own lines, runs and rules
- `baseline`: the number of first points that set the lines of the first phase, or a list of numbers, one a phase; all
  points of the phase are judged by them
- `exclude`: positions that neither set lines nor count in runs and signals; they are drawn, and moving ranges
  bridge them
- a missing value (None, NaN, 0 in 0) is a gap: both its moving ranges are missing, and runs pass over it

Positions count from 1 over the plotted points. Those beyond the last point have no effect. A new phase without
signals of
its own is judged against the line of the phase before: see [the verdict](verdict.md).""",
    story="Days from referral to visit. Point 5 is a week with a wrong date, point 9 was never sent, and after "
    "it a second "
    "nurse began.",
    data={"days": WAITS},
    asks=call(analyse, "i", "days", phases=[9], baseline=6, exclude=[5], direction="decrease"),
    steps=steps,
    measure="Days to visit",
    unit="days",
    avoid="""\
- To make a chart look better: a phase without a known change hides the change that should be explained.
- To leave out a point because it lies outside: ask first what happened then.""",
    by_chance="Every phase may signal by chance: the stated rates of the phases are put together.",
    source="Exclusions and bridged moving ranges as in qicharts2 0.8.1; baseline and phases together are our own: see "
    "[differences](differences.md).",
    related=("proposing-to-rebase", "verdict", "differences"),
    held_by=("spec/test_options.py",),
)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    assert [phase.centre for phase in seen.phases] == pytest.approx([154 / 5, 153 / 7])
    assert seen.upper[:9].tolist() == pytest.approx([30.8 + 6 / 1.128] * 9)
    assert seen.upper[9:].tolist() == pytest.approx([153 / 7 + 6 / 1.128] * 7)
    assert np.flatnonzero(seen.excluded).tolist() == [4]
    assert np.flatnonzero(np.isnan(seen.y)).tolist() == [8]
    assert all(5 not in signal.points for signal in seen.signals)
    assert [phase.useful for phase in seen.phases] == [7, 7]


def test_the_second_phase_is_as_if_it_were_charted_alone() -> None:
    seen, alone = PAGE.seen(), analyse("i", WAITS[9:], direction="decrease")
    assert seen.centre[9:].tolist() == alone.centre.tolist()
    assert seen.upper[9:].tolist() == alone.upper.tolist()
    assert seen.phases[1].longest_run == alone.phases[0].longest_run


def test_the_first_phase_is_as_if_it_were_charted_alone() -> None:
    seen, alone = PAGE.seen(), analyse("i", WAITS[:9], baseline=6, exclude=[5])
    assert seen.centre[:9].tolist() == alone.centre.tolist()
    assert seen.lower[:9].tolist() == alone.lower.tolist()


def test_a_baseline_holds_for_the_first_phase_only() -> None:
    long = [10, 12] * 6 + [30, 36] * 6
    seen = analyse("i", long, phases=[12], baseline=4)
    assert seen.phases[1].centre == 33


def test_every_phase_may_have_a_baseline_of_its_own() -> None:
    long = [10, 12] * 6 + [30, 36, 30, 36, 90, 96]
    seen = analyse("i", long, phases=[12], baseline=[None, 4])
    assert [phase.centre for phase in seen.phases] == [11, 33]
    assert seen.outside[16:].all()


def test_more_baselines_than_phases_are_refused() -> None:
    with pytest.raises(ValueError, match="3 baselines but 2 phases"):
        analyse("i", [10, 12] * 6, phases=[6], baseline=[4, 4, 4])


def test_a_baseline_longer_than_the_first_phase_is_all_of_it() -> None:
    long = [10, 12] * 6 + [30, 36] * 6
    kept, whole = analyse("i", long, phases=[12], baseline=20), analyse("i", long, phases=[12])
    assert kept.centre.tolist() == whole.centre.tolist()


def test_excluded_points_of_the_baseline_are_not_made_up_for() -> None:
    # The baseline is the first four points; without the second three set the centre.
    assert analyse("i", [10, 99, 11, 12, 50, 50], baseline=4, exclude=[2]).centre[0] == 11


@pytest.mark.parametrize("ends", [[4, 8], [8, 4], [4, 4, 8], (8, 4, 4), [4, 8, 12, 99], [0, 4, 8]])
def test_phases_come_in_any_order_and_once_each(ends) -> None:
    seen = analyse("run", list(range(12)), phases=ends)
    assert [(phase.first, phase.last) for phase in seen.phases] == [(1, 4), (5, 8), (9, 12)]


@pytest.mark.parametrize("kind", ["run", "i", "mr", "c", "g", "ewma", "cusum"])
def test_all_kinds_take_phases_baseline_exclusions_and_gaps_together(kind) -> None:
    y = [9, 11, 10, None, 12, 60, 9, 11, 10, 12, 4, 5, None, 4, 6, 5, 4, 5, 6, 4]
    seen = analyse(kind, y, phases=[10], baseline=8, exclude=[6])
    assert len(seen.phases) == 2
    assert np.isfinite(seen.centre).all()
    assert all(6 not in signal.points for signal in seen.signals)


@pytest.mark.parametrize("kind", ["p", "pp", "u", "up", "ip"])
def test_all_kinds_with_denominators_take_them_too(kind) -> None:
    y = [9, 11, 10, None, 12, 60, 9, 11, 10, 12, 4, 5, 0, 4, 6, 5, 4, 5, 6, 4]
    n = [100, 90, 110, 100, 95, 105, 100, 100, 90, 110, 100, 95, 0, 100, 105, 100, 100, None, 90, 100]
    seen = analyse(kind, y, n, phases=[10], baseline=8, exclude=[6])
    assert np.flatnonzero(np.isnan(seen.y)).tolist() == [3, 12, 17]
    first, second = (seen.centre[0], seen.centre[-1])
    assert first == pytest.approx((9 + 11 + 10 + 12 + 9 + 11) / (100 + 90 + 110 + 95 + 100 + 100))
    assert second == pytest.approx(38 / 790)


def test_a_phase_of_nothing_but_gaps_has_no_lines_and_no_signals() -> None:
    seen = analyse("i", [10, 12, 11, 10, None, None], phases=[4])
    assert np.isnan(seen.centre[4:]).all()
    assert seen.phases[1].useful == 0
    assert (seen.signals, seen.verdict) == ((), "early")


def test_an_excluded_point_far_out_makes_no_difference_to_anything_but_itself() -> None:
    near, far = (analyse("i", [10, 12, 11, 10, value, 12, 11, 13, 9, 11, 12, 10], exclude=[5]) for value in (11, 1e6))
    assert near.upper.tolist() == far.upper.tolist()
    assert near.signals == far.signals
    assert near.reading == far.reading
