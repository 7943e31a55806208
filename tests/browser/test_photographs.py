"""Photographs: made smaller on the phone, shown with words, opened alone, taken out; with scripts and without."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.steps import begin_to_tell, heading, tell_button
from tests.browser.test_access_for_all import TALL_PHONE, complaints_of
from tests.browser.test_capture import begin
from tests.photographs import picture

DRAWN = "image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])"
MOST_OF_A_STRANGER = 2_500_000


def as_a_phone_takes_it() -> bytes:
    """A photograph so large that nobody without an account could send it."""
    grain, made = np.random.default_rng(3).integers(0, 255, (2400, 3200, 3), dtype=np.uint8), BytesIO()
    coarse = Image.fromarray(grain[::8, ::8]).resize((3200, 2400))
    Image.blend(coarse, Image.fromarray(grain), 0.25).save(made, "JPEG", quality=95)
    assert len(made.getvalue()) > MOST_OF_A_STRANGER
    return made.getvalue()


def choose(page: Page, label: str, data: bytes, kind: str = "image/jpeg") -> None:
    page.get_by_label(label).set_input_files({"name": "IMG_1.jpg", "mimeType": kind, "buffer": data})


def tell(page: Page, words: str) -> None:
    begin_to_tell(page, words)
    tell_button(page).click()
    page.wait_for_url("**/insights/**")


@pytest.mark.parametrize("size", [WIDE, TALL_PHONE], ids=["wide", "phone"])
def test_a_photograph_stands_beside_what_was_told_and_can_be_taken_out(window, size) -> None:
    page = window(role="team_lead", size=size)
    tell(page, "The bell hangs where nobody reaches it.")
    page.get_by_role("link", name="Add a photograph or a file").click()
    assert complaints_of(page) == []
    choose(page, "Which photograph or file?", as_a_phone_takes_it())
    page.get_by_label("What does it show?").fill("A call bell on the wall, an arm's length from the bed.")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/insights/**")
    shown = page.get_by_role("img", name="A call bell on the wall")
    expect(shown).to_be_visible()
    shown.scroll_into_view_if_needed()
    assert shown.evaluate(DRAWN) == [2000, 1500]
    assert complaints_of(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    page.get_by_role("button", name="Take out “A call bell").click()
    expect(page.get_by_text("nothing of it is kept")).to_be_visible()
    expect(page.get_by_role("img", name="A call bell on the wall")).to_have_count(0)


def test_somebody_without_an_account_sends_a_large_photograph_from_a_phone(window) -> None:
    lead, phone = window(role="team_lead"), window(size=PHONE)
    phone.goto(begin(lead, "Show us"))
    phone.get_by_label("What happened?").fill("The bell is out of reach.")
    choose(phone, "A photograph", as_a_phone_takes_it())
    phone.get_by_role("button", name="Tell", exact=True).click()
    phone.wait_for_url("**/thanks/")
    expect(heading(phone)).to_have_text("Thank you.")
    lead.reload()
    expect(lead.get_by_text("with a photograph")).to_be_visible()
    lead.get_by_role("link", name="The bell is out of reach").click()
    before = lead.get_by_role("img", name="The photograph that came with it")
    expect(before).to_be_visible()
    assert before.evaluate(DRAWN) == [2000, 1500]
    assert complaints_of(lead) == []
    lead.get_by_role("button", name="Take it in").click()
    expect(lead.get_by_text("Say whether others may see the photograph").first).to_be_visible()
    lead.get_by_label("Yes, it shows nobody").check()
    lead.get_by_label("What does it show?").fill("A bell on the far wall.")
    lead.get_by_role("button", name="Take it in").click()
    expect(lead.get_by_role("img", name="A bell on the far wall.")).to_be_visible()


def test_a_photograph_too_large_for_a_stranger_is_said_before_it_is_sent(window) -> None:
    lead, phone = window(role="team_lead"), window(size=PHONE)
    phone.goto(begin(lead, "Too large"))
    phone.get_by_label("What happened?").fill("The bell is out of reach.")
    choose(phone, "A photograph", b"\x00" * 3_000_000)  # no picture, so that the browser cannot make it smaller
    phone.wait_for_function("() => !document.querySelector('[data-photograph]').checkValidity()")
    phone.get_by_role("button", name="Tell", exact=True).click()
    assert "thanks" not in phone.url
    choose(phone, "A photograph", picture())
    phone.get_by_role("button", name="Tell", exact=True).click()
    expect(heading(phone)).to_have_text("Thank you.")


def test_without_scripts_a_photograph_comes_too(window) -> None:
    lead, page = window(role="team_lead"), window(java_script_enabled=False)
    page.goto(begin(lead, "Without scripts"))
    page.get_by_label("What happened?").fill("The lamp.")
    choose(page, "A photograph", picture())
    page.get_by_role("button", name="Tell", exact=True).click()
    expect(heading(page)).to_have_text("Thank you.")
    lead.reload()
    expect(lead.get_by_text("with a photograph")).to_be_visible()
