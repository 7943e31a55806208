"""The names offered behind an @: of people who see the strand and whom the writer may know of, and of no others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.learning.people.models import Person
from knotwork.learning.strands.queries import seen_by
from knotwork.learning.talk import actions
from knotwork.learning.talk.queries import MOST_OFFERED, mentioned, names_to_mention
from tests.factories import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(world):
    """A story of the ward here, in a network in which everybody of these tests has their place."""
    for who in ("improver_there", "coach_in_both", "governance_lead", "observer", "stranger", "co_ordinator"):
        assert getattr(world, who).pk
    return world.tell("The bell is far from bed 4.")


def test_those_whose_name_or_one_of_its_words_begins_so_are_offered(world, told) -> None:
    for begins, names in (
        ("Bo", ["Bo There"]), ("bo t", ["Bo There"]), ("there", ["Bo There"]), ("C", ["Cleo Coach", "Cora Ordinator"]),
        ("  Cleo   Coach ", ["Cleo Coach"]), ("o", ["Obi Observer", "Cora Ordinator"]), ("ere", []), ("Bo x", []),
    ):  # fmt: skip
        assert sorted(names_to_mention(world.improver_here, told, begins)) == sorted(names), begins


def test_before_a_letter_is_written_it_is_those_who_take_part(world, told) -> None:
    assert names_to_mention(world.improver_there, told, "") == ["Ada Here"]
    actions.comment(strand=told, text="So?", by=world.coach_in_both, at=later(1))
    assert names_to_mention(world.improver_there, told, " ") == ["Ada Here", "Cleo Coach"]


@pytest.mark.parametrize("who", ["Stan", "Stranger"])
def test_who_is_in_no_learning_system_of_mine_is_not_offered(world, who) -> None:
    stranger = world.stranger
    for visibility in ("system", "network", "public"):
        story = world.tell("Bells", visibility=visibility)
        assert names_to_mention(world.improver_here, story, who) == []
    actions.comment(strand=story, text="Here too.", by=stranger, at=later(1))
    assert names_to_mention(world.improver_here, story, who) == ["Stan Stranger"], "whose comment one reads"


def test_who_does_not_see_it_is_not_offered(world, told) -> None:
    team = world.tell("For us.", visibility="team")
    assert names_to_mention(world.improver_here, team, "Bo") == []
    assert names_to_mention(world.improver_here, team, "Cleo") == ["Cleo Coach"]


def test_who_told_without_a_name_is_offered_no_sooner_than_anybody(world) -> None:
    story = world.tell("I was tired.", anonymous=True)
    assert names_to_mention(world.improver_there, story, "") == []


def test_who_left_or_took_part_and_sees_it_no_more_is_not_offered(world, told) -> None:
    actions.comment(strand=told, text="So?", by=world.coach_in_both, at=later(1))
    world.coach_in_both.roles.all().delete()
    assert names_to_mention(world.improver_there, told, "Cleo") == []
    assert names_to_mention(world.improver_there, told, "") == ["Ada Here"]
    Person.objects.filter(pk=world.improver_here.pk).update(is_active=False)
    assert names_to_mention(world.improver_there, told, "Ada") == []


@pytest.mark.parametrize("visibility", ["team", "system", "network", "public"])
def test_whoever_is_offered_sees_it_and_can_be_mentioned(world, visibility) -> None:
    """The offer is worked out from roles at once, and mentioning asks each person: they agree."""
    whole = world.make_person("Whole Wim", ("member", world.system))
    story = world.tell("Bells", visibility=visibility)
    everybody = [world.improver_there, world.coach_in_both, world.observer, world.governance_lead, whole]
    for person in everybody:
        offered = person.name in names_to_mention(world.improver_here, story, person.name)
        assert offered is seen_by(person).filter(pk=story.pk).exists(), person
        assert offered is bool(mentioned(story, f"@{person.name}")[0]), person


def test_who_sees_it_from_a_place_above_and_stands_on_no_page_of_people_is_not_given_away(world, told) -> None:
    above = world.make_person("Board Bea", ("team_lead", world.board))
    assert seen_by(above).filter(pk=told.pk).exists()
    assert names_to_mention(world.improver_here, told, "Bea") == []


def test_of_many_a_few_are_offered_in_as_many_queries(world, told) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            names_to_mention(world.improver_here, told, "Mo")
        return len(queries)

    names_to_mention(world.improver_here, told, "Mo")
    few = asked()
    for number in range(MOST_OFFERED + 4):
        world.make_person(f"Mo{number} Many", ("member", world.here))
    assert asked() == few
    assert len(names_to_mention(world.improver_here, told, "Mo")) == MOST_OFFERED


def test_the_page_gives_names_to_those_who_may_write_there_and_to_nobody_else(world, client, told) -> None:
    path = reverse("names", args=[told.code])
    #   reader, what they are answered
    for reader, status in ((world.improver_there, 200), (world.observer, 403), (world.stranger, 404)):
        client.force_login(reader)
        assert client.get(path, {"begins": "Ad"}).status_code == status
    client.force_login(world.improver_there)
    assert client.get(path, {"begins": "Ad"}).json() == {"names": ["Ada Here"]}
    assert client.get(path, {"begins": "A" * 5_000}).json() == {"names": []}


def test_the_box_says_where_names_are_asked_for(world, client, told) -> None:
    client.force_login(world.improver_there)
    page = client.get(reverse("say", args=[told.code])).content.decode()
    assert f'data-mentions="{reverse("names", args=[told.code])}"' in page
    assert "js/mentions.js" in page
