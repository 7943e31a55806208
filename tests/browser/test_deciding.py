"""Deciding from a chart and a story, looking again, and following the thread."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.steps import begin_to_tell, decide, heading, open_chart, tell

SPREAD = "Should the other wards for older people try the 2 pm round?"


def open_thread_of_the_spread(page: Page) -> None:
    page.goto("/learning/?kind=decision&system=falls")
    page.get_by_role("main").get_by_role("link", name=SPREAD).click()
    page.get_by_role("link", name="See the whole thread").click()
    page.wait_for_url("**/thread/")


def test_a_decision_is_made_from_a_chart_and_a_story_and_its_teller_hears(window) -> None:
    teller = window(role="lived_experience")
    begin_to_tell(teller, "")
    tell(teller, "I could not find my glasses, so I stayed in bed all day.")

    page = window(role="co_ordinator")
    open_chart(page, "Ward 7")
    page.get_by_role("link", name="Use in a decision").click()
    page.get_by_label("What is the question?").fill("Should glasses be on the round?")
    page.get_by_label("Look for more").fill("my glasses")
    page.get_by_role("button", name="Look", exact=True).click()
    expect(page.get_by_label("What is the question?")).to_have_value("Should glasses be on the round?")
    expect(page.get_by_role("checkbox", name=re.compile("^Falls on Ward 7"))).to_be_checked()
    page.get_by_role("checkbox", name=re.compile("I could not find my glasses")).check()
    decide(
        page,
        question="Should glasses be on the round?",
        choice="Yes: the round asks for glasses.",
        why="A person stayed in bed for want of them.",
    )
    for known in ("I could not find my glasses", "Falls on Ward 7"):
        expect(page.get_by_role("main").get_by_text(known).first).to_be_visible()

    page.get_by_role("link", name="Look again").click()
    page.get_by_role("radio", name="Too early to say").check()
    page.get_by_label("What did we see?").fill("Only a week has gone by.")
    page.get_by_role("button", name="Say so").click()
    page.wait_for_url("**/reviews/**")

    teller.goto("/")
    mine = teller.get_by_role("listitem").filter(has_text="What came of what you told: “I could not find my glasses")
    expect(mine.get_by_role("link", name="Should glasses be on the round?")).to_be_visible()


def test_a_decision_without_a_question_is_refused_and_nothing_typed_is_lost(window) -> None:
    page = window(role="co_ordinator")
    page.goto("/systems/falls/decide/")
    page.get_by_label("What did we choose?").fill("Something")
    page.get_by_role("main").get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("What did we choose?")).to_have_value("Something")


def test_the_list_leads_from_a_decision_back_to_the_data(window) -> None:
    page = window(role="governance_lead")
    open_thread_of_the_spread(page)
    expect(page.get_by_role("heading", name="What it came from").first).to_be_visible()
    page.get_by_role("main").locator("ol").get_by_role("link", name=re.compile("Falls on Ward 4")).first.click()
    page.wait_for_url("**/readings/**")
    page.get_by_role("link", name="Open the chart as it stands now").click()
    expect(heading(page)).to_contain_text("Falls on Ward 4")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_picture_leads_from_a_decision_back_to_the_data(window, size) -> None:
    page = window(role="sponsor", size=size)
    open_thread_of_the_spread(page)
    picture = page.get_by_role("group", name=re.compile("^Thread of")).locator("visible=true")
    picture.get_by_role("link", name=re.compile("^Signal: Falls on Ward 4")).click()
    page.wait_for_url("**/readings/**")
    expect(heading(page)).to_contain_text("Falls on Ward 4")


def test_any_strand_can_be_the_middle_of_the_thread(window) -> None:
    page = window(role="analyst")
    open_thread_of_the_spread(page)
    page.get_by_role("main").locator("ol").get_by_role("link", name="The 2 pm round", exact=True).last.click()
    page.wait_for_url(re.compile("/(insights/|strands/.*thread)"))
    expect(heading(page)).to_have_text("The 2 pm round")
