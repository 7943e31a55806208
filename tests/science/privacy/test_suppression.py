"""Small numbers stay hidden from a reader who knows every sum."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.science.privacy import TOTAL, DoesNotAddUp, Shown, Table, TableNotClear, attack, rates, suppress
from knotwork.science.privacy.tables import sums


def wards(counts: list[list[int]], parents: dict[str, str] | None = None) -> Table:
    return Table(
        [f"ward {n}" for n in range(len(counts))], [f"month {n}" for n in range(len(counts[0]))], counts, parents or {}
    )


@st.composite
def tables(draw) -> Table:
    high, wide = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    count = st.one_of(st.integers(0, 7), st.integers(0, 60))
    counts = draw(st.lists(st.lists(count, min_size=wide, max_size=wide), min_size=high, max_size=high))
    parents = {f"ward {n}": draw(st.sampled_from(["north", "south"])) for n in range(high) if draw(st.booleans())}
    if "north" in parents.values() and draw(st.booleans()):
        parents["north"] = "board"
    return wards(counts, parents)


@settings(max_examples=120, deadline=None)
@given(tables(), st.integers(2, 8), st.booleans())
def test_no_hidden_count_can_be_worked_out(table: Table, threshold: int, zeros_shown: bool):
    shown, truth = suppress(table, threshold, zeros_shown=zeros_shown), table.cells()
    ranges = attack(shown)
    assert set(ranges) == shown.hidden
    for cell, reach in ranges.items():
        assert reach.least <= truth[cell] <= reach.most
        assert reach.width >= (threshold - 1 if cell in shown.small else 1)
    for cell in shown.small:
        assert ranges[cell].most >= threshold


@settings(max_examples=100, deadline=None)
@given(tables(), st.integers(2, 8), st.booleans())
def test_what_is_shown_is_true_and_never_small(table: Table, threshold: int, zeros_shown: bool):
    shown, truth = suppress(table, threshold, zeros_shown=zeros_shown), table.cells()
    for cell, count in shown.cells.items():
        assert count is None or (count == truth[cell] and (count >= threshold or (zeros_shown and count == 0)))
    assert not shown.small & shown.others


@settings(max_examples=30, deadline=None)
@given(tables())
def test_the_same_table_always_gives_the_same_answer(table: Table):
    assert suppress(table) == suppress(table)


@settings(max_examples=40, deadline=None)
@given(tables())
def test_every_sum_that_a_reader_knows_holds_in_the_true_table(table: Table):
    cells = table.cells()
    for total, parts in sums(table.places, table.columns, table.parents):
        assert cells[total] == sum(cells[part] for part in parts)


def test_one_small_count_takes_three_others_with_it_as_in_any_textbook():
    shown = suppress(wards([[2, 10, 30], [20, 30, 40], [50, 60, 70]]))
    # The cheapest rectangle through the small cell: its row's 10, its column's 20 and the corner 30.
    assert shown.hidden == set(product(("ward 0", "ward 1"), ("month 0", "month 1")))
    assert shown.small == {("ward 0", "month 0")}


def test_a_table_without_small_counts_is_shown_whole():
    table = wards([[5, 10], [0, 30]])
    assert suppress(table).cells == table.cells()


def test_the_threshold_itself_is_shown_and_one_less_is_not():
    assert suppress(wards([[5, 40], [40, 40]])).cells["ward 0", "month 0"] == 5
    assert suppress(wards([[4, 40], [40, 40]])).cells["ward 0", "month 0"] is None


def test_zeros_are_hidden_only_where_asked():
    table = wards([[0, 40], [40, 40]])
    assert suppress(table).hidden == frozenset()
    assert ("ward 0", "month 0") in suppress(table, zeros_shown=False).small


def test_a_zero_that_may_be_shown_is_never_hidden_to_protect_another():
    table = wards([[2, 0, 30], [0, 9, 9], [20, 30, 40]])
    assert all(table.cells()[cell] > 0 for cell in suppress(table).hidden)


def test_a_single_small_count_hides_every_total_that_equals_it():
    shown = suppress(wards([[3]]))
    assert set(shown.cells.values()) == {None}


def test_two_small_counts_in_a_row_do_not_protect_each_other_when_they_are_too_few_together():
    # 1 + 2 = 47 - 44: from 1 to 2 each, so something else must go too.
    shown = suppress(wards([[1, 2, 44], [30, 30, 30]]))
    assert len([cell for cell in shown.hidden if cell[0] == "ward 0"]) > 2


def test_a_hospital_with_one_ward_hides_both_or_neither():
    shown = suppress(wards([[3, 20], [30, 40], [30, 40]], {"ward 0": "hospital"}))
    assert shown.cells["hospital", "month 0"] is None
    assert shown.cells["ward 0", "month 0"] is None


def test_a_wider_protection_holds():
    shown = suppress(wards([[2, 10, 30], [20, 30, 40], [50, 60, 70]]), protection=25)
    assert attack(shown)["ward 0", "month 0"].most >= 27


def test_the_attack_works_out_a_count_that_is_hidden_alone():
    whole = suppress(wards([[2, 10], [20, 30]]), 2)
    cell = ("ward 0", "month 0")
    alone = Shown(
        whole.table_places,
        whole.table_columns,
        {},
        {**whole.cells, cell: None},
        frozenset({cell}),
        frozenset(),
        5,
        4,
        True,
    )
    assert (attack(alone)[cell].least, attack(alone)[cell].most, attack(alone)[cell].width) == (2, 2, 0)
    broken = Shown(
        whole.table_places,
        whole.table_columns,
        {},
        {**alone.cells, (TOTAL, TOTAL): 7},
        frozenset({cell}),
        frozenset(),
        5,
        4,
        True,
    )
    with pytest.raises(DoesNotAddUp, match="Check the totals"):
        attack(broken)


def test_a_rate_is_hidden_where_its_count_is():
    table = wards([[2, 10, 30], [20, 30, 40], [50, 60, 70]])
    people = dict.fromkeys(table.cells(), 200.0) | {("ward 2", "month 2"): 0.0}
    shown = suppress(table)
    made = rates(shown, people, per=1000)
    assert made["ward 2", "month 0"] == pytest.approx(250)
    assert made["ward 2", "month 2"] is None
    assert all(made[cell] is None for cell in shown.hidden)


def test_a_rate_for_a_cell_that_is_not_there_is_refused():
    with pytest.raises(TableNotClear, match="no cell"):
        rates(suppress(wards([[9]])), {("elsewhere", "month 0"): 4.0})


@pytest.mark.parametrize(
    ("places", "columns", "counts", "parents", "says"),
    [
        ([], ["x"], [], {}, "no place"),
        (["a"], [], [[]], {}, "no column"),
        (["a", "a"], ["x"], [[1], [2]], {}, "same place"),
        (["a"], ["x", "x"], [[1, 2]], {}, "same column"),
        (["Total"], ["x"], [[1]], {}, "name of the sums"),
        (["a"], ["x"], [[1, 2]], {}, "one count for each column"),
        (["a"], ["x"], [[-1]], {}, "whole numbers"),
        (["a"], ["x"], [[1.5]], {}, "whole numbers"),
        (["a"], ["x"], [[float("nan")]], {}, "whole numbers"),
        (["a"], ["x"], [[True]], {}, "whole numbers"),
        (["a", "b"], ["x"], [[1], [2]], {"a": "b"}, "same place"),
        (["a"], ["x"], [[1]], {"z": "h"}, "no counts"),
        (["a"], ["x"], [[1]], {"a": "h", "h": "k", "k": "h"}, "within itself"),
    ],
)
def test_a_table_that_is_not_clear_is_refused_in_words(places, columns, counts, parents, says):
    with pytest.raises(TableNotClear, match=says):
        Table(places, columns, counts, parents)


@pytest.mark.parametrize(("threshold", "protection"), [(1, None), (0, None), (5, 0)])
def test_a_rule_that_would_hide_nothing_is_refused(threshold: int, protection: int | None):
    with pytest.raises(TableNotClear, match="threshold must be"):
        suppress(wards([[3]]), threshold, protection=protection)
