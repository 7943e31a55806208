"""Reading the trail, and proving that nobody has altered it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection

from knotwork.learning.audit.codes import content, fingerprint
from knotwork.learning.audit.models import BEGINNING, Event

A_PAGE = 50
GUARDS = {
    "sqlite": {"audit_event_stays", "audit_event_is_kept", "audit_event_is_not_replaced"},
    "postgresql": {"audit_event_stays", "audit_event_is_not_emptied"},
}
LOOKED_FOR = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_event'::regclass AND tgenabled = 'O'",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """What reading the whole trail showed: how many events, the last fingerprint, and what is wrong, in words."""

    events: int
    head: str
    faults: tuple[str, ...]


def in_system(system: Any, *, page: Any = 1) -> Page:
    """What was changed in a learning system, newest first, in two queries. The system's door has let the reader in."""
    return Paginator(Event.objects.filter(system=system.pk).select_related("by").order_by("-pk"), A_PAGE).get_page(page)


def verify(*, noted: str | None = None) -> Proof:
    """Read the trail from its beginning and check every fingerprint, and that the database still refuses changes.

    `noted` is a fingerprint written down elsewhere at some earlier time: it must still be there, for a chain alone
    cannot show that its end was cut off.
    """
    faults, previous, events, seen = _missing_guards(), BEGINNING, 0, noted in {None, BEGINNING}
    for event in Event.objects.order_by("pk").iterator(chunk_size=2000):
        events += 1
        if event.previous != previous:
            faults.append(f"Event {event.pk} does not follow the one before it: events were removed, added or moved.")
        if fingerprint(event.previous, content(event)) != event.digest:
            faults.append(f"Event {event.pk} does not say what it said when it was written.")
        previous = event.digest
        seen = seen or event.digest == noted
    if not seen:
        faults.append(
            f"The fingerprint that was noted, {noted}, is not in the trail: its end was cut off or rewritten."
        )
    return Proof(events, previous, tuple(faults))


def _missing_guards() -> list[str]:
    """What no longer stands between the trail and whoever would change it."""
    with connection.cursor() as cursor:
        cursor.execute(LOOKED_FOR[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return [
        f"The database's guard {name!r} is gone, so events could be altered: find out who took it away."
        for name in sorted(GUARDS[connection.vendor] - there)
    ]
