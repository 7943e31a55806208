"""Saying whether an insight is seen at a place."""

from datetime import datetime
from typing import Any

from django.db import transaction

from knotwork.access.policy import NotAllowed, Subject, check
from knotwork.access.verbs import Verb
from knotwork.learning.audit import actions as audit
from knotwork.learning.sense.models import Response
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.systems.queries import takes_part

JOINS = {
    Response.Answer.SEEN: Link.Relation.SUPPORTS,
    Response.Answer.NOT: Link.Relation.CONTRADICTS,
    Response.Answer.DEPENDS: Link.Relation.QUALIFIES,
}


class WhyMissing(ValueError):
    """Somebody says that it is not so at a place, or that it depends, and does not say why."""


@transaction.atomic
def respond(*, insight: Strand, place: Any, answer: str, by: Any, at: datetime, why: str = "") -> Strand:
    """Say whether an insight is seen at a place. The same person saying so again changes their answer for that place.

    Who sees the response is never more than see the insight: the team where that is for the team only, otherwise the
    learning system.

    Raises:
        NotAllowed: `by` does not see the insight, or may not tell at this place, or it takes no part in the system.
        WhyMissing: the answer is "not here" or "it depends", and `why` is empty.
    """
    insight, answer, why = strands.held(insight, by), Response.Answer(answer), " ".join(why.split())
    check(by, Verb.TELL, Subject(insight.system_id, place.path))
    if not takes_part(place, insight.system):
        raise NotAllowed("This place takes no part in the learning system.", insight.system_id)
    if answer != Response.Answer.SEEN and not why:
        raise WhyMissing("Say why, in a line.")
    if earlier := Response.objects.filter(insight=insight, strand__by=by.pk, strand__place=place).first():
        return _change(earlier, answer, why, by, at)
    level = Strand.Visibility
    made = Response(insight=insight, answer=answer, because=why)
    made.strand = strands.add(
        kind=Strand.Kind.RESPONSE, title=str(made), system=insight.system, place=place, needs=Verb.TELL, by=by, at=at,
        visibility=level.TEAM if insight.visibility == level.TEAM else level.SYSTEM, words={"because": why},
    )  # fmt: skip
    made.save()
    strands.link(origin=insight, outcome=made.strand, relation=JOINS[answer], by=by, at=at)
    return made.strand


def _change(response: Response, answer: Response.Answer, why: str, by: Any, at: datetime) -> Strand:
    """Put another answer in the place of an earlier one. What was said before stays in its history and in the trail."""
    strand, before = response.strand, response.answer
    if before != answer:
        Response.objects.filter(pk=response.pk).update(answer=answer, because=why or response.because)
        Link.objects.filter(origin=response.insight, outcome=strand).update(relation=JOINS[answer])
        audit.record(
            by=by, at=at, verb="answer anew", kind=strand.kind, key=strand.code, system=strand.system_id,
            before={"answer": before}, after={"answer": answer.value},
        )  # fmt: skip
    number = strand.versions.latest("number").number
    changed = strands.edit(strand=strand, words={"because": why}, began_from=number, by=by, at=at)
    Strand.objects.filter(pk=strand.pk).update(title=strands.short(str(Response.objects.get(pk=response.pk))))
    strands.index([strand.pk])
    return changed
