"""For as long as it is lent: an administrator's power, in sessions with a second step, marked in the trail."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from knotwork.learning.administration import actions, queries

MARK = "admin-"


def with_administrator(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lend a person, for one request, what was lent to them; note once that its time is over.

    Their session's mark in the trail begins with `admin-` meanwhile, which no other mark can: others are digits of
    base sixteen alone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and has_second_step(request):
            _lend(request)
        return get_response(request)

    return middleware


def has_second_step(request: HttpRequest) -> bool:
    """Whether whoever is in this session proved by more than a password who they are, here or at their provider."""
    proofs = get_authentication_records(request, request.user)
    elsewhere = bool(request.session.get("second_step_elsewhere"))
    return elsewhere or any(proof.get("method") == "mfa" for proof in proofs)


def _lend(request: HttpRequest) -> None:
    now, person = timezone.now(), request.user
    lending = queries.current(person)
    if lending and queries.holds(lending, at=now):
        request.lending = lending
        person.session_mark = f"{MARK}{person.session_mark}"[:16]
        person.lend(*person.grants(), queries.lent())
    elif lending and now >= lending.until:
        actions.end(by=person, at=now)
