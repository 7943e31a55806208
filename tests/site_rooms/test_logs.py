"""What the server writes to its log: when, how bad, from where, one line each, and nothing that opens a door."""

import io
import logging
import re
from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

WHEN = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}"
PASSWORD = "correct horse battery"


@pytest.fixture
def log():
    """The log as it is written in earnest, line by line."""
    written, given = io.StringIO(), settings.LOGGING
    console = given["handlers"][given["root"]["handlers"][0]]
    lines = given["formatters"][console["formatter"]]
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter(lines["format"], lines["datefmt"]))
    handler.setLevel(given["root"]["level"])
    logging.getLogger().addHandler(handler)
    yield lambda: written.getvalue().splitlines()
    logging.getLogger().removeHandler(handler)


def test_each_line_says_when_with_its_time_zone_how_bad_and_from_where(log) -> None:
    logging.getLogger("knotwork.anything").warning("Something to look at")
    [line] = log()
    found = re.fullmatch(rf"({WHEN}) WARNING knotwork\.anything: Something to look at", line)
    assert found, line
    assert datetime.strptime(found[1], "%Y-%m-%dT%H:%M:%S%z").utcoffset() is not None


@pytest.mark.parametrize(
    "path", ["/no-such%0A2026-01-01T00:00:00+0000 ERROR forged", "/x%0D%0Aforged/", "/%1b[31mred/"]
)
def test_an_address_cannot_write_a_line_of_its_own(log, client, path) -> None:
    assert client.get(path).status_code == 404
    lines = log()
    assert len(lines) == 1
    assert re.match(rf"{WHEN} WARNING django\.request: Not Found", lines[0])
    assert "\x1b" not in lines[0]


def test_a_mistake_of_ours_is_logged_in_full_and_the_page_says_nothing_of_it(log, world, monkeypatch) -> None:
    def falls(*_given, **_named):
        raise RuntimeError("the-inside-of-the-site at line 9")

    monkeypatch.setattr("knotwork.learning.home.views.render", falls)
    client = Client(raise_request_exception=False)
    client.force_login(world.improver_here)
    answer = client.get(reverse("today"))
    assert answer.status_code == 500
    page = answer.content.decode()
    assert not [word for word in ("inside", "Traceback", "RuntimeError", "site-packages", ".py") if word in page]
    written = "\n".join(log())
    assert "ERROR django.request: Internal Server Error: /" in written
    assert "RuntimeError: the-inside-of-the-site at line 9" in written


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (lambda client: client.post(reverse("sign-in"), {"login": "x"}), "WARNING django.security.csrf: Forbidden"),
        (lambda client: client.get("/", headers={"host": "evil.example"}), "ERROR django.security.DisallowedHost"),
    ],
)
def test_an_attempt_to_get_round_a_lock_is_logged(log, how, said) -> None:
    how(Client(enforce_csrf_checks=True, raise_request_exception=False))
    assert any(said in line for line in log())


def test_neither_passwords_nor_sessions_nor_addresses_of_people_are_logged(log, world) -> None:
    who = world.improver_here
    client = Client(raise_request_exception=False)
    client.post(reverse("sign-in"), {"login": who.email, "password": "a-wrong-guess"})
    client.post(reverse("sign-in"), {"login": who.email, "password": PASSWORD})
    session = client.cookies["sessionid"].value
    client.get("/no-such-page/")
    written = "\n".join(log())
    assert "Not Found: /no-such-page/" in written
    assert not [word for word in (who.email, who.name, PASSWORD, "a-wrong-guess", session) if word in written]
