"""Two of three points beyond two sigma on the same side, the third anywhere.

Western Electric Company. Statistical Quality Control Handbook. 1956 (test 2); Nelson 1984 (test 5).
"""

from __future__ import annotations

from .zones import Found, Rule, Zones, many_on_a_side, windows


def _find(seen: Zones) -> Found:
    return windows(many_on_a_side(seen.near, 2, 3), 3)


TWO_OF_THREE = Rule("2 of 3 beyond two sigma", _find, zoned=True)
