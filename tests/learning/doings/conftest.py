"""A decision of the ward here, and what is done because of it."""

import pytest

from knotwork.learning.decisions import actions as decisions
from knotwork.learning.doings import actions as doings
from tests.factories import NOW, later


@pytest.fixture
def decide(world):
    """Decide at the ward here, as its lead."""

    def decided(**more):
        given = {
            "question": "Go on?", "choice": "Yes", "reasons": "It works", "owner": world.improver_here,
            "review_on": later(90).date(), "system": world.system, "place": world.here, "by": world.improver_here,
            "at": NOW,
        }  # fmt: skip
        return decisions.decide(**{**given, **more})

    return decided


@pytest.fixture
def begin(world, decide):
    """Begin an action, of a decision of its own unless one is given."""

    def begun(**more):
        given = {
            "what": "Move the round", "owner": world.improver_here, "due_on": later(30).date(),
            "by": world.improver_here, "at": later(1),
        }  # fmt: skip
        return doings.begin(**{**given, "decision": more.get("decision") or decide(), **more})

    return begun
