"""The thread: from any strand, everything that it came from and everything that came of it."""

import pytest

from knotwork.learning.strands.queries import thread
from tests.factories import later

pytestmark = pytest.mark.django_db


def titles(strands) -> list[str]:
    return [strand.title for strand in strands]


def test_a_thread_runs_back_to_what_a_strand_came_from_and_on_to_what_came_of_it(world) -> None:
    story = world.tell("A story")
    adapted = world.tell("An adaptation", came_of=[(story, "adapted from")], at=later(1))
    further = world.tell("A further one", came_of=[(adapted, "supports")], at=later(2))

    whole = thread(world.improver_here, adapted)

    assert titles(whole.strands) == ["A story", "An adaptation", "A further one"]
    assert whole.depth == {story.pk: -1, adapted.pk: 0, further.pk: 1}
