"""Doors to actions, what came of a decision, and what somebody carries."""

from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from knotwork.access.doors import admit
from knotwork.access.policy import NotAllowed, allows, check
from knotwork.access.verbs import Verb
from knotwork.learning.doings.models import Doing
from knotwork.learning.people.models import Person
from knotwork.learning.people.queries import people_in
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import makes_sense, of_kind, seen_by

open_decision = of_kind([Strand.Kind.DECISION])
open_action = of_kind([Strand.Kind.ACTION], "action__owner", "action__decision")


def open_to_finish(by: Any, verb: Verb, code: str) -> Strand:
    """The door to saying how an action went."""
    found = open_action(by, Verb.SEE, code)
    if not may_finish(by, found):
        raise NotAllowed("Whoever carries it says how it went, or those who may decide here.", found.system_id)
    return admit(found, by, verb)


def open_to_weigh(by: Any, verb: Verb, code: str) -> Strand:
    """The door to weighing what helps an action: for whoever sees it and may tell anywhere in its learning system."""
    found = open_action(by, Verb.SEE, code)
    if not makes_sense(by, found.system):
        check(by, verb, found.subject)
    return found


def may_finish(by: Any, action: Strand) -> bool:
    """Whether a person says how an action went: whoever carries it, and those who may decide there."""
    return action.action.owner_id == by.pk or allows(by.grants(), Verb.DECIDE, action.subject)


def sees(person: Any, strand: Strand) -> bool:
    """Whether a person may see a strand. One query, and one for the roles."""
    return seen_by(person).filter(pk=strand.pk).exists()


def actions_of(by: Any, decision: Strand) -> QuerySet[Doing]:
    """What is done because of a decision, as far as a person may see it: what is open first, the soonest before."""
    found = Doing.objects.filter(visible_to(by, "strand__"), decision=decision)
    return found.select_related("strand", "owner").order_by(F("ended_at").asc(nulls_first=True), "due_on", "pk")


def carriers(system: Any) -> QuerySet[Person]:
    """Whom an action can be given to: everybody with a role in the learning system."""
    return Person.objects.filter(pk__in=[person.pk for person in people_in(system)]).order_by("name")


def carried_by(by: Any, *, most: int) -> list[Doing]:
    """What a person carries that has not ended, and that they may see: the soonest first. One query."""
    found = Doing.objects.filter(visible_to(by, "strand__"), owner=by.pk, ended_at=None)
    return list(found.select_related("strand__system", "strand__place", "decision").order_by("due_on", "pk")[:most])


def overdue_in(by: Any, system: Any, *, today: date) -> QuerySet[Doing]:
    """Actions of a learning system past their day that a person may see, the longest first."""
    found = Doing.objects.filter(visible_to(by, "strand__"), strand__system=system, ended_at=None, due_on__lt=today)
    return found.select_related("strand__place", "owner").order_by("due_on", "pk")
