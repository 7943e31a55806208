"""What the browser is told with each answer: pages, refusals, mistakes and files alike."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from knotwork.site.middleware import NEVER_ASKED
from tests.access.addresses import addresses

pytestmark = pytest.mark.django_db

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}


def policy_of(answer) -> dict[str, str]:
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return dict(part.partition(" ")[::2] for part in parts)


def answers(world, client) -> dict:
    """An answer of each kind: pages, a way elsewhere, refusals and mistakes."""
    quiet = Client(raise_request_exception=False)
    found = {address.name: client.get(address.path) for address in addresses(world)}
    found["signed out"] = quiet.get(reverse("today"))
    found["not found"] = client.get("/no-such-page/")
    found["wrong method"] = client.get(reverse("sign-out"))
    found["without a token"] = Client(enforce_csrf_checks=True).post(reverse("sign-in"))
    found["wrong host"] = quiet.get("/", headers={"host": "elsewhere.example"})
    found["a character that no text has"] = quiet.get("/learning/?q=%00")
    found["too large"] = quiet.post(reverse("sign-in"), {"x": "y"}, headers={"content-length": "9000000"})
    return found


def test_every_answer_shuts_what_knotwork_never_opens(world, client) -> None:
    client.force_login(world.observer)
    found = answers(world, client)
    assert {answer.status_code for answer in found.values()} >= {200, 302, 400, 403, 404, 405, 413}
    for name, answer in found.items():
        assert {header: answer.headers.get(header) for header in ALWAYS} == ALWAYS, name
        assert policy_of(answer) == POLICY, name


def test_no_answer_is_kept_anywhere(world, client) -> None:
    client.force_login(world.observer)
    found = answers(world, client)
    early = {"wrong host", "a character that no text has"}  # answered before anybody is known
    kept = {n: a.headers.get("Cache-Control") for n, a in found.items() if n not in early}
    assert all("no-store" in (told or "") for told in kept.values()), kept


def test_a_page_never_asks_for_what_the_device_can_do(client) -> None:
    told = client.get(reverse("sign-in")).headers["Permissions-Policy"]
    assert told.split(", ") == [f"{feature}=()" for feature in NEVER_ASKED]
    assert {"camera", "microphone", "geolocation", "payment", "usb"} <= set(NEVER_ASKED)


def test_passkeys_are_not_among_what_is_never_asked() -> None:
    assert not [feature for feature in NEVER_ASKED if "credential" in feature]


def test_files_of_the_site_are_shut_to_other_sites_too(client) -> None:
    answer = client.get("/static/knotwork/built/js/drafts.js")
    assert answer.status_code == 200
    answer.close()
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert {header: answer.headers.get(header) for header in ALWAYS} == ALWAYS
    assert policy_of(answer) == POLICY


@pytest.mark.parametrize(
    "path", ["/static/", "/static/knotwork/", "/static/../settings.py", "/static/%2e%2e/secret-key"]
)
def test_neither_folders_nor_what_lies_above_them_is_served(client, path) -> None:
    assert client.get(path).status_code in {302, 404}


@pytest.mark.parametrize("host", ["elsewhere.example", "testserver.elsewhere.example", "testserver:80@elsewhere", ""])
def test_a_site_answers_to_its_own_name_alone(client, host) -> None:
    answer = client.get(reverse("sign-in"), headers={"host": host})
    assert answer.status_code == 400
    assert "elsewhere" not in answer.content.decode()


def test_what_a_proxy_might_say_of_the_host_is_not_believed(client) -> None:
    answer = client.get(reverse("today"), headers={"x-forwarded-host": "elsewhere.example"})
    assert "elsewhere" not in answer.headers["Location"]
    assert settings.USE_X_FORWARDED_HOST is False


def test_signing_out_clears_what_the_browser_kept_and_nothing_else_does(world, client) -> None:
    client.force_login(world.observer)
    assert "Clear-Site-Data" not in client.get(reverse("today")).headers
    assert client.post(reverse("sign-out")).headers["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in client.get(reverse("sign-in")).headers


def test_nothing_says_which_server_or_library_answers(client) -> None:
    answer = client.get(reverse("sign-in"))
    assert not {"Server", "X-Powered-By", "Via"} & set(answer.headers)
    assert "django" not in answer.content.decode().casefold()
