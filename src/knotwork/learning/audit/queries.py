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


DONE = {
    "add": "added",
    "annotate": "wrote a note on",
    "begin": "began",
    "begin phase": "began a new phase on",
    "bring in": "brought numbers into",
    "confirm": "said yes to",
    "define": "defined",
    "edit": "changed the words of",
    "end phase": "took back a phase of",
    "give role": "gave a role to",
    "invite": "invited",
    "keep": "kept",
    "link": "linked",
    "match": "matched the columns of",
    "receive": "sent in",
    "refused": "was refused",
    "rematch": "matched anew the columns of",
    "share": "changed who sees",
    "take part": "added places to",
    "take role": "took back a role of",
    "welcome": "gave an account to",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail in words: what was done, and for each thing that changed its name, before and after."""

    event: Event

    @property
    def done(self) -> str:
        """What was done, as a verb in the past."""
        return DONE.get(self.event.verb, self.event.verb)

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """Each thing that the change altered."""
        before, after = self.event.before, self.event.after
        return [(name, before.get(name), after.get(name)) for name in {**before, **after}]


@dataclass(frozen=True, slots=True)
class Proof:
    """What reading the whole trail showed: how many events, the last fingerprint, and what is wrong, in words."""

    events: int
    head: str
    faults: tuple[str, ...]


def in_system(system: Any, *, page: Any = 1) -> Page:
    """What was changed in a learning system, newest first, in two queries. The system's door has let the reader in."""
    events = Event.objects.filter(system=system.pk).select_related("by").order_by("-pk")
    shown = Paginator(events, A_PAGE).get_page(page)
    shown.object_list = [Entry(event) for event in shown.object_list]
    return shown


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
