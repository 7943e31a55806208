"""Saying something of a strand, taking it back, and giving thanks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit import actions as audit
from knotwork.learning.people.models import Person
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Strand
from knotwork.learning.talk.models import Comment, Mention, Thanks
from knotwork.learning.talk.queries import may_comment, may_take_back, mentioned


class NothingSaid(ValueError):
    """A comment was to be kept in which nothing is said."""


class NobodySoCalled(ValueError):
    """A comment mentions somebody who does not see the strand, or is not there: `names` are what was written."""

    def __init__(self, names: list[str]) -> None:
        called = " or ".join(f"“{name}”" for name in names)
        super().__init__(
            f"Nobody called {called} sees this. Write their name as it stands here, in full, or leave out the @."
        )
        self.names = names


@transaction.atomic
def comment(*, strand: Strand, text: str, by: Any, at: datetime, token: UUID | None = None) -> Comment:
    """Say something of a strand, by name. Who is mentioned (@ and their name) hears of it.

    Raises:
        NotAllowed: `by` does not see the strand, or may not say anything of it.
        NothingSaid: `text` is empty.
        NobodySoCalled: a mention fits nobody who sees the strand.
    """
    strand = strands.held(strand, by)
    if not may_comment(by, strand):
        raise NotAllowed("You may read this, and not write here.", strand.system_id)
    text = text.strip()
    if not text:
        raise NothingSaid("Write something first.")
    if token and (before := Comment.objects.filter(token=token, by=by.pk).first()):
        return before
    people, unknown = mentioned(strand, text)
    if unknown:
        raise NobodySoCalled(unknown)
    made = Comment.objects.create(strand=strand, by=by, at=at, text=text, token=token)
    Mention.objects.bulk_create(Mention(comment=made, person=person) for person in people if person.pk != by.pk)
    _note("comment", strand, by, at)
    return made


@transaction.atomic
def take_back(*, strand: Strand, comment: int, by: Any, at: datetime) -> None:
    """Take back a comment, by its number: its words and mentions are gone, and that it was taken back stays.

    What was taken back already stays so.

    Raises:
        NotAllowed: `by` does not see the strand, or neither wrote the comment nor looks through what is told there.
    """
    strand = strands.held(strand, by)
    found = Comment.objects.filter(strand=strand, pk=comment, taken_back_at=None).select_related("strand").first()
    if found is None:
        return
    found.strand = strand
    if not may_take_back(by, found):
        raise NotAllowed("Only whoever wrote it takes it back.", strand.system_id)
    found.mentions.all().delete()
    found.text, found.taken_back_at, found.taken_back_by_id = "", at, by.pk
    found.save(update_fields=["text", "taken_back_at", "taken_back_by"])
    _note("take back comment", strand, by, at)


@transaction.atomic
def thank(*, strand: Strand, by: Any, at: datetime, back: bool = False) -> None:
    """Thank whoever told or did this; with `back`, take the thanks back. The same again changes nothing.

    Raises:
        NotAllowed: `by` does not see the strand, or told it themselves.
    """
    Person.objects.select_for_update().get(pk=by.pk)  # the same thanks twice at once come one after the other
    strand = strands.held(strand, by)
    if strand.by_id == by.pk or strand.visibility == Strand.Visibility.OWN:
        raise NotAllowed("Thanks are for what others told.", strand.system_id)
    given = Thanks.objects.filter(strand=strand, by=by.pk)
    if back and given.delete()[0]:
        _note("take back thanks", strand, by, at)
    elif not back and not given.exists():
        Thanks.objects.create(strand=strand, by=by, at=at)
        _note("thank", strand, by, at)


def _note(verb: str, strand: Strand, by: Any, at: datetime) -> None:
    """Write it into the trail: never its words, which can be taken back."""
    audit.record(by=by, at=at, verb=verb, kind=strand.kind, key=strand.code, system=strand.system_id)
