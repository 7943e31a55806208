"""`screen`: the same analysis as `analyse`, for very many series of the same periods in one vectorised pass."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..analysis import stable_rate
from ..asked import Asked, asked, marked, one_number
from ..charts import Family
from ..columns import BadSeries, table
from ..result import Booleans, Floats
from ..rules import RULES, Direction
from ..runs import Whole
from ..runs import limits as run_limits
from ..series import Sample, both_present, check
from ..verdict import ENOUGH
from .controlled import controlled, runs_chances
from .estimated import runs_about_estimated
from .farthest import farthest_chances
from .latest import latest, rule_names
from .rows import Judged, Rows, drawn, judged, same_values
from .screen import Screen

CHUNK = 1_000_000
"""Points handled at once: so many that what each step costs is shared, so few that memory does not grow with them."""
MOST_THREADS = 8
SIDED = frozenset({"run", "g", "p", "np", "u", "c"})
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
    options = (direction, baseline, centre, multiply, screen_moving_ranges)
    return next(_screens(y, n, [asked(kind, rules, *options)], exclude, false_discovery_rate))


def screen_by_rules(
    y: Any,
    n: Any = None,
    *,
    kind: str = "i",
    direction: Direction | None = None,
    rules: Iterable[str] = tuple(RULES),
    baseline: int | None = None,
    exclude: Iterable[int] = (),
    centre: float | None = None,
    multiply: float = 1,
    screen_moving_ranges: bool = True,
    false_discovery_rate: float = 0.05,
) -> dict[str, Screen]:
    """Screen one table by several sets of rules, all of them unless said: what `screen` says, by name of the rules.

    The table is read and its lines are drawn once, so that this costs far less than one screen after another.
    """
    if isinstance(rules, str) or not isinstance(rules, Iterable):
        raise BadSeries(f'Give a list of names of sets of rules, such as ["anhoej", "mdc"], not {rules!r}.')
    options = (direction, baseline, centre, multiply, screen_moving_ranges)
    wanted = [asked(kind, name, *options) for name in rules]
    return {seen.rules: seen for seen in _screens(y, n, wanted, exclude, false_discovery_rate)}


def _screens(y: Any, n: Any, wanted: list[Asked], exclude: Iterable[int], rate: float) -> Iterator[Screen]:
    if not wanted:
        return
    if wanted[0].later_baselines:
        raise BadSeries("Series that are screened have one phase: give one baseline, not one for each phase.")
    rate = _share(rate)
    top, bottom = _tables(y, n, wanted[0].family)
    if not len(top):
        top = bottom = np.empty((0, 1))
    left_out = marked(exclude, top.shape[1])
    step = max(CHUNK // max(top.shape[1], 1), 1)
    cuts = [slice(first, first + step) for first in range(0, max(len(top), 1), step)]

    def found(cut: slice) -> list[_Part]:
        with np.errstate(all="ignore"):
            return _parts(wanted, _checked(wanted[0], top, bottom, cut), left_out)

    parts = list(zip(*_side_by_side(found, cuts), strict=True))
    expected = _expected(wanted, top, bottom, left_out)
    for one, of_rules, false in zip(wanted, parts, expected, strict=True):
        part = _Part(*(np.concatenate(column) for column in zip(*of_rules, strict=True)))
        yield _screened(one, part, false, rate)


def _share(rate: float) -> float:
    """The share of false discoveries that is allowed for."""
    share = one_number(rate, "false discovery rate")
    if not 0 <= share <= 1:
        raise BadSeries(f"The false discovery rate is a share from 0 to 1, such as 0.05, not {rate!r}.")
    return share


def _side_by_side(work: Callable[[slice], list[_Part]], cuts: list[slice]) -> Iterable[list[_Part]]:
    """Do the parts of a large table on as many processors as there are, a small one at once."""
    if len(cuts) < 4:
        return map(work, cuts)
    with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_THREADS)) as pool:
        return list(pool.map(work, cuts))


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
    low: Whole
    base_sides: Whole


def _tables(y: Any, n: Any, family: Family) -> tuple[Floats, Floats | None]:
    top = table(y, "values")
    if len(top) and not top.shape[1]:
        raise BadSeries("The values have no points to chart: give each series at least one.")
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
    return _sample(np.asfortranarray(some), None if below is None else np.asfortranarray(below))


def _sample(top: Floats, bottom: Floats | None) -> Sample:
    if bottom is None:
        return Sample(top, None, top)
    above, below = both_present(top, bottom)
    return Sample(above / below, below, above)


def _parts(wanted: list[Asked], at: Sample, left_out: Booleans) -> list[_Part]:
    """Some of the series by each set of rules; what several of them share is worked out once."""
    ranges, lined = _lined(wanted, at, left_out)
    seen = [judged(one.rules, lined[own], one.family.has_runs) for own, one in zip(ranges, wanted, strict=True)]
    signals = [one.signals() for one in seen]
    some: dict[float, Any] = dict.fromkeys(lined, False)
    for per_range, found in zip(ranges, signals, strict=True):
        some[per_range] = found | some[per_range]
    farthest = {per_range: _farthest(wanted[0], rows, some[per_range]) for per_range, rows in lined.items()}
    columns = (wanted, seen, signals, (farthest[per_range] for per_range in ranges))
    return [_part(*each) for each in zip(*columns, strict=True)]


def _lined(wanted: list[Asked], at: Sample, left_out: Booleans) -> tuple[list[float], dict[float, Rows]]:
    """By how many mean moving ranges the limits lie out: of each set of rules, and the series so drawn."""
    ranges = [one.rules.per_range if one.family.kind == "i" else 0.0 for one in wanted]
    full = any(one.rules.zoned for one in wanted)
    by_range = dict(zip(ranges, wanted, strict=True))
    return ranges, {own: drawn(one, at, left_out, one.rules.per_range, full) for own, one in by_range.items()}


def _part(wanted: Asked, seen: Judged, signals: Booleans, farthest: Floats) -> _Part:
    rows, counts = seen.rows, seen.rows.counts
    last = np.stack([np.broadcast_to(line, rows.at.value.shape)[:, -1] for line in rows.lines[:3]], axis=1)
    longest_max, crossings_min = run_limits(counts.useful)  # as in `analyse`, whatever the rules
    limits = (counts.useful, counts.longest, longest_max, counts.crossings, crossings_min)
    early = _early(rows, counts.useful)
    return _Part(
        early,
        signals,
        *latest(seen),
        last * _scale(wanted, rows.at),
        *limits,
        rows.outside,
        farthest,
        *_sides(wanted, rows),
    )


def _sides(wanted: Asked, rows: Rows) -> tuple[Whole, Whole]:
    """How many points lie on either side of the centre, where their chances need to know."""
    none: Any = np.zeros(rows.counts.useful.size, dtype=np.int64)
    if wanted.centre is not None or (wanted.baseline is None and wanted.family.kind not in SIDED):
        return none, none
    return (rows.low, none) if wanted.baseline is None else (none, rows.base_sides)


def _scale(wanted: Asked, at: Sample) -> Any:
    """What the last lines are multiplied by: on NP charts also by the last denominator, or the usual one if missing."""
    if not wanted.family.in_cases:
        return wanted.multiply
    usual = np.nansum(at.n, axis=1) / np.count_nonzero(at.n == at.n, axis=1)
    last = np.where(np.isnan(at.n[:, -1]), usual, at.n[:, -1])
    return wanted.multiply * last[:, None]


def _farthest(wanted: Asked, seen: Rows, signals: Booleans) -> Floats:
    """How surprising the farthest point is, of the rows that signal."""
    chance = np.ones(signals.size)
    rows = np.flatnonzero(signals)
    if wanted.family.kind != "run" and rows.size:
        chance[rows] = farthest_chances(wanted, seen, rows)
    return chance


def _early(seen: Rows, useful: Whole) -> Booleans:
    few = useful < ENOUGH
    if few.any():
        same = same_values(seen.at.value[few], seen.present[few])
        few[few] = ~(same & (np.count_nonzero(seen.present[few], axis=1) >= ENOUGH))
    return few


@np.errstate(all="ignore")
def _expected(wanted: list[Asked], top: Floats, bottom: Floats | None, left_out: Booleans) -> list[float]:
    """The chance of a false signal, added up over the series, or over evenly spaced ones and scaled up."""
    if not len(top):
        return [0.0] * len(wanted)
    rows = np.unique(np.linspace(0, len(top) - 1, min(SAMPLED, len(top))).astype(np.int64))
    some = _sample(top[rows], None if bottom is None else bottom[rows])
    ranges, lined = _lined(wanted, some, left_out)
    found = []
    for one, per_range in zip(wanted, ranges, strict=True):
        seen = lined[per_range]
        lines = np.stack([np.broadcast_to(line, seen.at.value.shape) for line in seen.lines[:5]])
        based = np.count_nonzero(seen.present[:, : one.baseline], axis=-1).tolist()
        rates = [
            stable_rate(one, seen.at.row(row).at(here), lines[:, row, here], useful, one.baseline is None, based[row])
            for row, (here, useful) in enumerate(zip(seen.present, seen.counts.useful.tolist(), strict=True))
        ]
        found.append(float(np.mean(rates)) * len(top))
    return found


def _runs(wanted: Asked, part: _Part, rows: Whole) -> Floats:
    """How surprising the runs and crossings are, of the rows that signal."""
    counts = part.useful[rows], part.longest[rows], part.crossings[rows]
    if wanted.baseline is not None and wanted.centre is None:
        return runs_about_estimated(*counts, part.base_sides[rows])
    # So many points lie on either side of a median, or of the mean of counts, whatever the order they came in.
    known = wanted.centre is None and wanted.family.kind in SIDED
    return runs_chances(*counts, part.low[rows] if known else None)


def _chance(wanted: Asked, part: _Part) -> Floats:
    """The smallest chance of what each chart shows, times the number of things looked at (Bonferroni)."""
    rows = np.flatnonzero(part.signals)
    looks = [part.farthest[rows]] if wanted.family.kind != "run" else []
    if wanted.family.has_runs:
        looks.append(_runs(wanted, part, rows))
    chance = np.ones(part.signals.size)
    chance[rows] = np.minimum(np.minimum.reduce(looks) * (len(looks) + wanted.family.has_runs), 1.0)
    return chance


_VERDICTS = np.array(["early", "steady", "changed", "better", "worse"])


def _verdicts(wanted: Asked, part: _Part) -> Whole:
    """Which verdict each series has, as in `verdict.judge`."""
    told: Any = 2
    if wanted.direction is not None:
        better = (part.side > 0) == (wanted.direction == "increase")
        told = np.where(part.side == 0, 2, np.where(better, 3, 4))
    signalled = np.where(part.stands, told, 2)
    return np.where(part.early, 0, np.where(part.signals, signalled, 1))


def _screened(wanted: Asked, part: _Part, expected: float, rate: float) -> Screen:
    plain = part.signals & ~part.early
    chance = _chance(wanted, part)
    return Screen(
        kind=wanted.family.kind,
        rules=wanted.rules.name,
        direction=wanted.direction,
        verdict=_VERDICTS[_verdicts(wanted, part)],
        since=np.where(plain, part.since + 1, 0),
        rule=rule_names(wanted.rules)[np.where(plain, part.rule, 0)],
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
