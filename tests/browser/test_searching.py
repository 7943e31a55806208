"""Looking for what was learned with the keyboard alone, on a wide screen and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_access_for_all import complaints_of

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


@SIZES
def test_what_was_learned_is_found_by_its_words_with_the_keyboard_alone(window, size) -> None:
    page = window(role="co_ordinator", size=size)
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("rounds")
    page.keyboard.press("Enter")
    page.wait_for_url("**/learning/?q=rounds")
    expect(page.locator("main mark").first).to_be_visible()
    assert {mark.lower() for mark in page.locator("main mark").all_inner_texts()} <= {"round", "rounds", "rounding"}
    assert complaints_of(page) == []


@SIZES
def test_choices_that_few_make_are_unfolded_and_held(window, size) -> None:
    page = window(role="co_ordinator", size=size)
    page.goto("/learning/?q=round")
    summary = page.get_by_text("Where, when, and what came of it")
    expect(page.get_by_label("What came of it", exact=True)).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    page.get_by_label("What came of it", exact=True).select_option("decided")
    assert complaints_of(page) == []
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**outcome=decided**")
    expect(page.get_by_label("What came of it", exact=True)).to_have_value("decided")
    expect(page.get_by_label("What came of it", exact=True)).to_be_visible()
    expect(page.locator("main mark").first).to_be_visible()


def test_where_nothing_is_found_there_is_something_to_try(window) -> None:
    page = window(role="co_ordinator", size=PHONE)
    page.goto("/learning/?q=round+zebra")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    assert complaints_of(page) == []
    page.get_by_role("main").get_by_role("link", name="round", exact=True).click()
    expect(page.locator("main mark").first).to_be_visible()


def test_what_is_like_a_story_says_by_which_words(window) -> None:
    page = window(role="co_ordinator")
    page.goto("/learning/?q=2+pm+round&kind=insight")
    page.get_by_role("main").get_by_role("link", name="The 2 pm round", exact=True).click()
    page.wait_for_url("**/insights/**")
    like = page.locator("section", has=page.get_by_role("heading", name="Like this"))
    expect(like.get_by_text("Both speak of").first).to_be_visible()
    assert complaints_of(page) == []
