"""Proposing to rebase: the page, its worked example, where it proposes a place and where it does not."""

from __future__ import annotations

import math
from statistics import mean

import pytest

from knotwork.science.spc import Analysis, analyse, propose_rebase
from tests.science.spec.page import Page, call, said

HOURS = [34, 36, 35, 33, 37, 35, 34, 36, 35, 37, 28, 26, 27, 29, 27, 26, 28, 27, 29, 28]
BEFORE, AFTER = HOURS[:10], HOURS[10:]


def steps(seen: Analysis) -> list[str]:
    proposal = propose_rebase(seen)
    assert proposal is not None
    return [
        f"The chart shows a shift that still stands: {seen.verdict} since point {seen.since}.",
        "For each place that leaves eight points on either side, the sum of deviations from the mean up to it "
        "is divided by "
        f"the root of the lengths' product. It is largest after point {proposal.after}.",
        f"Up to there the mean is {said(proposal.before_level, 1)}, after it {said(proposal.after_level, 1)}. "
        f"About their own "
        f"means the points have a standard deviation of "
        f"{said((proposal.before_level - proposal.after_level) / proposal.sigmas)}: "
        f"the levels are {said(proposal.sigmas, 1)} of them apart.",
        f"“{proposal.evidence}”",
    ]


PAGE = Page(
    slug="proposing-to-rebase",
    title="Proposing to rebase",
    group="A change that is known",
    order=20,
    sentence="Where a shift has lasted, a place for a new phase is proposed with its evidence, and people decide.",
    purpose="charts whose old level no longer describes the process, so that the next change would be missed.",
    formula="""\
Only in the last phase, only if its verdict comes from a run, a trend or crossings that still stand, and only
if it has 16
points or more:

- the place k is where |Σᵢ₌₁ᵏ (yᵢ − ȳ)| ÷ √(k(m − k)) is largest, with at least 8 points on either side (m points)
- levels: the means on either side
- apart by |difference| ÷ √((Σ squares about both means) ÷ (m − 2))

Nothing is rebased by itself. A person gives the date and the reason.""",
    story="Hours from fracture to operation; after the tenth month a second list was opened.",
    data={"hours": HOURS},
    asks=call(analyse, "run", "hours", direction="decrease"),
    steps=steps,
    measure="Hours to operation",
    unit="hours",
    avoid="""\
- No reason is known for the change: find it first; it may not last.
- The change is for the worse: rebasing would make the worse level look normal.""",
    by_chance="Not more often than the signal it needs: see the chart's own rate.",
    source="The place: a least-squares change point, as in Hawkins DM, Qiu P, Kang CW. The changepoint model "
    "for statistical "
    "process control. Journal of Quality Technology 2003;35:355-66. The caution: NHS England, Making Data Count.",
    related=("phases", "verdict"),
    held_by=("spec/test_cautions.py",),
)


def test_the_worked_example_by_hand() -> None:
    proposal = propose_rebase(PAGE.seen())
    assert proposal is not None
    assert (proposal.after, proposal.before_level, proposal.after_level) == (10, mean(BEFORE), mean(AFTER))
    squares = sum((value - 35.2) ** 2 for value in BEFORE) + sum((value - 27.5) ** 2 for value in AFTER)
    assert (mean(BEFORE), mean(AFTER)) == (35.2, 27.5)
    assert proposal.sigmas == pytest.approx(7.7 / math.sqrt(squares / 18))
    assert proposal.evidence.startswith("10 points around 35.2 up to point 10, then 10 around 27.5: ")


def best(values: list[float]) -> int:
    """The place that leaves the smallest squares about two means, at least eight points on either side."""

    def squares(part: list[float]) -> float:
        return sum((value - mean(part)) ** 2 for value in part)

    places = range(8, len(values) - 7)
    return min(places, key=lambda place: squares(values[:place]) + squares(values[place:]))


@pytest.mark.parametrize("turn", range(8, 17))
def test_the_place_is_where_two_levels_fit_best(turn) -> None:
    wobble = [0.3, -0.2, 0.1, -0.4, 0.2, 0.0, -0.1, 0.4]
    y = [(10 if place < turn else 6) + wobble[place % 8] for place in range(24)]
    proposal = propose_rebase(analyse("run", y, centre=8))
    assert proposal is not None
    assert proposal.after == best(y) == turn


@pytest.mark.parametrize("turn", [4, 6])
def test_a_change_near_the_start_is_proposed_after_eight_points(turn) -> None:
    y = [20 + 0.1 * place for place in range(turn)] + [5 + 0.1 * (place % 3) for place in range(24 - turn)]
    proposal = propose_rebase(analyse("i", y, baseline=turn))
    assert proposal is not None
    assert proposal.after == 8


def test_missing_and_excluded_points_are_left_out_and_the_place_still_counts_them() -> None:
    y = [*HOURS[:5], None, 999, *HOURS[5:]]
    proposal = propose_rebase(analyse("run", y, exclude=[7]))
    assert proposal is not None
    assert (proposal.after, proposal.before_level, proposal.after_level) == (12, 35.2, 27.5)


def test_only_the_last_phase_is_looked_at() -> None:
    y = [90, 91, 92, 90, 91, 92, 90, 91, 92, 90, *HOURS]
    proposal = propose_rebase(analyse("run", y, phases=[10]))
    assert proposal is not None
    assert proposal.after == 20
    assert proposal.before_level == 35.2


@pytest.mark.parametrize(("points", "proposed"), [(15, False), (16, True)])
def test_sixteen_points_are_needed(points, proposed) -> None:
    y = [10, 11, 10, 11, 10, 11, 10, 11, 30, 31, 30, 31, 30, 31, 30, 31][:points]
    seen = analyse("run", y, centre=20)
    assert seen.stands
    assert (propose_rebase(seen) is not None) is proposed


def test_levels_without_any_variation_are_said_to_be_alike_within() -> None:
    proposal = propose_rebase(analyse("run", [10] * 10 + [5] * 10, centre=7))
    assert proposal is not None
    assert proposal.sigmas == math.inf
    assert "all points on either side alike" in proposal.evidence


@pytest.mark.parametrize(
    ("y", "options"),
    [
        ([10, 11, 12, 10, 11, 12, 11, 10, 12, 11] * 2, {}),
        ([10, 11, 12, 10, 11, 12, 11, 10, 12, 11] * 2 + [30], {}),
        ([10, 11, 12, 10, 11], {}),
        (HOURS, {"phases": [10]}),
        ([10, 12] * 8 + [20] * 9 + [10, 10, 12] * 4, {"centre": 11.0}),
    ],
    ids=["no change", "a single point", "too early", "rebased already", "a change that passed"],
)
def test_nothing_is_proposed_for(y, options) -> None:
    assert propose_rebase(analyse("i", y, **options)) is None
