"""The page of all places, and one chart."""

import re

from playwright.sync_api import expect

from tests.browser.steps import cells, heading, note, open_chart

GRID = "/systems/falls/measures/falls/"


def first_words(page) -> list[str]:
    """The place named at the top of each small chart."""
    return [words.splitlines()[0].strip() for words in cells(page).all_inner_texts()]


def test_the_grid_is_narrowed_by_signal(window) -> None:
    page = window(role="analyst")
    page.goto(GRID)
    everything = cells(page).count()
    assert everything >= 40  # an import may have added places
    page.get_by_label("Which places", exact=True).select_option("better")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**signal=better**")
    assert 0 < cells(page).count() < everything
    assert {"Ward 4", "Ward 7"} <= set(first_words(page))


def test_the_grid_is_narrowed_by_parent_place_and_by_name(window) -> None:
    page = window(role="sponsor")
    page.goto(GRID)
    everything = cells(page).count()
    page.get_by_label("Under which parent place").select_option(index=1)
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**parent=**")
    assert 0 < cells(page).count() < everything
    page.goto(GRID)
    page.get_by_label("Name has in it").fill("ward 2")
    page.keyboard.press("Enter")
    page.wait_for_url("**name=ward**")
    assert first_words(page)
    assert [name for name in first_words(page) if "Ward 2" not in name] == []
    page.get_by_label("Name has in it").fill("nowhere at all")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Show all places").click()
    assert cells(page).count() == everything


def test_the_grid_stands_in_the_order_that_was_chosen(window) -> None:
    page = window(role="governance_lead")
    page.goto(f"{GRID}?name=ward")
    page.get_by_label("In which order").select_option("name")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**order=name**")
    wards = [int(name.split()[1]) for name in first_words(page) if re.fullmatch(r"Ward \d+", name)]
    assert len(wards) > 5
    assert wards == sorted(wards)
    page.get_by_label("In which order").select_option("parent")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**order=parent**")
    assert page.locator("main li").get_by_role("heading", level=2).count() >= 2


def test_all_charts_of_the_grid_can_stand_on_one_scale(window) -> None:
    page = window(role="analyst")
    page.goto(f"{GRID}?order=name&name=ward")
    own = cells(page).first.locator("svg").inner_html()
    page.get_by_label("Which scale").select_option("shared")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**scale=shared**")
    expect(page.get_by_label("Which scale")).to_have_value("shared")
    assert cells(page).first.locator("svg").inner_html() != own


def test_one_chart_opens_beside_the_grid_and_closes_again(window) -> None:
    page = window(role="analyst")
    page.goto(f"{GRID}?name=ward+2")
    beside = cells(page).count()
    cells(page).first.click()
    page.wait_for_url("**place=**")
    expect(page.get_by_role("link", name="Open this chart alone")).to_be_visible()
    assert cells(page).count() == beside > 1
    page.get_by_role("link", name=re.compile("^Close")).click()
    expect(page.get_by_role("link", name="Open this chart alone")).to_have_count(0)


def test_a_chart_says_what_it_shows_and_takes_a_note(window) -> None:
    page = window(role="co_ordinator")
    open_chart(page, "Ward 12")
    expect(page.get_by_role("heading", name="How sure is this?")).to_be_visible()
    page.get_by_text("The numbers behind the chart").click()
    expect(page.get_by_role("columnheader", name="Period")).to_be_visible()
    note(page, "New call bells")
    expect(page.get_by_text("Noted. It stands on the chart as a flag.")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="New call bells").last).to_be_visible()


def test_a_chart_can_be_looked_at_as_another_kind(window) -> None:
    page = window(role="analyst")
    open_chart(page, "Ward 3")
    page.get_by_label("Chart", exact=True).select_option("run")
    page.get_by_role("button", name="Draw").click()
    page.wait_for_url("**chart=run**")
    expect(page.get_by_label("Chart", exact=True)).to_have_value("run")
    expect(heading(page)).to_contain_text("Ward 3")


def test_from_a_signal_one_tells_what_happened_in_it(window) -> None:
    page = window(role="team_lead")
    open_chart(page, "Ward 4")
    page.get_by_role("main").get_by_role("link", name=re.compile(r"^Tell what happened in .*\d{4}")).first.click()
    expect(page.get_by_role("list", name="What this is about")).to_contain_text("Falls since")


def test_a_new_phase_is_begun_with_a_reason_and_taken_back(window) -> None:
    page = window(role="analyst")
    open_chart(page, "Ward 7")
    expect(page.get_by_role("main").get_by_text("The chart proposes a new phase")).to_be_visible()
    page.get_by_role("button", name="Begin a new phase").click()
    page.get_by_label("Why?", exact=True).fill("The round moved for good")
    page.get_by_role("button", name="Begin it").click()
    expect(page.get_by_text("A new phase begins there.")).to_be_visible()
    expect(page.get_by_role("main").get_by_text("A phase begins in")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("drawn as one phase there again")).to_be_visible()
    expect(page.get_by_role("main").get_by_text("The chart proposes a new phase")).to_be_visible()
