"""Reading links for telling, and what waits to be looked through."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef
from django.http import Http404

from knotwork.access.doors import enter
from knotwork.access.policy import allows, check, systems_of
from knotwork.access.verbs import Verb
from knotwork.learning.capture.models import Opening, Snapshot, Waiting
from knotwork.learning.files.codes import PHOTOGRAPH, Prepared
from knotwork.learning.systems.queries import open_system, where_allowed

_WITH = ("system", "place", "by")


def kept_by(by: Any, system: Any) -> list[Opening]:
    """The openings of a system that a person keeps, newest first, each with `waits`: how many. Two queries."""
    found = Opening.objects.filter(system=system).select_related(*_WITH).annotate(waits=Count("waiting"))
    grants = by.grants()
    return [one for one in found if allows(grants, Verb.GATHER, one.subject)]


def to_look_through(by: Any, *, system: Any = None, before: datetime | None = None) -> list[Opening]:
    """The openings that a person keeps and in which something waits, whoever waits longest first. One query.

    Each has `waits`, how many, and `since`, when the first of them was told. `before` leaves those that were told to
    lately; `system` those of other learning systems.
    """
    grants = by.grants()
    found = Opening.objects.filter(waiting__isnull=False, system__in=[system] if system else systems_of(grants))
    found = found.select_related(*_WITH).annotate(waits=Count("waiting"), since=Min("waiting__at"))
    late = found.filter(since__lt=before) if before else found
    return [one for one in late.order_by("since", "pk") if allows(grants, Verb.GATHER, one.subject)]


def waiting_in(opening: Opening) -> list[Waiting]:
    """What waits to be looked through, the longest first; `shown` where a photograph came with it. One query."""
    shown = Exists(Snapshot.objects.filter(waiting=OuterRef("pk")))
    return list(opening.waiting.select_related("teller").annotate(shown=shown))


def told_and_waiting(by: Any, *, most: int) -> list[Waiting]:
    """What a person told through a link as theirs and nobody has looked through yet, for them alone. One query."""
    return list(Waiting.objects.filter(teller=by.pk).select_related("opening")[:most])


def photograph_of(waiting: Waiting) -> Prepared | None:
    """The photograph that came with what waits, if one did. One query."""
    found = Snapshot.objects.filter(pk=waiting.pk).first()
    return Prepared(PHOTOGRAPH, bytes(found.data), found.width, found.height) if found else None


def is_open(opening: Opening, *, at: datetime) -> bool:
    """Whether anybody can tell through it now."""
    return opening.closed_at is None and at < opening.until


def opened_by(code: str, *, at: datetime) -> Opening | None:
    """The opening behind a link; None for one that is closed, past, or never was: the world learns no more."""
    found = Opening.objects.filter(code=code).select_related(*_WITH).first()
    return found if found and is_open(found, at=at) else None


def open_gathering(by: Any, verb: Verb, system: str) -> Any:
    """The door to a system's openings: for whoever may keep one in it, or at one of its places."""
    found = open_system(by, Verb.SEE, system)
    if not allows(by.grants(), verb, found.subject) and not where_allowed(by, verb, found):
        check(by, verb, found.subject)
    return found


def open_opening(by: Any, verb: Verb, code: str) -> Opening:
    """The door to one opening."""
    return enter(Opening.objects.filter(code=code).select_related(*_WITH).first(), by, verb)


def open_waiting(by: Any, verb: Verb, code: str, waiting: int) -> Waiting:
    """The door to one thing that waits."""
    opening = open_opening(by, Verb.SEE, code)
    found = opening.waiting.filter(pk=waiting).select_related("teller").first()
    if found is None:
        raise Http404
    check(by, verb, opening.subject)
    found.opening = opening
    return found
