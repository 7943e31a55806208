"""Keeping an account safe, on a network with real accounts: an app, a passkey, a provider, sessions."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDE
from tests.browser.site import EMAIL, PASSWORD, network
from tests.browser.steps import heading
from tests.browser.test_access_for_all import TALL_PHONE, complaints_of

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")  # the provider's own
AGAIN = "Is it really you?"
DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
          "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    known = User(sub="ada", claims={"email": EMAIL, "email_verified": True})
    with run_server_in_thread(user_claims=[known]) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def site(provider, tmp_path: Path) -> Iterator[str]:
    """A new network for each journey: what one sets up would be asked of the next."""
    file = tmp_path / "providers.json"
    one = {"id": "work", "name": "your work account", "server": provider, "client": "us", "secret": "ours"}
    file.write_text(json.dumps([one]))
    with network(KNOTWORK_OPENID=str(file)) as address:
        yield address


def sign_in(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def prove(page: Page) -> None:
    expect(heading(page)).to_have_text(AGAIN)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_a_co_ordinator_sets_up_an_app_at_the_first_sign_in_and_signs_in_with_it(window) -> None:
    page = window()
    sign_in(page)
    expect(heading(page)).to_have_text("Your account")
    expect(page.get_by_text("your network asks for a second step")).to_be_visible()
    page.get_by_role("link", name="Set up an app").click()
    prove(page)
    expect(heading(page)).to_have_text("Set up an app on your phone")
    assert page.locator(".kw-qr svg").bounding_box()["width"] >= 150
    secret = page.locator("code").inner_text()
    page.get_by_label("Six digits").fill(now(page, secret))
    page.get_by_role("button", name="Set it up").click()
    expect(heading(page)).to_have_text("Your recovery codes")
    codes = page.locator(".kw-codes code").all_inner_texts()
    page.goto("/")
    expect(heading(page)).to_contain_text("Good")
    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in(page)
    expect(heading(page)).to_have_text("One step more")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    expect(heading(page)).to_contain_text("Good")


def now(page: Page, secret: str) -> str:
    """What an authenticator app would show, by the browser's own clock."""
    return format_hotp_value(hotp_value(secret, int(page.evaluate("Date.now()")) // 30_000))


def test_a_passkey_is_added_and_then_signs_in_alone(window) -> None:
    page = window()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    sign_in(page)
    page.get_by_role("link", name="Add a passkey").click()
    prove(page)
    page.get_by_label("What do you call it?").fill("My phone")
    page.get_by_label("Let me sign in with it alone").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.goto("/account/")
    expect(page.get_by_text("My phone", exact=True).first).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(heading(page)).to_contain_text("Good")
    page.goto("/account/")
    page.get_by_role("link", name="Remove My phone").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(f"Remove a passkey|{re.escape(AGAIN)}"))


def test_a_device_that_refuses_is_said_beside_the_button(window) -> None:
    page = window()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, "isUserVerified": False}})
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Try again, or sign in another way")


def test_somebody_signs_in_with_their_work_account(window) -> None:
    page = window()
    page.route("**/*.min.css", lambda asked: asked.fulfill(body=""))  # the provider's own, from elsewhere
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with your work account").click()
    page.get_by_role("button", name="ada").click()
    expect(heading(page)).to_have_text("Your account")
    expect(page.get_by_text(EMAIL)).to_be_visible()


def test_another_window_is_seen_and_ended(window, browser) -> None:
    page, other = window(), window()
    for each in (page, other):
        sign_in(each)
        expect(heading(each)).to_have_text("Your account")
    page.reload()
    expect(page.get_by_role("heading", name="Where you are signed in")).to_be_visible()
    expect(page.get_by_text("(here)")).to_have_count(1)
    page.get_by_role("button", name="Sign out everywhere else").click()
    prove(page)
    expect(heading(page)).to_have_text("Where you are signed in")
    other.goto("/account/")
    expect(heading(other)).to_have_text("Sign in to Knotwork")
    page.goto("/account/")
    expect(heading(page)).to_have_text("Your account")


PAGES = ["/account/", "/account/app/", "/account/passkeys/new/", "/account/password/", "/account/codes/new/",
         "/account/mine/", "/account/leave/"]  # fmt: skip
OUTSIDE = ["/sign-in/", "/sign-in/forgotten/", "/sign-in/forgotten/sent/", "/sign-in/invitation/", "/sign-in/closed/",
           "/sign-in/from/refused/", "/sign-in/from/cancelled/", "/sign-in/forgotten/1-abc-def/"]  # fmt: skip


@pytest.mark.parametrize("size", [WIDE, TALL_PHONE], ids=["wide", "phone"])
def test_no_page_of_an_account_shuts_anybody_out(window, size) -> None:
    page = window(size=size)
    found = {}
    for path in OUTSIDE:
        page.goto(path)
        found[path] = [*complaints_of(page), *off_the_side(page)]
    page.complaints.remove("Failed to load resource: the server responded with a status of 401 (Unauthorized)")
    sign_in(page)
    page.goto("/account/app/")
    found["again"] = complaints_of(page)
    prove(page)
    for path in PAGES:
        page.goto(path)
        found[path] = [*complaints_of(page), *off_the_side(page)]
    assert {path: said for path, said in found.items() if said} == {}


def off_the_side(page: Page) -> list[str]:
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{over} px run off the side"] if over > 0 else []
