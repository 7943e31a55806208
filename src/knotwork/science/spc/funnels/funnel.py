"""`funnel`: places side by side for one period, with limits that allow for their size and for how places differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from ..asked import one_factor, one_number
from ..columns import BadSeries, numbers
from ..result import Booleans, Floats
from ..series import Demands, check
from .between import Between, between, kept, winsorised
from .scores import METHODS, Method, Scores

WARNING, LIMIT = 1.959964, 3.090232
"""Standard errors of the 95 % and the 99.8 % limits, to six decimals as the field's software has them."""
Kind = Literal["proportion", "rate", "ratio", "ratio_root", "ratio_of_counts"]


@dataclass(frozen=True, slots=True, eq=False)
class Funnel:
    """Places beside each other. Arrays have one value a place, in the order given.

    `lower` and `upper` are the 99.8 % limits, `warning_lower` and `warning_upper` the 95 % ones; `adjusted` says
    whether they allow for differences between places beyond chance. `dispersion` is how many times chance the scores
    vary, and `between` the variance between places. `outside` marks places strictly beyond the 99.8 % limits.
    """

    kind: str
    names: tuple[Any, ...]
    value: Floats
    denominator: Floats
    centre: float
    score: Floats
    lower: Floats
    upper: Floats
    warning_lower: Floats
    warning_upper: Floats
    outside: Booleans
    warned: Booleans
    adjusted: bool
    dispersion: float
    between: float
    reading: str
    multiply: float = 1

    def curve(self, denominators: Any) -> tuple[Floats, Floats, Floats, Floats]:
        """Lower, upper, lower warning and upper warning limits at other denominators, for drawing the funnel."""
        sizes = np.asarray(denominators, dtype=float)
        wide = self.between if self.adjusted else None
        low, high, near_low, near_high = _four(METHODS[self.kind], self.centre / self.multiply, sizes, wide)
        return low * self.multiply, high * self.multiply, near_low * self.multiply, near_high * self.multiply


def funnel(
    numerator: Any,
    denominator: Any,
    *,
    kind: Kind = "proportion",
    names: Sequence[Any] | None = None,
    overdispersion: bool = True,
    trim: float = 0.1,
    multiply: float = 1,
) -> Funnel:
    """Say which places differ from the others by more than chance and their size explain.

    `kind` is "proportion" (cases with something of all cases), "rate" (events in so much time or activity, which is
    known and not itself left to chance), "ratio" (observed over expected, on the logarithmic scale with truncated
    scores, as the Summary Hospital-level Mortality Indicator), "ratio_root" (the same on the square root scale with
    winsorised scores, as the Care Quality Commission) or "ratio_of_counts" (one count over another, both left to
    chance). The limits of "ratio" are those that such indicators publish: where fewer than five are expected they mark
    places without events too readily, and "ratio_root" or "rate" are better.

    With `overdispersion`, if places differ more than chance alone (dispersion above 1), the limits are widened by the
    variance between places, from scores whose outermost share (`trim`) is pulled in at either end. Values, centre and
    limits are drawn times `multiply`, such as 1,000 for a rate per 1,000. Missing values and
    denominators of zero are errors here. Raises `BadSeries`, naming the place's position.
    """
    method = METHODS.get(kind) if isinstance(kind, str) else None
    if method is None:
        raise BadSeries(f"There is no kind of funnel called {kind!r}: choose one of {', '.join(METHODS)}.")
    top, bottom = _checked(numerator, denominator, kind)
    if not 0 <= one_number(trim, "share to trim at either end") < 0.5:
        raise BadSeries(f"The share to trim at either end is from 0 to below 0.5, not {trim!r}.")
    labels = _labels(names, top.size)
    with np.errstate(all="ignore"):
        scores = method.scores(top, bottom)
        spread = _spread(method, scores, top, trim) if overdispersion else Between(0.0, 0.0)
        wide = spread.variance if overdispersion and spread.dispersion > 1 and spread.variance > 0 else None
        four = _four(method, scores.centre, bottom, wide)
    return _made(kind, labels, top / bottom, bottom, scores, four, spread, wide is not None, one_factor(multiply))


