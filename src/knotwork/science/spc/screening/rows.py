"""What lies where in the rows of a table: lines, zones, runs and patterns, with missing points pushed to the end."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import runs
from ..asked import Asked
from ..averages import tolerance
from ..charts import Lines
from ..charts.lines import Ask, moving_ranges
from ..result import Booleans, Floats
from ..rules import RuleSet
from ..rules.zones import Found, Zones, zones
from ..runs import Counts, Whole
from ..series import Sample


class Drawn(NamedTuple):
    """The points of some series with their lines; `order` puts those that count first, None if all do already."""

    at: Sample
    lines: Lines
    present: Booleans
    zones: Zones
    order: Whole | None


class Judged(NamedTuple):
    """Rows with their zones and runs, how many points count in each, and which kinds of signal they have."""

    zones: Zones
    counted: Whole
    counts: Counts
    longest_max: Whole
    fewest: Whole
    long: Booleans
    few: Booleans
    many: Booleans
    patterns: tuple[Found, ...]

    def signals(self) -> Booleans:
        """Which rows have any signal."""
        found = self.long | self.few | self.many | (self.zones.outer != 0).any(axis=-1)
        for pattern in self.patterns:
            found |= (pattern.ends != 0).any(axis=-1)
        return np.asarray(found)

    def at(self, rows: Whole) -> Judged:
        """Some of the rows."""
        return Judged(
            self.zones.picked(lambda part: part[rows]),
            self.counted[rows],
            Counts(*(part[rows] for part in self.counts)),
            self.longest_max[rows],
            self.fewest[rows],
            self.long[rows],
            self.few[rows],
            self.many[rows],
            tuple(Found(found.ends[rows], _some(found.starts, rows)) for found in self.patterns),
        )


def _some(starts: Whole, rows: Whole) -> Whole:
    return starts[rows] if starts.ndim == 2 else starts


def drawn(wanted: Asked, at: Sample, left_out: Booleans) -> Drawn:
    """Lines and zones of some series; excluded points keep their lines but lie in no zone."""
    if wanted.family.moving:
        at = Sample(np.concatenate([np.full((len(at.value), 1), np.nan), moving_ranges(at.value)], axis=1))
    whole = wanted.baseline is None and not left_out.any()
    base = at if whole else at.at(np.flatnonzero(~left_out[: wanted.baseline]))
    rules = wanted.rules
    lines = wanted.family.draw(Ask(base, at, wanted.centre, wanted.screened, rules.per_range, bool(rules.rules)))
    value = np.where(left_out, np.nan, at.value) if left_out.any() else at.value
    lie = zones(value, lines[:5], tolerance(at.value), full=bool(rules.rules))
    present = value == value
    if present.all():
        return Drawn(at, lines, present, lie, None)
    order = np.argsort(~present, axis=1, kind="stable")
    return Drawn(at, lines, present, lie.picked(lambda part: np.take_along_axis(part, order, axis=1)), order)


def judged(rules: RuleSet, seen: Drawn, has_runs: bool) -> Judged:
    """Runs, crossings and patterns of some series, and which of them are more than chance explains."""
    counts = runs.count(seen.zones.side)
    longest_max, fewest = runs.limits(counts.useful)
    none: Any = np.zeros(counts.useful.shape, dtype=np.bool_)
    long, few, many = none, none, none
    if has_runs and rules.allowed is not None:
        allowed = rules.allowed(counts.useful, counts.crossings)
        longest_max, fewest = allowed.longest, allowed.fewest
        long, few = counts.longest > allowed.longest, counts.crossings < allowed.fewest
        many = counts.crossings > allowed.most
    patterns = tuple(_ended(rule.find(seen.zones), seen) for rule in rules.rules) if has_runs else ()
    present = np.count_nonzero(seen.present, axis=1)
    return Judged(seen.zones, present, counts, longest_max, fewest, long, few, many, patterns)


def _ended(found: Found, seen: Drawn) -> Found:
    """Windows end at points that count, not at the empty places behind them."""
    return found if seen.order is None else found._replace(ends=found.ends * (seen.zones.value == seen.zones.value))


def spread(found: Any, rows: Whole, size: int) -> Any:
    """What was found for some rows, with nothing for the others."""
    column = np.zeros(size, found.dtype)
    column[rows] = found
    return column


def same_values(values: Floats, present: Booleans) -> Booleans:
    """Which rows have one value throughout."""
    kept = np.where(present, values, np.nan)
    same: Booleans = np.fmax.reduce(kept, axis=1) == np.fmin.reduce(kept, axis=1)
    return same
