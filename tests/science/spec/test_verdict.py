"""What a chart says about now."""

from __future__ import annotations

import math

import pytest

from knotwork.science.spc import analyse, screen

LOW = [4.1, 3.9, 4.4, 3.6, 4.0, 4.3, 4.5, 3.8, 4.2, 3.7, 4.4, 4.0]
HIGH = [6.8, 5.9, 6.1, 7.2, 5.8, 6.6, 5.9, 6.3, 7.0, 5.7, 6.4, 6.8]
MIXED = [5.0, 6.0, 5.2, 5.8, 5.9, 5.1, 6.1, 5.3, 5.2, 5.9, 5.4, 6.0]


def verdict(y, kind="run", **options):
    seen = analyse(kind, y, **options)
    return seen.verdict, seen.since, seen.stands


@pytest.mark.parametrize(("direction", "expected"), [("decrease", "better"), ("increase", "worse"), (None, "changed")])
def test_a_shift_that_stands_is_judged_by_the_direction_of_improvement(direction, expected) -> None:
    assert verdict(HIGH + LOW, direction=direction) == (expected, 13, True)


def test_no_signal_is_steady() -> None:
    assert verdict(MIXED, direction="decrease") == ("steady", None, False)


@pytest.mark.parametrize("count", [1, 5, 9])
def test_fewer_than_ten_useful_points_are_early(count) -> None:
    assert verdict((HIGH + LOW)[:count], direction="decrease") == ("early", None, False)


def test_points_on_the_line_are_not_useful() -> None:
    assert verdict([0] * 20 + [1] * 3 + [2, 3])[0] == "early"


def test_values_that_never_vary_are_steady() -> None:
    assert verdict([7] * 10)[0] == "steady"
    assert verdict([7] * 9)[0] == "early"


@pytest.mark.parametrize("kind", ["i", "c", "run", "mr", "ewma", "cusum"])
@pytest.mark.parametrize("value", [7.0, 7.3, 0.1])
def test_values_that_never_vary_are_steady_on_every_chart(kind, value) -> None:
    """Though a mean of means, as on an EWMA chart, comes out a crumb of binary arithmetic higher or lower."""
    assert verdict([value] * 24, kind)[0] == "steady"


def test_crumbs_of_binary_arithmetic_are_no_variation() -> None:
    y = [7.0, 7.0 + 4e-15] * 12
    assert verdict(y, "run")[0] == "steady"
    assert screen([y, [7.0, 7.0 + 1e-13] * 12], kind="run").verdict.tolist() == ["steady", "changed"]


def test_a_shift_that_was_undone_has_changed_but_is_neither_better_nor_worse() -> None:
    y = [*MIXED, 2.0, 2.4, 2.1, 2.2, 2.3, 2.0, 2.2, 2.1, 2.4, 2.2, 6.0, 6.2, 6.1, 6.3, 5.9, 6.2]
    seen = analyse("run", y, direction="decrease", centre=5.55)
    assert (seen.verdict, seen.stands) == ("changed", False)
    assert seen.finding is not None
    assert seen.finding.points == tuple(range(13, 23))


@pytest.mark.parametrize(("later", "stands"), [(0, True), (2, True), (3, False), (8, False)])
def test_a_point_outside_describes_the_present_among_the_last_three(later, stands) -> None:
    y = [*MIXED, 9.9, *MIXED[:later]]
    seen = analyse("i", y, baseline=12, direction="decrease")
    assert (seen.verdict, seen.since) == ("worse" if stands else "changed", 13)
    assert seen.stands is stands


TEN, TWO = [10, 11, 9, 10, 8, 12] * 4, [2, 1, 3, 2, 2, 1] * 2


