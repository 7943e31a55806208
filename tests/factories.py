"""Small worlds for tests: two places that take part in one learning system, four people, and a stranger to it all."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from knotwork.exchange.observations import actions as observations
from knotwork.learning.insights import actions as insights
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.models import Measure, Observation
from knotwork.learning.people import actions as people
from knotwork.learning.people.models import Person
from knotwork.learning.places import actions as places
from knotwork.learning.places.models import Place
from knotwork.learning.systems import actions as systems

NOW = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)
numbers = count(1)


@dataclass
class World:
    """One learning system with two wards of two boards, and another system with a ward of its own."""

    @cached_property
    def operator(self) -> Person:
        return people.operator(at=NOW)

    @cached_property
    def system(self) -> Any:
        return self.make_system("Falls", [self.here, self.there])

    @cached_property
    def elsewhere(self) -> Any:
        return self.make_system("Sepsis", [self.far])

    @cached_property
    def here(self) -> Place:
        return self.make_place("Ward 4", parent=self.board)

    @cached_property
    def board(self) -> Place:
        return self.make_place("Northmoor", kind="board")

    @cached_property
    def there(self) -> Place:
        return self.make_place("Ward 9", parent=self.make_place("Southmoor", kind="board"))

    @cached_property
    def far(self) -> Place:
        return self.make_place("Ward 1", parent=self.make_place("Eastmoor", kind="board"))

    @cached_property
    def improver_here(self) -> Person:
        return self.make_person("Ada Here", ("team_lead", self.here))

    @cached_property
    def improver_there(self) -> Person:
        return self.make_person("Bo There", ("team_lead", self.there))

    @cached_property
    def coach_in_both(self) -> Person:
        return self.make_person("Cleo Coach", ("coach", self.here), ("coach", self.there))

    @cached_property
    def governance_lead(self) -> Person:
        return self.make_person("Gus Governance", ("governance_lead", self.system))

    @cached_property
    def co_ordinator(self) -> Person:
        return self.make_person("Cora Ordinator", ("co_ordinator", self.system))

    @cached_property
    def observer(self) -> Person:
        return self.make_person("Obi Observer", ("observer", self.here))

    @cached_property
    def stranger(self) -> Person:
        return self.make_person("Stan Stranger", ("team_lead", self.far), system=self.elsewhere)

    @cached_property
    def measure(self) -> Measure:
        return self.make_measure(self.system, [self.here, self.there])

    @cached_property
    def upload(self) -> Any:
        file = ContentFile(b"ward,month,falls,days\nWard 4,2026-10,5,900\n")
        return observations.receive(file=file, name="falls.csv", system=self.system, by=self.co_ordinator, at=NOW)

    def make_system(self, name: str, taking_part: list[Place]) -> Any:
        system = systems.begin(name=name, purpose=f"Learn about {name.lower()}.", by=self.operator, at=NOW)
        systems.take_part(system=system, places=taking_part, by=self.operator, at=NOW)
        return system

    def make_place(self, name: str, *, kind: str = "ward", parent: Place | None = None) -> Place:
        return places.add(names=[name], kind=kind, parent=parent, by=self.operator, at=NOW)[0]

    def make_person(self, name: str, *roles: tuple[str, Any], system: Any = None) -> Person:
        assert self.system.pk  # roles in places reach the system that those places take part in
        email = f"{name.split(maxsplit=1)[0].lower()}.{next(numbers)}@example.org"
        person = people.welcome(email=email, name=name, by=self.operator, at=NOW, password="correct horse battery")
        for role, where in roles:
            key = "place" if isinstance(where, Place) else "system"
            people.give_role(person=person, role=role, by=self.operator, at=NOW, **{key: where})
        return person

    def make_measure(self, system: Any, taking_part: list[Place], **definition: Any) -> Measure:
        given = {"name": "Falls", "chart": "u", "direction": "decrease", "numerator": "falls", "multiply": 1000.0,
                 "denominator": "bed days", "unit": "per 1,000 bed days", "definition": "Falls."}  # fmt: skip
        measure = measures.define(system=system, by=self.operator, at=NOW, **{**given, **definition})
        for place in taking_part:
            self.fill(measure, place, [6, 7, 5, 8, 6, 7, 5, 6, 8, 7, 6, 5] * 2, 1000)
        return measure

    def fill(self, measure: Measure, place: Place, values: list[float], denominator: float | None = None) -> None:
        """Write one number a month, the last of them in September 2026."""
        months = [date(2026 - (m + 3) // 12, 12 - (m + 3) % 12, 1) for m in range(len(values))][::-1]
        Observation.objects.bulk_create(
            Observation(measure=measure, place=place, period=month, numerator=value, denominator=denominator)
            for month, value in zip(months, values, strict=True)
        )

    def tell(self, happened: str = "We moved the round to two o'clock.", *, by: Any = None, **more: Any) -> Any:
        given = {"system": self.system, "place": self.here, "by": by or self.improver_here, "at": NOW}
        return insights.tell(happened=happened, **{**given, **more})


def later(days: float) -> datetime:
    """A moment some days after the one that tests begin at."""
    return NOW + timedelta(days=days)
