"""`analyse`: numbers in order of time become an analysed chart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from . import runs
from .asked import Asked, asked, marked, one_number, positions
from .averages import tolerance
from .cautions import Argued, cautions
from .chance import Case, false_signal_rate
from .charts.lines import JUDGED, Ask, moving_ranges
from .columns import BadSeries
from .reading import sentence
from .result import Analysis, Booleans, Floats, PhaseRuns
from .rules import Direction, Evidence
from .rules.zones import Zones, zones
from .series import Sample, sample
from .verdict import POINT_RULES, Seen, judge

Aggregate = Literal["mean", "median", "sum", "sd"]


def analyse(
    kind: str,
    y: Any,
    n: Any = None,
    *,
    x: Any = None,
    phases: Iterable[int] = (),
    baseline: int | Sequence[int | None] | None = None,
    exclude: Iterable[int] = (),
    centre: float | None = None,
    target: float | None = None,
    multiply: float = 1,
    rules: str = "anhoej",
    direction: Direction | None = None,
    screen_moving_ranges: bool = True,
    aggregate: Aggregate = "mean",
    never_negative: bool = False,
    sigma: str | None = None,
    weight: float | None = None,
    width: float | None = None,
    shift: float | None = None,
    interval: float | None = None,
) -> Analysis:
    """Say whether a measure has changed: draw its centre and limits, look for signals, and put it into words.

    `kind` is one of run, i, mr, p, np, pp, u, up, c, g, t, xbar, s, r, ip, ewma, cusum. `y` are values or numerators
    and `n` denominators, as lists, arrays or columns of a table; None and NaN are missing values, and so is a point of
    0 in 0. `x` are the periods (numbers, dates, text): points are put in their order, plain text keeps the order given,
    and rows of one period are gathered into one point (by `aggregate`, for values without denominators).

    `phases` are positions after which a new phase begins; `baseline` the number of first points that set the limits of
    the first phase, or a list of such numbers, one a phase (None: all of its points do); `exclude` positions that
    neither set limits nor count in signals: all counted from 1 over the plotted points, and those beyond the last point
    have no effect. `centre` and `target` are in the units drawn, that is after `multiply`. `direction` is the way that
    improvement takes. `screen_moving_ranges` leaves out, once, moving ranges of 3.267 times their mean or more.
    `never_negative` keeps limits at zero or above, unless a value lies below. The lines of an NP chart are numbers of
    cases for each point's own denominator, and its given centre is a share.

    `sigma` is how the standard deviation is worked out: on I, EWMA and CUSUM charts from "moving_ranges" (their own
    way) or as the "deviation" of all values; on X-bar, S and R charts from ranges ("rbar", or "rbar_weighted" by their
    precision) or from standard deviations ("sbar", "sbar_weighted", "pooled"). An EWMA chart has a `weight` of the last
    point (0.2) and a `width` of its limits in sigmas (3), a CUSUM chart the `shift` to look for (1) and its decision
    `interval` (5), both in standard deviations.

    A single point and nothing but missing values give a chart without limits whose verdict is "early"; so does a
    baseline in which no value counts, without a centre or signals. A constant
    series has its limits on its centre. Raises `BadSeries`, a ValueError that names the point, for anything else that
    cannot be charted.
    """
    options = {"sigma": sigma, "weight": weight, "width": width, "shift": shift, "interval": interval}
    wanted = asked(kind, rules, direction, baseline, centre, multiply, screen_moving_ranges, never_negative, options)
    aim = None if target is None else one_number(target, "target")
    with np.errstate(all="ignore"):
        names, points = sample(y, n, x, wanted.demands, kind, aggregate)
        if wanted.never_negative and (points.value < 0).any():
            wanted = replace(wanted, never_negative=False)
        ends = [end for end in positions(phases, "phase") if 0 < end < points.value.size]
        return _assembled(wanted, names, points, ends, marked(exclude, points.value.size), aim)


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase with its lines (one value a point: centre, limits, warning lines, one sigma), and what was found."""

    value: Floats
    lines: Floats
    outside: Booleans
    runs: PhaseRuns
    seen: Seen
    rate: float


def _assembled(
    asked: Asked, names: tuple[Any, ...], points: Sample, ends: list[int], left_out: Booleans, target: float | None
) -> Analysis:
    cuts = [0, *sorted(set(ends)), left_out.size]
    if len(asked.later_baselines) > len(cuts) - 2:
        raise BadSeries(
            f"There are {len(asked.later_baselines) + 1} baselines but {len(cuts) - 1} phases: give one each."
        )
    parts = [one_phase(asked, points, left_out, *ends, place) for place, ends in enumerate(pairwise(cuts))]
    judged = judge([part.seen for part in parts])
    lines = _joined([part.lines[:5] for part in parts]) * _scale(asked, points)
    lines.flags.writeable = False
    centre, lower, upper, warning_lower, warning_upper = lines
    drawn = Analysis(
        kind=asked.family.kind,
        rules=asked.rules.name,
        direction=asked.direction,
        x=names,
        y=(points.top if asked.family.in_cases else _joined([part.value for part in parts])) * asked.multiply,
        n=None if points.n is None else points.n.copy(),
        centre=centre,
        lower=lower,
        upper=upper,
        warning_lower=warning_lower,
        warning_upper=warning_upper,
        outside=_joined([part.outside for part in parts]),
        excluded=left_out,
        phases=tuple(part.runs for part in parts),
        signals=tuple(signal for part in parts for signal in part.seen.signals),
        target=target,
        false_signal_rate=1 - math.prod(1 - part.rate for part in parts),
        warnings=cautions(_argued(asked, names, points, parts, judged.since)),
        verdict=judged.verdict,
        since=judged.since,
        reading="",
        finding=judged.finding,
        stands=judged.stands,
        size=points.size,
        multiply=asked.multiply,
    )
    object.__setattr__(drawn, "reading", sentence(drawn))  # the sentence is read from the finished analysis
    for values in (drawn.y, drawn.outside, drawn.excluded, *([] if drawn.n is None else [drawn.n])):
        values.flags.writeable = False
    return drawn


