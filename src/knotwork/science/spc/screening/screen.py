"""What a table of series shows, one value a series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..result import Booleans, Floats
from ..rules import Direction
from ..runs import Whole


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """What a table of series shows. Arrays have one value a series; positions count from 1, and 0 means none.

    `verdict` is as in `analyse`, `since` where the change began, `rule` and `side` the signal it comes from (1 above or
    rising, -1 below or falling), `stands` whether it still describes the present. `lower` and `upper` are the limits at
    the last point. `signals` marks series with any signal at all.

    `chance` is how often a stable series would look as surprising (the smallest of the chances of its longest run, its
    crossings and its farthest point, times the number of these; 1 without a signal), and `controlled` marks those that
    stand when no more than `false_discovery_rate` of them are expected to be false. `expected_by_chance` is how many
    series of this table would signal though nothing had changed (worked out from at most 200 of them, evenly spaced).
    """

    kind: str
    rules: str
    direction: Direction | None
    verdict: NDArray[np.str_]
    since: Whole
    rule: NDArray[np.str_]
    side: NDArray[np.int8]
    stands: Booleans
    signals: Booleans
    centre: Floats
    lower: Floats
    upper: Floats
    useful: Whole
    longest_run: Whole
    longest_run_max: Whole
    crossings: Whole
    crossings_min: Whole
    outside: Whole
    chance: Floats
    controlled: Booleans
    expected_by_chance: float

    @property
    def plain(self) -> Whole:
        """Positions, from 1, of the series that signal, without allowing for how many were looked at."""
        return np.flatnonzero(self.signals & (self.verdict != "early")) + 1

    @property
    def standing(self) -> Whole:
        """Positions, from 1, of the series that still signal with the false discovery rate controlled."""
        return np.flatnonzero(self.controlled) + 1

    def __len__(self) -> int:
        return self.verdict.size
