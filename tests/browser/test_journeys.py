"""From sign-in to a decision, and back along the thread, as people do it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE

ROLES = ["team_lead", "co_ordinator", "analyst", "lived_experience", "sponsor", "governance_lead"]


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def open_chart(page: Page, place: str, measure: str = "falls", system: str = "falls") -> None:
    page.goto(f"/systems/{system}/measures/{measure}/?name={place.replace(' ', '+')}&order=name")
    page.get_by_role("link", name=re.compile(rf"^{place}\b")).first.click()
    page.get_by_role("link", name="Open this chart alone").click()
    expect(heading(page)).to_contain_text(place)


def tell(page: Page, words: str) -> None:
    page.get_by_label("What happened?").fill(words)
    page.get_by_role("main").get_by_role("button", name="Tell", exact=True).click()
    page.wait_for_url("**/insights/**")


def wait_until_kept(page: Page, words: str) -> None:
    """Wait until what was typed is kept in the browser."""
    for _ in range(100):
        if words in page.evaluate("JSON.stringify(localStorage)"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{words!r} was not kept as it was typed.")


@pytest.mark.parametrize("role", ROLES)
def test_each_of_the_six_people_finds_something_new_and_can_leave(window, role) -> None:
    page = window(role=role)
    expect(heading(page)).to_contain_text("Good")
    expect(page.get_by_text("That is all for today.")).to_be_visible()
    assert page.get_by_text("Shown because").count() >= 1
    expect(page.get_by_role("contentinfo")).to_contain_text("The network is simulated")
    page.get_by_role("button", name="Sign out").click()
    expect(heading(page)).to_have_text("Sign in to Knotwork")
    page.goto("/measures/")
    expect(heading(page)).to_have_text("Sign in to Knotwork")


def test_after_signing_in_one_is_where_one_wanted_to_be(window) -> None:
    page = window()
    page.goto("/learning/")
    page.locator("button[value=team_lead]").click()
    page.wait_for_url("**/learning/")


def test_a_story_of_mine_shows_what_came_of_it(window) -> None:
    page = window(role="team_lead")
    expect(page.get_by_role("heading", name="What came of what you told")).to_be_visible()
    page.get_by_role("link", name="See the thread").first.click()
    expect(page.get_by_role("heading", name="What came of it", exact=True).first).to_be_visible()


def test_a_learning_system_shows_its_purpose_people_measures_and_newest_strands(window) -> None:
    page = window(role="sponsor")
    page.get_by_role("navigation").get_by_role("link", name="Systems").first.click()
    page.get_by_role("link", name="Falls", exact=True).click()
    for words in ("Fewer people fall", "no evidence of change", "Who is here", "New here"):
        expect(page.get_by_role("main").get_by_text(words).first).to_be_visible()


def test_the_grid_is_narrowed_by_signal_and_parent_and_name_and_opens_a_chart_beside_it(window) -> None:
    page = window(role="analyst")
    page.goto("/systems/falls/measures/falls/")
    cells = page.locator("main li a:has(svg)")
    everything = cells.count()
    assert everything >= 40  # an import may have added places
    page.get_by_label("Which places", exact=True).select_option("better")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**signal=better**")
    assert 0 < cells.count() < everything
    page.goto("/systems/falls/measures/falls/?name=ward+2")
    assert all("Ward 2" in name for name in cells.all_inner_texts())
    cells.first.click()
    page.wait_for_url("**place=**")
    expect(page.get_by_role("link", name="Open this chart alone")).to_be_visible()
    assert cells.count() > 1
    page.get_by_role("link", name=re.compile("^Close")).click()
    expect(page.get_by_role("link", name="Open this chart alone")).to_have_count(0)


def test_a_chart_says_what_it_shows_and_takes_a_note(window) -> None:
    page = window(role="co_ordinator")
    open_chart(page, "Ward 12")
    expect(page.get_by_role("heading", name="How sure is this?")).to_be_visible()
    page.get_by_text("Note on the chart", exact=True).click()
    page.get_by_label("What happened?").fill("New call bells")
    page.get_by_role("button", name="Put it on the chart").click()
    expect(page.get_by_text("Noted. It stands on the chart as a flag.")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="New call bells").last).to_be_visible()


def test_an_insight_is_told_from_a_signal_on_a_phone_with_its_context_filled_in(window) -> None:
    page = window(role="team_lead", size=PHONE)
    open_chart(page, "Ward 4")
    page.get_by_role("main").get_by_role("link", name="Tell what happened", exact=True).first.click()
    chips = page.get_by_role("list", name="What this is about")
    expect(chips).to_contain_text("Ward 4")
    expect(chips).to_contain_text("Falls since October 2024")
    tell(page, "Night staff asked to join the two o'clock round, and did.")
    expect(page.get_by_text("Thank you. It is told")).to_be_visible()
    expect(page.get_by_role("heading", name="What it came from")).to_be_visible()
    open_chart(page, "Ward 4")
    expect(page.get_by_role("link", name="Night staff asked").last).to_be_visible()


def test_what_is_typed_outlives_a_reload_and_is_gone_once_it_is_told(window) -> None:
    page = window(role="lived_experience", size=PHONE)
    page.goto("/tell/?system=falls")
    page.get_by_label("What happened?").fill("The bell was out of reach again")
    wait_until_kept(page, "out of reach")
    page.reload()
    expect(page.get_by_label("What happened?")).to_have_value("The bell was out of reach again")
    page.get_by_role("main").get_by_role("button", name="Tell", exact=True).click()
    page.wait_for_url("**/insights/**")
    page.goto("/tell/?system=falls")
    expect(page.get_by_label("What happened?")).to_have_value("")


def test_a_lost_connection_loses_nothing_that_was_typed(window) -> None:
    page = window(role="lived_experience", size=PHONE)
    page.goto("/tell/?system=falls")
    page.get_by_label("What happened?").fill("Nobody came for a while")
    wait_until_kept(page, "Nobody came")
    page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/tell/?system=falls")
    page.context.set_offline(False)
    page.goto("/tell/?system=falls")
    expect(page.get_by_label("What happened?")).to_have_value("Nobody came for a while")
    page.complaints.clear()  # the browser rightly complained of the lost connection


def test_an_empty_story_is_refused_beside_its_field_and_a_chip_can_be_taken_away(window) -> None:
    page = window(role="team_lead")
    page.goto("/tell/?system=falls")
    page.get_by_role("main").get_by_role("button", name="Tell", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Say what happened")
    page.get_by_label("What happened?").fill("Said already")
    page.get_by_role("button", name="Take away: Ward 4").click()
    expect(page.get_by_label("What happened?")).to_have_value("Said already")
    expect(page.get_by_role("button", name="Take away: Ward 4")).to_have_count(0)


def test_a_decision_is_made_from_a_chart_and_a_story_and_its_teller_hears(window) -> None:
    teller = window(role="lived_experience")
    teller.goto("/tell/?system=falls")
    tell(teller, "I could not find my glasses, so I stayed in bed all day.")
    story = teller.url.rstrip("/").rsplit("/", 1)[1]

    page = window(role="co_ordinator")
    open_chart(page, "Ward 7")
    page.get_by_role("link", name="Use in a decision").click()
    page.goto(f"{page.url}&from={story}")
    page.get_by_label("What is the question?").fill("Should glasses be on the round?")
    page.get_by_label("What did we choose?").fill("Yes: the round asks for glasses.")
    page.get_by_label("Why?", exact=True).fill("A person stayed in bed for want of them.")
    page.get_by_role("main").get_by_role("button", name="Decide", exact=True).click()
    page.wait_for_url("**/decisions/**")
    expect(heading(page)).to_have_text("Should glasses be on the round?")
    for known in ("I could not find my glasses", "Falls on Ward 7"):
        expect(page.get_by_role("main").get_by_text(known).first).to_be_visible()

    page.get_by_role("link", name="Look again").click()
    page.get_by_label("Too early to say").check()
    page.get_by_label("What did we see?").fill("Only a week has gone by.")
    page.get_by_role("button", name="Say so").click()
    page.wait_for_url("**/reviews/**")

    teller.goto("/")
    mine = teller.get_by_role("main")
    expect(mine.get_by_role("link", name="Should glasses be on the round?")).to_be_visible()


def test_the_thread_leads_from_a_decision_back_to_the_data(window) -> None:
    page = window(role="governance_lead")
    page.goto("/learning/?kind=decision&system=falls")
    page.get_by_role("main").get_by_role("link", name="Should the other wards for older people").click()
    page.get_by_role("link", name="See the whole thread").click()
    expect(page.get_by_role("heading", name="What it came from").first).to_be_visible()
    page.get_by_role("main").locator("ol").get_by_role("link", name=re.compile("Falls on Ward 4")).first.click()
    page.wait_for_url("**/readings/**")
    page.get_by_role("link", name="Open the chart as it stands now").click()
    expect(heading(page)).to_contain_text("Falls on Ward 4")


def test_the_keyboard_alone_is_enough(window) -> None:
    page = window(role="team_lead", size=WIDE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=re.compile("^Skip to"))).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("round")
    page.keyboard.press("Enter")
    page.wait_for_url("**/learning/**q=round**")
    page.goto("/tell/?system=falls")
    page.get_by_label("What happened?").focus()
    page.keyboard.type("Told without a mouse")
    button = page.get_by_role("main").get_by_role("button", name="Tell", exact=True)
    for _ in range(12):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/insights/**")


def test_everything_works_with_javascript_off(window) -> None:
    page = window(role="co_ordinator", java_script_enabled=False)
    page.goto("/systems/falls/measures/falls/")
    page.get_by_label("Which places", exact=True).select_option("steady")
    page.get_by_role("button", name="Show").click()
    assert "signal=steady" in page.url
    open_chart(page, "Ward 20")
    page.get_by_text("Note on the chart", exact=True).click()
    page.get_by_label("What happened?").fill("Without scripts")
    page.get_by_role("button", name="Put it on the chart").click()
    expect(page.get_by_role("main").get_by_role("link", name="Without scripts").last).to_be_visible()
    page.goto("/tell/?system=falls")
    tell(page, "This was told without scripts.")
    page.get_by_role("link", name="Use in a decision").click()
    page.get_by_label("What is the question?").fill("Do scripts matter?")
    page.get_by_label("What did we choose?").fill("No")
    page.get_by_label("Why?", exact=True).fill("It worked without.")
    page.get_by_role("main").get_by_role("button", name="Decide", exact=True).click()
    expect(heading(page)).to_have_text("Do scripts matter?")
    page.get_by_role("link", name="See the whole thread").click()
    expect(page.get_by_role("main").get_by_role("link", name="This was told without scripts").first).to_be_visible()
