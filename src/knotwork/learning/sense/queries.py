"""Reading what places say of an insight."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from knotwork.access.policy import check
from knotwork.access.verbs import Verb
from knotwork.learning.places.models import Place
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.strands.queries import of_kind, visible_to
from knotwork.learning.systems.queries import where_allowed
from knotwork.science.spread.holds import Answer, Held, Said, places, sentence

ANSWERS = {"supports": Answer.SEEN, "contradicts": Answer.NOT, "qualifies": Answer.DEPENDS}
PLURALS = {
    "board": "boards", "hospital": "hospitals", "ward": "wards", "care home": "care homes", "practice": "practices",
    "community team": "community teams", "organisation": "organisations",
}  # fmt: skip
_open_insight = of_kind([Strand.Kind.INSIGHT], "insight")


@dataclass(frozen=True, slots=True)
class Holding:
    """Where an insight holds, as far as somebody may see: in a sentence, and place by place."""

    sentence: str
    held: tuple[Held, ...]


def where_it_holds(by: Any, insight: Strand) -> Holding:
    """What places say of an insight: by responding, and by insights of their own that support it or contradict it.

    One query, of what `by` may see: what they may not see is neither said nor counted.
    """
    found = Link.objects.filter(
        visible_to(by, "outcome__"), origin=insight, relation__in=ANSWERS, outcome__place__isnull=False
    ).select_related("outcome__place", "outcome__response")
    held = places(_said(link) for link in found.order_by("at", "pk"))
    return Holding(sentence(held, PLURALS), held)


def _said(link: Link) -> Said:
    strand, place = link.outcome, link.outcome.place
    why = strand.response.because if strand.kind == Strand.Kind.RESPONSE else strand.title
    return Said(place.code, place.name, Place.Kind(place.kind).label.lower(), ANSWERS[link.relation], why)


def open_responding(by: Any, verb: Verb, code: str) -> Strand:
    """The door to responding: for whoever sees the insight and may tell at some place of its learning system."""
    insight = _open_insight(by, Verb.SEE, code)
    if insight is None:
        raise Http404
    if not where_allowed(by, verb, insight.system):
        check(by, verb, insight.subject)
    return insight
