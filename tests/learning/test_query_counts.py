"""Pages ask the database as often for many rows as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.learning.invitations import actions as invitations
from knotwork.learning.systems import actions as systems
from tests.factories import NOW, numbers

pytestmark = pytest.mark.django_db


def asked(client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(queries)


def more_places(world, count: int) -> None:
    for number in range(count):
        place = world.make_place(f"Ward {100 + number}", parent=world.board)
        world.fill(world.measure, place, [6, 7, 5, 8, 6, 7, 5, 6, 8, 7, 6, 5], 1000)


def more_strands(world, count: int) -> None:
    for number in range(count):
        person = world.make_person(f"Teller{number}", ("member", world.here))
        world.tell(f"Round {number}", by=person)


def more_measures(world, count: int) -> None:
    for number in range(count):
        world.make_measure(world.system, [world.here], name=f"Measure {number}")


def more_people(world, count: int) -> None:
    for number in range(count):
        world.make_person(f"Colleague{number}", ("member", world.here), ("coach", world.there))


def more_waiting(world, count: int) -> None:
    """More people, more invitations and more who ask to join."""
    systems.take_requests(system=world.system, taken=True, by=world.operator, at=NOW)
    more_people(world, count)
    begun = next(numbers)
    for number in range(count):
        invitations.invite(
            email=f"invited.{begun}.{number}@example.org", role="member", place=world.here, system=world.system,
            by=world.improver_here, at=NOW, address=str,
        )  # fmt: skip
        asker = world.make_person(f"Asker{number}")
        invitations.ask(system=world.system, why="To learn.", by=asker, at=NOW)


def measure(world) -> str:
    return reverse("measure", args=[world.system.slug, world.measure.slug])


def chart(world) -> str:
    return reverse("chart", args=[world.system.slug, world.measure.slug, world.here.code])


GROWS = {
    "the charts of a measure, with places": (measure, more_places, 2, 58),
    "the charts of a measure, with people": (measure, more_people, 1, 10),
    "one chart, with places": (chart, more_places, 2, 20),
    "learning, with strands": (lambda w: reverse("learning"), more_strands, 2, 20),
    "today, with strands": (lambda w: reverse("today"), more_strands, 2, 20),
    "today, with places": (lambda w: reverse("today"), more_places, 2, 20),
    "measures, with measures": (lambda w: reverse("measures"), more_measures, 2, 10),
    "a person, with what they told": (
        lambda w: reverse("person", args=[w.improver_here.pk]),
        lambda w, count: [w.tell(f"Round {number}") for number in range(count)],
        2,
        20,
    ),
    "people, with people": (lambda w: reverse("people"), more_people, 2, 20),
    "people of a system, with people and who waits": (
        lambda w: reverse("system-people", args=[w.system.slug]),
        more_waiting,
        2,
        12,
    ),
    "inviting, with places": (lambda w: reverse("invite", args=[w.system.slug]), more_places, 2, 20),
    "giving a role, with people": (lambda w: reverse("give-role", args=[w.system.slug]), more_people, 2, 20),
    "a system, with measures": (lambda w: reverse("system", args=[w.system.slug]), more_measures, 2, 10),
    "a system, with strands": (lambda w: reverse("system", args=[w.system.slug]), more_strands, 9, 12),
    "deciding, with strands": (lambda w: reverse("decide", args=[w.system.slug]), more_strands, 2, 12),
}


@pytest.mark.parametrize("what", GROWS)
def test_a_page_asks_no_more_often_when_there_is_more_to_show(world, client, what) -> None:
    path, more, few, many = GROWS[what]
    assert world.measure.pk  # made first, so that there is a number on every page
    client.force_login(world.improver_here)
    more(world, few)
    before = asked(client, path(world))
    for name in ("Ward", "Round", "Measure"):
        rename(world, name)
    more(world, many)
    assert asked(client, path(world)) == before


def rename(world, name: str) -> None:
    """Make room for the second helping: its names are the first one's."""
    from knotwork.learning.measures.models import Measure
    from knotwork.learning.places.models import Place

    for place in Place.objects.filter(name__startswith=f"{name} 1", parent=world.board):
        Place.objects.filter(pk=place.pk).update(name=f"First {place.name}")
    for one in Measure.objects.filter(name__startswith=f"{name} "):
        Measure.objects.filter(pk=one.pk).update(name=f"First {one.name}", slug=f"first-{one.slug}")


def test_the_charts_of_sixty_places_take_at_most_twelve_queries(world, client) -> None:
    more_places(world, 58)
    client.force_login(world.improver_here)
    assert asked(client, measure(world)) <= 12
