"""Doors to decisions and reviews, and what a decision's page shows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils.timezone import localtime

from knotwork.access.policy import check
from knotwork.access.verbs import Verb
from knotwork.learning.capture.queries import to_look_through
from knotwork.learning.decisions.codes import as_long_again
from knotwork.learning.decisions.models import Review
from knotwork.learning.doings.queries import overdue_in
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.strands.queries import of_kind, seen_by
from knotwork.learning.systems.models import LearningSystem
from knotwork.learning.systems.queries import open_system, where_allowed
from knotwork.learning.talk.models import Comment

UNANSWERED_FOR, UNREAD_FOR = timedelta(days=30), timedelta(days=7)
A_PAGE = 10
open_decision = of_kind([Strand.Kind.DECISION], "decision__owner")
open_review = of_kind([Strand.Kind.REVIEW], "review__decision__strand")


def open_system_to_decide(by: Any, verb: Verb, system: str) -> LearningSystem:
    """The door for deciding: in the whole learning system, or at least at one of its places."""
    found = open_system(by, Verb.SEE, system)
    if not where_allowed(by, verb, found):
        check(by, verb, found.subject)
    return found


def grouped_with(by: Any, strands: Sequence[Strand]) -> list[Strand]:
    """The themes that some strands are in, and what else is in those or in themes among the strands, newest first.

    As many queries for many strands as for one, and none for none.
    """
    if not strands:
        return []
    grouped = Link.objects.filter(relation=Link.Relation.GROUPED_FROM)
    holds_one = Exists(grouped.filter(outcome=OuterRef("pk"), origin__in=strands))
    held = seen_by(by).filter(Q(pk__in=[one.pk for one in strands]) | holds_one, kind=Strand.Kind.THEME)
    themes = list(held.filter(theme__went_into=None))
    inside = Exists(grouped.filter(origin=OuterRef("pk"), outcome__in=themes))
    return [*themes, *seen_by(by).filter(inside)[:A_PAGE]]


def joined_charts(decision: Strand) -> tuple[set[int], set[int]]:
    """The keys of what a decision is to be judged by, and of what of that it was not decided from too. One query."""
    joined = dict.fromkeys(Link.Relation, frozenset())
    for origin, relation in Link.objects.filter(outcome=decision).values_list("origin", "relation"):
        joined[relation] |= {origin}
    judging = set(joined[Link.Relation.JUDGED_BY])
    return judging, judging - joined[Link.Relation.DECIDED_FROM]


def reviews_of(by: Any, decision: Strand) -> QuerySet[Review]:
    """What was found when a decision was looked at again, oldest first."""
    found = Review.objects.filter(visible_to(by, "strand__"), decision=decision.decision)
    return found.select_related("strand__by").order_by("strand__at")


def with_next_look(by: Any, decisions: QuerySet[Strand]) -> QuerySet[Strand]:
    """Some decisions, each with `look_on`: the day from which it waits to be looked at again; none where that is done.

    The newest review that a person may see says so: its own day where it was too early to say, else none. Without a
    review it is the day that was chosen when it was decided.
    """
    newest = Review.objects.filter(visible_to(by, "strand__"), decision=OuterRef("pk")).order_by("-pk")
    day = Subquery(newest.values("look_again_on")[:1])
    return decisions.annotate(look_on=Case(When(Exists(newest), then=day), default=F("decision__review_on")))


def next_look(decision: Strand, reviews: Sequence[Review]) -> date | None:
    """The day from which a decision waits to be looked at again, as its reviews say that one may see."""
    return max(reviews, key=lambda review: review.pk).look_again_on if reviews else decision.decision.review_on


def day_of(strand: Strand) -> date:
    """The day of a strand, here."""
    return localtime(strand.at).date()


def look_again_on(decision: Strand, *, today: date) -> date:
    """The day on which to look again at a decision that it is too early to judge, if nobody says another."""
    return as_long_again(decided_on=day_of(decision), review_on=decision.decision.review_on, today=today)


def to_look_at_again(by: Any, *, today: date, most: int) -> list[Strand]:
    """Decisions that a person carries whose day to be looked at again has come, the longest first. One query."""
    found = with_next_look(by, seen_by(by).filter(decision__owner=by.pk)).filter(look_on__lte=today)
    return list(found.order_by("look_on", "pk")[:most])


def waiting(by: Any, system: LearningSystem, *, at: datetime, asked: Mapping[str, Any]) -> dict[str, Page]:
    """What has been open for long in a learning system, of what a person may see: whoever waits longest comes first.

    Links through which something was told that nobody has looked through for a week, for those who look it through.
    Insights that nobody answered for a month: with what they see at their place, in a comment, or by deciding from
    them, adapting or building on them or their theme. To be grouped is a step and no answer: then the theme waits, once
    for all that is in it. Decisions past the day on which they were to be looked at again; actions past theirs.

    `asked` says which of them (`which`) is wanted from which page on; without it, the beginning of each. What came of a
    strand and may not be seen counts for nothing, so that nothing shows that it is. As many queries
    for much as for little.
    """
    today = localtime(at).date()
    found: dict[str, Any] = {
        "stories": to_look_through(by, system=system, before=at - UNREAD_FOR),
        "insights": _unanswered(by, system, at).filter(~Exists(_themes_of(by))).order_by("at", "pk"),
        "themes": _themes_undecided(by, system, at),
        "decisions": _not_looked_at(by, system, today),
        "actions": overdue_in(by, system, today=today),
    }
    which, page = asked.get("which"), asked.get("page")
    return {name: Paginator(some, A_PAGE).get_page(page if name == which else 1) for name, some in found.items()}


def _unanswered(by: Any, system: LearningSystem, at: datetime) -> QuerySet[Strand]:
    """Insights of more than a month ago that nobody answered, neither themselves nor through a theme."""
    old = seen_by(by).filter(system=system, kind=Strand.Kind.INSIGHT, at__lt=at - UNANSWERED_FOR)
    # What came in through a link is in the name of whoever looked it through, and is somebody else's.
    by_another = ~Q(by=OuterRef("by")) | ~Q(strand__told_through="")
    comments = Comment.objects.filter(by_another, strand=OuterRef("pk"), taken_back_at=None)
    through_themes = _themes_of(by).filter(Exists(_built_on(by, "outcome")))
    return old.filter(~Exists(_built_on(by)), ~Exists(comments), ~Exists(through_themes))


def _built_on(by: Any, strand: str = "pk") -> QuerySet[Link]:
    """What came of a strand beyond its being grouped, of what a person may see."""
    came = Link.objects.filter(visible_to(by, "outcome__"), origin=OuterRef(strand))
    return came.exclude(relation=Link.Relation.GROUPED_FROM)


def _themes_of(by: Any) -> QuerySet[Link]:
    """What joins a strand to the themes that it is in and that still stand by themselves."""
    joined = Link.objects.filter(
        visible_to(by, "outcome__"), origin=OuterRef("pk"), relation=Link.Relation.GROUPED_FROM
    )
    return joined.filter(outcome__theme__went_into=None)


def _themes_undecided(by: Any, system: LearningSystem, at: datetime) -> QuerySet[Strand]:
    """Themes on which nothing was built and that hold an insight that waits, each with how `many` strands are in it."""
    themes = seen_by(by).filter(system=system, kind=Strand.Kind.THEME, theme__went_into=None)
    grouped = Link.objects.filter(relation=Link.Relation.GROUPED_FROM)
    waits = Exists(_unanswered(by, system, at).filter(pk=OuterRef("origin")))
    inside = grouped.filter(visible_to(by, "origin__"), outcome=OuterRef("pk"))
    many = inside.order_by().values("outcome").annotate(many=Count("pk")).values("many")
    held = themes.filter(~Exists(_built_on(by)), Exists(inside.filter(waits)))
    return held.annotate(many=Subquery(many)).order_by("at", "pk")


def _not_looked_at(by: Any, system: LearningSystem, today: date) -> QuerySet[Strand]:
    found = seen_by(by).filter(system=system, kind=Strand.Kind.DECISION).select_related("decision__owner")
    return with_next_look(by, found).filter(look_on__lt=today).order_by("look_on", "pk")
