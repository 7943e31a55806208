"""Who sees which strand: my team, this learning system, the whole network, everybody."""

import pytest
from django.urls import reverse

from knotwork.learning.home.queries import today
from knotwork.learning.measures.queries import flags_of, series_of
from knotwork.learning.strands.queries import by_codes, feed, near, seen_by, thread
from tests.factories import later

pytestmark = pytest.mark.django_db

LEVELS = ("team", "system", "network", "public")
SEES = {
    "improver_here": "team system network public",
    "coach_in_both": "team system network public",
    "observer": "team system network public",
    "improver_there": "system network public",
    "governance_lead": "system network public",
    "co_ordinator": "system network public",
    "stranger": "network public",
}


@pytest.mark.parametrize(("who", "sees"), SEES.items())
def test_a_strand_is_seen_by_those_whom_its_teller_chose(world, who, sees) -> None:
    made = {level: world.tell(f"For {level}", visibility=level) for level in LEVELS}
    person = getattr(world, who)
    for found in (seen_by(person), feed(person), by_codes(person, [strand.code for strand in made.values()])):
        assert {level for level, strand in made.items() if strand in set(found)} == set(sees.split())


@pytest.mark.parametrize(("who", "sees"), SEES.items())
def test_the_door_opens_to_the_same_people(world, client, who, sees) -> None:
    made = {level: world.tell(f"For {level}", visibility=level) for level in LEVELS}
    client.force_login(getattr(world, who))
    for name in ("insight", "thread", "history"):
        found = {level for level, one in made.items() if client.get(reverse(name, args=[one.code])).status_code == 200}
        assert found == set(sees.split()), name


def test_somebody_without_any_role_sees_what_is_public_and_nothing_of_the_network(world) -> None:
    world.tell("For the network", visibility="network")
    told = world.tell("For all", visibility="public")
    assert list(seen_by(world.make_person("Nobody"))) == [told]


def test_a_teller_sees_what_they_told_though_their_place_is_another_now(world) -> None:
    told = world.tell("Ours", by=world.coach_in_both, visibility="team")
    world.coach_in_both.roles.filter(place=world.here).delete()
    again = type(world.coach_in_both).objects.get(pk=world.coach_in_both.pk)
    assert list(seen_by(again)) == [told]


def test_a_hidden_strand_cuts_the_thread_and_leaves_no_trace(world) -> None:
    first = world.tell("First")
    hidden = world.tell("Hidden", came_of=[(first, "supports")], visibility="team", at=later(1))
    last = world.tell("Last", came_of=[(hidden, "supports")], at=later(2))
    outside = thread(world.improver_there, first)
    assert [strand.title for strand in outside.strands] == ["First"]
    assert outside.links == ()
    assert [strand.title for strand in thread(world.improver_here, first).strands] == ["First", "Hidden", "Last"]
    assert near(world.improver_there, last)["origins"] == []


def test_a_hidden_strand_is_not_on_a_chart_nor_in_a_search(world) -> None:
    series = series_of(world.measure, [world.here.code])[0]
    world.tell("Secret rounds", measure=world.measure, period=series.periods[2], visibility="team")
    assert flags_of(world.improver_there, series) == []
    assert [pin.strand.title for pin in flags_of(world.improver_here, series)] == ["Secret rounds"]
    assert list(feed(world.improver_there, text="secret")) == []
    assert [strand.title for strand in feed(world.improver_here, text="secret")] == ["Secret rounds"]


def test_a_hidden_strand_is_nobodys_news(world) -> None:
    story = world.tell("A story", by=world.improver_there, place=world.there)
    world.tell("Hidden", came_of=[(story, "supports")], visibility="team", at=later(1))
    new = today(world.improver_there, at=later(2))
    assert new.came_of == []
    assert new.learned == []


def test_a_page_of_search_results_counts_only_what_is_seen(world) -> None:
    for number in range(30):
        world.tell(f"Round {number}", visibility="team")
    assert feed(world.improver_there, text="round").paginator.count == 0
    assert feed(world.improver_here, text="round").paginator.count == 30
