"""A point beyond the limits: unlike the others by more than three sigma.

Shewhart WA. Economic Control of Quality of Manufactured Product. Van Nostrand, 1931.
"""

from __future__ import annotations

import numpy as np

from ..result import Signal
from .evidence import Evidence

OUTSIDE = "outside limits"


def outside_limits(seen: Evidence) -> list[Signal]:
    """A signal for each point strictly beyond its own limits."""
    if not seen.outside.any():
        return []
    return [
        seen.signal(OUTSIDE, [place], "above" if seen.side[place] > 0 else "below")
        for place in np.flatnonzero(seen.outside).tolist()
    ]
