"""Deciding, and looking again at what was decided."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from knotwork.access.verbs import Verb
from knotwork.learning.decisions.models import Decision, Review
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.series import Series
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Link, Strand


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
    token: UUID | None = None,
) -> Strand:
    """Record a decision with the strands that it was decided from.

    `options` are what was considered, a line each; `due_on` is the day by which it is carried out.
    `charts` are kept as they stand, as strands that it was decided from too.

    Raises:
        NotAllowed: `by` may not decide there, or does not see a strand that it is decided from.
    """
    if done := strands.already(token, by):
        return done
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
    kept = [measures.keep_reading(series=series, by=by, at=at) for series in charts]
    for origin in [*kept, *decided_from]:
        strands.link(origin=origin, outcome=strand, relation=Link.Relation.DECIDED_FROM, by=by, at=at)
    return strand


@transaction.atomic
def review(
    *,
    decision: Strand,
    verdict: str,
    seen: str,
    by: Any,
    at: datetime,
    came_of: Sequence[tuple[Strand, str]] = (),
    token: UUID | None = None,
) -> Strand:
    """Say whether a decision did what was expected, and what was seen.

    Its team sees this where the decision is for the team only, otherwise its learning system: how far it goes beyond
    that, whoever looked again chooses.

    Raises:
        NotAllowed: `by` may not decide there, or does not see the decision any more.
    """
    if done := strands.already(token, by):
        return done
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
    Review.objects.create(strand=strand, decision=decision.decision, verdict=verdict, seen=seen)
    for origin, relation in [(decision, Link.Relation.ANSWERS), *came_of]:
        strands.link(origin=origin, outcome=strand, relation=relation, by=by, at=at)
    return strand
