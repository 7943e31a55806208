"""Series whose verdict hangs on one point: each kind of signal in a table, beside the same series by itself."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import RULES, analyse, screen

LEVEL = [1.0, -1, 2, -2, 1, -1, 2, -2, 1, -1, 2, -2]
SIGNS = {"above": 1, "rising": 1, "below": -1, "falling": -1, "crossings": 0}


def same_as_alone(table: list[list[float]], **options: object) -> None:
    """Verdict, beginning, rule, side and whether it stands, of each series of a table and of each by itself."""
    seen = screen(table, **options)
    for place, row in enumerate(table):
        one = analyse(
            options.get("kind", "i"), row, **{name: value for name, value in options.items() if name != "kind"}
        )
        assert seen.verdict[place] == one.verdict
        assert seen.since[place] == (one.since or 0)
        assert seen.stands[place] == one.stands
        assert seen.outside[place] == one.outside.sum()
        finding = one.finding
        assert seen.rule[place] == (finding.rule if finding else "")
        assert seen.side[place] == (SIGNS[finding.towards or finding.side] if finding else 0)


@pytest.mark.parametrize("rules", RULES)
def test_too_many_crossings_begin_with_the_first_useful_point_and_always_stand(rules) -> None:
    table = [[0.0, 0, *[1, -1] * 14], [0.0, *[-1, 1] * 14, 0], [0.0] * 30, [1.0, *[-1, 1] * 14, -1]]
    same_as_alone(table, kind="run", centre=0, rules=rules, direction="increase")


@pytest.mark.parametrize("after", range(6))
@pytest.mark.parametrize("far", [9, -9])
def test_a_point_outside_stands_while_fewer_than_three_follow(far, after) -> None:
    same_as_alone([[*LEVEL, far, *LEVEL[:after]], [*LEVEL, *LEVEL[: after + 1]]], kind="i", centre=0, baseline=12)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("direction", ["increase", "decrease", None])
def test_few_crossings_turn_either_way(sign, direction) -> None:
    # Runs of six and less about a line: no run is too long, but there are few crossings, and most points end up here.
    runs = [6, 6, 6, 5, 6, 6]
    y = [sign * (1.0 if place % 2 else -1.0) for place, many in enumerate(runs) for _ in range(many)]
    for extra in ([], [sign], [-sign], [sign, sign], [-sign, -sign]):
        same_as_alone([[*y, *extra], [*extra, *y], [*y, *extra][::-1]], kind="run", centre=0, direction=direction)


@pytest.mark.parametrize("undone", range(5))
@pytest.mark.parametrize("sign", [1, -1])
def test_a_run_is_undone_by_two_points_beyond_the_line_at_the_very_end(sign, undone) -> None:
    table = [[sign * value for value in (*LEVEL[:4], *[1.0] * 12, *[-1.0] * undone)]]
    same_as_alone([*table, table[0][::-1]], kind="run", centre=0, direction="increase")


@pytest.mark.parametrize("low", [9, 12, 14, 20])
def test_what_ends_with_the_last_point_is_undone_by_nothing_before_it(low) -> None:
    same_as_alone([[-1.0] * low + [1.0] * 10, [1.0] * low + [-1.0] * 10], kind="run", centre=0, direction="increase")


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("apart", [1, 2, 3, 4])
def test_windows_that_share_a_point_are_one_signal_and_others_are_two(rules, apart) -> None:
    """Points beyond two sigma every so many points: with one between them, windows of three share just one point."""
    y = [0.4, -0.4] * 8
    for place in range(4, 13, apart):
        y[place] = 1.7  # sigma is 0.8 / 1.128
    same_as_alone([y, [-value for value in y]], kind="i", baseline=4, centre=0, rules=rules)


@pytest.mark.parametrize("rules", RULES)
def test_moving_ranges_are_counted_from_the_second_point_as_alone(rules) -> None:
    y = [*LEVEL, 30.0, 29.0, *LEVEL]
    same_as_alone([y, LEVEL * 2 + [30.0, 1.0]], kind="mr", rules=rules)


def test_of_two_series_the_second_is_looked_at_by_itself() -> None:
    steady, shifted = LEVEL * 2, [*LEVEL, *(value + 9 for value in LEVEL)]
    for table in ([steady, shifted], [shifted, steady]):
        same_as_alone(table, rules="anhoej")
        same_as_alone(table, kind="run")


def test_values_that_never_vary_are_steady_whatever_the_others_are() -> None:
    seen = screen([[7.0] * 24, [5.0] * 24, [6.0] * 9 + [np.nan] * 15])
    assert seen.verdict.tolist() == ["steady", "steady", "early"]
