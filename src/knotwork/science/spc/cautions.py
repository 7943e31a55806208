"""When the data argue with the chart: plain sentences that say why, and what to do."""

from __future__ import annotations

import math

import numpy as np

from .averages import mean, ratio
from .charts.attributes import extra_variation, rate_sigma, share_sigma
from .result import Floats
from .runs import Whole
from .series import Sample
from .verdict import ENOUGH

DEPENDENT = 1.96
"""How many standard errors neighbouring points must be alike by before it is said."""
SKEWED = 1.0
FAINT = 1.0
"""Fewer events expected a point than this make a chart of shares or rates hard to read."""


def cautions(
    kind: str, points: Sample, counted: Whole, centre: float, since: int | None, useful: int
) -> tuple[str, ...]:
    """What to beware of in the last phase; `counted` are the places (from 0) of its points that count."""
    values = points.value[counted]
    found = [_short(values.size, useful)]
    if values.size >= 2 * ENOUGH:
        rest = _without_shift(values, counted, since)
        found += [_alike(rest), _skew(kind, rest), _overdispersed(kind, points.at(counted), centre)]
    found.append(_faint(kind, points, counted, centre))
    return tuple(sentence for sentence in found if sentence)


def _short(present: int, useful: int) -> str | None:
    if present < ENOUGH:
        return f"Only {present} values: at least {ENOUGH} are needed, and 20 or more are better."
    if useful < ENOUGH:
        return (
            "Most values lie exactly on the centre line, where runs cannot be seen: "
            "consider a chart of cases (G) or time (T) between events."
        )
    return None


def _without_shift(values: Floats, counted: Whole, since: int | None) -> Floats:
    """The values about the level of their own stretch, so that a shift does not pass for dependence."""
    late = counted >= (since or 1) - 1
    if since is None or late.sum() < 2 or (~late).sum() < 2:
        middle = values.sum() / values.size
    else:
        middle = np.where(late, values[late].mean(), values[~late].mean())
    rest: Floats = values - middle
    return rest


def autocorrelation(rest: Floats, lag: int) -> float | None:
    """How alike points are that lie so far apart, if that is more than chance explains; `rest` are deviations."""
    spread = float(rest @ rest)
    if spread == 0 or rest.size <= lag:
        return None
    alike = float(rest[lag:] @ rest[:-lag]) / spread
    return None if alike < DEPENDENT / math.sqrt(rest.size) + 1 / rest.size else alike


def _alike(rest: Floats) -> str | None:
    alike = autocorrelation(rest, 1)
    if alike is None:
        return None
    return (
        f"Neighbouring points are alike (autocorrelation {alike:.2f}), so false signals are more frequent than stated: "
        "wait for a second sign, or chart longer periods."
    )


def _skew(kind: str, rest: Floats) -> str | None:
    spread = math.sqrt(float(rest @ rest) / rest.size)
    if kind not in {"i", "xbar"} or spread == 0:
        return None
    skew = float(rest @ (rest * rest)) / rest.size / spread**3
    if abs(skew) <= max(SKEWED, 2.5 * math.sqrt(6 / rest.size)):
        return None
    return (
        f"The values are skewed ({skew:+.1f}), so points fall outside the limits by chance more often than stated: "
        "use a run chart, a T chart for times, or a transformation."
    )


_CHANCE_SIGMA = {"p": share_sigma, "u": rate_sigma, "c": rate_sigma}
_BETTER_CHART = {"p": "a P′ chart", "u": "a U′ chart", "c": "an I chart"}


def over_or_under(kind: str, points: Sample, centre: float | None = None) -> float:
    """How many times as much as chance alone the points of a P, U or C chart vary, if not by chance; else 1."""
    if centre is None:
        centre = float(mean(points.value) if points.n is None else ratio(points.top, points.n))
    if not centre > 0 or points.value.size < ENOUGH:
        return 1.0
    sigma = _CHANCE_SIGMA[kind](centre, np.ones(points.value.size) if points.n is None else points.n)
    wider = float(extra_variation(points.value, centre, sigma))
    return wider if abs(wider - 1) > 2 * 0.83 / math.sqrt(points.value.size) else 1.0


def _overdispersed(kind: str, points: Sample, centre: float) -> str | None:
    if kind not in _CHANCE_SIGMA:
        return None
    wider = over_or_under(kind, points, centre)
    if wider > 1:
        return (
            f"The points vary {wider:.1f} times as much as chance alone (overdispersion), so too many fall outside the "
            f"limits: use {_BETTER_CHART[kind]}."
        )
    if wider < 1:
        return f"The points vary less than chance alone ({wider:.1f} times): check that they are counted independently."
    return None


def _faint(kind: str, points: Sample, counted: Whole, centre: float) -> str | None:
    if kind not in {"p", "pp", "u", "up", "c"} or not counted.size or not centre > 0:
        return None
    expected = centre if points.n is None else float(np.median(points.n[counted])) * centre
    if expected >= FAINT:
        return None
    return (
        f"Only {expected:.1f} events are expected a point: chart longer periods, "
        "or cases (G) or time (T) between events."
    )
