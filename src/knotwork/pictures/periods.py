"""The names of a chart's periods: one for each point, or nothing is drawn."""

from __future__ import annotations

from collections.abc import Sequence


class PeriodsDoNotMatch(ValueError):
    """More or fewer period names were given than the chart has points."""


def named_each(count: int, names: Sequence[str]) -> None:
    """See that each of `count` points has a name; raises PeriodsDoNotMatch otherwise."""
    if len(names) != count:
        raise PeriodsDoNotMatch(f"The chart has {count} points but {len(names)} period names: give one for each.")
