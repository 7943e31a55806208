"""E-mails that somebody bends: to more people, with another subject, or with words of theirs in our name."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import BadHeaderError, EmailMessage
from django.test import Client
from django.urls import reverse

from knotwork.learning.people.models import Person
from tests.learning.accounts.test_sign_in_page import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _first_try():
    cache.clear()
    mail.outbox.clear()
    yield
    cache.clear()


BENT = [
    "{}\nBcc: evil@example.org", "{}\r\nSubject: Win a prize", "{}%0aBcc:evil@example.org", "{},evil@example.org",
    "{};evil@example.org", "evil@example.org,{}", "Ada <{}>", "{} evil@example.org",
    "{}\x00@evil.example", '"{}"@evil.example',
]  # fmt: skip


@pytest.mark.parametrize("bent", BENT)
def test_an_address_with_more_in_it_sends_nothing(world, bent) -> None:
    answer = Client().post(reverse("account_reset_password"), {"email": bent.format(world.improver_here.email)})
    assert answer.status_code in {200, 302, 400}
    assert mail.outbox == []


def test_the_address_itself_sends_one_letter_to_its_owner_alone(world) -> None:
    """A test of the test: the same form with the plain address does send."""
    Client().post(reverse("account_reset_password"), {"email": world.improver_here.email.upper()})
    [letter] = mail.outbox
    assert letter.recipients() == [world.improver_here.email]
    assert (letter.cc, letter.bcc, letter.alternatives, letter.attachments) == ([], [], [], [])


@pytest.mark.parametrize(
    "name", ["Ada\nBcc: evil@example.org", "<b>Ada</b>", "{{ settings.SECRET_KEY }}", "{% now 'Y' %}"]
)
def test_a_name_is_words_in_the_letter_and_nowhere_else(world, client, name) -> None:
    Person.objects.filter(pk=world.improver_here.pk).update(name=name)
    sign_in(client, world.improver_here)
    new = "purple kettle on the hob"
    client.post(
        reverse("account_change_password"), {"oldpassword": "correct horse battery", "password1": new, "password2": new}
    )
    [letter] = mail.outbox
    assert (letter.subject, letter.recipients()) == (
        "Knotwork: How you sign in was changed",
        [world.improver_here.email],
    )
    assert f"Hello {name}" in letter.body
    assert letter.content_subtype == "plain"
    assert new not in letter.body


def test_a_subject_of_two_lines_is_refused_by_the_library() -> None:
    with pytest.raises(BadHeaderError):
        EmailMessage("Hello\nBcc: evil@example.org", "x", "us@example.org", ["you@example.org"]).message()
