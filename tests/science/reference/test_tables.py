"""Every table of the reference beside our own functions, cell by cell; the simulated one with fewer series."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import analyse, making_data_count
from tests.science.reference import simulated, tables
from tests.science.reference.cases import SHARED
from tests.science.reference.exact_tables import EXACT, Cell, named, printed, run_lengths

CELLS = {
    "anhoej_limits_n1_500.csv": 500 * 2,
    "runs_decision_grid.csv": 3811 * 3,
    "runs_table_perla_and_exact.csv": 51 * 6,
    "anhoej_exact_false_signal.csv": 113 * 5,
    "anhoej_exact_power_whole_series_shift.csv": 11 * 8,
    "arl_exact.txt": 15 * 10,
    "subgroup_constants.csv": 99 * 4,
    "range_constants.csv": 24 * 5,
}


@pytest.mark.parametrize("name", list(EXACT))
def test_every_cell_of_an_exact_table_agrees(name) -> None:
    cells = list(EXACT[name]())
    assert [cell for cell in cells if not cell.agrees] == []
    assert len(cells) == CELLS[name]


def test_every_table_of_the_folder_is_worked_out() -> None:
    files = {path.name for path in SHARED.iterdir() if path.suffix in {".csv", ".txt"}}
    assert set(tables.tables(1)) == files


def test_every_cell_of_the_simulated_table_agrees_within_the_error_of_few_series() -> None:
    cells = list(simulated.simulated(1000))
    assert [cell for cell in cells if not cell.agrees] == []
    assert len(cells) == 51 * 18


def test_a_simulation_says_the_same_each_time() -> None:
    assert [cell.ours for cell in simulated.simulated(20)] == [cell.ours for cell in simulated.simulated(20)]


@pytest.mark.parametrize(("theirs", "ours", "within"), [(0.5, 0.5, True), (0.5, 0.563, True), (0.5, 0.564, False)])
def test_four_standard_errors_of_both_simulations_are_allowed(theirs, ours, within) -> None:
    # A half of 1,000 and of 100,000: 4 root(1/4 (1/1000 + 1/100000)) = 0.0636.
    assert Cell("", theirs, ours, simulated.allowed(theirs, ours, 1000)).agrees is within


def test_a_chance_of_nothing_still_has_an_error() -> None:
    assert 0.003 < simulated.allowed(0.0, 0.0, 1000) < 0.0042


@pytest.mark.parametrize(
    ("text", "within"), [("0.5", 0.05), ("0.08403", 0.000005), ("370.40", 0.005), ("1", 0.5), ("1.0000", 0.00005)]
)
def test_half_a_unit_of_the_last_printed_digit_is_allowed(text, within) -> None:
    assert printed(text) == pytest.approx(within)


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("(1,)", [(1, 1, 3.0)]),
        ("(1, 2)", [(1, 1, 3.0), (2, 3, 2.0)]),
        ("(1, 3, 4)", [(1, 1, 3.0), (4, 5, 1.0), (8, 8, 0.0)]),
        ("(4,) run 6", [(6, 6, 0.0)]),
        ("(1, 4) run 9", [(1, 1, 3.0), (9, 9, 0.0)]),
    ],
)
def test_a_line_of_run_lengths_is_read_as_its_tests(name, needs) -> None:
    assert [tuple(test) for test in named(name)] == needs


def test_the_table_of_run_lengths_has_the_two_that_everyone_knows() -> None:
    known = {cell.where: cell.theirs for cell in run_lengths()}
    assert known["(1,), shifted by 0"] == 370.40
    assert known["(1, 2, 3, 4), shifted by 0"] == 91.75


@pytest.mark.parametrize("name", ["normal", "exponential", "poisson_1", "ar1_0.6"])
def test_the_last_point_is_read_as_making_data_count_reads_it(name) -> None:
    random = np.random.default_rng(7)
    y = simulated.made(name, 24, 0.0, 60, random)
    seen = simulated.on_the_last_point(simulated.lie(y, simulated.screen(y, rules="mdc")))
    read = [making_data_count(analyse("i", row, rules="mdc")).variation != "common cause" for row in y]
    assert seen.tolist() == read


def test_autocorrelated_values_are_as_variable_at_the_end_as_at_the_start() -> None:
    values = simulated.autocorrelated(np.random.default_rng(1), (20_000, 12), 0.6)
    assert values.std(axis=0) == pytest.approx(np.ones(12), abs=0.03)
    assert np.corrcoef(values[:, 3], values[:, 4])[0, 1] == pytest.approx(0.6, abs=0.02)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("normal", [0, 0, 0, 0]),
        ("normal step at n/2", [0, 0, 1, 1]),
        ("normal, last point only shifted", [0, 0, 0, 1]),
        ("normal, linear drift total", [0, 1 / 3, 2 / 3, 1]),
    ],
)
def test_shifts_begin_where_the_table_says(name, level) -> None:
    assert simulated.SHIFTS[name](4).tolist() == pytest.approx(level)


def test_the_command_says_how_many_cells_agree(capsys, monkeypatch) -> None:
    right, wrong = Cell("here", 1.0, 1.0, 0.0), Cell("there", 1.0, 1.5, 0.1)
    monkeypatch.setattr(tables, "tables", lambda series: {"one.csv": lambda: iter([right, wrong])})
    assert tables.main([]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[1].split() == ["one.csv", "2", "1", "5.0e-01"]
    assert said[2] == "there: 1 there, 1.5 here"


def test_the_command_ends_well_when_all_agree(capsys, monkeypatch) -> None:
    monkeypatch.setattr(tables, "tables", lambda series: {"one.csv": lambda: iter([Cell("here", 1.0, 1.0, 0.0)])})
    assert tables.main(["10"]) == 0
    assert "one.csv" in capsys.readouterr().out
