"""Rule sets by name, one rule a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..result import Signal
from . import anhoej
from .evidence import Direction, Evidence


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules that are used together: what they are called and how they find signals in one phase."""

    name: str
    title: str
    find: Callable[[Evidence], list[Signal]]


RULES: dict[str, RuleSet] = {rules.name: rules for rules in (RuleSet("anhoej", "Anhøj's rules", anhoej.find),)}

__all__ = ["RULES", "Direction", "Evidence", "RuleSet"]
