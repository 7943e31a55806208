"""Reading learning systems."""

from typing import Any

from django.db.models import Q, QuerySet

from knotwork.access.doors import enter
from knotwork.access.policy import Subject, allows, systems_of
from knotwork.access.verbs import Verb
from knotwork.learning.places.models import Place
from knotwork.learning.systems.models import LearningSystem


def seen_by(by: Any) -> QuerySet[LearningSystem]:
    """The learning systems that a person belongs to, themselves or through a place."""
    return LearningSystem.objects.filter(pk__in=systems_of(by.grants()))


def open_system(by: Any, verb: Verb, system: str) -> LearningSystem:
    """The door to one learning system."""
    return enter(LearningSystem.objects.filter(slug=system).first(), by, verb)


def named(name: str) -> LearningSystem | None:
    """The learning system with this short name, or this name: for the command line, which asks nobody's leave."""
    return LearningSystem.objects.filter(Q(slug=name) | Q(name__iexact=name)).first()


def every() -> QuerySet[LearningSystem]:
    """All learning systems: for the command line, which asks nobody's leave."""
    return LearningSystem.objects.all()


def places_in(system: LearningSystem) -> list[Place]:
    """All places that take part in a system: those named, and those below them. Two queries."""
    roots = set(system.places.values_list("path", flat=True))
    every = Place.objects.select_related("parent").order_by("path")
    return [place for place in every if any(place.path.startswith(root) for root in _above(place.path, roots))]


def _above(path: str, roots: set[str]) -> set[str]:
    codes = path.strip("/").split("/")
    return {"/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))} & roots


def where_allowed(by: Any, verb: Verb, system: LearningSystem) -> list[Place]:
    """The places of a system where a person may do `verb`."""
    grants = by.grants()
    return [place for place in places_in(system) if allows(grants, verb, Subject(system.pk, place.path))]


def may(by: Any, verb: Verb, thing: Any) -> bool:
    """Whether to offer a person a button: the action behind it checks again."""
    return allows(by.grants(), verb, thing.subject)
