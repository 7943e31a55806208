"""A second step: an app on the phone, recovery codes, and who must have one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.urls import reverse

from knotwork.access.roles import ROLES
from knotwork.learning.accounts.adapters import CHANGED
from knotwork.learning.accounts.queries import lacks_second_step, must_have_second_step
from knotwork.learning.audit.models import Event
from tests.learning.accounts.test_sign_in_page import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
NEEDING = {"coach", "co_ordinator", "analyst", "sponsor", "governance_lead"}


def code_of(secret: str) -> str:
    """The six digits that an app would show now, worked out from the secret alone."""
    return format_hotp_value(hotp_value(secret, sorted(yield_hotp_counters_from_time())[1]))


def prove(client) -> None:
    """Say once more who one is, as pages ask before something sensitive."""
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def set_up_app(client) -> str:
    """Set up an app as somebody would who types the secret by hand. Returns the secret."""
    prove(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return secret


@pytest.fixture
def with_app(world, client):
    """Somebody with an app, signed out again; and its secret."""
    person = world.improver_here
    sign_in(client, person)
    secret = set_up_app(client)
    client.post(reverse("sign-out"))
    return person, secret


def forget_used_codes() -> None:
    """A code works once; the same half minute's code is wanted again by a test that does not wait for the next."""
    from django.core.cache import cache

    cache.clear()


def test_a_password_alone_opens_nothing_once_there_is_an_app(client, with_app) -> None:
    answer = sign_in(client, with_app[0])
    assert answer["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("today"))["Location"].startswith(reverse("sign-in"))


def test_the_code_of_the_app_opens_today(client, with_app) -> None:
    forget_used_codes()
    sign_in(client, with_app[0])
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(with_app[1])})
    assert answer["Location"] == reverse("today")
    assert client.get(reverse("today")).status_code == 200


@pytest.mark.parametrize("code", ["000000", "", "12345", "abcdef", "0" * 400, "１２３４５６"])
def test_another_code_opens_nothing(client, with_app, code) -> None:
    sign_in(client, with_app[0])
    answer = client.post(reverse("mfa_authenticate"), {"code": code})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "_auth_user_id" not in client.session


def test_a_code_that_somebody_looked_at_over_the_shoulder_works_once(client, with_app) -> None:
    forget_used_codes()
    code = code_of(with_app[1])
    sign_in(client, with_app[0])
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.post(reverse("sign-out"))
    sign_in(client, with_app[0])
    answer = client.post(reverse("mfa_authenticate"), {"code": code})
    assert "it was used before" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_codes_cannot_be_tried_one_after_another(client, with_app) -> None:
    sign_in(client, with_app[0])
    said = [client.post(reverse("mfa_authenticate"), {"code": f"{n:06}"}).content.decode() for n in range(8)]
    assert "Too many tries" not in said[0]
    assert "Too many tries" in said[-1]


def test_each_recovery_code_opens_once_when_the_phone_is_lost(client, with_app) -> None:
    person, _secret = with_app
    codes = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10
    for step in ("opens", "is used up"):
        sign_in(client, person)
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert ("_auth_user_id" in client.session) is (step == "opens")
        client.logout()


def test_the_codes_are_shown_and_can_be_kept_as_a_file(world, client) -> None:
    sign_in(client, world.improver_here)
    set_up_app(client)
    shown = re.findall(r"<li><code>(.+?)</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode())
    answer = client.get(reverse("mfa_download_recovery_codes"))
    assert len(shown) == 10
    assert answer.content.decode().split() == shown
    assert "attachment" in answer["Content-Disposition"]


def test_the_secret_lies_sealed_in_the_database_and_only_the_sites_key_opens_it(with_app, settings) -> None:
    from cryptography.fernet import InvalidToken

    person, secret = with_app
    kept = Authenticator.objects.get(user=person, type="totp")
    assert secret not in str(kept.data)
    assert kept.wrap().validate_code(code_of(secret)) in {True, False}
    settings.SECRET_KEY = "of another site"
    with pytest.raises(InvalidToken):
        kept.wrap().validate_code(code_of(secret))


def test_setting_up_and_removing_are_in_the_trail_and_the_owner_is_told(
    world, client, django_capture_on_commit_callbacks
) -> None:
    person = world.improver_here
    sign_in(client, person)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
        assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    verbs = list(Event.objects.filter(subject_kind="person", by=person).values_list("verb", flat=True))
    assert {"sign in", "totp activated", "totp deactivated"} <= set(verbs)
    assert all(said.to == [person.email] for said in mail.outbox)
    assert {said.body.splitlines()[2] for said in mail.outbox} == {
        CHANGED["totp_activated"],
        CHANGED["totp_deactivated"],
    }
    assert not Authenticator.objects.filter(user=person).exists()


def test_a_second_step_is_taken_away_only_by_whoever_proves_again_who_they_are(world, client) -> None:
    person = world.improver_here
    sign_in(client, person)
    set_up_app(client)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert "/account/again/" in answer["Location"]
    assert Authenticator.objects.filter(user=person, type="totp").exists()


@pytest.mark.parametrize("role", ROLES)
def test_the_network_asks_for_a_second_step_of_roles_that_reach_beyond_their_own(world, role) -> None:
    person = world.make_person("Somebody", (role, world.system))
    assert must_have_second_step(person, "roles") is (role in NEEDING)
    assert must_have_second_step(person, "everybody")
    assert not must_have_second_step(person, "nobody")


def test_whoever_lacks_the_step_is_led_to_setting_it_up_from_every_page(world, client, settings) -> None:
    settings.SECOND_STEP = "roles"
    sign_in(client, world.co_ordinator)
    assert client.get(reverse("today"))["Location"] == reverse("account")
    assert client.post(reverse("import", args=[world.system.slug]))["Location"] == reverse("account")
    assert "One thing before you go on" in client.get(reverse("account")).content.decode()
    set_up_app(client)
    assert not lacks_second_step(world.co_ordinator, "roles")
    assert client.get(reverse("today")).status_code == 200


def test_whoever_needs_none_goes_on_without(world, client, settings) -> None:
    settings.SECOND_STEP = "roles"
    sign_in(client, world.observer)
    assert client.get(reverse("today")).status_code == 200


def test_the_trail_never_holds_an_address_or_a_password(world, client) -> None:
    sign_in(client, world.improver_here, "a wrong password")
    sign_in(client, world.improver_here)
    told = [
        f"{event.before} {event.after} {event.subject_key}" for event in Event.objects.filter(subject_kind="person")
    ]
    assert Event.objects.filter(verb="failed to sign in", by=None).count() == 1
    assert not any(word in line for line in told for word in (world.improver_here.email, PASSWORD, "wrong password"))
