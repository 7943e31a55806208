"""Giving roles and taking them back: nobody gives what they do not hold, and nobody changes their own."""

import threading

import pytest
from django.db import connection, connections

from knotwork.access.policy import Grant, NotAllowed, OperatorGrant, Subject, may_give
from knotwork.access.roles import OPERATOR, ROLES
from knotwork.access.verbs import Verb
from knotwork.learning.audit.models import Event
from knotwork.learning.people import actions as people
from knotwork.learning.people.grants import reach_of
from knotwork.learning.people.models import HeldRole, Person
from knotwork.learning.systems import actions as systems
from tests.factories import NOW, World

HERE, SYSTEM = Subject(1, "/a/b/"), Subject(1)


# By hand: who gives what. Whoever changes a role must look at this line too.
GIVES = {
    "team_lead": "observer member team_lead lived_experience",
    "co_ordinator": "observer member team_lead coach co_ordinator analyst sponsor lived_experience "
    "connector guardian facilitator",
}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gives_just_what_the_table_says(role) -> None:
    assert ROLES[role].gives == set(GIVES.get(role, "").split())


@pytest.mark.parametrize("giver", ROLES)
def test_no_role_gives_one_that_may_do_more_than_itself(giver) -> None:
    for given in ROLES[giver].gives:
        assert ROLES[given].within <= ROLES[giver].within
        assert ROLES[given].around <= ROLES[giver].around


@pytest.mark.parametrize("role", ["connector", "guardian", "facilitator"])
def test_a_role_that_nurtures_the_network_carries_no_power(role) -> None:
    assert (ROLES[role].within, ROLES[role].around) == (ROLES["observer"].within, ROLES["observer"].around)
    assert not ROLES[role].gives
    assert not ROLES[role].second_step


@pytest.mark.parametrize("role", ROLES)
def test_whoever_may_invite_gives_some_role_and_nobody_else_does(role) -> None:
    assert (Verb.INVITE in ROLES[role].within) is bool(ROLES[role].gives)


def test_only_the_command_line_makes_somebody_who_watches_over_a_system() -> None:
    assert [role.name for role in ROLES.values() if "governance_lead" in role.gives] == []
    assert "governance_lead" in OPERATOR.gives


def at(role: str, place: str, *systems: int) -> Grant:
    return Grant(role, place=place, systems=frozenset(systems))


def of(role: str, system: int) -> Grant:
    return Grant(role, system=system)


# Roles held, the role to be given, where it would count, and whether that is allowed.
LADDER = [
    ([at("team_lead", "/a/b/", 1)], "member", [HERE], True),
    ([at("team_lead", "/a/", 1)], "member", [HERE], True),
    ([at("team_lead", "/a/b/", 1)], "team_lead", [HERE], True),
    ([at("team_lead", "/a/b/", 1)], "member", [Subject(1, "/a/")], False),
    ([at("team_lead", "/a/b/", 1)], "member", [Subject(1, "/a/bb/")], False),
    ([at("team_lead", "/a/b/", 1)], "member", [SYSTEM], False),
    ([at("team_lead", "/a/b/", 1)], "coach", [HERE], False),
    ([at("team_lead", "/a/b/", 1)], "co_ordinator", [HERE], False),
    ([at("team_lead", "/a/b/", 1)], "governance_lead", [HERE], False),
    ([at("team_lead", "/a/b/", 2)], "member", [HERE], False),
    ([at("member", "/a/b/", 1)], "observer", [HERE], False),
    ([at("coach", "/a/b/", 1)], "member", [HERE], False),
    ([of("governance_lead", 1)], "observer", [SYSTEM], False),
    ([of("analyst", 1)], "analyst", [SYSTEM], False),
    ([of("co_ordinator", 1)], "co_ordinator", [SYSTEM], True),
    ([of("co_ordinator", 1)], "analyst", [HERE], True),
    ([of("co_ordinator", 1)], "governance_lead", [SYSTEM], False),
    ([of("co_ordinator", 2)], "observer", [SYSTEM], False),
    # A place in two learning systems: a right in one of them is not enough.
    ([of("co_ordinator", 1)], "member", [HERE, Subject(2, "/a/b/")], False),
    ([of("co_ordinator", 1), of("co_ordinator", 2)], "member", [HERE, Subject(2, "/a/b/")], True),
    ([at("team_lead", "/a/b/", 1, 2)], "member", [HERE, Subject(2, "/a/b/")], True),
    # Two roles do not add up to a third that neither of them gives.
    ([of("co_ordinator", 1), of("governance_lead", 1)], "governance_lead", [SYSTEM], False),
    ([], "observer", [SYSTEM], False),
    ([of("co_ordinator", 1)], "observer", [], False),
    ([OperatorGrant()], "governance_lead", [SYSTEM], True),
    ([OperatorGrant()], "operator", [SYSTEM], False),
]


