"""People come in by a link, ask to join, and get and lose roles: as a co-ordinator and the others see it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDE
from tests.browser.steps import heading
from tests.browser.test_access_for_all import TALL_PHONE, complaints_of

PEOPLE = "/systems/falls/people/"


def invited(page: Page, address: str) -> str:
    """Invite somebody as a member. Returns the link that is shown once."""
    page.goto(PEOPLE)
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Member:").check()
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(heading(page)).to_have_text("The invitation is on its way")
    return page.get_by_label("The link").input_value()


def opens_nothing(page: Page, link: str) -> None:
    """The link leads to a page that says so, and that the browser takes for one that is not there."""
    page.goto(link)
    expect(heading(page)).to_have_text("This link does not work, or no longer")
    page.complaints.remove("Failed to load resource: the server responded with a status of 404 (Not Found)")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_somebody_invited_comes_in_by_the_link_and_it_works_once(window, scripts) -> None:
    page = window(role="co_ordinator", java_script_enabled=scripts)
    link = invited(page, f"new.{scripts}@example.org")
    theirs = window(java_script_enabled=scripts)
    theirs.goto(link)
    expect(heading(theirs)).to_have_text("You are invited to Knotwork")
    theirs.get_by_label("name").fill("Nia Newcomer")
    theirs.get_by_label("Password").fill("seven quiet bicycles")
    theirs.get_by_role("button", name="Come in").click()
    expect(theirs.get_by_role("link", name=re.compile("Nia Newcomer.*your account"))).to_be_visible()
    opens_nothing(window(), link)
    page.goto(PEOPLE)
    expect(page.get_by_role("row", name="Nia Newcomer").first).to_contain_text("Member")


def test_an_invitation_is_taken_back(window) -> None:
    page = window(role="co_ordinator")
    link = invited(page, "back@example.org")
    page.goto(PEOPLE)
    page.get_by_role("button", name="Take back the invitation of back@example.org").click()
    expect(page.get_by_text("back@example.org")).to_have_count(0)
    opens_nothing(window(), link)


@pytest.mark.parametrize("size", [WIDE, TALL_PHONE], ids=["wide", "phone"])
def test_no_page_of_coming_in_shuts_anybody_out(window, size) -> None:
    page = window(role="co_ordinator", size=size)
    link = invited(page, f"axe.{size['width']}@example.org")
    found = {"invited": complaints_of(page)}
    for path in (PEOPLE, f"{PEOPLE}invite/", "/join/"):
        page.goto(path)
        found[path] = complaints_of(page)
    page.goto(PEOPLE)
    page.get_by_role("link", name="Give a role to somebody here").click()
    found["give"] = complaints_of(page)
    page.goto(PEOPLE)
    page.get_by_role("link", name="Take back").first.click()
    found["take"] = complaints_of(page)
    theirs = window(size=size)
    theirs.goto(link)
    found["new"] = complaints_of(theirs)
    opens_nothing(theirs, "/invitation/nothing/")
    found["spent"] = complaints_of(theirs)
    assert {path: said for path, said in found.items() if said} == {}
