"""What is new for one person: said to them, come of what they told, told where they follow."""

from datetime import date

import pytest
from django.urls import reverse

from knotwork.learning.audit import actions as audit
from knotwork.learning.board import actions as board
from knotwork.learning.following import actions as following
from knotwork.learning.following.queries import choices_at, choices_of
from knotwork.learning.home.queries import today
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.queries import series_of
from knotwork.learning.news.queries import followed_since, news
from knotwork.learning.sense import actions as sense
from knotwork.learning.strands import actions as strands
from knotwork.learning.talk import actions as talk
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(world):
    return world.tell("The bell is far from bed 4.")


def new(by, *, since=NOW, until=None):
    return news(type(by).objects.get(pk=by.pk), since=since, until=until or later(10))


def follow(by, offered, *what):
    keys = [one.key for one in offered if one.what in what]
    following.follow(choices=offered, chosen=keys, by=by, at=later(0.1))


def said(by, **span) -> list[tuple[str, str]]:
    return [(one.who, one.did) for one in new(by, **span).said]


def told_to(by, **span) -> dict[str, str]:
    return {one.strand.title: one.why for one in new(by, **span).told}


def test_a_comment_on_what_one_told_is_said_to_one_with_its_words(world, told) -> None:
    talk.comment(strand=told, text="How far?", by=world.improver_there, at=later(1))
    assert said(world.improver_here) == [("Bo There", "says of")]
    assert new(world.improver_here).said[0].words == "How far?"
    assert said(world.coach_in_both) == []


def test_who_is_mentioned_hears_it_said_so(world, told) -> None:
    assert world.improver_there.name == "Bo There"
    talk.comment(strand=told, text="@Bo There knows", by=world.coach_in_both, at=later(1))
    assert said(world.improver_there) == [("Cleo Coach", "mentions you, of")]


def test_who_talked_of_it_hears_what_is_said_next_and_not_their_own(world, told) -> None:
    talk.comment(strand=told, text="First", by=world.improver_there, at=later(1))
    talk.comment(strand=told, text="Second", by=world.coach_in_both, at=later(2))
    assert said(world.improver_there) == [("Cleo Coach", "says of")]


def test_thanks_are_said_to_whoever_told_it_alone(world, told) -> None:
    talk.thank(strand=told, by=world.observer, at=later(1))
    assert said(world.improver_here) == [("Obi Observer", "thanks you for")]
    assert said(world.improver_there) == []


def test_what_was_taken_back_is_not_said_any_more(world, told) -> None:
    made = talk.comment(strand=told, text="How far?", by=world.improver_there, at=later(1))
    talk.take_back(strand=told, comment=made.pk, by=world.improver_there, at=later(2))
    assert said(world.improver_here) == []


def test_what_one_may_not_see_any_more_is_not_said(world, told) -> None:
    talk.comment(strand=told, text="@Bo There", by=world.coach_in_both, at=later(1)) if world.improver_there else None
    strands.share(strand=told, visibility="team", by=world.improver_here, at=later(2))
    assert said(world.improver_there) == []
    assert said(world.improver_here) == [("Cleo Coach", "says of")]


@pytest.mark.parametrize(("since", "until", "many"), [(0, 1, 1), (1, 2, 0), (0.5, 0.9, 0), (0, 0.99, 0), (0.99, 1, 1)])
def test_a_span_begins_after_its_first_instant_and_ends_with_its_last(world, told, since, until, many) -> None:
    talk.comment(strand=told, text="How far?", by=world.improver_there, at=later(1))
    follow(world.coach_in_both, choices_of(world.coach_in_both, told), "place")
    world.tell("Another.", at=later(1))
    span = {"since": later(since), "until": later(until)}
    assert len(said(world.improver_here, **span)) == many
    assert len(told_to(world.coach_in_both, **span)) == many


def test_what_came_of_what_one_told_is_there_in_plain_words(world, told) -> None:
    board.name_theme(name="Bells", insights=[told], system=world.system, by=world.improver_there, at=later(1))
    came = new(world.improver_here).came_of
    assert [(one.told, [strand.title for strand in one.outcomes]) for one in came] == [(told, ["Bells"])]
    assert "theme" in came[0].heard.short


def test_a_place_that_is_followed_tells_what_is_told_there(world, told) -> None:
    follow(world.improver_there, choices_of(world.improver_there, told), "place")
    world.tell("We moved it.", at=later(1))
    world.tell("Elsewhere.", place=world.there, by=world.coach_in_both, at=later(1))
    assert told_to(world.improver_there) == {"We moved it": "you follow Ward 4"}


def test_somebody_who_is_followed_is_heard_by_name_alone(world, told) -> None:
    follow(world.improver_there, choices_of(world.improver_there, told), "whom")
    world.tell("By name.", at=later(1))
    world.tell("Without.", anonymous=True, at=later(1))
    assert told_to(world.improver_there) == {"By name": "you follow Ada Here"}


