"""What a funnel promises: chance alone puts 2 places in 1,000 outside its outer limits, 5 in 100 outside its inner."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import funnel

FUNNELS, PLACES = 250, 40


def places(kind: str, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Places that differ by chance alone, some ten times as large as others."""
    size = rng.uniform(500, 5000, PLACES)
    if kind == "proportion":
        cases = np.floor(size)
        return rng.binomial(cases.astype(int), 0.1).astype(float), cases
    if kind == "ratio_of_counts":
        return rng.poisson(size / 10).astype(float), rng.poisson(size / 5) + 1.0
    expected = size * 0.02
    return rng.poisson(expected).astype(float), size if kind == "rate" else expected


@pytest.mark.parametrize("kind", ["proportion", "rate", "ratio", "ratio_root", "ratio_of_counts"])
def test_so_many_places_lie_outside_by_chance_as_the_limits_say(kind) -> None:
    rng = np.random.default_rng(2026)
    outer = inner = 0
    for _ in range(FUNNELS):
        seen = funnel(*places(kind, rng), kind=kind, overdispersion=False)
        outer, inner = outer + seen.outside.sum(), inner + seen.warned.sum()
    # Of 10,000 places, 20 and 500 are expected; counts of events are coarse, and standard errors 4.5 and 22.
    assert 5 <= outer <= 40
    assert 370 <= inner <= 590


@pytest.mark.parametrize("kind", ["proportion", "rate", "ratio_root", "ratio_of_counts"])
def test_limits_that_allow_for_differences_are_never_narrower_than_those_for_chance_alone(kind) -> None:
    rng = np.random.default_rng(1)
    for _ in range(50):
        top, bottom = places(kind, rng)
        top = np.minimum(np.rint(top * rng.lognormal(0, 0.3, PLACES)), bottom if kind == "proportion" else np.inf)
        wide = funnel(top, bottom, kind=kind)
        plain = funnel(top, bottom, kind=kind, overdispersion=False)
        assert wide.adjusted
        assert (wide.upper >= plain.upper).all()
        assert (wide.lower <= plain.lower).all()


@pytest.mark.parametrize("kind", ["rate", "ratio_root"])
def test_few_events_do_not_break_the_promise(kind) -> None:
    rng = np.random.default_rng(7)
    outer = 0
    for _ in range(FUNNELS):
        expected = rng.uniform(0.3, 6, PLACES)
        top = rng.poisson(expected).astype(float)
        outer += funnel(top, expected, kind=kind, overdispersion=False).outside.sum()
    assert 3 <= outer <= 45
