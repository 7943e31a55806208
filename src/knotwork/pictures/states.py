"""What each point of an analysed chart says: improvement, concern, change, usual variation, or left out."""

from __future__ import annotations

from math import isfinite

from knotwork.pictures.marks import State
from knotwork.science.spc.result import Analysis, Meaning, Signal

_STATE: dict[Meaning, State] = {"better": "better", "worse": "worse", "unclear": "changed"}
_RANK: dict[State, int] = {"common": 0, "changed": 1, "better": 2, "worse": 3, "left-out": 4}
_RUN: dict[str, str] = {
    "above": "one of a run of points above the {centre}",
    "below": "one of a run of points below the {centre}",
    "rising": "one of a run of rising points",
    "falling": "one of a run of falling points",
}


def centre_word(analysis: Analysis) -> str:
    """What people call the centre line of this chart: median, mean, or centre line."""
    if analysis.kind in ("run", "g"):
        return "median"
    return "centre line" if analysis.kind in ("cusum", "ewma", "t") else "mean"


def point_states(analysis: Analysis) -> list[State]:
    """The state of every point, in order.

    A point that belongs to signals of both meanings is shown as a concern, so that none is hidden. Too few crossings
    of the centre line concern a whole phase: they mark its line, and of its points those that are, since the balance
    turned, on the side to which it turned.
    """
    states: list[State] = ["common"] * len(analysis.x)
    for position, above in _outside(analysis):
        states[position] = _meaning_outside(analysis, above)
    for signal in analysis.signals:
        _raise_to(states, signal, told_points(analysis, signal))
    for position, excluded in enumerate(analysis.excluded.tolist()):
        if excluded:
            states[position] = "left-out"
    return states


def _outside(analysis: Analysis) -> list[tuple[int, bool]]:
    found = []
    centre, y = analysis.centre.tolist(), analysis.y.tolist()
    for position, outside in enumerate(analysis.outside.tolist()):
        if outside:
            found.append((position, y[position] > centre[position]))
    return found


def _meaning_outside(analysis: Analysis, above: bool) -> State:
    if analysis.direction is None:
        return "changed"
    return "better" if above == (analysis.direction == "increase") else "worse"


def told_points(analysis: Analysis, signal: Signal) -> list[int]:
    """The points (from 1) that a signal marks: its own, or for crossings those since and towards the turn.

    A rule such as "4 of 5" names all five, and the fifth may lie on the other side of the centre: it is not marked,
    for a good value marked as a concern would mislead.
    """
    if signal.side == "crossings":
        return _since_the_turn(analysis, signal)
    if signal.side not in ("above", "below") or " of " not in signal.rule:
        return list(signal.points)
    sign = 1 if signal.side == "above" else -1
    away = (analysis.y - analysis.centre).tolist()
    return [point for point in signal.points if away[point - 1] * sign >= 0]


def _since_the_turn(analysis: Analysis, signal: Signal) -> list[int]:
    if signal.since is None or signal.towards is None:
        return []
    sign = 1 if signal.towards == "above" else -1
    away = (analysis.y - analysis.centre).tolist()
    return [point for point in signal.points if point >= signal.since and away[point - 1] * sign > 0]


def crossed_points(analysis: Analysis) -> dict[int, State]:
    """The places (from 0) of all points of phases whose line is crossed too seldom, with what that means."""
    return {
        point - 1: _STATE[signal.meaning]
        for signal in analysis.signals
        if signal.side == "crossings"
        for point in signal.points
    }


def _raise_to(states: list[State], signal: Signal, points: list[int]) -> None:
    state = _STATE[signal.meaning]
    for point in points:
        if _RANK[state] > _RANK[states[point - 1]]:
            states[point - 1] = state


def point_reasons(analysis: Analysis) -> list[str]:
    """Why each point is marked, in words; empty for usual variation."""
    reasons: list[list[str]] = [[] for _ in analysis.x]
    for position, above in _outside(analysis):
        reasons[position].append("above the upper limit" if above else "below the lower limit")
    outside = analysis.outside.tolist()
    for signal in analysis.signals:
        words = _why(signal).format(centre=centre_word(analysis))
        if all(outside[point - 1] for point in signal.points):
            continue
        for point in told_points(analysis, signal):
            if words not in reasons[point - 1]:
                reasons[point - 1].append(words)
    return [" and ".join(each) for each in reasons]


def _why(signal: Signal) -> str:
    if signal.side == "crossings":
        return f"since most points moved {signal.towards} the {{centre}}"
    return _RUN[signal.side]


def plotted(analysis: Analysis) -> list[int]:
    """The places, from 0, of the points that have a value."""
    return [position for position, value in enumerate(analysis.y.tolist()) if isfinite(value)]
