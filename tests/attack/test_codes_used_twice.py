"""A code that somebody saw over the shoulder: for as long as it would be right, it opens nothing a second time."""

import base64
from datetime import UTC, datetime

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from knotwork.learning.audit.models import Event
from tests.attack.test_sign_in_attacked import SECRET, is_in, sign_in

pytestmark = pytest.mark.django_db

START = 1_900_000_000 // 30 * 30  # the first second of one of the app's half minutes


@pytest.fixture
def clock(monkeypatch):
    """Put the clock of the codes, and of what remembers them, to so many seconds after the start."""
    cache.clear()

    def at(seconds: float) -> None:
        moment = START + seconds
        monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: moment)
        monkeypatch.setattr("django.core.cache.backends.db.tz_now", lambda: datetime.fromtimestamp(moment, UTC))

    at(0)
    yield at
    monkeypatch.undo()
    cache.clear()


def code_of(half_minute: int) -> str:
    return format_hotp_value(hotp_value(SECRET, START // 30 + half_minute))


def try_code(person, half_minute: int, where: str = "mfa_authenticate") -> Client:
    client = sign_in(person)
    client.answer = client.post(reverse(where), {"code": code_of(half_minute)})
    return client


@pytest.mark.parametrize("later", [0, 1, 29, 31, 45, 59])
def test_a_code_opens_nothing_a_second_time_for_as_long_as_it_is_right(world, clock, later) -> None:
    TOTP.activate(world.improver_here, SECRET)
    assert is_in(try_code(world.improver_here, 0))
    clock(later)
    assert not is_in(try_code(world.improver_here, 0))


def test_a_code_ahead_of_its_time_is_not_taken_again_when_its_time_comes(world, clock) -> None:
    TOTP.activate(world.improver_here, SECRET)
    assert is_in(try_code(world.improver_here, 1))
    for later in (31, 61, 89):
        clock(later)
        assert not is_in(try_code(world.improver_here, 1)), later


def test_a_code_that_was_written_with_a_space_is_the_same_code(world, clock) -> None:
    TOTP.activate(world.improver_here, SECRET)
    assert is_in(try_code(world.improver_here, 0))
    clock(40)
    client = sign_in(world.improver_here)
    code = code_of(0)
    client.post(reverse("mfa_authenticate"), {"code": f"{code[:3]} {code[3:]}"})
    assert not is_in(client)


def test_a_code_that_opened_the_door_does_not_prove_again_who_one_is(world, clock) -> None:
    TOTP.activate(world.improver_here, SECRET)
    client = try_code(world.improver_here, 0)
    clock(40)
    assert client.post(reverse("mfa_reauthenticate"), {"code": code_of(0)}).status_code == 200
    assert client.post(reverse("mfa_reauthenticate"), {"code": code_of(1)}).status_code == 302


@pytest.mark.parametrize("half_minute", [-1, 0, 1])
def test_the_next_code_and_the_one_before_are_good_for_a_phone_that_is_slow(world, clock, half_minute) -> None:
    TOTP.activate(world.improver_here, SECRET)
    assert is_in(try_code(world.improver_here, half_minute))


@pytest.mark.parametrize("half_minute", [-2, 2])
def test_codes_further_away_are_not(world, clock, half_minute) -> None:
    TOTP.activate(world.improver_here, SECRET)
    assert not is_in(try_code(world.improver_here, half_minute))


def test_a_code_of_mine_says_nothing_about_the_same_digits_of_somebody_else(world, clock) -> None:
    for person in (world.improver_here, world.improver_there):
        TOTP.activate(person, SECRET)
        assert is_in(try_code(person, 0))


def test_a_wrong_code_is_in_the_trail_with_the_account_that_it_was_tried_on(world, clock) -> None:
    TOTP.activate(world.improver_here, SECRET)
    client = sign_in(world.improver_here)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    told = Event.objects.filter(verb="failed second step").values_list("by", "subject_kind", "subject_key")
    assert list(told) == [(None, "person", str(world.improver_here.pk))]


def test_what_is_counted_holds_neither_addresses_nor_passwords(world, clock) -> None:
    """What lies in the cache, and so in the database: marks and counts, and nothing that opens or names anything."""
    TOTP.activate(world.improver_here, SECRET)
    sign_in(world.improver_here, "a wrong guess")
    try_code(world.improver_here, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM accounts_tries")
        kept = repr([(key, base64.b64decode(value)) for key, value in cursor.fetchall()])
    assert "ratelimit" in kept or "rl:" in kept
    for secret in (world.improver_here.email, "a wrong guess", "correct horse battery", SECRET):
        assert secret not in kept
