"""No address without its locks: generated from the routes themselves, on every method."""

import pytest
from django.http import HttpResponse
from django.urls import path, reverse

from knotwork.access.routes import DoorMissing, route
from knotwork.access.verbs import Verb
from tests.access.addresses import METHODS, CannotRead, addresses, patterns, promise_of

pytestmark = pytest.mark.django_db


def empty(_request) -> HttpResponse:
    return HttpResponse()


def test_every_address_was_made_by_route_and_says_what_it_needs() -> None:
    assert {promise_of(pattern)[0] for pattern in patterns()} <= set(Verb)


def test_an_address_that_was_not_made_by_route_is_noticed() -> None:
    with pytest.raises(CannotRead, match="not made by"):
        promise_of(path("secret/", empty))


@pytest.mark.parametrize(("needs", "door"), [(Verb.SEE, None), (Verb.ENTER, empty), (Verb.USE_OWN, empty)])
def test_a_route_whose_verb_and_door_do_not_go_together_cannot_be_written(needs, door) -> None:
    with pytest.raises(DoorMissing):
        route("x/", empty, needs=needs, door=door, name="x")


@pytest.mark.parametrize("method", METHODS)
def test_whoever_is_not_signed_in_is_asked_to_sign_in(world, client, method) -> None:
    for address in addresses(world):
        answer = getattr(client, method)(address.path)
        to_sign_in = (answer.status_code, answer.headers.get("Location", "").split("?")[0]) == (302, reverse("sign-in"))
        assert to_sign_in or (address.needs is Verb.ENTER and answer.status_code in {200, 401, 404, 405}), address


@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_finds_nothing_behind_any_door(world, client, method) -> None:
    client.force_login(world.stranger)
    behind_doors = [address for address in addresses(world) if address.door]
    assert behind_doors
    assert {a.name: getattr(client, method)(a.path).status_code for a in behind_doors} == dict.fromkeys(
        (a.name for a in behind_doors), 404
    )


def test_a_stranger_learns_no_more_of_what_exists_than_of_what_does_not(world, client) -> None:
    client.force_login(world.stranger)
    there = client.get(reverse("system", args=[world.system.slug]))
    nowhere = client.get(reverse("system", args=["no-such-system"]))
    assert there.status_code == nowhere.status_code == 404
    assert there.content.replace(world.system.slug.encode(), b"") == nowhere.content.replace(b"no-such-system", b"")


def test_private_pages_are_kept_out_of_caches(world, client) -> None:
    client.force_login(world.improver_here)
    for address in addresses(world):
        assert "no-store" in client.get(address.path).headers.get("Cache-Control", ""), address


def test_every_page_has_a_policy_without_inline_code(world, client) -> None:
    client.force_login(world.improver_here)
    for address in addresses(world):
        policy = client.get(address.path).headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
