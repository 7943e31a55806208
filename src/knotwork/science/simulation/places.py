"""The simulated network's places: invented boards, their hospitals and care groups, wards and care homes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Literal

Kind = Literal["board", "hospital", "organisation", "ward", "care_home"]
TEAMS: frozenset[str] = frozenset({"ward", "care_home"})


class NoSuchNetwork(ValueError):
    """A network was asked for that cannot be made: too many boards, or nothing in it."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the network. `beds` is nothing for a board, a hospital or a care group; `parent` is an id."""

    id: str
    name: str
    kind: Kind
    parent: str | None
    beds: int = 0
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def is_team(self) -> bool:
        """Whether people give care here together, so that numbers are counted here."""
        return self.kind in TEAMS


def network_places(boards: int, teams: int) -> tuple[Place, ...]:
    """The first `boards` boards with `teams` wards and care homes in all, each place after its parent.

    Raises:
        NoSuchNetwork: fewer than one of either, or more boards than have been invented.
    """
    catalogue = _catalogue()
    if not 1 <= boards <= len(catalogue):
        raise NoSuchNetwork(f"A simulated network has 1 to {len(catalogue)} boards; {boards} were asked for.")
    if teams < 1:
        raise NoSuchNetwork(f"A simulated network has at least one team; {teams} were asked for.")
    every = [place for board in catalogue[:boards] for place in _places_of(board)]
    named = [place for place in every if place.is_team][:teams]
    return _with_parents(every, [*named, *_further_wards(every, teams - len(named))])


def ancestors(place: Place, places: Sequence[Place]) -> tuple[Place, ...]:
    """A place and all that it lies in, the place itself first."""
    found = {each.id: each for each in places}
    line = [place]
    while parent := line[-1].parent:
        line.append(found[parent])
    return tuple(line)


def _catalogue() -> list[dict[str, Any]]:
    text = files(__package__).joinpath("places.toml").read_text(encoding="utf-8")
    boards: list[dict[str, Any]] = tomllib.loads(text)["board"]
    return boards


def _places_of(board: dict[str, Any]) -> Iterator[Place]:
    setting = {"setting": board["setting"]}
    yield Place(board["id"], board["name"], "board", None, attributes=setting)
    for site in board["site"]:
        yield Place(site["id"], site["name"], site["kind"], board["id"], attributes=dict(setting))
        kind: Kind = "ward" if site["kind"] == "hospital" else "care_home"
        for key, name, beds, speciality in site["teams"]:
            yield Place(key, name, kind, site["id"], beds, {**setting, "speciality": speciality})


def _further_wards(every: Sequence[Place], count: int) -> list[Place]:
    """More wards than have names: numbered from 101, dealt round the hospitals, 14 to 34 beds."""
    hospitals = [place for place in every if place.kind == "hospital"]
    dealt = ((number, hospitals[number % len(hospitals)]) for number in range(max(count, 0)))
    return [
        Place(
            f"ward-{101 + number}",
            f"Ward {101 + number}",
            "ward",
            hospital.id,
            14 + number * 7 % 21,
            {**hospital.attributes, "speciality": "general medicine"},
        )
        for number, hospital in dealt
    ]


def _with_parents(every: Sequence[Place], teams: Sequence[Place]) -> tuple[Place, ...]:
    sites = {team.parent for team in teams}
    boards = {place.parent for place in every if place.id in sites}
    return (*(place for place in every if place.id in sites | boards), *teams)
