"""Whether a person may do a thing to a thing: pure functions over the roles that the person holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from knotwork.access.roles import OPERATOR, ROLES
from knotwork.access.verbs import WITHOUT_ROLE, Verb


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be seen or changed: in which learning system (its key), at which place (its path in the tree)."""

    system: int | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A role as one person holds it: in a learning system, or in a place that takes part in some systems."""

    role: str
    system: int | None = None
    place: str | None = None
    systems: frozenset[int] = field(default_factory=frozenset)

    def allows(self, verb: Verb, subject: Subject) -> bool:
        """Whether this role, held here, lets its holder do `verb` to `subject`."""
        role = ROLES[self.role]
        if self.place is None:
            return verb in role.within and subject.system == self.system
        if subject.system not in self.systems:
            return False
        below = subject.place is not None and subject.place.startswith(self.place)
        return verb in (role.within | role.around if below else role.around)

    def gives(self, role: str, subject: Subject) -> bool:
        """Whether this role, held here, lets its holder give `role` there: never one that may do more than this."""
        may_give = self.allows(Verb.INVITE, subject) and role in ROLES[self.role].gives
        return may_give and all(self.allows(verb, subject) for verb in ROLES[role].within)


@dataclass(frozen=True, slots=True)
class OperatorGrant:
    """What the command line may do, everywhere, while one command runs. It is in no database."""

    system: int | None = None
    place: str | None = None
    systems: frozenset[int] = field(default_factory=frozenset)

    def allows(self, verb: Verb, _subject: Subject) -> bool:
        """Whether an operator may do `verb`."""
        return verb in OPERATOR.within

    def gives(self, role: str, _subject: Subject) -> bool:
        """Whether an operator may give `role`."""
        return role in OPERATOR.gives


class Holder(Protocol):
    """Anyone who can hold roles."""

    def grants(self) -> tuple[Grant | OperatorGrant, ...]:
        """The roles held, each with where."""
        ...


class NotAllowed(PermissionError):
    """The person can see the thing, and may not do this to it. `system` is the key of the learning system it is in."""

    def __init__(self, words: str, system: int | None = None) -> None:
        super().__init__(words)
        self.system = system


def allows(grants: Iterable[Grant | OperatorGrant], verb: Verb, subject: Subject) -> bool:
    """Whether any of the roles held lets the person do `verb` to `subject`."""
    return any(grant.allows(verb, subject) for grant in grants)


def may_give(grants: Iterable[Grant | OperatorGrant], role: str, subjects: Iterable[Subject]) -> bool:
    """Whether the holder of these roles may give `role`, and take it back, wherever it would reach: all of `subjects`.

    A role in a place reaches every learning system that the place takes part in, so it takes a right in each of them.
    """
    grants, subjects = tuple(grants), tuple(subjects)
    return bool(subjects) and all(any(grant.gives(role, subject) for grant in grants) for subject in subjects)


def check(by: Holder, verb: Verb, subject: Subject) -> None:
    """Let an action go on, or raise `NotAllowed`: the lock that holds when every page forgets.

    Raises:
        NotAllowed: `by` may not do this.
    """
    if verb not in WITHOUT_ROLE and not allows(by.grants(), verb, subject):
        asked = f"You may not {verb} here. Ask your network's co-ordinator if you think that you should."
        raise NotAllowed(asked, subject.system)


def systems_of(grants: Iterable[Grant | OperatorGrant]) -> frozenset[int]:
    """The keys of all learning systems that the holder of these roles can see into."""
    return frozenset().union(*({grant.system} if grant.system else grant.systems for grant in grants))


def places_of(grants: Iterable[Grant | OperatorGrant]) -> tuple[str, ...]:
    """The paths of the places in which these roles are held."""
    return tuple(sorted({grant.place for grant in grants if grant.place is not None}))
