"""`analyse`: numbers in order of time become an analysed chart."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from . import runs
from .averages import tolerance
from .cautions import cautions
from .chance import false_signal_rate
from .charts import KINDS, Family
from .charts.lines import Ask, moving_ranges
from .numbers import BadSeries
from .reading import sentence
from .result import Analysis, Booleans, Floats, PhaseRuns
from .rules import RULES, Direction, Evidence, RuleSet
from .series import Sample, sample
from .verdict import Seen, judge

Aggregate = Literal["mean", "median", "sum", "sd"]


def analyse(
    kind: str,
    y: Any,
    n: Any = None,
    *,
    x: Any = None,
    phases: Iterable[int] = (),
    baseline: int | None = None,
    exclude: Iterable[int] = (),
    centre: float | None = None,
    target: float | None = None,
    multiply: float = 1,
    rules: str = "anhoej",
    direction: Direction | None = None,
    screen_moving_ranges: bool = True,
    aggregate: Aggregate = "mean",
    never_negative: bool = False,
) -> Analysis:
    """Say whether a measure has changed: draw its centre and limits, look for signals, and put it into words.

    `kind` is one of run, i, mr, p, pp, u, up, c, g, t, xbar, s, ip. `y` are values or numerators and `n` denominators,
    as lists, arrays or columns of a table; None and NaN are missing values, and so is a point of 0 in 0. `x` are the
    periods (numbers, dates, text): points are put in their order, plain text keeps the order given, and rows of the same
    period are gathered into one point (by `aggregate`, for values without denominators).

    `phases` are positions after which a new phase begins; `baseline` the number of first points that set the limits of
    the first phase; `exclude` positions that neither set limits nor count in signals: all counted from 1 over the
    plotted points, and those beyond the last point have no effect. `centre` and `target` are in the units drawn, that
    is after `multiply`. `direction` is the way that improvement takes. `screen_moving_ranges` leaves out, once, moving
    ranges of 3.267 times their mean or more. `never_negative` keeps limits at zero or above.

    A single point and nothing but missing values give a chart without limits whose verdict is "early". A constant
    series has its limits on its centre. Raises `BadSeries`, a ValueError that names the point, for anything else that
    cannot be charted.
    """
    family, rule_set = _named(kind, KINDS, "kind of chart"), _named(rules, RULES, "set of rules")
    if direction not in {None, "increase", "decrease"}:
        raise BadSeries(f'The direction of improvement is "increase", "decrease" or None, not {direction!r}.')
    factor = _one(multiply, "factor")
    asked = _Asked(
        family,
        rule_set,
        direction,
        _positive(baseline),
        _raw(centre, factor),
        factor,
        screen_moving_ranges,
        never_negative,
    )
    with np.errstate(all="ignore"):
        names, points = sample(y, n, x, family.demands, kind, aggregate)
        return _assembled(asked, names, points, _positions(phases, "phase"), _positions(exclude, "exclusion"), target)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked of the chart; `centre` in the units of the data."""

    family: Family
    rules: RuleSet
    direction: Direction | None
    baseline: int | None
    centre: float | None
    multiply: float
    screened: bool
    never_negative: bool


@dataclass(frozen=True, slots=True)
class _Phase:
    """One phase with its lines (one value a point: centre, limits, warning lines) and what was found in it."""

    value: Floats
    lines: Floats
    outside: Booleans
    runs: PhaseRuns
    seen: Seen
    rate: float


def _assembled(
    asked: _Asked, names: tuple[Any, ...], points: Sample, ends: list[int], excluded: list[int], target: float | None
) -> Analysis:
    count = points.value.size
    left_out = np.zeros(count, dtype=bool)
    left_out[[place - 1 for place in excluded if 0 < place <= count]] = True
    cuts = [0, *sorted({end for end in ends if 0 < end < count}), count]
    parts = [_phase(asked, points, left_out, first, last) for first, last in pairwise(cuts)]
    judged = judge([part.seen for part in parts])
    lines = np.concatenate([part.lines for part in parts], axis=-1) * asked.multiply
    last = parts[-1].seen
    drawn = Analysis(
        kind=asked.family.kind,
        rules=asked.rules.name,
        direction=asked.direction,
        x=names,
        y=np.concatenate([part.value for part in parts]) * asked.multiply,
        n=points.n,
        **dict(zip(("centre", "lower", "upper", "warning_lower", "warning_upper"), lines, strict=True)),
        outside=np.concatenate([part.outside for part in parts]),
        excluded=left_out,
        phases=tuple(part.runs for part in parts),
        signals=tuple(signal for part in parts for signal in part.seen.signals),
        target=None if target is None else _one(target, "target"),
        false_signal_rate=1 - math.prod(1 - part.rate for part in parts),
        warnings=cautions(
            asked.family.kind,
            points,
            last.evidence.position - 1,
            last.centre,
            judged.since,
            int(last.evidence.counts.useful),
        ),
        verdict=judged.verdict,
        since=judged.since,
        reading="",
        finding=judged.finding,
        stands=judged.stands,
        size=points.size,
        multiply=asked.multiply,
    )
    return replace(drawn, reading=sentence(drawn))


