"""Signing in as those try it who should not: sessions planted, links bent, codes used twice, other people's keys."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knotwork.learning.people.models import Person
from tests.attack.rows import changed, tables

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "correct horse battery"  # the one that the factories give
NEW = "purple kettle on the hob"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _no_tries_before():
    cache.clear()
    yield
    cache.clear()


def sign_in(person, password=PASSWORD, client=None):
    client = client or Client()
    client.answer = client.post(reverse("sign-in"), {"login": person.email, "password": password})
    return client


def is_in(client) -> bool:
    return client.get(reverse("today")).status_code == 200


def proved_again(person) -> Client:
    """Somebody who signed in and has just proved once more who they are, as the pages of an account ask."""
    client = sign_in(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def with_cookies_of(client) -> Client:
    other = Client()
    other.cookies.load({name: one.value for name, one in client.cookies.items()})
    return other


def test_a_session_that_was_planted_is_not_the_one_that_is_signed_in(world) -> None:
    victim, who = Client(), world.improver_here
    session = victim.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    assert victim.cookies["sessionid"].value == planted
    sign_in(who, client=victim)
    assert is_in(victim)
    assert victim.cookies["sessionid"].value != planted
    attacker = Client()
    attacker.cookies["sessionid"] = planted
    assert not is_in(attacker)


@pytest.mark.parametrize("name", ["a" * 32, "chosen-by-the-attacker", "../../etc/passwd", "1"])
def test_a_session_cannot_be_given_a_name_from_outside(world, name) -> None:
    client = Client()
    client.cookies["sessionid"] = name
    sign_in(world.improver_here, client=client)
    assert is_in(client)
    assert client.cookies["sessionid"].value != name


def test_whoever_proves_again_who_they_are_leaves_the_old_session_behind(world) -> None:
    client = sign_in(world.improver_here)
    stolen = with_cookies_of(client)
    assert is_in(stolen)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert (is_in(client), is_in(stolen)) == (True, False)
    page = client.get(reverse("account")).content.decode()
    assert page.count("(here)") == 1
    assert page.count("last seen") == 1


def test_a_wrong_proof_renames_nothing_and_throws_nobody_out(world) -> None:
    client = sign_in(world.improver_here)
    before = client.cookies["sessionid"].value
    client.post(reverse("account_reauthenticate"), {"password": "a guess"})
    assert is_in(client)
    assert client.cookies["sessionid"].value == before


def test_after_signing_out_the_old_cookie_opens_nothing(world) -> None:
    client = sign_in(world.improver_here)
    kept = with_cookies_of(client)
    assert is_in(kept)
    client.post(reverse("sign-out"))
    assert not is_in(kept)


def test_an_account_that_was_closed_is_out_everywhere_at_once(world) -> None:
    one, two = sign_in(world.improver_here), sign_in(world.improver_here)
    Person.objects.filter(pk=world.improver_here.pk).update(is_active=False)
    assert (is_in(one), is_in(two)) == (False, False)
    assert not is_in(sign_in(world.improver_here))


def change_password(client, old=PASSWORD, new=NEW):
    sent = {"oldpassword": old, "password1": new, "password2": new}
    return client.post(reverse("account_change_password"), sent)


def test_a_new_password_ends_every_other_session_and_keeps_this_one(world) -> None:
    here, elsewhere = sign_in(world.improver_here), sign_in(world.improver_here)
    assert change_password(here).status_code == 302
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert not is_in(sign_in(world.improver_here))
    assert is_in(sign_in(world.improver_here, NEW))


@pytest.mark.parametrize("old", ["", "wrong", NEW])
def test_a_password_is_not_changed_without_the_one_before(world, old) -> None:
    client = sign_in(world.improver_here)
    assert change_password(client, old=old).status_code == 200
    assert is_in(sign_in(world.improver_here))


def give_passkey(person, name="Key"):
    data = {"name": name, "credential": {}, "authenticator": {}}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=data)


@pytest.mark.parametrize("route", ["mfa_remove_webauthn", "mfa_edit_webauthn"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_elses_passkey_is_not_there(world, route, method) -> None:
    client = proved_again(world.improver_here)
    theirs, mine = give_passkey(world.improver_there), give_passkey(world.improver_here)
    assert client.get(reverse(route, kwargs={"pk": mine.pk})).status_code == 200
    before = tables()
    assert getattr(client, method)(reverse(route, kwargs={"pk": theirs.pk}), {"name": "Mine"}).status_code == 404
    assert "mfa_authenticator" not in changed(before, tables())


def test_somebody_elses_second_step_is_neither_seen_nor_removed_nor_drawn_anew(world) -> None:
    TOTP.activate(world.improver_there, SECRET)
    RecoveryCodes.activate(world.improver_there)
    client = proved_again(world.improver_here)
    before = tables()
    for route in ("mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_view_recovery_codes"):
        client.post(reverse(route), {"user": world.improver_there.pk})
        client.get(f"{reverse(route)}?user={world.improver_there.pk}")
    assert "mfa_authenticator" not in changed(before, tables())


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def test_the_password_alone_opens_nothing_where_there_is_a_second_step(world) -> None:
    TOTP.activate(world.improver_here, SECRET)
    client = sign_in(world.improver_here)
    assert client.answer.headers["Location"].startswith(reverse("mfa_authenticate"))
    for route in ("today", "account", "account_change_password", "mfa_view_recovery_codes"):
        assert client.get(reverse(route)).status_code == 302, route
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert is_in(client)


def ask_for_link(address, **headers):
    mail.outbox.clear()
    answer = Client().post(reverse("account_reset_password"), {"email": address}, headers=headers)
    links = re.findall(r"https?://\S+", mail.outbox[0].body) if mail.outbox else []
    return answer, links


def choose_anew(link, password=NEW):
    """Follow the link as a browser does, and send the form that it leads to."""
    client = Client()
    page = client.get(link, follow=True)
    where = page.redirect_chain[-1][0] if page.redirect_chain else link
    return client, client.post(where, {"password1": password, "password2": password})


def test_a_link_for_a_new_password_leads_to_this_site_whatever_the_request_says(world) -> None:
    who = world.improver_here.email
    _, links = ask_for_link(who, **{"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"})
    assert links
    assert all(link.startswith("http://testserver/") for link in links)
    cache.clear()
    answer, links = ask_for_link(who, host="evil.example")
    assert (answer.status_code, links) == (400, [])


def test_a_link_for_a_new_password_works_once_and_signs_nobody_in(world) -> None:
    TOTP.activate(world.improver_here, SECRET)
    other = sign_in(world.improver_there)
    _, [link] = ask_for_link(world.improver_here.email)
    client, answer = choose_anew(link)
    assert answer.status_code == 302
    assert not is_in(client)
    assert sign_in(world.improver_here, NEW).answer.headers["Location"].startswith(reverse("mfa_authenticate"))
    choose_anew(link, "another kettle altogether")
    assert "mfa" not in sign_in(world.improver_here, "another kettle altogether").answer.headers.get("Location", "")
    assert is_in(other)


def test_a_new_password_by_link_ends_every_session(world) -> None:
    client = sign_in(world.improver_here)
    _, [link] = ask_for_link(world.improver_here.email)
    choose_anew(link)
    assert not is_in(client)


def test_a_link_for_a_new_password_grows_old(world, settings, monkeypatch) -> None:
    _, [link] = ask_for_link(world.improver_here.email)
    settings.PASSWORD_RESET_TIMEOUT = -1
    choose_anew(link)
    settings.PASSWORD_RESET_TIMEOUT = 3600
    assert is_in(sign_in(world.improver_here))


def test_the_secret_of_a_link_does_not_stay_in_the_address(world) -> None:
    _, [link] = ask_for_link(world.improver_here.email)
    secret = link.rstrip("/").rpartition("-")[2]
    page = Client().get(link, follow=True)
    shown = page.redirect_chain[-1][0]
    assert secret not in shown
    assert secret not in page.content.decode()
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_a_link_for_one_person_chooses_for_nobody_else(world) -> None:
    _, [mine] = ask_for_link(world.improver_here.email)
    _, [theirs] = ask_for_link(world.improver_there.email)
    pattern = re.compile(r"forgotten/([0-9a-z]+)-([^/]+)/")
    (me, _), (they, _) = pattern.search(mine).groups(), pattern.search(theirs).groups()
    choose_anew(mine.replace(f"forgotten/{me}-", f"forgotten/{they}-"))
    assert is_in(sign_in(world.improver_there))
    assert me != they


def words_of(answer, *said: str) -> str:
    """A page as words, without what was typed and without the token that differs each time."""
    words = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    for one in said:
        words = words.replace(one, "")
    return words


@pytest.mark.parametrize("way", ["sign-in", "account_reset_password"])
def test_an_address_that_nobody_has_is_answered_like_one_that_somebody_has(world, way) -> None:
    known, unknown = world.improver_here.email, "nobody.at.all@example.org"
    answers = []
    for address in (known, unknown):
        sent = {"login": address, "email": address, "password": "wrong"}
        answer = Client().post(reverse(way), sent)
        answers.append((answer.status_code, answer.headers.get("Location"), words_of(answer, address)))
    assert answers[0] == answers[1]


def test_a_password_is_worked_out_as_often_for_an_address_that_nobody_has(world, monkeypatch) -> None:
    """The time of an answer is nearly all the working out of a password: as much for one as for the other."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    done, real = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *given: done.append(1) or real(self, *given))
    counts = []
    for address in (world.improver_here.email, "nobody.at.all@example.org"):
        done.clear()
        Client().post(reverse("sign-in"), {"login": address, "password": "wrong"})
        counts.append(len(done))
    assert counts == [1, 1]


def test_the_session_of_yesterday_is_over_although_its_cookie_is_good(world, monkeypatch) -> None:
    client = sign_in(world.improver_here)
    tomorrow = timezone.now() + timedelta(hours=12, minutes=1)
    monkeypatch.setattr("knotwork.site.sitting.timezone.now", lambda: tomorrow)
    assert not is_in(client)
