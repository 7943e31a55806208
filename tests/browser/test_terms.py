"""What a word means, shown to eyes, fingers and the keyboard, shut with Escape, and never off the page."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDE
from tests.browser.test_access_for_all import TALL_PHONE, complaints_of

MEANING = "The button by which somebody in bed calls for help."


def story(page: Page) -> None:
    page.goto("/learning/?q=bother+anybody")
    page.locator("main ul li a").first.click()
    page.wait_for_url("**/insights/**")


def meaning(page: Page):
    return page.locator(".kw-term__meaning", has_text=MEANING).first


@pytest.mark.parametrize("size", [WIDE, TALL_PHONE], ids=["wide", "phone"])
def test_a_term_shows_what_it_means_and_stays_on_the_page(window, size) -> None:
    page = window(role="team_lead", size=size)
    story(page)
    word = page.get_by_role("button", name="bell", exact=True).first
    expect(meaning(page)).to_be_hidden()
    word.click()
    expect(meaning(page)).to_be_visible()
    assert complaints_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    box = meaning(page).bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= size["width"]


def test_the_keyboard_reaches_it_its_page_and_away_again(window) -> None:
    page = window(role="team_lead")
    story(page)
    page.get_by_role("button", name="bell", exact=True).first.focus()
    expect(meaning(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning(page)).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(meaning(page)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/terms/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bell")


def test_without_scripts_it_shows_all_the_same(window) -> None:
    page = window(role="team_lead", java_script_enabled=False)
    story(page)
    page.get_by_role("button", name="bell", exact=True).first.hover()
    expect(meaning(page)).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, TALL_PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("where", ["found", "said"])
def test_it_shows_in_what_was_found_and_in_what_people_say(window, size, where) -> None:
    page = window(role="team_lead", size=size)
    if where == "found":
        page.goto("/learning/?q=bell&kind=insight")
    else:
        story(page)
        page.get_by_role("link", name="Write a comment").click()
        page.wait_for_url("**/say/**")
    page.get_by_role("main").get_by_role("button", name="bell", exact=True).first.click()
    expect(meaning(page)).to_be_visible()
    assert complaints_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("size", [WIDE, TALL_PHONE], ids=["wide", "phone"])
def test_where_an_idea_holds_is_said_by_what_the_places_are_like(window, size) -> None:
    page = window(role="team_lead", size=size)
    page.goto("/learning/?q=2+pm+round&kind=insight")
    page.get_by_role("main").get_by_role("link", name="The 2 pm round", exact=True).click()
    expect(page.get_by_text("By setting: seen in 2 town places and 1 city one; not in 2 rural ones.")).to_be_visible()
    rows = page.get_by_role("table", name="How many places say what, by setting").get_by_role("row")
    assert [row.inner_text().split() for row in rows.all()][1] == ["rural", "0", "2"]
    assert complaints_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
