"""Adding to the spine: new strands, and links between strands."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from knotwork.access.policy import NotAllowed, Subject, check
from knotwork.access.verbs import Verb
from knotwork.learning.audit import actions as audit
from knotwork.learning.people.models import Person
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.strands.queries import seen_by

TITLE = 120


class NoTeam(ValueError):
    """Something was to be shown to a team only, and no place says which team."""


def add(
    *,
    kind: Strand.Kind,
    title: str,
    system: Any,
    place: Any,
    needs: Verb,
    by: Any,
    at: datetime,
    visibility: str = Strand.Visibility.SYSTEM,
    token: UUID | None = None,
) -> Strand:
    """Begin a strand, inside the transaction that writes its own table.

    Raises:
        NotAllowed: `by` may not do what this kind `needs`, there.
        NoTeam: it is for a team only, and has no place.
    """
    check(by, needs, Subject(system=system.pk, place=place.path if place else None))
    if visibility == Strand.Visibility.TEAM and place is None:
        raise NoTeam("Choose a place, so that it is clear which team sees this, or share it with the learning system.")
    strand = Strand.objects.create(
        kind=kind, title=short(title), system=system, place=place, by=by, at=at, visibility=visibility, token=token
    )
    audit.record(by=by, at=at, verb="add", kind=kind, key=strand.code, system=system.pk)
    return strand


def already(token: UUID | None, by: Any) -> Strand | None:
    """The strand that this very form made when it was sent before, so that a second sending adds nothing.

    The person's own row is held until the transaction ends, so that two sendings at once come one after the other.
    """
    if token is None:
        return None
    Person.objects.select_for_update().get(pk=by.pk)
    return Strand.objects.filter(token=token, by=by).first()


@transaction.atomic
def link(*, origin: Strand, outcome: Strand, relation: str, by: Any, at: datetime) -> Link:
    """Say that one strand came of another, and how. Saying it twice changes nothing.

    Raises:
        NotAllowed: `by` does not see where it came from, or may not tell there.
    """
    if not seen_by(by).filter(pk=origin.pk).exists():
        raise NotAllowed("You can link only to what you can see.")
    check(by, Verb.TELL, outcome.subject)
    joined, new = Link.objects.get_or_create(
        origin=origin, outcome=outcome, relation=relation, defaults={"by": by, "at": at}
    )
    if new:
        after, system = {"origin": origin.code}, outcome.system_id
        audit.record(by=by, at=at, verb="link", kind=relation, key=outcome.code, system=system, after=after)
    return joined


def short(text: str, length: int = TITLE) -> str:
    """The first sentence of a text, cut at a word where it is long: what a list shows of it."""
    line = " ".join(text.split())
    for end in (". ", "! ", "? "):
        line = line.split(end)[0] + (end.strip() if end in line and end != ". " else "")
    if len(line) <= length:
        return line.removesuffix(".")
    return line[: length - 1].rsplit(" ", 1)[0] + "…"
