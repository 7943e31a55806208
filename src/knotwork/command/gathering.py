"""How the rows of a file become the points of one chart, and what a careful reader would want to know of that."""

import math
from collections.abc import Sequence

from knotwork.command.fitting import counted
from knotwork.command.tidy import Tidy
from knotwork.science.spc import KINDS, Analysis, propose_rebase


def by_period(tidy: Tidy) -> tuple[list[float], list[float] | None]:
    """One value (and denominator) a period, to choose a chart by: counts are added up, measurements averaged.

    Rows with an empty cell have no part in it.
    """
    tops: dict[object, list[float]] = {period: [] for period in tidy.calendar}
    bottoms: dict[object, list[float]] = {period: [] for period in tidy.calendar}
    below = tidy.denominators or tidy.values
    for period, value, out_of in zip(tidy.periods, tidy.values, below, strict=True):
        if value == value and out_of == out_of:
            tops[period].append(value)
            bottoms[period].append(out_of)
    added = tidy.denominators is not None or counted(tidy.values, None) == "count"
    values = [math.fsum(each) / (1 if added else len(each)) if each else math.nan for each in tops.values()]
    return values, None if tidy.denominators is None else [math.fsum(each) for each in bottoms.values()]


def notes_on(tidy: Tidy, analysis: Analysis, names: Sequence[str]) -> list[str]:
    """What was gathered, what is missing, and where a new phase might begin."""
    said = [*_gathered(tidy, analysis.kind), *_missing(tidy)]
    proposal = propose_rebase(analysis, periods=names)
    if proposal:
        said.append(f"A new phase might begin after {names[proposal.after - 1]}: {proposal.evidence}")
    return said


def _gathered(tidy: Tidy, kind: str) -> list[str]:
    rows, points = len(tidy.rows), len({*tidy.periods}) - _absent(tidy)
    if rows == points:
        return []
    return [
        f"{rows:,} rows were gathered into {points:,} points{_how(tidy, kind)}. "
        "If they belong to several series, choose one with --series COLUMN=VALUE."
    ]


def _how(tidy: Tidy, kind: str) -> str:
    gather = KINDS[kind].demands.gather
    if tidy.denominators is not None or gather == "total":
        return ", rows of one period added up (those with an empty cell left out)"
    return ", each the mean of its rows (empty ones left out)" if gather == "mean" else ""


def _absent(tidy: Tidy) -> int:
    """How many periods were added because only other series have them."""
    return len(tidy.periods) - len(tidy.rows)


def _missing(tidy: Tidy) -> list[str]:
    many = _absent(tidy)
    if not many:
        return []
    if many == 1:
        return ["A period that other series of the file have is missing here, and stays a gap."]
    return [f"{many:,} periods that other series of the file have are missing here, and stay gaps."]
