"""Four of five points beyond one sigma on the same side, the fifth anywhere.

Western Electric Company. Statistical Quality Control Handbook. 1956 (test 3); Nelson 1984 (test 6).
"""

from __future__ import annotations

from .zones import Found, Rule, Zones, many_on_a_side, windows


def _find(seen: Zones) -> Found:
    return windows(many_on_a_side(seen.inner, 4, 5), 5)


FOUR_OF_FIVE = Rule("4 of 5 beyond one sigma", _find, zoned=True)
