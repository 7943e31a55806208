"""The forms of signing in."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.core.cache import cache
from django.utils import timezone

from knotwork.learning.accounts import actions
from knotwork.learning.audit.forms import Asking


class SigningIn(Asking, LoginForm):
    """E-mail and password. The address counts the same in capitals and in small letters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        self.fields["login"].label = "E-mail address"
        self.fields["login"].widget = forms.EmailInput(attrs={"autocomplete": "username"})
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""
        self.fields["password"].label = "Password"


class TakesCodesOnce(Asking):
    """A code opens nothing a second time, for as long as it would be right; one that was wrong is written down.

    The library remembers a code for half a minute. With a phone that may be slow, it would be right for longer.
    """

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        """The code, which nobody used before."""
        code: str = super().clean_code()
        right_for = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        used = f"accounts.used.{self.user.pk}.{normalize_user_code(code)}"
        if not cache.add(used, "y", timeout=right_for):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        return code

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        super()._emit_authentication_failed(authenticator)
        actions.failed_second_step(person=self.user, at=timezone.now())


class SecondStep(TakesCodesOnce, AuthenticateForm):
    """The code at signing in."""


class SecondStepAgain(TakesCodesOnce, ReauthenticateForm):
    """The code that proves again who one is."""
