"""Lending somebody an operator's power for some minutes, and taking it back."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from knotwork.access.policy import Subject, check
from knotwork.access.verbs import Verb
from knotwork.learning.accounts.queries import second_steps
from knotwork.learning.administration.models import Lending
from knotwork.learning.administration.queries import current, holds
from knotwork.learning.audit import actions as audit
from knotwork.learning.people.models import Person
from knotwork.science.privacy import find_identifiers

LONGEST, SHORTEST_REASON, LONGEST_REASON = 240, 10, 200


class NotLent(ValueError):
    """Nobody was made an administrator; the message says why, and what to do."""


@transaction.atomic
def lend(*, person: Person, reason: str, minutes: int, by: Any, at: datetime) -> Lending:
    """Let one person do for some minutes what the command line may. Who, why and until when is in the trail.

    Raises:
        NotAllowed: `by` is not the command line.
        NotLent: the time or the reason will not do, or the person has no second step, no open account, or it already.
    """
    check(by, Verb.SET_UP, Subject())
    person = Person.objects.select_for_update().get(pk=person.pk)
    reason = " ".join(reason.split())
    if refusal := _refusal(person, reason, minutes):
        raise NotLent(refusal)
    if (open_one := current(person)) and holds(open_one, at=at):
        raise NotLent("They are an administrator already. It ends by itself, or by the button on their pages.")
    if open_one:
        _close(open_one, by=person, at=at)
    lending = Lending.objects.create(person=person, reason=reason, began_at=at, until=at + timedelta(minutes=minutes))
    after = {"reason": reason, "until": lending.until.isoformat()}
    audit.record(by=by, at=at, verb="begin administrator", kind="person", key=str(person.pk), after=after)
    return lending


def _refusal(person: Person, reason: str, minutes: int) -> str:
    """Why it cannot be lent, in words; nothing where it can. The reason is in the trail for ever: it names nobody."""
    named = [part for part in (person.name, person.email) if part.lower() in reason.lower()]
    if not 1 <= minutes <= LONGEST:
        return f"Give it a time from 1 to {LONGEST} minutes."
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        return f"Say in {SHORTEST_REASON} to {LONGEST_REASON} letters what it is for."
    if named or "@" in reason or find_identifiers(reason):
        return "The reason is kept for ever: name nobody in it, neither a patient nor anybody else."
    if not person.is_active:
        return "Their account is closed."
    if not second_steps(person).exists():
        return "They sign in with a password alone. Ask them to set up a second step on their account page first."
    return ""


@transaction.atomic
def end(*, by: Any, at: datetime) -> None:
    """Give back what was lent, or note that its time is over. Where nothing is lent, nothing happens."""
    Person.objects.select_for_update().get(pk=by.pk)
    if lending := current(by):
        _close(lending, by=by, at=at)


def _close(lending: Lending, *, by: Any, at: datetime) -> None:
    over = at >= lending.until
    lending.ended_at = min(at, lending.until)
    lending.save(update_fields=["ended_at"])
    after = {"how": "by itself" if over else "given back", "ended": lending.ended_at.isoformat()}
    audit.record(by=by, at=at, verb="end administrator", kind="person", key=str(lending.person_id), after=after)
