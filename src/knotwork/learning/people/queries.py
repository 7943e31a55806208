"""Reading who is in a learning system."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from knotwork.access.policy import Grant, Subject, allows, check, may_give
from knotwork.access.roles import OPERATOR, ROLES, Role
from knotwork.access.verbs import Verb
from knotwork.learning.people.grants import reach_of, reaches_of, upwards
from knotwork.learning.people.models import HeldRole, Person
from knotwork.learning.places.models import Place
from knotwork.learning.systems.models import Participation
from knotwork.learning.systems.queries import open_system, where_allowed

A_PAGE = 50
PEOPLE, PLACES = partial(Count, "person", distinct=True), partial(Count, "place", distinct=True)


def roles_in(system: Any) -> list[HeldRole]:
    """All roles held in a system, and in the places that take part in it, each with its person. Two queries."""
    return list(holders_in([system]))


def roles_near(systems: Iterable[Any], *, name: str = "", page: Any = 1) -> Page:
    """The roles held in some systems and in their places, by name, a page at a time; `name` narrows. Three queries."""
    found = holders_in(systems)
    if name := name.replace("\0", "").strip():
        found = found.filter(person__name__icontains=name)
    return Paginator(found, A_PAGE).get_page(page)


def held_near(systems: Iterable[Any], person: Person) -> list[HeldRole]:
    """The roles that one person holds in some systems and in their places. Two queries."""
    return list(holders_in(systems).filter(person=person.pk))


def stewards_of(system: Any) -> list[HeldRole]:
    """The roles that are held in a whole learning system, each with its person. One query."""
    return list(_listed(Q(system=system)))


def people_count(system: Any) -> int:
    """How many people have a role in a system or in one of its places. Two queries."""
    return holders_in([system]).aggregate(count=Count("person", distinct=True))["count"]


def holders_in(systems: Iterable[Any]) -> QuerySet[HeldRole]:
    """The roles held in some systems and in their places, each with its person, by name. One query, and its own."""
    systems = list(systems)
    paths = Participation.objects.filter(system__in=systems).values_list("place__path", flat=True)
    inside = Q(system__in=systems)
    for path in set(paths):
        inside |= Q(place__path__startswith=path)
    return _listed(inside)


def _listed(which: Q) -> QuerySet[HeldRole]:
    held = HeldRole.objects.filter(which, person__is_active=True).select_related("person", "place", "system")
    return held.order_by("person__name", "role", "pk")


def open_people(by: Any, verb: Verb, system: str) -> Any:
    """The door for inviting: into the whole learning system, or at least to one of its places."""
    found = open_system(by, Verb.SEE, system)
    if not allows(by.grants(), verb, found.subject) and not where_allowed(by, verb, found):
        check(by, verb, found.subject)
    return found


def open_held(by: Any, verb: Verb, system: str, held: int) -> HeldRole:
    """The door to a role that somebody holds in a system or at one of its places."""
    inside = open_system(by, Verb.SEE, system)
    found = holders_in([inside]).filter(pk=held).first()
    if found is None:
        raise Http404
    check(by, verb, Subject(inside.pk, found.place.path if found.place else None))
    found.inside = inside
    return found


def spots(by: Any, system: Any) -> list[Any]:
    """Where a person may give roles: the learning system itself, if there, and its places. Two queries."""
    whole = [system] if allows(by.grants(), Verb.INVITE, system.subject) else []
    return [*whole, *where_allowed(by, Verb.INVITE, system)]


def given_by(by: Any) -> list[Role]:
    """The roles that a person may give somewhere, in the order of the table."""
    return [role for role in ROLES.values() if any(role.name in _gives(grant) for grant in by.grants())]


def _gives(grant: Any) -> frozenset[str]:
    return ROLES[grant.role].gives if isinstance(grant, Grant) else OPERATOR.gives


def may_give_at(by: Any, role: str, spot: Any) -> bool:
    """Whether a person may give a role in a learning system or at a place, wherever it would reach."""
    where = {"place": spot} if isinstance(spot, Place) else {"system": spot}
    return may_give(by.grants(), role, reach_of(**where))


def changeable(by: Any, roles: Iterable[HeldRole]) -> set[int]:
    """The keys of those held roles that a person may take back. One query, however many."""
    roles = [held for held in roles if held.person_id != by.pk]
    grants = by.grants()
    reaches = reaches_of(roles) if given_by(by) else {}
    return {held.pk for held in roles if may_give(grants, held.role, reaches.get(held.pk, ()))}


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


@dataclass(frozen=True, slots=True)
class Audience:
    """How many people would see what is told at each level, in how many places; `could` have told it from there."""

    in_team: int
    in_system: int
    system_places: int
    in_network: int
    network_places: int
    could: int

    def sentence(self, level: str, system: Any, place: Any) -> str:
        """Who sees something at one level, and how many they are."""
        return {
            "own": "Nobody but me",
            "team": f"Only people with a role in {place.name}: {_people(self.in_team)}"
            if place
            else "Only people with a role in the place that you choose",
            "system": f"Everyone in {system.name}: {_people(self.in_system)}{_places(self.system_places)}",
            "network": f"Everyone in the network: {_people(self.in_network)}{_places(self.network_places)}",
            "public": "Anybody at all, without an account",
        }[level]


def audience(system: Any, place: Any) -> Audience:
    """Who would see what is told about a place in a learning system. Two queries, however many people."""
    team, inside = _in_team(place), _inside(system)
    tells = Q(role__in=[name for name, role in ROLES.items() if Verb.TELL in role.within])
    counts = HeldRole.objects.filter(person__is_active=True).aggregate(
        in_team=PEOPLE(filter=team),
        in_system=PEOPLE(filter=inside),
        system_places=PLACES(filter=inside),
        in_network=PEOPLE(),
        network_places=PLACES(),
        could=PEOPLE(filter=tells & (team | Q(system=system))),
    )
    return Audience(**counts)


def who_sees(level: str, system: Any, place: Any) -> str:
    """Who sees what was told at one level, and how many they are, counting no others. Two queries at the most."""
    if level in {"own", "public"}:  # those are counted by nobody
        return Audience(0, 0, 0, 0, 0, 0).sentence(level, system, place)
    counts = roles_that_see(level, system, place).aggregate(people=PEOPLE(), places=PLACES())
    people, places = counts["people"], counts["places"]
    return Audience(people, people, places, people, places, 0).sentence(level, system, place)


def roles_that_see(level: str, system: Any, place: Any) -> QuerySet[HeldRole]:
    """The roles from which something is seen that was told at one level beyond its teller alone. A query of its own."""
    beyond = level in {"network", "public"}
    which = Q() if beyond else _in_team(place) if level == "team" else _inside(system)
    return HeldRole.objects.filter(which, person__is_active=True)


def _in_team(place: Any) -> Q:
    return Q(place__path__in=upwards(place.path)) if place else Q(pk__in=[])


def _inside(system: Any) -> Q:
    """The roles from which a learning system is seen: in it, in its places, above them and below them."""
    roots = set(Participation.objects.filter(system=system).values_list("place__path", flat=True))
    inside = Q(system=system) | Q(place__path__in={path for root in roots for path in upwards(root)})
    for root in roots:
        inside |= Q(place__path__startswith=root)
    return inside


def _people(count: int) -> str:
    return f"{count} {'person' if count == 1 else 'people'}"


def _places(count: int) -> str:
    return f" in {count} {'place' if count == 1 else 'places'}" if count else ""
