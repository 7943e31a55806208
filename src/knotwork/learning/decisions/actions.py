"""Deciding, and looking again at what was decided."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from knotwork.access.verbs import Verb
from knotwork.learning.decisions.codes import not_looked_at_again_on, not_looked_at_on
from knotwork.learning.decisions.models import Decision, Review
from knotwork.learning.doings.codes import not_done_by
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.series import Series
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Link, Strand


class NotThen(ValueError):
    """A decision was to be done, or looked at again, on a day on which it cannot be."""


@transaction.atomic
def decide(
    *,
    question: str,
    choice: str,
    reasons: str,
    owner: Any,
    review_on: date,
    system: Any,
    by: Any,
    at: datetime,
    place: Any = None,
    dissent: str = "",
    options: str = "",
    due_on: date | None = None,
    decided_from: Sequence[Strand] = (),
    charts: Sequence[Series] = (),
    judged_by: Sequence[Series] = (),
    token: UUID | None = None,
) -> Strand:
    """Record a decision with the strands that it was decided from.

    `options` are what was considered, a line each; `due_on` is the day by which it is carried out.
    `charts` are kept as they stand, as strands that it was decided from too; so are the charts that it is to be
    `judged_by`, to be looked at beside those of the day on which it is looked at again.

    Raises:
        NotAllowed: `by` may not decide there, or does not see a strand that it is decided from.
        NotThen: it is to be looked at again or done before the day of `at`, or more than ten years after it.
    """
    if done := strands.already(token, by):
        return done
    today = localtime(at).date()
    _check(not_looked_at_on(review_on, today=today) or (due_on and not_done_by(due_on, today=today)))
    words = {"question": question, "options": options, "choice": choice, "reasons": reasons, "dissent": dissent}
    strand = strands.add(
        kind=Strand.Kind.DECISION,
        title=question,
        system=system,
        place=place,
        needs=Verb.DECIDE,
        by=by,
        at=at,
        token=token,
        words=words,
    )
    Decision.objects.create(strand=strand, owner=owner, due_on=due_on, review_on=review_on, **words)
    known = [*_kept(charts, by, at), *decided_from]
    origins = [(origin, Link.Relation.DECIDED_FROM) for origin in known]
    origins += [(origin, Link.Relation.JUDGED_BY) for origin in _kept(judged_by, by, at)]
    for origin, relation in origins:
        strands.link(origin=origin, outcome=strand, relation=relation, by=by, at=at)
    return strand


def _kept(charts: Sequence[Series], by: Any, at: datetime) -> list[Strand]:
    return [measures.keep_reading(series=series, by=by, at=at) for series in charts]


def _check(wrong: str | None) -> None:
    if wrong:
        raise NotThen(f"{wrong}.")


@transaction.atomic
def review(
    *,
    decision: Strand,
    verdict: str,
    seen: str,
    by: Any,
    at: datetime,
    look_again_on: date | None = None,
    came_of: Sequence[tuple[Strand, str]] = (),
    token: UUID | None = None,
) -> Strand:
    """Say whether a decision did what was expected, and what was seen.

    Where it is too early to say, the decision waits from `look_again_on` on to be looked at again. Any other verdict
    has no such day, so what is given there is not kept.

    Its team sees this where the decision is for the team only, otherwise its learning system: how far it goes beyond
    that, whoever looked again chooses.

    Raises:
        NotAllowed: `by` may not decide there, or does not see the decision any more.
        NotThen: it is too early to say, and `look_again_on` is no day after that of `at`, within ten years.
    """
    if done := strands.already(token, by):
        return done
    again_on = look_again_on if verdict == Review.Verdict.TOO_EARLY else None
    if verdict == Review.Verdict.TOO_EARLY:
        _check(not_looked_at_again_on(again_on, today=localtime(at).date()))
    decision = strands.held(decision, by)
    level = Strand.Visibility
    strand = strands.add(
        kind=Strand.Kind.REVIEW,
        title=f"{Review.Verdict(verdict).label}: {seen}",
        system=decision.system,
        place=decision.place,
        needs=Verb.DECIDE,
        by=by,
        at=at,
        visibility=level.TEAM if decision.visibility == level.TEAM else level.SYSTEM,
        token=token,
        words={"seen": seen},
    )
    Review.objects.create(strand=strand, decision=decision.decision, verdict=verdict, seen=seen, look_again_on=again_on)
    for origin, relation in [(decision, Link.Relation.ANSWERS), *came_of]:
        strands.link(origin=origin, outcome=strand, relation=relation, by=by, at=at)
    return strand
