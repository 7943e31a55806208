"""Every set of rules over again, as plainly as can be, on many series at once: to check simulated rates with.

Nothing here uses the rules that it checks. Values are continuous, so that there are no ties; limits of runs are read
from the exact tables that the references bring along.
"""

from __future__ import annotations

import csv
from functools import cache

import numpy as np

from knotwork.science.spc.rules.number_of_runs import exact_runs, printed_runs
from tests.science.reference.cases import SHARED

Many = np.ndarray


def windowed(true: Many, need: int, size: int) -> Many:
    """Whether so many of this and the points before it, of a window of this size, are true."""
    so_far = np.cumsum(np.pad(true, ((0, 0), (size, 0))), axis=1, dtype=np.int16)
    found = so_far[:, size:] - so_far[:, :-size] >= need
    found[:, : size - 1] = False
    return found


def either(up: Many, down: Many, need: int, size: int) -> Many:
    return windowed(up, need, size) | windowed(down, need, size)


def trend(y: Many, size: int) -> Many:
    first = np.zeros((len(y), 1), dtype=bool)
    up = np.concatenate([first, y[:, 1:] > y[:, :-1]], axis=1)
    down = np.concatenate([first, y[:, 1:] < y[:, :-1]], axis=1)
    return windowed(up, size - 1, size - 1) | windowed(down, size - 1, size - 1)


def alternating(y: Many) -> Many:
    turn = np.zeros(y.shape, dtype=bool)
    turn[:, 2:] = (y[:, 2:] - y[:, 1:-1]) * (y[:, 1:-1] - y[:, :-2]) < 0
    return windowed(turn, 12, 12)


def patterns(y: Many, z: Many, limits: bool) -> dict[str, Many]:
    """By rule set, whether a point ends a pattern or lies outside; `z` are sigmas from the centre."""
    high, low = z > 0, z < 0
    out = (abs(z) > 3) & limits
    two = either(z > 2, z < -2, 2, 3) & limits
    four = either(z > 1, z < -1, 4, 5) & limits
    close_up, close_down = (z > 2) & (z <= 3), (z < -2) & (z >= -3)
    close = (windowed(close_up, 2, 3) & windowed(high, 3, 3)) | (windowed(close_down, 2, 3) & windowed(low, 3, 3))
    hugging, mixture = windowed(abs(z) < 1, 15, 15) & limits, windowed(abs(z) > 1, 8, 8) & limits
    nelson = out | either(high, low, 9, 9) | trend(y, 6) | alternating(y) | two | four | hugging | mixture
    return {
        "three_sigma": out,
        "mdc": out | either(high, low, 7, 7) | trend(y, 7) | (close & limits),
        "western_electric": out | two | four | either(high, low, 8, 8),
        "nelson": nelson,
        "ihi": out | trend(y, 5),
        "ihi_printed": out | trend(y, 5),
        "anhoej": out,
        "bestbox": out,
        "cutbox": out,
    }


def runs(z: Many) -> tuple[Many, Many, Many]:
    """Useful points, longest run and crossings so far, at each point."""
    useful, longest, crossings = (np.zeros(z.shape, dtype=int) for _ in range(3))
    state = np.zeros((4, len(z)), dtype=int)
    for point in range(z.shape[1]):
        here = np.sign(z[:, point]).astype(int)
        on = here == 0
        before, length, most, crossed = state
        crossed = crossed + (here * before == -1)
        length = np.where(on, length, np.where(here == before, length + 1, 1))
        most = np.maximum(most, length)
        state = np.stack([np.where(on, before, here), length, most, crossed])
        useful[:, point] = (useful[:, point - 1] if point else 0) + ~on
        longest[:, point], crossings[:, point] = most, crossed
    return useful, longest, crossings


def table(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open() as rows:
        return list(csv.DictReader(rows))


@cache
def anhoej_limits() -> tuple[Many, Many]:
    """The longest run and the fewest crossings, by useful points."""
    rows = table("anhoej_limits_n1_500.csv")
    longest, fewest = np.zeros(501, dtype=int), np.zeros(501, dtype=int)
    for row in rows:
        longest[int(row["n_useful"])] = int(row["longest_run_max"])
        fewest[int(row["n_useful"])] = int(row["n_crossings_min"])
    return longest, fewest


@cache
def grid() -> dict[str, Many]:
    """The largest longest run that does not signal, by points and crossings; any where there is no row."""
    found = {name: np.full((101, 101), 101) for name in ("bestbox", "cutbox")}
    for row in table("runs_decision_grid.csv"):
        for name, allowed in found.items():
            longest = row[f"max_longest_run_no_signal_{name}"]
            allowed[int(row["n_useful"]), int(row["n_crossings"])] = int(longest)
    return found


@cache
def numbers_of_runs(name: str) -> tuple[Many, Many]:
    of = exact_runs if name == "ihi" else printed_runs
    return tuple(np.array([of(many) for many in range(501)]).T)


def broken(name: str, useful: Many, longest: Many, crossings: Many) -> Many:
    """Whether runs and crossings signal under the rules of this name."""
    if name in {"ihi", "ihi_printed"}:
        fewest, most = numbers_of_runs(name)
        return (longest >= 6) | (crossings + 1 < fewest[useful]) | (crossings + 1 > most[useful])
    if name not in {"anhoej", "bestbox", "cutbox"}:
        return np.zeros(useful.shape, dtype=bool)
    run, cross = anhoej_limits()
    plain = (longest > run[useful]) | (crossings < cross[useful])
    if name == "anhoej":
        return plain
    boxed = longest > grid()[name][np.minimum(useful, 100), np.minimum(crossings, 100)]
    return np.where((useful >= 10) & (useful <= 100), boxed, plain)
