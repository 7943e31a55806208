"""What a table says at its edges: just enough points, a missing last one, one kind of chart by its name."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import BadSeries, analyse, screen, screen_by_rules
from knotwork.science.spc.chance import crossings_by_chance, longest_by_chance

TREND = [5.0, 7] * 6 + [9, 8.2, 7.4, 6.6, 5.8, 5, 4.2]


@pytest.mark.parametrize("y", [[7.0] * 10, [7.0] * 9, [1.0, 3] * 5, [1.0, 3] * 4 + [1], [1.0, 3] * 5 + [2, 2]])
def test_ten_values_are_enough_and_nine_are_not(y) -> None:
    seen = screen([y, y], kind="run", centre=2 if len(set(y)) > 1 else None)
    alone = analyse("run", y, centre=2 if len(set(y)) > 1 else None)
    assert seen.verdict.tolist() == [alone.verdict] * 2
    assert (alone.verdict == "early") == (len(y) < 10)


def test_lines_of_numbers_of_cases_are_those_of_the_last_denominator_or_of_the_usual_one() -> None:
    y = [[10.0, 12, 9, 20], [10.0, 12, 9, np.nan], [np.nan, 12, 9, 30], [5.0, 6, np.nan, np.nan]]
    n = [[100.0, 120, 90, 200], [100.0, 120, 80, 50], [100.0, 120, 90, 300], [50.0, 60, 70, 80]]
    seen = screen(y, n, kind="np")
    for place in range(4):
        alone = analyse("np", y[place], n[place])
        expected = [alone.centre[-1], alone.lower[-1], alone.upper[-1]]
        assert [seen.centre[place], seen.lower[place], seen.upper[place]] == pytest.approx(expected, nan_ok=True)


def test_runs_of_cases_are_about_their_own_median_of_which_half_lie_above() -> None:
    y = [1.0, 2] * 6 + [8, 9] * 6
    for centre, own in ((None, True), (5, False)):
        seen = screen([y], kind="g", centre=centre)
        runs = min(longest_by_chance(24, 12, own), crossings_by_chance(24, int(seen.crossings[0]), own))
        assert seen.longest_run[0] == 12
        assert seen.chance[0] == pytest.approx(3 * runs)


def test_a_pattern_that_neither_look_finds_surprising_has_a_chance_of_one_and_no_more() -> None:
    seen = screen([TREND], rules="nelson")
    assert seen.signals[0]
    assert seen.chance[0] == 1


def test_what_a_kind_cannot_show_is_said_by_its_name() -> None:
    with pytest.raises(BadSeries) as said:
        screen([[1.0, 2], [3, 0]], kind="t")
    assert str(said.value) == (
        "Point 2 of series 2 is zero: a t chart needs times above zero; use finer units or a g chart."
    )


@pytest.mark.parametrize(
    ("kind", "rules"), [("p", "three_sigma"), ("u", "mdc"), ("c", "three_sigma"), ("run", "anhoej")]
)
def test_what_is_expected_by_chance_is_the_sum_of_each_series_alone(kind, rules) -> None:
    y = np.random.default_rng(4).binomial(60, 0.3, (3, 24)).astype(float)
    y[1, 3] = np.nan
    n = None if kind in {"c", "run"} else np.array([60, 90, 200])[:, None] + np.arange(24)
    rates = [analyse(kind, y[row], None if n is None else n[row], rules=rules).false_signal_rate for row in range(3)]
    assert screen(y, n, kind=kind, rules=rules).expected_by_chance == pytest.approx(sum(rates), rel=1e-9)


@pytest.mark.parametrize("rules", [5, None, "anhoej"])
def test_several_sets_of_rules_are_given_as_a_list_of_their_names(rules) -> None:
    with pytest.raises(BadSeries, match="Give a list of names of sets of rules"):
        screen_by_rules([[1.0, 2, 3]], rules=rules)
