"""The cases of NHSRplotthedots, analysed our way: one chart a facet, a new phase from each date of a rebase."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from knotwork.science.spc import analyse, making_data_count
from tests.science.reference.cases import cases, same_number

NAMES = {
    "common cause": {"Common Cause"},
    "outside limits": {"Above UCL", "Below LCL"},
    "trend of 7": {"7 Point Trend (Increasing)", "7 Point Trend (Decreasing)"},
    "2 of 3 close to a limit": {"2 in 3 Above CL", "2 in 3 Below CL"},
    "7 on one side": {"7 Points Above CL", "7 Points Below CL"},
}
MEANINGS = {
    "common cause": "common_cause",
    "improvement": "special_cause_improvement",
    "concern": "special_cause_concern",
    "high": "special_cause_neutral_high",
    "low": "special_cause_neutral_low",
}


@cache
def all_differences() -> dict[str, list[str]]:
    """By case, in what our reading differs: names of fields, empty when it agrees."""
    return {case["id"]: differences(case) for case in cases("ptd")}


def differences(case: dict[str, Any]) -> list[str]:
    """In what our reading differs from this case, over all its facets."""
    if case["error"]:
        return ["no error"]
    points = case["output"]["points"]
    facets = list(dict.fromkeys(points["f"]))
    rows = {facet: [i for i, name in enumerate(points["f"]) if name == facet] for facet in facets}
    found = [name for facet in facets for name in _facet(case, facet, rows[facet])]
    return sorted(set(found))


def _facet(case: dict[str, Any], facet: str, rows: list[int]) -> list[str]:
    points, args = case["output"]["points"], case["args"]
    dates = [points["x"][row] for row in rows]
    rebase = args.get("rebase_by_facet", {}).get(facet, []) if "rebase_by_facet" in args else args.get("rebase", [])
    target = args.get("target_by_facet", {}).get(facet) if "target_by_facet" in args else args.get("target")
    direction = args["improvement_direction"]
    begins = [dates.index(date) for date in rebase if date in dates]
    first = args.get("fix_after_n_points")  # of each phase there
    seen = analyse(
        "i",
        [points["y"][row] for row in rows],
        x=dates,
        phases=begins,
        baseline=[first] * (len({0, *begins})),
        target=target,
        rules="mdc",
        direction=None if direction == "neutral" else direction,
        screen_moving_ranges=args.get("screen_outliers", True),
    )
    read = making_data_count(seen)
    found = [
        ours
        for ours, theirs in (("centre", "mean"), ("lower", "lpl"), ("upper", "upl"))
        if not same_number(getattr(seen, ours), [points[theirs][row] for row in rows])
    ]
    found += [] if seen.outside.tolist() == [bool(points["outside_limits"][row]) for row in rows] else ["outside"]
    labels = [points["special_cause_type"][row] for row in rows]
    found += [] if all(theirs in NAMES[ours] for ours, theirs in zip(read.rules, labels, strict=True)) else ["rules"]
    kinds = [points["point_type"][row] for row in rows]
    found += [] if [MEANINGS[ours] for ours in read.points] == kinds else ["meanings"]
    return found + _icons(case, facet, read)


def _icons(case: dict[str, Any], facet: str, read: Any) -> list[str]:
    icons = {icon["type"]: icon["icon"] for icon in case["output"]["icons"] or [] if icon["f"] == facet}
    variation = {"common cause": "common_cause"}.get(read.variation)
    shown = icons.get("variation", "")
    if read.variation in {"high", "low"}:
        variation = f"neutral_{read.variation}"
    found = []
    if icons and not shown.startswith(variation or read.variation):
        found.append("variation")
    if "assurance" in icons and icons["assurance"] != f"{read.assurance}.svg":
        found.append("assurance")
    return found


def has_missing(case: dict[str, Any]) -> bool:
    """Whether a value of the case is missing."""
    return bool(np.isnan(np.array(case["data"]["y"], dtype=float)).any())
