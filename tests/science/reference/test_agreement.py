"""Our charts beside those of qicharts2: the same to 1e-9, but for the differences that we chose and wrote down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knotwork.science.spc import BadSeries
from tests.science.reference.cases import all_differences, analysed, cases

PAGE = Path(__file__).resolve().parents[3] / "docs" / "algorithms" / "differences.md"
KINDS = ("run", "i", "mr", "p", "pp", "u", "up", "c", "g", "t", "xbar", "s", "ip")


def listed() -> set[str]:
    return set(re.findall(r"open-qic-\d{4}", PAGE.read_text()))


def of_kind(kind: str) -> dict[str, list[str]]:
    chosen = {case["id"] for case in cases("qic") if case["chart"] == kind}
    return {name: found for name, found in all_differences().items() if name in chosen}


@pytest.mark.parametrize("kind", KINDS)
def test_every_case_agrees_or_is_listed_as_a_difference(kind: str) -> None:
    assert {name: found for name, found in of_kind(kind).items() if found and name not in listed()} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_no_case_is_listed_that_agrees_after_all(kind: str) -> None:
    assert {name for name, found in of_kind(kind).items() if not found} & listed() == set()


def test_the_cases_cover_all_kinds_of_chart() -> None:
    assert {case["chart"] for case in cases("qic")} == set(KINDS)


def test_listed_cases_exist() -> None:
    assert listed() <= {case["id"] for case in cases("qic")}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in cases("qic") if case["error"]])
def test_what_stops_the_peer_stops_us_and_the_message_says_what_to_do(case) -> None:
    assert "Time between events must be greater than zero" in case["error"]
    with pytest.raises(BadSeries, match=r"^Point \d+ is zero: .* use finer units or a g chart"):
        analysed(case)


def test_as_many_cases_stop_the_peer_as_the_page_says() -> None:
    assert sum(bool(case["error"]) for case in cases("qic")) == 10
    assert sum(bool(case["error"]) for case in cases("ptd")) == 18
    assert not any(case.get("error") for name in ("qcc", "funnel") for case in cases(name))


SECTIONS = PAGE.read_text().split("\n## ")[1:]


@pytest.mark.parametrize("section", [pytest.param(text, id=text.splitlines()[0]) for text in SECTIONS])
def test_every_difference_has_a_reason_a_source_and_cases(section: str) -> None:
    _, why, *_ = section.split("\n\n")
    assert len(why.split()) > 10
    assert "\nSource: " in section
    assert re.search(r"\nCases: open-(qic|ptd|qcc|funnel)-\d{4}", section)


def test_every_case_is_listed_once_and_belongs_to_a_package_that_we_know() -> None:
    named = re.findall(r"open-\w+-\d+", PAGE.read_text())
    known = {case["id"] for name in ("qic", "ptd", "qcc", "funnel") for case in cases(name)}
    assert len(named) == len(set(named))
    assert set(named) <= known