def _labels(names: Sequence[Any] | None, places: int) -> tuple[Any, ...]:
    try:
        labels = tuple(names) if names is not None else tuple(range(1, places + 1))
    except TypeError:
        raise BadSeries(f"Give the names of the places in a list, one for each, not {names!r}.") from None
    if len(labels) != places:
        raise BadSeries(f"There are {places} places but {len(labels)} names: give one for each.")
    return labels


def _checked(numerator: Any, denominator: Any, kind: str) -> tuple[Floats, Floats]:
    top, bottom = numbers(numerator, "numerators"), numbers(denominator, "denominators")
    if top.size != bottom.size or not top.size:
        raise BadSeries(f"There are {top.size} numerators and {bottom.size} denominators: give one of each a place.")
    bad = np.flatnonzero(np.isnan(top) | np.isnan(bottom) | (bottom == 0))
    if bad.size:
        raise BadSeries(f"Place {bad[0] + 1} has no value or a denominator of zero: leave it out of the funnel.")
    check(top, bottom, Demands(denominator="needed", positive=True), kind)
    above = np.flatnonzero(top > bottom)
    if kind == "proportion" and above.size:
        why = 'correct it, or compare rates (kind="rate") if one case can count more than once'
        raise BadSeries(f"Point {above[0] + 1} has a numerator above its denominator: {why}.")
    if not top.any():
        raise BadSeries("Nothing was counted in any place: there is nothing to compare.")
    return top, bottom


def _spread(method: Method, scores: Scores, top: Floats, trim: float) -> Between:
    if trim == 0:
        return between(scores.score, scores.error)
    if not method.truncates:
        return between(winsorised(scores.score, trim), scores.error)
    remain = kept(np.where(top == 0, -np.inf, scores.score), trim)
    return between(scores.score[remain], scores.error[remain])


def _four(method: Method, centre: float, sizes: Floats, wide: float | None) -> tuple[Floats, Floats, Floats, Floats]:
    limits = method.exact if wide is None and method.exact is not None else method.limits
    low, high = limits(centre, sizes, LIMIT, wide or 0.0)
    warning_low, warning_high = limits(centre, sizes, WARNING, wide or 0.0)
    return low, high, warning_low, warning_high


def _made(
    kind: str,
    names: tuple[Any, ...],
    value: Floats,
    sizes: Floats,
    scores: Scores,
    four: tuple[Floats, Floats, Floats, Floats],
    spread: Between,
    adjusted: bool,
    factor: float,
) -> Funnel:
    lower, upper, warning_lower, warning_upper = four
    outside = (value < lower) | (value > upper)
    return Funnel(
        kind=kind,
        names=names,
        value=value * factor,
        denominator=sizes,
        centre=scores.centre * factor,
        score=scores.score,
        lower=lower * factor,
        upper=upper * factor,
        warning_lower=warning_lower * factor,
        warning_upper=warning_upper * factor,
        outside=outside,
        warned=(value < warning_lower) | (value > warning_upper),
        adjusted=adjusted,
        dispersion=spread.dispersion,
        between=spread.variance,
        reading=_reading(names, value, outside, scores.centre, adjusted),
        multiply=factor,
    )


def _reading(names: tuple[Any, ...], value: Floats, outside: Booleans, centre: float, adjusted: bool) -> str:
    allowing = "their size and for how places differ" if adjusted else "their size"
    if not outside.any():
        return f"No place differs from the others by more than chance, allowing for {allowing}."
    high = [str(name) for name, out, v in zip(names, outside, value, strict=True) if out and v > centre]
    low = [str(name) for name, out, v in zip(names, outside, value, strict=True) if out and v <= centre]
    said = [f"{', '.join(found)} {side}" for found, side in ((high, "above"), (low, "below")) if found]
    by_chance = max(0.002 * value.size, 0.1)
    return f"Outside the limits, allowing for {allowing}: {'; '.join(said)}. Chance alone would give {by_chance:.1f}."
