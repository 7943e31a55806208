"""The pages of `docs/algorithms` are those that the spec tests make."""

from __future__ import annotations

from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from tests.science.spec.page import GROUPS, call, listed, points, said, sentences
from tests.science.spec.pages import (
    COMMAND,
    FOLDER,
    OF_OTHERS,
    PICTURES,
    documents,
    flowing,
    found,
    pictures,
    written,
)

MAKE_THEM = f"The pages are not those that the spec tests make: run {COMMAND}"
ALL = found()
NAMES = [one.page.slug for one in ALL]


def test_every_page_is_the_one_that_its_spec_makes() -> None:
    made = documents()
    stale = [name for name, text in made.items() if not (FOLDER / name).exists() or text != (FOLDER / name).read_text()]
    assert stale == [], MAKE_THEM


def test_no_page_is_left_that_no_spec_makes() -> None:
    kept = {file.name for file in FOLDER.glob("*.md")} - OF_OTHERS
    assert kept == set(documents()), MAKE_THEM


def test_every_picture_that_a_page_shows_is_there_and_is_a_picture() -> None:
    kept = {file.name for file in (FOLDER / PICTURES).glob("*.svg")}
    assert kept == set(pictures()), MAKE_THEM
    for name in kept:
        drawn = ElementTree.parse(FOLDER / PICTURES / name).getroot()  # noqa: S314 - our own file
        assert drawn.tag.endswith("svg")


def test_pictures_are_drawn_the_same_every_time() -> None:
    assert pictures() == pictures()


def test_no_two_pages_have_one_name() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 30


@pytest.mark.parametrize("one", ALL, ids=NAMES)
def test_a_page_begins_with_one_plain_sentence(one) -> None:
    first = written(one).split("\n\n")[1]
    assert first == one.page.sentence
    assert first.endswith(".")
    assert first.count(". ") == 0
    assert len(first) <= 160


@pytest.mark.parametrize("one", ALL, ids=NAMES)
def test_a_page_has_all_its_parts(one) -> None:
    text = written(one)
    for part in ("**For**: ", "## Formula", "## Worked example", "## When not to use it", "## Source"):
        assert text.count(part) == 1
    assert "nan" not in text.replace("finance", "").split()
    assert not any(gap in text for gap in ("np.", "array(", "  \n", "NaN,nan"))


@pytest.mark.parametrize("one", ALL, ids=NAMES)
def test_a_pages_example_is_worked_by_hand_in_its_test(one) -> None:
    assert hasattr(one.module, "test_the_worked_example_by_hand")
    assert one.page.steps(one.page.seen())


@pytest.mark.parametrize("one", ALL, ids=NAMES)
def test_a_page_leads_to_pages_and_tests_that_exist(one) -> None:
    assert set(one.page.related) <= {*NAMES, "differences"}
    assert one.page.slug not in one.page.related
    for name in one.page.held_by:
        assert (FOLDER.parents[1] / "tests/science" / name).exists()


def test_every_group_has_a_page_and_every_page_a_group() -> None:
    assert {one.page.group for one in ALL} == set(GROUPS)


def test_every_page_is_in_the_index() -> None:
    index = documents()["README.md"]
    assert [name for name in NAMES if f"({name}.md)" not in index] == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("one\ntwo", "one two"),
        ("- one\n  two\n- three", "- one two\n- three"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("| a |\n| b |\n\nc\nd", "| a |\n| b |\n\nc d"),
        ("1. one\n2. two\nthree", "1. one\n2. two three"),
        ("```python\na\nb\n```", "```python\na\nb\n```"),
    ],
)
def test_lines_flow_together_except_where_something_begins(typed, shown) -> None:
    assert flowing(typed) == shown


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("test_anhoejs_rules_hold", "Anhøj's rules hold."),
        ("test_an_i_chart_of_making_data_count", "An I chart of Making Data Count."),
        ("test_points_on_p_charts", "Points on P charts."),
    ],
)
def test_names_of_tests_are_read_as_sentences(name, sentence) -> None:
    def tested() -> None:
        """Stands for a test."""

    module = SimpleNamespace(**{name: tested, "test_the_worked_example_by_hand": tested, "PAGE": None})
    assert sentences(module) == [sentence]


def test_a_call_is_written_as_it_is_done() -> None:
    asked = call(sorted, "days", reverse=True)
    assert asked.written({"days": [1, 2]}) == "sorted(days, reverse=True)"
    assert asked.done({"days": [1, 3, 2]}) == [3, 2, 1]
    assert call(sorted, "days").written({}) == 'sorted("days")'


@pytest.mark.parametrize(
    ("value", "places", "text"), [(-1.5, 1, "−1.5"), (-0.001, 2, "0.00"), (1234.5, 1, "1,234.5"), (2, 0, "2")]
)
def test_numbers_have_a_true_minus_and_none_before_nothing(value, places, text) -> None:
    assert said(value, places) == text


def test_what_is_missing_is_said_to_be() -> None:
    assert listed([1, None, -2.5]) == "1, (missing), −2.5"


def test_thousands_are_not_marked_in_a_list_that_has_commas_of_its_own() -> None:
    assert listed([900, 12_000, 1_234_567]) == "900, 12000, 1234567"


@pytest.mark.parametrize(
    ("found", "text"), [([4], "4"), ([4, 5], "4 and 5"), ([4, 5, 6], "4 to 6"), ([1, 3, 7], "1, 3 and 7")]
)
def test_positions_are_said_as_people_say_them(found, text) -> None:
    assert points(found) == text
