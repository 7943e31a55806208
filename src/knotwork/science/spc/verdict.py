"""What a chart says about now: better, worse, changed, steady, or too early to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from .averages import tolerance
from .result import Signal, Verdict
from .rules.evidence import Evidence
from .runs import count, lengths, longest_run_limit, sides

ENOUGH = 10
"""Fewer useful points than this are too early to judge (Anhøj and Olesen 2014)."""
RECENT = 3
"""A single point outside the limits describes the present while it is among this many last points."""
WAYS = {"above": 1, "rising": 1, "below": -1, "falling": -1, "crossings": 0}
"""Which way a signal goes, by its side; a pattern without one goes neither."""
POINT_RULES = frozenset({"outside limits"})


class Judgement(NamedTuple):
    """The verdict, the point it holds from, the signal that it comes from, and whether that still stands."""

    verdict: Verdict
    since: int | None
    finding: Signal | None
    stands: bool


class Seen(NamedTuple):
    """One phase as the judge sees it."""

    evidence: Evidence
    centre: float
    signals: Sequence[Signal]


def judge(phases: Sequence[Seen]) -> Judgement:
    """Judge the current state, from the last phase.

    - Fewer than 10 useful points in the last phase: "early", unless they already run on one side of the line of the
      phase before. Values that are all the same, 10 or more, are "steady".
    - Otherwise from the most recent signal that still stands: the one whose last point is latest; of those one that
      has a side, rather than a pattern without; and of those the one that began first. A run stands unless most of
      the points after it (two at least) lie on the other side of the line; a point outside the limits stands while it
      is among the last three. "better" or "worse" by the direction of improvement, "changed" without one.
    - Few crossings are of all points, so nothing is more recent. They give way to the most recent other signal that
      stands if that goes the other way and lasted until they turned or longer: what came back, or fell out, of late is
      not hidden by what was before, and a single point over the line undoes no run. And to one that began with the same
      point and ends with the last, which says more plainly what is going on.
    - Signals that have all passed: "changed", since the latest of them.
    - No signal in the last phase, but its points run on one side of the line of the phase before: as for a signal that
      stands, since the phase began. Otherwise "steady".
    """
    last = phases[-1]
    useful = int(last.evidence.counts.useful)
    level = new_level(phases[-2], last) if len(phases) > 1 else None
    if useful < ENOUGH and not _constant(last.evidence):
        return _judgement(level) if level else Judgement("early", None, None, False)
    standing = [signal for signal in last.signals if stands(signal, last.evidence)]
    if standing or level:
        return _judgement(_latest(standing) if standing else level)
    if last.signals:
        passed = max(last.signals, key=_recency)
        return Judgement("changed", passed.since, passed, False)
    return Judgement("steady", None, None, False)


def _latest(standing: Sequence[Signal]) -> Signal:
    few = [signal for signal in standing if signal.towards is not None]
    others = [signal for signal in standing if signal.towards is None]
    if not few or not others:
        return max(standing, key=_recency)
    other = max(others, key=_recency)
    turn = few[0].points[few[0].points.index(_began(few[0])) - 1]
    against = _way(other) == -_way(few[0]) and other.points[-1] >= turn
    return other if against else max(other, few[0], key=_recency)


def _judgement(signal: Signal | None) -> Judgement:
    assert signal is not None  # noqa: S101 - callers have made sure
    verdict: Verdict = "changed" if signal.meaning == "unclear" else signal.meaning
    return Judgement(verdict, signal.since, signal, True)


def _recency(signal: Signal) -> tuple[int, bool, int]:
    return signal.points[-1], _way(signal) != 0, -_began(signal)


def _began(signal: Signal) -> int:
    return signal.since or signal.points[0]


def _way(signal: Signal) -> int:
    return WAYS[signal.towards or signal.side]


def _constant(seen: Evidence) -> bool:
    return seen.value.size >= ENOUGH and float(np.ptp(seen.value)) <= float(tolerance(seen.value))


def stands(signal: Signal, seen: Evidence) -> bool:
    """Whether nothing after the signal has undone it."""
    if signal.side == "crossings":
        return True
    after = seen.side[int(seen.position.searchsorted(signal.points[-1], "right")) :]
    if signal.rule in POINT_RULES:
        return after.size < RECENT
    other = np.count_nonzero(after == -WAYS[signal.side])
    return bool(other < 2 or 2 * other <= np.count_nonzero(after))


def new_level(before: Seen, now: Seen) -> Signal | None:
    """The points of a new phase as a run about the old line, if that run is longer than chance explains."""
    side = sides(now.evidence.value, before.centre, tolerance(now.evidence.value))
    seen = count(side)
    if seen.longest <= longest_run_limit(int(seen.useful)):
        return None
    where: Literal["above", "below"] = "above" if side[int(np.argmax(lengths(side)))] > 0 else "below"
    return now.evidence.signal("new level", slice(None), where)
