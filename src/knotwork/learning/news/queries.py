"""What is new for one person in a span of time: said to them, come of what they told, and told where they follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from knotwork.learning.audit.models import Event
from knotwork.learning.following.models import Follow
from knotwork.learning.hearing.queries import CameOf, came_of_since
from knotwork.learning.measures.models import Measure, Pin
from knotwork.learning.news.codes import key_in
from knotwork.learning.news.models import Rhythm
from knotwork.learning.people.models import Person
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.strands.queries import outcomes_of, seen_by
from knotwork.learning.systems.queries import seen_by as systems_seen_by
from knotwork.learning.talk.models import Comment, Mention, Thanks
from knotwork.learning.talk.queries import told_or_joined

MOST = 40
NEWS_FOR = timedelta(days=30)
TOLD = (
    Strand.Kind.INSIGHT, Strand.Kind.ANNOTATION, Strand.Kind.DECISION, Strand.Kind.REVIEW, Strand.Kind.ACTION,
    Strand.Kind.THEME, Strand.Kind.REFLECTION,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """Something that somebody said to a person, or their thanks: who, what in words, of which strand, and when."""

    who: str
    did: str
    strand: Strand
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Something told where a person follows, with why they hear of it."""

    strand: Strand
    why: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """New numbers of a measure that a person follows."""

    measure: Measure
    at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """What is new for one person, each thing once."""

    said: tuple[Said, ...]
    came_of: tuple[CameOf, ...]
    told: tuple[Told, ...]
    numbers: tuple[Numbers, ...]

    def __len__(self) -> int:
        return len(self.said) + len(self.came_of) + len(self.told) + len(self.numbers)


def news(by: Any, *, since: datetime, until: datetime) -> News:
    """What is new for a person after one instant and up to another, as far as they may see it now.

    As many queries for much as for little, and of each sort the newest forty at most.
    """
    came_of = tuple(came_of_since(by, since=since, until=until))
    known = {outcome.pk for one in came_of for outcome in one.outcomes}
    span = {"since": since, "until": until}
    told = followed_since(by, known=known, **span)
    return News(tuple(said_to(by, **span)), came_of, tuple(told), tuple(_numbers(by, **span)))


def said_to(by: Any, *, since: datetime, until: datetime) -> list[Said]:
    """Comments that mention a person, or are of what they told, follow or talked of, and thanks to them: newest first.

    Two queries.
    """
    within = Q(at__gt=since, at__lte=until)
    named = Mention.objects.filter(comment=OuterRef("pk"), person=by.pk)
    follows = Q(strand__in=Follow.objects.filter(person=by.pk, strand__isnull=False).values("strand"))
    comments = (
        Comment.objects.filter(within, visible_to(by, "strand__"), taken_back_at=None)
        .annotate(mentions_me=Exists(named))
        .filter(Q(mentions_me=True) | told_or_joined(by) | follows)
        .exclude(by=by.pk)
    )
    comments = comments.select_related("by", "strand__system", "strand__place").order_by("-at", "-pk")[:MOST]
    thanks = Thanks.objects.filter(within, visible_to(by, "strand__"), strand__by=by.pk).exclude(by=by.pk)
    thanks = thanks.select_related("by", "strand__system").order_by("-at", "-pk")[:MOST]
    found = [Said(one.by.name, _did(one), one.strand, one.at, one.text) for one in comments]
    found += [Said(one.by.name, "thanks you for", one.strand, one.at) for one in thanks]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST]


def _did(comment: Any) -> str:
    return "mentions you, of" if comment.mentions_me else "says of"


def followed_since(by: Any, *, known: set[int], since: datetime, until: datetime) -> list[Told]:
    """What was told where a person follows, each strand once, newest first: none of their own and none `known` already.

    One query for whoever follows nothing, a few for everybody else.
    """
    held = list(Follow.objects.filter(person=by.pk).select_related("strand", "place", "measure", "whom"))
    found: dict[int, Told] = {}
    for one in (*_of_strands(by, held, since), *_where(by, held, since, until)):
        strand = one.strand
        if since < strand.at <= until and strand.by_id != by.pk and strand.pk not in known:
            found.setdefault(strand.pk, one)
    newest = sorted(found.values(), key=lambda one: (one.strand.at, one.strand.pk), reverse=True)
    return newest[:MOST]


