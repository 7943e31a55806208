"""Telling an insight on a phone, and losing nothing that was typed."""

import re

import pytest
from playwright.sync_api import Error, expect

from tests.browser.conftest import PHONE
from tests.browser.steps import begin_to_tell, open_chart, tell, tell_button, wait_until_kept


def test_an_insight_is_told_from_a_signal_with_its_context_filled_in(window) -> None:
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
    begin_to_tell(page, "The bell was out of reach again")
    wait_until_kept(page, "out of reach")
    page.reload()
    expect(page.get_by_label("What happened?")).to_have_value("The bell was out of reach again")
    tell_button(page).click()
    page.wait_for_url("**/insights/**")
    page.goto("/tell/?system=falls")
    expect(page.get_by_label("What happened?")).to_have_value("")


def test_what_was_typed_can_be_left_behind(window) -> None:
    page = window(role="lived_experience", size=PHONE)
    begin_to_tell(page, "Never mind")
    wait_until_kept(page, "Never mind")
    page.reload()
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_label("What happened?")).to_have_value("")
    page.reload()
    expect(page.get_by_label("What happened?")).to_have_value("")


def test_a_connection_lost_on_sending_loses_nothing(window) -> None:
    page = window(role="lived_experience", size=PHONE)
    begin_to_tell(page, "Nobody came for a while, and then everybody did")
    page.context.set_offline(True)
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    tell_button(page).click()
    expect(page).to_have_url(re.compile(r"/tell/\?system=falls$"))
    page.context.set_offline(False)
    page.complaints.clear()  # the browser rightly complained of the lost connection
    page.goto("/tell/?system=falls")
    expect(page.get_by_label("What happened?")).to_have_value("Nobody came for a while, and then everybody did")
    tell_button(page).click()
    page.wait_for_url("**/insights/**")


def test_a_page_that_cannot_be_opened_loses_nothing(window) -> None:
    page = window(role="lived_experience", size=PHONE)
    begin_to_tell(page, "Nobody came for a while")
    wait_until_kept(page, "Nobody came")
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/learning/")
    page.context.set_offline(False)
    page.complaints.clear()  # the browser rightly complained of the lost connection
    page.goto("/tell/?system=falls")
    expect(page.get_by_label("What happened?")).to_have_value("Nobody came for a while")


def test_an_empty_story_is_refused_beside_its_field(window) -> None:
    page = window(role="team_lead")
    page.goto("/tell/?system=falls")
    tell_button(page).click()
    expect(page.get_by_role("alert")).to_contain_text("Say what happened")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("What happened?")).to_be_focused()


def test_a_chip_can_be_taken_away_and_what_was_typed_stays(window) -> None:
    page = window(role="team_lead")
    begin_to_tell(page, "Said already")
    page.get_by_role("button", name="Take away: Ward 4").click()
    expect(page.get_by_role("button", name="Take away: Ward 4")).to_have_count(0)
    expect(page.get_by_label("What happened?")).to_have_value("Said already")
