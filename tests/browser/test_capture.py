"""A link on the wall: somebody without an account tells on a phone, a lead looks through it, and others read it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.steps import heading
from tests.browser.test_access_for_all import TALL_PHONE, complaints_of

OPENINGS = "/systems/falls/openings/"


def begin(page: Page, title: str) -> str:
    """Make a link for telling; its address."""
    page.goto(OPENINGS)
    page.get_by_label("What is it for?").fill(title)
    page.get_by_role("button", name="Make the link").click()
    expect(heading(page)).to_have_text(title)
    return page.locator(".kw-poster__link").inner_text()


def test_what_somebody_tells_on_a_phone_is_read_by_others_once_a_lead_looked_through_it(window) -> None:
    lead, phone = window(role="team_lead"), window(size=PHONE)
    link = begin(lead, "What matters to you?")
    assert lead.locator(".kw-poster svg").bounding_box()["width"] >= 200
    phone.goto(link)
    phone.get_by_label("What happened?").fill("My call bell was out of reach, nobody came.")
    phone.get_by_role("button", name="Tell", exact=True).click()
    expect(heading(phone)).to_have_text("Thank you.")
    lead.reload()
    lead.get_by_role("link", name="My call bell was out of reach").click()
    lead.get_by_role("button", name="Take it in").click()
    expect(heading(lead)).to_contain_text("My call bell was out of reach")
    expect(lead.get_by_text("Somebody, through “What matters to you?”")).to_be_visible()


def test_a_patients_number_is_said_on_the_phone_before_it_is_sent(window) -> None:
    lead, phone = window(role="team_lead"), window(size=PHONE)
    phone.goto(begin(lead, "Before it is sent"))
    phone.get_by_label("What happened?").fill("NHS number 999 000 0018 was on the form.")
    expect(phone.get_by_text("999 000 0018", exact=True).first).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, TALL_PHONE], ids=["wide", "phone"])
def test_its_pages_shut_nobody_out(window, size) -> None:
    lead, anybody = window(role="team_lead", size=size), window(size=size)
    link = begin(lead, "For everybody")
    found = {"opening": complaints_of(lead)}
    anybody.goto(link)
    found["tell"] = complaints_of(anybody)
    anybody.get_by_label("What happened?").fill("The lamp is broken.")
    anybody.get_by_role("button", name="Tell", exact=True).click()
    expect(heading(anybody)).to_have_text("Thank you.")
    found["thanks"] = complaints_of(anybody)
    lead.reload()
    lead.get_by_role("link", name="The lamp is broken.").click()
    expect(heading(lead)).to_have_text("Can others read this?")
    found["look through"] = complaints_of(lead)
    lead.goto(OPENINGS)
    found["openings"] = complaints_of(lead)
    assert {name: some for name, some in found.items() if some} == {}
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not lead.evaluate(wide)
