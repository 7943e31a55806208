"""One measure at many places, period by period: what each reader is shown, and what they could work out."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from knotwork.science.privacy import TOTAL, TableNotClear, attack, hidden_across, shown_across

BOARD = {"w1": "board", "w2": "board", "w3": "board"}


def may(**counts: float) -> dict[tuple[str, str], float]:
    return {(place, "2026-05"): count for place, count in counts.items()}


def places(found) -> set[str]:
    return {place for place, _period in found}


def test_a_measure_without_small_numbers_is_shown_whole():
    assert hidden_across(may(w1=5, w2=9, w3=0), BOARD, 5) == frozenset()


def test_a_small_number_is_hidden_with_the_cheapest_other_that_keeps_the_total_from_giving_it_away():
    assert places(hidden_across(may(w1=2, w2=9, w3=40), {}, 5)) == {"w1", "w2"}


def test_two_small_numbers_that_hide_each_other_need_no_third():
    assert places(hidden_across(may(w1=4, w2=4, w3=40, w4=50, w5=4), {}, 3)) == set()
    assert places(hidden_across(may(w1=4, w2=4, w3=40, w4=50, w5=4), {}, 5)) == {"w1", "w2", "w5"}


def test_zero_is_shown_and_the_threshold_itself_is_shown():
    assert hidden_across(may(w1=0, w2=5, w3=6), {}, 5) == frozenset()


def test_each_period_is_judged_by_itself():
    counts = {**may(w1=2, w2=9, w3=40), ("w1", "2026-06"): 12, ("w2", "2026-06"): 13}
    assert hidden_across(counts, {}, 5) == {("w1", "2026-05"), ("w2", "2026-05")}


def test_a_lone_place_with_a_small_number_is_hidden():
    assert places(hidden_across(may(w1=1), {}, 5)) == {"w1"}


def test_a_larger_place_that_is_the_sum_of_its_parts_does_not_give_one_of_them_away():
    found = places(hidden_across(may(board=51, w1=2, w2=9, w3=40), BOARD, 5))
    assert "w1" in found
    assert found & {"w2", "w3", "board"}


def test_what_a_larger_place_counts_beyond_its_measured_parts_is_protected_too():
    # 30 at the board and 18 and 9 on its wards: somebody else's 3 could be told by taking away.
    found = places(hidden_across(may(board=30, w1=18, w2=9), BOARD, 5))
    assert found
    assert not places(hidden_across(may(board=37, w1=18, w2=9), BOARD, 5))


def test_a_larger_place_measured_through_one_that_is_not_is_still_larger():
    larger = {"w1": "hospital", "w2": "hospital", "hospital": "board"}
    assert places(hidden_across(may(board=12, w1=2, w2=10), larger, 5)) >= {"w1"}
    assert len(places(hidden_across(may(board=12, w1=2, w2=10), larger, 5))) >= 2


def test_a_larger_place_that_counts_less_than_its_parts_is_no_sum_of_them():
    assert places(hidden_across(may(board=6, w1=20, w2=30), BOARD, 5)) == set()


def test_my_own_small_number_is_shown_to_me():
    assert "w1" not in places(hidden_across(may(w1=2, w2=9, w3=40), {}, 5, own={"w1"}))


def test_my_own_number_does_not_hide_anothers_from_me():
    # Three hide one another from a stranger. Whoever knows w1 could take it from the total, so w4 is hidden from them.
    assert places(hidden_across(may(w1=2, w2=2, w3=2, w4=40), {}, 3)) == {"w1", "w2", "w3"}
    assert places(hidden_across(may(w1=2, w2=2, w3=2, w4=40), {}, 3, own={"w1"})) == {"w2", "w3", "w4"}


def test_whoever_knows_every_part_knows_the_whole():
    assert hidden_across(may(board=3, w1=1, w2=2), BOARD, 5, own={"w1", "w2"}) == frozenset()
    assert hidden_across(may(w1=1, w2=2), {}, 5, own={"w1", "w2"}) == frozenset()


def test_whoever_knows_every_part_but_the_noughts_knows_the_whole():
    counts, larger = may(north=1, w0=1, w1=0), {"w0": "north", "w1": "north"}
    assert hidden_across(counts, larger, 2, own={"w0"}) == frozenset()
    assert places(hidden_across(counts, larger, 2)) == {"w0", "north"}


def test_numbers_that_are_no_counts_are_hidden_but_for_my_own():
    assert places(hidden_across(may(w1=2.5, w2=90, w3=40), {}, 5, own={"w3"})) == {"w1", "w2"}
    assert places(hidden_across(may(w1=-2, w2=90), {}, 5)) == {"w1", "w2"}


def test_a_measure_without_numbers_has_nothing_to_hide():
    assert hidden_across({}, {}, 5) == frozenset()


def test_a_threshold_that_would_hide_nothing_is_refused():
    with pytest.raises(TableNotClear, match="threshold"):
        hidden_across(may(w1=0, board=3), {"w1": "board"}, 1)


@st.composite
def networks(draw):
    """A month of a measure on some wards, of which some belong to a board that is measured, or not, too."""
    count = st.one_of(st.integers(0, 7), st.integers(0, 60))
    wards = draw(st.dictionaries(st.sampled_from([f"w{n}" for n in range(8)]), count, min_size=1, max_size=7))
    larger = {ward: draw(st.sampled_from(["north", "south"])) for ward in wards if draw(st.booleans())}
    there = dict(wards)
    for board in sorted(set(larger.values())):
        if draw(st.booleans()):
            parts = [ward for ward, above in larger.items() if above == board]
            there[board] = sum(wards[part] for part in parts) + draw(st.sampled_from([0, 0, 1, 3, 30]))
    return there, larger


def own_of(there, larger, draw) -> set[str]:
    """Places whose roles reach down: a board, and with it its wards, or wards alone."""
    chosen = draw(st.sets(st.sampled_from(sorted(there)), max_size=3))
    return chosen | {ward for ward, above in larger.items() if above in chosen and ward in there}


@settings(max_examples=200, deadline=None)
@given(networks(), st.integers(2, 7), st.data())
def test_no_reader_can_work_out_a_small_number_of_another_place(network, threshold, data):
    there, larger = network
    own = own_of(there, larger, data.draw)
    shown = shown_across(there, larger, threshold, own)
    reach = attack(shown)
    for place, count in there.items():
        if 0 < count < threshold and place not in own:
            if shown.cells[place, "n"] is None:
                assert reach[place, "n"].most >= threshold
                assert reach[place, "n"].least <= count
            else:
                # Only what follows from the reader's own, and from noughts, which everybody is shown, is shown.
                parts = {ward for ward, above in larger.items() if above == place}
                assert parts
                assert {ward for ward in parts if there[ward]} <= own


@settings(max_examples=100, deadline=None)
@given(networks(), st.integers(2, 7))
def test_to_a_stranger_every_hidden_count_could_be_more_than_one_number(network, threshold):
    there, larger = network
    shown = shown_across(there, larger, threshold)
    assert all(one.width >= 1 for (place, _), one in attack(shown).items() if not place.startswith("the rest of "))


@settings(max_examples=100, deadline=None)
@given(networks(), st.integers(2, 7), st.data())
def test_what_is_shown_is_true_and_what_is_mine_is_shown(network, threshold, data):
    there, larger = network
    own = own_of(there, larger, data.draw)
    shown = shown_across(there, larger, threshold, own)
    assert all(shown.cells[place, "n"] in (None, count) for place, count in there.items())
    assert all(shown.cells[place, "n"] == there[place] for place in own)


@settings(max_examples=60, deadline=None)
@given(networks(), st.integers(2, 7))
def test_hidden_across_is_what_the_table_does_not_show(network, threshold):
    there, larger = network
    counts = {(place, "p"): count for place, count in there.items()}
    cells = shown_across(there, larger, threshold).cells
    assert hidden_across(counts, larger, threshold) == {point for point in counts if cells[point[0], "n"] is None}


@settings(max_examples=60, deadline=None)
@given(networks(), st.integers(2, 6))
def test_a_higher_threshold_still_hides_each_small_number(network, threshold):
    there, larger = network
    small = {place for place, count in there.items() if 0 < count < threshold}
    assume(small)
    for asked in (threshold, threshold + 1):
        assert small <= places(hidden_across({(p, "x"): c for p, c in there.items()}, larger, asked))


def test_the_total_stays_where_it_can():
    assert shown_across({"w1": 2, "w2": 9, "w3": 40}, {}, 5).cells[TOTAL, "n"] == 51
