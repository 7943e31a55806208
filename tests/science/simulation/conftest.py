"""The networks that the tests of the simulation look at."""

import pytest

from knotwork.science.simulation import DEMONSTRATION, Network, simulate


@pytest.fixture(scope="package")
def network() -> Network:
    """The network of the demonstration."""
    return simulate(DEMONSTRATION)


@pytest.fixture(scope="package")
def networks() -> tuple[Network, ...]:
    """Twelve other networks, so that a test does not hang on one seed."""
    return tuple(simulate(seed) for seed in range(500, 512))
