"""Two windows, two people, one link: it works once, on both databases."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from knotwork.learning.audit import queries as trail
from knotwork.learning.audit.models import Event
from knotwork.learning.invitations import actions
from knotwork.learning.invitations.models import Asking, Invitation
from knotwork.learning.people.models import HeldRole, Person
from knotwork.learning.systems import actions as systems
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "new.nurse@example.org"


def together(*things: Callable[[], Any]) -> list[str]:
    """What became of things that were begun at the same moment: `done`, or the name of what refused each."""
    start, outcomes = threading.Barrier(len(things)), []

    def run(thing: Callable[[], Any]) -> None:
        start.wait()
        try:
            thing()
            outcomes.append("done")
        except ValueError as refused:
            outcomes.append(type(refused).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[thing]) for thing in things]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def new(token: str, name: str) -> Callable[[], Any]:
    return lambda: actions.accept_as_new(token=token, name=name, password="seven blue lanterns", at=NOW)


def test_four_windows_with_one_link_make_one_account(invite) -> None:
    _made, token = invite()
    assert together(*(new(token, f"Nan {n}") for n in range(4))) == ["Spent", "Spent", "Spent", "done"]
    assert Person.objects.filter(email=EMAIL).count() == 1
    assert HeldRole.objects.filter(person__email=EMAIL).count() == 1
    assert Event.objects.filter(verb="accept").count() == 1
    assert trail.verify().faults == ()


def test_one_account_that_says_yes_twice_at_once_says_it_once(world, invite) -> None:
    _made, token = invite(world.observer.email)
    yes = [lambda: actions.accept(token=token, by=world.observer, at=NOW)] * 2
    assert together(*yes) == ["Spent", "done"]
    assert Event.objects.filter(verb="accept").count() == 1


def test_a_link_that_is_used_and_taken_back_at_once_is_one_or_the_other(world, invite) -> None:
    made, token = invite()
    world.improver_here.grants()
    outcomes = together(
        new(token, "Nan"), lambda: actions.withdraw(invitation=made, by=world.improver_here, at=NOW)
    )  # fmt: skip
    assert outcomes == ["Spent", "done"]
    made.refresh_from_db()
    assert (made.accepted_at is None) != (made.withdrawn_at is None)
    assert Person.objects.filter(email=EMAIL).exists() is bool(made.accepted_at)


def test_one_address_invited_twice_at_once_has_one_link_that_works(world, invite) -> None:
    world.improver_here.grants()
    assert together(invite, invite) == ["done", "done"]
    assert Invitation.objects.filter(accepted_at=None, withdrawn_at=None).count() == 1


def test_somebody_who_asks_twice_at_once_asks_once(world) -> None:
    systems.take_requests(system=world.system, taken=True, by=world.operator, at=NOW)
    asker = world.make_person("Asker")
    asker.grants()
    ask = [lambda: actions.ask(system=world.system, why="To learn.", by=asker, at=NOW)] * 2
    assert together(*ask) == ["CannotAsk", "done"]
    assert Asking.objects.count() == 1


def test_two_answers_at_once_are_one(world) -> None:
    systems.take_requests(system=world.system, taken=True, by=world.operator, at=NOW)
    asking = actions.ask(system=world.system, why="To learn.", by=world.make_person("Asker"), at=NOW)
    by, here = world.co_ordinator, world.here
    by.grants()
    outcomes = together(
        lambda: actions.admit(asking=asking, role="member", place=here, by=by, at=NOW),
        lambda: actions.decline(asking=asking, words="Not now.", by=by, at=NOW),
    )
    assert outcomes == ["AnsweredAlready", "done"]
    given = Asking.objects.get().given
    assert HeldRole.objects.filter(person__name="Asker").exists() is given
