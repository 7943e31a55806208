"""Reading learning systems."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from knotwork.access.doors import enter
from knotwork.access.policy import Subject, allows, places_of, systems_of
from knotwork.access.verbs import Verb
from knotwork.learning.places.models import Place
from knotwork.learning.systems.models import LearningSystem, Participation


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
    return places_by_system([system])[system.pk]


def places_by_system(systems: Iterable[LearningSystem]) -> dict[int, list[Place]]:
    """All places that take part in each of some systems, by the system's key. Two queries, however many systems."""
    roots: dict[int, set[str]] = {system.pk: set() for system in systems}
    for system, path in Participation.objects.filter(system__in=list(roots)).values_list("system", "place__path"):
        roots[system].add(path)
    every = list(_at_or_below(set().union(*roots.values())).select_related("parent").order_by("path"))
    return {system: [place for place in every if _above(place.path, paths)] for system, paths in roots.items()}


def attributes_in(systems: Iterable[Any]) -> list[dict[str, Any]]:
    """What is known of the places that take part in some systems, each set of attributes once. Two queries."""
    roots = Participation.objects.filter(system__in=systems).values_list("place__path", flat=True)
    there = _at_or_below(set(roots)).exclude(attributes={})
    return list(there.order_by().values_list("attributes", flat=True).distinct())


def _at_or_below(paths: Iterable[str]) -> QuerySet[Place]:
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(path__startswith=path)
    return Place.objects.filter(below)


def takes_part(place: Place, system: LearningSystem) -> bool:
    """Whether a place takes part in a system, itself or through a place above it. One query."""
    paths = system.participations.values_list("place__path", flat=True)
    return bool(_above(place.path, set(paths)))


def _above(path: str, roots: set[str]) -> set[str]:
    """Those of `roots` that lead to the place at `path`, itself among them."""
    codes = path.strip("/").split("/")
    return {"/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))} & roots


def where_allowed(by: Any, verb: Verb, system: LearningSystem) -> list[Place]:
    """The places of a system where a person may do `verb`. Two queries, of those places alone where roles reach."""
    grants = by.grants()
    roots = set(Participation.objects.filter(system=system).values_list("place__path", flat=True))
    reach = roots if allows(grants, verb, system.subject) else places_of(grants)
    found = _at_or_below(reach).select_related("parent").order_by("path")
    inside = [place for place in found if _above(place.path, roots)]
    return [place for place in inside if allows(grants, verb, Subject(system.pk, place.path))]


def may(by: Any, verb: Verb, thing: Any) -> bool:
    """Whether to offer a person a button: the action behind it checks again."""
    return allows(by.grants(), verb, thing.subject)
