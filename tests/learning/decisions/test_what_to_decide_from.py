"""What one may decide from: asked after the choice, the likeliest first, no more at once than one can look through."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.learning.board import actions as board
from knotwork.learning.decisions.forms import AT_ONCE
from knotwork.learning.decisions.queries import grouped_with
from knotwork.learning.language import actions as language
from knotwork.learning.sense import actions as sense
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
MORE = '<details class="kw-field__more">'


@pytest.fixture
def deciding(world, client):
    """The page as the improver here opens it."""
    client.force_login(world.improver_here)

    def opened(**given):
        return client.get(reverse("decide", args=[world.system.slug]), given)

    return opened


def offered(page) -> list[str]:
    """The names of what can be ticked, in their order."""
    return [str(name) for _code, name in page.context["form"].fields["decided_from"].choices]


def group(world, *insights, name="Bells"):
    return board.name_theme(name=name, insights=insights, system=world.system, by=world.improver_here, at=later(1))


def a_term(world, name="Huddle"):
    return language.propose(name=name, meaning="Ten minutes.", system=world.system, by=world.co_ordinator, at=later(2))


def tell_many(world, many: int) -> None:
    for number in range(many):
        world.tell(f"Story {number}", at=later(3 + number))


def test_the_question_and_the_choice_come_before_what_it_is_decided_from(deciding, world) -> None:
    world.tell("A story")
    page = deciding().content.decode()
    asked = ["What is the question?", "What did we choose?", "Why?", "What did we know?", "Who carries it?"]
    places = [page.index(f">{words}") for words in asked]
    assert places == sorted(places)


def test_what_one_came_from_is_first_and_ticked_then_its_theme_and_what_is_in_that_then_the_newest(
    deciding, world
) -> None:
    story, other = world.tell("The bells"), world.tell("Bells at night")
    group(world, story, other, name="All bells")
    tell_many(world, 2)
    page = deciding(**{"from": story.code})
    assert offered(page) == [
        "Insight: The bells", "Theme: All bells", "Insight: Bells at night", "Insight: Story 1", "Insight: Story 0",
    ]  # fmt: skip
    assert page.context["form"]["decided_from"].value() == [story.code]
    assert re.findall(r'value="(\w+)"[^>]* checked', page.content.decode()) == [story.code]


def test_what_is_in_the_theme_that_one_came_from_comes_before_the_newest(deciding, world) -> None:
    theme = group(world, world.tell("The bells"), world.tell("Bells at night"))
    tell_many(world, 1)
    assert offered(deciding(**{"from": theme.code})) == [
        "Theme: Bells", "Insight: Bells at night", "Insight: The bells", "Insight: Story 0",
    ]  # fmt: skip


def test_of_the_newest_themes_come_first_and_answers_last(deciding, world) -> None:
    story = world.tell("The bells")
    group(world, story, world.tell("Bells at night"), name="All bells")
    sense.respond(insight=story, answer="seen", place=world.there, why="At night", by=world.improver_there, at=later(9))
    kinds = [line.split(":")[0].split(" to ")[0] for line in offered(deciding())]
    assert kinds == ["Theme", "Insight", "Insight", "Response"]


def test_what_is_grouped_with_it_and_i_may_not_see_is_not_offered(world) -> None:
    hidden = world.tell("Hidden", by=world.improver_there, place=world.there, visibility="team")
    story = world.tell("The bells")
    theme = group(world, story)
    board.put_in(theme=theme, insights=[hidden], by=world.improver_there, at=later(2))
    assert hidden not in grouped_with(world.improver_here, [story])
    assert hidden in grouped_with(world.improver_there, [story])


def test_what_a_word_means_is_offered_where_it_is_why_or_was_looked_for(deciding, world) -> None:
    term = a_term(world)
    world.tell("A story")
    assert offered(deciding()) == ["Insight: A story"]
    assert offered(deciding(**{"from": term.code})) == ["Term: Huddle", "Insight: A story"]
    assert offered(deciding(words="huddle")) == ["Term: Huddle"]


#   how many strands there are, and whether some are behind "more"
@pytest.mark.parametrize(("many", "folded"), [(AT_ONCE, False), (AT_ONCE + 1, True)])
def test_beyond_the_first_few_the_others_wait_behind_more_and_need_no_script(deciding, world, many, folded) -> None:
    tell_many(world, many)
    shown, fold, more = deciding().content.decode().partition(MORE)
    assert bool(fold) is folded
    assert shown.count('name="decided_from"') == AT_ONCE
    assert more.partition("</details>")[0].count('name="decided_from"') == many - AT_ONCE


def test_all_that_is_ticked_is_shown_at_once_also_when_the_form_comes_back(deciding, world, client) -> None:
    tell_many(world, AT_ONCE + 4)
    chart = f"chart/{world.measure.slug}/{world.here.code}"
    ticked = [chart, *deciding().context["form"].offered]
    codes = [chart, *(strand.code for strand in ticked[1:][-AT_ONCE:])]
    page = client.post(reverse("decide", args=[world.system.slug]), {"decided_from": codes}).content.decode()
    shown, _fold, more = page.partition(MORE)
    assert (shown.count(" checked"), more.count(" checked")) == (len(codes), 0)
    assert more.count('name="decided_from"') == 4


def test_what_is_grouped_is_found_in_as_many_queries_for_many_as_for_one(world) -> None:
    stories = [world.tell(f"Story {number}") for number in range(6)]
    group(world, *stories[:3], name="One")
    group(world, *stories[2:], name="Other")
    taken = []
    for some in (stories[:1], stories):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            grouped_with(world.improver_here, some)
        taken.append(len(seen))
    assert taken[0] == taken[1]
    assert grouped_with(world.improver_here, []) == []


def test_a_theme_that_went_into_another_is_offered_no_more(world) -> None:
    story = world.tell("The bells")
    old, new = group(world, story, name="Old"), group(world, world.tell("Night"), name="New")
    board.merge(theme=old, into=new, by=world.improver_here, at=NOW)
    assert old not in grouped_with(world.improver_here, [story])
