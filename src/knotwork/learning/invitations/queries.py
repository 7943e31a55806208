"""Reading who is invited and who asks to join."""

from datetime import datetime
from typing import Any

from django.http import Http404

from knotwork.access.doors import enter
from knotwork.access.policy import Subject, allows, systems_of
from knotwork.access.verbs import Verb
from knotwork.learning.invitations.codes import fingerprint_of
from knotwork.learning.invitations.models import OPEN, Asking, Invitation
from knotwork.learning.people.queries import open_people
from knotwork.learning.systems.models import LearningSystem
from knotwork.learning.systems.queries import open_system


def behind(token: str, *, at: datetime) -> Invitation | None:
    """The invitation that a link opens now; None for one that was used or taken back, is too old, or never was."""
    found = Invitation.objects.select_related("by", "place", "system")
    return found.filter(OPEN, fingerprint=fingerprint_of(token), until__gt=at, by__is_active=True).first()


def invited_to(by: Any, system: Any) -> list[Invitation]:
    """The invitations to a system that wait for an answer, where the reader may invite: newest first. One query."""
    waiting = Invitation.objects.filter(OPEN, system=system).select_related("by", "place")
    grants = by.grants()
    return [one for one in waiting if any(grant.allows(Verb.INVITE, one.subject) for grant in grants)]


def asking_for(system: Any) -> list[Asking]:
    """Who asks to join a system and waits, the longest first. One query."""
    return list(Asking.objects.filter(system=system, answered_at=None).select_related("person"))


def waiting_for(by: Any) -> list[Asking]:
    """Everybody who asks to join a system into which the reader may invite, the longest waiting first. One query."""
    found = Asking.objects.filter(system__in=systems_of(by.grants()), answered_at=None)
    grants = by.grants()
    return [
        one for one in found.select_related("person", "system") if allows(grants, Verb.INVITE, Subject(one.system_id))
    ]


def answered_lately(by: Any, *, since: datetime) -> list[Asking]:
    """The answers that somebody got to their requests to join since an instant, newest first. One query."""
    return list(
        Asking.objects.filter(person=by, answered_at__gt=since).select_related("system").order_by("-answered_at")
    )


def open_invitation(by: Any, verb: Verb, system: str, invitation: int) -> Invitation:
    """The door to an invitation that waits, in one learning system."""
    inside = open_system(by, Verb.SEE, system)
    found = Invitation.objects.filter(OPEN, system=inside, pk=invitation).select_related("place", "system")
    return enter(found.first(), by, verb)


def open_asking(by: Any, verb: Verb, system: str, asking: int) -> Asking:
    """The door to somebody's request to join one learning system."""
    inside = open_system(by, Verb.SEE, system)
    found = Asking.objects.filter(system=inside, pk=asking).select_related("person", "system").first()
    if found is None:
        raise Http404
    open_people(by, verb, system)
    return found


def may_ask_for(by: Any) -> list[LearningSystem]:
    """The learning systems that take requests, and that the reader is not in: the only ones a stranger learns of."""
    return list(LearningSystem.objects.filter(open_to_requests=True).exclude(pk__in=systems_of(by.grants())))


def to_ask_for(by: Any, system: str) -> LearningSystem:
    """One of those, for the page that asks.

    Raises:
        Http404: there is no such system, or it takes no requests, or the reader is in it: a stranger learns nothing.
    """
    found = [one for one in may_ask_for(by) if one.slug == system]
    if not found:
        raise Http404
    return found[0]


def asked_by(by: Any) -> list[Asking]:
    """What somebody asked, and what came of it, newest first. Two queries."""
    mine = list(Asking.objects.filter(person=by).select_related("system").order_by("-at", "-pk"))
    mine_now = systems_of(by.grants())
    for one in mine:
        one.inside = one.system_id in mine_now
    return mine
