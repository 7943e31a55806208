"""The published attendances at English emergency departments, against a count made without any of our code."""

import csv
import io
from collections import defaultdict
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from knotwork.exchange.tabular import Mapping, Plan, check, open_table

REAL = Path(__file__).resolve().parents[3] / "../shared/data/NHSRdatasets__ae_attendances.csv"
TYPE_ONE = Mapping("org_code", "period", "breaches", "attendances", (("type", "1"),))


def plan(mapping: Mapping = TYPE_ONE, existing: dict | None = None, known: dict | None = None) -> Plan:
    table = open_table(REAL)
    return check(table, mapping, known_places=known or {}, existing=existing or {}, proportion=True)


@pytest.fixture(scope="module")
def records() -> list[dict[str, str]]:
    with REAL.open(newline="") as file:
        return list(csv.DictReader(file))


def test_every_type_one_row_is_taken(records: list[dict[str, str]]) -> None:
    chosen = [record for record in records if record["type"] == "1"]
    found = plan()
    assert (found.problem_count, found.gaps) == (0, 0)
    assert (found.rows_read, found.rows_used) == (len(records), len(chosen))
    assert found.rows_left_out == len(records) - len(chosen)
    assert {place.name for place in found.unknown_places} == {record["org_code"] for record in chosen}
    assert sum(addition.numerator for addition in found.additions) == sum(int(record["breaches"]) for record in chosen)
    assert sum(a.denominator or 0 for a in found.additions) == sum(int(record["attendances"]) for record in chosen)


def test_there_are_about_as_many_emergency_departments_as_in_england() -> None:
    assert 130 <= len(plan().unknown_places) <= 145


def test_all_types_together_need_to_be_summed(records: list[dict[str, str]]) -> None:
    everything = Mapping("org_code", "period", "breaches", "attendances")
    assert "ask for rows to be summed" in plan(everything).problems[0].why


def test_all_types_summed_are_what_a_plain_sum_gives(records: list[dict[str, str]]) -> None:
    sums: dict[tuple[str, date], int] = defaultdict(int)
    for record in records:
        sums[record["org_code"], date.fromisoformat(record["period"])] += int(record["breaches"])
    found = plan(Mapping("org_code", "period", "breaches", "attendances", sum=True))
    assert {(addition.name, addition.period): addition.numerator for addition in found.additions} == sums


def test_the_same_file_again_changes_nothing() -> None:
    first = plan()
    stored = {(a.name, a.period): (a.numerator, a.denominator) for a in first.additions}
    again = plan(existing=stored, known={place.name: place.name for place in first.unknown_places})
    assert (again.additions, again.changes, again.unknown_places) == ((), (), ())
    assert again.unchanged == len(first.additions)


def test_the_same_table_as_a_spreadsheet_gives_the_same_plan(records: list[dict[str, str]]) -> None:
    book = openpyxl.Workbook()
    book.active.append(list(records[0]))
    for record in records[:3_000]:
        day, org, kind, *numbers = record.values()
        book.active.append([date.fromisoformat(day), org, int(kind) if kind.isdigit() else kind, *map(int, numbers)])
    written = io.BytesIO()
    book.save(written)
    found = check(open_table(written.getvalue()), TYPE_ONE, known_places={}, existing={}, proportion=True)
    assert found.additions == tuple(addition for addition in plan().additions if addition.row <= 3_001)
    assert found.additions
