"""What a plan says: totals, order, problems in words, and what exists kept in any kind of number."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.exchange.tabular import Mapping, Problem, check, suggest
from knotwork.exchange.tabular.table import Table

COLUMNS = ("ward", "month", "n", "d")
SHARE, SUMS = Mapping(*COLUMNS), Mapping(*COLUMNS, sum=True)
MARCH = date(2017, 3, 1)


def planned(*rows: tuple, mapping: Mapping = SHARE, existing=None, proportion: bool = False, **more):
    numbered = list(enumerate(rows, start=2))
    table = Table("t", COLUMNS, len(rows), lambda: iter(numbered), notes=("Read.",))
    known = {"A": "a", "B": "b"}
    return check(table, mapping, known_places=known, existing=existing or {}, proportion=proportion, **more)


@pytest.mark.parametrize(
    ("old", "same"),
    [
        ((5, 100), True),
        ((5.0, 100.0), True),
        ((Decimal(5), Decimal(100)), True),
        ((Fraction(5), Fraction(100)), True),
        ((5, None), False),
        ((5, 101), False),
        ((6, 100), False),
        ((100, 5), False),
    ],
)
def test_what_is_stored_is_the_same_number_whatever_kind_it_is_kept_in(old: tuple, same: bool) -> None:
    found = planned(("A", MARCH, 5, 100), existing={("a", MARCH): old})
    assert (found.unchanged, len(found.changes)) == (int(same), int(not same))


def test_additions_and_changes_come_in_the_order_of_their_rows() -> None:
    rows = [(ward, date(2017, month, 1), month, 99) for month in (3, 1, 2) for ward in ("B", "A", "C")]
    stored = {(key, date(2017, month, 1)): (0, 99) for key in "ab" for month in (1, 3)}
    found = planned(*rows, existing=stored)
    assert [change.row for change in found.changes] == [2, 3, 5, 6]
    assert [addition.row for addition in found.additions] == [4, 7, 8, 9, 10]


def test_a_sum_carries_the_row_that_it_began_with() -> None:
    rows = [("A", MARCH, 1, 10), ("B", MARCH, 2, 20), ("A", MARCH, 3, 30)]
    found = planned(*rows, mapping=SUMS)
    assert [(each.name, each.row, each.numerator, each.denominator) for each in found.additions] == [
        ("A", 2, 4.0, 40.0),
        ("B", 3, 2.0, 20.0),
    ]


def test_a_tenth_summed_ten_times_is_one() -> None:
    (total,) = planned(*[("A", MARCH, 0.1, 1)] * 10, mapping=SUMS).additions
    assert total.numerator == 1.0


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (Problem(3, "n", "x", "It is wrong."), "Row 3, column “n”: It is wrong."),
        (Problem(12, "", "x", "It is short."), "Row 12: It is short."),
    ],
)
def test_a_problem_says_where_it_stands(problem: Problem, words: str) -> None:
    assert str(problem) == words


def test_problems_come_by_row_with_a_torn_year_among_them() -> None:
    rows = [("A", "2011/12", 1, 9), ("A", "2011/11", 1, 9), ("A", "never", 1, 9)]
    found = planned(*rows)
    assert [problem.row for problem in found.problems] == [2, 4]
    assert "financial year" in found.problems[0].why


@pytest.mark.parametrize(("count", "told"), [(1, [1]), (1_999, [1_999]), (2_000, [2_000] * 2), (2_001, [2_000, 2_001])])
def test_progress_is_told_every_two_thousand_rows_and_at_the_end(count: int, told: list[int]) -> None:
    seen: list[int] = []
    planned(*[("A", MARCH, 1, 9)] * count, mapping=SUMS, on_progress=lambda read, _total: seen.append(read))
    assert seen == told


def test_the_notes_of_the_file_come_before_those_of_its_rows() -> None:
    assert planned(("A", "03/04/2017", 1, 9)).notes[0] == "Read."
    assert len(planned(("A", "03/04/2017", 1, 9)).notes) == 2


def test_an_empty_table_is_a_clean_plan_of_nothing() -> None:
    found = planned()
    assert (found.clean, found.rows_read, found.additions, found.notes) == (True, 0, (), ("Read.",))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 12), st.integers(0, 9)), max_size=20))
def test_without_sums_the_first_row_of_each_place_and_month_is_taken_and_the_others_named(rows: list) -> None:
    found = planned(*[(ward, date(2017, month, 1), n, 9) for ward, month, n in rows])
    first = {(ward, month): n for ward, month, n in reversed(rows)}
    assert {(each.name, each.period.month): each.numerator for each in found.additions} == first
    assert found.problem_count == len(rows) - len(first)


def test_a_table_without_rows_has_nothing_to_suggest() -> None:
    found = suggest(Table("t", ("alpha", "beta"), 0, lambda: iter(())))
    assert (found.period, found.numerator, found.denominator, found.day_first) == (None, None, None, True)
