"""The people: invented, each with a place or a system, and six whom a visitor may be."""

from collections import Counter

import pytest

from knotwork.science.simulation import Held, Person, simulate
from knotwork.science.simulation.people import lives_in
from knotwork.science.simulation.places import ancestors

ROLES = {
    "team_lead",
    "member",
    "coach",
    "co_ordinator",
    "analyst",
    "lived_experience",
    "sponsor",
    "governance_lead",
}


def test_nobody_shares_a_name_an_id_or_an_address(network):
    for field in ("id", "name", "email"):
        assert Counter(getattr(person, field) for person in network.people).most_common(1)[0][1] == 1


def test_every_address_is_one_that_cannot_exist(network):
    assert all(person.email == f"{person.id}@example.org" for person in network.people)
    assert all(person.email.isascii() for person in network.people)


def test_every_role_is_known_and_held_in_one_place_or_one_system(network):
    places, systems = {place.id for place in network.places}, {system.id for system in network.systems}
    for person in network.people:
        assert person.roles
        for held in person.roles:
            assert held.role in ROLES
            assert (held.place in places) != (held.system in systems)
            assert held.place is None or held.system is None


def test_there_is_one_persona_for_each_of_the_six_roles_of_the_demonstration(network):
    roles = [{held.role for held in person.roles} for person in network.personas]
    assert all(len(each) == 1 for each in roles)
    assert sorted(role for each in roles for role in each) == [
        "analyst",
        "co_ordinator",
        "governance_lead",
        "lived_experience",
        "sponsor",
        "team_lead",
    ]


def test_the_ward_lead_leads_the_ward_that_improved(network):
    lead = next(person for person in network.personas if person.roles[0].role == "team_lead")
    change = next(change for change in network.truth if change.place == lead.roles[0].place)
    assert change.became < change.was / 2
    assert change.measure == "falls-rate"


def test_people_come_from_every_board(network):
    boards = {
        ancestors(place, network.places)[-1].id
        for place in network.places
        for person in network.people
        for held in person.roles
        if held.place == place.id
    }
    assert boards == {board.id for board in network.boards} - {"none"}


def test_a_team_has_at_most_one_lead(network):
    leads = Counter(held.place for person in network.people for held in person.roles if held.role == "team_lead")
    assert leads.most_common(1)[0][1] == 1


@pytest.mark.parametrize(("teams", "there", "absent"), [(1, "ishbel", "kirsty"), (3, "leo", "davina")])
def test_people_of_places_that_are_not_in_the_network_are_not_either(teams, there, absent):
    people = {person.id for person in simulate(1, boards=1, teams=teams).people}
    assert there in people
    assert absent not in people
    assert "tunde" in people


WARD, HOME, SYSTEM = (
    Held("member", place="ward-4"),
    Held("member", place="tarvane-house"),
    Held("coach", system="falls"),
)


@pytest.mark.parametrize(
    ("roles", "places", "expected"),
    [
        ((WARD,), {"ward-4"}, True),
        ((WARD,), {"ward-5"}, False),
        ((WARD, HOME), {"ward-4"}, False),
        ((WARD, HOME), {"ward-4", "tarvane-house"}, True),
        ((WARD, SYSTEM), set(), False),
        ((SYSTEM,), set(), True),
    ],
)
def test_somebody_is_in_a_network_that_has_all_of_their_places(roles, places, expected):
    assert lives_in(Person("a", "A", "a@example.org", roles), places) is expected
