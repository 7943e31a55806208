"""The browser holds the policy: our own scripts keep to it on every page, and what is injected is refused."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import begin_to_tell, heading, wait_until_kept
from tests.browser.test_access_for_all import pages_of

WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => refused.push(violatedDirective));
"""
# Each tries to turn text into markup or code, as a script that got in would.
INJECTIONS = {
    "markup": "document.body.innerHTML = '<p id=evil>evil</p>'",
    "markup beside": "document.body.insertAdjacentHTML('beforeend', '<p id=evil>evil</p>')",
    "a parsed page": "new DOMParser().parseFromString('<p id=evil>evil</p>', 'text/html')",
    "a handler in an attribute": "document.body.setAttribute('onclick', 'window.evil = 1'); document.body.click()",
    "a page in a frame": "document.createElement('iframe').srcdoc = '<script>parent.evil = 1</script>'",
    "a timer with text": "setTimeout('window.evil = 1', 0)",
    "a script of text": "{const s = document.createElement('script'); s.text = 'evil = 1'; document.head.append(s)}",
    "a script from elsewhere": "{const s = document.createElement('script'); s.src = 'https://evil.example/x.js'}",
    "a policy of its own": "trustedTypes.createPolicy('evil', {createHTML: words => words})",
    "a policy for everything": "trustedTypes.createPolicy('default', {createHTML: words => words})",
}


def watched(page: Page) -> Page:
    page.add_init_script(WATCH)
    return page


def test_no_page_of_ours_breaks_the_policy(window) -> None:
    page = watched(window(role="co_ordinator"))
    found = {}
    for name, address in pages_of(page).items():
        page.goto(address)
        found[name] = page.evaluate("window.refused")
    assert {name: some for name, some in found.items() if some} == {}


def test_scripts_of_ours_work_under_the_policy(window) -> None:
    page = watched(window(role="co_ordinator"))
    begin_to_tell(page, "Typed under the policy.")
    wait_until_kept(page, "Typed under the policy.")
    page.reload()
    expect(page.get_by_text("This is what you had typed")).to_be_visible()
    page.goto(pages_of(page)["chart"])
    page.get_by_text("Note on the chart", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".kw-point").first.focus()
    expect(page.locator(".kw-figure__caption").first).not_to_be_empty()
    assert page.evaluate("window.refused") == []


@pytest.mark.parametrize("how", INJECTIONS)
def test_what_turns_text_into_markup_or_code_is_refused(window, how) -> None:
    page = watched(window(role="team_lead"))
    page.goto("/help/")
    page.evaluate(f"() => {{ try {{ {INJECTIONS[how]} }} catch {{}} }}")
    page.wait_for_timeout(100)
    assert page.evaluate("[Boolean(window.evil), Boolean(document.getElementById('evil'))]") == [False, False]
    assert page.evaluate("window.refused.length") >= 1
    page.complaints.clear()  # the browser complains of what was tried, as it should


def test_what_is_typed_and_not_sent_is_gone_for_the_next_person(window) -> None:
    page = window(role="team_lead")
    begin_to_tell(page, "Between us, on the ward's computer.")
    wait_until_kept(page, "Between us, on the ward's computer.")
    page.get_by_role("button", name="Sign out").click()
    expect(heading(page)).to_be_visible()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
