"""The tables that can be worked out exactly, each cell beside our own function of the same thing."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from knotwork.science.spc import Pattern, average_run_length, chance_of_signal
from knotwork.science.spc.chance import crossings_by_chance, longest_by_chance, runs_by_chance
from knotwork.science.spc.charts.constants import constants
from knotwork.science.spc.performance import FOUR_OF_FIVE, THREE_SIGMA, TWO_OF_THREE, run_of
from knotwork.science.spc.rules.allowed import Allowed
from knotwork.science.spc.rules.anhoej import anhoej
from knotwork.science.spc.rules.box import best_box, cut_box
from knotwork.science.spc.rules.number_of_runs import exact_runs, printed_runs
from knotwork.science.spc.runs import crossings_limit, longest_run_limit
from tests.science.reference.cases import SHARED


class Cell(NamedTuple):
    """One cell: where it is, what it says, what we say, and how far apart these may be."""

    where: str
    theirs: float
    ours: float
    tolerance: float

    @property
    def agrees(self) -> bool:
        """Whether the two are as near as they should be."""
        return abs(self.ours - self.theirs) <= self.tolerance


Cells = Iterator[Cell]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of comma-separated values."""
    with (SHARED / name).open(newline="") as table:
        yield from csv.DictReader(table)


def printed(text: str) -> float:
    """Half a unit of the last digit that is printed, and a little for the halves themselves."""
    return 0.5 * 10.0 ** -len(text.partition(".")[2]) * (1 + 1e-9)


def limits() -> Cells:
    """Anhøj's limits of the longest run and of crossings."""
    for row in rows("anhoej_limits_n1_500.csv"):
        n = int(row["n_useful"])
        yield Cell(f"longest run of {n}", float(row["longest_run_max"]), longest_run_limit(n), 0)
        yield Cell(f"crossings of {n}", float(row["n_crossings_min"]), crossings_limit(n), 0)


BOXES: dict[str, Callable[[int, int], Allowed]] = {"anhoej": anhoej, "bestbox": best_box, "cutbox": cut_box}


def decisions() -> Cells:
    """The longest run that does not signal, by points and crossings; 0 where so few crossings signal by themselves."""
    for row in rows("runs_decision_grid.csv"):
        n, crossings = int(row["n_useful"]), int(row["n_crossings"])
        for name, rule in BOXES.items():
            allowed = rule(n, crossings)
            ours = int(allowed.longest) if crossings >= int(allowed.fewest) else 0
            where = f"{name}, {n} points, {crossings} crossings"
            yield Cell(where, float(row[f"max_longest_run_no_signal_{name}"]), ours, 0)


def number_of_runs() -> Cells:
    """The printed and the exact limits of the number of runs, and the chances beyond the printed ones."""
    for row in rows("runs_table_perla_and_exact.csv"):
        n = int(row["n_useful"])
        for name, (fewest, most) in {"perla": printed_runs(n), "exact": exact_runs(n)}.items():
            yield Cell(f"{name}, fewest of {n}", float(row[f"{name}_lower"]), fewest, 0)
            yield Cell(f"{name}, most of {n}", float(row[f"{name}_upper"]), most, 0)
        fewest, most = printed_runs(n)
        below = crossings_by_chance(n, fewest - 2, own=True)
        above = 1 - crossings_by_chance(n, most - 1, own=True)
        for name, ours in {"p_below_perla_lower": below, "p_above_perla_upper": above}.items():
            yield Cell(f"{name} of {n}", float(row[name]), ours, printed(row[name]))


def false_signals() -> Cells:
    """How often Anhøj's rules signal by chance about a known line."""
    for row in rows("anhoej_exact_false_signal.csv"):
        n = int(row["n_useful"])
        longest, fewest = longest_run_limit(n), crossings_limit(n)
        yield Cell(f"longest run of {n}", float(row["longest_run_max"]), longest, 0)
        yield Cell(f"crossings of {n}", float(row["n_crossings_min"]), fewest, 0)
        chances = {
            "p_run_too_long": longest_by_chance(n, longest + 1, own=False),
            "p_too_few_crossings": crossings_by_chance(n, fewest - 1, own=False),
            "p_either": runs_by_chance(n),
        }
        for name, ours in chances.items():
            yield Cell(f"{name} of {n}", float(row[name]), ours, printed(row[name]))


def power() -> Cells:
    """How often they signal when the whole series lies off the line."""
    for row in rows("anhoej_exact_power_whole_series_shift.csv"):
        shift = float(row.pop("shift_sd"))
        for name, text in row.items():
            ours = chance_of_signal(int(name.removeprefix("n")), shift)
            yield Cell(f"{name}, shifted by {shift:g}", float(text), ours, printed(text))


TESTS = {1: THREE_SIGMA, 2: TWO_OF_THREE, 3: FOUR_OF_FIVE}


def run_lengths() -> Cells:
    """Average run lengths of rule combinations with known limits."""
    head, *lines = (SHARED / "arl_exact.txt").read_text().splitlines()
    shifts = ast.literal_eval(head.removeprefix("rules "))
    for line in lines:
        name, values = line[: line.index(" [")], ast.literal_eval(line[line.index("[") :])
        for shift, text in zip(shifts, values, strict=True):
            yield Cell(
                f"{name}, shifted by {shift:g}", float(text), average_run_length(named(name), shift), printed(text)
            )


def named(name: str) -> list[Pattern]:
    """The tests of a line such as "(1, 4) run 7": their numbers, and how long the run of the fourth is."""
    run = re.search(r"run (\d+)$", name)
    length = int(run[1]) if run else 8
    return [TESTS.get(test, run_of(length)) for test in ast.literal_eval(name[: name.index(")") + 1])]


def subgroup_constants() -> Cells:
    """c4, A3, B3 and B4."""
    for row in rows("subgroup_constants.csv"):
        ours = constants(int(row["n"]))
        for name, value in {"c4": ours.c4, "A3": ours.a3, "B3": ours.b3, "B4": ours.b4}.items():
            yield Cell(f"{name} of {row['n']}", float(row[name]), value, 1e-9)


RANGES = 1e-5
"""The table of constants for ranges was made from a d3 that is right to five digits: D4 of two values is there 3.26654,
where B4 of two values, which is the same number, is 3.26653 in the table of constants for standard deviations."""


def range_constants() -> Cells:
    """d2, d3, D3, D4 and A2."""
    for row in rows("range_constants.csv"):
        ours = constants(int(row["n"]))
        values = {"d2": ours.d2, "d3": ours.d3, "D3": ours.lower_range, "D4": ours.upper_range, "A2": ours.a2}
        for name, value in values.items():
            yield Cell(f"{name} of {row['n']}", float(row[name]), value, RANGES)


EXACT: dict[str, Callable[[], Cells]] = {
    "anhoej_limits_n1_500.csv": limits,
    "runs_decision_grid.csv": decisions,
    "runs_table_perla_and_exact.csv": number_of_runs,
    "anhoej_exact_false_signal.csv": false_signals,
    "anhoej_exact_power_whole_series_shift.csv": power,
    "arl_exact.txt": run_lengths,
    "subgroup_constants.csv": subgroup_constants,
    "range_constants.csv": range_constants,
}
