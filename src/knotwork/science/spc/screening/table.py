"""`screen`: the same analysis as `analyse`, for very many series of the same periods in one vectorised pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..analysis import one_phase
from ..asked import Asked, asked, marked
from ..charts import Family, Lines
from ..columns import BadSeries, table
from ..result import Booleans, Floats
from ..rules import Direction
from ..runs import Whole
from ..series import Sample, both_present, check
from ..verdict import ENOUGH
from .controlled import controlled, farthest_chances, runs_chances
from .latest import Latest, latest, rule_names
from .rows import Drawn, Judged, drawn, judged, same_values, spread
from .screen import Screen

CHUNK = 200_000
"""Points handled at once: few enough to stay in the processor's cache, so memory does not grow with the table."""
SAMPLED = 200
"""How many series the expected number of false signals is worked out from, when there are more."""


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
    if family.kind in {"ewma", "cusum"}:
        raise BadSeries(f"A {family.title} is not screened: use an I chart, or `analyse` one series at a time.")
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


def _part(wanted: Asked, at: Sample, left_out: Booleans) -> _Part:
    seen = drawn(wanted, at, left_out)
    whole = judged(wanted.rules, seen, wanted.family.has_runs)
    signals, counts = whole.signals(), whole.counts
    found = _latest(wanted, seen, whole, np.flatnonzero(signals))
    last = np.stack([np.broadcast_to(line, at.value.shape)[:, -1] for line in seen.lines[:3]], axis=1)
    limits = (counts.useful, counts.longest, whole.longest_max, counts.crossings, whole.fewest)
    outside = np.count_nonzero(whole.zones.outer, axis=1)
    farthest = _farthest(wanted, seen, signals)
    return _Part(_early(seen, counts.useful), signals, *found, last * wanted.multiply, *limits, outside, farthest)


def _latest(wanted: Asked, seen: Drawn, whole: Judged, rows: Whole) -> Latest:
    """The judgement, worked out only for the rows that signal; missing points are put back where they were."""
    some = latest(whole.at(rows), wanted.rules)
    if seen.order is not None:
        some = some._replace(since=seen.order[rows, some.since])
    return Latest(*(spread(column, rows, whole.counted.size) for column in some))


def _farthest(wanted: Asked, seen: Drawn, signals: Booleans) -> Floats:
    chance = np.ones(signals.size)
    if wanted.family.kind != "run" and signals.any():
        rows = np.flatnonzero(signals)
        some = Lines(*(line[rows] if np.ndim(line) == 2 and len(line) > 1 else line for line in seen.lines))
        own, kind = _own(wanted), wanted.family.kind
        chance[rows] = farthest_chances(kind, seen.at.row(rows), seen.present[rows], some, own, wanted.screened)
    return chance


def _early(seen: Drawn, useful: Whole) -> Booleans:
    few = useful < ENOUGH
    if few.any():
        same = same_values(seen.at.value[few], seen.present[few])
        few[few] = ~(same & (np.count_nonzero(seen.present[few], axis=1) >= ENOUGH))
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
    rows = np.flatnonzero(part.signals)
    looks = [part.farthest[rows]] if wanted.family.kind != "run" else []
    if wanted.family.has_runs:
        looks.append(runs_chances(part.useful[rows], part.longest[rows], part.crossings[rows], _own(wanted)))
    chance = np.ones(part.signals.size)
    chance[rows] = np.minimum(np.minimum.reduce(looks) * (len(looks) + wanted.family.has_runs), 1.0)
    return chance


def _screened(wanted: Asked, part: _Part, expected: float, rate: float) -> Screen:
    better = (part.side > 0) == (wanted.direction == "increase")
    told = np.where(better, "better", "worse")
    if wanted.direction is None:
        told = np.full(part.side.size, "changed")
    told = np.where(part.side == 0, "changed", told)
    verdict = np.where(part.signals, np.where(part.stands, told, "changed"), "steady")
    plain = part.signals & ~part.early
    chance = _chance(wanted, part)
    return Screen(
        kind=wanted.family.kind,
        rules=wanted.rules.name,
        direction=wanted.direction,
        verdict=np.where(part.early, "early", verdict),
        since=np.where(plain, part.since + 1, 0),
        rule=np.where(plain, rule_names(wanted.rules)[part.rule], ""),
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
