"""What every test of the site shares."""

import pytest


@pytest.fixture
def world(db):
    """Two places, four people, and a stranger."""
    from tests.factories import World

    return World()
