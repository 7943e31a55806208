"""The reference cases: what other packages computed, and what they call their arguments."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from knotwork.science.spc import Analysis, analyse

SHARED = Path(__file__).resolve().parents[4] / "shared" / "reference"
RUNS = {
    "useful": "n_useful",
    "longest_run": "longest_run",
    "longest_run_max": "longest_run_max",
    "crossings": "n_crossings",
    "crossings_min": "n_crossings_min",
    "runs_signal": "runs_signal",
}
LINES = {"centre": "cl", "lower": "lcl", "upper": "ucl", "warning_lower": "lcl95", "warning_upper": "ucl95"}


@cache
def cases(name: str) -> tuple[dict[str, Any], ...]:
    """All cases of one package: qic, ptd, qcc or funnel."""
    with gzip.open(SHARED / f"{name}.jsonl.gz", "rt") as lines:
        return tuple(json.loads(line) for line in lines)


def analysed(case: dict[str, Any]) -> Analysis:
    """Our own analysis of a case of qicharts2."""
    data, args = case["data"], case["args"]
    return analyse(
        case["chart"],
        data["y"],
        data.get("n"),
        x=data["x"],
        phases=args.get("part", ()),
        baseline=args.get("freeze"),
        exclude=args.get("exclude", ()),
        centre=args.get("cl"),
        target=args.get("target"),
        multiply=args.get("multiply", 1),
        rules=args.get("method", "anhoej"),
        screen_moving_ranges=case["options"]["qic.screenedmr"],
        aggregate=args.get("agg.fun", "mean"),
        never_negative=args.get("y.neg") is False,
    )


@cache
def all_differences() -> dict[str, list[str]]:
    """By case of qicharts2, in what our analysis differs: names of fields, empty when it agrees."""
    return {case["id"]: differences(case) for case in cases("qic")}


def differences(case: dict[str, Any]) -> list[str]:
    """In what our analysis differs from this case."""
    try:
        ours = analysed(case)
    except ValueError as error:
        return [] if case["error"] else [f"error: {error}"]
    if case["error"]:
        return ["no error"]
    points = case["output"]["points"]
    found = [] if same_number(ours.y, points["y"]) else ["y"]
    found += [line for line, theirs in LINES.items() if not same_number(getattr(ours, line), points[theirs])]
    if not case.get("fp_sensitive"):
        found += [] if ours.outside.tolist() == points["sigma_signal"] else ["outside"]
        found += _runs(ours, case["output"]["parts"])
    return found


def _runs(ours: Analysis, parts: list[dict[str, Any]]) -> list[str]:
    if len(ours.phases) != len(parts):
        return ["phases"]
    found = []
    for phase, part in zip(ours.phases, parts, strict=True):
        found += [name for name in RUNS if getattr(phase, name) != (part[RUNS[name]] or 0)]
    return found


def same_number(ours: Any, theirs: Any) -> bool:
    """Whether two columns agree to 1e-9 relative, null meaning missing."""
    a, b = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    if a.shape != b.shape:
        return False
    scale = np.nanmax(np.abs(b), initial=0.0)
    return bool(np.allclose(a, b, rtol=1e-9, atol=1e-12 * scale, equal_nan=True))
