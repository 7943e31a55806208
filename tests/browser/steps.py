"""What people do on many pages, said once."""

import re

from playwright.sync_api import Locator, Page, expect

# Whether any of what is kept in this browser holds the words.
KEPT = "words => Object.values(localStorage).some(kept => kept.includes(words))"


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def cells(page: Page) -> Locator:
    """The small charts of the grid, each a link."""
    return page.get_by_role("main").get_by_role("listitem").get_by_role("link").filter(has=page.locator("svg"))


def open_chart(page: Page, place: str, measure: str = "falls", system: str = "falls") -> None:
    page.goto(f"/systems/{system}/measures/{measure}/?name={place.replace(' ', '+')}&order=name")
    page.get_by_role("link", name=re.compile(rf"^{place}\b")).first.click()
    page.get_by_role("link", name="Open this chart alone").click()
    expect(heading(page)).to_contain_text(place)


def begin_to_tell(page: Page, words: str) -> None:
    page.goto("/tell/?system=falls")
    page.get_by_label("What happened?").fill(words)


def tell_button(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("button", name="Tell", exact=True)


def tell(page: Page, words: str) -> None:
    page.get_by_label("What happened?").fill(words)
    tell_button(page).click()
    page.wait_for_url("**/insights/**")


def share(page: Page, code: str, level: str, *, named: bool = False) -> None:
    """Choose anew who sees a strand, and say yes if the page asks once more."""
    page.goto(f"/strands/{code}/who-sees/")
    page.locator(f"input[name=visibility][value={level}]").check()
    if named:
        page.get_by_label("Show my name on the public page").check()
    page.get_by_role("button", name="Save").click()


def code_of(page: Page) -> str:
    """The code of the strand whose page is open."""
    return page.url.split("?")[0].rstrip("/").rsplit("/", 1)[1]


def note(page: Page, words: str) -> None:
    page.get_by_text("Note on the chart", exact=True).click()
    page.get_by_label("What happened?").fill(words)
    page.get_by_role("button", name="Put it on the chart").click()


def decide(page: Page, *, question: str, choice: str, why: str) -> None:
    page.get_by_label("What is the question?").fill(question)
    page.get_by_label("What did we choose?").fill(choice)
    page.get_by_label("Why?", exact=True).fill(why)
    page.get_by_role("main").get_by_role("button", name="Decide", exact=True).click()
    page.wait_for_url("**/decisions/**")
    expect(heading(page)).to_have_text(question)


def wait_until_kept(page: Page, words: str) -> None:
    """Wait until what was typed is kept in the browser."""
    page.wait_for_function(KEPT, arg=words)
