"""Which chart fits a measure: from how it is defined, with a warning where the data argue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from .departures import autocorrelation, over_or_under
from .charts import KINDS
from .columns import BadSeries
from .result import Floats
from .series import sample

Counted = Literal["count", "proportion", "rate", "cases between", "time between", "measurement"]
LIMITS_FROM = 12
"""With fewer points the limits themselves vary too much to be drawn."""
RARE = 1.0
YEAR = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """The kind of chart to use, why in a sentence, and what to beware of."""

    kind: str
    why: str
    warnings: tuple[str, ...]


_FITTING: dict[str, tuple[str, str]] = {
    "count": ("c", "Events are counted in periods of like size"),
    "proportion": ("p", "A share of cases is counted, and the number of cases varies"),
    "rate": ("u", "Events are counted against a denominator that varies"),
    "cases between": ("g", "Cases between rare events are counted"),
    "time between": ("t", "The time between rare events is measured"),
    "measurement": ("i", "One value is measured at a time"),
}
_WIDER = {"c": "i", "p": "pp", "u": "up"}


def choose(counted: Counted, y: Any, n: Any = None, *, x: Any = None) -> Choice:
    """Choose the chart that fits how a measure is defined: what is counted, and how its denominator varies.

    `counted` is "count", "proportion", "rate", "cases between", "time between" or "measurement". Fewer than 12 points
    get a run chart, whose median needs no limits; more variation than chance alone gets P′, U′ or an I chart; periods
    that repeat in a measurement get an X-bar chart. Raises `BadSeries` for data that the chart cannot show.
    """
    if counted not in _FITTING:
        raise BadSeries(f"There is no kind of measure called {counted!r}: choose one of {', '.join(_FITTING)}.")
    kind, why = _FITTING[counted]
    with np.errstate(all="ignore"):
        _, points = sample(y, n, x, KINDS[kind].demands, kind)
        values = points.value[~np.isnan(points.value)]
        warnings = _warnings(values)
        if counted == "measurement" and points.size is not None and np.nanmax(points.size) > 1:
            return Choice("xbar", "Several values are measured in each period; read it beside an S chart.", warnings)
        if values.size < LIMITS_FROM:
            few = f"only {values.size} points, too few for limits, but a median can be drawn"
            return Choice("run", f"{why}; {few}.", warnings)
        if kind not in _WIDER:
            return Choice(kind, f"{why}.", warnings)
        wider = over_or_under(kind, points.at(~np.isnan(points.value)))
        rare = _rare(kind, values, points.n)
    if wider > 1:
        chosen = KINDS[_WIDER[kind]].title
        return Choice(
            _WIDER[kind], f"{why}; they vary more than chance alone, which a {chosen} allows for.", warnings + rare
        )
    return Choice(kind, f"{why}.", warnings + rare)


def _rare(kind: str, values: Floats, n: Any) -> tuple[str, ...]:
    events = values if n is None else (values * n[~np.isnan(n)])
    if float(np.mean(events)) >= RARE:
        return ()
    unit = "cases (G)" if kind == "p" else "time (T)"
    return (f"Fewer than {RARE:.0f} event is expected a point: chart {unit} between events, or longer periods.",)


def _warnings(values: Floats) -> tuple[str, ...]:
    found = []
    if values.size >= 2 * LIMITS_FROM - 4 and autocorrelation(values - values.mean(), 1) is not None:
        found.append("Neighbouring points are alike, which limits do not allow for: chart longer periods if you can.")
    if values.size >= 3 * YEAR and autocorrelation(values - values.mean(), YEAR) is not None:
        found.append("Points a year apart are alike (season): compare with the same month of other years.")
    return tuple(found)
