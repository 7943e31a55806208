"""Stable series and where their lines lie, drawn by plain NumPy beside the charts' own code: for `false_signals`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from knotwork.science.spc.charts.constants import c4
from knotwork.science.spc.rules import RULES
from knotwork.science.spc.rules.zones import zones

MEAN_RANGE, SCREEN = 1.128, 3.267
MANY = 501


class Drawn(NamedTuple):
    """Values of many series with their lines: centre, limits, warning lines and those at one sigma."""

    value: np.ndarray
    centre: Any
    lower: Any
    upper: Any
    warning_lower: Any
    warning_upper: Any
    inner_lower: Any
    inner_upper: Any


def around(y: np.ndarray, centre: Any, sigma: Any, lowest: float = -np.inf) -> Drawn:
    """Limits at three sigma, warning lines at two, zones at one."""
    away = [np.maximum(centre + times * sigma, lowest) for times in (-3, 3, -2, 2, -1, 1)]
    return Drawn(y, centre, *away)


def _normal(rng: np.random.Generator, shape: tuple[int, int], row: Any) -> np.ndarray:
    exponential = row.limits.startswith(("t_", "g"))
    return rng.standard_exponential(shape) if exponential else rng.standard_normal(shape)


def _alike(rng: np.random.Generator, shape: tuple[int, int], row: Any) -> np.ndarray:
    share = float(row.data.removeprefix("alike"))
    y = rng.standard_normal(shape)
    for point in range(1, shape[1]):
        y[:, point] = share * y[:, point - 1] + np.sqrt(1 - share**2) * y[:, point]
    return y


def _skewed(rng: np.random.Generator, shape: tuple[int, int], row: Any) -> np.ndarray:
    return rng.gamma(4 / float(row.data.removeprefix("skew")) ** 2, size=shape)


def _counts(rng: np.random.Generator, shape: tuple[int, int], row: Any) -> np.ndarray:
    return rng.poisson(float(row.data.removeprefix("counts")), shape).astype(float)


DATA: dict[str, Callable[..., np.ndarray]] = {"normal": _normal, "alike": _alike, "skew": _skewed, "counts": _counts}


def mean_range(base: np.ndarray, screened: bool) -> np.ndarray:
    """The mean moving range of each series, once without those of 3.267 times their mean or more."""
    ranges = np.abs(np.diff(base, axis=1))
    first = ranges.mean(axis=1, keepdims=True)
    if not screened:
        return first
    kept = ranges < SCREEN * first
    return (ranges * kept).sum(axis=1, keepdims=True) / kept.sum(axis=1, keepdims=True)


def sigma_of(limits: str, base: np.ndarray) -> Any:
    """The standard deviation that limits are drawn from."""
    if "known" in limits:
        return 1.0
    if limits == "deviation":
        return base.std(axis=1, ddof=1, keepdims=True) / c4(base.shape[1])
    return mean_range(base, re.search(r"(^|_)screened", limits) is not None) / MEAN_RANGE


def lines(limits: str, y: np.ndarray, base: int, data: str = "normal") -> Drawn:
    """Centre and limits of a chart from its first points; from what is true if there are none."""
    first = y[:, :base]
    if limits == "run":
        centre: Any = np.median(first, axis=1, keepdims=True) if base else 0.0
        return Drawn(y, centre, *[np.nan] * 6)
    if limits == "mr":
        return _ranges(y, base)
    if limits == "g":
        return _waits(y, first)
    if limits.startswith("t_"):
        rooted = lines(limits.removeprefix("t_"), y ** (1 / 3.6), base)
        return Drawn(y, *(np.maximum(line, 0.0) ** 3.6 for line in rooted[1:]))
    centre = 0.0 if "given" in limits or not base else first.mean(axis=1, keepdims=True)
    if data.startswith("counts"):
        return around(y, centre, np.sqrt(centre), 0.0)
    return around(y, centre, sigma_of(limits, first))


def _waits(y: np.ndarray, first: np.ndarray) -> Drawn:
    """A G chart of so many cases that their number is as good as exponential: limits about the mean, drawn median."""
    many = first.shape[1]
    mean: Any = first.mean(axis=1, keepdims=True) if many else 1.0
    middle: Any = np.median(first, axis=1, keepdims=True) if many else 0.693
    return around(y, mean, mean, 0.0)._replace(centre=middle)


def _ranges(y: np.ndarray, base: int) -> Drawn:
    """Moving ranges of so many values and one before them, about their mean (of standard normal values 1.128)."""
    value = np.abs(np.diff(y, axis=1, prepend=np.random.default_rng(y.shape[1]).standard_normal((len(y), 1))))
    mean: Any = value[:, :base].mean(axis=1, keepdims=True) if base else 2 / np.sqrt(np.pi)
    return Drawn(value, mean, -1.0, SCREEN * mean, *[np.nan] * 4)


def outside(drawn: Drawn) -> np.ndarray:
    """Whether a point has lain outside the limits by each point."""
    out = (drawn.value > drawn.upper) | (drawn.value < drawn.lower)
    return np.logical_or.accumulate(out, axis=1)


def early(limits: str, y: np.ndarray, base: int) -> np.ndarray:
    """Whether an EWMA (weight 0.2) or a CUSUM (half a sigma, five) has signalled by each point."""
    first = y[:, :base]
    centre = 0.0 if "given" in limits or not base else first.mean(axis=1, keepdims=True)
    away = (y - centre) / sigma_of(limits, first)
    return (_ewma if limits.startswith("ewma") else _cusum)(away)


def _ewma(away: np.ndarray) -> np.ndarray:
    seen, at = np.zeros(away.shape, dtype=bool), np.zeros(len(away))
    for point in range(away.shape[1]):
        at = 0.8 * at + 0.2 * away[:, point]
        seen[:, point] = np.abs(at) > 3 * np.sqrt(0.2 / 1.8 * (1 - 0.8 ** (2 * point + 2)))
    return np.logical_or.accumulate(seen, axis=1)


def _cusum(away: np.ndarray) -> np.ndarray:
    seen, up, down = np.zeros(away.shape, dtype=bool), np.zeros(len(away)), np.zeros(len(away))
    for point in range(away.shape[1]):
        up = np.maximum(up + away[:, point] - 0.5, 0)
        down = np.maximum(down - away[:, point] - 0.5, 0)
        seen[:, point] = np.maximum(up, down) > 5
    return np.logical_or.accumulate(seen, axis=1)


def signalled(drawn: Drawn, names: list[str]) -> dict[str, np.ndarray]:
    """Whether each series has signalled by each point, by rule set; Anhøj's and such rules by their limits there."""
    lie = zones(drawn.value, drawn[1:], 1e-9)
    out, found = lie.outer != 0, {}
    patterns = {rule: rule.find(lie).ends != 0 for name in names for rule in RULES[name].rules}
    useful, longest, crossings = _runs(lie.side)
    for name in names:
        rules = RULES[name]
        any_of = out.copy(order="K")
        for rule in rules.rules:
            any_of |= patterns[rule]
        found[name] = np.logical_or.accumulate(any_of, axis=1)
        if rules.allowed is not None:
            allowed = [part[useful] for part in rules.allowed(np.arange(MANY), np.zeros(MANY, dtype=int))]
            if name == "cutbox":
                allowed[0] = rules.allowed(useful, crossings).longest
            found[name] |= (longest > allowed[0]) | (crossings < allowed[1]) | (crossings > allowed[2])
    return found


def _runs(side: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Useful points, longest run and crossings up to each point."""
    useful, longest, crossings = (np.zeros_like(side, dtype=np.int16) for _ in range(3))
    many = most = crossed = before = length = np.zeros(len(side), dtype=np.int16)
    for point in range(side.shape[1]):
        here = side[:, point].astype(np.int16)
        beside = here * before
        many, crossed = many + (here != 0), crossed + (beside < 0)
        length = length * (beside >= 0) + (here != 0)
        most = np.maximum(most, length)
        before = np.where(here == 0, before, here)
        useful[:, point], longest[:, point], crossings[:, point] = many, most, crossed
    return useful, longest, crossings
