"""From the roles that a person holds to what the policy reads: which places, and which systems those take part in."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from knotwork.access.policy import Grant, Subject
from knotwork.learning.systems.models import Participation


def grants_of(person: Any) -> tuple[Grant, ...]:
    """All roles of a person as grants. Two queries, however many roles."""
    held = list(person.roles.values_list("role", "place__path", "system_id"))
    paths = {path for _role, path, _system in held if path}
    taking_part = _participations(paths) if paths else []
    return tuple(
        Grant(role, system=system)
        if path is None
        else Grant(role, place=path, systems=frozenset(s for s, p in taking_part if _touches(p, path)))
        for role, path, system in held
    )


def reach_of(*, place: Any = None, system: Any = None) -> tuple[Subject, ...]:
    """Where a role would count that is held in a place or in a system: one subject for each learning system. One query.

    A place reaches the systems that it takes part in: itself, by a place above it, or by one below it.
    """
    if place is None:
        return (system.subject,)
    systems = {key for key, _path in _participations({place.path})}
    return tuple(Subject(key, place.path) for key in sorted(systems))


def reaches_of(held: Iterable[Any]) -> dict[int, tuple[Subject, ...]]:
    """Where each of some held roles counts, by its key, as `reach_of` says. One query, however many roles."""
    held = list(held)
    paths = {one.place.path for one in held if one.place}
    taking_part = _participations(paths) if paths else []
    return {
        one.pk: tuple(
            Subject(key, one.place.path) for key in sorted({s for s, p in taking_part if _touches(p, one.place.path)})
        )
        if one.place
        else (Subject(one.system_id),)
        for one in held
    }


def _participations(paths: set[str]) -> list[tuple[int, str]]:
    near = Q()
    for path in paths:
        near |= Q(place__path__startswith=path) | Q(place__path__in=upwards(path))
    return list(Participation.objects.filter(near).values_list("system_id", "place__path"))


def upwards(path: str) -> list[str]:
    """The paths of a place and of all places above it."""
    codes = path.strip("/").split("/")
    return ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]


def _touches(taking_part: str, held: str) -> bool:
    return taking_part.startswith(held) or held.startswith(taking_part)
