"""What comes back from a provider, bent: tokens for others, of others, too old, and answers to another's question."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import User, run_server_in_thread
from requests import Session

from knotwork.learning.accounts.adapters import NONCES
from knotwork.learning.people.models import Person
from knotwork.site.providers import openid_connect
from tests.learning.accounts.test_openid import come_from, known, provider, sent_to

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),  # the provider's own
]

FETCH = "allauth.socialaccount.providers.oauth2.client.OAuth2Client.get_access_token"


KEY, OTHERS = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
PUBLIC = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def jwks(name: str | None = "one") -> dict:
    key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
    return {"keys": [{**key, "alg": "RS256", "use": "sig", **({"kid": name} if name else {})}]}


def by(key, *, kid: str | None = "one", alg: str = "RS256", **said):
    """A token as the provider would give it, but for what is said otherwise."""

    def make(issuer: str, nonce: str) -> str:
        now = int(time.time())
        whole = {"iss": issuer, "aud": "us", "sub": "a-1", "iat": now, "exp": now + 60, "nonce": nonce, **said}
        kept = {name: value for name, value in whole.items() if value is not None}
        return jwt.encode(kept, key, algorithm=alg, headers={"kid": kid} if kid else None)

    return make


def signed_with_the_public_key(issuer: str, nonce: str) -> str:
    """The old trick: what everybody may know, used as a secret. Made by hand, for the library refuses to."""
    head, body = (by("k" * 32, alg="HS256")(issuer, nonce)).split(".")[:2]
    seal = hmac.new(PUBLIC, f"{head}.{body}".encode(), "sha256").digest()
    return f"{head}.{body}.{urlsafe_b64encode(seal).decode().rstrip('=')}"


@pytest.fixture
def answered(world, client, settings, tmp_path, monkeypatch):
    """Sign in by a provider whose ID token is the one given; whether that let somebody in."""

    def attempt(token, keys=None) -> bool:
        with provider(settings, tmp_path, known(world.improver_here)) as address:
            real = OAuth2Client.get_access_token
            fetch = Session.get

            def given(self, *args, **more):
                nonce = list(client.session[NONCES].values())[-1]
                return {**real(self, *args, **more), "id_token": token and token(address, nonce)}

            def get(self, url, **more):
                answer = fetch(self, url, **more)
                if url.endswith("/jwks"):
                    answer._content = json.dumps(keys or jwks()).encode()
                return answer

            monkeypatch.setattr(OAuth2Client, "get_access_token", given)
            monkeypatch.setattr(Session, "get", get)
            come_from(client, "a-1")
        return "_auth_user_id" in client.session

    return attempt


SOUND = {"as it should be": (by(KEY), None), "a lone key without a name": (by(KEY, kid=None), jwks(None))}
BENT = {
    "for another site": by(KEY, aud="another-site"),
    "for no site": by(KEY, aud=None),
    "of another provider": by(KEY, iss="https://evil.example"),
    "of no provider": by(KEY, iss=None),
    "too old": by(KEY, exp=1),
    "without an end": by(KEY, exp=None),
    "about nobody": by(KEY, sub=None),
    "about somebody else": by(KEY, sub="b-2"),
    "of another question": by(KEY, nonce="another"),
    "of no question": by(KEY, nonce=None),
    "signed by somebody else": by(OTHERS),
    "signed by nobody": by(None, alg="none"),
    "signed with a secret": by("k" * 32, alg="HS256"),
    "signed with the public key": signed_with_the_public_key,
    "by a key that is not there": by(KEY, kid="two"),
    "no token": None,
    "no token but words": lambda _issuer, _nonce: "not.a.token",
}


@pytest.mark.parametrize("how", SOUND)
def test_a_token_of_the_provider_for_this_question_signs_in(answered, how) -> None:
    assert answered(*SOUND[how])


@pytest.mark.parametrize("how", BENT)
def test_an_id_token_for_somebody_else_signs_nobody_in(answered, how) -> None:
    assert not answered(BENT[how])


def test_a_provider_that_says_that_it_is_another_is_not_asked(world, client, settings, tmp_path, monkeypatch) -> None:
    with provider(settings, tmp_path, known(world.improver_here)):
        fetch = Session.get

        def get(self, url, **more):
            answer = fetch(self, url, **more)
            answer._content = json.dumps({**answer.json(), "issuer": "https://login.example.org"}).encode()
            return answer

        monkeypatch.setattr(Session, "get", get)
        answer = client.post(reverse("openid_connect_login", args=["work"]))
        back = client.get(reverse("openid_connect_callback", args=["work"]) + "?code=x&state=y")
    assert (answer.status_code, back.status_code) == (502, 502)
    assert "does not answer" in answer.content.decode()


def test_each_question_has_a_nonce_of_its_own_and_no_more_than_ten_are_remembered(
    world, client, settings, tmp_path
) -> None:
    with provider(settings, tmp_path, known(world.improver_here)):
        asked = [parse_qs(urlsplit(sent_to(client)).query)["nonce"][0] for _ in range(12)]
    assert len({*asked}) == 12
    assert min(map(len, asked)) >= 43  # 256 bits
    assert list(client.session[NONCES].values()) == asked[-10:]


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
