"""The cases of FunnelPlotR, computed our way."""

from __future__ import annotations

from functools import cache
from typing import Any

from knotwork.science.spc import funnel
from tests.science.reference.cases import cases, same_number

KINDS = {
    ("PR", None): "proportion",
    ("RC", None): "ratio_of_counts",
    ("SR", "SHMI"): "ratio",
    ("SR", "CQC"): "ratio_root",
}


@cache
def all_differences() -> dict[str, list[str]]:
    """By case, in what our funnel differs: names of fields, empty when it agrees."""
    return {case["id"]: differences(case) for case in cases("funnel")}


def differences(case: dict[str, Any]) -> list[str]:
    """In what our funnel differs from this case."""
    data, args, theirs = case["data"], case["args"], case["output"]
    ours = funnel(
        data["num"],
        data["den"],
        kind=KINDS[args["data_type"], args.get("sr_method")],
        names=data["group"],
        overdispersion=args["draw_adjusted"],
        trim=args.get("trim_by", 0.1),
    )
    table, drawn = theirs["aggregated"], "OD" if theirs["draw_adjusted"] else ""
    fields = {
        "value": "rr",
        "lower": f"{drawn}LCL99" if not drawn else "OD99LCL",
        "upper": "UCL99" if not drawn else "OD99UCL",
        "warning_lower": "LCL95" if not drawn else "OD95LCL",
        "warning_upper": "UCL95" if not drawn else "OD95UCL",
        "score": "Uzscore",
    }
    found = [name for name, column in fields.items() if not same_number(getattr(ours, name), table[column])]
    found += [] if ours.adjusted == theirs["draw_adjusted"] else ["adjusted"]
    found += [] if same_number([ours.dispersion], [theirs["phi"]]) else ["dispersion"]
    found += [] if same_number([ours.between], [theirs["tau2"]]) else ["between"]
    marked = ours.outside if args["limit"] == 99 else ours.warned
    named = [name for name, out in zip(ours.names, marked, strict=True) if out]
    return found + ([] if named == theirs["outliers"] else ["outside"])