@pytest.mark.parametrize(
    ("newest", "expected"),
    [([25, 26, 24], ("worse", 39)), ([25, 26, 2], ("worse", 38)), ([2, 2, 2], ("better", 25))],
)
def test_what_fell_out_of_late_is_not_hidden_by_what_was_before(newest, expected) -> None:
    seen = analyse("u", TEN + TWO + newest, [1000] * 39, multiply=1000, direction="decrease")
    assert "few crossings" in {signal.rule for signal in seen.signals}
    assert (seen.verdict, seen.since) == expected
    table = screen([TEN + TWO + newest], [[1000] * 39], kind="u", multiply=1000, direction="decrease")
    assert (str(table.verdict[0]), int(table.since[0])) == expected


def test_few_crossings_do_not_give_way_to_what_was_before_they_turned() -> None:
    high, low = [9, 10, 8, 11, 9, 10, 9, 11, 10, 9, 10, 9] * 2, [2, 1, 3, 2]
    seen = analyse("u", high + low, [1000] * 28, multiply=1000, direction="decrease")
    assert [signal.side for signal in seen.signals] == ["above", "above", "crossings"]
    assert (seen.verdict, seen.since) == ("better", 25)
    table = screen([high + low], [[1000] * 28], kind="u", multiply=1000, direction="decrease")
    assert (str(table.verdict[0]), int(table.since[0])) == ("better", 25)


@pytest.mark.parametrize(("sign", "side"), [(1, "rising"), (-1, "falling")])
def test_few_crossings_give_way_to_a_trend_that_goes_back(sign, side) -> None:
    y = [sign * value for value in (*HIGH, *LOW, 4.5, 5.0, 5.4, 5.5, 5.6)]
    seen = analyse("run", y, rules="ihi", direction="decrease" if sign > 0 else "increase")
    assert {"above", "below", side} <= {signal.side for signal in seen.signals}
    assert (seen.verdict, seen.finding.side) == ("worse", side)


@pytest.mark.parametrize(("sign", "side"), [(1, "rising"), (-1, "falling")])
def test_few_crossings_that_go_the_same_way_and_began_first_are_told(sign, side) -> None:
    y = [sign * value for value in (*LOW, 6.0, 7.0, 6.5, 3.0, 6.1, 6.2, 6.3, 6.4, 6.6)]
    seen = analyse("run", y, centre=sign * 5.0, rules="ihi", direction="increase")
    assert side in {signal.side for signal in seen.signals}
    assert (seen.finding.rule, seen.since) == ("few crossings", 13)
    assert screen([y], kind="run", centre=sign * 5.0, rules="ihi").rule[0] == "few crossings"


def stretches(*lengths: int) -> list[float]:
    """So many points above a line at 0, or as many below it, one stretch after another."""
    return [math.copysign(1.0 + place / 100, length) for length in lengths for place in range(abs(length))]


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("gap", [[], [0.0]])
def test_few_crossings_do_not_give_way_to_a_run_that_ended_before_the_balance_turned(sign, gap) -> None:
    """The first run stands, for it was followed by more points of its side; the next of that side has passed."""
    y = [sign * value for value in (*stretches(-2, 8, -1, 11), *gap, *stretches(-6, 3))]
    options = {"centre": 0, "rules": "ihi", "direction": "increase"}
    seen, table = analyse("run", y, **options), screen([y], kind="run", **options)
    since = 23 + len(gap)
    assert (seen.finding.rule, seen.verdict, seen.since) == ("few crossings", "worse" if sign > 0 else "better", since)
    assert (table.rule[0], table.verdict[0], table.since[0]) == (seen.finding.rule, seen.verdict, since)


