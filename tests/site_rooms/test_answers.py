"""What every answer is: called what it is, in the letters that it says, and by the methods that there are."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.addresses import METHODS, addresses

pytestmark = pytest.mark.django_db
WITH_LETTERS = ("text/", "application/json", "image/svg+xml")


def test_every_answer_with_words_says_in_which_letters_they_are(world, client) -> None:
    client.force_login(world.co_ordinator)
    kinds = set()
    for address in addresses(world):
        for method in METHODS:
            answer = getattr(client, method)(address.path)
            said = answer.headers.get("Content-Type", "")
            if getattr(answer, "content", b"") and said.startswith(WITH_LETTERS[0]):
                assert "charset=utf-8" in said, (address.name, method, said)
            kinds.add(said.partition(";")[0])
    assert {"text/html"} <= kinds <= {"text/html", "text/csv", "text/plain", "image/svg+xml", "application/json", ""}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver"])
def test_no_answer_lets_another_site_read_it(world, client, origin) -> None:
    client.force_login(world.co_ordinator)
    asking = {"origin": origin, "access-control-request-method": "GET"}
    for address in addresses(world):
        for method in ("get", "options"):
            answer = getattr(client, method)(address.path, headers=asking)
            assert not [name for name in answer.headers if name.lower().startswith("access-control-")], address


def test_a_request_to_be_sent_back_what_one_sent_is_not_done(client) -> None:
    for name in ("sign-in", "today"):
        answer = client.generic("TRACE", reverse(name), headers={"x-secret": "planted-secret"})
        assert b"planted-secret" not in answer.content
        assert "message/http" not in answer.headers["Content-Type"]


WORKSHOP = [
    "/.git/config", "/.env", "/static/../../pyproject.toml", "/requirements/site.txt", "/admin/", "/docs/", "/metrics",
    "/openapi.json", "/debug/", "/server-status", "/__debug__/",
]  # fmt: skip


@pytest.mark.parametrize("path", WORKSHOP)
def test_nothing_of_the_workshop_is_served(world, path) -> None:
    for who in (None, world.co_ordinator):
        client = Client()
        if who:
            client.force_login(who)
        assert client.get(path).status_code == 404
