"""What a rule looks at: the points of one phase that count, and where they lie about its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..result import Booleans, Floats, Meaning, Side, Signal
from ..runs import Counts
from .zones import Zones

Direction = Literal["increase", "decrease"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The points of one phase that are neither missing nor excluded; `position` counts from 1 over the whole chart."""

    position: NDArray[np.int64]
    value: Floats
    side: NDArray[np.int8]
    outside: Booleans
    counts: Counts
    zones: Zones
    has_runs: bool
    direction: Direction | None

    def signal(self, rule: str, places: Any, side: Side, limit: int | None = None) -> Signal:
        """A signal at these places of the phase, counted from 0 over its points."""
        points = tuple(self.position[places].tolist())
        return Signal(rule, points, side, meaning(side, self.direction), points[0], None, limit)


def meaning(side: Side, direction: Direction | None) -> Meaning:
    """Whether a signal on this side is good news, given the direction that improvement takes."""
    if direction is None or side == "crossings":
        return "unclear"
    return "better" if (side in {"above", "rising"}) == (direction == "increase") else "worse"
