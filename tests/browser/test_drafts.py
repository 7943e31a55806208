"""What is typed is kept with all that belongs to it, in its own tab, until it was received; and is told once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.steps import begin_to_tell, heading, tell_button, wait_until_kept
from tests.browser.test_capture import begin
from tests.photographs import picture

KEPT_HERE = "words => Object.values(sessionStorage).some(kept => kept.includes(words))"
# Makes every draft of this tab older, by so many milliseconds.
AGE = """by => Object.keys(sessionStorage).filter(key => key.startsWith("knotwork-draft:")).forEach(key => {
    const kept = JSON.parse(sessionStorage.getItem(key));
    sessionStorage.setItem(key, JSON.stringify({ ...kept, at: kept.at - by }));
})"""
TYPED = "This is what you had typed"


def box(page: Page, label: str = "What happened?"):
    return page.get_by_label(label, exact=True)


def begin_a_review(page: Page) -> None:
    """An after-action review with three answers, kept in this browser."""
    page.goto("/tell/?system=falls")
    page.get_by_role("button", name="After-action review").click()
    box(page).fill("The lamp went out.")
    page.get_by_label("What did we expect?").fill("Light all night.")
    page.get_by_label("What will we keep, and what will we change?").fill("A spare lamp.")
    wait_until_kept(page, "A spare lamp.")


class TestEveryKind:
    def test_a_review_comes_back_as_a_review_with_all_its_answers(self, window) -> None:
        page = window(role="team_lead", size=PHONE)
        begin_a_review(page)
        page.goto("/tell/?system=falls")
        expect(page.get_by_text(TYPED)).to_be_visible()
        expect(page.locator("strong[aria-current=true]")).to_have_text("After-action review")
        expect(box(page)).to_have_value("The lamp went out.")
        expect(page.get_by_label("What did we expect?")).to_have_value("Light all night.")
        expect(page.get_by_label("What will we keep, and what will we change?")).to_have_value("A spare lamp.")
        assert "lamp" not in page.url

    def test_it_is_told_as_what_it_was_begun(self, window) -> None:
        page = window(role="team_lead", size=PHONE)
        begin_a_review(page)
        page.goto("/tell/?system=falls")
        expect(page.get_by_text(TYPED)).to_be_visible()
        tell_button(page).click()
        page.wait_for_url("**/insights/**")
        expect(page.get_by_role("main")).to_contain_text("A spare lamp.")

    def test_words_written_for_another_kind_come_back_too(self, window) -> None:
        page = window(role="team_lead")
        begin_a_review(page)
        page.get_by_role("button", name="Story").click()
        expect(page.locator("textarea[name=expected]")).to_have_value("Light all night.")
        page.goto("/tell/?system=falls")
        expect(page.get_by_text(TYPED)).to_be_visible()
        expect(page.locator("strong[aria-current=true]")).to_have_text("Story")
        expect(page.locator("textarea[name=expected]")).to_have_value("Light all night.")

    def test_having_chosen_a_kind_is_nothing_typed(self, window) -> None:
        page = window(role="team_lead")
        page.goto("/tell/?system=falls")
        page.get_by_role("button", name="Observation").click()
        expect(box(page, "What did you see?")).to_be_visible()
        expect(page.get_by_text(TYPED)).to_have_count(0)
        page.goto("/tell/?system=falls")
        page.wait_for_timeout(400)
        expect(page.get_by_text(TYPED)).to_have_count(0)
        expect(page.locator("strong[aria-current=true]")).to_have_text("Story")


class TestTabs:
    def test_two_tabs_keep_their_words_apart(self, window) -> None:
        one = window(role="team_lead")
        begin_to_tell(one, "The first tab's words")
        wait_until_kept(one, "first tab")
        two = one.context.new_page()
        two.goto("/tell/?system=falls")
        two.wait_for_timeout(400)
        expect(box(two)).to_have_value("")
        box(two).fill("The second tab's words")
        tell_button(two).click()
        two.wait_for_url("**/insights/**")
        one.reload()
        expect(box(one)).to_have_value("The first tab's words")

    def test_what_a_closed_tab_left_is_found_by_the_next(self, window) -> None:
        first = window(role="team_lead")
        one = first.context.new_page()
        begin_to_tell(one, "Left in a closed tab")
        wait_until_kept(one, "closed tab")
        one.close()
        first.goto("/tell/?system=falls")
        expect(box(first)).to_have_value("Left in a closed tab")

    def test_a_copy_of_a_tab_gets_a_drawer_of_its_own(self, window) -> None:
        one = window(role="team_lead")
        begin_to_tell(one, "In both")
        wait_until_kept(one, "In both")
        two = one.context.new_page()
        two.goto("/learning/")
        two.evaluate(
            "tab => sessionStorage.setItem('knotwork-tab', tab)", one.evaluate("sessionStorage['knotwork-tab']")
        )
        two.goto("/tell/?system=falls")
        two.wait_for_function(
            "tab => sessionStorage['knotwork-tab'] !== tab", arg=one.evaluate("sessionStorage['knotwork-tab']")
        )
        assert (
            two.evaluate("Object.keys(localStorage).filter(key => key.startsWith('knotwork-draft:tell')).length") == 2
        )


class TestALostConnection:
    def test_the_notice_stands_at_the_button_and_sending_waits_until_one_is_back(self, window) -> None:
        page = window(role="lived_experience", size=PHONE)
        begin_to_tell(page, "Nobody came for a while")
        page.context.set_offline(True)
        notice = page.get_by_text("There is no connection.")
        expect(notice).to_be_in_viewport(ratio=1)
        tell_button(page).click()
        expect(notice).to_be_in_viewport(ratio=1)
        assert page.url.endswith("/tell/?system=falls")
        page.context.set_offline(False)
        expect(page.get_by_text("There is a connection again.")).to_be_visible()
        tell_button(page).click()
        page.wait_for_url("**/insights/**")
        page.complaints.clear()  # the browser rightly complained of the lost connection

    def test_a_connection_that_only_seems_to_be_there_holds_it_too(self, window) -> None:
        page = window(role="lived_experience", size=PHONE)
        begin_to_tell(page, "The wireless is up, and nothing comes through")
        page.route("**/knot*.svg", lambda route: route.abort())
        tell_button(page).click()
        expect(page.get_by_text("There is no connection.")).to_be_in_viewport(ratio=1)
        assert "/tell/" in page.url
        page.unroute("**/knot*.svg")
        tell_button(page).click()
        page.wait_for_url("**/insights/**")
        page.complaints.clear()  # the browser rightly complained of the lost connection

    def test_without_scripts_it_is_sent_as_ever(self, window) -> None:
        page = window(role="lived_experience", java_script_enabled=False)
        begin_to_tell(page, "Sent without scripts")
        tell_button(page).click()
        page.wait_for_url("**/insights/**")


class TestThroughALink:
    @pytest.fixture
    def phone(self, window):
        page = window(size=PHONE)
        page.goto(begin(window(role="team_lead"), "A wall"))
        return page

    def test_nothing_is_lost_on_a_bad_line(self, phone) -> None:
        box(phone).fill("The bell was out of reach.")
        phone.context.set_offline(True)
        phone.get_by_role("button", name="Tell", exact=True).click()
        expect(phone.get_by_text("There is no connection.")).to_be_in_viewport(ratio=1)
        phone.context.set_offline(False)
        phone.complaints.clear()  # the browser rightly complained of the lost connection
        phone.reload()
        expect(box(phone)).to_have_value("The bell was out of reach.")
        phone.get_by_role("button", name="Tell", exact=True).click()
        expect(heading(phone)).to_have_text("Thank you.")
        assert not phone.evaluate(KEPT_HERE, "out of reach")

    def test_the_next_person_with_the_phone_does_not_find_it(self, phone) -> None:
        box(phone).fill("Only mine.")
        phone.wait_for_function(KEPT_HERE, arg="Only mine.")
        assert not phone.evaluate("words => JSON.stringify(localStorage).includes(words)", "Only mine.")
        another = phone.context.new_page()
        another.goto(phone.url)
        another.wait_for_timeout(400)
        expect(box(another)).to_have_value("")

    def test_after_two_hours_it_is_gone(self, phone) -> None:
        box(phone).fill("Left lying.")
        phone.wait_for_function(KEPT_HERE, arg="Left lying.")
        phone.evaluate(AGE, 2 * 60 * 60 * 1000 + 1)
        phone.goto(phone.url)
        phone.wait_for_timeout(400)
        expect(box(phone)).to_have_value("")
        assert not phone.evaluate(KEPT_HERE, "Left lying.")

    def test_going_back_shows_no_words_and_says_that_they_are_told(self, phone) -> None:
        box(phone).fill("The lamp is broken.")
        phone.get_by_role("button", name="Tell", exact=True).click()
        expect(heading(phone)).to_have_text("Thank you.")
        phone.go_back()
        expect(phone.get_by_text("You have told this already.")).to_be_visible()
        expect(phone.get_by_text("Read it")).to_have_count(0)
        expect(box(phone)).to_be_hidden()
        expect(box(phone)).to_have_value("")
        phone.get_by_role("link", name="Tell something new").click()
        expect(box(phone)).to_have_value("")
        expect(box(phone)).to_be_visible()


def test_going_back_after_telling_says_so_and_leads_on(window) -> None:
    page = window(role="team_lead", size=PHONE)
    begin_to_tell(page, "Told once")
    tell_button(page).click()
    page.wait_for_url("**/insights/**")
    told = page.url
    page.go_back()
    expect(page.get_by_text("You have told this already.")).to_be_visible()
    expect(tell_button(page)).to_be_hidden()
    page.get_by_role("link", name="Read it").click()
    page.wait_for_url(re.compile(re.escape(told.split("?")[0])))
    page.go_back()
    page.get_by_role("link", name="Tell something new").click()
    expect(box(page)).to_have_value("")
    tell_button(page).click()
    expect(page.get_by_role("alert")).to_contain_text("Say what happened")


class TestOtherForms:
    def test_what_is_said_of_an_insight_is_kept_too(self, window) -> None:
        page = window(role="team_lead")
        begin_to_tell(page, "Is it so elsewhere?")
        tell_button(page).click()
        page.wait_for_url("**/insights/**")
        page.get_by_role("link", name="It depends").click()
        expect(page.get_by_text("If it is so where you are, you can leave it empty")).to_be_visible()
        page.get_by_label("Why?", exact=True).fill("Only at night.")
        wait_until_kept(page, "Only at night.")
        page.reload()
        expect(page.get_by_label("Why?", exact=True)).to_have_value("Only at night.")
        expect(page.get_by_label("It depends")).to_be_checked()


def test_a_photograph_is_told_at_once_and_one_that_a_draft_lost_is_asked_for(window) -> None:
    page = window(role="team_lead", size=PHONE)
    begin_to_tell(page, "See the bell")
    page.get_by_text("Add what you learned").click()
    chosen = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.get_by_label("A photograph").set_input_files(chosen)
    page.get_by_label("What does the photograph show?").fill("A bell behind a bed.")
    wait_until_kept(page, "A bell behind a bed.")
    page.goto("/tell/?system=falls")
    expect(page.get_by_text("What you had chosen here is not kept")).to_be_visible()
    page.get_by_label("A photograph").set_input_files(chosen)
    expect(page.get_by_text("What you had chosen here is not kept")).to_have_count(0)
    tell_button(page).click()
    page.wait_for_url("**/insights/**")
    expect(page.get_by_role("img", name="A bell behind a bed.")).to_be_visible()