def _of_strands(by: Any, held: Iterable[Follow], since: datetime) -> Iterator[Told]:
    """What came of strands that are followed, and what was put into themes. A few queries."""
    strands = {follow.strand_id: follow.strand for follow in held if follow.strand_id}
    if not strands:
        return
    for outcome in outcomes_of(by, Strand.objects.filter(visible_to(by), pk__in=strands), since=since):
        yield Told(outcome, f"it came of “{strands[outcome.root].title}”, which you follow")
    grouped = Link.objects.filter(
        visible_to(by, "origin__"), visible_to(by, "outcome__"), outcome__in=strands, at__gt=since,
        relation=Link.Relation.GROUPED_FROM,
    )  # fmt: skip
    tables = ("origin__system", "origin__place", "origin__by", "outcome")
    for link in grouped.select_related(*tables).order_by("-at", "-pk")[:MOST]:
        yield Told(link.origin, f"it belongs to “{link.outcome.title}”, which you follow")


def _where(by: Any, held: list[Follow], since: datetime, until: datetime) -> Iterator[Told]:
    """What was told at places, by people and about measures that are followed. One query.

    What somebody told without their name is told by nobody: following them does not show it.
    """
    places = {follow.place.path: follow.place.name for follow in held if follow.place_id}
    people = {follow.whom_id: follow.whom.name for follow in held if follow.whom_id}
    measures = {follow.measure_id: follow.measure.name for follow in held if follow.measure_id}
    if not places and not people and not measures:
        return
    pins = Pin.objects.filter(measure__in=measures, strand=OuterRef("pk"))
    named = Q(by__in=people, anonymous=False, told_through="")
    where = reduce(or_, (Q(place__path__startswith=path) for path in places), named)
    found = seen_by(by).filter(at__gt=since, at__lte=until, kind__in=TOLD).annotate(pinned=Exists(pins))
    found = found.filter(where | Q(pinned=True)).exclude(by=by.pk).exclude(visibility=Strand.Visibility.OWN)
    for strand in found[:MOST]:
        if strand.by_id in people and not strand.anonymous and not strand.told_through:
            yield Told(strand, f"you follow {people[strand.by_id]}")
        elif at := next((name for path, name in places.items() if _is_at(strand, path)), ""):
            yield Told(strand, f"you follow {at}")
        else:
            yield Told(strand, "you follow a measure that it is about")


def _is_at(strand: Strand, path: str) -> bool:
    return strand.place is not None and strand.place.path.startswith(path)


def _numbers(by: Any, *, since: datetime, until: datetime) -> list[Numbers]:
    """Measures that a person follows, sees and that have had new numbers, the newest first. A few queries."""
    wanted = list(
        Measure.objects.filter(
            pk__in=Follow.objects.filter(person=by.pk, measure__isnull=False).values("measure")
        ).select_related("system")
    )
    if not wanted:
        return []
    systems = set(systems_seen_by(by).values_list("pk", flat=True))
    keys = {f"{one.system.slug}/{one.slug}": one for one in wanted if one.system_id in systems}
    came = Event.objects.filter(
        verb="bring in", subject_kind="measure", system__in=systems, subject_key__in=keys, at__gt=since, at__lte=until
    )
    newest = dict(came.order_by("at").values_list("subject_key", "at"))
    return sorted((Numbers(keys[key], at) for key, at in newest.items()), key=lambda one: one.at, reverse=True)


def rhythm_of(by: Any) -> Rhythm | None:
    """When a person wants their digest; nothing where they have never been written to nor chosen."""
    return Rhythm.objects.filter(person=by.pk).first()


def due(*, at: datetime) -> list[int]:
    """The keys of the people whose digest is due, whoever has waited longest first. One query."""
    found = Rhythm.objects.filter(next_at__lte=at, person__is_active=True, person__demonstrates=None)
    return list(found.order_by("next_at", "pk").values_list("pk", flat=True))


def without_rhythm() -> list[Person]:
    """The people who have neither chosen when to be written to nor been written to. One query."""
    return list(Person.objects.filter(rhythm=None, is_active=True))


def whose_letters(token: str) -> Person:
    """Whose digests a link in one of them ends. Raises `Http404` for one that was never given out."""
    found = Person.objects.filter(pk=key_in(token), is_active=True).first()
    if found is None:
        raise Http404
    return found
