"""Take the documentation's pictures of the real pages: `python -m tests.browser.take_pictures`, or `make pictures`."""

import re
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import PHONE, WIDE, sign_in
from tests.browser.site import FLAGS, MISSING, ROOT, chromium, demonstration

FOLDER = ROOT / "docs/guide/pictures"
FALLS = "/systems/falls/measures/falls/"


def open_chart(page: Page, place: str) -> None:
    page.goto(f"{FALLS}?name={place.replace(' ', '+')}&order=name")
    page.get_by_role("link", name=re.compile(rf"^{place}\b")).first.click()
    page.get_by_role("link", name="Open this chart alone").click()


def picture(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")


def take_wide(page: Page) -> None:
    page.goto("/sign-in/")
    picture(page, "sign-in")
    sign_in(page, "team_lead")
    picture(page, "today")
    page.goto(FALLS)
    picture(page, "measure")
    open_chart(page, "Ward 4")
    page.set_viewport_size({**WIDE, "height": 1130})
    picture(page, "readme")
    page.set_viewport_size(WIDE)
    page.goto("/learning/?q=2+pm+round&kind=insight")
    page.get_by_role("main").get_by_role("link", name="The 2 pm round", exact=True).click()
    picture(page, "insight")
    page.get_by_role("link", name="See the whole thread").click()
    picture(page, "thread")
    page.goto("/learning/?kind=decision&system=falls")
    page.get_by_role("main").get_by_role("link", name="Should the other wards").click()
    picture(page, "decision")


def take_on_a_phone(page: Page) -> None:
    sign_in(page, "team_lead")
    open_chart(page, "Ward 4")
    page.get_by_role("main").get_by_role("link", name="Tell what happened", exact=True).first.click()
    page.get_by_label("What happened?").fill("Night staff asked to join the two o'clock round, and did.")
    picture(page, "tell-on-a-phone")


def main(folder: Path = FOLDER) -> None:
    found = chromium()
    if found is None:
        raise SystemExit(MISSING)
    folder.mkdir(parents=True, exist_ok=True)
    with demonstration() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        for size, take in ((WIDE, take_wide), (PHONE, take_on_a_phone)):
            context = browser.new_context(base_url=site, viewport=size)
            take(context.new_page())
        browser.close()


if __name__ == "__main__":
    main()
