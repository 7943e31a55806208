"""How long somebody stays signed in, and who must have a second step before anything else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from knotwork.learning.accounts import actions
from knotwork.learning.accounts.queries import lacks_second_step

Answer = Callable[[HttpRequest], HttpResponse]
SEEN_EACH = timedelta(minutes=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC).isoformat()
# What somebody may do before they have a second step: set one up, prove who they are, get help, and leave.
BEFORE = {"account", "sign-out", "help"}


def begins(request: HttpRequest, **_more: Any) -> None:
    """Somebody signed in: from now on the limits count."""
    request.session["began_at"] = request.session["seen_at"] = timezone.now().isoformat()


def goes_on(request: HttpRequest, reauthenticated: bool = False, **_more: Any) -> None:
    """Somebody proved again who they are: the session gets a new name, and whoever knew the old one is left outside."""
    if reauthenticated:
        before = request.session.session_key
        request.session.cycle_key()
        actions.renamed(session=before, now=request.session.session_key)


def with_limits(get_response: Answer) -> Answer:
    """End a session that was left alone for too long, or that began too long ago. What was typed waits in the page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now()
            if _over(request, now):
                logout(request)
                messages.info(request, "You were signed out, because nothing was done for a while. Sign in to go on.")
                return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        return get_response(request)

    return middleware


def _over(request: HttpRequest, now: datetime) -> bool:
    """Whether the session has run out; where it has not, note that it is in use, at most once a minute."""
    session = request.session
    began, seen = (datetime.fromisoformat(session.get(key, LONG_AGO)) for key in ("began_at", "seen_at"))
    if now - began > settings.SIGNED_IN_FOR or now - seen > settings.IDLE_FOR:
        return True
    if now - seen > SEEN_EACH:
        session["seen_at"] = now.isoformat()
        actions.seen(session=session.session_key, at=now)
    return False


def with_second_step(get_response: Answer) -> Answer:
    """Lead whoever must have a second step, and has none, to setting one up, from any page but those for that."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, _view: object, _given: object, _named: object) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else ""
        free = name in BEFORE or name.startswith(("mfa_", "account_", "usersessions_"))
        if free or not request.user.is_authenticated or not lacks_second_step(request.user, settings.SECOND_STEP):
            return None
        if request.session.get("second_step_elsewhere"):
            return None
        return redirect("account")

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
