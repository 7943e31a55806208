"""What was measured, made ready: checked, put in order, and gathered into one plotted point a subgroup."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .columns import LARGEST, BadSeries, numbers
from .ordering import grouped
from .result import Booleans, Floats
from .words import with_article

Gather = Callable[[Sequence[float]], float]


@dataclass(frozen=True, slots=True)
class Sample:
    """One value a plotted point, over the last axis; a missing value is NaN.

    `value` is what is drawn (a mean, a total or a ratio), `n` the denominator, `top` the numerator, `size` how many
    rows were gathered into the point and `spread` their standard deviation; None where a chart has no such thing.
    """

    value: Floats
    n: Any = None
    top: Any = None
    size: Any = None
    spread: Any = None

    def at(self, where: Any) -> Sample:
        """The same sample at some of its points: a slice, positions from 0 or a boolean array."""
        return Sample(
            self.value[..., where],
            None if self.n is None else self.n[..., where],
            None if self.top is None else self.top[..., where],
            None if self.size is None else self.size[..., where],
            None if self.spread is None else self.spread[..., where],
        )

    def row(self, place: Any) -> Sample:
        """One series of a table of them, or some of its rows."""
        n, top = (None if part is None else part[place] for part in (self.n, self.top))
        return Sample(self.value[place], n, top)


@dataclass(frozen=True, slots=True)
class Demands:
    """What a kind of chart asks of its numbers: how rows of a subgroup are gathered, and what cannot be.

    `spread` is how the spread within a subgroup is measured: by its standard deviation (sd) or its range.
    """

    gather: str = "mean"
    denominator: str = "optional"
    positive: bool = False
    above_zero: bool = False
    share: bool = False
    spread: str = "sd"


def sample(y: Any, n: Any, x: Any, demands: Demands, kind: str, aggregate: str) -> tuple[tuple[Any, ...], Sample]:
    """Periods in order, and one value for each. Raises `BadSeries` for what cannot be charted."""
    if aggregate not in list(_AGGREGATES):
        raise BadSeries(f"Rows of a period are gathered by one of {', '.join(_AGGREGATES)}, not {aggregate!r}.")
    top = numbers(y, "values")
    if not top.size:
        raise BadSeries("There are no points to chart: give at least one.")
    bottom = _denominators(n, top, demands, kind)
    check(top, bottom, demands, kind)
    if bottom is not None:
        top, bottom = both_present(top, bottom)
    if x is None:
        return tuple(range(1, top.size + 1)), _single(top, bottom, demands, aggregate)
    periods = _periods(x, top.size)
    order, starts = grouped(periods)
    named = tuple(periods[order[start]] for start in starts)
    if len(starts) == top.size:
        return named, _single(top[order], None if bottom is None else bottom[order], demands, aggregate)
    groups = np.split(np.asarray(order), starts[1:])
    return named, _gathered(top, bottom, groups, demands, aggregate)


def both_present(top: Floats, bottom: Floats) -> tuple[Floats, Floats]:
    """Numerators and denominators, each missing where the other is, or where there is nothing in nothing."""
    if np.count_nonzero(bottom > 0) == bottom.size and np.count_nonzero(top == top) == top.size:
        return top, bottom
    absent = np.isnan(top) | np.isnan(bottom) | (bottom == 0)
    return np.where(absent, np.nan, top), np.where(absent, np.nan, bottom)


def _denominators(n: Any, top: Floats, demands: Demands, kind: str) -> Floats | None:
    if n is None:
        if demands.denominator == "needed":
            raise BadSeries(f"{_a_chart(kind)} needs denominators: give n, one for each point.")
        return None
    if demands.denominator == "none":
        raise BadSeries(f"{_a_chart(kind)} takes no denominators: leave n out, or use a p or u chart.")
    bottom = numbers(n, "denominators")
    if bottom.size != top.size:
        raise BadSeries(f"There are {top.size} values but {bottom.size} denominators: give one for each point.")
    return bottom


def _a_chart(kind: str) -> str:
    named = with_article(kind)
    return named[0].upper() + named[1:]


def check(top: Floats, bottom: Floats | None, demands: Demands, kind: str) -> None:
    """Raise `BadSeries` for numbers that this kind of chart cannot show, naming the point (and series of a table)."""
    if _sound(top, bottom, demands):
        return
    if demands.positive:
        _refuse(top < 0, "is negative, which cannot be counted: correct it or leave it empty")
    if demands.above_zero:
        _refuse(top == 0, f"is zero: {with_article(kind)} needs times above zero; use finer units or a g chart")
    if bottom is not None:
        _refuse(bottom < 0, "has a negative denominator: correct it or leave it empty")
        _refuse((bottom > 0) & (bottom < 1 / LARGEST), "has a denominator too small to chart: correct it")
        counted = (top != 0) & ~np.isnan(top)
        _refuse((bottom == 0) & counted, "has a value but a denominator of zero: correct one of them")
        if demands.share:
            _refuse(top > bottom, "has a numerator above its denominator: correct it, or use a u chart")


def _sound(top: Floats, bottom: Floats | None, demands: Demands) -> bool:
    """Whether nothing is missing and nothing can be wrong, as of nearly all numbers: one look, not six."""
    if bottom is None or demands.above_zero or np.count_nonzero(top >= 0) < top.size:
        return False
    if np.count_nonzero(bottom >= 1 / LARGEST) < bottom.size:
        return False
    return not demands.share or np.count_nonzero(top <= bottom) == top.size


def _refuse(bad: Booleans, why: str) -> None:
    if bad.any():
        *row, point = (int(place) + 1 for place in np.unravel_index(np.argmax(bad), bad.shape))
        where = f"Point {point} of series {row[0]}" if row else f"Point {point}"
        raise BadSeries(f"{where} {why}.")


def _single(top: Floats, bottom: Floats | None, demands: Demands, aggregate: str) -> Sample:
    value = top if bottom is None else top / bottom
    if aggregate == "sd" and bottom is None and demands.gather == "mean":
        value = np.full(top.size, np.nan)  # a single value has no standard deviation
    if demands.gather not in {"average", "spread"}:
        return Sample(value, bottom, top)
    size = np.where(np.isnan(top), 0.0, 1.0)
    nothing = np.full(top.size, np.nan)
    return Sample(nothing if demands.gather == "spread" else value, None, None, size, nothing)


def _periods(x: Any, count: int) -> list[Any]:
    try:
        periods = _listed(x)
    except TypeError:
        raise BadSeries(f"Expected a column of periods, one for each point, not {x!r}.") from None
    if len(periods) != count:
        raise BadSeries(f"There are {count} values but {len(periods)} periods: give one for each point.")
    for place, period in enumerate(periods, start=1):
        if period is None or _undefined(period):
            raise BadSeries(f"Point {place} has no period: give its date or number, or leave the point out.")
    return periods


def _listed(x: Any) -> list[Any]:
    if isinstance(x, str | bytes | dict | set | frozenset):
        raise TypeError
    if isinstance(x, np.ndarray) and x.dtype.kind == "M" and np.datetime_data(x.dtype)[0] in {"ns", "ps", "fs", "as"}:
        x = x.astype("datetime64[us]")  # Python has no finer ones, and would turn them into numbers
    return list(x.tolist() if hasattr(x, "tolist") else x)


def _undefined(period: Any) -> bool:
    """Whether this is no period: not a number, not a time. A signalling NaN will not even be compared."""
    try:
        return bool(period != period)
    except ArithmeticError:
        return True


_AGGREGATES: dict[str, Gather] = {
    "mean": lambda rows: math.fsum(rows) / len(rows),
    "median": lambda rows: float(np.median(rows)),
    "sum": math.fsum,
    "sd": lambda rows: _deviation(rows),
}


def _deviation(rows: Sequence[float]) -> float:
    if len(rows) < 2:
        return math.nan
    middle = math.fsum(rows) / len(rows)
    return math.sqrt(math.fsum((row - middle) ** 2 for row in rows) / (len(rows) - 1))


def _gathered(top: Floats, bottom: Floats | None, groups: list[Any], demands: Demands, aggregate: str) -> Sample:
    rows = [[float(v) for v in top[group] if v == v] for group in groups]
    size = np.array([len(group) for group in rows], dtype=float)
    if bottom is not None:
        below = np.array(
            [math.fsum(v for v in bottom[g] if v == v) if r else math.nan for g, r in zip(groups, rows, strict=True)]
        )
        above = np.array([math.fsum(r) if r else math.nan for r in rows])
        return Sample(above / below, below, above, size)
    apart = demands.gather in {"average", "spread"}
    spread = np.array([_SPREADS[demands.spread](r) for r in rows]) if apart else None
    if demands.gather == "spread" and spread is not None:
        return Sample(spread, None, None, size, spread)
    how = _AGGREGATES[{"total": "sum", "average": "mean"}.get(demands.gather, aggregate)]
    value = np.array([how(r) if r else math.nan for r in rows])
    return Sample(value, None, None, size, spread)


_SPREADS: dict[str, Gather] = {
    "sd": _deviation,
    "range": lambda rows: max(rows) - min(rows) if len(rows) > 1 else math.nan,
}
