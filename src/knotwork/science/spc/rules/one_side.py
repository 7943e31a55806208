"""A shift: so many points one after another strictly on the same side of the centre line; a point on it breaks them.

Eight: Western Electric Company. Statistical Quality Control Handbook. 1956. Nine: Nelson LS. The Shewhart control
chart: tests for special causes. Journal of Quality Technology 1984;16:237-9. Seven: NHS England, Making Data Count.
"""

from __future__ import annotations

from .zones import Found, Rule, Zones, many_on_a_side, windows


def one_side(size: int) -> Rule:
    """So many points in a row on one side."""

    def find(seen: Zones) -> Found:
        return windows(many_on_a_side(seen.side, size, size), size)

    return Rule(f"{size} on one side", find)
