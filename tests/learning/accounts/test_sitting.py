"""How long somebody stays signed in, and where."""

from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knotwork.learning.accounts import queries
from tests.learning.accounts.test_sign_in_page import sign_in

pytestmark = pytest.mark.django_db


def set_back(client, **earlier: timedelta) -> None:
    """As if the session had begun, or been used, that much earlier."""
    session = client.session
    for key, by in earlier.items():
        session[key] = (datetime.fromisoformat(session[key]) - by).isoformat()
    session.save()


@pytest.mark.parametrize(
    ("earlier", "stays"),
    [
        ({"seen_at": timedelta(minutes=29)}, True),
        ({"seen_at": timedelta(minutes=31)}, False),
        ({"began_at": timedelta(hours=11, minutes=59)}, True),
        ({"began_at": timedelta(hours=12, minutes=1)}, False),
    ],
)
def test_a_session_ends_when_left_alone_for_half_an_hour_and_after_twelve_hours(world, client, earlier, stays) -> None:
    sign_in(client, world.improver_here)
    set_back(client, **earlier)
    assert (client.get(reverse("today")).status_code == 200) is stays
    assert ("_auth_user_id" in client.session) is stays


def test_whoever_comes_back_is_told_why_and_led_to_the_page_that_they_asked_for(world, client) -> None:
    sign_in(client, world.improver_here)
    set_back(client, seen_at=timedelta(hours=1))
    answer = client.get(reverse("learning"))
    assert answer["Location"] == f"{reverse('sign-in')}?next={reverse('learning')}"
    assert "nothing was done for a while" in client.get(answer["Location"]).content.decode()


def test_a_form_sent_after_the_end_changes_nothing(world, client) -> None:
    sign_in(client, world.improver_here)
    set_back(client, seen_at=timedelta(hours=1))
    answer = client.post(reverse("account_change_password"), {"oldpassword": "correct horse battery"})
    assert answer["Location"].startswith(reverse("sign-in"))


def test_using_it_keeps_a_session_alive_but_not_for_ever(world, client) -> None:
    sign_in(client, world.improver_here)
    for _quarter_of_an_hour in range(47):
        set_back(client, seen_at=timedelta(minutes=15), began_at=timedelta(minutes=15))
        assert client.get(reverse("today")).status_code == 200
    set_back(client, seen_at=timedelta(minutes=15), began_at=timedelta(minutes=16))
    assert client.get(reverse("today")).status_code == 302


def test_a_session_without_a_beginning_is_over(world, client) -> None:
    sign_in(client, world.improver_here)
    session = client.session
    del session["began_at"]
    session.save()
    assert client.get(reverse("today")).status_code == 302


def test_when_a_session_was_last_used_is_noted_once_a_minute(world, client, django_assert_num_queries) -> None:
    sign_in(client, world.improver_here)
    long_ago = timezone.now() - timedelta(days=1)
    UserSession.objects.update(last_seen_at=long_ago)
    client.get(reverse("help"))
    assert UserSession.objects.get().last_seen_at == long_ago
    set_back(client, seen_at=timedelta(minutes=2))
    client.get(reverse("help"))
    assert UserSession.objects.get().last_seen_at > long_ago


def test_one_sees_where_one_is_signed_in_and_can_end_every_other_session(world, client) -> None:
    phone, desk = Client(headers={"user-agent": "A phone"}), Client(headers={"user-agent": "A desk"})
    for window in (phone, desk):
        sign_in(window, world.improver_here)
    page = desk.get(reverse("account")).content.decode()
    assert "A phone" in page
    assert page.count("(here)") == 1
    asked = desk.post(reverse("usersessions_list"))
    assert phone.get(reverse("today")).status_code == 200, "first, one proves again who one is"
    desk.post(asked["Location"], {"password": "correct horse battery"})
    assert phone.get(reverse("today")).status_code == 302
    assert desk.get(reverse("today")).status_code == 200
    assert "A phone" not in desk.get(reverse("account")).content.decode()


def test_nobody_sees_or_ends_the_sessions_of_somebody_else(world, client) -> None:
    other = Client(headers={"user-agent": "Somebody else's phone"})
    sign_in(other, world.improver_there)
    sign_in(client, world.improver_here)
    assert "Somebody else's phone" not in client.get(reverse("account")).content.decode()
    asked = client.post(reverse("usersessions_list"))
    client.post(asked["Location"], {"password": "correct horse battery"})
    assert other.get(reverse("today")).status_code == 200


def test_a_new_password_ends_every_other_session(world, client) -> None:
    other = Client()
    for window in (other, client):
        sign_in(window, world.improver_here)
    new = "a much longer sentence"
    sent = {"oldpassword": "correct horse battery", "password1": new, "password2": new}
    assert client.post(reverse("account_change_password"), sent).status_code == 302
    assert client.get(reverse("today")).status_code == 200
    assert other.get(reverse("today")).status_code == 302


LINUX = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("said", "called"),
    [
        (LINUX, "Chrome on Linux"),
        (f"{LINUX.replace('X11; Linux x86_64', 'Windows NT 10.0; Win64; x64')} Edg/140.0.0.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox on Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Mobile Safari/604.1", "Safari on iPhone"),
        (LINUX.replace("X11; Linux x86_64", "Linux; Android 10; K"), "Chrome on Android"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "A browser that does not say its name"),
    ],
)
def test_a_browser_is_called_as_people_call_it(said, called) -> None:
    assert queries.window(said) == called
