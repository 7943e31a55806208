"""What an analysed chart is: one frozen value that pictures, pages and reports all read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

Side = Literal["above", "below", "rising", "falling", "crossings"]
Meaning = Literal["better", "worse", "unclear"]
Verdict = Literal["better", "worse", "changed", "steady", "early"]


@dataclass(frozen=True, slots=True)
class PhaseRuns:
    """How the points of one phase run about their centre line.

    `first` and `last` are positions of plotted points, counted from 1. `useful` points are those not on the line,
    missing or excluded. `unset` is how many first points were to set the lines where none of them counts (it is missing
    or excluded): then there are no lines, and nothing is judged; otherwise 0.
    """

    first: int
    last: int
    centre: float
    useful: int
    longest_run: int
    longest_run_max: int
    crossings: int
    crossings_min: int
    runs_signal: bool
    unset: int = 0


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign of special cause: which rule, at which points (positions from 1), on which side, good or bad.

    `since` is the point at which it began, where that is known: the first of its points, or for a signal over a whole
    phase the point where the balance turned; `towards` is then the side on which most points have been since. `limit`
    is the longest run, or the fewest crossings, that the rule puts down to chance.
    """

    rule: str
    points: tuple[int, ...]
    side: Side
    meaning: Meaning
    since: int | None = None
    towards: Literal["above", "below"] | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """An analysed chart. Arrays have one value a plotted point and cannot be written to; a missing one is NaN in them.

    `finding` is the signal that the verdict comes from, and `stands` whether it still describes the present; `size` is
    how many rows were gathered into each point, where that matters.
    """

    kind: str
    rules: str
    direction: Literal["increase", "decrease"] | None
    x: tuple[Any, ...]
    y: Floats
    n: Floats | None
    centre: Floats
    lower: Floats
    upper: Floats
    warning_lower: Floats
    warning_upper: Floats
    outside: Booleans
    excluded: Booleans
    phases: tuple[PhaseRuns, ...]
    signals: tuple[Signal, ...]
    target: float | None
    false_signal_rate: float | None
    warnings: tuple[str, ...]
    verdict: Verdict
    since: int | None
    reading: str
    finding: Signal | None = None
    stands: bool = False
    size: Floats | None = None
    multiply: float = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """A chart in words, for people: what changed, how sure, and what would change our mind."""

    headline: str
    sentence: str
    brief: str
    sureness: str
    would_change: str
