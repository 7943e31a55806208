"""Behind an @ in a comment the names that fit are offered: to the keyboard, to a finger, and to who hears the page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDE
from tests.browser.test_access_for_all import TALL_PHONE, complaints_of


def writing(page: Page):
    """The box for a comment on a story."""
    page.goto("/learning/?q=bother+anybody")
    page.locator("main ul li a").first.click()
    page.wait_for_url("**/insights/**")
    page.get_by_role("link", name="Write a comment").click()
    return page.get_by_label("What do you want to say?")


@pytest.mark.parametrize("size", [WIDE, TALL_PHONE], ids=["wide", "phone"])
def test_a_name_is_chosen_and_written_and_whoever_it_is_is_mentioned(window, size) -> None:
    page = window(role="team_lead", size=size)
    box = writing(page)
    names = page.get_by_role("listbox", name="People whom you can mention")
    expect(names).to_have_count(0)
    box.press_sequentially("Did you see this, @dav")
    expect(names.get_by_role("option")).to_have_text(["Davina Okafor"])
    expect(page.get_by_role("status").filter(has_text="One name.")).to_have_count(1)
    expect(box).to_have_attribute("aria-activedescendant", re.compile("_names_0$"))
    assert complaints_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    box.press("Enter")
    expect(box).to_have_value("Did you see this, @Davina Okafor ")
    expect(names).to_have_count(0)
    box.press_sequentially("or @")
    expect(names.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(names).to_have_count(0)
    box.press("Backspace")
    box.press_sequentially("@t")
    options = names.get_by_role("option")
    expect(options.nth(1)).to_be_visible()
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    other = options.nth(1).inner_text()
    options.nth(1).click()
    expect(box).to_have_value(f"Did you see this, @Davina Okafor or @{other} ")
    expect(box).to_be_focused()
    box.press_sequentially("too?")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("It stands there now.")).to_be_visible()
    assert page.complaints == []


def test_an_address_and_a_name_that_fits_nobody_offer_nothing(window) -> None:
    page = window(role="team_lead")
    box = writing(page)
    names = page.get_by_role("listbox")
    box.press_sequentially("@dav")
    expect(names).to_have_count(1)
    box.fill("ada@")
    box.press_sequentially("d")
    expect(names).to_have_count(0)
    with page.expect_response("**/names/**"):
        box.fill("@Nobody So Called")
    expect(names).to_have_count(0)
    box.press("Enter")
    expect(box).to_have_value("@Nobody So Called\n")


def test_without_scripts_a_name_is_written_by_hand(window) -> None:
    page = window(role="team_lead", java_script_enabled=False)
    box = writing(page)
    box.fill("Did you see this, @Davina Okafor?")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("It stands there now.")).to_be_visible()
