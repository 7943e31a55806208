"""How often a stable process signals: beside exact tables, simulations and average run lengths."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from knotwork.science.spc import RULES, analyse
from knotwork.science.spc.chance import (
    BEYOND_THREE_SIGMA,
    crossings_by_chance,
    longest_by_chance,
    outside_by_chance,
    runs_by_chance,
    runs_by_chance_about_own_line,
)
from knotwork.science.spc.rules.zones import zones
from knotwork.science.spc.screening.controlled import controlled
from tests.science.reference.cases import SHARED

SIMULATED = {"ihi": "ihi_all3", "mdc": "mdc_any", "western_electric": "we1234", "nelson": "nelson_all8"}


def table(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open() as rows:
        return list(csv.DictReader(rows))


def test_anhoejs_rules_about_a_known_line_have_the_exact_published_chance() -> None:
    rows = table("anhoej_exact_false_signal.csv")
    assert len(rows) > 100
    for row in rows:
        assert runs_by_chance(int(row["n_useful"])) == pytest.approx(float(row["p_either"]), abs=6e-6)


def test_each_rule_alone_has_the_exact_published_chance() -> None:
    for row in table("anhoej_exact_false_signal.csv"):
        n, longest, fewest = int(row["n_useful"]), int(row["longest_run_max"]), int(row["n_crossings_min"])
        assert longest_by_chance(n, longest + 1, own=False) == pytest.approx(float(row["p_run_too_long"]), abs=6e-6)
        few = crossings_by_chance(n, fewest - 1, own=False)
        assert few == pytest.approx(float(row["p_too_few_crossings"]), abs=6e-6)


def normal() -> list[dict[str, str]]:
    return [row for row in table("sim_rules.csv") if row["data"] == "normal"]


@pytest.mark.parametrize("row", normal(), ids=lambda row: row["n"])
def test_runs_about_the_own_median_signal_as_often_as_simulated(row) -> None:
    useful = 2 * (int(row["n"]) // 2)
    assert runs_by_chance_about_own_line(useful) == pytest.approx(float(row["anhoej_median"]), abs=0.003)


@pytest.mark.parametrize("row", normal(), ids=lambda row: row["n"])
def test_points_fall_outside_own_limits_as_often_as_simulated(row) -> None:
    n = int(row["n"])
    assert outside_by_chance(n, False) == pytest.approx(float(row["3sigma_unscreened"]), abs=0.005)
    assert outside_by_chance(n, True) == pytest.approx(float(row["3sigma_screened"]), abs=0.005)


@pytest.mark.parametrize("rules", list(SIMULATED))
@pytest.mark.parametrize("row", normal(), ids=lambda row: row["n"])
def test_every_rule_set_signals_as_often_as_simulated(rules, row) -> None:
    kind, screened = ("run", True) if rules == "ihi" else ("i", rules == "mdc")
    y = np.random.default_rng(4).normal(0, 1, int(row["n"]))
    rate = analyse(kind, y, rules=rules, screen_moving_ranges=screened).false_signal_rate
    assert rate == pytest.approx(float(row[SIMULATED[rules]]), abs=0.012)


@pytest.mark.parametrize("points", [12, 24, 60])
def test_a_p_chart_of_many_cases_about_a_given_centre_is_close_to_known_normal_limits(points) -> None:
    y, n = [5000] * points, [10_000] * points
    rate = analyse("p", y, n, rules="three_sigma", centre=0.5).false_signal_rate
    assert rate == pytest.approx(1 - (1 - BEYOND_THREE_SIGMA) ** points, rel=0.1)
    assert analyse("p", y, n, rules="three_sigma").false_signal_rate < rate


def test_phases_add_up_their_chances() -> None:
    y = [3, 5, 4, 6, 5, 4, 3, 6, 5, 4, 5, 3] * 2
    one, two = analyse("i", y[:12]).false_signal_rate, analyse("i", y, phases=[12]).false_signal_rate
    assert two == pytest.approx(1 - (1 - one) ** 2)


def run_length(rules: str, seed: int = 8, series: int = 1500, points: int = 1200) -> float:
    """The average run length with known limits, from simulated normal values."""
    value = np.random.default_rng(seed).normal(0, 1, (series, points))
    lie = zones(value, (0.0, -3.0, 3.0, -2.0, 2.0), 0.0)
    flagged = lie.outer != 0
    for rule in RULES[rules].rules:
        flagged |= rule.find(lie).ends != 0
    return float(np.where(flagged.any(axis=1), np.argmax(flagged, axis=1) + 1, points).mean())


def test_a_point_outside_three_sigma_comes_every_370_points() -> None:
    assert pytest.approx(370.40, abs=0.005) == 1 / BEYOND_THREE_SIGMA


def test_western_electrics_rules_signal_every_92_points() -> None:
    # Champ and Woodall, Technometrics 1987;29:393: 91.75; the standard error of 1,500 run lengths is 2.4.
    assert run_length("western_electric") == pytest.approx(91.75, abs=7)


@pytest.mark.parametrize(
    ("chances", "kept"),
    [
        ([0.001, 0.2, 0.9], [True, False, False]),
        ([0.01, 0.02, 0.03, 0.04], [True] * 4),
        ([0.04, 0.03, 0.02, 0.01], [True] * 4),
        ([0.02, 0.9, 0.9, 0.9], [False] * 4),
        ([0.012, 0.9, 0.9, 0.9], [True, False, False, False]),
        ([], []),
    ],
)
def test_the_false_discovery_rate_is_controlled_step_by_step(chances, kept) -> None:
    assert controlled(np.array(chances), np.ones(len(chances), dtype=bool), 0.05).tolist() == kept


def test_charts_that_were_not_judged_are_neither_kept_nor_counted() -> None:
    chances, judged = np.array([0.001, 0.03, 0.9]), np.array([False, True, False])
    assert controlled(chances, judged, 0.05).tolist() == [False, True, False]
