"""Making sense together: with the keyboard alone, at any width, while somebody else does too."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import WIDE
from tests.browser.steps import begin_to_tell, heading, tell_button
from tests.browser.test_access_for_all import TALL_PHONE, complaints_of

BOARD = "/systems/falls/board/"


def told(page: Page, *stories: str) -> None:
    for words in stories:
        begin_to_tell(page, words)
        tell_button(page).click()
        page.wait_for_url("**/insights/**")


def tick(page: Page, *stories: str) -> None:
    for words in stories:
        page.get_by_role("checkbox", name=words).first.focus()
        page.keyboard.press("Space")


def press(page: Page, name: str) -> None:
    page.get_by_role("group", name="With what is ticked").get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def name_theme(page: Page, name: str, *stories: str) -> None:
    tick(page, *stories)
    page.get_by_label("Or name a new theme").focus()
    page.keyboard.type(name)
    press(page, "Name it")
    expect(page.get_by_text(f"“{name}” is named.")).to_be_visible()


def column(page: Page, name: str) -> Locator:
    return page.locator(".kw-column").filter(has=page.get_by_role("heading", name=name))


@pytest.mark.parametrize("size", [WIDE, TALL_PHONE], ids=["wide", "phone"])
def test_a_board_is_sorted_with_the_keyboard_alone(window, size) -> None:
    mark = "wide" if size is WIDE else "phone"
    page = window(role="co_ordinator", size=size)
    stories = [f"{words} ({mark})" for words in ("Slippers were wet", "The floor was wet", "A lamp was out")]
    told(page, *stories)
    page.goto(BOARD)
    name_theme(page, f"Wet things {mark}", *stories)
    for words in stories:
        expect(column(page, f"Wet things {mark}")).to_contain_text(words)
    name_theme(page, f"Light {mark}", stories[2])
    expect(column(page, f"Wet things {mark}")).not_to_contain_text(stories[2])
    tick(page, stories[0])
    press(page, "Take it out of its theme")
    expect(page.get_by_text("Taken out.")).to_be_visible()
    expect(column(page, "Not in a theme yet")).to_contain_text(stories[0])
    tick(page, stories[0])
    page.get_by_label("Put into").select_option(label=f"Light {mark}")
    press(page, "Put it in")
    expect(column(page, f"Light {mark}")).to_contain_text(stories[0])
    assert complaints_of(page) == []
    page.get_by_role("link", name=f"Light {mark}", exact=True).click()
    expect(heading(page)).to_have_text(f"Light {mark}")
    assert complaints_of(page) == []
    page.get_by_role("link", name="Merge it into another theme").click()
    assert complaints_of(page) == []
    page.get_by_label("Which theme does it go into?").select_option(label=f"Wet things {mark}")
    page.get_by_role("button", name="Merge them").click()
    expect(heading(page)).to_have_text(f"Wet things {mark}")
    for words in stories:
        expect(page.get_by_role("main").get_by_role("link", name=words)).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_who_sorts_hears_that_somebody_else_does_and_keeps_what_is_ticked(window) -> None:
    mine, theirs = window(role="co_ordinator"), window(role="team_lead")
    told(mine, "The rail is loose.", "The step is high.")
    mine.goto(BOARD)
    mine.get_by_role("checkbox", name="The rail is loose").check()
    theirs.goto(BOARD)
    name_theme(theirs, "Steps", "The step is high")
    expect(mine.get_by_role("status").filter(has_text=re.compile("changed the board"))).to_be_visible(timeout=30_000)
    mine.get_by_role("button", name="Show what changed, and keep what I ticked").click()
    expect(mine.get_by_role("link", name="Steps", exact=True)).to_be_visible()
    expect(mine.get_by_role("checkbox", name="The rail is loose")).to_be_checked()
