"""Welcoming people and giving them roles."""

from datetime import datetime
from typing import Any

from django.db import transaction

from knotwork.access.policy import NotAllowed, OperatorGrant, Subject, check, may_give
from knotwork.access.verbs import Verb
from knotwork.learning.audit import actions as audit
from knotwork.learning.people.grants import reach_of
from knotwork.learning.people.models import HeldRole, Person
from knotwork.learning.systems.models import LearningSystem

OPERATOR = "command.line@knotwork.invalid"
BEYOND = (
    "You may not give this role there, nor take it back. It takes somebody who may do all that the role may, in every "
    "learning system that it reaches: ask your network's co-ordinator."
)


class LastCoOrdinator(ValueError):
    """A role cannot be taken back: its holder is the only one left who runs the learning system."""


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
    audit.record(by=by, at=at, verb="welcome", kind="person", key=str(person.pk))
    return person


@transaction.atomic
def join(*, email: str, name: str, password: str, at: datetime) -> Person:
    """Open an account for somebody who was invited. It may do nothing until it is given a role.

    Only `invitations.actions` calls this, with an invitation in its hand; the event is the new person's own.

    Raises:
        ValidationError: an account with this address is there, or the name is none.
    """
    person = Person(email=email, name=name.strip(), joined_at=at)
    person.set_password(password)
    person.full_clean(exclude=["password"])
    person.save()
    audit.record(by=person, at=at, verb="open account", kind="person", key=str(person.pk))
    return person


def check_may_give(*, by: Any, role: str, place: Any = None, system: Any = None) -> None:
    """Let an action that leads to a role go on.

    Raises:
        NotAllowed: `by` may not give this role there.
    """
    _check_may_give(by, role, reach_of(place=place, system=system))


@transaction.atomic
def give_role(*, person: Person, role: str, by: Any, at: datetime, place: Any = None, system: Any = None) -> HeldRole:
    """Give a person a role in a place or in a learning system. Given again, it stays as it is.

    Raises:
        NotAllowed: `by` may not give this role there, or it would be their own.
    """
    reach = reach_of(place=place, system=system)
    _check(by, person, role, reach)
    held, new = HeldRole.objects.get_or_create(person=person, role=role, place=place, system=system)
    if new:
        _write_down("give role", held, reach, by, at)
    return held


@transaction.atomic
def take_role(*, held: HeldRole, by: Any, at: datetime) -> None:
    """Take a role back from a person. What they told and decided stays as it is.

    Raises:
        NotAllowed: `by` may not give this role there, and so may not take it back; or it is their own.
        LastCoOrdinator: nobody would be left who runs the learning system.
    """
    reach = reach_of(place=held.place, system=held.system)
    _check(by, held.person, held.role, reach)
    if held.role == "co_ordinator" and held.system_id:
        _keep_one(held)
    gone = HeldRole.objects.filter(pk=held.pk).delete()[0]
    if gone:
        _write_down("take role", held, reach, by, at)


def _check(by: Any, person: Person, role: str, reach: tuple[Subject, ...]) -> None:
    """Whether `by` may change that `person` holds `role` wherever it reaches."""
    if by.pk == person.pk:
        raise NotAllowed("Nobody changes their own roles. Ask somebody else who may.", _one_of(reach))
    _check_may_give(by, role, reach)


def _check_may_give(by: Any, role: str, reach: tuple[Subject, ...]) -> None:
    if not may_give(by.grants(), role, reach or (Subject(),)):
        raise NotAllowed(BEYOND, _one_of(reach))


def _one_of(reach: tuple[Subject, ...]) -> int | None:
    """In whose trail a refusal stands: that of the one system in question, and of none where there are several."""
    return reach[0].system if len(reach) == 1 else None


def _keep_one(held: HeldRole) -> None:
    """Let a learning system keep a co-ordinator, even where two take back each other's role at the same moment."""
    LearningSystem.objects.select_for_update().get(pk=held.system_id)
    others = HeldRole.objects.filter(system=held.system_id, role=held.role, person__is_active=True)
    if not others.exclude(pk=held.pk).exists():
        raise LastCoOrdinator(
            f"{held.person} is the last co-ordinator of {held.system}. Give the role to another first."
        )


def _write_down(verb: str, held: HeldRole, reach: tuple[Subject, ...], by: Any, at: datetime) -> None:
    """One event in each learning system that the role reaches, for the governance lead of each; never a name."""
    told = {"role": held.role, **({"place": held.place.code} if held.place else {"system": held.system.slug})}
    told = {"after": told} if verb == "give role" else {"before": told}
    for system in [subject.system for subject in reach] or [None]:
        audit.record(by=by, at=at, verb=verb, kind="person", key=str(held.person_id), system=system, **told)
