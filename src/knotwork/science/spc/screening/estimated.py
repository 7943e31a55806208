"""How surprising points and runs are about lines that the first points have set: lines that are not certain themselves.

Nothing here says that something is more surprising than it is: where points are not independent, as those about one
uncertain line are not, the chance of any of them is at most that of one times their number (Bonferroni).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ..chance import LONG
from ..chance_table import RANGED_BASES, RANGED_FREEDOM, RANGED_SCALE
from ..distributions import (
    beta_at,
    binomial_up_to,
    log_gamma,
    normal_up_to,
    poisson_up_to,
    student_beyond,
)
from ..result import Floats
from ..runs import Whole

NODES = np.linspace(-7.0, 7.0, 29)
SHARES = np.exp(-(NODES**2) / 2) / np.exp(-(NODES**2) / 2).sum()
"""Points of a standard normal distribution, far enough out for small chances, and how much each weighs."""


def at_most(chance: Any, many: Any) -> Floats:
    """The chance of any of so many things, each of this chance, whatever they have to do with each other."""
    found: Floats = np.minimum(chance * many, 1.0)
    return found


def beyond_estimated(sigmas: Any, based: Any, screened: bool) -> Floats:
    """The chance that one normal value lies so many sigmas out, when sigma comes from the ranges of so many values.

    They follow Student's distribution with the degrees of freedom, and the scale, that the simulated tails have
    (`chance_table`, by `python -m benchmarks.estimated_limits`); between the bases by one over their number.
    """
    row, share = int(screened), 1 / np.maximum(based, 2.0)
    known = 1 / RANGED_BASES[::-1]
    freedom = np.interp(share, known, RANGED_FREEDOM[row][::-1]) * np.maximum(1 / share - 1, 1.0)
    return student_beyond(sigmas * np.interp(share, known, RANGED_SCALE[row][::-1]), freedom)


def waits_beyond(cases: Any, total: Any, many: Any) -> Floats:
    """The exact chance that one of so many stable waits (geometric) is so long, given the total of all of them.

    A total is put together in C(total + many - 1, many - 1) ways, all alike; so many fewer if one wait has its length.
    """
    rest = np.maximum(total - cases, 0.0)
    ways = log_gamma(rest + many) - log_gamma(rest + 1)
    found: Floats = np.exp(ways - log_gamma(total + many) + log_gamma(total + 1))
    return found


def shares_beyond(events: Floats, cases: Floats, centre: Floats, base: Floats) -> Floats:
    """The chance of so many or so few events of these cases, about a share from so many cases in all."""
    middle = np.arcsin(np.sqrt(centre))[:, None] + NODES / (2 * np.sqrt(base))[:, None]
    share = np.sin(np.clip(middle, 0.0, np.pi / 2)) ** 2
    trials = cases.astype(np.int64)[:, None]
    upto, below = (binomial_up_to(np.maximum(k, 0)[:, None], trials, share) for k in (events, events - 1))
    return _two_sided(upto, below * (events > 0)[:, None])


def counts_beyond(events: Floats, size: Floats, centre: Floats, base: Floats) -> Floats:
    """The chance of so many or so few events, about a rate from so much of what the rate is of."""
    middle = np.sqrt(centre)[:, None] + NODES / (2 * np.sqrt(base))[:, None]
    expected = np.maximum(middle, 0.0) ** 2 * size[:, None]
    upto, below = (poisson_up_to(np.maximum(k, 0)[:, None], expected) for k in (events, events - 1))
    return _two_sided(upto, below * (events > 0)[:, None])


def _two_sided(upto: Floats, below: Floats) -> Floats:
    low, high = upto @ SHARES, (1 - below) @ SHARES
    found: Floats = np.minimum(2 * np.minimum(low, high), 1.0)
    return found


def runs_about_estimated(useful: Whole, longest: Whole, crossings: Whole, sides: Whole) -> Floats:
    """The smaller of the chances of so long a run and of so few crossings, about a line from first points.

    `sides` are how many of these lie above it and below.
    """
    keys = np.column_stack([useful, longest, crossings, sides])
    known, place = np.unique(keys, axis=0, return_inverse=True)
    chances = [
        min(longest_about(many, run, above, below), crossings_about(many, few, above, below))
        for many, run, few, above, below in known.tolist()
    ]
    found: Floats = np.array(chances)[place.ravel()]
    return found


@cache
def _above(above: int, below: int) -> Floats:
    """How likely a point lies above the line, over all that so many first points above it and below leave possible.

    Of values below a median of the first the share follows this beta distribution; about a mean it varies less.
    """
    return beta_at(normal_up_to(NODES), above + 0.5, below + 0.5)


@cache
def longest_about(useful: int, longest: int, above_line: int, below_line: int) -> float:
    """The chance of a run as long as this, or longer."""
    if longest <= 1 or useful < longest:
        return float(useful >= longest)
    above = _above(above_line, below_line)
    sides = np.stack([above, 1 - above])
    state, found = np.zeros((2, longest - 1, above.size)), np.zeros(above.size)
    state[:, 0] = sides
    for _ in range(useful - 1):
        others = state[::-1].sum(axis=1)
        found += (state[:, -1] * sides).sum(axis=0)
        state[:, 1:] = state[:, :-1] * sides[:, None]
        state[:, 0] = others * sides
    return float(found @ SHARES)


def crossings_about(useful: int, crossings: int, above_line: int, below_line: int) -> float:
    """The chance of as few crossings as this, or fewer; of long series as of a normal distribution."""
    if useful < 2:
        return 1.0
    above = _above(above_line, below_line)
    if useful > LONG:
        turn = 2 * above * (1 - above)
        apart = (useful - 1) * turn * (1 - turn) + 2 * (useful - 2) * turn * (0.5 - turn)
        return float(normal_up_to((crossings + 0.5 - turn * (useful - 1)) / np.sqrt(np.maximum(apart, 1e-9))) @ SHARES)
    return float(_crossings_up_to(useful, above_line, below_line)[crossings])


@cache
def _crossings_up_to(useful: int, above_line: int, below_line: int) -> Floats:
    """The chances of at most so many crossings, from none on."""
    above = _above(above_line, below_line)
    sides = np.stack([above, 1 - above])[:, None]
    state = np.zeros((2, useful, above.size))
    state[:, 0] = sides[:, 0]
    for point in range(1, useful):
        turned = state[::-1, :point] * sides
        state[:, : point + 1] *= sides
        state[:, 1 : point + 1] += turned
    found: Floats = np.cumsum(state.sum(axis=0) @ SHARES)
    return found
