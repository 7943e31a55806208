"""Making Data Count beside NHSRplotthedots: limits, the label and meaning of every point, and both icons."""

from __future__ import annotations

import re

import pytest

from knotwork.science.spc import analyse, making_data_count
from tests.science.reference.cases import cases
from tests.science.reference.data_count import all_differences
from tests.science.reference.test_agreement import PAGE


def listed() -> set[str]:
    return set(re.findall(r"open-ptd-\d{4}", PAGE.read_text()))


def test_every_case_agrees_or_is_listed_as_a_difference() -> None:
    assert {name: found for name, found in all_differences().items() if found and name not in listed()} == {}


def test_no_case_is_listed_that_agrees_after_all() -> None:
    assert {name for name, found in all_differences().items() if not found} & listed() == set()


def test_listed_cases_exist() -> None:
    assert listed() <= {case["id"] for case in cases("ptd")}


def test_charts_with_other_rules_are_refused() -> None:
    with pytest.raises(ValueError, match="not 'anhoej'"):
        making_data_count(analyse("i", [1, 2, 3]))


@pytest.mark.parametrize(
    ("direction", "target", "expected"),
    [
        ("increase", 30, "fail"),
        ("increase", 1, "pass"),
        ("decrease", 30, "pass"),
        ("decrease", 1, "fail"),
        ("increase", 10, "inconsistent"),
        (None, 30, "no target"),
        ("increase", None, "no target"),
    ],
)
def test_assurance_says_whether_the_target_lies_beyond_the_limits(direction, target, expected) -> None:
    seen = analyse("i", [10, 11, 9, 10, 12, 9, 10, 11] * 2, rules="mdc", direction=direction, target=target)
    assert making_data_count(seen).assurance == expected
