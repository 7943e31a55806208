"""Reading who is in a learning system."""

from typing import Any

from django.db.models import Q

from knotwork.learning.people.models import HeldRole, Person
from knotwork.learning.systems.queries import places_in


def roles_in(system: Any) -> list[HeldRole]:
    """The roles held in a system, and in the places that take part in it, each with its person. Three queries."""
    places = [place.pk for place in places_in(system)]
    held = HeldRole.objects.filter(Q(system=system) | Q(place__in=places), person__is_active=True)
    return list(held.select_related("person", "place", "system").order_by("person__name", "role"))


def people_in(system: Any) -> list[Person]:
    """Everybody with a role in a system or in one of its places, by name."""
    return list({held.person_id: held.person for held in roles_in(system)}.values())


def demonstrators() -> list[Person]:
    """The accounts that the demonstration offers at its sign-in page, one a role."""
    return list(Person.objects.filter(demonstrates__isnull=False, is_active=True).order_by("pk"))


def with_email(email: str) -> Person | None:
    """The account with this address, whatever the case of its letters."""
    return Person.objects.filter(email=email.strip().lower()).first()
