"""Periods that other series of a file have and this one has not: missing points, for a chart as for a screen."""

import math
from dataclasses import replace
from typing import Any

from knotwork.command.tidy import Tidy, in_order

EVENTS = frozenset({"g", "t"})
"""Kinds with a point for each event: the days of other people's events say nothing of theirs."""


def with_gaps(tidy: Tidy, kind: str) -> Tidy:
    """One series with an empty entry for each period within it that only other series of the file have.

    Before its first row and after its last nothing is added. A chart of events stays as it is.
    """
    if kind in EVENTS:
        return tidy
    whole = in_order([*tidy.every_period, *tidy.periods])
    place = {period: at for at, period in enumerate(whole)}
    own = sorted({place[period] for period in tidy.periods})
    absent = sorted(set(range(own[0], own[-1] + 1)).difference(own))
    below = tidy.denominators
    nothing = [math.nan] * len(absent)
    filled = replace(
        tidy,
        periods=tidy.periods + [whole[at] for at in absent],
        values=tidy.values + nothing,
        denominators=None if below is None else below + nothing,
    )
    return _sorted(filled, place) if isinstance(whole[0], str) else filled


def _sorted(tidy: Tidy, place: dict[Any, int]) -> Tidy:
    """Words have no order but that of the file."""
    order = sorted(range(len(tidy.periods)), key=lambda at: place[tidy.periods[at]])
    below = tidy.denominators
    return replace(
        tidy,
        periods=[tidy.periods[at] for at in order],
        values=[tidy.values[at] for at in order],
        denominators=None if below is None else [below[at] for at in order],
    )


def gap_in(tidy: Tidy) -> tuple[str, Any] | None:
    """A series of several, and a period between its first and its last of which it has no row; None where none has."""
    calendar = tidy.calendar
    column_of = {period: at for at, period in enumerate(calendar)}
    columns: dict[str, set[int]] = {}
    for series, period in zip(tidy.series, tidy.periods, strict=True):
        columns.setdefault(series, set()).add(column_of[period])
    for series, own in columns.items():
        for at in range(min(own), max(own)):
            if at not in own:
                return series, calendar[at]
    return None
