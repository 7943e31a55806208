"""Which chart fits a measure: from how it is defined, with a warning where the data argue.

Provost LP, Murray SK. The Health Care Data Guide: what is counted, whether the area of opportunity is constant, how
many values a point has. Neuburger J et al. Comparison of control charts for monitoring clinical performance using
binary data. BMJ Quality and Safety 2017;26:919-28: a CUSUM notices small rises soonest, a P chart large ones, and a G
chart falls of what is rare already.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from .charts import KINDS
from .columns import BadSeries
from .departures import Season, autocorrelation, calendar, over_or_under, seasonal, skewness
from .result import Floats
from .series import Sample, sample

Counted = Literal["count", "proportion", "rate", "cases between", "time between", "measurement"]
LIMITS_FROM = 12
"""With fewer points the limits themselves vary too much to be drawn."""
ARGUED_FROM = 20
RARE = 1.0
LIKE = 1.05
"""Denominators whose largest is at most so many times the smallest do not vary."""
YEAR = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """The kind of chart to use, why in a sentence, what to beware of; and another kind with when to use that."""

    kind: str
    why: str
    warnings: tuple[str, ...]
    alternative: str | None = None
    instead: str = ""


_FITTING: dict[str, tuple[str, str]] = {
    "count": ("c", "Events are counted in periods of like size"),
    "proportion": ("p", "A share of cases is counted, and the number of cases varies"),
    "rate": ("u", "Events are counted against a denominator that varies"),
    "cases between": ("g", "Cases between rare events are counted"),
    "time between": ("t", "The time between rare events is measured"),
    "measurement": ("i", "One value is measured at a time"),
}
_WIDER = {"c": "i", "p": "pp", "u": "up"}
_OTHERWISE: dict[str, tuple[str, str]] = {
    "c": ("u", "if the number of patients or days differs from period to period"),
    "p": ("cusum", "to notice a small lasting rise sooner"),
    "u": ("i", "if the denominators are hardly known, or all alike"),
    "g": ("t", "if the number of cases between events is not known, only the time"),
    "t": ("g", "if the number of cases between events is known"),
    "i": ("ewma", "to notice a small lasting shift sooner"),
    "pp": ("p", "once the reason for the extra variation is found and dealt with"),
    "up": ("u", "once the reason for the extra variation is found and dealt with"),
    "xbar": ("i", "if the values of a period are not alike enough to be averaged"),
    "ip": ("i", "if denominators should not count"),
    "run": ("i", "from 12 points on, when limits can be drawn"),
}


def choose(counted: Counted, y: Any, n: Any = None, *, x: Any = None) -> Choice:
    """Choose the chart that fits how a measure is defined: what is counted, and how its denominator varies.

    `counted` is "count", "proportion", "rate", "cases between", "time between" or "measurement". Fewer than 12 points
    get a run chart, whose median needs no limits; more variation than chance alone gets P′, U′ or an I chart; a count
    with denominators that vary is a rate; a measurement with denominators that vary gets an I′ chart, one without any
    and with several values a period an X-bar chart. Raises `BadSeries` for data that the chart cannot show.
    """
    if counted not in _FITTING:
        raise BadSeries(f"There is no kind of measure called {counted!r}: choose one of {', '.join(_FITTING)}.")
    if counted == "count" and n is not None:
        counted = "rate"
    kind, why = _FITTING[counted]
    with np.errstate(all="ignore"):
        names, points = sample(y, n, x, KINDS[kind].demands, kind, "mean")
        known = np.flatnonzero(~np.isnan(points.value))
        points = points.at(known)
        warnings = _warnings(kind, points.value, None if x is None else _season(names, known))
        several = n is None and points.size is not None and known.size and points.size.max() > 1
        if counted == "measurement" and several:
            return _choice("xbar", "Several values are measured in each period; read it beside an S chart.", warnings)
        if known.size < LIMITS_FROM:
            few = f"only {known.size} points, too few for limits, but a median can be drawn"
            return _choice("run", f"{why}; {few}.", warnings)
        return _full(kind, why, points, warnings)


def _full(kind: str, why: str, points: Sample, warnings: tuple[str, ...]) -> Choice:
    """Of a series long enough for limits."""
    if kind == "i" and points.n is not None and not _alike(points.n):
        return _choice("ip", "Values have denominators of different sizes, which its limits allow for.", warnings)
    if kind not in _WIDER:
        return _choice(kind, f"{why}.", warnings)
    rare = _rare(kind, points)
    if over_or_under(kind, points) > 1:
        wider = _WIDER[kind]
        says = f"{why}; they vary more than chance alone, which a{_named(wider)} allows for."
        return _choice(wider, says, warnings + rare)
    if rare:
        return Choice(kind, f"{why}.", warnings + rare, *_between(kind))
    if kind in {"p", "u"} and _alike(points.n):
        return _even(kind, warnings)
    return _choice(kind, f"{why}.", warnings)


def _even(kind: str, warnings: tuple[str, ...]) -> Choice:
    """Denominators that do not vary."""
    if kind == "p":
        why = "A share of cases is counted, of like numbers of cases."
        return Choice(kind, why, warnings, "np", "An NP chart instead shows the number of cases itself.")
    why = "Events are counted against a denominator that is always alike."
    return Choice(kind, why, warnings, "c", "A C chart instead shows the number of events itself.")


def _between(kind: str) -> tuple[str, str]:
    if kind == "p":
        return "g", "A G chart of the cases between events instead, while they are so rare: it shows falls sooner."
    return "t", "A T chart of the time between events instead, while they are so rare: it shows falls sooner."


def _choice(kind: str, why: str, warnings: tuple[str, ...]) -> Choice:
    other, when = _OTHERWISE[kind]
    return Choice(kind, why, warnings, other, f"A{_named(other)} instead {when}.")


def _named(kind: str) -> str:
    """A chart's title after an "a", which it makes an "an" where it has to."""
    title = KINDS[kind].title
    return f"n {title}" if title[0] in "IE" else f" {title}"


def _alike(n: Floats) -> bool:
    return bool(n.max() <= LIKE * n.min())


def _rare(kind: str, points: Sample) -> tuple[str, ...]:
    events = points.value if points.n is None else points.value * points.n
    if float(np.mean(events)) >= RARE:
        return ()
    unit = "cases (G)" if kind == "p" else "time (T)"
    return (f"Fewer than {RARE:.0f} event is expected a point: chart {unit} between events, or longer periods.",)


def _season(names: tuple[Any, ...], known: Any) -> Season | None:
    found = calendar(names)
    return None if found is None else found._replace(part=found.part[known])


def _warnings(kind: str, values: Floats, season: Season | None) -> tuple[str, ...]:
    """What argues with limits, each said of 1 or 2 of 100 stable series."""
    found: list[str] = []
    if values.size < LIMITS_FROM:
        return ()
    rest = values - values.mean()
    if season is not None and seasonal(rest, season):
        found.append(f"The same {season.called} are alike (season): compare each point with the same time before.")
    elif season is None and values.size >= 3 * YEAR and autocorrelation(rest, YEAR) is not None:
        found.append(
            "Points twelve apart are alike: if they are months, points a year apart (season) are best compared."
        )
    elif values.size >= ARGUED_FROM and autocorrelation(rest) is not None:
        found.append("Neighbouring points are alike, which limits do not allow for: chart longer periods if you can.")
    if kind == "i" and values.size >= ARGUED_FROM and skewness(rest) is not None:
        found.append("The values are skewed: chart their logarithms, a T chart for waiting times, or a run chart.")
    return tuple(found)
