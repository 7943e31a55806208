"""Signing in with a provider: end to end against a real OpenID provider, run here."""

import json
import re
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import User, run_server_in_thread

from knotwork.learning.audit.models import Event
from knotwork.learning.people.models import Person
from knotwork.site.providers import NotProviders, openid_connect, origins
from tests.learning.accounts.test_sign_in_page import sign_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),  # the provider's own
]


class Stays(HTTPRedirectHandler):
    """The browser, which looks where it is led, and goes there itself."""

    def redirect_request(self, *_args):
        return None

    def http_error_302(self, _request, answer, *_args):
        return answer


@contextmanager
def provider(settings, tmp_path, *people: User, **more):
    with run_server_in_thread(user_claims=people) as server:
        address = f"http://localhost:{server.server_port}"
        one = {"id": "work", "name": "Your work account", "server": address, "client": "us", "secret": "ours", **more}
        file = tmp_path / "providers.json"
        file.write_text(json.dumps([one]))
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": openid_connect(str(file))}
        yield address


def sent_to(client, **form) -> str:
    """Where the button on the sign-in page leads."""
    answer = client.post(reverse("openid_connect_login", args=["work"]), form)
    assert answer.status_code == 302
    return answer["Location"]


def come_from(client, sub: str, **form):
    """Press the button, say at the provider who one is, and come back."""
    asked = Request(sent_to(client, **form), data=f"sub={sub}".encode(), method="POST")  # noqa: S310 - our own provider
    back = build_opener(Stays).open(asked).headers["Location"]
    return client.get(back.removeprefix("http://testserver"))


def known(person, verified: bool = True) -> User:
    return User(sub="a-1", claims={"email": person.email, "email_verified": verified, "name": "At work"})


def test_whoever_was_invited_comes_in_by_an_address_that_the_provider_has_proved(
    world, client, settings, tmp_path
) -> None:
    with provider(settings, tmp_path, known(world.improver_here)):
        assert "Your work account" in client.get(reverse("sign-in")).content.decode()
        assert come_from(client, "a-1")["Location"] == reverse("today")
    assert client.session["_auth_user_id"] == str(world.improver_here.pk)
    assert Event.objects.filter(verb="sign in", by=world.improver_here).exists()
    assert SocialAccount.objects.get().user == world.improver_here
    assert not SocialToken.objects.exists()


def test_they_come_to_the_page_that_they_had_asked_for(world, client, settings, tmp_path) -> None:
    with provider(settings, tmp_path, known(world.improver_here)):
        assert come_from(client, "a-1", next="/learning/")["Location"] == "/learning/"


@pytest.mark.parametrize("why", ["nobody invited them", "the address is not proved", "no address"])
def test_nobody_else_comes_in_and_no_account_is_made(world, client, settings, tmp_path, why) -> None:
    person = {
        "nobody invited them": User(sub="a-1", claims={"email": "stranger@example.org", "email_verified": True}),
        "the address is not proved": known(world.improver_here, verified=False),
        "no address": User(sub="a-1", claims={}),
    }[why]
    before = Person.objects.count()
    with provider(settings, tmp_path, person):
        answer = come_from(client, "a-1")
    assert answer["Location"] == reverse("socialaccount_login_error")
    assert "_auth_user_id" not in client.session
    assert (Person.objects.count(), SocialAccount.objects.count()) == (before, 0)
    assert Event.objects.filter(verb="failed to sign in", by=None).count() == 1
    assert "Ask the co-ordinator" in client.get(answer["Location"]).content.decode()


def test_a_password_that_somebody_else_may_have_chosen_stops_working(world, client, settings, tmp_path) -> None:
    """The provider has proved the address and we have not: whoever set the password may be another."""
    with provider(settings, tmp_path, known(world.improver_here)):
        come_from(client, "a-1")
    assert not Person.objects.get(pk=world.improver_here.pk).has_usable_password()
    assert sign_in(Client(), world.improver_here).status_code == 200


def test_the_way_back_works_once_and_only_in_the_window_that_asked(world, client, settings, tmp_path) -> None:
    with provider(settings, tmp_path, known(world.improver_here)):
        asked = Request(sent_to(client), data=b"sub=a-1", method="POST")  # noqa: S310
        back = build_opener(Stays).open(asked).headers["Location"].removeprefix("http://testserver")
        elsewhere = Client()
        assert elsewhere.get(back)["Location"] == reverse("socialaccount_login_error")
        assert "_auth_user_id" not in elsewhere.session
        assert client.get(back)["Location"] == reverse("today")
        client.post(reverse("sign-out"))
        assert client.get(back)["Location"] == reverse("socialaccount_login_error")


def test_what_is_asked_is_bound_to_the_window_by_state_and_to_the_site_by_pkce(
    world, client, settings, tmp_path
) -> None:
    with provider(settings, tmp_path):
        asked = parse_qs(urlsplit(sent_to(client)).query)
        other = parse_qs(urlsplit(sent_to(Client())).query)
    assert asked["code_challenge_method"] == ["S256"]
    for each in ("state", "code_challenge"):
        assert len(asked[each][0]) >= 16
        assert asked[each] != other[each]


def test_looking_at_the_address_of_the_button_signs_nobody_in(world, client, settings, tmp_path) -> None:
    with provider(settings, tmp_path, known(world.improver_here)):
        answer = client.get(reverse("openid_connect_login", args=["work"]))
    assert answer.status_code == 200
    assert re.search(r"<form[^>]*method=\"post\"", answer.content.decode())


def test_a_provider_that_is_not_there_is_said_plainly(world, client, settings, tmp_path) -> None:
    with provider(settings, tmp_path):
        pass  # it ends here
    answer = client.post(reverse("openid_connect_login", args=["work"]))
    assert answer.status_code == 502
    assert "does not answer" in answer.content.decode()


@pytest.mark.parametrize(("vouches", "asked"), [(True, False), (False, True)])
def test_a_provider_that_asks_for_a_second_step_itself_spares_people_a_third(
    world, client, settings, tmp_path, vouches, asked
) -> None:
    settings.SECOND_STEP = "roles"
    with provider(settings, tmp_path, known(world.co_ordinator), second_step=vouches):
        come_from(client, "a-1")
    assert (client.get(reverse("today")).status_code == 302) is asked


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "cannot be read as JSON"),
        ("{}", "must be a list"),
        ('["work"]', "must be a list"),
        ('[{"id": "work"}]', "'work' lacks client, name, secret, server"),
        ('[{"id": "w", "name": "", "server": "", "client": "", "secret": "", "scope": ""}]', "scope, which nothing"),
    ],
)
def test_a_file_of_providers_that_is_wrong_says_what_is(tmp_path, written, said) -> None:
    file = tmp_path / "providers.json"
    file.write_text(written)
    with pytest.raises(NotProviders, match=said):
        openid_connect(str(file))


def test_a_file_that_is_not_there_is_named(tmp_path) -> None:
    with pytest.raises(NotProviders, match=r"nowhere\.json"):
        openid_connect(str(tmp_path / "nowhere.json"))


def test_without_a_file_there_is_no_provider(world, client) -> None:
    assert openid_connect(None)["APPS"] == []
    assert client.post(reverse("openid_connect_login", args=["work"])).status_code == 404


def test_the_policy_lets_forms_lead_to_the_providers_and_nowhere_else(settings, tmp_path) -> None:
    with provider(settings, tmp_path, leads_to="https://login.example.org/deep/page") as address:
        apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    assert origins(apps) == sorted([address, "https://login.example.org"])
