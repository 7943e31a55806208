"""Whoever told something reads what came of it, and nothing of what they may not see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.access.verbs import Verb
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.doings import actions as doings
from knotwork.learning.hearing.queries import A_PAGE, FEW, heard, mine
from knotwork.learning.measures.queries import series_of
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Link, Strand
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db


def theme(world, told, *, title="Bells", **more) -> Strand:
    """Some strands grouped as a theme, whichever app keeps its words."""
    by = world.coach_in_both
    made = strands.add(
        kind=Strand.Kind.THEME, title=title, system=world.system, place=None, needs=Verb.SEE, by=by, at=later(1), **more
    )
    for one in told:
        Link.objects.create(origin=one, outcome=made, system=made.system, relation="grouped from", by=by, at=later(1))
    return made


def decide(world, origins, **more) -> Strand:
    given = {
        "question": "Go on?", "choice": "Yes", "reasons": "It works", "owner": world.improver_here,
        "review_on": later(90).date(), "system": world.system, "place": world.here, "by": world.improver_here,
        "at": later(2), "decided_from": origins,
    }  # fmt: skip
    return decisions.decide(**{**given, **more})


def said(by, strand) -> list[str]:
    return [line.text for line in heard(by, [strand])[0].lines]


@pytest.fixture
def teller(world):
    return world.make_person("Tilda Teller", ("lived_experience", world.here))


def test_the_whole_way_of_a_story_is_told_to_its_teller(world, teller) -> None:
    story = world.tell("The bell was far.", by=teller)
    group = theme(world, [story, *(world.tell(f"Story {n}") for n in range(4))])
    decision = decide(world, [group])
    action = doings.begin(
        decision=decision, what="Move the bells", owner=world.improver_here, due_on=later(30).date(),
        by=world.improver_here, at=later(3),
    )  # fmt: skip
    doings.finish(strand=action, end="done", went="So.", by=world.improver_here, at=later(9))
    decisions.review(decision=decision, verdict="partly", seen="Fewer at night.", by=world.improver_here, at=later(20))
    assert said(teller, story) == [
        "It was grouped with four others as “Bells”.",
        "It led to the decision “Go on?” on 7 October 2026.",
        "Because of it: “Move the bells”. That was done.",
        "It partly did what was expected, when it was looked at again on 25 October 2026: “Partly: Fewer at night”.",
    ]
    assert heard(teller, [story])[0].short == (
        "Your insight was grouped with four others and led to a decision on 7 October 2026."
    )


def test_what_one_may_not_see_is_neither_named_nor_counted(world, teller) -> None:
    story = world.tell("The bell was far.", by=teller)
    away = world.make_person("Una Away", ("member", world.there))
    hidden = world.tell("Hidden", by=world.improver_here, visibility="team")
    theme(world, [story, hidden, world.tell("Seen")])
    secret = decide(world, [story], question="Secret?")
    strands.narrow(strand=secret, visibility="team", by=world.improver_here, at=later(3))
    assert said(away, story) == ["It was grouped with one other as “Bells”."]
    assert said(teller, story) == [
        "It was grouped with two others as “Bells”.", "It led to the decision “Secret?” on 7 October 2026.",
    ]  # fmt: skip


def test_nothing_is_reached_through_what_one_may_not_see(world, teller) -> None:
    story = world.tell("The bell was far.", by=world.improver_there, place=world.there)
    secret = decide(world, [story], question="Secret?")
    world.tell("Behind it", came_of=[(secret, "prompted by")])
    strands.narrow(strand=secret, visibility="team", by=world.improver_here, at=later(3))
    assert said(world.improver_there, story) == []
    assert len(said(teller, story)) == 2


def test_what_others_built_on_it_is_never_told_as_its_own(world, teller) -> None:
    story = world.tell("He did not want to bother anybody.", by=teller)
    more = world.tell(
        "We ask at two.", came_of=[(story, "prompted by")], by=world.co_ordinator, place=None, at=later(1)
    )
    theme(world, [more, *(world.tell(f"Story {n}") for n in range(5))], title="Thanks")
    decide(world, [more])
    assert said(teller, story) == [
        "Cora Ordinator told more: “We ask at two”.",
        "Further on, “We ask at two” is grouped in “Thanks”.",
        "Further on, “We ask at two” led to “Go on?” on 7 October 2026.",
    ]
    assert heard(teller, [story])[0].short == ""


def test_no_sentence_names_who_told_without_a_name(world, teller) -> None:
    story = world.tell("The bell was far.", by=teller)
    world.tell("It was.", came_of=[(story, "prompted by")], by=world.co_ordinator, place=None, anonymous=True)
    assert said(teller, story) == ["Somebody told more: “It was”."]


def test_what_was_decided_from_a_theme_before_a_story_was_put_there_did_not_come_of_it(world, teller) -> None:
    group = theme(world, [world.tell("Another")])
    decide(world, [group])
    story = world.tell("The bell was far.", by=teller, at=later(20))
    Link.objects.create(
        origin=story, outcome=group, system=group.system, relation="grouped from", by=teller, at=later(30)
    )
    assert said(teller, story) == ["It was grouped with one other as “Bells”."]


def test_a_page_shows_a_few_and_says_how_many_more_stand_in_the_thread(world, client, teller) -> None:
    story = world.tell("The bell was far.", by=teller)
    for number in range(FEW + 3):
        world.tell(f"More {number}", came_of=[(story, "prompted by")], at=later(number))
    client.force_login(teller)
    page = client.get(reverse("came-of")).content.decode()
    assert "More 4" in page
    assert "More 5" not in page
    assert "And 3 more: <a" in page


def test_a_nameless_teller_hears_and_no_line_names_them(world, teller) -> None:
    story = world.tell("I was tired.", by=teller, anonymous=True)
    decide(world, [story])
    [mine_now] = mine(teller).object_list
    assert mine_now.short == "Your insight led to a decision on 7 October 2026."
    assert heard(world.improver_here, [story])[0].short.startswith("This insight")
    assert teller.name not in repr(mine_now.lines)


def test_a_measure_that_changed_since_the_decision_is_said_and_no_evidence_too(world, teller) -> None:
    early = NOW.replace(month=3, day=17)
    story = world.tell("The bell was far.", by=teller, at=early)
    charts = series_of(world.measure, [world.here.code])
    decide(world, [story], at=early, charts=charts)
    assert "no evidence either way" in said(teller, story)[1]
    world.measure.observations.filter(place=world.here, period__gte="2026-04-01").update(numerator=1)
    assert said(teller, story)[1].startswith("Falls on Ward 4: lower since the decision, which is better")


def test_too_early_to_say_is_no_news(world, teller) -> None:
    story = world.tell("The bell was far.", by=teller)
    decide(world, [story], charts=series_of(world.measure, [world.here.code]))
    assert said(teller, story) == ["It led to the decision “Go on?” on 7 October 2026."]


def test_the_page_has_my_strands_of_which_something_came_and_nobody_elses(world, client, teller) -> None:
    decide(world, [world.tell("Mine, used", by=teller)])
    world.tell("Mine, unused", by=teller)
    decide(world, [world.tell("Another's, used")])
    client.force_login(teller)
    page = client.get(reverse("came-of")).content.decode()
    assert "Mine, used" in page
    assert "Mine, unused" not in page
    assert "Another&#x27;s" not in page


def test_a_strand_of_which_only_hidden_things_came_is_not_among_them(world, client) -> None:
    story = world.tell("Theirs", by=world.improver_there, place=world.there)
    secret = decide(world, [story])
    strands.narrow(strand=secret, visibility="team", by=world.improver_here, at=later(3))
    assert list(mine(world.improver_there)) == []
    client.force_login(world.improver_there)
    assert "Nothing yet" in client.get(reverse("came-of")).content.decode()


def test_it_stands_on_the_storys_own_page_for_everybody_who_sees_it(world, client, teller) -> None:
    story = world.tell("The bell was far.", by=teller)
    decide(world, [story])
    for reader, thing in ((teller, "Your insight"), (world.observer, "This insight")):
        client.force_login(reader)
        assert f"{thing} led to a decision on 7 October 2026." in client.get(story.get_absolute_url()).content.decode()


def more_stories(world, teller, count) -> None:
    for number in range(count):
        story = world.tell(f"Story {number}", by=teller)
        group = theme(world, [story, world.tell("Another")], title=f"Theme {number}")
        decision = decide(world, [group], charts=series_of(world.measure, [world.here.code]))
        world.tell("More", came_of=[(decision, "prompted by")])


def test_many_strands_take_no_more_queries_than_two(world, client, teller) -> None:
    client.force_login(teller)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("came-of")).status_code == 200
        return len(queries)

    more_stories(world, teller, 2)
    few = asked()
    more_stories(world, teller, 7)
    assert asked() == few


def test_they_come_a_page_at_a_time_newest_first(world, teller) -> None:
    for number in range(A_PAGE + 2):
        decide(world, [world.tell(f"Story {number}", by=teller, at=later(number))], at=later(number))
    first, second = mine(teller), mine(teller, page=2)
    assert [one.told.title for one in first][:2] == ["Story 11", "Story 10"]
    assert [one.told.title for one in second] == ["Story 1", "Story 0"]
