"""Rule sets by name, one rule a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..charts.lines import PER_RANGE
from ..result import Signal
from .allowed import Allowed
from .alternating import ALTERNATING
from .anhoej import anhoej
from .beyond_one_sigma import FOUR_OF_FIVE
from .box import best_box, cut_box
from .close_to_limits import CLOSE_TO_LIMITS
from .evidence import Direction, Evidence
from .few_crossings import few_crossings
from .hugging import HUGGING
from .ihi import ihi, ihi_printed
from .long_run import long_run
from .mixture import MIXTURE
from .near_limits import TWO_OF_THREE
from .number_of_runs import many_runs
from .one_side import one_side
from .outside import outside_limits
from .trend import strict_trend, trend_past_ties
from .zones import Rule, groups

THREE_SIGMA = PER_RANGE
"""Limits from the mean moving range: three times it, over d2 to three decimals (2.6596)."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules that are used together: what they put down to chance in runs, and patterns over windows of points.

    `per_range` is how many mean moving ranges the limits of an I chart lie from its centre.
    """

    name: str
    title: str
    allowed: Callable[[Any, Any], Allowed] | None = None
    rules: tuple[Rule, ...] = ()
    per_range: float = PER_RANGE

    @property
    def zoned(self) -> bool:
        """Whether any of them looks at the zones at one and two sigma."""
        return any(rule.zoned for rule in self.rules)

    def find(self, seen: Evidence) -> list[Signal]:
        """The signals of one phase: points outside the limits, then runs and crossings, then patterns."""
        found = outside_limits(seen)
        if seen.has_runs and self.allowed is not None:
            allowed = self.allowed(seen.counts.useful, seen.counts.crossings)
            found += long_run(seen, int(allowed.longest))
            found += few_crossings(seen, int(allowed.fewest)) + many_runs(seen, int(allowed.most))
        if seen.has_runs and seen.value.size:
            found += [signal for rule in self.rules for signal in _patterns(rule, seen)]
        return found


def _patterns(rule: Rule, seen: Evidence) -> list[Signal]:
    return [
        seen.signal(rule.name, slice(first, last + 1), rule.sides[0 if sign > 0 else 1])
        for sign, first, last in groups(rule.find(seen.zones))
    ]


_MDC = (one_side(7), strict_trend(7), CLOSE_TO_LIMITS)
_WESTERN = (TWO_OF_THREE, FOUR_OF_FIVE, one_side(8))
_IHI = (trend_past_ties(5),)
_NELSON = (one_side(9), strict_trend(6), ALTERNATING, TWO_OF_THREE, FOUR_OF_FIVE, HUGGING, MIXTURE)

RULES: dict[str, RuleSet] = {
    rules.name: rules
    for rules in (
        RuleSet("anhoej", "Anhøj's rules", anhoej),
        RuleSet("bestbox", "best box", best_box),
        RuleSet("cutbox", "cut box", cut_box),
        RuleSet("ihi", "IHI run chart rules", ihi, _IHI),
        RuleSet("ihi_printed", "IHI run chart rules with the printed table", ihi_printed, _IHI),
        RuleSet("mdc", "NHS England Making Data Count", rules=_MDC, per_range=2.66),
        RuleSet("western_electric", "Western Electric rules", rules=_WESTERN),
        RuleSet("nelson", "Nelson's tests", rules=_NELSON),
        RuleSet("three_sigma", "points outside the limits"),
    )
}

__all__ = ["RULES", "Direction", "Evidence", "RuleSet"]
