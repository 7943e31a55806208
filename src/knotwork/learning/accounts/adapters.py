"""What django-allauth asks this site: who may have an account, whom a provider vouches for, what is written down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from knotwork.learning.audit import actions as audit
from knotwork.learning.audit.codes import mark_of_session


class Invited(DefaultAccountAdapter):
    """Accounts come by invitation. Each sign-in, each that failed, and each change of how one signs in is an event."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "That e-mail address and password do not go together. Check both, and try again.",
        "too_many_login_attempts": "Too many tries went wrong. Wait five minutes, and try again.",
        "incorrect_code": "That code is not right, or it was used before. Wait for the next one, and try again.",
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
        _written(template_prefix.rpartition("/")[2].replace("_", " "), user)
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send once what it tells of is done: a slow mail server must not hold the database."""
        transaction.on_commit(lambda: super(Invited, self).send_mail(template_prefix, email, context))

    def add_message(
        self, request: HttpRequest, level: int, message_template: Any = None, *args: Any, **more: Any
    ) -> None:
        """Say nothing of signing in and out, which one sees; say the rest."""
        if message_template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, level, message_template, *args, **more)


class FromProvider(DefaultSocialAccountAdapter):
    """An OpenID provider may say who somebody is who has an account here, by an address that it has proved."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody gets an account by coming from a provider."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse whom nobody invited, or whose address the provider has not proved; note a second step asked there."""
        if not sociallogin.is_existing:
            raise ImmediateHttpResponse(redirect("socialaccount_login_error"))
        app = sociallogin.provider.app if sociallogin.provider else None
        request.session["second_step_elsewhere"] = bool(app and app.settings.get("second_step"))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        """Show our own page, which says what to do."""
        raise ImmediateHttpResponse(redirect("socialaccount_login_error"))


@transaction.atomic
def _written(verb: str, by: Any) -> None:
    """One event about an account."""
    audit.record(by=by, at=timezone.now(), verb=verb[:40], kind="person", key=str(by.pk) if by else "")
