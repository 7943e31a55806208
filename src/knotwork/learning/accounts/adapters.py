"""What django-allauth asks this site: who may have an account, whom a provider vouches for, what is written down."""

import logging
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

import jwt
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from knotwork.learning.audit import actions as audit
from knotwork.learning.audit.codes import mark_of_session

log = logging.getLogger(__name__)
NONCES = "openid_nonces"
"""Where a session keeps what an ID token must repeat, by the state of the question."""
SIGNED_BY = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
"""How an ID token may be signed: by a key that only the provider has."""

CHANGED = {
    "password_changed": "Your password was changed.",
    "password_reset": "You have a new password: somebody used the link that we sent to this address.",
    "password_set": "You have a password now.",
    "totp_activated": "An app on your phone is now your second step when you sign in.",
    "totp_deactivated": "The app on your phone is no longer your second step when you sign in.",
    "webauthn_added": "You have a new passkey.",
    "webauthn_removed": "One of your passkeys was taken away.",
    "recovery_codes_generated": "You have new recovery codes. The old ones no longer work.",
    "account_connected": "You can now sign in with another provider.",
    "account_disconnected": "You can no longer sign in with one of your providers.",
}
"""What an e-mail says of each change of how one signs in, by the name that django-allauth gives the change."""


class Invited(DefaultAccountAdapter):
    """Accounts come by invitation. Each sign-in, each that failed, and each change of how one signs in is an event."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "That e-mail address and password do not go together. Check both, and try again.",
        "too_many_login_attempts": "Too many tries went wrong. Wait five minutes, and try again.",
        "incorrect_password": "That is not your password. Check it, and try again.",
        "account_inactive": "This account is closed.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Whether an address leads to this site. One that cannot be read leads nowhere."""
        return url_has_allowed_host_and_scheme(url, {self.request.get_host()}, require_https=self.request.is_secure())

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Write down who signed in, from which session."""
        user.session_mark = mark_of_session(request.session.session_key)
        _written("sign in", user)
        return super().post_login(request, user, **more)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write down that somebody tried. Neither the address nor the password is kept: the one is often the other."""
        _written("failed to sign in", None)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Write down that somebody's password, second step or provider was changed, and tell them by e-mail."""
        user.session_mark = mark_of_session(self.request.session.session_key)
        change = template_prefix.rpartition("/")[2]
        _written(change.replace("_", " "), user)
        told = {"what": CHANGED[change], "at": timezone.localtime(), "name": user.name}
        self.send_mail("accounts/email/changed", email or user.email, told)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send once what it tells of is done: a slow mail server must not hold the database, nor undo a change."""
        host = self.request.build_absolute_uri("/")
        said = self.render_mail(template_prefix, email, {"email": email, "host": host, **context})
        transaction.on_commit(said.send, robust=True)

    def add_message(
        self, request: HttpRequest, level: int, message_template: Any = None, *args: Any, **more: Any
    ) -> None:
        """Say nothing of signing in and out, which one sees; say the rest."""
        if message_template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, level, message_template, *args, **more)


class SecondSteps(DefaultMFAAdapter):
    """Secrets of second steps lie sealed in the database, with the site's own key: a backup alone opens none."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right, or it was used before. Wait for the next one, and try again.",
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret. Raises `InvalidToken` where the site's key is another than when it was sealed."""
        return _seal().decrypt(encrypted_text.encode()).decode()


def _seal() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"second steps {settings.SECRET_KEY}".encode()).digest()))


class FromProvider(DefaultSocialAccountAdapter):
    """An OpenID provider may say who somebody is who has an account here, by an address that it has proved."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody gets an account by coming from a provider."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse whom nobody invited, or whose address the provider has not proved; note a second step asked there."""
        if not sociallogin.is_existing:
            _written("failed to sign in", None)
            raise ImmediateHttpResponse(redirect("socialaccount_login_error"))
        app = sociallogin.provider.app if sociallogin.provider else None
        request.session["second_step_elsewhere"] = bool(app and app.settings.get("second_step"))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        """Show our own page, which says what to do."""
        log.warning("Signing in by %s went wrong: %s", provider, more.get("exception") or more.get("error"))
        _written("failed to sign in", None)
        raise ImmediateHttpResponse(redirect("socialaccount_login_error"))


class Provider(OpenIDConnectOAuth2Adapter):
    """What an OpenID provider says, taken only if it is that provider's, signed, and an answer to our own question."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's own description. Raises `OAuth2Error` where it says that it is another than was asked."""
        found: dict[str, Any] = super().openid_config
        asked = self.get_provider().server_url.partition("/.well-known/")[0]
        if str(found.get("issuer", "")).rstrip("/") != asked.rstrip("/"):
            raise OAuth2Error(f"{asked} says that it is {found.get('issuer')}.")
        return found

    def described(self) -> None:
        """Ask the provider for its description, before anybody is led there or anything is sent to it."""
        _ = self.openid_config

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **more: Any) -> Any:
        """Refuse, by `OAuth2Error`, what has no signed token, answers another question, or is about two people."""
        said = more["response"].get("id_token")
        if not said:
            raise OAuth2Error("There is no ID token.")
        claims = self._decode_id_token(app, said)
        asked = request.session.get(NONCES, {}).pop(request.GET.get("state", ""), None)
        if not asked or claims.get("nonce") != asked:
            raise OAuth2Error("The ID token answers another question.")
        about = {"userinfo": self._fetch_user_info(token.token), "id_token": claims}
        if about["userinfo"].get("sub") != claims["sub"]:
            raise OAuth2Error("The ID token and the provider's words are about two people.")
        return self.get_provider().sociallogin_from_response(request, about)

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """What a token says, once its signature, issuer, audience and age are checked."""
        with get_adapter().get_requests_session() as fetches:
            answer = fetches.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        try:
            name = jwt.get_unverified_header(id_token).get("kid")
            keys = [key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if name in {None, key.key_id}]
            return self._signed_by_one(keys, id_token, app.client_id)
        except jwt.PyJWTError as cause:
            raise OAuth2Error(f"The ID token cannot be taken: {cause}") from cause

    def _signed_by_one(self, keys: list[jwt.PyJWK], id_token: str, client: str) -> dict[str, Any]:
        issuer = self.openid_config["issuer"]
        wanted = {"require": ["iss", "aud", "sub", "exp", "iat"]}
        refused: jwt.PyJWTError = jwt.InvalidKeyError("none of the provider's keys bears its name")
        for key in keys:
            try:
                return jwt.decode(id_token, key, sorted(SIGNED_BY), wanted, issuer=issuer, audience=client)
            except jwt.PyJWTError as cause:
                refused = cause
        raise refused


@transaction.atomic
def _written(verb: str, by: Any) -> None:
    """One event about an account."""
    audit.record(by=by, at=timezone.now(), verb=verb[:40], kind="person", key=str(by.pk) if by else "")
