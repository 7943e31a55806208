"""The table of ASVS is whole, and no yes in it stands without a test that is there."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from tests.attack.asvs import ANSWERS, PAGE, counted, leads_somewhere, main, page_with, read, wrong_with
from tests.attack.asvs_published import requirements

LINES = read()


def test_every_requirement_of_levels_one_and_two_is_answered_once_in_its_order() -> None:
    assert [(line.id, line.level) for line in LINES] == list(requirements().items())
    assert Counter(line.level for line in LINES) == {1: 70, 2: 183}


def test_every_answer_of_yes_names_a_test_that_is_there_and_every_no_says_why() -> None:
    assert [said for said in map(wrong_with, LINES) if said] == []
    assert {line.met for line in LINES} == set(ANSWERS)


@pytest.mark.parametrize(
    "bent",
    [
        {"id": "1.1.1"},
        {"id": "V1.1"},
        {"id": "V1.1.1.1"},
        {"met": "partly"},
        {"met": "Yes"},
        {"how": ""},
        {"about": ""},
        {"test": ""},
        {"test": "tests/no_such_file.py"},
        {"test": "tests/architecture/test_asvs.py::test_of_nothing"},
        {"test": "tests/attack/asvs.py"},
        {"test": "src/knotwork/site/settings.py"},
        {"test": "command: "},
        {"met": "no", "test": "tests/architecture/test_asvs.py"},
    ],
)
def test_a_line_that_cannot_be_trusted_is_noticed(bent) -> None:
    sound = next(line for line in LINES if line.met == "yes")
    assert wrong_with(sound) == ""
    assert wrong_with(replace(sound, **bent))


@pytest.mark.parametrize(
    ("test", "there"),
    [
        ("tests/architecture/test_asvs.py", True),
        ("tests/architecture/test_asvs.py::test_a_line_that_cannot_be_trusted_is_noticed", True),
        ("tests/architecture/test_asvs.py::test_a_line", False),
        ("tests/attack/asvs.py::main", False),
        ("command: make audit", True),
    ],
)
def test_a_test_is_there_when_its_whole_name_is(test, there) -> None:
    assert leads_somewhere(test) is there


def test_the_page_carries_the_counts_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == page_with(counted(LINES), page), "run python -m tests.attack.asvs --write"


def test_the_page_speaks_of_everything_that_is_not_met() -> None:
    spoken_of = set(re.findall(r"V\d+\.\d+\.\d+", PAGE.read_text(encoding="utf-8")))
    assert spoken_of == {line.id for line in LINES if line.met == "no"}


def test_the_command_counts_and_ends_well(capsys) -> None:
    assert main([]) == 0
    told = capsys.readouterr().out
    assert "253 requirements" in told
    met, unmet, other = (sum(line.met == answer for line in LINES) for answer in ANSWERS)
    assert f"| **together** | {met} | {unmet} | {other} |" in told


def test_no_answer_copies_the_standard_at_length() -> None:
    assert [line.id for line in LINES if len(line.about) > 90] == []
    assert [line.id for line in LINES if line.about.startswith("Verify")] == []