@pytest.mark.parametrize(("held", "role", "reach", "allowed"), LADDER)
def test_nobody_gives_more_than_they_hold_there(held, role, reach, allowed) -> None:
    assert may_give(held, role, reach) is allowed


@pytest.mark.django_db
class TestTheActions:
    def test_a_lead_gives_a_role_at_their_place_and_it_counts_at_once(self, world) -> None:
        person = world.make_person("New")
        people.give_role(person=person, role="member", place=world.here, by=world.improver_here, at=NOW)
        assert Person.objects.get(pk=person.pk).grants()[0].place == world.here.path

    def test_a_role_that_is_given_again_stays_as_it_is_and_is_told_once(self, world) -> None:
        person = world.make_person("New")
        for _ in range(2):
            people.give_role(person=person, role="member", place=world.here, by=world.improver_here, at=NOW)
        assert HeldRole.objects.filter(person=person).count() == 1
        assert Event.objects.filter(verb="give role", subject_key=str(person.pk)).count() == 1

    def test_a_role_that_was_taken_back_no_longer_counts(self, world) -> None:
        held = world.observer.roles.get()
        people.take_role(held=held, by=world.improver_here, at=NOW)
        assert Person.objects.get(pk=world.observer.pk).grants() == ()

    def test_a_role_that_somebody_else_took_back_a_moment_ago_is_told_once(self, world) -> None:
        held = world.observer.roles.get()
        again = world.observer.roles.get()
        people.take_role(held=held, by=world.improver_here, at=NOW)
        people.take_role(held=again, by=world.improver_here, at=NOW)
        assert Event.objects.filter(verb="take role").count() == 1

    @pytest.mark.parametrize("role", ["observer", "co_ordinator", "governance_lead"])
    def test_nobody_gives_themselves_a_role(self, world, role) -> None:
        with pytest.raises(NotAllowed, match="Nobody changes their own roles"):
            people.give_role(person=world.co_ordinator, role=role, system=world.system, by=world.co_ordinator, at=NOW)

    def test_nobody_takes_back_a_role_of_their_own(self, world) -> None:
        world.make_person("Second", ("co_ordinator", world.system))
        with pytest.raises(NotAllowed, match="Nobody changes their own roles"):
            people.take_role(held=world.co_ordinator.roles.get(), by=world.co_ordinator, at=NOW)

    def test_a_lead_does_not_take_back_a_role_that_they_could_not_give(self, world) -> None:
        with pytest.raises(NotAllowed, match="You may not give this role there, nor take it back"):
            people.take_role(held=world.coach_in_both.roles.first(), by=world.improver_here, at=NOW)
        assert world.coach_in_both.roles.count() == 2

    def test_a_co_ordinator_does_not_take_back_the_role_of_whoever_watches_over_them(self, world) -> None:
        with pytest.raises(NotAllowed):
            people.take_role(held=world.governance_lead.roles.get(), by=world.co_ordinator, at=NOW)

    def test_a_role_at_a_place_in_two_systems_takes_a_right_in_both(self, world) -> None:
        other = world.make_system("Delirium", [world.board])
        person = world.make_person("New")
        given = {"person": person, "role": "member", "place": world.here, "at": NOW}
        with pytest.raises(NotAllowed):
            people.give_role(by=world.co_ordinator, **given)
        both = world.make_person("Both", ("co_ordinator", world.system), ("co_ordinator", other))
        people.give_role(by=both, **given)
        assert person.grants()[0].systems == {world.system.pk, other.pk}

    def test_a_refusal_about_two_systems_names_neither(self, world) -> None:
        world.make_system("Delirium", [world.board])
        with pytest.raises(NotAllowed) as refused:
            people.give_role(
                person=world.stranger, role="member", place=world.here, by=world.co_ordinator, at=NOW
            )  # fmt: skip
        assert "Delirium" not in str(refused.value)
        assert refused.value.system is None

    def test_a_place_that_takes_part_in_nothing_is_for_the_command_line(self, world) -> None:
        alone = world.make_place("Ward 77")
        person = world.make_person("New")
        assert reach_of(place=alone) == ()
        with pytest.raises(NotAllowed):
            people.give_role(person=person, role="member", place=alone, by=world.co_ordinator, at=NOW)
        people.give_role(person=person, role="member", place=alone, by=world.operator, at=NOW)
        assert Event.objects.order_by("-pk").first().system is None


