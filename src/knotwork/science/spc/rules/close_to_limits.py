"""Making Data Count's two of three: close to a limit but inside it, with all three points on the same side of the mean.

NHS England, Making Data Count; as in the package NHSRplotthedots 0.2.2.
"""

from __future__ import annotations

from .zones import Found, Rule, Zones, many_on_a_side, windows


def _find(seen: Zones) -> Found:
    close = seen.near * (seen.outer == 0)
    found = many_on_a_side(close, 2, 3)
    return windows(found * (found == many_on_a_side(seen.side, 3, 3)), 3)


CLOSE_TO_LIMITS = Rule("2 of 3 close to a limit", _find, zoned=True)
