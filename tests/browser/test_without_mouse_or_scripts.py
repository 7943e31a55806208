"""The keyboard alone is enough, and so is a browser without JavaScript."""

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import cells, decide, heading, note, open_chart, tell, tell_button


def tab_to(page: Page, wanted, most: int = 60) -> None:
    """Press Tab until it is reached."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} was not reached in {most} presses of Tab.")


def test_the_first_press_of_tab_offers_to_skip_to_the_page(window) -> None:
    page = window(role="team_lead")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=re.compile("^Skip to"))).to_be_focused()
    expect(page.get_by_role("link", name=re.compile("^Skip to"))).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_a_slash_goes_to_search_but_not_while_typing(window) -> None:
    page = window(role="team_lead")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("round/2 pm")
    expect(page.get_by_role("searchbox")).to_have_value("round/2 pm")
    page.get_by_role("searchbox").fill("round")
    page.keyboard.press("Enter")
    page.wait_for_url("**/learning/**q=round**")


def test_one_tells_with_the_keyboard_alone(window) -> None:
    page = window(role="team_lead")
    page.goto("/tell/?system=falls")
    tab_to(page, page.get_by_label("What happened?"))
    page.keyboard.type("Told without a mouse")
    tab_to(page, tell_button(page))
    page.keyboard.press("Enter")
    page.wait_for_url("**/insights/**")
    expect(heading(page)).to_have_text("Told without a mouse")


def test_a_dialog_opens_and_closes_with_the_keyboard_and_gives_the_focus_back(window) -> None:
    page = window(role="co_ordinator")
    open_chart(page, "Ward 5")
    opener = page.get_by_role("button", name="Note on the chart")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Note what happened")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_arrows_go_from_point_to_point_and_each_is_said_in_words(window) -> None:
    page = window(role="analyst")
    open_chart(page, "Ward 6")
    tab_to(page, page.locator("main figure svg:visible .kw-point").first)
    page.keyboard.press("ArrowRight")
    second = page.locator("main figure svg:visible .kw-point").nth(1)
    expect(second).to_be_focused()
    expect(page.locator("main figure [aria-live]").first).to_have_text(re.compile(r"\d{4}.*\d"))


def test_looking_noting_telling_deciding_and_following_work_without_scripts(window) -> None:
    page = window(role="co_ordinator", java_script_enabled=False)
    page.goto("/systems/falls/measures/falls/")
    page.get_by_label("Which places", exact=True).select_option("steady")
    page.get_by_role("button", name="Show").click()
    assert "signal=steady" in page.url
    assert cells(page).count() > 1
    open_chart(page, "Ward 20")
    note(page, "Without scripts")
    expect(page.get_by_role("main").get_by_role("link", name="Without scripts").last).to_be_visible()
    page.goto("/tell/?system=falls")
    tell(page, "This was told without scripts.")
    page.get_by_role("link", name="Use in a decision").click()
    decide(page, question="Do scripts matter?", choice="No", why="It worked without.")
    page.get_by_role("link", name="See the whole thread").click()
    expect(page.get_by_role("main").get_by_role("link", name="This was told without scripts").first).to_be_visible()


def test_numbers_come_in_without_scripts(window, tmp_path) -> None:
    file = tmp_path / "scriptless.csv"
    file.write_text("Ward,Month,Falls,Bed days\nWard 21,2034-01-01,5,900\nWard 21,2034-02-01,6,900\n")
    page = window(role="analyst", java_script_enabled=False)
    page.goto("/systems/falls/import/?measure=falls")
    page.get_by_label("Which file?").set_input_files(file)
    page.get_by_role("button", name="See the first rows").click()
    page.get_by_role("button", name="See what would change").click()
    expect(heading(page)).to_contain_text("2 numbers would be added", timeout=30_000)
    page.get_by_role("button", name="Yes, bring them in").click()
    expect(heading(page)).to_contain_text("2 numbers added", timeout=30_000)
