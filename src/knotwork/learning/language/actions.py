"""Proposing what a word means, and agreeing it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from knotwork.access.policy import NotAllowed, check
from knotwork.access.verbs import Verb
from knotwork.learning.audit import actions as audit
from knotwork.learning.language.models import Term
from knotwork.learning.language.queries import named_in
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import WORDS, Strand
from knotwork.learning.strands.queries import latest, makes_sense
from knotwork.learning.systems.models import LearningSystem
from knotwork.learning.systems.queries import where_allowed


class NothingMeant(ValueError):
    """A term was to be proposed without a name, or without what it means."""


class DefinedAlready(ValueError):
    """A learning system has a term of this name: `term` is that."""

    def __init__(self, term: Term) -> None:
        super().__init__(term.already)
        self.term = term


@transaction.atomic
def propose(
    *, name: str, meaning: str, system: Any, by: Any, at: datetime, synonyms: str = "", abbreviations: str = "",
    token: UUID | None = None,
) -> Strand:  # fmt: skip
    """Say what a word means in a learning system. It holds at once, and says that nobody has agreed it yet.

    Raises:
        NotAllowed: `by` may not tell in the learning system.
        NothingMeant: there is no name, or no meaning.
        DefinedAlready: the learning system has a term of this name.
    """
    LearningSystem.objects.select_for_update().get(pk=system.pk)  # of two who define one name, one comes second
    if not makes_sense(by, system):
        raise NotAllowed("You may not say here what words mean.", system.pk)
    if made := strands.already(token, by):
        return made
    words = {"name": " ".join(name.split()), "meaning": meaning.strip(), "synonyms": synonyms.strip(),
             "abbreviations": abbreviations.strip()}  # fmt: skip
    if not words["name"] or not words["meaning"]:
        raise NothingMeant("Say the word, and what it means.")
    if known := named_in(system, name):
        raise DefinedAlready(known)
    strand = strands.add(
        kind=Strand.Kind.TERM, title=words["name"], system=system, place=None, needs=Verb.SEE, by=by, at=at,
        token=token, words=words,
    )  # fmt: skip
    Term(strand=strand, system=system, **words).save(force_insert=True)
    return strand


@transaction.atomic
def agree(*, strand: Strand, version: int, by: Any, at: datetime) -> Strand:
    """Agree what a term means, for the learning system: the very words of one version, which `by` has read.

    Raises:
        NotAllowed: `by` may decide nowhere in the learning system.
        ChangedMeanwhile: there are newer words, which `by` has not read.
    """
    strand = strands.held(strand, by)
    if not where_allowed(by, Verb.DECIDE, strand.system):
        check(by, Verb.DECIDE, strand.subject)
    newest = latest(strand)
    if newest.number != version:
        raise strands.ChangedMeanwhile(newest)
    term = Term.objects.get(pk=strand.pk)
    if term.agreed_version != version:
        Term.objects.filter(pk=strand.pk).update(agreed_by=by, agreed_at=at, agreed_version=version)
        audit.record(
            by=by, at=at, verb="agree", kind=strand.kind, key=strand.code, system=strand.system_id,
            after={"version": version},
        )  # fmt: skip
    return strand


@transaction.atomic
def take_over(*, rows: list[dict[str, str]], system: Any, by: Any, at: datetime) -> tuple[int, int]:
    """Propose many terms at once, or change the words of those that there are: all or nothing. How many of each.

    What a row says nothing of (such as `synonyms`, where it has none of them) stays as it was.

    Raises:
        NotAllowed: `by` may not tell in the learning system, or may not bring in what others read.
        NothingMeant: a row lacks its name or its meaning.
    """
    check(by, Verb.IMPORT, system.subject)
    new = changed = 0
    for row in rows:
        known = named_in(system, row["name"])
        if known is None:
            propose(**row, system=system, by=by, at=at)
            new += 1
            continue
        newest = latest(known.strand)
        before = {name: newest.words.get(name, "") for name in WORDS[Strand.Kind.TERM]}
        words = {name: row.get(name, said).strip() for name, said in before.items()}
        if words != before:
            strands.edit(strand=known.strand, words=words, began_from=newest.number, by=by, at=at)
            changed += 1
    return new, changed
