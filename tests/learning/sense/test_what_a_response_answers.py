"""Lists say what a response is to: one query a list, and nothing of what the reader may not see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.learning.sense import actions
from knotwork.learning.sense.queries import with_subjects
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Strand
from tests.factories import later

pytestmark = pytest.mark.django_db


def respond(world, title) -> Strand:
    story = world.tell(title)
    return actions.respond(
        insight=story, place=world.there, answer="depends", why="By day, yes", by=world.improver_there, at=later(1)
    )


@pytest.mark.parametrize("page", ["learning", "system", "decide"])
def test_a_list_says_what_each_is_to_in_as_many_queries_for_many(world, client, page) -> None:
    client.force_login(world.improver_here)
    address = reverse(page, args=[] if page == "learning" else [world.system.slug])

    def shown() -> tuple[str, int]:
        with CaptureQueriesContext(connection) as queries:
            said = client.get(address).content.decode()
        return said, len(queries)

    respond(world, "The bell & the round")
    said, few = shown()
    assert "to “The bell &amp; the round”" in said
    for number in range(3):
        respond(world, f"Story {number}")
    said, many = shown()
    assert "to “Story 2”" in said
    assert many == few


def test_nothing_is_said_of_what_one_may_not_see(world) -> None:
    response = respond(world, "The bell was far")
    hidden = Strand.objects.get(title="The bell was far")
    strands.narrow(strand=hidden, visibility="team", by=world.improver_here, at=later(2))
    assert [one.to for one in with_subjects(world.improver_here, [response])] == ["The bell was far"]
    assert [one.to for one in with_subjects(world.improver_there, [response])] == [""]


def test_where_there_is_no_response_nothing_is_asked(world, django_assert_num_queries) -> None:
    story = world.tell("The bell was far.")
    with django_assert_num_queries(0):
        assert with_subjects(world.improver_here, [story]) == [story]