def test_what_was_told_without_a_name_at_a_place_says_the_place_and_not_the_person(world, told) -> None:
    follow(world.improver_there, choices_of(world.improver_there, told), "whom", "place")
    world.tell("Without.", anonymous=True, at=later(1))
    assert told_to(world.improver_there) == {"Without": "you follow Ward 4"}


def test_what_comes_of_a_strand_that_is_followed_is_told(world, told) -> None:
    follow(world.coach_in_both, choices_of(world.coach_in_both, told), "strand")
    sense.respond(insight=told, place=world.there, answer="not", why="Ours rings", by=world.improver_there, at=later(1))
    assert list(told_to(world.coach_in_both).values()) == ["it came of “The bell is far from bed 4”, which you follow"]


def test_what_is_put_into_a_theme_that_is_followed_is_told(world, told) -> None:
    theme = board.name_theme(name="Bells", insights=[told], system=world.system, by=world.improver_here, at=NOW)
    follow(world.coach_in_both, choices_of(world.coach_in_both, theme), "strand")
    other = world.tell("Bells again.", at=later(1))
    board.put_in(theme=theme, insights=[other], by=world.improver_here, at=later(2))
    assert told_to(world.coach_in_both) == {"Bells again": "it belongs to “Bells”, which you follow"}


def test_a_measure_that_is_followed_tells_its_notes_and_new_numbers(world) -> None:
    by = world.improver_there
    follow(by, choices_at(world.measure, None), "measure")
    series = series_of(world.measure, [world.here.code])[0]
    measures.annotate(series=series, period=date(2026, 9, 1), text="New bell", by=world.improver_here, at=later(1))
    audit.record(by=world.co_ordinator, at=later(2), verb="bring in", kind="measure", key="falls/falls",
                 system=world.system.pk)  # fmt: skip
    found = new(by)
    assert [(one.strand.title, one.why) for one in found.told] == [
        ("New bell", "you follow a measure that it is about")
    ]
    assert [(one.measure, one.at) for one in found.numbers] == [(world.measure, later(2))]


def test_numbers_of_a_learning_system_that_one_left_are_not_told(world) -> None:
    by = world.improver_there
    follow(by, choices_at(world.measure, None), "measure")
    audit.record(by=world.co_ordinator, at=later(2), verb="bring in", kind="measure", key="falls/falls",
                 system=world.system.pk)  # fmt: skip
    by.roles.all().delete()
    assert new(by).numbers == ()


def test_what_is_followed_in_two_ways_is_told_once(world, told) -> None:
    follow(world.improver_there, choices_of(world.improver_there, told), "whom", "place", "strand")
    world.tell("Once.", at=later(1))
    assert len(new(world.improver_there).told) == 1


def test_ones_own_is_no_news(world, told) -> None:
    follow(world.improver_here, choices_of(world.improver_here, told), "place", "strand")
    world.tell("Mine.", at=later(1))
    assert len(new(world.improver_here)) == 0


def test_who_follows_nothing_hears_nothing_of_it(world, told, django_assert_num_queries) -> None:
    by = world.improver_there
    with django_assert_num_queries(1):
        assert followed_since(by, known=set(), since=NOW, until=later(9)) == []


def test_today_shows_what_was_said_and_what_is_followed(world, told, client) -> None:
    by = world.improver_here
    talk.comment(strand=told, text="How far, zebra?", by=world.improver_there, at=later(1))
    seen = today(by, at=later(2))
    assert [one.words for one in seen.said] == ["How far, zebra?"]
    assert len(seen) >= 1
    assert today(by, at=later(9)).said == []


def test_the_page_says_all_that_is_new(world, told, client) -> None:
    from django.utils import timezone

    talk.comment(strand=told, text="How far, zebra?", by=world.improver_there, at=timezone.now())
    client.force_login(world.improver_here)
    page = client.get(reverse("news")).content.decode()
    assert "How far, zebra?" in page
    client.force_login(world.coach_in_both)
    assert "How far, zebra?" not in client.get(reverse("news")).content.decode()


def test_much_news_takes_no_more_queries(world, told, django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    by = world.improver_there
    follow(by, [*choices_of(by, told), *choices_at(world.measure, None)], "strand", "place", "whom", "measure")

    def more(count: int) -> None:
        for number in range(count):
            talk.comment(strand=told, text=f"@Bo There {number}", by=world.coach_in_both, at=later(1))
            world.tell(f"Number {number}.", at=later(1))
            sense.respond(insight=told, place=world.here, answer="seen", by=world.coach_in_both, at=later(1))

    more(1)
    with CaptureQueriesContext(connection) as few:
        new(by)
    more(9)
    with django_assert_num_queries(len(few)):
        new(by)
