"""`screen`: the same analysis as `analyse`, for very many series of the same periods in one vectorised pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .. import runs
from ..analysis import one_phase
from ..asked import Asked, asked, marked
from ..averages import tolerance
from ..charts import Family, Lines
from ..charts.lines import Ask, moving_ranges
from ..columns import BadSeries, table
from ..result import Booleans, Floats
from ..rules import Direction
from ..runs import Whole
from ..series import Sample, both_present, check
from ..verdict import ENOUGH
from .controlled import controlled, farthest_chances, runs_chances
from .latest import RULE_NAMES, Latest, Table, latest

CHUNK = 200_000
"""Points handled at once: few enough to stay in the processor's cache, so memory does not grow with the table."""
SAMPLED = 200
"""How many series the expected number of false signals is worked out from, when there are more."""


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """What a table of series shows. Arrays have one value a series; positions count from 1, and 0 means none.

    `verdict` is as in `analyse`, `since` where the change began, `rule` and `side` the signal it comes from (1 above,
    -1 below), `stands` whether it still describes the present. `lower` and `upper` are the limits at the last point.
    `signals` marks series with any signal at all. `chance` is how often a stable series would look as surprising (the
    smallest of the chances of its longest run, its crossings and its farthest point, times the number of these; 1 without a signal), and
    `controlled` marks those that stand when no more than `false_discovery_rate` of them are expected to be false.
    `expected_by_chance` is how many series of this table would signal though nothing had changed (worked out from at
    most 200 of them, evenly spaced).
    """

    kind: str
    rules: str
    direction: Direction | None
    verdict: NDArray[np.str_]
    since: Whole
    rule: NDArray[np.str_]
    side: NDArray[np.int8]
    stands: Booleans
    signals: Booleans
    centre: Floats
    lower: Floats
    upper: Floats
    useful: Whole
    longest_run: Whole
    longest_run_max: Whole
    crossings: Whole
    crossings_min: Whole
    outside: Whole
    chance: Floats
    controlled: Booleans
    expected_by_chance: float

    @property
    def plain(self) -> Whole:
        """Positions, from 1, of the series that signal, without allowing for how many were looked at."""
        return np.flatnonzero(self.signals & (self.verdict != "early")) + 1

    @property
    def standing(self) -> Whole:
        """Positions, from 1, of the series that still signal with the false discovery rate controlled."""
        return np.flatnonzero(self.controlled) + 1

    def __len__(self) -> int:
        return self.verdict.size


