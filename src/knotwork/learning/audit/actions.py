"""Writing the trail. Every other action calls `record` inside the transaction that makes its change."""

from datetime import datetime
from typing import Any

from django.db import connection

from knotwork.learning.audit.models import Event


class NotInTransaction(RuntimeError):
    """An audit event was about to be written apart from the change that it tells of."""


def record(
    *, by: Any, at: datetime, verb: str, kind: str, key: str, before: dict | None = None, after: dict | None = None
) -> Event:
    """Write down one change beside the change itself, so that neither can stand without the other.

    Raises:
        NotInTransaction: no transaction is open, so the two could come apart.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"Record {verb} {kind} {key} inside the transaction that makes the change.")
    return Event.objects.create(
        by=by, at=at, verb=verb, subject_kind=kind, subject_key=key, before=before or {}, after=after or {}
    )
