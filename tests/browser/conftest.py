"""One site for all journeys; a fresh window for each, whose every complaint counts."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.browser.site import FLAGS, MISSING, chromium, demonstration

HERE = Path(__file__).parent
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    with demonstration() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def window(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a window on the site: `window(role="analyst", size=PHONE)`. What it complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_window(*, role: str | None = None, size: dict = WIDE, **options: object) -> Page:
        context = browser.new_context(base_url=site, viewport=size, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.extend(failure_of(request)))
        page.complaints = complaints
        if role:
            sign_in(page, role)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []


def failure_of(request: Request) -> list[str]:
    """What failed, unless it was only left behind by going to another page."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


def sign_in(page: Page, role: str) -> None:
    """Become one of the demonstration's six people."""
    page.goto("/sign-in/")
    page.locator(f"button[name=role][value={role}]").click()
    page.wait_for_url("**/")