@pytest.mark.parametrize("sign", [1, -1])
def test_few_crossings_do_not_give_way_to_a_trend_that_ended_a_point_before_the_balance_turned(sign) -> None:
    """Points 8 to 13 fall below the line, the fourteenth is the last there, and of the last five three lie above."""
    below = [1.6, 1.1, 2.3, 2.1, 0.8, 0.8, 0.2, 0.1, 0.2, 0.4, 0.6, 1.0, 1.5, 0.7]
    y = [*(-sign * value for value in below), *(sign * value for value in (0.8, 0.4, 0.1, -1.3, -1.2))]
    seen, table = analyse("run", y, centre=0, rules="ihi"), screen([y], kind="run", centre=0, rules="ihi")
    assert (8, 13) in [(signal.points[0], signal.points[-1]) for signal in seen.signals]
    assert (seen.finding.rule, seen.since) == (table.rule[0], table.since[0]) == ("few crossings", 15)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("gap", [[], [0.0], [None]])
def test_a_single_point_across_the_line_does_not_undo_a_run_that_lasted_until_then(sign, gap) -> None:
    y = [value and sign * value for value in (*stretches(20), *gap, -1.0)]
    options = {"centre": 0, "direction": "increase"}
    seen, table = analyse("run", y, **options), screen([y], kind="run", **options)
    (few,) = (signal for signal in seen.signals if signal.rule == "few crossings")
    assert few.since == len(y)
    assert (seen.finding.rule, seen.verdict, seen.since) == ("long run", "better" if sign > 0 else "worse", 1)
    assert (table.rule[0], table.verdict[0], table.since[0]) == (seen.finding.rule, seen.verdict, 1)


@pytest.mark.parametrize("sign", [1, -1])
def test_few_crossings_give_way_to_a_point_outside_at_which_they_turned(sign) -> None:
    y = [sign * value for value in (*[0.2, 2.0] * 10, -9.0, 0.2, 2.0)]
    seen, table = analyse("i", y, centre=0, direction="increase"), screen([y], centre=0, direction="increase")
    (few,) = (signal for signal in seen.signals if signal.rule == "few crossings")
    assert (few.since, few.meaning) == (21, "better" if sign > 0 else "worse")
    assert (seen.finding.points, seen.verdict) == ((21,), "worse" if sign > 0 else "better")
    assert (table.rule[0], table.verdict[0], table.since[0]) == ("outside limits", seen.verdict, 21)


@pytest.mark.parametrize("rules", ["ihi", "ihi_printed"])
@pytest.mark.parametrize(("sign", "side"), [(1, "rising"), (-1, "falling")])
def test_a_trend_is_told_before_few_crossings_that_began_with_the_same_point(sign, side, rules) -> None:
    y = [sign * value for value in (*[1.0, 2.0] * 5, -1.0, 1.0, 2.2, 3.0, 4.0)]
    seen, table = (analyse("run", y, centre=0, rules=rules), screen([y], kind="run", centre=0, rules=rules))
    assert {signal.rule: signal.since for signal in seen.signals}["few crossings"] == 11
    assert (seen.finding.side, seen.since) == (side, 11)
    assert (table.rule[0], table.since[0], table.side[0]) == (seen.finding.rule, 11, sign)


def test_of_two_signals_the_later_is_told() -> None:
    seen = analyse("run", HIGH + LOW, direction="decrease")
    assert [signal.side for signal in seen.signals] == ["above", "below", "crossings"]
    assert seen.finding == seen.signals[1]


def test_a_new_phase_is_judged_against_the_line_before() -> None:
    seen = analyse("i", HIGH + LOW, phases=[12], direction="decrease")
    assert (seen.verdict, seen.since) == ("better", 13)
    assert seen.finding is not None
    assert seen.finding.rule == "new level"
    assert seen.signals == ()


def test_a_new_phase_like_the_one_before_is_steady() -> None:
    assert verdict(MIXED + MIXED, "i", phases=[12])[0] == "steady"


def test_a_short_new_phase_is_early_unless_it_already_runs() -> None:
    assert verdict(HIGH + MIXED[:5], "i", phases=[12])[0] == "early"
    assert verdict(HIGH + LOW[:8], "i", phases=[12], direction="decrease")[0] == "better"


