"""Before and after a decision: whether a measure's numbers differ, and what that can and cannot say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import mannwhitneyu

from knotwork.science.spc import analyse
from knotwork.science.spc.result import Floats
from knotwork.science.spc.words import number, places_apart, places_for, same

BEFORE = 10
"""With fewer points than this before, nothing is known of what was usual (Anhøj and Olesen 2014 on run charts)."""
AFTER = 6
"""With fewer points than this after, the lightest difference that could be claimed would still be a huge one."""
LEVEL = 0.01
"""How often, at most, a measure that nothing has changed is called different."""
LASTING = {"better", "worse", "changed"}

Finding = Literal["too little before", "too early", "unsteady before", "no evidence", "higher", "lower"]
Meaning = Literal["better", "worse", "unclear", ""]
Compared = Literal["level", "middle", "points"]


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A measure on both sides of a decision.

    `before` and `after` are its levels in the units drawn (nothing there: NaN), each out of so many `points_`; `chance`
    is how often points that come in no particular order would lie so far apart, None where that was not asked.
    What is higher or lower are the points by their ranks, so `compared` says which levels bear that out: those of the
    chart ("level"); where a few far points draw these the other way, the medians ("middle"); where these do not differ
    so either, neither ("points").
    """

    finding: Finding
    meaning: Meaning
    before: float
    after: float
    points_before: int
    points_after: int
    chance: float | None
    compared: Compared = "level"

    @property
    def differs(self) -> bool:
        """Whether there is evidence that the measure's level is another one than before."""
        return self.finding in {"higher", "lower"}


def before_and_after(
    kind: str,
    y: Sequence[float | None],
    n: Sequence[float | None] | None = None,
    *,
    decided: int,
    left_out: int = 0,
    multiply: float = 1,
    direction: Literal["increase", "decrease"] | None = None,
) -> BeforeAfter:
    """Say whether a measure's numbers after a decision differ from those before it, and never that it was the cause.

    `kind`, `y`, `n`, `multiply` and `direction` are as `analyse` takes them. The first `decided` points came before the
    decision; the next `left_out` belong to neither side (the month in which it was decided).

    The points of both sides are compared by their ranks (Wilcoxon 1945; Mann and Whitney 1947, Annals of Mathematical
    Statistics 18:50), two-sided at 1 %, which holds for any distribution as long as neither side is in a particular
    order. So before anything is compared, the points before must be many enough to show what was usual, those after
    many enough to differ from it, and the chart of those before must itself have been steady: a measure that was on its
    way already goes on without any decision. Points that depend on the one before (seasons, a slow drift) raise the
    rate of false claims; `sentence` says so.

    Raises ValueError where `decided` or `left_out` is not a place in the series, and what `analyse` raises.
    """
    if not 0 <= decided <= decided + left_out <= len(y):
        raise ValueError(f"There are {len(y)} points: {decided} before and {left_out} between them do not fit.")
    top = np.array([math.nan if one is None else one for one in y], dtype=np.float64)
    bottom = None if n is None else np.array([math.nan if one is None else one for one in n], dtype=np.float64)
    drawn = top * multiply if bottom is None else _divided(top, bottom) * multiply
    there = ~np.isnan(drawn)
    sides = [np.flatnonzero(there[:decided]), decided + left_out + np.flatnonzero(there[decided + left_out :])]
    levels = [_level(top[side], None if bottom is None else bottom[side], multiply, kind) for side in sides]
    found = _judged(drawn, sides, kind, (top, bottom, multiply, direction))
    meaning = _meaning(found[0], direction)
    (before, after), compared = _borne_out(found[0], levels, [drawn[side] for side in sides])
    return BeforeAfter(found[0], meaning, before, after, sides[0].size, sides[1].size, found[1], compared)


def _borne_out(finding: Finding, levels: list[float], sides: list[Floats]) -> tuple[list[float], Compared]:
    """The levels to be told, which are none that contradict what was found."""
    if finding not in {"higher", "lower"} or _agrees(finding, levels):
        return levels, "level"
    middles = [float(np.median(side)) for side in sides]
    return middles, "middle" if _agrees(finding, middles) else "points"


def _agrees(finding: Finding, levels: list[float]) -> bool:
    before, after = levels
    return not same(before, after) and (after > before) == (finding == "higher")


