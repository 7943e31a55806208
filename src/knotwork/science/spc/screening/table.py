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
from ..numbers import BadSeries, table
from ..result import Booleans, Floats
from ..rules import Direction
from ..runs import Whole
from ..series import Sample, both_present, check
from ..verdict import ENOUGH
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
    `signals` marks series with any signal at all. `expected_by_chance` is how many series of this table would signal
    though nothing had changed (worked out from at most 200 of them, evenly spaced).
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
    expected_by_chance: float

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
        check(top, bottom, wanted.family.demands, kind)
        cuts = [slice(first, first + step) for first in range(0, max(len(top), 1), step)]
        parts = [_part(wanted, _sample(top[cut], None if bottom is None else bottom[cut]), left_out) for cut in cuts]
        expected = _expected(wanted, top, bottom, left_out)
    return _screened(wanted, _Part(*(np.concatenate(column) for column in zip(*parts, strict=True))), expected)


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
    return _Part(_early(at.value, present, counts.useful), signals, *found, last, *limits, outside.sum(axis=1))


def _latest(signals: Booleans, seen: Table) -> Latest:
    """The judgement, worked out only for the rows that signal."""
    rows = np.flatnonzero(signals)
    some = latest(seen.at(rows))
    whole = Latest(*(np.zeros(signals.size, column.dtype) for column in some))
    for column, found in zip(whole, some, strict=True):
        column[rows] = found
    return whole


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


def _screened(wanted: Asked, part: _Part, expected: float) -> Screen:
    better = (part.side > 0) == (wanted.direction == "increase")
    told = np.where(better, "better", "worse") if wanted.direction else np.full(part.side.size, "changed")
    verdict = np.where(part.signals, np.where(part.stands, told, "changed"), "steady")
    plain = part.signals & ~part.early
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
        expected_by_chance=expected,
    )
