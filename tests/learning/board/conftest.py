"""Stories on a board, and the few words that tests of it use again and again."""

from types import SimpleNamespace

import pytest

from knotwork.learning.board import actions
from knotwork.learning.board.queries import board, inside
from tests.factories import later


@pytest.fixture
def sorting(world):
    """What somebody at the place here does with a board, and what another sees of it."""

    def name(title, *insights, by=None, **more):
        given = {"by": by or world.improver_here, "at": later(1), "system": world.system, **more}
        return actions.name_theme(name=title, insights=insights, **given)

    def put(theme, *insights, by=None, **more):
        return actions.put_in(theme=theme, insights=insights, by=by or world.improver_here, at=later(2), **more)

    def out(theme, *insights, by=None):
        return actions.take_out(themes=[theme], insights=insights, by=by or world.improver_here, at=later(3))

    def merge(theme, into, by=None):
        return actions.merge(theme=theme, into=into, by=by or world.improver_here, at=later(4))

    def seen(by=None):
        """The board in short: each theme with what is in it, and what is in none."""
        now = board(by or world.improver_there, world.system)
        columns = {one.theme.title: {strand.title for strand in one.newest} for one in now.columns}
        return columns, {strand.title for strand in now.loose}

    def held(theme, by=None):
        return {strand.title for strand in inside(by or world.improver_there, theme)}

    return SimpleNamespace(name=name, put=put, out=out, merge=merge, seen=seen, held=held)
