"""Rule sets by name, one rule a file."""

from __future__ import annotations

from dataclasses import dataclass

from ..result import Signal
from .anhoej import Limits, anhoej, runs_and_outside
from .box import best_box, cut_box
from .evidence import Direction, Evidence


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules that are used together: what they are called, and what they put down to chance."""

    name: str
    title: str
    limits: Limits

    def find(self, seen: Evidence) -> list[Signal]:
        """The signals of one phase."""
        return runs_and_outside(seen, self.limits)


RULES: dict[str, RuleSet] = {
    rules.name: rules
    for rules in (
        RuleSet("anhoej", "Anhøj's rules", anhoej),
        RuleSet("bestbox", "best box", best_box),
        RuleSet("cutbox", "cut box", cut_box),
    )
}

__all__ = ["RULES", "Direction", "Evidence", "RuleSet"]
