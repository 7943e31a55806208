"""Addresses of signing in and of one's account: of django-allauth's views, those that this site offers, and no other.

The library finds its pages by the names that it gave them; each change that a view makes is one transaction with its
event in the trail.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required as proved
from allauth.mfa.base import views as steps
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as providers
from allauth.usersessions import views as sessions
from django.db import transaction
from django.urls import URLPattern, register_converter
from django.urls.converters import StringConverter

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.accounts import views


class Base36(StringConverter):
    """A number in digits and letters, as the library writes a person's key."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36, "base36")


def _page(pattern: str, view: Callable[..., Any], needs: Verb, *names: str) -> list[URLPattern]:
    return [route(pattern, transaction.atomic(view), needs=needs, name=name) for name in names]


def _anybody(pattern: str, view: Callable[..., Any], *names: str) -> list[URLPattern]:
    return _page(pattern, view, Verb.ENTER, *names)


def _mine(pattern: str, view: Callable[..., Any], *names: str) -> list[URLPattern]:
    return _page(pattern, view, Verb.USE_OWN, *names)


urlpatterns = [
    *_anybody("sign-in/", views.sign_in, "sign-in", "account_login"),
    *_anybody("sign-in/demonstration/", views.demonstrate, "demonstrate"),
    *_anybody("sign-in/step/", steps.authenticate, "mfa_authenticate"),
    *_anybody("sign-in/passkey/", passkeys.login_webauthn, "mfa_login_webauthn"),
    *_anybody("sign-in/closed/", account.account_inactive, "account_inactive"),
    *_anybody("sign-in/invitation/", account.signup, "account_signup", "socialaccount_signup"),
    *_anybody("sign-in/from/refused/", providers.login_error, "socialaccount_login_error"),
    *_anybody("sign-in/from/cancelled/", providers.login_cancelled, "socialaccount_login_cancelled"),
    *_anybody("sign-in/from/<slug:provider_id>/", views.go_to_provider, "openid_connect_login"),
    *_anybody("sign-in/from/<slug:provider_id>/back/", views.back_from_provider, "openid_connect_callback"),
    *_anybody("sign-in/forgotten/", account.password_reset, "account_reset_password"),
    *_anybody("sign-in/forgotten/sent/", account.password_reset_done, "account_reset_password_done"),
    *_anybody(
        "sign-in/forgotten/<base36:uidb36>-<str:key>/",
        account.password_reset_from_key,
        "account_reset_password_from_key",
    ),
    *_anybody("sign-in/forgotten/done/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    *_mine("sign-out/", views.sign_out, "sign-out", "account_logout"),
    *_mine("account/", views.account, "account", "mfa_index", "account_email", "mfa_list_webauthn"),
    *_mine("account/again/", account.reauthenticate, "account_reauthenticate"),
    *_mine("account/again/step/", steps.reauthenticate, "mfa_reauthenticate"),
    *_mine("account/again/passkey/", passkeys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    *_mine("account/password/", account.password_change, "account_change_password"),
    *_mine("account/password/first/", account.password_set, "account_set_password"),
    *_mine("account/app/", app.activate_totp, "mfa_activate_totp"),
    *_mine("account/app/remove/", app.deactivate_totp, "mfa_deactivate_totp"),
    *_mine("account/codes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    *_mine("account/codes/new/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    *_mine("account/codes/file/", codes.download_recovery_codes, "mfa_download_recovery_codes"),
    *_mine("account/passkeys/new/", passkeys.add_webauthn, "mfa_add_webauthn"),
    *_mine("account/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, "mfa_remove_webauthn"),
    *_mine("account/passkeys/<int:pk>/name/", passkeys.edit_webauthn, "mfa_edit_webauthn"),
    *_mine("account/sessions/", proved(sessions.list_usersessions, allow_get=True), "usersessions_list"),
    *_mine("account/providers/", providers.connections, "socialaccount_connections"),
]
