"""Passwords cannot be guessed by trying."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from tests.learning.accounts.test_sign_in_page import sign_in

pytestmark = pytest.mark.django_db


def errors(answer) -> str:
    return str(answer.context["form"].errors) if answer.context else ""


def test_after_five_wrong_passwords_even_the_right_one_waits(world, client) -> None:
    for _try in range(5):
        assert "do not go together" in errors(sign_in(client, world.improver_here, "wrong"))
    assert "Wait five minutes" in errors(sign_in(client, world.improver_here))
    assert "_auth_user_id" not in client.session


def test_somebody_elses_tries_do_not_keep_me_out(world, client) -> None:
    for _try in range(6):
        sign_in(client, world.improver_here, "wrong")
    assert sign_in(client, world.improver_there)["Location"] == reverse("today")


def test_a_right_password_is_no_try(world, client) -> None:
    for _morning in range(8):
        assert sign_in(client, world.improver_here)["Location"] == reverse("today")
        client.post(reverse("sign-out"))


def test_an_address_of_nobody_is_counted_and_answered_like_any_other(world, client) -> None:
    class Nobody:
        email = "nobody@example.org"

    known = [errors(sign_in(client, world.improver_here, "wrong")) for _try in range(7)]
    unknown = [errors(sign_in(client, Nobody, "wrong")) for _try in range(7)]
    assert unknown == known
    assert known[0] != known[-1]


def test_one_machine_cannot_try_many_addresses_without_end(world, client) -> None:
    class Somebody:
        def __init__(self, number: int) -> None:
            self.email = f"somebody.{number}@example.org"

    said = [errors(sign_in(client, Somebody(number), "wrong")) for number in range(62)]
    assert "do not go together" in said[58]
    assert "Too many tries" in said[61]


def test_tries_are_counted_in_the_database_so_that_all_processes_know_them(world, client) -> None:
    sign_in(client, world.improver_here, "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM accounts_tries")
        assert cursor.fetchone()[0] >= 1
    cache.clear()


def test_proving_again_who_one_is_cannot_be_tried_without_end(world, client) -> None:
    sign_in(client, world.improver_here)
    said = [client.post(reverse("account_reauthenticate"), {"password": "wrong"}).status_code for _try in range(12)]
    assert (said[0], said[-1]) == (200, 429)
