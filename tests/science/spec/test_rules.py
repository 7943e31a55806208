"""Each rule at its boundary lengths: just not, and just."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import RULES, analyse
from knotwork.science.spc.rules.number_of_runs import exact_runs, printed_runs


def found(values: list[float], rules: str, rule: str, kind: str = "i", **options: object) -> list[tuple[int, int, str]]:
    """First and last point and side of each signal of a rule, on a chart with centre 0 and sigma 1."""
    seen = analyse(kind, values, rules=rules, **options)
    return [(signal.points[0], signal.points[-1], signal.side) for signal in seen.signals if signal.rule == rule]


# A baseline whose mean is 0 and whose mean moving range is 1.128 gives limits at 3, warnings at 2.
BASE = [0.564, -0.564] * 10


def after(values: list[float], rules: str, rule: str) -> list[tuple[int, int, str]]:
    """The signals of a rule among points that follow the baseline, positions counted from the first of them."""
    seen = analyse("i", BASE + values, rules=rules, baseline=len(BASE), screen_moving_ranges=False)
    assert seen.upper[0] == pytest.approx(RULES[rules].per_range * 1.128, rel=1e-9)
    kept = [signal for signal in seen.signals if signal.rule == rule and signal.points[-1] > len(BASE)]
    return [(s.points[0] - len(BASE), s.points[-1] - len(BASE), s.side) for s in kept]


UP, DOWN = 0.3, -0.3


@pytest.mark.parametrize(
    ("rules", "size"), [("mdc", 7), ("western_electric", 8), ("nelson", 9)], ids=["seven", "eight", "nine"]
)
def test_a_shift_needs_all_of_its_points(rules, size) -> None:
    rule = f"{size} on one side"
    assert after([DOWN] * (size - 2), rules, rule) == []
    assert after([UP, *([DOWN] * (size - 1)), UP], rules, rule) == []
    assert after([UP, *([DOWN] * size), UP], rules, rule) == [(2, size + 1, "below")]
    assert after([UP, *([DOWN] * (size + 3)), UP], rules, rule) == [(2, size + 4, "below")]


def test_a_point_on_the_mean_breaks_a_shift_of_making_data_count() -> None:
    assert after([UP] + [DOWN] * 4 + [0.0] + [DOWN] * 3, "mdc", "7 on one side") == []


@pytest.mark.parametrize(("rules", "size"), [("mdc", 7), ("nelson", 6)])
def test_a_strict_trend_needs_all_of_its_points_and_no_repeat(rules, size) -> None:
    rule, rising = f"trend of {size}", [-0.7 + 0.2 * step for step in range(size)]
    assert after([9, *rising[:-1], -9], rules, rule) == []
    assert after([9, *rising, -9], rules, rule) == [(2, size + 1, "rising")]
    assert after([-9, *rising[::-1], 9], rules, rule) == [(2, size + 1, "falling")]
    assert after([9, *rising[:3], *rising[2:-1], -9], rules, rule) == []


def test_the_trend_of_five_passes_over_repeats() -> None:
    rule = "trend of 5, ties passed over"
    assert found([5, 1, 2, 3, 4, 0], "ihi", rule, "run") == []
    assert found([5, 1, 2, 3, 4, 6, 0], "ihi", rule, "run") == [(2, 6, "rising")]
    assert found([5, 1, 2, 2, 2, 3, 4, 6, 0], "ihi", rule, "run") == [(2, 8, "rising")]
    assert found([0, 6, 4, 3, 3, 2, 1, 5], "ihi", rule, "run") == [(2, 7, "falling")]


@pytest.mark.parametrize("rules", ["western_electric", "nelson"])
def test_two_of_three_beyond_two_sigma_lets_the_third_be_anywhere(rules) -> None:
    rule = "2 of 3 beyond two sigma"
    assert after([0.3, 2.1, 0.3, -0.3, 2.1], rules, rule) == []
    assert after([0.3, 2.1, -0.3, 2.1, -0.3], rules, rule) == [(2, 4, "above")]
    assert [signal[2] for signal in after([0.3, -2.1, 0.3, -2.1, 0.3], rules, rule)] == ["below"]
    assert after([0.3, 2.1, -2.1, 0.3], rules, rule) == []
    assert after([0.3, 1.9, 1.9, 1.9, 0.3], rules, rule) == []


@pytest.mark.parametrize("rules", ["western_electric", "nelson"])
def test_four_of_five_beyond_one_sigma_on_one_side(rules) -> None:
    rule = "4 of 5 beyond one sigma"
    assert after([1.1, 1.1, 1.1, -0.3, -0.3], rules, rule) == []
    assert [signal[2] for signal in after([1.1, 1.1, -0.3, 1.1, 1.1], rules, rule)] == ["above"]
    assert after([1.1, -1.1, 1.1, -1.1, 1.1], rules, rule) == []


def test_close_to_a_limit_asks_for_all_three_on_one_side_and_none_outside() -> None:
    rule = "2 of 3 close to a limit"
    assert [signal[2] for signal in after([-0.3, 2.1, 0.3, 2.1], "mdc", rule)] == ["above"]
    assert after([-0.3, 2.1, -0.3, 2.1], "mdc", rule) == []
    assert after([-0.3, 3.5, 3.5, 2.1, -0.3], "mdc", rule) == []


def test_fourteen_points_alternate() -> None:
    swings = [0.2 * (1 if place % 2 else -1) for place in range(14)]
    seen = analyse("i", [5, 6, 7, *swings, -0.1, 0.0], centre=0, rules="nelson")
    assert [signal.points[-1] - signal.points[0] + 1 for signal in seen.signals if signal.rule == "14 alternating"]
    fewer = analyse("i", [5, 6, 7, *swings[:10], 7, 8], centre=0, rules="nelson")
    assert not [signal for signal in fewer.signals if signal.rule == "14 alternating"]


def test_fifteen_points_hug_the_centre() -> None:
    assert after([1.5, *([0.3, -0.3, -0.2] * 5)[:14], 1.5], "nelson", "15 within one sigma")[-1:] != [
        (2, 15, "crossings")
    ]
    assert (2, 16, "crossings") in after([1.5, *([0.3, -0.3, -0.2] * 5), 1.5], "nelson", "15 within one sigma")


def test_eight_points_avoid_the_centre() -> None:
    rule = "8 beyond one sigma"
    assert after([0.3, *([1.2, -1.2] * 4)[:7], 0.3], "nelson", rule) == []
    assert after([0.3, *([1.2, -1.2] * 4), 0.3], "nelson", rule) == [(2, 9, "crossings")]


def test_a_run_of_six_is_a_shift_for_the_ihi() -> None:
    base = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]
    assert found(base + [3] * 4, "ihi", "long run", "run", centre=1.5) == []
    assert found(base + [3] * 5, "ihi", "long run", "run", centre=1.5) == [(10, 15, "above")]


@pytest.mark.parametrize(
    ("useful", "exact", "printed"), [(10, (3, 9), (3, 9)), (11, (4, 9), (3, 10)), (60, None, (24, 38))]
)
def test_the_printed_table_of_runs_is_kept_beside_the_exact_one(useful, exact, printed) -> None:
    assert printed_runs(useful) == printed
    assert exact is None or exact_runs(useful) == exact
    assert printed_runs(9) == exact_runs(9)
    assert printed_runs(61) == exact_runs(61)


def test_too_many_runs_signal_for_the_ihi_alone() -> None:
    zigzag = [1.0, 2.0] * 10
    assert [signal.rule for signal in analyse("run", zigzag, rules="ihi").signals] == ["many runs"]
    assert analyse("run", zigzag).signals == ()


@pytest.mark.parametrize("rules", list(RULES))
def test_a_chart_of_points_on_its_line_never_signals(rules) -> None:
    assert analyse("i", [3.0] * 30, rules=rules).signals == ()


@pytest.mark.parametrize("rules", list(RULES))
def test_a_point_outside_the_limits_signals_under_every_rule_set(rules) -> None:
    seen = analyse("i", [*BASE, 9.0], rules=rules, baseline=len(BASE), direction="decrease")
    assert any(s.rule == "outside limits" and s.points == (21,) and s.meaning == "worse" for s in seen.signals)


@pytest.mark.parametrize(("method", "signals"), [("anhoej", False), ("bestbox", True), ("cutbox", True)])
def test_a_run_of_eight_of_24_signals_in_the_boxes_only(method, signals) -> None:
    values = [1] * 8 + [-1, 1, -1, 1, -1, -1, 1, -1, -1, 1, -1, 1, -1, -1, 1, -1]
    seen = analyse("run", values, centre=0, rules=method)
    assert (seen.phases[0].longest_run, seen.phases[0].longest_run_max) == (8, 8)
    assert seen.phases[0].runs_signal is signals


def test_few_crossings_begin_where_the_balance_turns() -> None:
    values = [1, 1, 1, -1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, 1, -1, -1, -1, -1, -1]
    (signal,) = [s for s in analyse("run", values, centre=0, direction="decrease").signals if s.rule == "few crossings"]
    assert (signal.since, signal.towards, signal.meaning, signal.side) == (11, "below", "better", "crossings")


def test_windows_pass_over_missing_values() -> None:
    gap = [DOWN, DOWN, np.nan, DOWN, DOWN, np.nan, DOWN, DOWN, DOWN]
    assert after([UP, *gap, UP], "mdc", "7 on one side") == [(2, 10, "below")]
