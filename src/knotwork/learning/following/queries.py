"""What a person follows, and what can be followed from a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from knotwork.access.policy import NotAllowed
from knotwork.access.verbs import Verb
from knotwork.learning.following.models import Follow
from knotwork.learning.measures.models import Measure
from knotwork.learning.measures.queries import pinned
from knotwork.learning.people.models import Person
from knotwork.learning.people.queries import holders_in
from knotwork.learning.places.models import Place
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import open_strand, seen_by
from knotwork.learning.systems.queries import places_in
from knotwork.learning.systems.queries import seen_by as systems_seen_by
from knotwork.learning.talk.models import Comment


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be followed from a page: which column of `Follow` names it, the thing, and it in words."""

    what: str
    thing: Any
    words: str

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.what}-{self.thing.pk}"


def choices_of(by: Any, strand: Strand) -> list[Choice]:
    """What can be followed from a strand: itself, its place, who told it where that is said, and its measures."""
    kind = "theme" if strand.kind == Strand.Kind.THEME else strand.get_kind_display().lower()
    found = [Choice("strand", strand, f"What comes of this {kind}, and what people say of it")]
    if strand.place:
        found.append(Choice("place", strand.place, f"What is told at {strand.place.name}"))
    if not strand.anonymous and not strand.told_through and strand.by_id != by.pk and strand.by.is_active:
        found.append(Choice("whom", strand.by, f"What {strand.by.name} tells"))
    found += [_of_measure(pin.measure) for pin in pinned(strand) if pin.measure.system_id == strand.system_id]
    return found


def choices_at(measure: Measure, place: Place | None) -> list[Choice]:
    """What can be followed from a chart: its measure, and its place where there is one."""
    return [_of_measure(measure), *([Choice("place", place, f"What is told at {place.name}")] if place else [])]


def _of_measure(measure: Measure) -> Choice:
    return Choice("measure", measure, f"New numbers and notes of {measure.name}")


def followed_among(by: Any, choices: Iterable[Choice]) -> set[str]:
    """The keys of those choices that a person follows already. One query."""
    held = set(Follow.objects.filter(person=by.pk).values_list("strand", "place", "measure", "whom"))
    columns = ("strand", "place", "measure", "whom")
    mine = {f"{column}-{pk}" for row in held for column, pk in zip(columns, row, strict=True) if pk}
    return {one.key for one in choices} & mine


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that a person follows, in words, with the address where it is read (nothing where there is none)."""

    pk: int
    words: str
    address: str = ""


def followed(by: Any) -> list[Followed]:
    """What a person follows and may still see, newest first. A few queries."""
    mine = Follow.objects.filter(person=by.pk).select_related("strand", "place", "measure__system", "whom")
    held = list(mine.annotate(known=Exists(people_seen_by(by).filter(pk=OuterRef("whom")))))
    strands = {one.pk for one in seen_by(by).filter(pk__in=[follow.strand_id for follow in held if follow.strand_id])}
    systems = set(systems_seen_by(by).values_list("pk", flat=True))
    shown = [
        follow
        for follow in held
        if (follow.strand_id in strands if follow.strand_id else True)
        and (follow.measure.system_id in systems if follow.measure_id else True)
    ]
    return [_in_words(follow) for follow in shown]


def _in_words(follow: Any) -> Followed:
    if follow.strand:
        return Followed(follow.pk, f"What comes of “{follow.strand.title}”", follow.strand.get_absolute_url())
    if follow.measure:
        return Followed(follow.pk, f"New numbers and notes of {follow.measure.name}", _address_of(follow.measure))
    if follow.place:
        return Followed(follow.pk, f"What is told at {follow.place.name}")
    page = reverse("person", args=[follow.whom_id]) if follow.known else ""
    return Followed(follow.pk, f"What {follow.whom} tells", page)


def _address_of(measure: Measure) -> str:
    return f"/systems/{measure.system.slug}/measures/{measure.slug}/"


def open_following(by: Any, verb: Verb, code: str) -> Strand:
    """The door to following from a strand: for whoever sees it. What nobody else sees, nobody adds to."""
    found = open_strand(by, verb, code)
    if found.visibility == Strand.Visibility.OWN:
        raise NotAllowed("Nobody but you sees this, so nothing can come of it yet.", found.system_id)
    return found


def people_seen_by(by: Any) -> QuerySet[Person]:
    """The people of whom one may know: oneself, those of one's learning systems, and whoever tells or says by name what
    one sees. Of nobody else there is a page."""
    held = holders_in(systems_seen_by(by)).order_by().filter(person=OuterRef("pk"))
    named = Strand.objects.order_by().filter(by=OuterRef("pk"), anonymous=False, told_through="")
    said = Comment.objects.order_by().filter(by=OuterRef("pk"), taken_back_at=None)
    told = Exists(named.filter(visible_to(by)))
    return Person.objects.filter(Q(pk=by.pk) | Exists(held) | told | Exists(said.filter(visible_to(by, "strand__"))))


def open_person(by: Any, _verb: Verb, person: int) -> Person:
    """The door to a person's page: for those who may know of them."""
    found = people_seen_by(by).filter(pk=person).first()
    if found is None:
        raise Http404
    return found


def open_to_follow(by: Any, verb: Verb, person: int) -> Person:
    """The door to following a person: somebody else, who is still here."""
    found = open_person(by, verb, person)
    if found.pk == by.pk:
        raise NotAllowed("You hear of what you told without following yourself.")
    if not found.is_active:
        raise NotAllowed("They are here no more, so nothing new comes from them.")
    return found


def choices_of_person(person: Person) -> list[Choice]:
    """What can be followed from a person's page."""
    return [Choice("whom", person, f"What {person.name} tells")]


def place_among(measure: Measure, code: str) -> Place | None:
    """The place with this code that takes part in a measure's learning system. A few queries."""
    return next((place for place in places_in(measure.system) if place.code == code), None) if code else None
