"""Doors to decisions and reviews, and what a decision's page shows."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from knotwork.access.policy import check
from knotwork.access.verbs import Verb
from knotwork.learning.decisions.models import Review
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import of_kind, seen_by, visible_to
from knotwork.learning.systems.models import LearningSystem
from knotwork.learning.systems.queries import open_system, where_allowed

open_decision = of_kind([Strand.Kind.DECISION], "decision__owner")
open_review = of_kind([Strand.Kind.REVIEW], "review__decision__strand")


def open_system_to_decide(by: Any, verb: Verb, system: str) -> LearningSystem:
    """The door for deciding: in the whole learning system, or at least at one of its places."""
    found = open_system(by, Verb.SEE, system)
    if not where_allowed(by, verb, found):
        check(by, verb, found.subject)
    return found


def reviews_of(by: Any, decision: Strand) -> QuerySet[Review]:
    """What was found when a decision was looked at again, oldest first."""
    found = Review.objects.filter(visible_to(by, "strand__"), decision=decision.decision)
    return found.select_related("strand__by").order_by("strand__at")


def to_look_at_again(by: Any, *, today: date, most: int) -> list[Strand]:
    """Decisions that a person carries whose day to be looked at again has come, the longest first. One query."""
    found = seen_by(by).filter(decision__owner=by.pk, decision__review_on__lte=today, decision__reviews=None)
    return list(found.order_by("decision__review_on", "pk")[:most])
