"""Reading what places say of an insight."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from knotwork.access.policy import check
from knotwork.access.verbs import Verb
from knotwork.learning.places.models import Place
from knotwork.learning.sense.models import Response
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.strands.queries import of_kind
from knotwork.learning.systems.queries import where_allowed
from knotwork.science.spread.attributes import Telling, telling
from knotwork.science.spread.holds import Answer, Held, Said, places, sentence

ANSWERS = {"supports": Answer.SEEN, "contradicts": Answer.NOT, "qualifies": Answer.DEPENDS}
# A review that an insight supports says how a decision did, not where the insight is seen.
SAYING = (Strand.Kind.RESPONSE, Strand.Kind.INSIGHT)
PLURALS = {
    "board": "boards", "hospital": "hospitals", "ward": "wards", "care home": "care homes", "practice": "practices",
    "community team": "community teams", "organisation": "organisations",
}  # fmt: skip
_open_insight = of_kind([Strand.Kind.INSIGHT], "insight")


@dataclass(frozen=True, slots=True)
class Holding:
    """Where an insight holds, as far as somebody may see: in a sentence, by place, and by what places are like."""

    sentence: str
    held: tuple[Held, ...]
    telling: tuple[Telling, ...]


def where_it_holds(by: Any, insight: Strand) -> Holding:
    """What places say of an insight: by responding, and by insights of their own that support it or contradict it.

    One query, of what `by` may see: what they may not see is neither said nor counted.
    """
    return _holding(_said(link) for link in _answers(by, [insight.pk]))


def where_they_hold(by: Any, theme: Strand) -> Holding:
    """Where a theme holds: at the places that what is in it was told of, and where places answer the same. Two queries.

    A place that answers otherwise than another of its people told makes it "it depends" there.
    """
    grouped = Link.objects.filter(visible_to(by, "origin__"), outcome=theme, relation=Link.Relation.GROUPED_FROM)
    told = grouped.filter(origin__place__isnull=False).select_related("origin__place").order_by("origin__at", "pk")
    own = [_of_place(link.origin.place, Answer.SEEN, link.origin.title) for link in told]
    return _holding([*own, *(_said(link) for link in _answers(by, grouped.order_by().values("origin")))])


def _answers(by: Any, insights: Any) -> QuerySet[Link]:
    found = Link.objects.filter(
        visible_to(by, "outcome__"), origin__in=insights, relation__in=ANSWERS, outcome__place__isnull=False,
        outcome__kind__in=SAYING,
    )  # fmt: skip
    return found.select_related("outcome__place", "outcome__response").order_by("at", "pk")


def _holding(said: Iterable[Said]) -> Holding:
    held = places(said)
    return Holding(sentence(held, PLURALS), held, telling(held))


def _said(link: Link) -> Said:
    strand, place = link.outcome, link.outcome.place
    why = strand.response.because if strand.kind == Strand.Kind.RESPONSE else strand.title
    return _of_place(place, ANSWERS[link.relation], why)


def _of_place(place: Place, answer: Answer, why: str) -> Said:
    return Said(place.code, place.name, Place.Kind(place.kind).label.lower(), answer, why, place.kinds)


def with_subjects(by: Any, strands: Sequence[Strand]) -> Sequence[Strand]:
    """The same strands, each response among them with what it says something of (`to`), where `by` may see that.

    One query for all of them, and none where there is no response.
    """
    responses = [strand for strand in strands if strand.kind == Strand.Kind.RESPONSE]
    if responses:
        seen = Response.objects.filter(visible_to(by, "insight__"), strand__in=[one.pk for one in responses])
        subjects = dict(seen.values_list("strand", "insight__title"))
        for one in responses:
            one.to = subjects.get(one.pk, "")
    return strands


def to_answer(by: Any, strands: Sequence[Strand]) -> set[int]:
    """The insights among some strands that a person may answer for a place, less those that they have answered.

    Three queries for each learning system, and none where there is no insight of somebody else.
    """
    insights = [one for one in strands if one.kind == Strand.Kind.INSIGHT and one.by_id != by.pk]
    systems = {one.system_id: one.system for one in insights}
    may_tell = {key for key, system in systems.items() if where_allowed(by, Verb.TELL, system)}
    asked = {one.pk for one in insights if one.system_id in may_tell}
    if not asked:
        return asked
    answered = Response.objects.filter(insight__in=asked, strand__by=by.pk)
    return asked - set(answered.values_list("insight", flat=True))


def open_responding(by: Any, verb: Verb, code: str) -> Strand:
    """The door to responding: for whoever sees the insight and may tell at some place of its learning system."""
    insight = _open_insight(by, Verb.SEE, code)
    if insight is None:
        raise Http404
    if not where_allowed(by, verb, insight.system):
        check(by, verb, insight.subject)
    return insight
