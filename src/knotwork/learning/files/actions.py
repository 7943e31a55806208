"""Putting photographs and files to strands, and taking them out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit import actions as audit
from knotwork.learning.files.codes import Prepared
from knotwork.learning.files.models import Content, File
from knotwork.learning.files.queries import cannot_add, may_take_out
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Strand

MOST = 10


class TooMany(ValueError):
    """A strand has as many photographs and files as one can look at."""


class NotSaid(ValueError):
    """Nothing says what a file shows."""


@transaction.atomic
def add(*, strand: Strand, file: Prepared, words: str, by: Any, at: datetime, token: UUID | None = None) -> File:
    """Put a photograph or another file to a strand, with words for what it shows. Who sees the strand sees it.

    Raises:
        NotAllowed: `by` may not change what the strand says.
        NotSaid: `words` is empty.
        TooMany: it has ten already.
    """
    strand = strands.held(strand, by)
    if refusal := cannot_add(by, strand):
        raise NotAllowed(refusal, strand.system_id)
    if not words.strip():
        raise NotSaid("Say what it shows.")
    if done := File.objects.filter(token=token, strand=strand).first() if token else None:
        return done
    if File.objects.filter(strand=strand).count() >= MOST:
        raise TooMany(f"There are {MOST} already. Take one out first.")
    made = File.objects.create(
        strand=strand, at=at, sort=file.sort, words=words.strip(), size=len(file.data), width=file.width,
        height=file.height, token=token,
    )  # fmt: skip
    Content.objects.create(file=made, data=file.data)
    _note("add file", strand, by, at)
    return made


@transaction.atomic
def take_out(*, file: File, by: Any, at: datetime) -> None:
    """Take a photograph or file out for good: nothing of it is kept. What was taken out already stays so.

    Raises:
        NotAllowed: `by` neither may change what the strand says, nor looks through what is told there.
    """
    strand = strands.held(file.strand, by)
    if not may_take_out(by, strand):
        raise NotAllowed("Only whoever told it takes it out.", strand.system_id)
    if File.objects.filter(pk=file.pk).delete()[0]:
        _note("take out file", strand, by, at)


def _note(verb: str, strand: Strand, by: Any, at: datetime) -> None:
    """Write it into the trail: never what it shows, which can be taken out."""
    audit.record(
        by=strands.named(strand, by), at=at, verb=verb, kind=strand.kind, key=strand.code, system=strand.system_id
    )
