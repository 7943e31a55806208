"""axe on every page (WCAG 2.2 AA), light and dark, wide and narrow; nothing runs off the side."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.access.addresses import patterns
from tests.browser.conftest import PHONE, WIDE
from tests.browser.steps import begin_to_tell, code_of, share, tell_button

AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A window as tall as a page: a bar that stays at the foot of a phone would else half cover what is being measured.
TALL_PHONE = {**PHONE, "height": 9000}
ELSEWHERE = {
    "sign-out",
    "end-administrator",
    "demonstrate",
    "upload-confirm",
    "upload-again",
    "thank",
    "agree",
    "take-out-file",
}  # answer to POST alone
FILES = {
    "file",
    "waiting-photograph",
    "numbers",
    "vocabulary",
    "pack-pdf",
    "pack-slides",
    "names",
}  # no page, but a file to take away, or what a script asks for
IN_ACCOUNTS = ("account", "mine", "leave", "mfa_", "socialaccount_", "usersessions_", "openid_")  # see test_accounts.py
COMING_IN = {
    "system-people",
    "invite",
    "withdraw-invitation",
    "take-requests",
    "answer-request",
    "invitation",
    "joining",
    "ask-to-join",
    "give-role",
    "take-role",
}  # fmt: skip - see test_coming_in.py
CAPTURE = {
    "openings",
    "opening",
    "close-opening",
    "look-through",
    "tell-through",
    "told-through",
}  # see test_capture.py
BOARD = {"board", "sort", "pair", "board-news", "theme", "merge"}  # see test_the_board.py
FROM_A_LETTER = {"letters-off"}  # tested below, with a link as a letter has it
FOR_GOVERNANCE = {"trail"}  # tested below: a co-ordinator does not read it
SHOWN_BY_IMPORT = {"upload"}  # tested below, where there is a file to match


def complaints_of(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules}).then(done => done.violations)", RULES)
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def pages_of(page: Page) -> dict[str, str]:
    """An address of every page by the name of its route, found by following the site's own links."""
    base = "/systems/falls/"
    found = {
        "sign-in": "/sign-in/", "help": "/help/", "today": "/", "systems": "/systems/", "system": base,
        "measures": "/measures/", "measure": f"{base}measures/falls/", "learning": "/learning/", "people": "/people/",
        "came-of": "/came-of/", "waiting": f"{base}waiting/", "knot": f"{base}knot/", "reflect": f"{base}reflect/",
        "pack": f"{base}pack/",
        "tell": "/tell/?system=falls", "decide": f"{base}decide/", "import": f"{base}import/",
    }  # fmt: skip
    page.goto(f"{base}measures/falls/")
    place = page.locator("main li a:has(svg)").first.get_attribute("href").split("place=")[1].split("#")[0]
    found["chart"] = f"{base}measures/falls/{place}/"
    found["small-numbers"] = f"{base}measures/falls/small-numbers/"
    found["annotate"] = f"{found['chart']}note/"
    found["phase"] = f"{found['chart']}phase/"
    for kind, name in (("insight", "insight"), ("decision", "decision"), ("review", "review"), ("signal", "reading")):
        page.goto(f"/learning/?kind={kind}&system=falls")
        found[name] = page.locator("main ul li a").first.get_attribute("href")
    code = found["decision"].rstrip("/").rsplit("/", 1)[1]
    begin_to_tell(page, "We moved the bell, and told everybody.")
    tell_button(page).click()
    page.wait_for_url("**/insights/**")
    mine = code_of(page)
    share(page, mine, "public", named=True)
    page.get_by_role("button", name="Yes, show it").click()
    found |= {
        "history": f"/strands/{mine}/history/",
        "version": f"/strands/{mine}/history/1/",
        "edit": f"/strands/{mine}/edit/",
        "sharing": f"/strands/{mine}/who-sees/",
        "public": f"/public/{mine}/",
        "thread": f"/strands/{code}/thread/",
        "strand": f"/strands/{code}/",
        "look-again": f"{found['decision']}again/",
        "respond": f"/insights/{mine}/respond/",
        "talk": f"/strands/{mine}/talk/",
        "say": f"/strands/{mine}/talk/say/",
        "add-file": f"/strands/{mine}/files/",
        "follow": f"/strands/{mine}/follow/",
        "follow-measure": f"{base}measures/falls/follow/",
        "following": "/following/",
        "news": "/news/",
        "language": f"{base}language/",
        "propose": f"{base}language/propose/",
        "take-terms": f"{base}language/bring-in/",
        "languages": "/language/",
        "letters": "/account/letters/",
        "act": f"{found['decision']}act/",
    }
    page.goto("/people/?name=Davina")
    found["person"] = page.get_by_role("link", name="Davina Okafor").first.get_attribute("href")
    found["follow-person"] = f"{found['person']}follow/"
    page.goto(found["language"])
    found["term"] = page.locator("main dt a").first.get_attribute("href")
    page.goto(found["reflect"])
    page.get_by_label("What happened?").fill("We looked back on the week.")
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/reflections/**")
    found["reflection"] = f"/reflections/{code_of(page)}/"
    return found | pages_of_an_action(page, found["act"])


def pages_of_an_action(page: Page, begins: str) -> dict[str, str]:
    """One action, begun here, with the pages on which it is finished and handed over."""
    page.goto(begins)
    page.get_by_label("What is to be done?").fill("Move every bell")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="Move every bell").first.click()
    page.wait_for_url("**/actions/**")
    action = f"/actions/{code_of(page)}/"
    return {
        "action": action,
        "finish": f"{action}finish/",
        "hand-over": f"{action}hand-over/",
        "weigh": f"{action}forces/",
    }


def test_every_route_has_a_page_here_or_says_why_not(window) -> None:
    known = (
        set(pages_of(window(role="co_ordinator")))
        | BOARD
        | CAPTURE
        | COMING_IN
        | ELSEWHERE
        | FILES
        | FOR_GOVERNANCE
        | FROM_A_LETTER
        | SHOWN_BY_IMPORT
    )
    assert {pattern.name for pattern in patterns() if not pattern.name.startswith(IN_ACCOUNTS)} == known


@pytest.mark.parametrize("size", [WIDE, TALL_PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(window, size, scheme) -> None:
    page = window(role="co_ordinator", size=size, color_scheme=scheme)
    found = {}
    for name, address in pages_of(page).items():
        page.goto(address)
        found[name] = complaints_of(page)
    assert {name: some for name, some in found.items() if some} == {}


def test_the_page_for_matching_columns_shuts_nobody_out(window, tmp_path) -> None:
    file = tmp_path / "falls.csv"
    file.write_text("Ward,Month,Falls,Bed days\nWard 4,2040-01-01,5,900\nNew ward,2040-01-01,5,900\n")
    page = window(role="analyst")
    page.goto("/systems/falls/import/?measure=falls")
    page.get_by_label("Which file?").set_input_files(file)
    page.get_by_role("button", name="See the first rows").click()
    assert complaints_of(page) == []
    page.get_by_role("button", name="See what would change").click()
    page.get_by_text("Step 3 of 3").wait_for()
    assert complaints_of(page) == []


def test_opened_dialogs_and_errors_shut_nobody_out(window) -> None:
    page = window(role="co_ordinator")
    page.goto(pages_of(page)["chart"])
    page.get_by_text("Note on the chart", exact=True).click()
    assert complaints_of(page) == []
    page.goto("/tell/?system=falls")
    page.get_by_role("main").get_by_role("button", name="Tell", exact=True).click()
    page.get_by_role("alert").wait_for()
    assert complaints_of(page) == []


def test_signed_out_pages_shut_nobody_out(window) -> None:
    page = window()
    for address in ("/sign-in/", "/help/"):
        page.goto(address)
        assert complaints_of(page) == []


def test_what_is_said_reaches_its_teller_and_their_digest_ends_at_one_press(window) -> None:
    page = window(role="team_lead")
    page.goto("/learning/?q=bother+anybody")
    page.locator("main ul li a").first.click()
    page.get_by_role("link", name="Write a comment").click()
    page.get_by_label("What do you want to say?").fill("We counted our steps too, @Jessie Osei.")
    page.get_by_role("button", name="Send it").click()
    page.get_by_text("It stands there now").wait_for()
    teller = window(role="lived_experience")
    expect(teller.get_by_text("We counted our steps too").first).to_be_visible()
    teller.goto("/account/letters/")
    ends = teller.locator("a[href*='/letters/off/']").first.get_attribute("href")
    nobody = window()
    nobody.goto("/letters/off/" + ends.partition("/letters/off/")[2])
    assert complaints_of(nobody) == []
    nobody.get_by_role("button", name="Yes, write to me no more").click()
    expect(nobody.get_by_role("heading", level=1)).to_have_text("We write to you no more")
    assert complaints_of(nobody) == []
    teller.reload()
    expect(teller.get_by_text("Never, as you chose")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, TALL_PHONE], ids=["wide", "phone"])
def test_the_trail_shuts_nobody_out(window, size) -> None:
    page = window(role="governance_lead", size=size)
    page.goto("/systems/falls/trail/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert complaints_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [320, 390, 1280, 1920])
def test_nothing_runs_off_the_side(window, width) -> None:
    page = window(role="co_ordinator", size={"width": width, "height": 900})
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    over = []
    for name, address in pages_of(page).items():
        page.goto(address)
        over += [name] if page.evaluate(wide) else []
    assert over == []
