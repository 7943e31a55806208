"""The table of rates, read again here: at its lengths and baselines, between them and beyond them."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from knotwork.science.spc import chance_rates
from knotwork.science.spc.chance_rates import ALIKE, BASES, COUNTS, GIVEN, OWN, SKEWS, WARNED, hazard, of_counts, worse

LINES = Path(chance_rates.__file__).with_name("chance_rates.txt").read_text(encoding="ascii").splitlines()
ROWS = {tuple(line.split()[:4]): line.split()[4] for line in LINES if not line.startswith("#")}
FINE = [*range(6, 101), 110, 125, 150, 175, 200, 250, 300, 400, 500]
COARSE = [6, 7, 8, 10, 12, 15, 20, 24, 30, 36, 48, 60, 80, 100, 150, 200, 300, 500]
STEPPING = {"anhoej", "bestbox", "cutbox", "ihi", "ihi_printed"}
NORMAL = [(limits, rules, int(base)) for limits, data, rules, base in ROWS if data == "normal"]


def row(limits: str, rules: str, base: int, data: str = "normal") -> list[float]:
    """The hazards of a row, one a length."""
    digits = ROWS[limits, data, rules, str(base)]
    return [-math.log(1 - int(digits[place : place + 3]) / 1000) for place in range(0, len(digits), 3)]


def lengths(limits: str, rules: str, base: int) -> list[int]:
    fine = rules in STEPPING and limits not in {"g", "t_screened", "t_unscreened"}
    return [points for points in (FINE if fine else COARSE) if points > base]


@pytest.mark.parametrize("limits", sorted({limits for limits, _, _ in NORMAL}))
def test_at_the_lengths_of_the_table_the_hazard_is_that_of_its_digits(limits) -> None:
    for rules, base in [(rules, base) for name, rules, base in NORMAL if name == limits]:
        known = lengths(limits, rules, base)
        assert [hazard(limits, rules, points, base) for points in known] == pytest.approx(row(limits, rules, base))


@pytest.mark.parametrize(
    ("limits", "rules", "points", "low", "high"),
    [
        ("run", "anhoej", 104, 100, 110),
        ("screened", "western_electric", 27, 24, 30),
        ("t_screened", "anhoej", 9, 8, 10),
    ],
)
@pytest.mark.parametrize("base", [OWN, GIVEN])
def test_between_two_lengths_the_chance_a_point_goes_with_the_logarithm(limits, rules, points, low, high, base) -> None:
    if (limits, rules, base) not in NORMAL:
        base = OWN
    known, found = lengths(limits, rules, base), row(limits, rules, base)
    below, above = (found[known.index(length)] / length for length in (low, high))
    share = math.log(points / low) / math.log(high / low)
    assert hazard(limits, rules, points, base) == pytest.approx(points * (below + share * (above - below)))


def test_beyond_the_last_length_points_outside_go_on_and_runs_do_not() -> None:
    last = row("run", "anhoej", OWN)[-1]
    assert hazard("run", "anhoej", 1000) == pytest.approx(last)
    whole, outside = row("screened", "anhoej", OWN)[-1], row("screened", "three_sigma", OWN)[-1]
    assert hazard("screened", "anhoej", 700) == pytest.approx(whole + outside * 200 / 500)
    assert hazard("screened", "mdc", 700) == pytest.approx(row("screened", "mdc", OWN)[-1] * 700 / 500)
    assert hazard("screened", "three_sigma", 0) == 0


@pytest.mark.parametrize(
    ("limits", "rules"), [("screened", "anhoej"), ("known", "mdc"), ("g", "anhoej"), ("mr", "three_sigma")]
)
def test_between_two_baselines_the_hazard_goes_with_one_over_the_baseline(limits, rules) -> None:
    points = 60
    known = {
        base: row(limits, rules, base)[lengths(limits, rules, base).index(points)] for base in BASES if base < points
    }
    known[points] = row(limits, rules, OWN)[lengths(limits, rules, OWN).index(points)]
    for low, high in ((6, 8), (10, 12), (20, 30), (50, 60)):
        for base in range(low, high):
            share = (1 / base - 1 / high) / (1 / low - 1 / high)
            expected = known[high] + share * (known[low] - known[high])
            assert hazard(limits, rules, points, base) == pytest.approx(expected)


def test_fewer_than_six_points_count_as_six_and_as_many_as_there_are_as_none() -> None:
    for base in (1, 3, 5):
        assert hazard("screened", "anhoej", 24, base) == hazard("screened", "anhoej", 24, 6)
    for base in (24, 25, 100):
        assert hazard("screened", "anhoej", 24, base) == hazard("screened", "anhoej", 24)
    assert hazard("screened", "anhoej", 6, 3) == hazard("screened", "anhoej", 6)


def test_a_baseline_begins_where_its_points_are_all_there_are() -> None:
    # From 50 points, which set their own limits, to 60, the first length that is kept beyond them.
    own = hazard("screened", "mdc", 50) / 50
    first = row("screened", "mdc", 50)[0] / 60
    share = math.log(54 / 50) / math.log(60 / 50)
    assert hazard("screened", "mdc", 54, 50) == pytest.approx(54 * (own + share * (first - own)))


@pytest.mark.parametrize(("data", "degrees"), [("alike", ALIKE), ("skew", SKEWS)])
@pytest.mark.parametrize("rules", ["anhoej", "three_sigma", "nelson"])
def test_data_that_are_not_normal_signal_so_many_times_as_often(data, degrees, rules) -> None:
    times = {0.0: np.ones(len(WARNED))}
    usual = np.array([max(hazard("screened", rules, points), 0.001) for points in WARNED])
    for degree in degrees:
        times[degree] = np.array(row("screened", rules, OWN, f"{data}{degree}")) / usual
    for degree, expected in times.items():
        found = [worse("screened", rules, points, data, degree) for points in WARNED]
        assert found == pytest.approx(np.maximum(expected, 1).tolist())
    low, high = degrees[1], degrees[2]
    share = math.log(30 / 24) / math.log(36 / 24)
    ends = [times[degree][1] + share * (times[degree][2] - times[degree][1]) for degree in (low, high)]
    between = worse("screened", rules, 30, data, low + 0.3 * (high - low))
    assert between == pytest.approx(max(ends[0] + 0.3 * (ends[1] - ends[0]), 1))
    assert worse("screened", rules, 500, data, 9.0) == worse("screened", rules, 100, data, degrees[-1])


@pytest.mark.parametrize("rules", ["anhoej", "mdc", "western_electric", "nelson"])
def test_coarse_counts_change_runs_and_patterns_by_what_the_table_says(rules) -> None:
    shares = {}
    for expected in COUNTS:
        whole, outside = (np.array(row("known", name, OWN, f"counts{expected}")) for name in (rules, "three_sigma"))
        usual = [hazard("known", rules, points) - hazard("known", "three_sigma", points) for points in WARNED]
        shares[expected] = np.maximum(whole - outside, 0) / np.maximum(usual, 0.001)
        assert [of_counts(rules, points, expected) for points in WARNED] == pytest.approx(shares[expected].tolist())
    share = math.log(6 / 4) / math.log(8 / 4)
    between = shares[4][1] + share * (shares[8][1] - shares[4][1])
    assert of_counts(rules, 24, 6) == pytest.approx(between)
    assert of_counts(rules, 24, 0) == of_counts(rules, 24, COUNTS[0] / 2) == of_counts(rules, 24, COUNTS[0])
    many = shares[32][1] + math.log(100 / 32) / math.log(10) * (1 - shares[32][1])
    assert of_counts(rules, 24, 100) == pytest.approx(many)
    assert of_counts(rules, 24, 320) == of_counts(rules, 24, 10_000) == 1
