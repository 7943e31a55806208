"""What flowed in a learning system in one month, as far as one person may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localtime, make_aware

from knotwork.learning.knot.codes import KINDS, Component, Flow, flows, month_after, new_in
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.talk.models import Comment, Thanks

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a learning system: what is new in each component, what flowed, and what came from elsewhere."""

    first: date
    new: dict[Component, int]
    flows: list[Flow]
    from_elsewhere: int


def month_of(by: Any, system: Any, first: date) -> Month:
    """What was new and what flowed in a month, of strands that `by` may see on both ends. Four queries.

    New in the network are also comments and thanks for strands of the system that `by` may see.
    """
    new = Strand.objects.filter(visible_to(by), _within("at", first), system=system)
    ends = {"came_from": _seen(by, "origin", "kind"), "went_to": _seen(by, "outcome", "kind")}
    told = {**ends, "told_in": _seen(by, "origin", "system")}
    joined = Link.objects.order_by().filter(_within("at", first), system=system).annotate(**told)
    both = joined.filter(**{f"{end}__isnull": False for end in ends}).values_list(*ends)
    rows = list(both.annotate(many=Count("pk"), elsewhere=Count("pk", filter=~Q(told_in=system.pk))))
    return Month(
        first=first,
        new=new_in(new.order_by().values_list("kind").annotate(Count("pk")), talked=_talked(by, system, first)),
        flows=flows((origin, outcome, many) for origin, outcome, many, _elsewhere in rows),
        from_elsewhere=sum(elsewhere for *_kinds, elsewhere in rows),
    )


def _seen(by: Any, end: str, name: str) -> Subquery:
    """What the strand at one end of a link says, if `by` may see it.

    It is asked for by its key. Joined, PostgreSQL may read all strands of the network for the links of a busy month.
    """
    return Subquery(Strand.objects.order_by().filter(visible_to(by), pk=OuterRef(end)).values(name)[:1])


def _talked(by: Any, system: Any, first: date) -> int:
    """How many comments that stand and how many thanks were given in a month. Two queries, by the day of each."""
    seen = visible_to(by, "strand__"), _within("at", first)
    given = {"strand__system": system}
    comments = Comment.objects.filter(*seen, **given, taken_back_at=None).order_by()
    return comments.count() + Thanks.objects.filter(*seen, **given).order_by().count()


def newest_month(by: Any, system: Any, *, today: date) -> date:
    """The month of the newest strand that `by` may see in a system, or this one where there is none. One query."""
    newest = Strand.objects.filter(visible_to(by), system=system).order_by("-at").values_list("at", flat=True).first()
    return min(localtime(newest).date() if newest else today, today).replace(day=1)


def behind(by: Any, system: Any, first: date, one: Component, other: Component, *, page: Any) -> Page:
    """The links behind one crossing, both ways, newest first, a page at a time. Two queries."""
    found = _joined(by, system, first).filter(_between(one, other) | _between(other, one))
    tables = [f"{end}__{table}" for end in ("origin", "outcome") for table in ("by", "place", "system")]
    return Paginator(found.select_related(*tables).order_by("-at", "-pk"), A_PAGE).get_page(page)


def _joined(by: Any, system: Any, first: date) -> QuerySet[Link]:
    """The links of a month that lead to strands of a system."""
    seen = visible_to(by, "origin__"), visible_to(by, "outcome__")
    return Link.objects.filter(*seen, _within("at", first), system=system)


def _between(one: Component, other: Component) -> Q:
    return Q(origin__kind__in=KINDS[one], outcome__kind__in=KINDS[other])


def _within(name: str, first: date) -> Q:
    """Within the month that begins on a day, by the clock of the site."""
    following = month_after(first)
    starts = Q(**{f"{name}__gte": _midnight(first)})
    return starts & Q(**{f"{name}__lt": _midnight(following)}) if following else starts


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
