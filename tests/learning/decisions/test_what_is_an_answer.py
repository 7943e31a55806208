"""When an insight waits for an answer no more; how a theme waits for all that is in it; and stories through a link."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.learning.board import actions as board
from knotwork.learning.capture import actions as capture
from knotwork.learning.decisions.queries import A_PAGE, waiting
from knotwork.learning.home.queries import EACH, in_hand
from knotwork.learning.sense import actions as sense
from knotwork.learning.strands import actions as strands
from knotwork.learning.talk import actions as talk
from tests.factories import NOW, later
from tests.learning.decisions.test_what_waits import decide, waits

pytestmark = pytest.mark.django_db
AT = later(100)


def group(world, *insights, name="Bells", **more):
    given = {"system": world.system, "by": world.improver_here, "at": later(1), **more}
    return board.name_theme(name=name, insights=insights, **given)


def say(strand, by, **more):
    return talk.comment(strand=strand, text="It is so here too.", by=by, at=later(2), **more)


def themes(world, by=None) -> list[tuple[str, int]]:
    parts = waiting(by or world.co_ordinator, world.system, at=AT, asked={})
    return [(theme.title, theme.many) for theme in parts["themes"]]


class TestAnInsight:
    def test_a_comment_by_somebody_else_is_an_answer_and_taken_back_it_is_none(self, world) -> None:
        story = world.tell("A story")
        said = say(story, world.coach_in_both)
        assert waits(world)["insights"] == []
        talk.take_back(strand=story, comment=said.pk, by=world.coach_in_both, at=later(3))
        assert waits(world)["insights"] == ["A story"]

    def test_what_its_teller_says_of_it_is_no_answer(self, world) -> None:
        say(world.tell("A story"), world.improver_here)
        assert waits(world)["insights"] == ["A story"]

    def test_whoever_looked_a_story_through_answers_it_as_somebody_else(self, world) -> None:
        opening = capture.begin(
            title="Wall", system=world.system, place=world.here, until=later(5), by=world.improver_here, at=NOW
        )
        told = capture.tell(opening=opening, happened="The bell", by=None, at=NOW)
        strand = capture.take_in(waiting=told, happened="The bell", by=world.improver_here, at=NOW)
        assert waits(world)["insights"] == ["The bell"]
        say(strand, world.improver_here)
        assert waits(world)["insights"] == []

    def test_what_another_place_says_of_it_is_an_answer(self, world) -> None:
        story = world.tell("A story")
        sense.respond(insight=story, answer="seen", place=world.there, by=world.improver_there, at=later(2))
        assert waits(world)["insights"] == []

    def test_what_is_decided_from_its_theme_is_an_answer(self, world) -> None:
        theme = group(world, world.tell("A story"), world.tell("Another"))
        decide(world, decided_from=[theme], at=later(9))
        found = waits(world)
        assert (found["insights"], found["themes"]) == ([], [])

    def test_an_answer_through_one_theme_is_one_wherever_else_it_is_grouped(self, world) -> None:
        story = world.tell("A story")
        decide(world, decided_from=[group(world, story)], at=later(9))
        group(world, story, name="Nights")
        assert waits(world)["themes"] == []

    def test_taken_out_of_its_theme_it_waits_by_itself_again(self, world) -> None:
        story = world.tell("A story")
        theme = group(world, story)
        board.take_out(themes=[theme], insights=[story], by=world.improver_here, at=later(2))
        found = waits(world)
        assert (found["insights"], found["themes"]) == (["A story"], [])


class TestATheme:
    def test_being_grouped_is_no_answer_and_the_theme_waits_once_for_all_that_is_in_it(self, world) -> None:
        group(world, *(world.tell(f"Story {number}") for number in range(12)))
        world.tell("Loose")
        assert waits(world)["insights"] == ["Loose"]
        assert themes(world) == [("Bells", 12)]

    def test_a_theme_of_what_was_told_lately_or_answered_does_not_wait(self, world) -> None:
        group(world, world.tell("Lately", at=later(80)), at=later(81))
        answered = world.tell("Answered")
        say(answered, world.coach_in_both)
        group(world, answered, name="Nights")
        assert themes(world) == []
        say(group(world, world.tell("Still waits"), name="Days"), world.coach_in_both)
        assert themes(world) == [("Days", 1)]

    def test_one_that_went_into_another_waits_there(self, world) -> None:
        bells, nights = group(world, world.tell("A story")), group(world, world.tell("Another"), name="Nights")
        board.merge(theme=bells, into=nights, by=world.improver_here, at=later(2))
        assert themes(world) == [("Nights", 2)]

    def test_what_one_may_not_see_counts_neither_in_it_nor_as_its_answer(self, world) -> None:
        theme = group(world, world.tell("Seen"), world.tell("Ours", visibility="team"))
        decision = decide(world, decided_from=[theme], at=later(9))
        assert themes(world) == []
        strands.narrow(strand=decision, visibility="team", by=world.improver_here, at=later(10))
        assert (themes(world), themes(world, world.improver_here)) == ([("Bells", 1)], [])

    def test_a_theme_in_which_one_sees_nothing_does_not_wait_for_one(self, world) -> None:
        group(world, world.tell("Ours", visibility="team"))
        assert (themes(world), themes(world, world.improver_here)) == ([], [("Bells", 1)])


def tell_through(world, many=1, at=NOW, **more):
    given = {"title": "Ward 4 wall", "place": world.here, "until": later(20), **more}
    opening = capture.begin(system=world.system, by=world.co_ordinator, at=NOW, **given)
    for number in range(many):
        capture.tell(opening=opening, happened=f"Secret {number}", by=None, at=at)
    return opening


def through(world, by=None, at=AT) -> list[tuple[str, int]]:
    parts = waiting(by or world.co_ordinator, world.system, at=at, asked={})
    return [(opening.title, opening.waits) for opening in parts["stories"]]


class TestStoriesThroughALink:
    #   days since the first was told, and whether it waits
    @pytest.mark.parametrize(("days", "there"), [(6, False), (7, False), (7.01, True)])
    def test_they_wait_after_a_week(self, world, days, there) -> None:
        tell_through(world, 2)
        assert through(world, at=later(days)) == [("Ward 4 wall", 2)] * there

    def test_what_was_looked_through_waits_no_more(self, world) -> None:
        opening = tell_through(world, 2)
        first, other = opening.waiting.all()
        capture.take_in(waiting=first, happened="So", by=world.co_ordinator, at=later(1))
        assert through(world) == [("Ward 4 wall", 1)]
        capture.turn_down(waiting=other, why="", by=world.co_ordinator, at=later(1))
        assert through(world) == []

    def test_only_those_who_may_look_them_through_hear_of_them(self, world) -> None:
        tell_through(world)
        tell_through(world, title="Everywhere", place=None)
        assert world.far.pk
        everybody = ("co_ordinator", "improver_here", "coach_in_both", "improver_there", "governance_lead", "observer")
        heard = {name: [title for title, _many in through(world, getattr(world, name))] for name in everybody}
        both, here = ["Ward 4 wall", "Everywhere"], ["Ward 4 wall"]
        assert heard == dict(zip(everybody, [both, here, here, [], [], []], strict=True))
        assert [bool(in_hand(getattr(world, name), today=AT.date()).stories) for name in everybody] == [
            True, True, True, False, False, False,
        ]  # fmt: skip
        assert not in_hand(world.stranger, today=AT.date())

    def test_the_page_says_how_many_since_when_and_where_and_never_what_was_told(self, world, client) -> None:
        opening = tell_through(world, 2)
        client.force_login(world.co_ordinator)
        page = client.get(reverse("waiting", args=[world.system.slug])).content.decode()
        assert f'<a href="{reverse("opening", args=[opening.code])}">Ward 4 wall</a>' in page
        assert "Two stories told at Ward 4 wait to be looked through, the first since 5 October 2026." in page
        assert "Secret" not in page

    @pytest.mark.parametrize(
        ("many", "said", "rest"), [(1, "One story", "waits to be looked"), (2, "Two stories", "wait to be looked")]
    )
    def test_today_says_it_quietly_with_a_link(self, world, client, many, said, rest) -> None:
        opening = tell_through(world, many)
        client.force_login(world.improver_here)
        answer = client.get(reverse("today"))
        page = answer.content.decode()
        assert f'<a href="{reverse("opening", args=[opening.code])}">{said} told through “Ward 4 wall”</a>' in page
        assert rest in page
        assert "Secret" not in page
        assert len(answer.context["new"]) == 0

    def test_those_who_waited_longest_come_first_and_only_a_few_stand_in_today(self, world) -> None:
        for number in range(EACH + 2):
            tell_through(world, title=f"Wall {number}", at=later(9 - number))
        found = [opening.title for opening in in_hand(world.co_ordinator, today=AT.date()).stories]
        assert found == [f"Wall {number}" for number in range(EACH + 1, 1, -1)]


def test_the_page_says_what_an_answer_is_and_has_one_thing_to_do_for_a_theme(world, client) -> None:
    past = NOW.replace(year=2024)
    theme = group(world, world.tell("A story", at=past), world.tell("Another", at=past), at=past)
    client.force_login(world.co_ordinator)
    page = client.get(reverse("waiting", args=[world.system.slug])).content.decode()
    assert "To be grouped is a step, and no answer" in page
    assert "A theme of 2 waits for a decision." in page
    assert f"{reverse('decide', args=[world.system.slug])}?from={theme.code}" in page
    assert "A story" not in page


def test_the_page_asks_as_often_for_many_themes_and_links_as_for_few(world, client) -> None:
    client.force_login(world.co_ordinator)
    past = NOW.replace(year=2024)

    def more(count) -> int:
        for number in range(count):
            group(world, world.tell("A story", at=past), at=past, name=f"Theme {number} of {count}")
            tell_through(world, title=f"Wall {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("waiting", args=[world.system.slug]))
        return len(queries)

    assert more(2) == more(A_PAGE - 3)
