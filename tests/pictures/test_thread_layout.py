"""Where the strands of a thread lie: what is drawn, in which column, in which order."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.pictures import ThreadLink, ThreadStrand
from knotwork.pictures.thread_layout import Slot, ThreadLayout, choose, lay_out_thread


def strand(name: str, depth: int) -> ThreadStrand:
    return ThreadStrand(name, "insight", "Insight", f"Title of {name}", "3 May 2025", depth)


def link(origin: str, outcome: str) -> ThreadLink:
    return ThreadLink(origin, outcome, "prompted by")


def laid(strands: list[ThreadStrand], links: list[ThreadLink], left_out: dict[int, int] | None = None) -> ThreadLayout:
    return lay_out_thread(strands, links, left_out or {}, card=60, gap=12, most_links=150)


def names(layout: ThreadLayout) -> list[list[str]]:
    return [[slot.key for slot in column if not slot.passing] for column in layout.columns]


VIEW = strand("view", 0)


def test_everything_is_drawn_when_there_is_room() -> None:
    strands = [VIEW, strand("a", -1), strand("b", 1)]
    assert choose(strands, [], "view", reach=2, tall=9) == (strands, {})


def test_a_full_column_counts_the_rest() -> None:
    strands = [VIEW, *(strand(f"a{at}", -1) for at in range(12))]
    chosen, left_out = choose(strands, [], "view", reach=2, tall=9)
    assert len(chosen) == 10
    assert left_out == {-1: 3}


def test_what_lies_beyond_is_counted_at_the_outermost_column_of_its_side() -> None:
    strands = [VIEW, strand("far", 3), strand("farther", 7), strand("back", -9), strand("near", 1)]
    chosen, left_out = choose(strands, [], "view", reach=2, tall=9)
    assert [each.id for each in chosen] == ["view", "near"]
    assert left_out == {2: 2, -2: 1}


def test_the_strand_in_view_is_drawn_however_many_lie_beside_it() -> None:
    strands = [*(strand(f"s{at}", 0) for at in range(30)), VIEW]
    chosen, left_out = choose(strands, [], "view", reach=2, tall=9)
    assert VIEW in chosen
    assert len(chosen) == 9
    assert left_out == {0: 22}


def test_strands_linked_to_what_is_drawn_come_first() -> None:
    strands = [VIEW, *(strand(f"a{at}", 1) for at in range(5))]
    chosen, _ = choose(strands, [link("view", "a4")], "view", reach=2, tall=2)
    assert [each.id for each in chosen] == ["view", "a0", "a4"]


def test_further_out_a_strand_counts_as_linked_only_to_one_that_is_drawn() -> None:
    strands = [VIEW, strand("a", 1), strand("b", 1), strand("of b", 2), strand("of a", 2)]
    links = [link("view", "a"), link("b", "of b"), link("a", "of a")]
    chosen, _ = choose(strands, links, "view", reach=2, tall=1 + 0)
    assert [each.id for each in chosen] == ["view", "a", "of a"]


@given(st.lists(st.integers(-6, 6), max_size=80))
def test_every_strand_is_drawn_or_counted(depths: list[int]) -> None:
    strands = [VIEW, *(strand(str(at), depth) for at, depth in enumerate(depths))]
    chosen, left_out = choose(strands, [], "view", reach=2, tall=4)
    assert len(chosen) + sum(left_out.values()) == len(strands)
    assert len(chosen) <= 5 * 4


def test_columns_run_from_what_it_came_from_to_what_came_of_it() -> None:
    layout = laid([strand("b", 1), VIEW, strand("a", -1), strand("c", 2)], [])
    assert names(layout) == [["a"], ["view"], ["b"], ["c"]]
    assert layout.first_depth == -1


def test_the_strand_in_view_has_a_column_on_either_side_even_when_they_are_empty() -> None:
    assert names(laid([VIEW], [])) == [[], ["view"], []]


def test_a_column_without_strands_still_stands_between_its_neighbours() -> None:
    layout = laid([VIEW, strand("c", 3)], [link("view", "c")])
    assert names(layout) == [[], ["view"], [], [], ["c"]]


def test_strands_are_ordered_so_that_lines_do_not_cross_needlessly() -> None:
    strands = [VIEW, strand("a", 1), strand("b", 1), strand("of a", 2), strand("of b", 2)]
    links = [link("view", "a"), link("view", "b"), link("b", "of b"), link("a", "of a")]
    for order in itertools.permutations(strands[1:]):
        layout = laid([VIEW, *order], links)
        first, second = names(layout)[2:]
        assert [f"of {name}" for name in first] == second


def test_the_count_of_what_is_left_out_stands_below_its_column() -> None:
    layout = laid([VIEW, strand("a", 1), strand("b", 1)], [link("view", "b")], {1: 7})
    last = layout.columns[-1][-1]
    assert (last.more, last.depth) == (7, 1)


def test_a_long_link_passes_between_the_cards_of_the_columns_that_it_skips() -> None:
    layout = laid([strand("a", -2), strand("b", -1), VIEW], [link("a", "view"), link("b", "view")])
    stretch = layout.stretches[0]
    assert stretch.keys == ("a", "pass 0 -1", "view")
    passing, card = layout.slots["pass 0 -1"], layout.slots["b"]
    assert passing.passing
    assert abs(passing.y - card.y) >= (passing.height + card.height) / 2


def test_a_link_back_in_time_is_laid_too() -> None:
    layout = laid([strand("a", -1), VIEW, strand("b", 1)], [link("b", "a")])
    assert layout.stretches[0].keys == ("b", "pass 0 0", "a")


@pytest.mark.parametrize("odd", [link("view", "nobody"), link("nobody", "view"), link("view", "view")])
def test_links_to_strands_that_are_not_drawn_or_to_themselves_are_left_out(odd: ThreadLink) -> None:
    assert laid([VIEW], [odd]).stretches == ()


def test_the_links_that_are_drawn_have_a_limit() -> None:
    strands = [VIEW, strand("a", 1)]
    layout = lay_out_thread(strands, [link("view", "a")] * 500, {}, card=60, gap=12, most_links=150)
    assert len(layout.stretches) == 150


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(1, 30))
def test_nothing_in_a_column_overlaps_and_all_of_it_is_on_the_sheet(seed: int, count: int) -> None:
    chance = random.Random(seed)
    strands = [VIEW, *(strand(str(at), chance.randint(-2, 2)) for at in range(count))]
    links = [link(chance.choice(strands).id, chance.choice(strands).id) for _ in range(count)]
    layout = laid(strands, links, {2: 3})
    for column in layout.columns:
        for above, below in itertools.pairwise(column):
            assert above.y + above.height / 2 < below.y - below.height / 2
        for slot in column:
            assert slot.height / 2 <= slot.y + 1e-9
            assert slot.y + slot.height / 2 <= layout.height + 1e-9


def test_lines_leave_a_card_side_by_side_in_the_order_of_where_they_go() -> None:
    strands = [VIEW, *(strand(f"a{at}", 1) for at in range(4))]
    layout = laid(strands, [link("view", f"a{at}") for at in range(4)])
    view = layout.slots["view"]
    targets = sorted((layout.slots[f"a{at}"] for at in range(4)), key=lambda slot: slot.y)
    ports = [view.port(target) for target in targets]
    assert ports == sorted(ports)
    assert len(set(ports)) == 4
    assert all(abs(port - view.y) < view.height / 2 for port in ports)


def test_many_lines_still_leave_from_within_the_card() -> None:
    strands = [VIEW, *(strand(f"a{at}", 1) for at in range(40))]
    layout = laid(strands, [link("view", f"a{at}") for at in range(40)])
    view = layout.slots["view"]
    assert all(abs(view.port(layout.slots[f"a{at}"]) - view.y) < view.height / 2 for at in range(40))


def test_the_same_thread_is_laid_out_the_same() -> None:
    strands = [VIEW, *(strand(str(at), at % 5 - 2) for at in range(20))]
    links = [link(str(at), str((at * 7) % 20)) for at in range(20)]
    assert names(laid(strands, links)) == names(laid(strands, links))


def test_what_is_drawn_comes_in_reading_order() -> None:
    layout = laid([strand("b", 1), VIEW, strand("a", -1)], [])
    assert [each.id for each in layout.drawn] == ["a", "view", "b"]


def test_a_slot_that_only_a_line_passes_has_no_title() -> None:
    layout = laid([strand("a", -2), VIEW], [link("a", "view")])
    assert layout.title("a") == "Title of a"
    assert layout.title("pass 0 -1") == ""


def test_a_slot_knows_whether_only_a_line_passes() -> None:
    assert Slot("x", 0, 10).passing
    assert not Slot("x", 0, 10, more=3).passing
    assert not Slot("x", 0, 10, VIEW).passing
