"""Columns matched by a person, and guessed for them to correct."""

from pathlib import Path

import pytest

from knotwork.exchange.tabular import Mapping, UnknownColumn, open_table, suggest
from knotwork.exchange.tabular.mapping import position

REAL = Path(__file__).resolve().parents[3] / "../shared/data"


def guessed(text: str) -> tuple[str | None, ...]:
    found = suggest(open_table(text.encode()))
    return found.place, found.period, found.numerator, found.denominator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ward,Month,Falls,Bed days\nA,2017-03,5,100\n", ("Ward", "Month", "Falls", "Bed days")),
        ("n,d,date,unit\n5,100,01/03/2017,A\n", ("unit", "date", "n", "d")),
        ("Site name,Week ending,Num,Denom\nA,03/04/2017,5,9\n", ("Site name", "Week ending", "Num", "Denom")),
        ("who,when,many\nA,Mar-17,5\n", ("who", "when", "many", None)),
        ("Ward,Year,Count\n12,2017,5\n", ("Ward", "Year", "Count", None)),
        ("organisation,month,events,total\nA,03/25/2017,5,9\n", ("organisation", "month", "events", "total")),
        ("colour,shape\nred,round\n", ("colour", None, None, None)),
    ],
)
def test_columns_are_guessed_from_their_names_and_contents(text: str, expected: tuple[str | None, ...]) -> None:
    assert guessed(text) == expected


def test_no_column_is_guessed_twice() -> None:
    found = [name for name in guessed("date,date of birth,number,ward\n2017,1950,5,3\n") if name]
    assert len(found) == len(set(found))


def test_a_guess_says_when_months_come_first() -> None:
    assert suggest(open_table(b"ward,date,n\nA,03/25/2017,5\n")).day_first is False
    assert suggest(open_table(b"ward,date,n\nA,25/03/2017,5\n")).day_first is True
    assert suggest(open_table(b"ward,date,n\nA,03/04/2017,5\n")).day_first is True


def test_the_real_file_comes_filled_in() -> None:
    found = suggest(open_table(REAL / "NHSRdatasets__ae_attendances.csv"))
    assert (found.place, found.period) == ("org_code", "period")
    assert (found.numerator, found.denominator) == ("breaches", "attendances")


def test_a_column_is_found_whatever_its_capitals_and_spaces() -> None:
    assert position(("Ward", "Bed  Days"), "bed days") == 1


def test_the_exact_name_goes_before_one_that_is_only_alike() -> None:
    assert position(("ward", "Ward"), "Ward") == 1


def test_a_name_that_could_be_two_columns_is_refused() -> None:
    with pytest.raises(UnknownColumn):
        position(("ward", "Ward"), "WARD")


def test_a_column_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownColumn, match=r"Did you mean “attendances”\? The columns are: org, attendances\."):
        position(("org", "attendances"), "attendence")


def test_several_values_of_one_column_are_either_or() -> None:
    mapping = Mapping("a", "b", "c", where=(("type", "1"), ("TYPE", " 2 "), ("a", "X")))
    assert mapping.wanted(("a", "b", "c", "type")) == ((3, frozenset({"1", "2"})), (0, frozenset({"x"})))
