"""A story told by a code on the wall is looked through, grouped, decided from, acted on, reviewed; its teller hears."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.steps import begin_to_tell, decide, heading, tell_button
from tests.browser.test_capture import begin

STORY, OTHER = "Nobody showed me where the handrail was.", "The handrail ends before the door."
QUESTION = "Should handrails go on to the door?"


def look_through(lead: Page) -> None:
    lead.reload()
    lead.get_by_role("link", name="Nobody showed me where").click()
    lead.get_by_role("button", name="Take it in").click()
    expect(heading(lead)).to_contain_text("Nobody showed me where")


def group(page: Page) -> None:
    begin_to_tell(page, OTHER)
    tell_button(page).click()
    page.wait_for_url("**/insights/**")
    page.goto("/systems/falls/board/")
    for words in (STORY, OTHER):
        page.get_by_role("checkbox", name=words.rstrip(".")).first.check()
    page.get_by_label("Or name a new theme").fill("Handrails")
    page.get_by_role("button", name="Name it").click()
    page.get_by_role("link", name="Handrails", exact=True).click()
    expect(heading(page)).to_have_text("Handrails")


def decide_and_act(page: Page) -> None:
    page.get_by_role("link", name="Use in a decision").click()
    expect(page.get_by_role("checkbox", name="Theme: Handrails")).to_be_checked()
    decide(page, question=QUESTION, choice="Yes, on every ward.", why="Two people told of it.")
    decided = page.url
    page.get_by_role("link", name="Add what is to be done").click()
    page.get_by_label("What is to be done?").fill("Fit the first handrail")
    page.get_by_label("By when").fill((date.today() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="Fit the first handrail").first.click()
    page.get_by_role("link", name="Say how it went").click()
    page.get_by_label("Yes, it was done").check()
    page.get_by_label("How did it go?").fill("It took a morning.")
    page.get_by_role("button", name="Say so").click()
    expect(page.get_by_text("It took a morning.")).to_be_visible()
    page.goto(decided)
    page.get_by_role("link", name="Look again").click()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("What did we see?").fill("People hold on to it.")
    page.get_by_role("button", name="Say so").click()
    page.wait_for_url("**/reviews/**")


def test_whoever_told_by_a_code_on_the_wall_reads_the_whole_way(window) -> None:
    lead, teller, page = (
        window(role="team_lead"),
        window(role="lived_experience", size=PHONE),
        window(role="co_ordinator"),
    )
    teller.goto(begin(lead, "What was it like?"))
    teller.get_by_label("What happened?").fill(STORY)
    teller.get_by_label("so that I hear what comes of it").check()
    teller.get_by_role("button", name="Tell", exact=True).click()
    expect(heading(teller)).to_have_text("Thank you.")
    look_through(lead)
    group(page)
    decide_and_act(page)
    teller.goto("/came-of/")
    mine = teller.get_by_role("main").locator("section").filter(has_text="Nobody showed me where")
    said = re.sub(r"\s+", " ", mine.inner_text())
    assert "was grouped with one other" in said
    assert f"It led to the decision “{QUESTION}”" in said
    assert "“Fit the first handrail”" in said
    assert "when it was looked at again" in said
    for address in ("Handrails", QUESTION, "Fit the first handrail"):
        expect(mine.get_by_role("link", name=address).first).to_be_visible()
    teller.goto("/")
    expect(teller.get_by_text("What came of what you told: “Nobody showed me where").first).to_be_visible()
