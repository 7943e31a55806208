"""The page on which somebody leaves."""

import pytest
from django.urls import reverse

from knotwork.learning.people.models import Person
from tests.exchange.leaving.conftest import NAME
from tests.learning.accounts.test_sign_in_page import PASSWORD, sign_in

pytestmark = pytest.mark.django_db


def is_there(person) -> bool:
    return Person.objects.get(pk=person.pk).name == person.name


def test_it_asks_first_who_it_is(client, theodora) -> None:
    for method in (client.get, client.post):
        answer = method(reverse("leave"), {"word": "forget me"})
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert is_there(theodora)


def test_it_says_what_goes_and_what_stays(client, proved) -> None:
    page = client.get(reverse("leave")).content.decode()
    for said in ("It cannot be undone", "your e-mail address", "every version of your words", "nobody searches"):
        assert said in page
    assert is_there(proved)


@pytest.mark.parametrize("word", ["forget me", "Forget me", "  FORGET   ME "])
def test_the_two_words_forget(client, proved, word) -> None:
    answer = client.post(reverse("leave"), {"word": word}, follow=True)
    assert answer.redirect_chain == [(reverse("sign-in"), 302)]
    assert "You have left." in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not is_there(proved)


@pytest.mark.parametrize("word", ["", "forget", "forgetme", "yes", "forget you"])
def test_other_words_forget_nobody(client, proved, word) -> None:
    answer = client.post(reverse("leave"), {"word": word})
    assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)
    assert is_there(proved)


def test_the_browser_is_asked_to_forget_what_was_typed_too(client, proved) -> None:
    assert client.post(reverse("leave"), {"word": "forget me"})["Clear-Site-Data"] == '"storage"'


def test_the_only_co_ordinator_is_told_to_hand_over_and_offered_no_button(world, client) -> None:
    sign_in(client, world.co_ordinator)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for page in (client.get(reverse("leave")), client.post(reverse("leave"), {"word": "forget me"})):
        assert "Hand over first" in page.content.decode()
        assert "Forget me" not in page.content.decode()
    assert is_there(world.co_ordinator)


def test_the_account_page_leads_to_both(client, theodora) -> None:
    page = client.get(reverse("account")).content.decode()
    assert f'href="{reverse("mine")}"' in page
    assert f'href="{reverse("leave")}"' in page


def test_only_looking_and_sending_are_answered(client, proved) -> None:
    for name in ("mine", "leave"):
        assert client.put(reverse(name)).status_code == 405
        assert client.delete(reverse(name)).status_code == 405
    assert is_there(proved)
    assert proved.name == NAME