def test_only_the_last_phase_decides() -> None:
    assert verdict(HIGH + LOW, centre=5.55)[0] == "changed"
    assert verdict(HIGH + LOW + MIXED, centre=5.55, phases=[24])[0] == "steady"


def test_a_series_that_lies_below_a_given_centre_is_below_it_though_it_has_risen_a_little() -> None:
    y = [4, 3, 5, 4, 3, 5, 4, 3, 5, 4, 3, 5, 9, 4, 3, 5]
    seen = analyse("run", y, centre=6, direction="increase")
    assert seen.finding.towards == "below"
    assert seen.verdict == "worse"
    assert "Below the centre line since point 13, around 4.5" in seen.reading
    assert "rose" not in seen.reading


@pytest.mark.parametrize("rules", ["anhoej", "ihi", "mdc", "western_electric", "nelson"])
def test_a_plain_shift_has_a_side_whichever_rules_find_it(rules) -> None:
    y = [9, 8, 10] * 4 + [4, 3, 5] * 4
    assert analyse("i", y, rules=rules, direction="decrease").verdict == "better"
    assert screen([y], rules=rules, direction="decrease").verdict.tolist() == ["better"]


@pytest.mark.parametrize(("moved", "side", "verdict"), [(2.5, "above", "better"), (-2.5, "below", "worse")])
def test_a_phase_that_runs_beside_the_line_of_the_one_before_it_is_a_new_level(moved, side, verdict) -> None:
    level = [10, 11, 9, 10, 11, 9, 10, 9, 11, 10]
    seen = analyse("run", level * 2 + [value + moved for value in level], phases=[20], direction="increase")
    assert (seen.finding.rule, seen.finding.side) == ("new level", side)
    assert (seen.verdict, seen.since) == (verdict, 21)


@pytest.mark.parametrize(("sign", "side"), [(1, "above"), (-1, "below")])
def test_a_new_level_is_on_the_side_of_its_longest_run_though_it_began_on_the_other(sign, side) -> None:
    level = [10, 11, 9, 10, 11, 9, 10, 9, 11, 10]
    moved = [10 - sign, *(value + 3 * sign for value in level)]
    seen = analyse("run", level * 2 + moved, phases=[20], direction="increase")
    assert (seen.finding.rule, seen.finding.side) == ("new level", side)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_pattern_without_a_side_stands_whatever_comes_after_it(sign) -> None:
    y = [0.0, 3.0, -3.0, 2.0, *[0.2, 0.2, -0.2, -0.2] * 4, sign * 5.0, 0.0, 0.0, 0.0]
    seen = analyse("i", y, centre=0, baseline=4, rules="nelson")
    assert (seen.finding.rule, seen.finding.side) == ("15 within one sigma", "crossings")
    assert seen.finding.points[-1] == 20
    assert seen.stands


def test_of_signals_that_have_passed_the_latest_is_told() -> None:
    y = [10.0, 11, 9, 10, 11, 9, 10, 9, 11, 10] * 5
    y[10], y[30] = 30, -10
    seen = analyse("i", y, rules="three_sigma", direction="increase")
    assert [signal.points for signal in seen.signals] == [(11,), (31,)]
    assert (seen.verdict, seen.since, seen.stands) == ("changed", 31, False)


@pytest.mark.parametrize(("after", "stands"), [([9, 11, 8.9, 9.2, 11, 8.7], False), ([11, 12, 9, 11, 12, 11], True)])
def test_a_rising_trend_stands_unless_most_points_since_lie_below_the_line(after, stands) -> None:
    y = [10, 12, 9, 11, 10, 8, 9.1, 9.9, 10.6, 11.2, 11.7, 12.6, *after]
    seen = analyse("i", y, rules="mdc", direction="increase")
    assert ("trend of 7", "rising") in [(signal.rule, signal.side) for signal in seen.signals]
    assert seen.stands is stands
    assert seen.verdict == ("better" if stands else "changed")
