"""Where a proposal to rebase is placed when the choice is close, and what its evidence says word for word."""

from __future__ import annotations

from statistics import mean

import pytest

from knotwork.science.spc import analyse, propose_rebase

HOURS = [34, 36, 35, 33, 37, 35, 34, 36, 35, 37, 28, 26, 27, 29, 27, 26, 28, 27, 29, 28]
REBASE_ONLY_IF = "Rebase only if a known change explains it and it is expected to last."


def squares(part: list[float]) -> float:
    return sum((value - mean(part)) ** 2 for value in part)


def place_by_least_squares(values: list[float]) -> int:
    places = range(8, len(values) - 7)
    return min(places, key=lambda place: squares(values[:place]) + squares(values[place:]))


@pytest.mark.parametrize(
    ("lengths", "levels"),
    [
        ((8, 3, 13), (9.0, 7.0, 5.0)),
        ((8, 5, 15), (9.0, 6.8, 5.0)),
        ((9, 4, 20), (9.0, 7.4, 5.0)),
        ((20, 4, 9), (9.0, 6.6, 5.0)),
        ((15, 6, 8), (9.0, 7.2, 5.0)),
        ((8, 8, 8), (9.0, 7.2, 5.0)),
        ((10, 20, 10), (9.0, 7.2, 5.0)),
    ],
)
def test_a_change_in_two_steps_is_placed_where_two_levels_leave_the_least_squares(lengths, levels) -> None:
    y = [level + 0.01 * (place % 3) for level, many in zip(levels, lengths, strict=True) for place in range(many)]
    proposal = propose_rebase(analyse("run", y, centre=7.05))
    assert proposal is not None
    assert proposal.after == place_by_least_squares(y)


def test_a_change_near_the_end_is_proposed_with_eight_points_after_it() -> None:
    y = [0.0, 0.2] * 6 + [1.0, 1.2] * 4 + [20.0, 20.2] * 2
    proposal = propose_rebase(analyse("run", y, centre=0.5))
    assert proposal is not None
    assert proposal.after == len(y) - 8


@pytest.mark.parametrize("unit", [1e-6, 1e-3, 1.0, 1e3])
def test_the_place_does_not_depend_on_the_unit(unit) -> None:
    proposal = propose_rebase(analyse("run", [hours * unit for hours in HOURS]))
    assert proposal is not None
    assert proposal.after == 10


def test_a_phase_that_is_new_and_steady_needs_no_other() -> None:
    seen = analyse("run", [*HOURS[:10], *HOURS[10:], *HOURS[10:]], phases=[10])
    assert seen.finding is not None
    assert (seen.finding.rule, seen.stands) == ("new level", True)
    assert propose_rebase(seen) is None


@pytest.mark.parametrize(
    ("periods", "name"), [(None, "point 10"), ([f"week {week}" for week in range(1, 21)], "week 10")]
)
def test_the_evidence_gives_both_levels_the_place_and_how_far_apart_they_are(periods, name) -> None:
    proposal = propose_rebase(analyse("run", HOURS), periods=periods)
    assert proposal is not None
    assert proposal.evidence == (
        f"10 points around 35.2 up to {name}, then 10 around 27.5: 6.4 standard deviations apart. {REBASE_ONLY_IF}"
    )


def test_the_evidence_of_levels_without_variation_says_so() -> None:
    proposal = propose_rebase(analyse("run", [10] * 10 + [5] * 10, centre=7))
    assert proposal is not None
    assert proposal.evidence == (
        f"10 points around 10.0 up to point 10, then 10 around 5.0: all points on either side alike. {REBASE_ONLY_IF}"
    )
