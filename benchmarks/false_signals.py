"""How often a stable series signals: makes the tables that the science ships as `chance_rates.txt`.

Run `python -m benchmarks.false_signals 40000 > src/knotwork/science/spc/chance_rates.txt`; names of rows after the
number, such as `screened0normal`, make those alone. Each series is drawn once for all lengths: what has signalled by
its tenth point is what a chart of ten would have shown. Up to 100 points the shipped table has 40,000 series, and
60,000 or 20,000 where they set their own lines (Monte-Carlo error at most 0.0035), beyond that 10,000 (0.005).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from benchmarks.stable_series import DATA, Drawn, early, lines, outside, signalled
from knotwork.science.spc.chance_rates import ALIKE, BASES, COARSE, COUNTS, FINELY, SKEWS, SPARSELY, WARNED, lengths
from knotwork.science.spc.rules import RULES

SEED, BLOCK, LONG = 20260101, 2_000, 100
LINED = ("run", "screened", "unscreened", "known", "deviation")
GIVEN = ("screened_given", "unscreened_given")
EARLY = ("ewma_screened", "ewma_unscreened", "cusum_screened", "cusum_unscreened")
ALONE = ("mr", *EARLY)
ALONE_GIVEN = tuple(f"{limits}_given" for limits in EARLY)
RARE = ("t_screened", "t_unscreened", "g")
FEWER = (6, 10, 20, 50)


class Row(NamedTuple):
    """A row of the table: how the lines are drawn, from how many points (0: from all, -1: from none), and the data."""

    limits: str
    base: int
    data: str = "normal"


def rows() -> Iterator[Row]:
    """All rows that are simulated."""
    for limits in LINED + ALONE + RARE:
        bases = FEWER if limits == "deviation" else BASES
        yield from (Row(limits, base) for base in (0, *bases))
    for limits in GIVEN + ALONE_GIVEN:
        yield from (Row(limits, base) for base in (0, *FEWER))
    yield from (Row(limits, -1) for limits in ("run", "known", "mr", "g"))
    for limits in ("run", "screened", "unscreened", "known"):
        yield from (Row(limits, 0, f"alike{share}") for share in ALIKE)
    for limits in ("screened", "unscreened"):
        yield from (Row(limits, 0, f"skew{skew}") for skew in SKEWS)
    yield from (Row("known", 0, f"counts{expected}") for expected in COUNTS)


def names(row: Row) -> list[str]:
    """The rule sets that have a line of their own in such a row."""
    if row.limits in LINED + GIVEN + RARE:
        return [name for name in RULES if row.limits != "run" or name != "three_sigma"]
    return ["three_sigma"]


def nodes(row: Row, rules: str) -> tuple[int, ...]:
    """The lengths that such a row has."""
    if row.data != "normal":
        return WARNED
    return tuple(points for points in lengths(row.limits, rules) if points > max(row.base, 0))


def rates(row: Row, wanted: tuple[int, ...], series: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """The share of series with a signal at these lengths, by rule set."""
    found: dict[str, np.ndarray] = dict.fromkeys(names(row), np.zeros(len(wanted)))
    blocks = max(series // BLOCK, 1)
    for _ in range(blocks):
        y = np.asfortranarray(DATA[row.data.rstrip("0123456789.")](rng, (min(BLOCK, series), max(wanted)), row))
        for name, share in _block(row, y, wanted).items():
            found[name] = found[name] + share / blocks
    return found


def _block(row: Row, y: np.ndarray, wanted: tuple[int, ...]) -> dict[str, np.ndarray]:
    if row.base:
        seen = _seen(row, y, max(row.base, 0))
        return {name: seen[name].mean(axis=0)[np.array(wanted) - 1] for name in names(row)}
    every = [_seen(row, y[:, :points], points, finely=points not in COARSE) for points in wanted]
    none = np.full((1, 1), np.nan)
    return {name: np.array([seen.get(name, none)[:, -1].mean() for seen in every]) for name in names(row)}


def _seen(row: Row, y: np.ndarray, base: int, finely: bool = False) -> dict[str, np.ndarray]:
    if row.limits.startswith(("ewma", "cusum")):
        return {"three_sigma": early(row.limits, y, base)}
    drawn: Drawn = lines(row.limits, y, base, row.data)
    if names(row) == ["three_sigma"]:
        return {"three_sigma": outside(drawn)}
    return signalled(drawn, [name for name in RULES if name in FINELY or not finely])


def smooth(row: Row, rules: str, wanted: tuple[int, ...]) -> dict[int, tuple[int, ...]]:
    """Around which lengths a rate is averaged: limits of runs step from one to the next, and not all are kept."""
    near = (-3, 0, 2, 5) if rules in FINELY and row.limits not in SPARSELY else (0,)
    return {points: tuple(min(points + step, 500) for step in near) for points in wanted if points > LONG}


def table(row: Row, series: int, rng: np.random.Generator) -> dict[str, list[float]]:
    """All rates of a row, by rule set and in the order of its lengths."""
    fine = {name: nodes(row, name) for name in names(row)}
    short = tuple(sorted({p for wanted in fine.values() for p in wanted if p <= LONG}))
    around = {name: smooth(row, name, wanted) for name, wanted in fine.items()}
    long = tuple(sorted({p for of in around.values() for near in of.values() for p in near if p > row.base}))
    seen = {}
    if row.base == 0:  # each length has series of its own, so that errors do not run along the row
        each = ((p, rates(row, (p,), series * 3 // 2 if p in COARSE else series // 2, rng)) for p in short)
        seen = {p: [float(found[0]) for found in of.values()] for p, of in each}
    elif short:
        seen = dict(zip(short, zip(*rates(row, short, series, rng).values(), strict=True), strict=True))
    far = dict(zip(long, zip(*rates(row, long, series // 4, rng).values(), strict=True), strict=True)) if long else {}
    made = {}
    for place, (name, wanted) in enumerate(fine.items()):
        made[name] = [
            seen[p][place] if p <= LONG else float(np.mean([far[q][place] for q in around[name][p]])) for p in wanted
        ]
    return made


def main() -> None:
    """Print the table: limits, data, rules, base, and the rates in thousandths, three digits a length."""
    series = int(sys.argv[1]) if len(sys.argv) > 1 else 4_000
    print(f"# By python -m benchmarks.false_signals {series}: limits, data, rules, points that set the lines (0: all,")
    print("# -1: none), and chances of a false signal in thousandths, three digits a length (see chance_rates.py).")
    for place, row in enumerate(rows()):
        if len(sys.argv) > 2 and f"{row.limits}{row.base}{row.data}" not in sys.argv[2:]:
            continue
        for name, found in table(row, series, np.random.default_rng([SEED, place])).items():
            digits = "".join(f"{min(round(1000 * rate), 999):03d}" for rate in found)
            print(row.limits, row.data, name, row.base, digits, flush=True)


if __name__ == "__main__":
    main()
