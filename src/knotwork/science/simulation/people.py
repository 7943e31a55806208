"""The simulated network's people: invented, each with the roles that they hold and where."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Held:
    """A role that a person holds in one place or in one learning system: the other is nothing."""

    role: str
    place: str | None = None
    system: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the network. `persona` is whether a visitor to the demonstration may be this person."""

    id: str
    name: str
    email: str
    roles: tuple[Held, ...]
    persona: bool = False


def network_people(places: Collection[str]) -> tuple[Person, ...]:
    """Everybody whose places are all in the network."""
    return tuple(person for person in _everybody() if lives_in(person, places))


def lives_in(person: Person, places: Collection[str]) -> bool:
    """Whether all places in which somebody holds a role are among `places`; a role in a system needs none."""
    return all(held.place is None or held.place in places for held in person.roles)


def _everybody() -> Iterator[Person]:
    text = files(__package__).joinpath("people.toml").read_text(encoding="utf-8")
    for one in tomllib.loads(text)["person"]:
        yield _person(one)


def _person(one: dict[str, Any]) -> Person:
    roles = tuple(Held(**held) for held in one["roles"])
    return Person(one["id"], one["name"], f"{one['id']}@example.org", roles, one.get("persona", False))
