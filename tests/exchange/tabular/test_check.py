"""Every row looked at: what would change, and what stands against it."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.exchange.tabular import Addition, Change, Mapping, Plan, UnknownColumn, check, open_table

WARDS = {"Ward 4": 4, "W4": 4, "Ward 5": 5}
MARCH, APRIL = date(2017, 3, 1), date(2017, 4, 1)
COUNT, SHARE = Mapping("ward", "month", "n"), Mapping("ward", "month", "n", "d")
SUMS = Mapping("ward", "month", "n", "d", sum=True)
RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["Ward 4", "w4", "Ward 5", "Ward 9"]),
        st.integers(1, 12),
        st.integers(0, 50),
        st.integers(50, 99),
    ),
    min_size=1,
    max_size=30,
)


def plan(*rows: str, mapping: Mapping = SHARE, existing=None, proportion: bool = True, known=WARDS, **more) -> Plan:
    table = open_table("\n".join(("ward,month,n,d,kind", *(row + "," * (4 - row.count(",")) for row in rows))).encode())
    return check(table, mapping, known_places=known, existing=existing or {}, proportion=proportion, **more)


def whys(found: Plan) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.value) for problem in found.problems]


def imported(found: Plan) -> dict:
    """What would be stored once the plan is carried out."""
    new = {(a.place or a.name.casefold(), a.period): (a.numerator, a.denominator) for a in found.additions}
    return new | {(change.place, change.period): change.new for change in found.changes}


def lines(records: Iterable[tuple[str, int, int, int]]) -> list[str]:
    return [f"{ward},2017-{month:02},{n},{d}" for ward, month, n, d in records]


def test_a_new_number_is_an_addition() -> None:
    found = plan("Ward 4,2017-03,5,100")
    assert found.additions == (Addition(4, "Ward 4", MARCH, 5.0, 100.0, 2),)
    assert (found.changes, found.unchanged, found.unknown_places, found.problems) == ((), 0, (), ())
    assert found.clean


def test_another_number_is_a_change_with_old_and_new() -> None:
    found = plan("Ward 4,2017-03,5,100", existing={(4, MARCH): (6.0, 100.0)})
    assert found.changes == (Change(4, "Ward 4", MARCH, (6.0, 100.0), (5.0, 100.0), 2),)
    assert found.additions == ()


def test_the_same_number_changes_nothing() -> None:
    found = plan("Ward 4,2017-03,5,100", existing={(4, MARCH): (5, 100)})
    assert (found.additions, found.changes, found.unchanged) == ((), (), 1)


def test_a_denominator_that_goes_is_a_change() -> None:
    found = plan("Ward 4,2017-03,5", mapping=COUNT, existing={(4, MARCH): (5.0, 100.0)})
    assert found.changes[0].new == (5.0, None)


def test_what_exists_may_be_asked_for_one_by_one() -> None:
    asked = []
    plan("Ward 4,2017-03,5,100", "Ward 9,2017-03,5,100", existing=lambda place, period: asked.append((place, period)))
    assert asked == [(4, MARCH)]


@pytest.mark.parametrize("name", ["ward 4", " WARD  4 ", "w4", "Ward\u00a04"])
def test_a_place_is_known_whatever_its_capitals_and_spaces(name: str) -> None:
    assert [addition.place for addition in plan(f"{name},2017-03,5,100").additions] == [4]


def test_accents_written_in_two_ways_are_one_place() -> None:
    assert plan("Cafe\u0301,2017-03,5,100", known={"Café": 1}).additions[0].place == 1


def test_a_place_by_name_and_by_code_is_one_place() -> None:
    found = plan("Ward 4,2017-03,5,100", "W4,2017-03,6,100")
    assert whys(found) == [(3, "month", "2017-03")]
    assert "Row 2" in found.problems[0].why


def test_unknown_places_are_listed_with_their_rows_and_the_likely_slip() -> None:
    found = plan("Wrad 4,2017-03,5,100", "Ward 9,2017-03,5,100", "WRAD 4,2017-04,5,100")
    assert [tuple(place) for place in found.unknown_places] == [("Wrad 4", 2, 2, "Ward 4"), ("Ward 9", 1, 3, None)]
    assert [(addition.place, addition.name) for addition in found.additions] == [
        (None, "Wrad 4"),
        (None, "Ward 9"),
        (None, "Wrad 4"),
    ]
    assert found.clean


def test_an_unknown_place_without_any_number_is_not_listed() -> None:
    assert plan("Ward 9,2017-03,,").unknown_places == ()


def test_a_name_that_two_places_share_is_a_problem() -> None:
    found = plan("north,2017-03,5,100", known={"North": 1, "NORTH": 2})
    assert "More than one place" in found.problems[0].why


def test_a_second_row_for_a_place_and_period_names_both_rows() -> None:
    found = plan("Ward 4,2017-03,5,100", "Ward 5,2017-03,5,100", "Ward 4,01/03/2017,6,100")
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.value) == (4, "month", "01/03/2017")
    assert "Row 2 gives Ward 4 a number for 2017-03-01 already" in problem.why
    assert not found.clean


def test_rows_are_summed_when_asked() -> None:
    found = plan("Ward 4,2017-03,5,100", "w4,2017-03,6,50", mapping=SUMS)
    assert found.additions == (Addition(4, "Ward 4", MARCH, 11.0, 150.0, 2),)
    assert found.rows_used == 2


def test_a_sum_without_denominators_has_none() -> None:
    found = plan("Ward 4,2017-03,5", "Ward 4,2017-03,6", mapping=Mapping("ward", "month", "n", sum=True))
    assert found.additions[0][3:5] == (11.0, None)


def test_a_row_without_a_value_is_a_gap_and_not_an_error() -> None:
    found = plan("Ward 4,2017-03,,100", "Ward 4,2017-04,n/a,", "Ward 4,2017-05,0,100")
    assert (found.gaps, found.rows_used, found.problems) == (2, 1, ())
    assert found.additions[0].numerator == 0


def test_gaps_beside_sums_are_said() -> None:
    assert any("too low" in note for note in plan("Ward 4,2017-03,*,9", "Ward 4,2017-03,6,9", mapping=SUMS).notes)


@pytest.mark.parametrize(
    ("row", "column", "value", "why"),
    [
        (",2017-03,5,100", "ward", "", "no place"),
        ("Ward 4,,5,100", "month", "", "no date"),
        ("Ward 4,2017-13,5,100", "month", "2017-13", "month"),
        ("Ward 4,2017-03,five,100", "n", "five", "not a number"),
        ("Ward 4,2017-03,5,many", "d", "many", "not a number"),
        ("Ward 4,2017-03,5,", "d", "", "no denominator"),
        ("Ward 4,2017-03,5,-1", "d", "-1", "below zero"),
        ("Ward 4,2017-03,-5,100", "n", "-5", "below zero"),
        ("Ward 4,2017-03,5,0", "d", "0", "is zero"),
        ("Ward 4,2017-03,101,100", "n", "101", "more than d"),
        ("Ward 4,2017-03,5%,100", "n", "5%", "percentage"),
    ],
)
def test_a_bad_row_is_named_with_row_column_value_and_why(row: str, column: str, value: str, why: str) -> None:
    found = plan("Ward 5,2017-03,5,100", row)
    assert whys(found) == [(3, column, value)]
    assert why in found.problems[0].why
    assert str(found.problems[0]).startswith(f"Row 3, column “{column}”: ")
    assert (len(found.additions), found.problem_count) == (1, 1)


def test_nothing_of_nothing_is_a_number() -> None:
    assert plan("Ward 4,2017-03,0,0").additions[0][3:5] == (0.0, 0.0)


def test_a_rate_may_have_more_events_than_days() -> None:
    assert plan("Ward 4,2017-03,101,100", proportion=False).clean


def test_all_of_all_is_a_proportion() -> None:
    assert plan("Ward 4,2017-03,100,100").clean


def test_a_measurement_may_be_below_zero() -> None:
    assert plan("Ward 4,2017-03,-5", mapping=COUNT, proportion=False).additions[0].numerator == -5


@pytest.mark.parametrize(("row", "count"), [("Ward 4,2017-03,5", 3), ("Ward 4,2017-03,5,100,,x", 6)])
def test_a_row_with_more_or_fewer_values_than_columns_is_a_problem(row: str, count: int) -> None:
    table = open_table(f"ward,month,n,d\nWard 5,2017-03,5,100\n{row}\n".encode())
    found = check(table, SHARE, known_places=WARDS, existing={}, proportion=True)
    assert [problem.row for problem in found.problems] == [3]
    assert f"{count} values, but the table has 4 columns" in str(found.problems[0])


def test_only_rows_that_were_asked_for_are_read() -> None:
    rows = ("Ward 4,2017-03,5,100,One ", "Ward 4,2017-03,6,100,Two", "?,?,?,?,Three")
    found = plan(*rows, mapping=Mapping("ward", "month", "n", "d", (("kind", "one"),)))
    assert [addition.numerator for addition in found.additions] == [5]
    assert (found.rows_read, found.rows_used, found.rows_left_out, found.problems) == (3, 1, 2, ())


def test_a_filter_that_leaves_nothing_says_so() -> None:
    found = plan("Ward 4,2017-03,5,100,one", mapping=Mapping("ward", "month", "n", "d", (("kind", "four"),)))
    assert any("all were left out" in note for note in found.notes)


def test_a_column_that_is_not_there_is_refused_before_a_row_is_read() -> None:
    with pytest.raises(UnknownColumn, match="Did you mean “month”"):
        plan("Ward 4,2017-03,5,100", mapping=Mapping("ward", "months", "n"))


def test_the_way_that_ambiguous_dates_were_read_is_said() -> None:
    assert any("3 April 2017" in note for note in plan("Ward 4,03/04/2017,5,100").notes)


def test_a_month_first_column_is_named_and_read_when_asked() -> None:
    assert "month first" in plan("Ward 4,03/25/2017,5,100").problems[0].why
    american = Mapping("ward", "month", "n", "d", day_first=False)
    assert plan("Ward 4,03/25/2017,5,100", mapping=american).additions[0].period == date(2017, 3, 25)


def test_a_financial_year_among_months_is_a_problem() -> None:
    found = plan("Ward 4,2011/11,5,100", "Ward 4,2011/12,5,100")
    assert whys(found) == [(3, "month", "2011/12")]


def test_the_first_thousand_problems_are_kept_and_all_are_counted() -> None:
    found = plan(*["Ward 4,2017-03,bad,100"] * 1_200)
    assert (len(found.problems), found.problem_count, found.problems[-1].row) == (1_000, 1_200, 1_001)


def test_a_long_value_is_quoted_back_in_part() -> None:
    assert len(plan(f"Ward 4,2017-03,{'x' * 5_000},100").problems[0].value) == 80


def test_progress_is_told_on_the_way_and_ends_at_all() -> None:
    told: list[tuple[int, int]] = []
    plan(*["Ward 4,2017-03,5,100"] * 4_500, mapping=SUMS, on_progress=lambda *seen: told.append(seen))
    assert [read for read, _ in told] == [2_000, 4_000, 4_500]
    assert told[-1] == (4_500, 4_500)
    assert all(read <= total for read, total in told)


def test_what_was_said_of_the_file_is_said_of_the_plan() -> None:
    assert "Read as UTF-8." in plan("Ward 4,2017-03,5,100").notes


@settings(deadline=None)
@given(RECORDS)
def test_the_same_file_again_changes_nothing(records: list) -> None:
    known = {**WARDS, "Ward 9": "ward 9"}
    first = plan(*lines(records), mapping=SUMS, known=known)
    again = plan(*lines(records), mapping=SUMS, known=known, existing=imported(first))
    assert (again.additions, again.changes, again.unchanged) == ((), (), len(first.additions))


@settings(deadline=None)
@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(records: list, random) -> None:
    shuffled = random.sample(records, len(records))
    assert imported(plan(*lines(records), mapping=SUMS)) == imported(plan(*lines(shuffled), mapping=SUMS))


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_a_sum_of_decimals_is_the_same_to_the_last_digit_in_any_order(values: list[float], random) -> None:
    mapping = Mapping("ward", "month", "n", sum=True)
    rows = [f"Ward 4,2017-03,{value!r}" for value in values]
    assert (
        plan(*rows, mapping=mapping).additions[0].numerator
        == plan(*random.sample(rows, len(rows)), mapping=mapping).additions[0].numerator
    )


@settings(deadline=None)
@given(RECORDS)
def test_a_sum_is_the_sum_of_its_rows(records: list) -> None:
    found = plan(*lines(records), mapping=SUMS)
    assert sum(addition.numerator for addition in found.additions) == sum(record[2] for record in records)
    assert sum(addition.denominator for addition in found.additions) == sum(record[3] for record in records)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Ward 4,2017-03,5,9", "Ward 4,2017-03,,9", "Ward 4,x,5,9", "Ward 4,2017-03,5,9,b"])))
def test_every_row_is_used_left_out_a_gap_or_a_problem(rows: list[str]) -> None:
    found = plan("Ward 5,2017-03,1,9", *rows, mapping=Mapping("ward", "month", "n", "d", (("kind", ""),)))
    assert found.rows_used + found.rows_left_out + found.gaps + found.problem_count == found.rows_read == len(rows) + 1
