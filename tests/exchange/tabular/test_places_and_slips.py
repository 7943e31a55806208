"""Which place a row means: spelling, scripts, codes, slips, and names that could be two."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.exchange.tabular import Mapping, check, normalised
from knotwork.exchange.tabular.places import Gazetteer
from knotwork.exchange.tabular.table import Table

COLUMNS = ("ward", "month", "n")
MARCH = date(2017, 3, 1)


def planned(*wards: object, known: dict | None = None, existing: dict | None = None):
    rows = [(at, (ward, date(2017, at, 1), 5)) for at, ward in enumerate(wards, start=1)]
    table = Table("t", COLUMNS, len(rows), lambda: iter(rows))
    return check(table, Mapping(*COLUMNS), known_places=known or {}, existing=existing or {}, proportion=False)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Ward 4", "ward 4"),
        ("  WARD\t4\n", "ward 4"),
        ("Ward\u00a04", "ward 4"),
        ("Ward\u20034", "ward 4"),
        ("", ""),
        ("   ", ""),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("E\u0301ireann", "éireann"),
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ("ſtation", "station"),
        ("מחלקה 4", "מחלקה 4"),
        ("病棟４", "病棟４"),
        ("Ward ４", "ward ４"),
        ("<b>Ward</b>", "<b>ward</b>"),
    ],
)
def test_a_name_is_compared_without_its_capitals_spaces_and_ways_of_writing_accents(written: str, plain: str) -> None:
    assert normalised(written) == plain


@settings(deadline=None)
@given(st.text(max_size=12))
def test_a_name_that_is_ready_to_be_compared_stays_as_it_is(name: str) -> None:
    assert normalised(normalised(name)) == normalised(name)


@settings(deadline=None)
@given(st.text("aåéñüßAÅÉÑÜ\u0301\u030a 4", max_size=12))
def test_accents_written_apart_or_together_are_one_name(name: str) -> None:
    apart, together = unicodedata.normalize("NFD", name), unicodedata.normalize("NFC", name)
    assert normalised(apart) == normalised(together)


@settings(deadline=None)
@given(st.text(max_size=12), st.sampled_from([" ", "\t", "\u00a0", "\n "]))
def test_spaces_around_a_name_do_not_count(name: str, space: str) -> None:
    assert normalised(space + name + space) == normalised(name)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("Wrad 4", "Ward 4"),
        ("ward4", "Ward 4"),
        ("Hallowmuir Hose", "Hallowmuir House"),
        ("HALLOWMUIR  HOUSE.", "Hallowmuir House"),
        ("Ward 5", None),
        ("Ward 44", None),
        ("Ward", None),
        ("Theatre", None),
        ("", None),
        ("4 draW", None),
    ],
)
def test_a_slip_is_known_unless_its_digits_are_others(slip: str, meant: str | None) -> None:
    assert Gazetteer({"Ward 4": 4, "W4": 4, "Hallowmuir House": 9}).like(slip) == meant


def test_the_nearest_name_with_the_same_digits_is_meant() -> None:
    known = {"Ward 41 North": 1, "Ward 4 North": 2, "Ward 4 Norths": 3}
    assert Gazetteer(known).like("Ward 4 Nort") == "Ward 4 North"


def test_a_hint_is_written_as_the_place_was_first_written() -> None:
    assert Gazetteer({"WARD 4 (blue)": 1, "ward 4 (blue)": 1}).like("ward 4 (bleu)") == "WARD 4 (blue)"


@pytest.mark.parametrize(
    ("known", "shared"),
    [
        ({"North": 1, "NORTH": 2}, {"north"}),
        ({"North": 1, "NORTH": 1}, set()),
        ({"North": 1, "NORTH": 2, " north ": 2}, {"north"}),
        ({"North": 1, "South": 1}, set()),
        ({}, set()),
    ],
)
def test_a_name_is_shared_only_when_it_leads_to_different_places(known: dict, shared: set) -> None:
    assert Gazetteer(known).shared == shared


def test_a_place_whose_number_is_written_as_a_number_is_the_one_of_that_name() -> None:
    found = planned(4, "4", 4.0, known={"4": "four"})
    assert [addition.place for addition in found.additions] == ["four"] * 3


def test_a_new_place_is_one_however_its_cells_are_kept() -> None:
    (unknown,) = planned(101, "101", 101.0, " 101 ").unknown_places
    assert tuple(unknown) == ("101", 4, 1, None)


@pytest.mark.parametrize("empty", [None, "", "  ", "\u00a0"])
def test_a_row_without_a_place_is_named(empty: object) -> None:
    found = planned("Ward 4", empty)
    assert [(problem.row, problem.column, problem.why) for problem in found.problems] == [
        (2, "ward", "There is no place in this row.")
    ]


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "محطة ٤", "Bàrd a h-Aon", "E\u0301ire", "🏥", "'; DROP TABLE places; --", "x" * 300],
)
def test_a_new_place_keeps_its_name_as_it_was_written(name: str) -> None:
    found = planned(name)
    assert [place.name for place in found.unknown_places] == [name]
    assert found.additions[0].name == name


def test_a_new_places_name_has_single_spaces_and_its_first_spelling() -> None:
    found = planned("  Ward \u00a0 9", "WARD 9")
    assert [tuple(place) for place in found.unknown_places] == [("Ward 9", 2, 1, None)]


def test_a_shared_name_is_refused_every_time_and_its_own_names_are_not() -> None:
    found = planned("north", "N1", "NORTH", known={"North": 1, "NORTH": 2, "N1": 1})
    assert [problem.row for problem in found.problems] == [1, 3]
    assert [addition.place for addition in found.additions] == [1]
    assert found.problems[0].why == "More than one place is called “north”. Use their codes."


@pytest.mark.parametrize("key", [0, "", None, False, (1, 2)])
def test_a_known_place_is_known_whatever_its_key(key: object) -> None:
    found = planned("Ward 4", known={"Ward 4": key}, existing={(key, date(2017, 1, 1)): (5.0, None)})
    assert (found.unchanged, found.unknown_places) == (1, ())


def test_an_unknown_place_and_a_known_one_with_the_same_key_are_two() -> None:
    found = planned("w4", "Ward 4", known={"Ward 4": "w4"})
    assert [addition.place for addition in found.additions] == [None, "w4"]
    assert [place.name for place in found.unknown_places] == ["w4"]


def test_what_is_stored_for_a_place_of_the_same_name_that_is_not_known_is_not_asked_for() -> None:
    found = planned("Ward 9", existing={("ward 9", date(2017, 1, 1)): (5.0, None)})
    assert (len(found.additions), found.unchanged) == (1, 0)


def test_slips_are_looked_for_among_the_first_hundred_unknown_places() -> None:
    names = [f"Hallowmuir Hous {letter}{other}" for letter in "abcdefghijk" for other in "abcdefghij"][:101]
    rows = [(at, (name, MARCH, 5)) for at, name in enumerate(names, start=2)]
    table = Table("t", COLUMNS, len(rows), lambda: iter(rows))
    known = {"Hallowmuir House": 1}
    found = check(table, Mapping(*COLUMNS), known_places=known, existing={}, proportion=False)
    hints = [place.did_you_mean for place in found.unknown_places]
    assert hints == ["Hallowmuir House"] * 100 + [None]