def _phase(asked: _Asked, points: Sample, left_out: Booleans, first: int, last: int) -> _Phase:
    family = asked.family
    at, kept = points.at(slice(first, last)), ~left_out[first:last]
    if family.moving:
        at = Sample(np.concatenate([[np.nan], moving_ranges(at.value)]))
    own = asked.baseline if first == 0 else None
    base = at.at(np.flatnonzero(kept[:own]))
    lines = family.draw(Ask(base, at, asked.centre, asked.screened))
    if asked.never_negative:
        lines = lines._replace(lower=np.maximum(lines.lower, 0.0), warning_lower=np.maximum(lines.warning_lower, 0.0))
    drawn = np.stack([np.broadcast_to(np.asarray(line, dtype=float), at.value.shape) for line in lines])
    near = tolerance(at.value)
    outside = (at.value > drawn[2] + near) | (at.value < drawn[1] - near)
    counted = np.flatnonzero(kept & ~np.isnan(at.value))
    middle = float(drawn[0, 0])
    evidence = _evidence(asked, at.value[counted], outside[counted], counted + first + 1, middle, near)
    found = PhaseRuns(
        first=first + 1,
        last=last,
        centre=middle * asked.multiply,
        useful=int(evidence.counts.useful),
        longest_run=int(evidence.counts.longest),
        longest_run_max=evidence.longest_run_max,
        crossings=int(evidence.counts.crossings),
        crossings_min=evidence.crossings_min,
        runs_signal=evidence.runs_signal,
    )
    rate = false_signal_rate(
        family, at.at(counted), drawn[:, counted], found.useful, own is None and asked.centre is None, asked.screened
    )
    return _Phase(at.value, drawn, outside, found, Seen(evidence, middle, asked.rules.find(evidence)), rate)


def _evidence(asked: _Asked, value: Floats, outside: Booleans, position: Any, centre: float, near: float) -> Evidence:
    side = runs.sides(value, centre, near)
    counts = runs.count(side)
    useful = int(counts.useful)
    return Evidence(
        position=position,
        value=value,
        side=side,
        outside=outside,
        counts=counts,
        longest_run_max=runs.longest_run_limit(useful),
        crossings_min=runs.crossings_limit(useful),
        has_runs=asked.family.has_runs,
        direction=asked.direction,
    )


def _named(name: str, known: dict[str, Any], what: str) -> Any:
    if name not in known:
        raise BadSeries(f"There is no {what} called {name!r}: choose one of {', '.join(known)}.")
    return known[name]


def _one(value: float, what: str) -> float:
    if isinstance(value, str) or not math.isfinite(float(value)):
        raise BadSeries(f"The {what} must be a number, not {value!r}.")
    return float(value)


def _raw(centre: float | None, factor: float) -> float | None:
    if factor == 0:
        raise BadSeries("The values cannot be multiplied by zero.")
    return None if centre is None else _one(centre, "centre") / factor


def _positive(baseline: int | None) -> int | None:
    if baseline is None:
        return None
    if baseline != int(baseline) or baseline < 1:
        raise BadSeries(f"The baseline is the number of first points that set the limits, 1 or more, not {baseline!r}.")
    return int(baseline)


def _positions(places: Iterable[int], what: str) -> list[int]:
    listed = list(places)
    for place in listed:
        if isinstance(place, str) or place != int(place):
            raise BadSeries(f"Each {what} is the position of a point, counted from 1, not {place!r}.")
    return [int(place) for place in listed]