def _divided(top: Floats, bottom: Floats) -> Floats:
    with np.errstate(all="ignore"):
        rate: Floats = np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1), math.nan)
    return rate


def _level(top: Floats, bottom: Floats | None, multiply: float, kind: str) -> float:
    """What was usual: all that was counted out of all that it could have been; without denominators, the middle."""
    if not top.size:
        return math.nan
    if bottom is not None:
        return float(top.sum() / bottom.sum() * multiply)
    return float(np.median(top) if kind == "run" else top.mean()) * multiply


def _judged(drawn: Floats, sides: list[NDArray[np.intp]], kind: str, given: Any) -> tuple[Finding, float | None]:
    before, after = (drawn[side] for side in sides)
    if before.size < BEFORE:
        return "too little before", None
    if after.size < AFTER:
        return "too early", None
    top, bottom, multiply, direction = given
    own = None if bottom is None else bottom[sides[0]]
    if analyse(kind, top[sides[0]], own, multiply=multiply, direction=direction).verdict in LASTING:
        return "unsteady before", None
    chance = chance_of_ranks(before, after)
    if chance > LEVEL:
        return "no evidence", chance
    return ("higher" if _lies_above(after, before) else "lower"), chance


def chance_of_ranks(before: Floats, after: Floats) -> float:
    """How often points in no particular order would be ranked as far apart as these, two-sided.

    Exact where no two points are equal and there are at most 60, otherwise by the normal curve with its correction for
    ties.
    """
    every = np.concatenate([before, after])
    if float(np.ptp(every)) == 0:
        return 1.0
    exact = np.unique(every).size == every.size and every.size <= 60
    return float(mannwhitneyu(before, after, method="exact" if exact else "asymptotic").pvalue)


def _lies_above(after: Floats, before: Floats) -> bool:
    """Whether a point after is more often above a point before than below it: what the ranks compare."""
    return bool(np.sign(after[:, None] - before[None, :]).sum() > 0)


def _meaning(finding: Finding, direction: str | None) -> Meaning:
    if finding not in {"higher", "lower"}:
        return ""
    if direction is None:
        return "unclear"
    return "better" if (finding == "higher") == (direction == "increase") else "worse"


CANNOT = "That says when, and not why: other things may have changed at the same time."


def sentence(found: BeforeAfter, *, name: str, unit: str = "") -> str:
    """What is known of a measure since a decision, in one or two sentences that claim no cause.

    `name` stands at the beginning ("Falls on Ward 4"), `unit` behind the numbers ("per 1,000 bed days", "%").
    """
    if found.finding == "too little before":
        return (
            f"{name}: too little is known from before the decision to compare with "
            f"({_points(found.points_before)}; it takes {BEFORE})."
        )
    if found.finding == "too early":
        return (
            f"{name}: too early to say. The decision is followed by {_points(found.points_after)} so far, "
            f"and it takes {AFTER}."
        )
    if found.finding == "unsteady before":
        return (
            f"{name}: the chart was changing already before the decision, so before and after cannot be compared "
            "fairly. Look at the whole chart instead."
        )
    if found.finding == "no evidence":
        return (
            f"{name}: no evidence either way. It was {_levels(found, unit)}; chance alone gives differences like this."
        )
    return f"{name}: {found.finding} since the decision{_judgement(found)}: {_grounds(found, unit)}. {CANNOT}"


def _grounds(found: BeforeAfter, unit: str) -> str:
    """What is told of a difference: numbers that go the same way as it does, or else what was compared."""
    if found.compared == "points":
        often, seldom = ("above", "below") if found.finding == "higher" else ("below", "above")
        return f"points after it lie {often} those before more often than {seldom}"
    return f"{'the middle value was ' if found.compared == 'middle' else ''}{_levels(found, unit)}"


def _judgement(found: BeforeAfter) -> str:
    return {"better": ", which is better", "worse": ", which is worse"}.get(found.meaning, "")


def _points(count: int) -> str:
    return f"{count} point" if count == 1 else f"{count} points" if count else "no points"


def _levels(found: BeforeAfter, unit: str) -> str:
    usual = max(places_for(found.before), places_for(found.after))
    places = places_apart([found.before, found.after], usual, percent=unit == "%")
    before, after = number(found.before, places), number(found.after, places)
    if unit == "%":
        return f"{before}% before, {after}% after"
    return f"{before} before, {after} after{f' ({unit})' if unit else ''}"
