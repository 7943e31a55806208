"""Signing in as one of six people, and what Today and a learning system's home say to each."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import heading

ROLES = ["team_lead", "co_ordinator", "analyst", "lived_experience", "sponsor", "governance_lead"]


@pytest.mark.parametrize("role", ROLES)
def test_each_of_the_six_people_finds_something_new_and_can_leave(window, role) -> None:
    page = window(role=role)
    expect(heading(page)).to_contain_text("Good")
    expect(page.get_by_text("That is all for today.")).to_be_visible()
    expect(page.get_by_role("contentinfo")).to_contain_text("The network is simulated")
    page.get_by_role("button", name="Sign out").click()
    expect(heading(page)).to_have_text("Sign in to Knotwork")
    page.goto("/measures/")
    expect(heading(page)).to_have_text("Sign in to Knotwork")


@pytest.mark.parametrize("role", ROLES)
def test_everything_on_today_says_why_it_is_shown(window, role) -> None:
    items = window(role=role).locator("main > div ol > li")
    expect(items.first).to_be_visible()
    assert [said for said in items.all_inner_texts() if "Shown because" not in said] == []


def test_after_signing_in_one_is_where_one_wanted_to_be(window) -> None:
    page = window()
    page.goto("/learning/")
    page.locator("button[value=team_lead]").click()
    page.wait_for_url("**/learning/")


def test_a_story_of_mine_shows_what_came_of_it(window) -> None:
    page = window(role="team_lead")
    expect(page.get_by_role("heading", name="What came of what you told").first).to_be_visible()
    page.get_by_role("link", name="See the thread").first.click()
    expect(page.get_by_role("heading", name="What came of it", exact=True).first).to_be_visible()


def test_a_learning_system_shows_its_purpose_people_measures_and_newest_strands(window) -> None:
    page = window(role="sponsor")
    page.get_by_role("navigation").get_by_role("link", name="Systems").first.click()
    page.get_by_role("link", name="Falls", exact=True).click()
    for words in ("Fewer people fall", "no evidence of change", "Who is here", "New here"):
        expect(page.get_by_role("main").get_by_text(words).first).to_be_visible()
