"""The built assets, and a page with every component, served under the site's own content policy."""

import functools
import http.server
import shutil
import threading

import pytest
import style_page
from csp.utils import build_policy
from django.test import override_settings
from playwright.sync_api import sync_playwright

from knotwork.site.assets import build as assets

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]
POINTS = "".join(
    f'<g class="kw-point" tabindex="0" role="img" aria-label="Month {n}"><path d="M0 0h9"/></g>' for n in (1, 2, 3)
)
PICTURE = f'<svg role="group" aria-label="Falls" viewBox="0 0 10 10" width="10" height="10">{POINTS}</svg>'
SIMPLE = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(scope="session")
def built():
    """The folder of built assets, made if it is not there."""
    assets.build()
    return assets.BUILT


@pytest.fixture(scope="session")
def markup():
    """The page with every component in every state."""
    with override_settings(ROOT_URLCONF="style_page", STORAGES=SIMPLE, STATIC_URL="/static/"):
        return style_page.style_page(PICTURE)


class Pages(http.server.SimpleHTTPRequestHandler):
    """Answers each address with the page, and what is under /static/ with files."""

    markup, policy = b"", ""

    def translate_path(self, path):
        return super().translate_path(path.removeprefix("/static/knotwork/built"))

    def do_GET(self):
        if self.path.startswith("/static/"):
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        return self.wfile.write(self.markup)

    def log_message(self, *said):
        """Say nothing."""


@pytest.fixture(scope="session")
def address(built, markup):
    """Where the page is served."""
    Pages.markup, Pages.policy = markup.encode(), build_policy()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Pages, directory=str(built)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests."""
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, address):
    """Open the page: `visit(width, scheme, scripts)`; anything that the browser complains of fails the test."""
    opened, complaints = [], []

    def go(width=1280, scheme="light", scripts=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
        )
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + "/page/")
        return page

    yield go
    for context in opened:
        context.close()
    assert complaints == []
