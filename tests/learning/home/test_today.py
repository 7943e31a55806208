"""Today: what is new for me, each thing once, with an end."""

import pytest
from django.urls import reverse

from knotwork.learning.decisions import actions as decisions
from knotwork.learning.home.queries import EACH, OTHERS, glances, today
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db

STABLE = [6, 7, 5, 8, 6, 7, 5, 6, 8, 7, 6, 5] * 3
FELL = [9, 10, 8, 11, 9, 10, 9, 11, 10, 9, 10, 9] * 2 + [2, 1, 3, 2, 1, 2, 3, 2, 1, 2, 2, 1]


def measured(world, here=STABLE, there=STABLE, **more):
    measure = world.make_measure(world.system, [], **more)
    world.fill(measure, world.here, here, 1000)
    world.fill(measure, world.there, there, 1000)
    return measure


def names(series) -> list[str]:
    return [one.place.name for one in series]


def test_nothing_is_new_where_nothing_happened(world) -> None:
    new = today(world.improver_here, at=NOW)
    assert (new.signals, new.came_of, new.learned, len(new)) == ([], [], [], 0)


def test_a_change_in_my_own_place_comes_before_those_of_others(world) -> None:
    measured(world, here=FELL, there=FELL)
    assert names(today(world.improver_here, at=NOW).signals) == ["Ward 4"]
    assert names(today(world.improver_there, at=NOW).signals) == ["Ward 9"]


def test_where_nothing_changed_in_my_place_the_change_of_another_is_shown(world) -> None:
    measured(world, there=FELL)
    assert names(today(world.improver_here, at=NOW).signals) == ["Ward 9"]


def test_a_change_long_ago_is_no_news(world) -> None:
    measured(world, here=FELL[12:] + [2, 1, 3, 2] * 6)
    assert today(world.improver_here, at=NOW).signals == []


def test_others_charts_are_few(world) -> None:
    for number in range(OTHERS + 2):
        measured(world, there=FELL, name=f"Falls {number}")
    assert len(today(world.improver_here, at=NOW).signals) == OTHERS
    assert len(today(world.improver_there, at=NOW).signals) == min(EACH, OTHERS + 2)


def test_the_teller_of_a_story_hears_of_everything_downstream_once(world) -> None:
    story = world.tell("My story")
    adapted = world.tell(
        "Adapted", by=world.improver_there, place=world.there, came_of=[(story, "adapted from")], at=later(1)
    )
    decided = decisions.decide(
        question="Spread it?", choice="Yes", reasons="It works", owner=world.co_ordinator, review_on=later(90).date(),
        system=world.system, by=world.co_ordinator, at=later(2), decided_from=[story, adapted],
    )  # fmt: skip
    new = today(world.improver_here, at=later(3))
    (came,) = new.came_of
    assert came.told == story
    assert list(came.outcomes) == [decided, adapted]
    assert new.learned == []


def test_what_i_add_to_my_own_story_is_not_news_to_me(world) -> None:
    story = world.tell("My story")
    world.tell("More of it", came_of=[(story, "supports")], at=later(1))
    assert today(world.improver_here, at=later(2)).came_of == []


def test_what_came_of_it_long_ago_is_not_shown_again(world) -> None:
    story = world.tell("My story")
    world.tell("Adapted", by=world.improver_there, place=world.there, came_of=[(story, "adapted from")], at=later(1))
    assert today(world.improver_here, at=later(200)).came_of == []


def test_what_others_told_is_shown_and_what_i_told_is_not(world) -> None:
    theirs = world.tell("Theirs", by=world.improver_there, place=world.there)
    world.tell("Mine")
    assert today(world.improver_here, at=later(1)).learned == [theirs]


def test_the_column_has_an_end(world) -> None:
    for number in range(EACH + 4):
        world.tell(f"Story {number}", by=world.improver_there, place=world.there)
    assert len(today(world.improver_here, at=later(1)).learned) == EACH


def test_the_page_says_why_each_thing_is_shown_and_offers_the_next_step_only_in_my_place(world, client) -> None:
    measured(world, here=FELL)
    for person, offered in ((world.improver_here, True), (world.observer, False)):
        client.force_login(person)
        page = client.get(reverse("today")).content.decode()
        assert "Shown because" in page
        assert ("Tell what changed" in page) is offered


def test_a_system_shows_each_measure_at_a_glance_in_few_queries(world, django_assert_max_num_queries) -> None:
    for number in range(6):
        measured(world, name=f"Falls {number}")
    with django_assert_max_num_queries(4):
        found = glances(world.system)
        assert [glance.summary.places for glance in found] == [2] * 6
        assert found[0].newest == found[0].series[0].periods[-1]
