"""Ten people sort one board at the same moment: nothing is lost, nothing doubled, and nobody waits for ever."""

from random import Random
from threading import Barrier, Thread

import pytest
from django.db import connection

from knotwork.learning.audit.queries import verify
from knotwork.learning.board import actions
from knotwork.learning.board.models import Theme
from knotwork.learning.strands.models import Link
from tests.factories import World, later

PEOPLE, STORIES = 10, 12


def together(people, act) -> list[Exception]:
    """Let all of them act from one moment on; what went wrong for any."""
    start, failed = Barrier(len(people)), []

    def one(number: int, person) -> None:
        try:
            start.wait()
            act(number, person)
        except Exception as wrong:
            failed.append(wrong)
        finally:
            connection.close()

    threads = [Thread(target=one, args=each) for each in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads)
    return failed


@pytest.fixture
def crowd(transactional_db):
    world = World()
    people = [world.make_person(f"Person{number}", ("member", world.here)) for number in range(PEOPLE)]
    return world, people, [world.tell(f"Story {number}") for number in range(STORIES)]


def named(world, name, insights, by):
    return actions.name_theme(name=name, insights=insights, system=world.system, by=by, at=later(1))


def test_what_all_put_into_one_theme_is_in_it_once(crowd) -> None:
    world, people, stories = crowd
    theme = named(world, "All", stories[:1], people[0])

    def put_each(number, person):
        for story in Random(number).sample(stories, STORIES):
            actions.put_in(theme=theme, insights=[story], by=person, at=later(2))

    assert together(people, put_each) == []
    assert sorted(Link.objects.filter(outcome=theme).values_list("origin", flat=True)) == [one.pk for one in stories]
    assert verify().faults == ()


def test_what_is_moved_to_and_fro_ends_in_one_of_both(crowd) -> None:
    world, people, stories = crowd
    one, other = named(world, "One", stories[:6], people[0]), named(world, "Other", stories[6:], people[0])

    def move_all(number, person):
        into, out_of = (one, other) if number % 2 else (other, one)
        for story in Random(number).sample(stories, STORIES):
            actions.put_in(theme=into, insights=[story], out_of=[out_of], by=person, at=later(2))

    assert together(people, move_all) == []
    assert sorted(Link.objects.values_list("origin", flat=True)) == [story.pk for story in stories]
    assert verify().faults == ()


def test_themes_that_all_merge_in_every_direction_end_as_one_that_holds_everything(crowd) -> None:
    world, people, stories = crowd
    themes = [named(world, f"Theme {number}", [story], people[0]) for number, story in enumerate(stories)]

    def merge_round(number, person):
        for step in range(STORIES - 1):
            theme, into = (themes[(number + step + more) % STORIES] for more in (0, 1))
            actions.merge(theme=theme, into=into, by=person, at=later(2))

    assert together(people, merge_round) == []
    left = Theme.objects.filter(went_into=None)
    assert left.count() == 1
    inside = Link.objects.filter(outcome=left.get().strand)
    assert sorted(inside.values_list("origin", flat=True)) == [story.pk for story in stories]
    assert set(Theme.objects.exclude(went_into=None).values_list("went_into", flat=True)) == {left.get().pk}
    assert verify().faults == ()


def test_themes_that_ten_people_name_at_once_are_ten(crowd) -> None:
    world, people, stories = crowd

    def name_own(number, person):
        named(world, f"Of {number}", stories[number : number + 2], person)

    assert together(people, name_own) == []
    assert sorted(Theme.objects.values_list("name", flat=True)) == [f"Of {number}" for number in range(PEOPLE)]
    assert Link.objects.count() == 2 * PEOPLE
