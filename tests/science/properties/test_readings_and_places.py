"""What holds of every reading, proposal, label and funnel, whatever the numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from knotwork.science.spc import RULES, analyse, funnel, making_data_count, propose_rebase, read
from knotwork.science.spc.screening.controlled import controlled

EIGHTHS = st.integers(-400, 400).map(lambda number: number / 8)
SERIES = st.lists(EIGHTHS, min_size=10, max_size=48)
SHIFTED = st.tuples(st.lists(EIGHTHS, min_size=8, max_size=20), st.lists(EIGHTHS, min_size=8, max_size=20)).map(
    lambda both: [*both[0], *(value + 150 for value in both[1])]
)
CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=30)
PLACES = st.lists(st.tuples(st.integers(1, 80), st.integers(81, 900)), min_size=3, max_size=25)
few = settings(max_examples=25, deadline=None)
OTHER = {"increase": "decrease", "decrease": "increase"}


@pytest.mark.parametrize("rules", list(RULES))
@few
@given(y=st.one_of(SERIES, SHIFTED), direction=st.sampled_from(list(OTHER)))
def test_upside_down_with_improvement_turned_round_the_verdict_is_the_same(rules, y, direction) -> None:
    straight = analyse("i", y, rules=rules, direction=direction)
    turned = analyse("i", [-value for value in y], rules=rules, direction=OTHER[direction])
    assert (straight.verdict, straight.since, straight.stands) == (turned.verdict, turned.since, turned.stands)


@pytest.mark.parametrize("rules", list(RULES))
@few
@given(y=st.one_of(SERIES, SHIFTED), direction=st.sampled_from(list(OTHER)))
def test_an_improvement_is_read_out_where_and_only_where_the_verdict_is_better(rules, y, direction) -> None:
    seen = analyse("i", y, rules=rules, direction=direction)
    told = read(seen)
    assert (", which is an improvement." in told.sentence) is (seen.verdict == "better")
    assert (", which is a change for the worse." in told.sentence) is (seen.verdict == "worse")


@few
@given(y=st.one_of(SERIES, SHIFTED))
def test_a_change_is_read_out_where_and_only_where_there_is_a_signal(y) -> None:
    seen = analyse("run", y)
    steady = seen.verdict in {"steady", "early"}
    assert steady is (seen.finding is None)
    assert (read(seen).brief in {"No evidence of change", "Too early to say"}) is steady


@few
@given(y=SHIFTED, gap=st.integers(0, 16))
def test_a_gap_in_a_run_chart_moves_positions_and_nothing_else(y, gap) -> None:
    whole, holed = analyse("run", y), analyse("run", [*y[:gap], None, *y[gap:]])
    moved = [tuple(place + (place > gap) for place in signal.points) for signal in whole.signals]
    assert [signal.points for signal in holed.signals] == moved
    assert holed.verdict == whole.verdict


@few
@given(y=SHIFTED, at=st.integers(0, 16), value=EIGHTHS)
def test_an_excluded_point_in_a_run_chart_is_like_a_gap(y, at, value) -> None:
    gap, excluded = (
        analyse("run", [*y[:at], None, *y[at:]]),
        analyse("run", [*y[:at], value, *y[at:]], exclude=[at + 1]),
    )
    assert excluded.signals == gap.signals
    assert excluded.phases == gap.phases
    assert excluded.verdict == gap.verdict


@few
@given(y=SHIFTED, shift=st.integers(-64, 64), power=st.integers(-3, 3))
def test_a_proposal_does_not_depend_on_units(y, shift, power) -> None:
    here = propose_rebase(analyse("run", y))
    there = propose_rebase(analyse("run", [(value + shift) * 2.0**power for value in y]))
    assume(here is not None and there is not None)
    assert here is not None
    assert there is not None
    assert here.sigmas == pytest.approx(there.sigmas)
    assert (here.before_level + shift) * 2.0**power == pytest.approx(there.before_level, abs=1e-9)


@few
@given(y=st.one_of(SERIES, SHIFTED))
def test_a_proposal_leaves_eight_points_on_either_side_and_says_the_levels_there(y) -> None:
    proposal = propose_rebase(analyse("run", y))
    if proposal is not None:
        assert 8 <= proposal.after <= len(y) - 8
        assert proposal.before_level == pytest.approx(np.mean(y[: proposal.after]))
        assert proposal.after_level == pytest.approx(np.mean(y[proposal.after :]))


@few
@given(y=st.one_of(SERIES, SHIFTED), direction=st.sampled_from([None, *OTHER]))
def test_making_data_count_labels_every_point_once_and_the_icon_is_the_last(y, direction) -> None:
    seen = analyse("i", y, rules="mdc", direction=direction)
    told = making_data_count(seen)
    assert len(told.rules) == len(told.points) == len(y)
    assert told.variation == told.points[-1]
    for rule, side, point in zip(told.rules, told.sides, told.points, strict=True):
        assert (rule == "common cause") is (side == 0) is (point == "common cause")
    marked = {place for signal in seen.signals for place in signal.points}
    assert {place for place, rule in enumerate(told.rules, start=1) if rule != "common cause"} <= marked


@few
@given(y=st.one_of(SERIES, SHIFTED))
def test_upside_down_the_labels_are_the_same_and_their_sides_turned(y) -> None:
    straight = making_data_count(analyse("i", y, rules="mdc"))
    turned = making_data_count(analyse("i", [-value for value in y], rules="mdc"))
    assert straight.rules == turned.rules
    assert straight.sides == tuple(-side for side in turned.sides)


@few
@given(chances=CHANCES, low=st.floats(0.001, 0.2), more=st.floats(0, 0.3))
def test_a_higher_rate_of_false_discoveries_keeps_all_that_a_lower_one_keeps(chances, low, more) -> None:
    found, judged = np.array(chances), np.ones(len(chances), dtype=bool)
    assert not (controlled(found, judged, low) & ~controlled(found, judged, low + more)).any()


@few
@given(chances=CHANCES, rate=st.floats(0.001, 0.3))
def test_what_stands_is_at_least_as_surprising_as_what_does_not(chances, rate) -> None:
    found = np.array(chances)
    kept = controlled(found, np.ones(len(chances), dtype=bool), rate)
    assert (found[kept] <= rate).all()
    assert found[kept].max(initial=0) <= found[~kept].min(initial=1)
    # All that Bonferroni's stricter rule keeps stand.
    assert kept[found <= rate / len(chances)].all()


@pytest.mark.parametrize("kind", ["proportion", "rate", "ratio", "ratio_root"])
@few
@given(places=PLACES, data=st.data())
def test_the_order_of_places_changes_no_limit(kind, places, data) -> None:
    order = data.draw(st.permutations(range(len(places))))
    one = funnel(*zip(*places, strict=True), kind=kind)
    other = funnel(*zip(*(places[place] for place in order), strict=True), kind=kind)
    assert other.centre == pytest.approx(one.centre)
    assert other.dispersion == pytest.approx(one.dispersion)
    assert other.upper.tolist() == pytest.approx(one.upper[list(order)].tolist())


@few
@given(places=PLACES)
def test_the_funnel_of_those_without_mirrors_that_of_those_with(places) -> None:
    have, all_of_them = (np.array(column) for column in zip(*places, strict=True))
    one, other = funnel(have, all_of_them), funnel(all_of_them - have, all_of_them)
    assert (1 - other.upper).tolist() == pytest.approx(one.lower.tolist(), abs=1e-9)
    assert other.dispersion == pytest.approx(one.dispersion)
    assert other.score.tolist() == pytest.approx((-one.score).tolist(), abs=1e-6)


@pytest.mark.parametrize("kind", ["proportion", "rate", "ratio", "ratio_root"])
@few
@given(places=PLACES)
def test_larger_places_have_narrower_limits(kind, places) -> None:
    seen = funnel(*zip(*places, strict=True), kind=kind)
    width = (seen.upper - seen.lower)[np.argsort(seen.denominator)]
    assert (np.diff(width) <= 1e-9).all()
