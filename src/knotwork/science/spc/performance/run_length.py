"""Average run lengths: how many points pass, on average, until one of several tests signals.

Exact, by a Markov chain, for points that are independent and normal about a centre and limits that are known: Champ CW,
Woodall WH. Exact results for Shewhart control charts with supplementary runs rules. Technometrics 1987;29:393-9. Limits
that were set from few points signal by chance more often, and more variably, than this.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np

from ..distributions import normal_up_to

FARTHEST = 8.0
"""No zone begins farther out than this: beyond it a point by chance is rarer than one in a thousand million million."""
MOST_STATES = 4000


class BadTests(ValueError):
    """The tests whose run length was asked for make no sense; the message says which, and why."""


class Pattern(NamedTuple):
    """A test: so many `of` the last points lie `beyond` so many standard deviations from the centre, on one side."""

    need: int
    of: int
    beyond: float


THREE_SIGMA = Pattern(1, 1, 3.0)
TWO_OF_THREE = Pattern(2, 3, 2.0)
FOUR_OF_FIVE = Pattern(4, 5, 1.0)


def run_of(size: int) -> Pattern:
    """So many points one after another on one side of the centre."""
    return Pattern(size, size, 0.0)


WESTERN_ELECTRIC = (THREE_SIGMA, TWO_OF_THREE, FOUR_OF_FIVE, run_of(8))

Memory = tuple[bool, ...]
"""Of one test on one side: which of the last points count, the latest first, as far back as they may still matter."""
State = tuple[Memory, ...]


def average_run_length(tests: Iterable[Pattern], shift: float = 0.0) -> float:
    """Say how many points pass on average until one of these tests signals.

    `shift` is how far the process lies from the centre, in standard deviations; 0 gives how far apart false signals
    are, for example 370.4 points for a point beyond three sigma, and 91.75 for all four tests of Western Electric.
    Raises `BadTests`, a ValueError, for no tests, tests that cannot be, and shifts that are not numbers.
    """
    asked = tuple(dict.fromkeys(tests))
    _check(asked, shift)
    chances = np.diff(normal_up_to(np.array([-np.inf, *_cuts(asked), np.inf]) - shift))
    moves = _chain(asked)
    quiet = np.zeros((len(moves), len(moves)))
    for state, row in enumerate(moves):
        for zone, reached in row:
            quiet[state, reached] += chances[zone]
    return float(np.linalg.solve(np.eye(len(moves)) - quiet, np.ones(len(moves)))[0])


def _check(tests: tuple[Pattern, ...], shift: float) -> None:
    if not tests:
        raise BadTests("Give at least one test.")
    for test in tests:
        if not 1 <= test.need <= test.of:
            raise BadTests(f"{test.need} of {test.of} points cannot be: give at least one, and no more than there are.")
        if not 0 <= test.beyond <= FARTHEST:
            raise BadTests(f"A zone begins at 0 to {FARTHEST:g} standard deviations, not {test.beyond}.")
    if not abs(shift) <= FARTHEST:
        raise BadTests(f"The shift is a number of standard deviations from -{FARTHEST:g} to {FARTHEST:g}, not {shift}.")


def _cuts(tests: tuple[Pattern, ...]) -> list[float]:
    """Where zones meet, from the lowest to the highest."""
    return sorted({sign * test.beyond for test in tests for sign in (-1.0, 1.0)})


@cache
def _chain(tests: tuple[Pattern, ...]) -> list[list[tuple[int, int]]]:
    """Of each state, that is all that can be remembered while no test signals, the zones that lead to others.

    The first state is that of a chart without points.
    """
    cuts = _cuts(tests)
    hits = [_hits(tests, zone, cuts) for zone in range(len(cuts) + 1)]
    sides = [test for test in tests for _ in range(2)]
    start: State = tuple(() for _ in sides)
    states: dict[State, int] = {start: 0}
    moves: list[list[tuple[int, int]]] = []
    waiting = [start]
    for state in waiting:
        row = []
        for zone, hit in enumerate(hits):
            later = _after(state, hit, sides)
            if later is None:
                continue
            if later not in states:
                states[later] = len(states)
                waiting.append(later)
            row.append((zone, states[later]))
        moves.append(row)
        if len(states) > MOST_STATES:
            raise BadTests("These tests remember too much at once to be worked out: use fewer, or over fewer points.")
    return moves


def _hits(tests: tuple[Pattern, ...], zone: int, cuts: list[float]) -> list[bool]:
    """Of each test, above the centre and then below it, whether a point in this zone counts."""
    lowest = cuts[zone - 1] if zone else -np.inf
    highest = cuts[zone] if zone < len(cuts) else np.inf
    return [counts for test in tests for counts in (lowest >= test.beyond, highest <= -test.beyond)]


def _after(state: State, hits: list[bool], tests: list[Pattern]) -> State | None:
    """What is remembered after one more point; None if a test signals."""
    later = []
    for memory, hit, test in zip(state, hits, tests, strict=True):
        seen = (hit, *memory)
        if sum(seen) >= test.need:
            return None
        later.append(_kept(seen, test))
    return tuple(later)


def _kept(seen: Memory, test: Pattern) -> Memory:
    """What may still matter: points that could be part of a signal if all points from now on counted."""
    kept = [
        counts and 1 + sum(seen[:age]) + test.of - 1 - age >= test.need
        for age, counts in enumerate(seen[: test.of - 1])
    ]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)
