"""The table behind a chart: every point in words, for people who would rather read and for those who must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from knotwork.pictures.marks import MARKS, State
from knotwork.pictures.numerals import MISSING, Quantity, number, quantity_for
from knotwork.pictures.periods import named_each
from knotwork.pictures.states import point_reasons, point_states
from knotwork.science.spc.result import Analysis


@dataclass(frozen=True, slots=True)
class TableRow:
    """One point of a chart in words. Cells that the chart has nothing for are empty."""

    position: int
    period: str
    value: str
    denominator: str
    centre: str
    lower: str
    upper: str
    state: State
    signal: str


def table(analysis: Analysis, *, periods: Sequence[str], unit: str = "", decimals: int | None = None) -> list[TableRow]:
    """Every point in words, in the order of the chart; `unit` and `decimals` as for the chart.

    A period without a value stays in the table and says so. Raises PeriodsDoNotMatch.
    """
    named_each(len(analysis.x), periods)
    quantity = quantity_for(analysis.y.tolist(), unit, decimals)
    states, reasons = point_states(analysis), point_reasons(analysis)
    values = analysis.y.tolist()
    denominators = analysis.n.tolist() if analysis.n is not None else [float("nan")] * len(values)
    return [
        TableRow(
            position=at + 1,
            period=period,
            value=quantity.short(values[at]),
            denominator=_denominator(denominators[at]),
            centre=_level(quantity, float(analysis.centre[at])),
            lower=_level(quantity, float(analysis.lower[at])),
            upper=_level(quantity, float(analysis.upper[at])),
            state=states[at],
            signal=_signal(values[at], states[at], reasons[at]),
        )
        for at, period in enumerate(periods)
    ]


def _denominator(value: float) -> str:
    if not isfinite(value):
        return ""
    return number(value, 0 if value == int(value) else 1)


def _level(quantity: Quantity, value: float) -> str:
    return quantity.level(value) if isfinite(value) else ""


def _signal(value: float, state: State, reason: str) -> str:
    if not isfinite(value):
        return MISSING.capitalize()
    return MARKS[state].word + (f": {reason}" if reason else "")
