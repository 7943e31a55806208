"""What every test of the site shares."""

import pytest


@pytest.fixture
def world(db):  # noqa: ARG001 - the world is written to the test's database
    """Two places, four people, and a stranger."""
    from tests.factories import World  # noqa: PLC0415 - science is tested where Django is not installed

    return World()
