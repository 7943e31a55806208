"""What lies where in the rows of a table: lines, zones, runs and patterns, with missing points pushed to the end.

Tables are held with the first points of all series side by side in memory, then the second points, and so on: what goes
point by point then takes many series at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from .. import runs
from ..asked import Asked
from ..averages import tolerance
from ..charts import Lines
from ..charts.lines import JUDGED, Ask, moving_ranges
from ..result import Booleans, Floats
from ..rules import RuleSet
from ..rules.zones import Found, Rule, Signs, Zones, zones
from ..runs import Counts, Whole
from ..series import Sample


class Farthest(NamedTuple):
    """How many sigmas the farthest point of each row lies from the centre, and which it is."""

    sigmas: Floats
    place: Any


@dataclass(frozen=True)
class Rows:
    """Some series with their lines. `zones` have the points that count first in each row, and nothing behind them.

    `present` marks points that count where they are; `gaps` says whether any row has points that do not. `unset` rows
    have no lines, since none of the points that were to set them counts, and so no points that count. So many first
    points, the `baseline`, set the lines; None if all did.
    """

    at: Sample
    lines: Lines
    present: Booleans
    zones: Zones
    gaps: bool
    unset: Booleans | None = None
    baseline: int | None = None

    @cached_property
    def counted(self) -> Whole:
        """How many points count in each row."""
        return np.asarray(np.count_nonzero(self.present, axis=-1))

    @cached_property
    def counts(self) -> Counts:
        """Runs and crossings of each row."""
        return Counts(*(np.asarray(part, dtype=np.int64) for part in runs.count(self.zones.side)))

    @cached_property
    def outer(self) -> Booleans:
        """Points beyond the limits."""
        return np.asarray(self.zones.outer != 0)

    @cached_property
    def outside(self) -> Whole:
        """How many points lie beyond the limits in each row."""
        return np.asarray(np.count_nonzero(self.zones.outer, axis=-1))

    @property
    def based(self) -> Whole:
        """How many points that count set the lines of each row."""
        return np.asarray(np.count_nonzero(self.present[:, : self.baseline], axis=-1))

    @property
    def low(self) -> Whole:
        """How many points lie on that side of the centre of each row which has fewer."""
        above = np.count_nonzero(self.zones.side > 0, axis=-1)
        return np.asarray(np.minimum(above, self.counts.useful - above))

    @property
    def base_sides(self) -> Whole:
        """How many of the points that set the lines of each row lie above its centre, and how many below."""
        base = np.where(self.present, self.at.value, np.nan)[:, : self.baseline]
        side = runs.sides(base, self.lines.centre, tolerance(self.at.value))
        return np.stack([np.count_nonzero(side == sign, axis=-1) for sign in (1, -1)], axis=1)

    @property
    def ranged(self) -> Whole:
        """How many of them have one beside them, and so a moving range."""
        base = self.present[:, : self.baseline]
        return np.asarray(np.count_nonzero(base[:, 1:] & base[:, :-1], axis=-1))

    def base_size(self, some: Whole) -> Floats:
        """All the denominators of the points that set the lines of these rows; without any, how many there are."""
        if self.at.n is None:
            return self.based[some].astype(float)
        base = slice(0, self.baseline)
        size: Floats = np.where(self.present[some, base], self.at.n[some, base], 0.0).sum(axis=1)
        return size

    def farthest(self, some: Whole, power: float = 1.0) -> Farthest:
        """The point of each of these rows that lies farthest from the centre for its own limits.

        With a power, on the scale of which values are that power.
        """
        value, centre, lower, upper = (picked(part, some) for part in (self.at.value, *self.lines[:3]))
        if power != 1:
            value, centre, lower, upper = (np.power(part, 1 / power) for part in (value, centre, lower, upper))
        sigma = np.array(np.maximum(upper - centre, centre - lower))
        np.copyto(sigma, np.inf, where=~(sigma > 0))
        away = np.abs(value - centre)
        away /= sigma
        away *= 3
        present = picked(self.present, some)
        sigmas, place = np.zeros(some.size), np.zeros(some.size, dtype=np.int32)
        for point in range(away.shape[-1]):
            farther = (away[:, point] > sigmas) & present[:, point]
            np.copyto(sigmas, away[:, point], where=farther)
            np.copyto(place, point, where=farther)
        return Farthest(sigmas, place)

    @cached_property
    def undisturbed(self) -> dict[int, Booleans]:
        """By sign, at each point, whether a signal of it that ended there would still stand."""
        above, below = _after(self.zones.side, 1), _after(self.zones.side, -1)
        return {1: (below < 2) | (below <= above), -1: (above < 2) | (above <= below)}

    @cached_property
    def _patterns(self) -> dict[Rule, Found]:
        return {}

    def pattern(self, rule: Rule) -> Found:
        """Where windows of points show a pattern; looked for once, whichever rule sets have it."""
        if rule not in self._patterns:
            found = rule.find(self.zones)
            # Windows end at points that count, not at the empty places behind them.
            ends = found.ends * (self.zones.value == self.zones.value) if self.gaps else found.ends
            self._patterns[rule] = found._replace(ends=ends)
        return self._patterns[rule]

    def place(self, rows: Whole, points: Whole) -> Whole:
        """Where points, counted from 0 over those that count, lie in their whole rows."""
        if not self.gaps:
            return points
        order = np.cumsum(self.present[rows], axis=-1)
        return np.asarray(np.argmax(order > points[:, None], axis=-1))


def picked(table: Any, rows: Whole) -> Any:
    """Some rows of a table, still with the first points side by side in memory; of lines that all share, the same."""
    return np.take(table.T, rows, axis=1).T if np.ndim(table) == 2 else table


def _after(side: Signs, sign: int) -> Any:
    """At each point, how many after it lie on this side."""
    many = np.zeros_like(side, dtype=runs.counter(side.shape[-1]))
    on = (side == sign).view(np.int8)
    for place in range(side.shape[-1] - 2, -1, -1):
        np.add(many[..., place + 1], on[..., place + 1], out=many[..., place])
    return many


def drawn(wanted: Asked, at: Sample, left_out: Booleans, per_range: float, full: bool) -> Rows:
    """Lines and zones of some series; excluded points keep their lines but lie in no zone."""
    if wanted.family.moving:
        nothing = np.full((len(at.value), 1), np.nan)
        at = Sample(np.asfortranarray(np.concatenate([nothing, moving_ranges(at.value)], axis=1)))
    whole = wanted.baseline is None and not left_out.any()
    base = at if whole else at.at(np.flatnonzero(~left_out[: wanted.baseline]))
    lines = wanted.family.draw(Ask(base, at, wanted.centre, wanted.screened, per_range, full))
    unset = None if wanted.baseline is None else wanted.sets_nothing(base.value)
    off = left_out if unset is None or not unset.any() else left_out | unset[:, None]
    value = np.where(off, np.nan, at.value) if off.any() else at.value
    lie = zones(value, lines[:JUDGED], tolerance(at.value), full=full)
    present = value == value
    gaps = np.flatnonzero(~present.all(axis=-1))
    return Rows(
        at, lines, present, _first(lie, present, gaps) if gaps.size else lie, bool(gaps.size), unset, wanted.baseline
    )


def _first(lie: Zones, present: Booleans, rows: Whole) -> Zones:
    """The zones of these rows with points that count put first."""
    here = present[rows]
    filled = np.arange(here.shape[-1]) < np.count_nonzero(here, axis=-1)[:, None]

    def pushed(part: Any) -> Any:
        moved, some = part.copy(order="K"), np.zeros(here.shape, part.dtype)
        if some.dtype == np.float64:
            some[:] = np.nan
        some[filled] = part[rows][here]
        moved[rows] = some
        return moved

    parts = {id(part): part for part in lie}  # where few rules ask, some zones are the same
    done = {name: pushed(part) for name, part in parts.items()}
    return Zones(*(done[id(part)] for part in lie))


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows by one set of rules: what it puts down to chance, and which kinds of signal each row has."""

    rows: Rows
    rules: RuleSet
    longest_max: Whole
    fewest: Whole
    long: Booleans
    few: Booleans
    many: Booleans
    patterns: tuple[Found, ...]

    def signals(self) -> Booleans:
        """Which rows have any signal."""
        found = self.long | self.few | self.many | (self.rows.outside > 0)
        for pattern in self.patterns:
            found |= pattern.ends.any(axis=-1)
        return np.asarray(found)


def judged(rules: RuleSet, rows: Rows, has_runs: bool) -> Judged:
    """Runs, crossings and patterns of some series, and which of them are more than chance explains."""
    counts = rows.counts
    longest_max, fewest = runs.limits(counts.useful)
    none: Any = np.zeros(counts.useful.shape, dtype=np.bool_)
    long, few, many = none, none, none
    if has_runs and rules.allowed is not None:
        allowed = rules.allowed(counts.useful, counts.crossings)
        longest_max, fewest = allowed.longest, allowed.fewest
        long, few = counts.longest > allowed.longest, counts.crossings < allowed.fewest
        many = counts.crossings > allowed.most
    patterns = tuple(rows.pattern(rule) for rule in rules.rules) if has_runs else ()
    return Judged(rows, rules, longest_max, fewest, long, few, many, patterns)


def same_values(values: Floats, present: Booleans) -> Booleans:
    """Which rows have one value throughout."""
    kept = np.where(present, values, np.nan)
    same: Booleans = np.fmax.reduce(kept, axis=1) - np.fmin.reduce(kept, axis=1) <= tolerance(kept)[:, 0]
    return same
