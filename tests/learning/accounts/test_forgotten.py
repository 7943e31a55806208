"""A forgotten password: a link by e-mail, that works once and says nothing to others."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from knotwork.learning.accounts.adapters import CHANGED
from tests.learning.accounts.test_sign_in_page import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
NEW = "another horse, another battery"


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    """Ask for a link and send what would be sent."""

    def asked(email: str, **more):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse("account_reset_password"), {"email": email}, **more)

    return asked


def link() -> str:
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]


def choose(client, path: str, new: str = NEW):
    """Follow the link, as it leads on to a page whose address holds the key no longer, and choose."""
    page = client.get(path, follow=True)
    return client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})


def test_the_link_leads_to_a_new_password_and_the_old_one_opens_nothing(world, client, ask) -> None:
    person = world.improver_here
    assert ask(person.email)["Location"] == reverse("account_reset_password_done")
    assert mail.outbox[-1].to == [person.email]
    assert choose(client, link())["Location"] == reverse("account_reset_password_from_key_done")
    sign_in(client, person, PASSWORD)
    assert "_auth_user_id" not in client.session
    assert sign_in(client, person, NEW)["Location"] == reverse("today")


def test_it_works_once(world, client, ask) -> None:
    ask(world.improver_here.email)
    path = link()
    choose(client, path)
    assert "does not work any more" in client.get(path).content.decode()


def test_an_address_of_nobody_gets_the_same_answer_and_no_mail(world, ask) -> None:
    known, unknown = ask(world.improver_here.email), ask("nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [said.to for said in mail.outbox] == [[world.improver_here.email]]


@pytest.mark.parametrize("poor", ["password", "12345678", "short", ""])
def test_a_password_that_many_use_is_refused_beside_its_field(world, client, ask, poor) -> None:
    ask(world.improver_here.email)
    answer = choose(client, link(), poor)
    assert answer.status_code == 200
    assert "nhsuk-error-message" in answer.content.decode()
    assert sign_in(client, world.improver_here)["Location"] == reverse("today")


def test_the_owner_is_told_that_it_was_used(world, client, ask, django_capture_on_commit_callbacks) -> None:
    ask(world.improver_here.email)
    with django_capture_on_commit_callbacks(execute=True):
        choose(client, link())
    assert CHANGED["password_reset"] in mail.outbox[-1].body


def test_every_session_from_before_is_ended(world, client, ask) -> None:
    from django.test import Client

    before = Client()
    sign_in(before, world.improver_here)
    ask(world.improver_here.email)
    choose(client, link())
    assert before.get(reverse("today")).status_code == 302


def test_somebody_with_a_closed_account_gets_no_link(world, ask) -> None:
    person = world.improver_here
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    ask(person.email)
    assert mail.outbox == []


def test_links_cannot_be_asked_for_without_end(world, ask) -> None:
    answers = [ask(world.improver_here.email).status_code for _time in range(7)]
    assert answers[0] == 302
    assert answers[-1] == 429
    assert len(mail.outbox) == 5


def test_a_mail_server_that_fails_does_not_undo_the_change(
    world, client, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    def fails(*_args, **_more):
        raise OSError("No mail server.")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    sign_in(client, world.improver_here)
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    with django_capture_on_commit_callbacks() as waiting:
        assert client.post(reverse("account_change_password"), sent).status_code == 302
    assert len(waiting) == 1
    client.logout()
    assert sign_in(client, world.improver_here, NEW)["Location"] == reverse("today")
