"""Signing in and out, and one page for all that keeps an account safe."""

import logging
import secrets
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from requests import RequestException

from knotwork.learning.accounts import queries
from knotwork.learning.accounts.adapters import NONCES, Provider
from knotwork.learning.people.queries import demonstrators

log = logging.getLogger(__name__)
MOST_QUESTIONS = 9  # with the new one, as many as the library remembers in a session
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@method_decorator(sensitive_post_parameters(), name="dispatch")
class SignIn(LoginView):
    """Sign in; the demonstration, and only it, also offers an account a role."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """What the library shows, with the demonstration's people and the way back."""
        offered = demonstrators() if settings.DEMONSTRATION else []
        providers = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        shown = {"offered": offered, "next": _next(self.request), "providers": providers}
        return {**super().get_context_data(**more), **shown}


sign_in = SignIn.as_view()


@require_POST
def demonstrate(request: HttpRequest) -> HttpResponse:
    """Sign in to one of the demonstration's accounts. On a real site this page is not there."""
    chosen = [person for person in demonstrators() if person.demonstrates == request.POST.get("role")]
    if not (settings.DEMONSTRATION and chosen):
        raise Http404
    return let_in(request, chosen[0], to=_next(request))


def let_in(request: HttpRequest, person: Any, *, to: str) -> HttpResponse:
    """Sign somebody in who is not asked for a password now, and lead them on."""
    login(request, person, backend=BACKEND)
    return get_adapter(request).post_login(
        request, person, email_verification="none", signal_kwargs=None, email=None, signup=False, redirect_url=to,
    )  # fmt: skip


def _next(request: HttpRequest) -> str:
    """Where to go after signing in: back to the page that was asked for, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("today")


def go_to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to an OpenID provider, or say that it does not answer."""
    leads = _by_provider(OAuth2LoginView, request, provider_id)
    asked = parse_qs(urlsplit(leads.headers.get("Location", "")).query)
    if "code_challenge" not in asked:
        return leads
    nonce = secrets.token_urlsafe(32)
    questions = request.session.get(NONCES, {})
    request.session[NONCES] = {**dict(list(questions.items())[-MOST_QUESTIONS:]), asked["state"][0]: nonce}
    return redirect(f"{leads.headers['Location']}&{urlencode({'nonce': nonce})}")


def back_from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what an OpenID provider answers."""
    return _by_provider(OAuth2CallbackView, request, provider_id)


def _by_provider(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """What the library does there, once the provider is the one that was named, and answers."""
    provider = Provider(request, provider_id)
    try:
        if request.method == "POST" or "code" in request.GET:
            provider.described()
        answer: HttpResponse = view.adapter_view(provider)(request)
    except SocialApp.DoesNotExist as cause:
        raise Http404 from cause
    except (RequestException, OAuth2Error) as cause:
        log.warning("The provider %s does not answer: %s", provider_id, cause)
        return render(request, "accounts/no_answer.html", status=HTTPStatus.BAD_GATEWAY)
    return answer


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    get_adapter(request).logout(request)
    return redirect("sign-in")


def account(request: HttpRequest) -> HttpResponse:
    """Password, second step, passkeys, and where one is signed in."""
    context = {
        "passkeys": queries.passkeys(request.user),
        "has_app": queries.has_app(request.user),
        "lacks_second_step": queries.lacks_second_step(request.user, settings.SECOND_STEP),
        "sessions": queries.sessions(request.user),
    }
    return render(request, "accounts/account.html", context)