@pytest.mark.django_db
class TestTheLastCoOrdinator:
    def test_a_system_keeps_its_last_co_ordinator_even_against_the_command_line(self, world) -> None:
        held = world.co_ordinator.roles.get()
        with pytest.raises(people.LastCoOrdinator, match=r"Cora Ordinator is the last co-ordinator of Falls\. Give"):
            people.take_role(held=held, by=world.operator, at=NOW)
        assert HeldRole.objects.filter(pk=held.pk).exists()

    def test_one_of_two_can_go(self, world) -> None:
        second = world.make_person("Second", ("co_ordinator", world.system))
        people.take_role(held=second.roles.get(), by=world.co_ordinator, at=NOW)
        assert not second.roles.exists()

    def test_somebody_whose_account_is_closed_does_not_count(self, world) -> None:
        second = world.make_person("Second", ("co_ordinator", world.system))
        Person.objects.filter(pk=second.pk).update(is_active=False)
        with pytest.raises(people.LastCoOrdinator):
            people.take_role(held=world.co_ordinator.roles.get(), by=world.operator, at=NOW)

    def test_a_co_ordinator_of_another_system_does_not_count(self, world) -> None:
        world.make_person("Second", ("co_ordinator", world.elsewhere))
        with pytest.raises(people.LastCoOrdinator):
            people.take_role(held=world.co_ordinator.roles.get(), by=world.operator, at=NOW)

    def test_another_role_of_the_last_co_ordinator_can_go(self, world) -> None:
        both = world.make_person("Both", ("co_ordinator", world.system), ("member", world.here))
        people.take_role(held=both.roles.get(role="member"), by=world.improver_here, at=NOW)
        assert both.roles.get().role == "co_ordinator"


CHANGES = {
    "give": lambda w, held: people.give_role(
        person=held.person, role="member", place=w.here, by=w.improver_here, at=NOW
    ),
    "take": lambda w, held: people.take_role(held=held, by=w.improver_here, at=NOW),
}


@pytest.mark.django_db
class TestTheTrail:
    def test_it_says_which_role_where_by_keys_and_in_which_system(self, world) -> None:
        person = world.make_person("New")
        held = people.give_role(person=person, role="member", place=world.here, by=world.improver_here, at=NOW)
        people.take_role(held=held, by=world.improver_here, at=NOW)
        given, taken = Event.objects.filter(subject_key=str(person.pk), by=world.improver_here).order_by("pk")
        told = {"role": "member", "place": world.here.code}
        assert (given.verb, given.before, given.after, given.system) == ("give role", {}, told, world.system)
        assert (taken.verb, taken.before, taken.after, taken.system) == ("take role", told, {}, world.system)

    def test_a_role_in_the_system_is_told_by_its_short_name(self, world) -> None:
        people.give_role(person=world.observer, role="coach", system=world.system, by=world.co_ordinator, at=NOW)
        assert Event.objects.order_by("-pk").first().after == {"role": "coach", "system": "falls"}

    def test_each_learning_system_that_a_role_reaches_has_its_own_event(self, world) -> None:
        other = world.make_system("Delirium", [world.board])
        person = world.make_person("New")
        people.give_role(person=person, role="member", place=world.here, by=world.operator, at=NOW)
        found = Event.objects.filter(verb="give role", subject_key=str(person.pk))
        assert {event.system_id for event in found} == {world.system.pk, other.pk}

    def test_it_never_holds_a_name_or_an_address(self, world) -> None:
        person = people.welcome(email="zaphod@example.org", name="Zaphod Beeble", by=world.operator, at=NOW)
        people.give_role(person=person, role="member", place=world.here, by=world.operator, at=NOW)
        for event in Event.objects.all():
            assert "zaphod" not in f"{event.before} {event.after} {event.subject_key}".lower()

    @pytest.mark.parametrize("change", CHANGES)
    def test_without_its_event_nothing_is_changed(self, world, monkeypatch, change) -> None:
        held = world.observer.roles.get()
        assert world.improver_here.pk  # made first, so that only the last step can fail
        monkeypatch.setattr(people.audit, "record", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            CHANGES[change](world, held)
        assert [one.role for one in world.observer.roles.all()] == ["observer"]


@pytest.mark.django_db(transaction=True)
def test_two_co_ordinators_who_take_back_each_others_role_at_once_leave_one(world) -> None:
    first, second = (world.make_person(name, ("co_ordinator", world.system)) for name in ("First", "Second"))
    start, outcomes = threading.Barrier(2), []

    def take(by: Person, of: Person) -> None:
        held = of.roles.select_related("person", "system").get()
        by.grants()
        start.wait()
        try:
            people.take_role(held=held, by=by, at=NOW)
            outcomes.append("taken")
        except people.LastCoOrdinator:
            outcomes.append("refused")
        finally:
            connections.close_all()

    pairs = ((first, second), (second, first))
    threads = [threading.Thread(target=take, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "taken"]
    assert HeldRole.objects.filter(role="co_ordinator", system=world.system).count() == 1
    assert connection.vendor in {"sqlite", "postgresql"}


@pytest.mark.django_db
def test_where_a_role_reaches_is_each_system_of_the_place_and_those_around_it() -> None:
    world = World()
    assert reach_of(system=world.system) == (Subject(world.system.pk),)
    other = world.make_system("Delirium", [world.board])
    expected = {Subject(world.system.pk, world.board.path), Subject(other.pk, world.board.path)}
    assert set(reach_of(place=world.board)) == expected
    systems.take_part(system=other, places=[world.far], by=world.operator, at=NOW)
    assert set(reach_of(place=world.far)) == {Subject(other.pk, world.far.path)}
