"""Writing the trail. Every other action calls `record` inside the transaction that makes its change."""

from datetime import datetime
from typing import Any

from django.db import connection

from knotwork.learning.audit.codes import content, fingerprint
from knotwork.learning.audit.models import BEGINNING, Event

ONE_AT_A_TIME = 0x6B6E6F74  # "knot": the lock under which PostgreSQL lets one transaction at a time lengthen the chain


class NotInTransaction(RuntimeError):
    """An audit event was about to be written apart from the change that it tells of."""


def record(
    *,
    by: Any,
    at: datetime,
    verb: str,
    kind: str,
    key: str,
    system: int | None = None,
    before: dict | None = None,
    after: dict | None = None,
) -> Event:
    """Write down one change beside the change itself, so that neither can stand without the other.

    `system` is the key of the learning system that it belongs to, whose governance leads can read it. Without `by` the
    change was made anonymously: neither the person nor the session is kept.

    Raises:
        NotInTransaction: no transaction is open, so the two could come apart.
        NotForTheTrail: `before` or `after` holds what JSON cannot.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"Record {verb} {kind} {key} inside the transaction that makes the change.")
    event = Event(by=by, at=at, system_id=system, verb=verb, subject_kind=kind, subject_key=key)
    event.session = getattr(by, "session_mark", "")
    event.before, event.after = before or {}, after or {}
    said = content(event)
    event.previous = _last()
    event.digest = fingerprint(event.previous, said)
    event.save(force_insert=True)
    return event


def _last() -> str:
    """The fingerprint that the next event continues from; nobody else writes one until this transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    return Event.objects.order_by("-pk").values_list("digest", flat=True).first() or BEGINNING