def screen(
    y: Any,
    n: Any = None,
    *,
    kind: str = "i",
    direction: Direction | None = None,
    rules: str = "anhoej",
    baseline: int | None = None,
    exclude: Iterable[int] = (),
    centre: float | None = None,
    multiply: float = 1,
    screen_moving_ranges: bool = True,
    false_discovery_rate: float = 0.05,
) -> Screen:
    """Find which of very many series have changed, when and which way, with the same answers as `analyse` gives.

    `y` (and `n`, if the kind of chart has denominators) are tables of series by points, NaN where a value is missing.
    The other arguments are those of `analyse` and hold for every series. Raises `BadSeries`, naming series and point.
    """
    wanted = asked(kind, rules, direction, baseline, centre, multiply, screen_moving_ranges)
    top, bottom = _tables(y, n, wanted.family)
    left_out = marked(exclude, top.shape[1])
    step = max(CHUNK // max(top.shape[1], 1), 1)
    with np.errstate(all="ignore"):
        cuts = [slice(first, first + step) for first in range(0, max(len(top), 1), step)]
        parts = [_part(wanted, _checked(wanted, top, bottom, cut), left_out) for cut in cuts]
        expected = _expected(wanted, top, bottom, left_out)
    part = _Part(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    return _screened(wanted, part, expected, false_discovery_rate)


class _Part(NamedTuple):
    """What was found in some of the series."""

    early: Booleans
    signals: Booleans
    rule: NDArray[np.int8]
    since: Whole
    side: NDArray[np.int8]
    stands: Booleans
    lines: Floats
    useful: Whole
    longest: Whole
    longest_max: Whole
    crossings: Whole
    crossings_min: Whole
    outside: Whole
    farthest: Floats


def _tables(y: Any, n: Any, family: Family) -> tuple[Floats, Floats | None]:
    top = table(y, "values")
    if family.demands.gather in {"average", "spread"}:
        raise BadSeries(f"A {family.kind} chart needs several values a point: use `analyse` with periods that repeat.")
    if n is None and family.demands.denominator == "needed":
        raise BadSeries(f"A {family.kind} chart needs denominators: give n, a table of the same shape.")
    if n is None:
        return top, None
    bottom = table(n, "denominators")
    if bottom.shape != top.shape:
        raise BadSeries(f"The values are {top.shape} but the denominators {bottom.shape}: give one for each point.")
    return top, bottom


def _checked(wanted: Asked, top: Floats, bottom: Floats | None, cut: slice) -> Sample:
    """Some of the series; if any of them cannot be charted, the whole table is checked to name the right one."""
    some, below = top[cut], None if bottom is None else bottom[cut]
    try:
        check(some, below, wanted.family.demands, wanted.family.kind)
    except BadSeries:
        check(top, bottom, wanted.family.demands, wanted.family.kind)
    return _sample(some, below)


def _sample(top: Floats, bottom: Floats | None) -> Sample:
    if bottom is None:
        return Sample(top, None, top)
    above, below = both_present(top, bottom)
    return Sample(above / below, below, above)


def _drawn(wanted: Asked, at: Sample, left_out: Booleans) -> Lines:
    base = at if wanted.baseline is None and not left_out.any() else at.at(np.flatnonzero(~left_out[: wanted.baseline]))
    return wanted.family.draw(Ask(base, at, wanted.centre, wanted.screened))


def _part(wanted: Asked, at: Sample, left_out: Booleans) -> _Part:
    if wanted.family.moving:
        at = Sample(np.concatenate([np.full((len(at.value), 1), np.nan), moving_ranges(at.value)], axis=1))
    lines = _drawn(wanted, at, left_out)
    near = tolerance(at.value)
    outside = (at.value > lines.upper + near) | (at.value < lines.lower - near)
    side = runs.sides(at.value, lines.centre, near)
    present = ~np.isnan(at.value)
    if left_out.any():
        outside[:, left_out], present[:, left_out], side[:, left_out] = False, False, 0
    counts = runs.count(side)
    longest_max, fewest = wanted.rules.limits(counts.useful, counts.crossings)
    few, long = counts.crossings < fewest, counts.longest > longest_max
    if not wanted.family.has_runs:
        few, long = np.zeros_like(few), np.zeros_like(long)
    signals = few | long | outside.any(axis=1)
    found = _latest(signals, Table(present, side, outside, counts.lengths, longest_max, long, few))
    last = np.stack([np.broadcast_to(line, at.value.shape)[:, -1] for line in lines[:3]], axis=1) * wanted.multiply
    limits = (counts.useful, counts.longest, longest_max, counts.crossings, fewest)
    farthest = _farthest(wanted, at, present, lines, signals)
    return _Part(
        _early(at.value, present, counts.useful), signals, *found, last, *limits, outside.sum(axis=1), farthest
    )


def _farthest(wanted: Asked, at: Sample, present: Booleans, lines: Lines, signals: Booleans) -> Floats:
    chance = np.ones(signals.size)
    if wanted.family.kind != "run" and signals.any():
        rows = np.flatnonzero(signals)
        some = Lines(*(line[rows] if np.ndim(line) == 2 and len(line) > 1 else line for line in lines))
        chance[rows] = farthest_chances(
            wanted.family.kind, at.row(rows), present[rows], some, _own(wanted), wanted.screened
        )
    return chance


def _latest(signals: Booleans, seen: Table) -> Latest:
    """The judgement, worked out only for the rows that signal."""
    rows = np.flatnonzero(signals)
    some = latest(seen.at(rows))
    return Latest(*(_spread(column, rows, signals.size) for column in some))


def _spread(found: Any, rows: Whole, size: int) -> Any:
    """What was found for some rows, with nothing for the others."""
    column = np.zeros(size, found.dtype)
    column[rows] = found
    return column


def _early(values: Floats, present: Booleans, useful: Whole) -> Booleans:
    few = useful < ENOUGH
    if few.any():
        kept = np.where(present[few], values[few], np.nan)
        same = np.fmax.reduce(kept, axis=1) == np.fmin.reduce(kept, axis=1)
        few[few] = ~(same & (present[few].sum(axis=1) >= ENOUGH))
    return few


def _expected(wanted: Asked, top: Floats, bottom: Floats | None, left_out: Booleans) -> float:
    """The chance of a false signal, added up over the series, or over evenly spaced ones and scaled up."""
    rows = np.unique(np.linspace(0, len(top) - 1, min(SAMPLED, len(top))).astype(np.int64))
    some = _sample(top[rows], None if bottom is None else bottom[rows])
    rates = [one_phase(wanted, some.row(place), left_out, 0, top.shape[1]).rate for place in range(rows.size)]
    return float(np.mean(rates)) * len(top) if rates else 0.0


def _own(wanted: Asked) -> bool:
    return wanted.baseline is None and wanted.centre is None


def _chance(wanted: Asked, part: _Part) -> Floats:
    """The smallest chance of what each chart shows, times the number of things looked at (Bonferroni)."""
    looks = [part.farthest] if wanted.family.kind != "run" else []
    if wanted.family.has_runs:
        looks.append(runs_chances(part.useful, part.longest, part.crossings, _own(wanted)))
    tests = len(looks) + wanted.family.has_runs
    chance: Floats = np.where(part.signals, np.minimum(np.minimum.reduce(looks) * tests, 1.0), 1.0)
    return chance


def _screened(wanted: Asked, part: _Part, expected: float, rate: float) -> Screen:
    better = (part.side > 0) == (wanted.direction == "increase")
    told = np.where(better, "better", "worse") if wanted.direction else np.full(part.side.size, "changed")
    verdict = np.where(part.signals, np.where(part.stands, told, "changed"), "steady")
    plain = part.signals & ~part.early
    chance = _chance(wanted, part)
    return Screen(
        kind=wanted.family.kind,
        rules=wanted.rules.name,
        direction=wanted.direction,
        verdict=np.where(part.early, "early", verdict),
        since=np.where(plain, part.since + 1, 0),
        rule=np.where(plain, RULE_NAMES[part.rule], ""),
        side=np.where(plain, part.side, 0).astype(np.int8),
        stands=part.stands & plain,
        signals=part.signals,
        centre=part.lines[:, 0],
        lower=part.lines[:, 1],
        upper=part.lines[:, 2],
        useful=part.useful,
        longest_run=part.longest,
        longest_run_max=part.longest_max,
        crossings=part.crossings,
        crossings_min=part.crossings_min,
        outside=part.outside,
        chance=chance,
        controlled=controlled(chance, ~part.early, rate) & plain,
        expected_by_chance=expected,
    )
