"""Welcoming people and giving them roles."""

from datetime import datetime
from typing import Any

from django.db import transaction

from knotwork.access.policy import OperatorGrant, Subject, check
from knotwork.access.verbs import Verb
from knotwork.learning.audit import actions as audit
from knotwork.learning.people.models import HeldRole, Person

OPERATOR = "command.line@knotwork.invalid"


@transaction.atomic
def operator(*, at: datetime) -> Person:
    """The command line as a person: its changes carry this name, and nobody can sign in as it.

    What it may do is lent to the object that is returned, and goes with it.
    """
    person, _new = Person.objects.get_or_create(
        email=OPERATOR, defaults={"name": "The command line", "is_active": False, "password": "!", "joined_at": at}
    )
    person.lend(OperatorGrant())
    return person


@transaction.atomic
def welcome(
    *, email: str, name: str, by: Person, at: datetime, password: str | None = None, demonstrates: str | None = None
) -> Person:
    """Give somebody an account. Without a password nobody can sign in to it by e-mail.

    Raises:
        NotAllowed: `by` is not the command line.
        ValidationError: the address is not one, or has an account already.
    """
    check(by, Verb.SET_UP, Subject())
    person = Person(email=email.strip().lower(), name=name.strip(), joined_at=at, demonstrates=demonstrates)
    person.set_password(password)
    person.full_clean(exclude=["password"])
    person.save()
    audit.record(by=by, at=at, verb="welcome", kind="person", key=str(person.pk), after={"name": person.name})
    return person


@transaction.atomic
def give_role(*, person: Person, role: str, by: Any, at: datetime, place: Any = None, system: Any = None) -> HeldRole:
    """Give a person a role in a place or in a learning system. Only the command line can, for now.

    Raises:
        NotAllowed: `by` is not the command line.
    """
    check(by, Verb.SET_UP, Subject())
    held, new = HeldRole.objects.get_or_create(person=person, role=role, place=place, system=system)
    if new:
        where = {"place": place.code} if place else {"system": system.slug}
        audit.record(by=by, at=at, verb="give role", kind="person", key=str(person.pk), after={"role": role, **where})
    return held
