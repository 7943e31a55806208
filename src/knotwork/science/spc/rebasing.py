"""A proposal to rebase: where a new phase might begin, and the evidence. People decide; nothing rebases by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from . import words
from .result import Analysis, Floats
from .verdict import POINT_RULES

SHORTEST = 8
"""Fewest points on either side of a proposed change."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A new phase proposed after this point (counted from 1), the levels before and after, and the evidence in words.

    `sigmas` is how far apart the levels are, in standard deviations of the points about their own levels.
    """

    after: int
    before_level: float
    after_level: float
    sigmas: float
    evidence: str


def propose_rebase(analysis: Analysis, *, periods: Sequence[str] | None = None) -> Proposal | None:
    """Propose where a new phase might begin, if the last phase shows a shift that still stands; None if it does not.

    The place is where the two stretches differ most, at least 8 points on either side: the largest sum of deviations
    from the mean, allowing for the lengths of the stretches. Rebase only with a reason: a known change, and a new
    level that is expected to last. `periods` are what the points are called in the evidence.
    """
    finding, last = analysis.finding, analysis.phases[-1]
    if finding is None or not analysis.stands or finding.rule in POINT_RULES or finding.rule == "new level":
        return None
    kept = ~np.isnan(analysis.y) & ~analysis.excluded
    kept[: last.first - 1] = False
    places = np.flatnonzero(kept)
    if places.size < 2 * SHORTEST:
        return None
    values = analysis.y[places]
    sizes = np.arange(1, places.size)
    sums = np.cumsum(values - values.mean())[:-1]
    contrast = np.abs(sums) / np.sqrt(sizes * (places.size - sizes))
    contrast[: SHORTEST - 1], contrast[places.size - SHORTEST :] = -1, -1
    turn = int(np.argmax(contrast)) + 1
    before, after = values[:turn], values[turn:]
    within = float(np.sqrt((before.var() * turn + after.var() * (values.size - turn)) / (values.size - 2)))
    apart = abs(float(after.mean() - before.mean()))
    sigmas = apart / within if within else float("inf")
    place = int(places[turn - 1]) + 1
    return Proposal(
        place,
        float(before.mean()),
        float(after.mean()),
        sigmas,
        _evidence(before, after, sigmas, str(periods[place - 1]) if periods else f"point {place}"),
    )


def _evidence(before: Floats, after: Floats, sigmas: float, place: str) -> str:
    places = words.places_for(float(max(abs(before.mean()), abs(after.mean()))))
    old, new = words.number(float(before.mean()), places), words.number(float(after.mean()), places)
    apart = "all points on either side alike" if np.isinf(sigmas) else f"{sigmas:.1f} standard deviations apart"
    return (
        f"{before.size} points around {old} up to {place}, then {after.size} around {new}: {apart}. "
        "Rebase only if a known change explains it and it is expected to last."
    )
