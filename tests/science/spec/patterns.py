"""Patterns of points looked at in all the ways in which a rule must say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from knotwork.science.spc import Signal, analyse

BASE = [0.564, -0.564] * 10
"""A baseline whose mean is 0 and whose mean moving range is 1.128: limits at 3, warning lines at 2, sigma 1."""
WAYS = ("as it is", "upside down", "with a missing point in the middle", "with an excluded point in the middle")
TURNED = {"above": "below", "below": "above", "rising": "falling", "falling": "rising", "crossings": "crossings"}


class Pattern(NamedTuple):
    """First point and last, counted from the first after the baseline, and side."""

    first: int
    last: int
    side: str


def of_rule(values: Sequence[float], rules: str, rule: str, way: str = WAYS[0]) -> list[Pattern]:
    """The signals of a rule on an I chart among points that follow the baseline, told as if nothing had been turned
    or put in."""
    put, excluded = _put(values, way)
    excluded = [place + len(BASE) for place in excluded]
    every = [*BASE, *put]
    seen = analyse("i", every, rules=rules, baseline=len(BASE), exclude=excluded, screen_moving_ranges=False)
    kept = [signal for signal in seen.signals if signal.rule == rule and signal.points[-1] > len(BASE)]
    return [_told_back(signal, way, len(values) // 2, len(BASE)) for signal in kept]


def of_run_rule(values: Sequence[float], rules: str, rule: str, way: str = WAYS[0]) -> list[Pattern]:
    """The same on a run chart about a given line of 0, without a baseline."""
    put, excluded = _put(values, way)
    seen = analyse("run", put, rules=rules, centre=0, exclude=excluded)
    kept = [signal for signal in seen.signals if signal.rule == rule]
    return [_told_back(signal, way, len(values) // 2, 0) for signal in kept]


def _put(values: Sequence[float], way: str) -> tuple[list[float | None], list[int]]:
    turned: list[float | None] = [-value if way == "upside down" else value for value in values]
    middle = len(values) // 2
    if "in the middle" in way:
        turned.insert(middle, None if "missing" in way else 99.0)
    return turned, [middle + 1] if "excluded" in way else []


def _told_back(signal: Signal, way: str, middle: int, before: int) -> Pattern:
    shifted = 1 if "in the middle" in way else 0
    own = [place - before for place in signal.points if place > before]
    own = [place - shifted if place > middle + shifted else place for place in own]
    return Pattern(own[0], own[-1], TURNED[signal.side] if way == "upside down" else signal.side)


def runs_of(*lengths: int) -> list[float]:
    """Points about a line of 0 in runs of these lengths, the first of them above it; no two points are equal."""
    found: list[float] = []
    for place, length in enumerate(lengths):
        side = 1 if place % 2 == 0 else -1
        found += [side * (1 + 0.01 * ((7 * (len(found) + step)) % 13)) for step in range(length)]
    return found


def crossing(useful: int, crossings: int) -> list[float]:
    """So many points that cross the line so often, in runs as alike in length as can be."""
    short, more = divmod(useful, crossings + 1)
    return runs_of(*[short + (place < more) for place in range(crossings + 1)])
