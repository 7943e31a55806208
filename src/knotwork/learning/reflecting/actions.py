"""Keeping a reflection."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from knotwork.access.verbs import Verb
from knotwork.learning.reflecting.models import Reflection
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import WORDS, Link, Strand


class NothingWritten(ValueError):
    """A reflection was to be kept in which nothing is written."""


@transaction.atomic
def reflect(
    *,
    words: Mapping[str, str],
    system: Any,
    by: Any,
    at: datetime,
    place: Any = None,
    together: str = Reflection.Together.ALONE,
    about: Strand | None = None,
    token: UUID | None = None,
) -> Strand:
    """Keep a reflection that nobody but `by` sees, until they show it to others. `about` is what prompted it.

    Raises:
        NotAllowed: `by` may not tell there, or does not see what it is about.
        NothingWritten: none of the questions is answered.
    """
    if done := strands.already(token, by):
        return done
    said = {name: words.get(name, "").strip() for name in WORDS[Strand.Kind.REFLECTION]}
    if not any(said.values()):
        raise NothingWritten("Answer one of the questions, in a sentence.")
    strand = strands.add(
        kind=Strand.Kind.REFLECTION, title=next(filter(None, said.values())), system=system, place=place,
        needs=Verb.TELL, by=by, at=at, visibility=Strand.Visibility.OWN, token=token, words=said,
    )  # fmt: skip
    Reflection.objects.create(strand=strand, together=together, **said)
    if about:
        strands.link(origin=about, outcome=strand, relation=Link.Relation.PROMPTED_BY, by=by, at=at)
    return strand
