"""What another site can make a browser send, and where it can be sent to: nothing is done, and nobody is led away."""

from urllib.parse import quote, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.addresses import addresses
from tests.attack.forms import forms_of
from tests.attack.rows import changed, tables

pytestmark = pytest.mark.django_db

UNSAFE = ("post", "put", "patch", "delete")
PASSWORD = "correct horse battery"  # the one that the factories give
LEADS_AWAY = [
    "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "http:evil.example", "https:///evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "/%09/evil.example", "\thttps://evil.example", " //evil.example", "https://testserver@evil.example/",
    "https://testserver.evil.example/", "//testserver:80@evil.example", "/\n/evil.example", "%2f%2fevil.example",
    "/..//evil.example", "blob:https://evil.example/x", "vbscript:x", "http://[::1]/", "http://[evil", "ftp://testserver/",
]  # fmt: skip


def strict(who=None) -> Client:
    client = Client(enforce_csrf_checks=True)
    if who is not None:
        client.force_login(who)
    return client


@pytest.mark.parametrize("who", ["improver_here", "co_ordinator"])
def test_no_route_does_anything_without_the_sites_own_token(world, who) -> None:
    client = strict(getattr(world, who))
    every, before = addresses(world), tables()
    found = {(a.name, m): getattr(client, m)(a.path, {"happened": "x"}).status_code for a in every for m in UNSAFE}
    # A mail program presses that link with no token (RFC 8058); this one was never given out.
    by_link = {("letters-off", method): 404 for method in UNSAFE}
    assert {key: status for key, status in found.items() if status != 403} == by_link
    assert changed(before, tables()) <= {"audit_event"}


def test_a_token_of_another_session_opens_nothing(world) -> None:
    theirs, mine = strict(world.improver_there), strict(world.improver_here)
    page = theirs.get(reverse("tell")).content.decode()
    token = next(f for f in forms_of(page, "/") if "happened" in f.fields).fields["csrfmiddlewaretoken"].offered[0]
    mine.get(reverse("tell"))
    before = tables()
    answer = mine.post(reverse("tell"), {"happened": "Not mine", "csrfmiddlewaretoken": token})
    assert answer.status_code == 403
    assert changed(before, tables()) <= {"audit_event"}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example"])
def test_a_good_token_sent_from_another_site_opens_nothing(world, origin) -> None:
    client = strict(world.improver_here)
    page = client.get(reverse("tell")).content.decode()
    token = next(f for f in forms_of(page, "/") if "happened" in f.fields).fields["csrfmiddlewaretoken"].offered[0]
    sent = {"happened": "From elsewhere", "csrfmiddlewaretoken": token}
    assert client.post(reverse("tell"), sent, headers={"origin": origin}).status_code == 403


def test_looking_changes_nothing(world, client) -> None:
    """No link, picture or script of another site does anything: only a form of ours does."""
    client.force_login(world.co_ordinator)
    every, before = addresses(world), tables()
    for address in every:
        for method in ("get", "head", "options"):
            getattr(client, method)(f"{address.path}?end=1&confirm=1&role=sponsor&sign-out=1&token={'0' * 32}")
    assert changed(before, tables()) <= {"audit_event"}


@pytest.mark.parametrize("how", [{"headers": {"x-http-method-override": "POST"}}, {"query": "?_method=POST"}])
def test_a_look_cannot_call_itself_something_else(world, client, how) -> None:
    client.force_login(world.improver_here)
    answer = client.get(reverse("sign-out") + how.get("query", ""), headers=how.get("headers", {}))
    assert answer.status_code == 405
    assert client.get(reverse("today")).status_code == 200


def stays(location: str) -> bool:
    """Whether a browser that follows this stays on the site it was on."""
    parts = urlsplit(location.replace("\\", "/").strip())
    return parts.scheme in {"", "http"} and parts.netloc in {"", "testserver"} and not location.startswith("//")


@pytest.mark.parametrize("wanted", LEADS_AWAY)
def test_signing_in_leads_nobody_to_another_site(world, wanted) -> None:
    client, who = Client(), world.improver_here
    path = f"{reverse('sign-in')}?next={quote(wanted)}"
    form = next(f for f in forms_of(client.get(path).content.decode(), path) if any("password" in n for n in f.fields))
    name = next(n for n, one in form.fields.items() if one.kind in {"email", "text"})
    sent = {name: who.email, "password": PASSWORD, "next": wanted}
    for target in {form.path, path}:
        answer = Client().post(target, sent)
        assert answer.status_code == 302, answer.content.decode()[:2000]
        assert stays(answer.headers["Location"]), answer.headers["Location"]


@pytest.mark.parametrize("wanted", LEADS_AWAY[:6:2])
def test_no_page_leads_to_another_site_by_what_is_in_its_address(world, client, wanted) -> None:
    client.force_login(world.co_ordinator)
    for address in addresses(world):
        for name in ("next", "return", "url", "measure", "came_of"):
            answer = client.get(f"{address.path}?{name}={quote(wanted)}")
            assert stays(answer.headers.get("Location", "/")), address
            assert answer.headers.get("Refresh", "1").isdigit(), address


@pytest.mark.parametrize(
    "path", ["//evil.example/", "//evil.example/%2e%2e", "/\\evil.example/", "/%5Cevil.example/systems"]
)
def test_an_address_that_looks_like_another_site_leads_nowhere(client, path) -> None:
    answer = client.get(path)
    assert stays(answer.headers.get("Location", "/"))


def test_every_way_the_browser_is_kept_to_itself_is_tried_on_what_is_our_own() -> None:
    """A test of the test: an address of our own is one that stays."""
    assert [stays(url) for url in ("/systems/", "http://testserver/", "?x=1")] == [True] * 3
    assert not any(stays(url) for url in ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:x"))
