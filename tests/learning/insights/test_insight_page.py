"""The page of an insight: its answer first, nothing twice, and what people say before what lies further off."""

import re

import pytest
from django.urls import reverse

from knotwork.learning.hearing.queries import FEW
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.queries import series_of
from knotwork.learning.sense import actions as sense
from knotwork.learning.strands import actions as strands
from tests.factories import later

pytestmark = pytest.mark.django_db


def shown(client, person, strand) -> str:
    client.force_login(person)
    page = client.get(strand.get_absolute_url()).content.decode()
    return re.sub(r"\s+", " ", page[page.index("<h1") :])


def test_it_answers_in_the_order_in_which_one_asks(world, client) -> None:
    before = world.tell("Before")
    story = world.tell("The bell was far.", came_of=[(before, "prompted by")], at=later(1))
    page = shown(client, world.improver_here, story)
    parts = ["What happened", "Where it holds", "What came of it", "What people say", "What it came from"]
    places = [page.index(f"<h2>{part}</h2>") for part in parts]
    assert places == sorted(places)
    assert "It prompted this insight." in page


def test_what_a_sentence_tells_is_not_listed_again(world, client) -> None:
    story = world.tell("The bell was far.")
    world.tell("More of it", came_of=[(story, "prompted by")], at=later(1))
    page = shown(client, world.improver_here, story)
    assert page.count("More of it") == 1
    assert "What else came of it" not in page


def test_what_no_sentence_tells_is_listed_with_how_it_is_joined(world, client) -> None:
    story = world.tell("The bell was far.")
    [series] = series_of(world.measure, [world.here.code])
    note = measures.annotate(
        series=series, period=series.periods[3], text="A bell by bed 4", by=world.improver_here, at=later(1)
    )
    strands.link(origin=story, outcome=note, relation="prompted by", by=world.improver_here, at=later(1))
    page = shown(client, world.improver_here, story)
    assert page.index("What people say") < page.index("What else came of it") < page.index("A bell by bed 4")
    assert "It was prompted by this insight." in page


def test_what_places_say_stands_once_and_by_the_name_of_the_place(world, client) -> None:
    story = world.tell("The bell was far.")
    sense.respond(insight=story, answer="not", why="Ours is near", place=world.there, by=world.improver_there,
                  at=later(1))  # fmt: skip
    page = shown(client, world.improver_here, story)
    assert page.count("Ours is near") == 1
    assert "says that it is not so" not in page
    assert "Beside what places say of it, nothing yet." in page


def test_of_very_much_it_shows_a_few_and_leads_to_the_rest(world, client) -> None:
    story = world.tell("The bell was far.")
    for number in range(FEW + 9):
        world.tell(f"More {number}.", came_of=[(story, "prompted by")], at=later(number))
    page = shown(client, world.improver_here, story)
    assert page.count("told more") == FEW
    assert f'And 9 more: <a href="{reverse("thread", args=[story.code])}">see the whole thread' in page
