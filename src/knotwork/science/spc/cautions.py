"""When the data argue with the chart: plain sentences that say why, how much worse it is, and what to do."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from .averages import median
from .chance import SURE, Case
from .chance_rates import GIVEN, chance, hazard, worse
from .departures import CHANCE_SIGMA, Season, autocorrelation, calendar, over_or_under, seasonal, skewness
from .distributions import normal_beyond
from .result import Floats
from .runs import Whole
from .series import Sample
from .verdict import ENOUGH

FAINT = 1.0
"""Fewer events expected a point than this make a chart of shares or rates hard to read."""
ARGUED_FROM = 2 * ENOUGH
"""With fewer points, neighbours and skew say too little to be told."""
LONG_BASELINE = 20
BETTER_CHART = {"p": "a P′ chart", "np": "a P′ chart", "u": "a U′ chart", "c": "an I chart"}


@dataclass(frozen=True, slots=True)
class Argued:
    """The last phase of a chart as its data see it: `counted` are the places (from 0) of its points that count.

    `rate` is how often a stable process would signal on the whole chart, `since` where its change began; `unset` says
    that it has no lines, since none of its first points that were to set them counts.
    """

    case: Case
    points: Sample
    counted: Whole
    centre: float
    since: int | None
    useful: int
    rate: float = 0.0
    periods: tuple[Any, ...] = ()
    unset: bool = False

    @property
    def kind(self) -> str:
        """The kind of chart."""
        return self.case.family.kind

    @property
    def values(self) -> Floats:
        """The values that count."""
        return self.points.value[self.counted]

    def instead(self, times: float) -> str:
        """How often a process signals whose hazard is so many times that of a stable one, if that is much more."""
        stated = -math.log1p(-min(self.rate, 0.999))
        return told(chance(min(stated * times, SURE)), self.rate)


def told(rate: float, usual: float) -> str:
    """How much more often something signals, in words; nothing if the difference does not show."""
    if round(100 * rate) <= round(100 * usual) + 1:
        return ""
    often = f"about {100 * rate:.0f}%" if rate < 0.985 else "nearly all"
    return f": a stable process like that signals {often} of the time under these rules, not {100 * usual:.0f}%"


def cautions(seen: Argued) -> tuple[str, ...]:
    """What to beware of in the last phase.

    Nothing is said of a phase without lines. Of 100 stable charts of 20 to 100 normal values, 2 or 3 are warned about,
    and 5 of binomial or Poisson counts.
    """
    values = seen.values
    if seen.unset:
        return ()
    found = [_short(values.size, seen.useful), _baseline(seen)]
    if values.size >= ARGUED_FROM:
        found += [*_arguments(seen, _without_shift(values, seen.counted, seen.since)), _overdispersed(seen)]
    elif values.size:
        found.append(_seasonal(_without_shift(values, seen.counted, seen.since), _season(seen)))
    found.append(_faint(seen))
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


def _baseline(seen: Argued) -> str | None:
    """Never said of a chart that set its own lines: it depends on the baseline alone, not on the values."""
    case, many = seen.case, seen.values.size
    if not 0 < case.base < min(many, LONG_BASELINE) or case.set_by == GIVEN or not case.family.has_runs:
        return None
    if (case.limits, case.rules) == ("run", "three_sigma"):
        return None
    long = min(many, 2 * LONG_BASELINE)
    short, better = (hazard(case.limits, case.rules, many, base) for base in (case.base, long))
    worth = told(seen.rate, chance(-math.log1p(-min(seen.rate, 0.999)) * better / max(short, 1e-9)))
    if not worth:
        return None
    often = worth.removeprefix(": a stable process like that ").replace(", not ", f", and after {long} points ")
    first = "point alone sets" if case.base == 1 else f"{case.base} points alone set"
    return f"The first {first} the lines, so that a stable process {often}: use a longer baseline."


def _without_shift(values: Floats, counted: Whole, since: int | None) -> Floats:
    """The values about the level of their own stretch, so that a shift does not pass for dependence."""
    turn = 0 if since is None else int(counted.searchsorted(since - 1))
    if min(turn, values.size - turn) < 2:
        return _about_level(values)
    return np.concatenate([_about_level(values[:turn]), _about_level(values[turn:])])


def _about_level(stretch: Floats) -> Floats:
    rest: Floats = stretch - np.add.reduce(stretch) / stretch.size
    return rest


def _arguments(seen: Argued, rest: Floats) -> list[str | None]:
    """A season makes neighbours alike too: it is said first, and alone."""
    return [_seasonal(rest, _season(seen)) or _alike(seen, rest), _skewed(seen, rest)]


def _season(seen: Argued) -> Season | None:
    found = calendar(seen.periods)
    return None if found is None else found._replace(part=found.part[seen.counted])


def _seasonal(rest: Floats, season: Season | None) -> str | None:
    """Said of 1 of 100 stable charts with such dates."""
    if season is None or not seasonal(rest, season):
        return None
    alike = f"The same {season.called} are alike (season), which the limits do not allow for"
    if season.parts == 7:
        return f"{alike}: chart weeks, or each day by itself."
    return f"{alike}: compare each point with the same time of other years."


def _alike(seen: Argued, rest: Floats) -> str | None:
    """Said of 2 of 100 stable charts. Moving ranges share values, so that theirs are always alike."""
    alike = None if seen.kind == "mr" else autocorrelation(rest)
    if alike is None:
        return None
    return (
        f"Neighbouring points are alike (correlation about {alike:.1f}){_when_alike(seen, rest.size, alike)}. "
        "Leave more time between points, chart longer periods, or wait for a second sign."
    )


def _when_alike(seen: Argued, many: int, alike: float) -> str:
    limits = {"deviation": "unscreened"}.get(seen.case.limits, seen.case.limits).removesuffix("_given")
    if not seen.case.family.has_runs or (limits, seen.case.rules) == ("run", "three_sigma"):
        return ", so false signals are more frequent than stated"
    return seen.instead(worse(limits, seen.case.rules, many, "alike", round(alike, 2)))


def _skewed(seen: Argued, rest: Floats) -> str | None:
    """Said of 1 of 100 stable charts of normal values."""
    skew = skewness(rest) if seen.kind in {"i", "xbar", "ewma"} else None
    if skew is None:
        return None
    often = ""
    if seen.kind == "i":
        limits = "screened" if seen.case.screened else "unscreened"
        often = seen.instead(worse(limits, seen.case.rules, rest.size, "skew", round(abs(skew), 2)))
    positive = skew > 0 and float(seen.values.min()) > 0
    ways = "Chart the logarithms, use a T chart for waiting times, or a run chart." if positive else "Use a run chart."
    return f"The values are skewed ({skew:+.1f}){often}. {ways}"


def _overdispersed(seen: Argued) -> str | None:
    """Said of 4 of 100 stable charts of counts: 2 for too much variation, 2 for too little."""
    kind = seen.kind
    if kind not in CHANCE_SIGMA:
        return None
    every = seen.counted.size == seen.points.value.size
    wider = over_or_under(kind, seen.points if every else seen.points.at(seen.counted), seen.centre)
    if wider > 1:
        often = told(_spread_rate(seen, wider), seen.rate)
        much = f"The points vary {wider:.1f} times as much as chance alone (overdispersion){often}."
        return f"{much} Use {BETTER_CHART[kind]}."
    if wider < 1:
        return (
            f"The points vary less than chance alone ({wider:.1f} times), so the limits are too wide to notice much: "
            "check that events are counted independently."
        )
    return None


def _spread_rate(seen: Argued, wider: float) -> float:
    """How often points that vary so much more lie outside limits for chance alone, or the rules signal as usual."""
    many = seen.values.size
    beyond = -many * math.log1p(-min(float(normal_beyond(3 / wider)), 0.999))
    return chance(min(beyond - math.log1p(-min(seen.rate, 0.999)), SURE))


def _faint(seen: Argued) -> str | None:
    """Depends on the size of the denominators, not on chance."""
    if seen.kind not in {"p", "np", "pp", "u", "up", "c"} or not seen.counted.size or not seen.centre > 0:
        return None
    if seen.points.n is not None and float(np.minimum.reduce(seen.points.n)) * seen.centre >= FAINT:
        return None  # no point is faint, so the middle one is not
    size = 1.0 if seen.points.n is None else float(median(seen.points.n[seen.counted]))
    if size * seen.centre >= FAINT:
        return None
    return (
        f"Only {size * seen.centre:.1f} events are expected a point: chart longer periods, "
        "or cases (G) or time (T) between events."
    )
