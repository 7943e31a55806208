"""Beginning what a decision asks for, handing it over, and saying how it went."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from knotwork.access.policy import NotAllowed, check
from knotwork.access.verbs import Verb
from knotwork.learning.audit import actions as audit
from knotwork.learning.doings.codes import not_done_by
from knotwork.learning.doings.models import Doing, Force
from knotwork.learning.doings.queries import may_finish, sees
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.strands.queries import makes_sense


class NothingToDo(ValueError):
    """An action says nothing of what is to be done, or nothing of how it went."""


class NotSeen(ValueError):
    """Somebody was to carry an action who does not see the decision that it comes of."""


class NotThen(ValueError):
    """An action was to be done by a day on which it cannot be."""


class HasEnded(ValueError):
    """An action was to be changed that has ended already."""

    def __init__(self) -> None:
        super().__init__("This has ended already. Nothing was changed: look at how it went.")


@transaction.atomic
def begin(
    *, decision: Strand, what: str, owner: Any, due_on: date, by: Any, at: datetime, token: UUID | None = None
) -> Strand:
    """Say what is to be done because of a decision, who does it, and by when.

    The team sees this where the decision is for the team only, otherwise the learning system.

    Raises:
        NotAllowed: `by` may not decide there, or does not see the decision.
        NothingToDo: `what` is empty.
        NotSeen: `owner` does not see the decision.
        NotThen: it is to be done before the day of `at`, or more than ten years after it.
    """
    if done := strands.already(token, by):
        return done
    if not what.strip():
        raise NothingToDo("Say what is to be done.")
    _check_day(due_on, at)
    decision = strands.held(decision, by)
    _carries(owner, decision)
    level = Strand.Visibility
    strand = strands.add(
        kind=Strand.Kind.ACTION,
        title=what,
        system=decision.system,
        place=decision.place,
        needs=Verb.DECIDE,
        by=by,
        at=at,
        visibility=level.TEAM if decision.visibility == level.TEAM else level.SYSTEM,
        token=token,
        words={"what": what},
    )
    Doing.objects.create(strand=strand, decision=decision, what=what, owner=owner, due_on=due_on)
    strands.link(origin=decision, outcome=strand, relation=Link.Relation.CARRIED_OUT_BY, by=by, at=at)
    return strand


def _carries(owner: Any, decision: Strand) -> None:
    if not sees(owner, decision):
        raise NotSeen("Whoever carries it must be able to see the decision. Choose somebody else, or show it to more.")


def _check_day(due_on: date, at: datetime) -> None:
    if wrong := not_done_by(due_on, today=localtime(at).date()):
        raise NotThen(f"{wrong}.")


@transaction.atomic
def hand_over(*, strand: Strand, owner: Any, due_on: date, by: Any, at: datetime) -> Strand:
    """Give an action that is open to somebody else, or another day. The same again changes nothing.

    Raises:
        NotAllowed: `by` may not decide there.
        NotSeen: `owner` does not see the decision that it comes of.
        NotThen: somebody is given it, or another day, and that day is before the day of `at` or ten years after it.
        HasEnded: it has ended.
    """
    strand, doing = _open(strand, by)
    check(by, Verb.DECIDE, strand.subject)
    _carries(owner, doing.decision)
    before, after = _carried(doing.owner_id, doing.due_on), _carried(owner.pk, due_on)
    if before != after:
        _check_day(due_on, at)
        doing.owner, doing.due_on = owner, due_on
        doing.save(update_fields=["owner", "due_on"])
        _note(strand, "hand over", by, at, before, after)
    return strand


def _carried(owner: int, due_on: date) -> dict[str, Any]:
    return {"carried by": owner, "due on": due_on.isoformat()}


@transaction.atomic
def finish(*, strand: Strand, end: str, went: str, by: Any, at: datetime) -> Strand:
    """Say that an action was done, or that it was stopped, and in a sentence how it went.

    Raises:
        NotAllowed: `by` neither carries it nor may decide there.
        NothingToDo: `went` is empty.
        HasEnded: somebody has said so already.
    """
    strand, doing = _open(strand, by)
    if not may_finish(by, strand):
        raise NotAllowed("Whoever carries it says how it went, or those who may decide here.", strand.system_id)
    if not went.strip():
        raise NothingToDo("Say in a sentence how it went.")
    doing.end, doing.went, doing.ended_at = Doing.End(end), went, at
    doing.save(update_fields=["end", "went", "ended_at"])
    _note(strand, "finish", by, at, {"end": ""}, {"end": str(doing.end)})
    return strand


@transaction.atomic
def weigh(*, strand: Strand, way: str, force: str, strength: int, by: Any, at: datetime, answer: str = "") -> Strand:
    """Write down what helps an action, or is in its way, how strongly, and what is done about what is in the way.

    The same words for the same way again change its strength and its answer, and add nothing.

    Raises:
        NotAllowed: `by` may not tell in the learning system, or does not see the action.
        NothingToDo: `force` is empty.
        HasEnded: the action has ended.
    """
    strand, _doing = _open(strand, by)
    _weighs(strand, by)
    force, answer = " ".join(force.split()), " ".join(answer.split())
    if not force:
        raise NothingToDo("Say in a few words what it is.")
    way = Force.Way(way)
    said = {"strength": Force.Strength(strength), "answer": answer if way == Force.Way.HINDERS else ""}
    Force.objects.update_or_create(action=strand, way=way, force=force, defaults=said)
    _note(strand, "weigh", by, at, {}, {"way": str(way), "strength": int(said["strength"])})
    return strand


@transaction.atomic
def unweigh(*, strand: Strand, force: int, by: Any, at: datetime) -> None:
    """Take back what somebody wrote down of an action, by its number. What is not there any more stays so.

    Raises:
        NotAllowed: `by` may not tell in the learning system, or does not see the action.
        HasEnded: the action has ended.
    """
    strand, _doing = _open(strand, by)
    _weighs(strand, by)
    found = Force.objects.filter(action=strand, pk=force).first()
    if found:
        found.delete()
        _note(strand, "unweigh", by, at, {"way": found.way, "strength": found.strength}, {})


def _weighs(strand: Strand, by: Any) -> None:
    if not makes_sense(by, strand.system):
        raise NotAllowed("You may not tell here what helps this, or what is in its way.", strand.system_id)


def _open(strand: Strand, by: Any) -> tuple[Strand, Doing]:
    """The action as it stands now, kept for `by` alone until the transaction ends."""
    strand = strands.held(strand, by)
    doing = Doing.objects.select_related("decision").get(pk=strand.pk)
    if doing.ended_at:
        raise HasEnded
    return strand, doing


def _note(strand: Strand, verb: str, by: Any, at: datetime, before: dict, after: dict) -> None:
    audit.record(
        by=by, at=at, verb=verb, kind=strand.kind, key=strand.code, system=strand.system_id, before=before, after=after
    )