def _joined(parts: list[Any]) -> Any:
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=-1)


def _scale(asked: Asked, points: Sample) -> Any:
    """What lines are multiplied by to be drawn: those of numbers of cases by their denominators too.

    Where a value is missing, the line is that of the mean denominator.
    """
    if not asked.family.in_cases:
        return asked.multiply
    known = ~np.isnan(points.n)
    usual = float(points.n[known].mean()) if known.any() else math.nan
    return asked.multiply * np.where(known, points.n, usual)


def _argued(asked: Asked, names: tuple[Any, ...], points: Sample, parts: list[Phase], since: int | None) -> Argued:
    """The last phase, and how often a stable process would signal on the whole chart."""
    evidence, centre, _ = parts[-1].seen
    rate = 1 - math.prod(1 - part.rate for part in parts)
    useful = int(evidence.counts.useful)
    case, places = _case(asked, len(parts) > 1), evidence.position - 1
    return Argued(case, points, places, centre, since, useful, rate, names, bool(parts[-1].runs.unset))


def one_phase(asked: Asked, points: Sample, left_out: Booleans, first: int, last: int, place: int) -> Phase:
    """Draw and judge the points from `first` up to `last` as the phase at this `place`; all counted from 0."""
    family = asked.family
    at, kept = points if last - first == left_out.size else points.at(slice(first, last)), ~left_out[first:last]
    if family.moving:
        at = Sample(np.concatenate([[np.nan], moving_ranges(at.value)]))
    own = asked.baseline_of(place)
    base = at if own is None and kept.all() else at.at(np.flatnonzero(kept[:own]))
    lines = family.draw(Ask(base, at, asked.centre, asked.screened, asked.rules.per_range, options=asked.options))
    if asked.never_negative:
        lines = lines._replace(lower=np.maximum(lines.lower, 0.0), warning_lower=np.maximum(lines.warning_lower, 0.0))
    if lines.value is not None:
        at = Sample(lines.value, at.n)
    drawn = np.empty((JUDGED, at.value.size))
    for row, line in zip(drawn, lines, strict=False):
        row[:] = line
    unset = own is not None and bool(asked.sets_nothing(base.value))
    if unset:  # without lines no point counts, and nothing can be smoothed or added up
        kept = np.zeros_like(kept)
        if lines.value is not None:
            drawn[:], at = np.nan, Sample(np.full(at.value.size, np.nan), at.n)
    counted = (kept & (at.value == at.value)).nonzero()[0]
    whole = counted.size == kept.size
    some, lined = (at, drawn) if whole else (at.at(counted), drawn[:, counted])
    near = tolerance(some.value)
    middle = float(drawn[0, 0])
    lie = zones(some.value, lined, near, full=asked.rules.zoned)
    outside = lie.outer != 0 if whole else (at.value > drawn[2] + near) | (at.value < drawn[1] - near)
    evidence = _evidence(asked, lie, counted + (first + 1))
    useful, signals = int(evidence.counts.useful), asked.rules.find(evidence)
    found = PhaseRuns(
        first=first + 1,
        last=last,
        centre=middle * (float(np.mean(_scale(asked, at))) if family.in_cases else asked.multiply),
        useful=useful,
        longest_run=int(evidence.counts.longest),
        longest_run_max=runs.longest_run_limit(useful),
        crossings=int(evidence.counts.crossings),
        crossings_min=runs.crossings_limit(useful),
        runs_signal=any(signal.rule not in POINT_RULES for signal in signals),
        unset=int(own or 0) if unset else 0,
    )
    based = None if own is None else int(np.count_nonzero(~np.isnan(base.value)))
    rate = stable_rate(asked, some, lined, useful, own is None, based)
    return Phase(at.value, drawn, outside, found, Seen(evidence, middle, signals), rate)


def stable_rate(
    asked: Asked, counted: Sample, lines: Floats, useful: int, own: bool, based: int | None = None
) -> float:
    """How often a stable process would signal on a phase with these points that count and these lines.

    The phase set its own lines, or so many of its points did (the baseline, unless some of that do not count).
    """
    return false_signal_rate(_case(asked, own, based), counted, lines, useful)


def _case(asked: Asked, own: bool, based: int | None = None) -> Case:
    base = 0 if own else (based or asked.baseline or 0)
    return Case(asked.family, asked.rules.name, base, asked.centre is not None, asked.screened, asked.options)


def _evidence(asked: Asked, seen: Zones, position: Any) -> Evidence:
    return Evidence(
        position=position,
        value=seen.value,
        side=seen.side,
        outside=seen.outer != 0,
        counts=runs.count(seen.side),
        zones=seen,
        has_runs=asked.family.has_runs,
        direction=asked.direction,
    )
