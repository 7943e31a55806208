"""A whole network whose truth is known: places, people, measures, numbers, and the story that explains them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knotwork.science.simulation.measures import MEASURES, SYSTEMS, Measure, System
from knotwork.science.simulation.months import before, run_to
from knotwork.science.simulation.people import Person, network_people
from knotwork.science.simulation.places import NoSuchNetwork, Place, network_places
from knotwork.science.simulation.processes import team_numbers
from knotwork.science.simulation.story import Story, tell
from knotwork.science.simulation.truth import Change, changes

LAST_MONTH = date(2026, 10, 1)


@dataclass(frozen=True, slots=True)
class Observation:
    """One number that a team sent in: of which measure, for which month (its first day)."""

    place: str
    measure: str
    month: date
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Network:
    """A simulated learning network. `truth` lists what was planted; every other team is stable."""

    seed: int
    months: tuple[date, ...]
    places: tuple[Place, ...]
    people: tuple[Person, ...]
    systems: tuple[System, ...]
    measures: tuple[Measure, ...]
    observations: tuple[Observation, ...]
    truth: tuple[Change, ...]
    story: Story

    @property
    def boards(self) -> tuple[Place, ...]:
        """The places at the top of the tree."""
        return tuple(place for place in self.places if place.parent is None)

    @property
    def teams(self) -> tuple[Place, ...]:
        """The wards and care homes."""
        return tuple(place for place in self.places if place.is_team)

    @property
    def personas(self) -> tuple[Person, ...]:
        """The people whom a visitor to the demonstration may be."""
        return tuple(person for person in self.people if person.persona)

    def series(self, place: str, measure: str) -> tuple[Observation, ...]:
        """What one team sent in of one measure, the earliest month first."""
        return tuple(one for one in self.observations if (one.place, one.measure) == (place, measure))


def simulate(
    seed: int,
    *,
    boards: int = 6,
    teams: int = 40,
    months: int = 36,
    last_month: date = LAST_MONTH,
    first_month: date | None = None,
) -> Network:
    """A network of teams whose true changes are known, so that what finds them, or wrongly finds more, can be judged.

    Everything is dated back from `last_month`, or forward from `first_month` if that is given. The same seed gives the
    same network, and a team's numbers do not depend on which other teams there are. A small or short network has that
    part of the truth and of the story that happened in it.

    Raises:
        NoSuchNetwork: no month or team, or more boards than have been invented.
    """
    if months < 1:
        raise NoSuchNetwork(f"A simulated network has at least one month; {months} were asked for.")
    if seed < 0:
        raise NoSuchNetwork(f"A seed is a whole number from nought; {seed} was given.")
    run = run_to(before(first_month, 1 - months) if first_month else last_month, months)
    places = network_places(boards, teams)
    ids = frozenset(place.id for place in places)
    people = network_people(ids)
    truth = tuple(changes(ids, months, run[-1]))
    return Network(
        seed=seed,
        months=run,
        places=places,
        people=people,
        systems=SYSTEMS,
        measures=MEASURES,
        observations=tuple(_observations(seed, places, run, truth)),
        truth=truth,
        story=tell(ids, frozenset(person.id for person in people), run),
    )


def _observations(
    seed: int, places: tuple[Place, ...], months: tuple[date, ...], truth: tuple[Change, ...]
) -> Iterator[Observation]:
    for place in places:
        for measure in MEASURES if place.is_team else ():
            numerators, denominators, sent = team_numbers(seed, place, measure, months, truth)
            for month, numerator, denominator, here in zip(months, numerators, denominators, sent, strict=True):
                if here:
                    yield Observation(place.id, measure.id, month, int(numerator), int(denominator))
