"""A measure whose small numbers are hidden, for the tests of every place where they could leak."""

import pytest

# By these a count of 3 is a rate of 428,571.4, which is found wherever it leaks, and no other count's.
SEVEN, MILLION = 7, 1_000_000.0


@pytest.fixture
def few(world):
    """A measure on five wards whose counts under 5 are hidden; Ward 4 has two of them, and a chart all the same."""
    measure = world.make_measure(world.system, [], name="Harm", suppress_below=5, multiply=MILLION)
    others = [world.here, world.there, *(world.make_place(f"Ward {n}", parent=world.board) for n in (21, 22, 23))]
    for at, place in enumerate(others):
        values = [6 + (3 * month + 5 * at) % 9 for month in range(24)]
        if place == world.here:
            values[7], values[23] = 3, 2
        world.fill(measure, place, values, SEVEN)
    return measure
