"""Who sees what was told: chosen, widened after a second yes, narrowed at once; and words that two people change."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.steps import begin_to_tell, code_of, heading, share, tell_button
from tests.browser.test_access_for_all import TALL_PHONE, complaints_of

LOOKS = [(WIDE, "light"), (TALL_PHONE, "dark")]


def told(page: Page, words: str) -> str:
    begin_to_tell(page, words)
    tell_button(page).click()
    page.wait_for_url("**/insights/**")
    return code_of(page)


def change(page: Page, words: str) -> None:
    page.get_by_label("What happened").fill(words)
    page.get_by_role("button", name="Save").click()


def gone(page: Page, address: str) -> bool:
    """Whether there is nothing at an address; the browser rightly complains of that."""
    answer = page.goto(address)
    page.complaints.clear()
    return answer.status == 404


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_story_is_shown_to_everybody_after_a_second_yes_and_taken_back_at_once(window, scripts) -> None:
    page, world = window(role="team_lead", size=PHONE, java_script_enabled=scripts), window()
    page.goto("/tell/?system=falls")
    page.get_by_label("What happened?").fill("We moved the bell nearer to the beds.")
    tell_button(page).click()
    page.wait_for_url("**/insights/**")
    code = code_of(page)
    assert gone(world, f"/public/{code}/")
    share(page, code, "public")
    expect(heading(page)).to_have_text("Show it to more people?")
    expect(page.get_by_text("Anybody at all, without an account")).to_be_visible()
    assert gone(world, f"/public/{code}/")
    page.get_by_role("button", name="Yes, show it").click()
    expect(heading(page)).not_to_have_text("Show it to more people?")
    world.goto(f"/public/{code}/")
    expect(heading(world)).to_have_text("We moved the bell nearer to the beds")
    share(page, code, "team")
    expect(page.get_by_text("It holds everywhere from now on")).to_be_visible()
    assert gone(world, f"/public/{code}/")


def test_who_will_see_it_follows_the_choice_as_it_is_made(window) -> None:
    page = window(role="team_lead")
    page.goto("/tell/?system=falls")
    page.get_by_text("Add what you learned").click()
    said = page.locator(".kw-who:visible")
    expect(said).to_have_count(1)
    expect(said).to_contain_text("Everyone in Falls")
    page.locator("input[name=visibility][value=team]").check()
    expect(said).to_have_count(1)
    expect(said).to_contain_text("Only people with a role in Ward 4")


def test_what_was_told_without_a_name_is_found_again_by_its_teller_alone(window) -> None:
    page, other = window(role="lived_experience", size=PHONE), window(role="co_ordinator")
    begin_to_tell(page, "Nobody asked me before.")
    page.get_by_text("Add what you learned").click()
    page.get_by_label("Tell it without my name").check()
    tell_button(page).click()
    page.wait_for_url("**/insights/**")
    code = code_of(page)
    expect(page.get_by_text("only you see that")).to_be_visible()
    page.goto("/learning/?told_by=me")
    expect(page.get_by_role("link", name="Nobody asked me before")).to_be_visible()
    other.goto(f"/insights/{code}/")
    expect(other.get_by_text("Told without a name")).to_be_visible()
    expect(other.get_by_text("only you see that")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_of_two_windows_the_second_sees_both_texts_and_can_send_again(window, scripts) -> None:
    one, two = (window(role="team_lead", java_script_enabled=scripts) for _ in range(2))
    one.goto("/tell/?system=falls")
    one.get_by_label("What happened?").fill("We began.")
    tell_button(one).click()
    one.wait_for_url("**/insights/**")
    code = code_of(one)
    for page in (one, two):
        page.goto(f"/strands/{code}/edit/")
    change(one, "We began on Monday.")
    one.wait_for_url("**/insights/**")
    change(two, "We began with two nurses.")
    expect(heading(two)).to_have_text("It was changed while you were writing")
    expect(two.get_by_role("region", name="Saved already: What happened")).to_contain_text("We began on Monday.")
    box = two.get_by_label("Yours: What happened")
    expect(box).to_have_value("We began with two nurses.")
    box.fill("We began on Monday with two nurses.")
    two.get_by_role("button", name="Save what is in the boxes").click()
    expect(heading(two)).not_to_have_text("It was changed while you were writing")
    two.goto(f"/strands/{code}/history/")
    expect(two.get_by_text("There are 3 versions")).to_be_visible()
    expect(two.locator("ins").first).to_contain_text("with two nurses.")


@pytest.mark.parametrize(("size", "scheme"), LOOKS, ids=["wide", "phone"])
def test_the_pages_between_shut_nobody_out(window, size, scheme) -> None:
    page = window(role="team_lead", size=size, color_scheme=scheme)
    code = told(page, "We began again.")
    found = {"its page": complaints_of(page)}
    share(page, code, "network")
    expect(heading(page)).to_have_text("Show it to more people?")
    found["asked once more"] = complaints_of(page)
    page.goto(f"/strands/{code}/edit/")
    other = page.context.new_page()
    other.goto(f"/strands/{code}/edit/")
    change(other, "We began again on Monday.")
    expect(other).to_have_url(re.compile(f"/insights/{code}/"))
    change(page, "We began again with two.")
    expect(heading(page)).to_have_text("It was changed while you were writing")
    found["both versions"] = complaints_of(page)
    page.goto(f"/strands/{code}/history/")
    found["history"] = complaints_of(page)
    page.goto(f"/strands/{code}/history/2/")
    found["a version"] = complaints_of(page)
    assert {name: some for name, some in found.items() if some} == {}


def test_pages_without_an_account_shut_nobody_out(window) -> None:
    page, world = window(role="team_lead"), window(size=PHONE)
    code = told(page, "We told the whole world.")
    share(page, code, "public")
    page.get_by_role("button", name="Yes, show it").click()
    expect(heading(page)).not_to_have_text("Show it to more people?")
    world.goto(f"/public/{code}/")
    assert complaints_of(world) == []
