"""An invitation as somebody gets it: the row, and the secret that its link holds."""

import pytest

from knotwork.learning.invitations import actions
from tests.factories import NOW

EMAIL = "new.nurse@example.org"


@pytest.fixture
def invite(world):
    """Invite an address to a role here: gives the invitation and the secret."""

    def made(email=EMAIL, role="member", *, by=None, at=NOW, **where):
        where = where or {"place": world.here}
        given = {"system": world.system, "address": str, "by": by or world.improver_here, "at": at}
        return actions.invite(email=email, role=role, **{**given, **where})

    return made
