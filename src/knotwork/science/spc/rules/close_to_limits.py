"""Making Data Count's two of three: close to a limit but inside it, with all three points on the same side of the mean.

NHS England, Making Data Count; as in the package NHSRplotthedots 0.2.2.
"""

from __future__ import annotations

from .zones import Found, Rule, Zones, many_of, signed, windows


def _find(seen: Zones) -> Found:
    close_above, close_below = (seen.near > 0) & (seen.outer == 0), (seen.near < 0) & (seen.outer == 0)
    up = many_of(close_above, 2, 3) & many_of(seen.side > 0, 3, 3)
    down = many_of(close_below, 2, 3) & many_of(seen.side < 0, 3, 3)
    return windows(signed(up, down), 3)


CLOSE_TO_LIMITS = Rule("2 of 3 close to a limit", _find, zoned=True)
