"""The cases of qcc 2.7, analysed our way."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from knotwork.science.spc import Analysis, analyse
from knotwork.science.spc.charts.early import paths
from knotwork.science.spc.rules.one_side import one_side
from knotwork.science.spc.rules.zones import zones
from tests.science.reference.cases import cases, same_number

KINDS = {"xbar.one": "i", "xbar": "xbar", "S": "s", "R": "r"}
WAYS = {
    "SD": "deviation",
    "UWAVE-R": "rbar",
    "MVLUE-R": "rbar_weighted",
    "UWAVE-SD": "sbar",
    "MVLUE-SD": "sbar_weighted",
    "RMSDF": "pooled",
}
MANY = 25
"""The largest subgroup for which qcc takes ranges unless told otherwise."""


@cache
def all_differences() -> dict[str, list[str]]:
    """By case, in what our chart differs: names of fields, empty when it agrees."""
    return {case["id"]: differences(case) for case in cases("qcc")}


def analysed(case: dict[str, Any]) -> Analysis:
    """Our own analysis of a case; new points have the limits of those before them."""
    data, args = case["data"], case["args"]
    return analyse(
        KINDS.get(case["chart"], case["chart"]),
        [*data["y"], *args.get("newdata", ())],
        data.get("n"),
        x=data.get("x"),
        baseline=len(data["y"]) if "newdata" in args else None,
        screen_moving_ranges=False,
        sigma=way(case),
        weight=args.get("lambda"),
        width=args.get("nsigmas"),
    )


def way(case: dict[str, Any]) -> str | None:
    """How qcc works out the standard deviation, in our words."""
    if "std.dev" in case["args"]:
        return WAYS[case["args"]["std.dev"]]
    usual = "rbar" if case["chart"] != "xbar" or largest(case) <= MANY else "pooled"
    return {"S": "sbar", "R": usual, "xbar": usual}.get(case["chart"])


def largest(case: dict[str, Any]) -> int:
    """The size of the largest subgroup."""
    return max(case["data"]["x"].count(period) for period in set(case["data"]["x"]))


def differences(case: dict[str, Any]) -> list[str]:
    """In what our chart differs from this case."""
    ours, theirs = analysed(case), case["output"]
    if case["chart"] == "ewma":
        return _smoothed(ours, theirs)
    if case["chart"] == "cusum":
        return _summed(case, ours)
    fields = {
        "y": (ours.y, [*theirs["statistics"], *(theirs["newstats"] or ())]),
        "centre": (ours.centre, theirs["center"]),
        "lower": (ours.lower, theirs["limits_lcl"]),
        "upper": (ours.upper, theirs["limits_ucl"]),
    }
    found = [name for name, (mine, other) in fields.items() if not same_number(mine, spread_out(other, ours))]
    found += [] if positions(ours.outside) == sorted(filter(None, theirs["beyond_limits"])) else ["outside"]
    return found + ([] if seventh(ours) == sorted(filter(None, theirs["violating_runs"])) else ["runs"])


def spread_out(line: Any, ours: Analysis) -> Any:
    """A line that is one number drawn at every point."""
    return np.broadcast_to(np.asarray(line, dtype=float), ours.y.shape)


def seventh(ours: Analysis) -> list[int]:
    """Positions of the seventh point and all later ones of each run on one side of the centre."""
    lines = (ours.centre, ours.lower, ours.upper, ours.lower, ours.upper)
    return positions(one_side(7).find(zones(ours.y, lines, 0.0)).ends)


def positions(marked: Any) -> list[int]:
    """Where this is so, counted from 1."""
    return (np.flatnonzero(marked) + 1).tolist()


def _smoothed(ours: Analysis, theirs: dict[str, Any]) -> list[str]:
    limits = np.stack([ours.lower, ours.upper], axis=1)
    found = [] if same_number(ours.y, theirs["y"]) else ["y"]
    found += [] if same_number(ours.centre, spread_out(theirs["center"], ours)) else ["centre"]
    found += [] if same_number(limits, theirs["limits"]) else ["limits"]
    return found + ([] if positions(ours.outside) == theirs["violations"] else ["outside"])


def _summed(case: dict[str, Any], ours: Analysis) -> list[str]:
    theirs = case["output"]
    sums = paths(np.array(case["data"]["y"], dtype=float), theirs["center"], theirs["std_dev"], theirs["se_shift"])
    found = [] if same_number(sums.rising, theirs["pos"]) else ["rising"]
    found += [] if same_number(sums.falling, theirs["neg"]) else ["falling"]
    beyond = {*theirs["violations_upper"], *theirs["violations_lower"]}
    found += [] if set(ours.upper) == {theirs["decision_interval"]} else ["interval"]
    return found + ([] if positions(ours.outside) == sorted(beyond) else ["outside"])
