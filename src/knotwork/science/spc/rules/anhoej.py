"""Anhøj's rules: a long run or few crossings, beside points outside the limits where the chart has limits.

Anhøj J, Olesen AV. Run charts revisited. PLoS ONE 2014;9:e113825. Anhøj J. Diagnostic value of run chart analysis. PLoS
ONE 2015;10:e0121349. Anhøj J, Wentzel-Larsen T. Sense and sensibility. BMC Medical Research Methodology 2018;18:100.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..result import Signal
from ..runs import Whole, limits
from .evidence import Evidence
from .few_crossings import few_crossings
from .long_run import long_run
from .outside import outside_limits

Limits = Callable[[Any, Any], tuple[Whole, Whole]]
"""From useful points and crossings, the longest run and the fewest crossings that do not signal."""


def anhoej(useful: Any, crossings: Any) -> tuple[Whole, Whole]:
    """Limits by the number of useful points alone."""
    del crossings
    return limits(useful)


def runs_and_outside(seen: Evidence, allowed: Limits) -> list[Signal]:
    """Signals in this order: points outside the limits, long runs, few crossings."""
    if not seen.has_runs:
        return outside_limits(seen)
    longest, fewest = allowed(seen.counts.useful, seen.counts.crossings)
    return [*outside_limits(seen), *long_run(seen, int(longest)), *few_crossings(seen, int(fewest))]
