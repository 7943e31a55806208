"""Changing learning systems, and who takes part."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from knotwork.access.policy import Subject, check
from knotwork.access.verbs import Verb
from knotwork.learning.audit import actions as audit
from knotwork.learning.systems.models import LearningSystem, Participation


@transaction.atomic
def begin(*, name: str, purpose: str, by: Any, at: datetime, who: str = "", equity: str = "") -> LearningSystem:
    """Begin a learning system. Only the command line can, until charters are written in the site.

    Raises:
        NotAllowed: `by` is not the command line.
    """
    check(by, Verb.SET_UP, Subject())
    system = LearningSystem.objects.create(slug=slugify(name)[:60], name=name, purpose=purpose, who=who, equity=equity)
    after = {"name": name, "purpose": purpose}
    audit.record(by=by, at=at, verb="begin", kind="system", key=system.slug, system=system.pk, after=after)
    return system


@transaction.atomic
def take_part(*, system: LearningSystem, places: list[Any], by: Any, at: datetime) -> None:
    """Let places take part in a learning system; those that already do are left as they are.

    Raises:
        NotAllowed: `by` may not bring numbers into this system.
    """
    check(by, Verb.IMPORT, system.subject)
    there = set(system.participations.values_list("place_id", flat=True))
    new = [place for place in places if place.pk not in there]
    Participation.objects.bulk_create(Participation(system=system, place=place) for place in new)
    if new:
        after = {"places": [place.code for place in new]}
        audit.record(by=by, at=at, verb="take part", kind="system", key=system.slug, system=system.pk, after=after)


@transaction.atomic
def take_requests(*, system: LearningSystem, taken: bool, by: Any, at: datetime) -> None:
    """Let anybody with an account see that a learning system is there and ask to join it, or let nobody.

    Raises:
        NotAllowed: `by` may not invite into the whole system.
    """
    check(by, Verb.INVITE, system.subject)
    if LearningSystem.objects.filter(pk=system.pk, open_to_requests=not taken).update(open_to_requests=taken):
        told = {"before": {"open_to_requests": not taken}, "after": {"open_to_requests": taken}}
        audit.record(by=by, at=at, verb="take requests", kind="system", key=system.slug, system=system.pk, **told)
