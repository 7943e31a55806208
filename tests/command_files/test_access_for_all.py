"""axe (WCAG 2.2 AA) on what the commands write, light and dark, wide and narrow; nothing runs off the side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.site import FLAGS, MISSING, chromium
from tests.command_files.conftest import Run

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLUMNS = ["--value", "falls", "--denominator", "patients", "--period", "month"]
ASKED = {
    "chart": ["--series", "ward=Rowan", "--rebase", "2024-01: new ward", "--target", "10"],
    "screen": ["--series", "ward", "--direction", "decrease"],
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = chromium()
    if found is None:
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("command", ["chart", "screen"])
def test_no_page_of_a_command_shuts_anybody_out(
    run: Run, falls: Path, tmp_path: Path, browser: Browser, command: str, scheme: str, width: int
) -> None:
    made = tmp_path / "made.html"
    assert run(command, falls, *COLUMNS, *ASKED[command], "--output", made)[0] == 0
    with browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme) as page:
        page.goto(made.as_uri())
        page.evaluate(AXE.read_text())
        found = page.evaluate("rules => axe.run(document, {runOnly: rules}).then(done => done.violations)", RULES)
        assert [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
