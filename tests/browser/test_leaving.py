"""Taking everything away, leaving, and an administrator's session, as people with real accounts meet them."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import site as sites
from tests.browser.conftest import WIDE
from tests.browser.steps import heading
from tests.browser.test_access_for_all import TALL_PHONE, complaints_of
from tests.browser.test_accounts import now, off_the_side, prove, sign_in

REASON = "Restore a measure that was defined twice"
SIZES = pytest.mark.parametrize("size", [WIDE, TALL_PHONE], ids=["wide", "phone"])


@pytest.fixture
def folder() -> Iterator[Path]:
    with sites._folder() as made:
        yield made


@pytest.fixture
def site(folder: Path) -> Iterator[str]:
    """A network with two who run it, so that either may leave; nobody is made to have a second step."""
    more = {"KNOTWORK_PASSWORD": sites.PASSWORD, "KNOTWORK_SECOND_STEP": "nobody"}
    sites.run(folder, "begin", "Falls", "--purpose", "Fewer falls.", **more)
    for email, name in ((sites.EMAIL, "Ada Osei"), ("bo.hay@example.org", "Bo Hay")):
        sites.run(folder, "welcome", email, "--name", name, "--role", "co_ordinator", "--system", "falls", **more)
    with sites.served(folder, **more) as address:
        yield address.replace("127.0.0.1", "localhost")


def sound(page: Page) -> None:
    assert [*complaints_of(page), *off_the_side(page)] == []


@SIZES
def test_somebody_takes_everything_with_them_and_leaves(window, size, tmp_path) -> None:
    page = window(size=size)
    sign_in(page)
    page.goto("/account/")
    page.get_by_role("link", name="Download everything of yours").click()
    prove(page)
    expect(heading(page)).to_have_text("Everything of yours")
    sound(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download it").click()
    coming.value.save_as(tmp_path / "mine.zip")
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        assert "Ada Osei" in archive.read("read-me.html").decode()
    page.get_by_role("link", name="Leave Knotwork and be forgotten").click()
    expect(heading(page)).to_have_text("Leave Knotwork")
    page.get_by_role("button", name="Forget me").click()
    expect(page.get_by_text("Type the two words").first).to_be_visible()
    sound(page)
    page.get_by_label("Type: forget me").fill("forget me")
    page.get_by_role("button", name="Forget me").click()
    expect(heading(page)).to_have_text("Sign in to Knotwork")
    expect(page.get_by_text("You have left.")).to_be_visible()
    sign_in(page)
    expect(page.get_by_text("do not go together").first).to_be_visible()


@SIZES
def test_an_administrator_is_told_so_on_every_page_until_the_button_is_pressed(window, folder, size) -> None:
    page = window(size=size)
    sign_in(page)
    page.goto("/account/app/")
    prove(page)
    secret = page.locator("code").inner_text()
    page.get_by_label("Six digits").fill(now(page, secret))
    page.get_by_role("button", name="Set it up").click()
    codes = page.locator(".kw-codes code").all_inner_texts()
    sites.run(folder, "administrator", sites.EMAIL, "--reason", REASON, "--minutes", "20")
    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in(page)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    banner = page.get_by_role("region", name="Administrator session")
    for path in ("/", "/account/", "/help/", "/systems/falls/"):
        page.goto(path)
        expect(banner).to_contain_text(REASON)
        sound(page)
    banner.get_by_role("button", name="End it now").click()
    expect(page.get_by_text("You are no administrator any more.")).to_be_visible()
    expect(banner).to_have_count(0)
