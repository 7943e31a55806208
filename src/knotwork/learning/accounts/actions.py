"""Writing down where somebody is signed in, and what was tried in vain."""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction

from knotwork.learning.audit import actions as audit


def seen(*, session: str, at: datetime) -> None:
    """Note when a session was last used. This is no change by anybody, so no event tells of it."""
    UserSession.objects.filter(session_key=session).update(last_seen_at=at)


def renamed(*, session: str, now: str) -> None:
    """Keep a session's place in the list of those of its person, under its new name. Nothing of theirs changes."""
    UserSession.objects.filter(session_key=session).update(session_key=now)


@transaction.atomic
def failed_second_step(*, person: Any, at: datetime) -> None:
    """Write down that somebody knew this person's password, but not the code. Nobody knows who it was."""
    audit.record(by=None, at=at, verb="failed second step", kind="person", key=str(person.pk))
