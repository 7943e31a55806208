"""Between the session and the trail: each change is written with its session, and each refusal is written down."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from knotwork.learning.audit import actions as audit
from knotwork.learning.audit.codes import mark_of_session

REFUSED = {403, 404}
KEY = 80


def with_trail(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let a person's changes carry their session's mark, and write down what a person who is signed in was refused.

    A stranger is not written down: whoever can write rows into the trail without an account could fill it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.user.session_mark = mark_of_session(request.session.session_key)
        response = get_response(request)
        if response.status_code in REFUSED and request.user.is_authenticated and _guarded(request):
            _write_down(request, response.status_code)
        return response

    return middleware


def _guarded(request: HttpRequest) -> bool:
    """Whether the address is one of ours that opens something by a door."""
    matched = request.resolver_match
    return matched is not None and getattr(matched.func, "door", None) is not None


@transaction.atomic
def _write_down(request: Any, status: int) -> None:
    matched = request.resolver_match
    audit.record(
        by=request.user,
        at=timezone.now(),
        verb="refused",
        kind=matched.url_name,
        key="/".join(map(str, matched.captured_kwargs.values()))[:KEY],
        system=getattr(request, "refused_in", None),
        after={"method": request.method, "status": status},
    )
