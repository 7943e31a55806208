"""What comes back from a provider, bent: tokens for others, of others, too old, and answers to another's question."""

import json
import time

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import User, run_server_in_thread

from knotwork.learning.people.models import Person
from knotwork.site.providers import openid_connect
from tests.learning.accounts.test_openid import come_from, known, provider, sent_to

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),  # the provider's own
]

FETCH = "allauth.socialaccount.providers.oauth2.client.OAuth2Client.get_access_token"


def claims(issuer: str, **other) -> dict:
    now = int(time.time())
    return {"iss": issuer, "aud": "us", "sub": "a-1", "iat": now, "exp": now + 60, **other}


def answer_with(monkeypatch, given: dict) -> None:
    """Let the provider's answer hold this ID token, whatever else it says."""
    from allauth.socialaccount.providers.oauth2.client import OAuth2Client

    real = OAuth2Client.get_access_token
    token = jwt.encode(given, "k" * 32, algorithm="HS256")
    monkeypatch.setattr(FETCH, lambda self, *a, **k: {**real(self, *a, **k), "id_token": token})


@pytest.mark.parametrize(
    ("bent", "comes_in"),
    [
        ({}, True),
        ({"aud": "another-site"}, False),
        ({"aud": ["another-site"]}, False),
        ({"iss": "https://evil.example"}, False),
        ({"exp": 1}, False),
        ({"aud": None}, False),
    ],
)
def test_an_id_token_for_somebody_else_signs_nobody_in(
    world, client, settings, tmp_path, monkeypatch, bent, comes_in
) -> None:
    with provider(settings, tmp_path, known(world.improver_here)) as address:
        answer_with(monkeypatch, claims(address, **bent))
        come_from(client, "a-1")
    assert ("_auth_user_id" in client.session) is comes_in


def test_the_answer_of_one_provider_is_not_taken_for_anothers(world, client, settings, tmp_path) -> None:
    with run_server_in_thread(user_claims=[known(world.improver_here)]) as server:
        address = f"http://localhost:{server.server_port}"
        both = [{"id": one, "name": one, "server": address, "client": "us", "secret": "x"} for one in ("work", "evil")]
        file = tmp_path / "both.json"
        file.write_text(json.dumps(both))
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": openid_connect(str(file))}
        asked = sent_to(client)
        state = asked.partition("state=")[2].partition("&")[0]
        bent = reverse("openid_connect_callback", args=["evil"])
        answer = client.get(f"{bent}?code=anything&state={state}")
    assert answer["Location"] == reverse("socialaccount_login_error")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x", "?code=x&state=", "?error=access_denied", "?code[]=1&state[]=2"]
)
def test_an_answer_to_no_question_signs_nobody_in(world, client, settings, tmp_path, query) -> None:
    with provider(settings, tmp_path, known(world.improver_here)):
        answer = client.get(reverse("openid_connect_callback", args=["work"]) + query)
    assert answer.status_code in {302, 401}
    assert "_auth_user_id" not in client.session


def test_no_token_of_the_provider_is_kept(world, client, settings, tmp_path, monkeypatch) -> None:
    from allauth.socialaccount.providers.oauth2.client import OAuth2Client

    real, seen = OAuth2Client.get_access_token, []

    def remember(self, *given, **named):
        seen.append(real(self, *given, **named))
        return seen[-1]

    monkeypatch.setattr(FETCH, remember)
    with provider(settings, tmp_path, known(world.improver_here)):
        come_from(client, "a-1")
    tokens = [
        value for value in (seen[0].get("access_token"), seen[0].get("refresh_token"), seen[0].get("id_token")) if value
    ]
    assert len(tokens) >= 2
    kept = json.dumps(dict(client.session)) + json.dumps(SocialAccount.objects.get().extra_data)
    assert [token for token in tokens if token in kept] == []
    assert not SocialToken.objects.exists()


def test_somebody_is_known_by_the_providers_own_identifier_after_the_first_time(
    world, client, settings, tmp_path
) -> None:
    mine, theirs = world.improver_here, world.improver_there
    with provider(settings, tmp_path, known(mine)):
        come_from(client, "a-1")
    moved = User(sub="a-1", claims={"email": theirs.email, "email_verified": True})
    account = SocialAccount.objects.get()
    again = Client()
    with run_server_in_thread(user_claims=[moved]) as server:
        one = {
            "id": "work",
            "name": "w",
            "server": f"http://localhost:{server.server_port}",
            "client": "us",
            "secret": "x",
        }
        file = tmp_path / "again.json"
        file.write_text(json.dumps([one]))
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": openid_connect(str(file))}
        come_from(again, "a-1")
    assert again.session["_auth_user_id"] == str(mine.pk)
    assert account.uid == "a-1"
    assert Person.objects.get(pk=mine.pk).email == mine.email
