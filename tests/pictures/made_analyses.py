"""Analysed charts made by hand, so that pictures are tested without the statistics that they show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from knotwork.science.spc.result import Analysis, PhaseRuns, Signal

NAN = float("nan")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def phase(first: int, last: int, centre: float, **changes: Any) -> PhaseRuns:
    """A phase with nothing special in it."""
    known = {
        "runs_signal": False,
        "useful": last - first + 1,
        "longest_run": 3,
        "longest_run_max": 8,
        "crossings": 9,
        "crossings_min": 7,
    }
    return PhaseRuns(first=first, last=last, centre=centre, **(known | changes))


def analysis(
    y: Sequence[float],
    *,
    kind: str = "i",
    centre: Sequence[float] | float = 5.0,
    lower: Sequence[float] | float = 2.0,
    upper: Sequence[float] | float = 8.0,
    n: Sequence[float] | None = None,
    phases: Sequence[PhaseRuns] | None = None,
    signals: Sequence[Signal] = (),
    outside: Sequence[int] = (),
    excluded: Sequence[int] = (),
    **changes: Any,
) -> Analysis:
    """An analysis with these values; `outside` and `excluded` are positions from 1."""
    count = len(y)
    level = float(np.ravel(centre)[0]) if np.size(centre) else 0.0
    lows, highs = _filled(lower, count), _filled(upper, count)
    middle = _filled(centre, count)
    known: dict[str, Any] = {
        "kind": kind,
        "rules": "anhoej",
        "direction": "decrease",
        "x": tuple(range(count)),
        "y": np.array(y, dtype=float),
        "n": None if n is None else np.array(n, dtype=float),
        "centre": middle,
        "lower": lows,
        "upper": highs,
        "warning_lower": middle - (middle - lows) * 2 / 3,
        "warning_upper": middle + (highs - middle) * 2 / 3,
        "outside": _marked(outside, count),
        "excluded": _marked(excluded, count),
        "phases": tuple(phases if phases is not None else ([phase(1, count, level)] if count else [])),
        "signals": tuple(signals),
        "target": None,
        "false_signal_rate": 0.03,
        "warnings": (),
        "verdict": "steady",
        "since": None,
        "reading": "",
    }
    return Analysis(**(known | changes))


def _filled(values: Sequence[float] | float, count: int) -> np.ndarray:
    return np.array(np.broadcast_to(np.asarray(values, dtype=float), (count,)))


def _marked(positions: Sequence[int], count: int) -> np.ndarray:
    marked = np.zeros(count, dtype=bool)
    for position in positions:
        marked[position - 1] = True
    return marked


def months(count: int) -> list[str]:
    """Full names of months from January 2024."""
    return [f"{LONG_MONTHS[index % 12]} {2024 + index // 12}" for index in range(count)]


def short_months(count: int) -> list[str]:
    """Short names of the same months."""
    return [f"{MONTHS[index % 12]} {(2024 + index // 12) % 100}" for index in range(count)]


FALLS = (
    *(6.8, 5.4, 6.1, 7.2, 5.0, 6.6, 5.9, 6.3, 7.0, 5.2, 6.4, 5.8, 6.9, 6.0),
    *(4.6, 4.1, 3.9, 4.8, 4.4, 3.6, 4.9, 4.0, 4.3, 4.5, 3.8, 4.2, 4.7, 3.7, 4.4, 4.0, 3.9, 4.6, 4.1, 4.3, 6.2, 4.0),
)


def falls(**changes: Any) -> Analysis:
    """Falls on a ward: 36 months, a phase of 6.2 then one of 4.3, with one bad month near the end."""
    known: dict[str, Any] = {
        "centre": [6.19] * 14 + [4.28] * 22,
        "lower": [3.2] * 14 + [2.6] * 22,
        "upper": [9.2] * 14 + [5.96] * 22,
        "phases": (phase(1, 14, 6.19), phase(15, 36, 4.28, runs_signal=True)),
        "signals": (
            Signal("runs", tuple(range(15, 25)), "below", "better"),
            Signal("outside limits", (35,), "above", "worse"),
        ),
        "outside": (35,),
        "target": 3.5,
        "verdict": "better",
    }
    return analysis(FALLS, **(known | changes))


def lingering(direction: str | None = "decrease") -> Analysis:
    """Twelve months whose line is crossed once: six above it, then six below; a signal of few crossings."""
    meaning = {"decrease": "better", "increase": "worse", None: "unclear"}[direction]
    return analysis(
        [6.0, 7.0, 6.0, 7.0, 6.0, 7.0, 4.0, 3.0, 4.0, 3.0, 4.0, 3.0],
        kind="run",
        lower=NAN,
        upper=NAN,
        direction=direction,
        phases=[phase(1, 12, 5.0, crossings=1, crossings_min=3, runs_signal=True)],
        signals=[Signal("few crossings", tuple(range(1, 13)), "crossings", meaning, since=7, towards="below")],
    )
