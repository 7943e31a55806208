"""Reading who is in a learning system."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from knotwork.learning.people.models import HeldRole, Person
from knotwork.learning.systems.queries import places_by_system


def roles_in(system: Any) -> list[HeldRole]:
    """The roles held in a system, and in the places that take part in it, each with its person. Three queries."""
    return roles_by_system([system])[system]


def roles_by_system(systems: Iterable[Any]) -> dict[Any, list[HeldRole]]:
    """The roles held in each of some systems and in its places, by name. Three queries, however many systems."""
    systems = list(systems)
    places = {key: {place.pk for place in some} for key, some in places_by_system(systems).items()}
    anywhere = Q(system__in=systems) | Q(place__in=set().union(*places.values()))
    held = HeldRole.objects.filter(anywhere, person__is_active=True).order_by("person__name", "role")
    every = list(held.select_related("person", "place", "system"))
    return {
        system: [one for one in every if one.system_id == system.pk or one.place_id in places[system.pk]]
        for system in systems
    }


def people_in(system: Any) -> list[Person]:
    """Everybody with a role in a system or in one of its places, by name."""
    return list({held.person_id: held.person for held in roles_in(system)}.values())


COME_FOR = {
    "team_lead": "leads a ward where falls came down. What are teams like mine learning?",
    "co_ordinator": "runs both learning systems. Who shines, who is stuck?",
    "analyst": "brings the numbers in, and sees that charts are right.",
    "lived_experience": "told what it was like. What came of it?",
    "sponsor": "answers for the work. What was decided, and did it work?",
    "governance_lead": "sees that what was learned leads to decisions.",
}


def demonstrators() -> list[Person]:
    """The accounts that the demonstration offers at its sign-in page, one a role, each with what it comes for."""
    found = list(Person.objects.filter(demonstrates__isnull=False, is_active=True).order_by("pk"))
    for person in found:
        person.comes_for = COME_FOR.get(person.demonstrates, "")
    return found


def with_email(email: str) -> Person | None:
    """The account with this address, whatever the case of its letters."""
    return Person.objects.filter(email=email.strip().lower()).first()


def with_keys(keys: Iterable[str]) -> dict[str, Person]:
    """The people with these keys, as the trail names them."""
    wanted = [int(key) for key in keys if key.isdecimal()]
    return {str(key): person for key, person in Person.objects.in_bulk(wanted).items()}
