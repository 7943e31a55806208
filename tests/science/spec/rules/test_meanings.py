"""What a signal means and where it began: every side with every direction, and crossings that linger."""

from __future__ import annotations

import pytest

from knotwork.science.spc import RULES, Signal, analyse
from knotwork.science.spc.rules.evidence import meaning


@pytest.mark.parametrize(
    ("side", "increase", "decrease"),
    [
        ("above", "better", "worse"),
        ("below", "worse", "better"),
        ("rising", "better", "worse"),
        ("falling", "worse", "better"),
        ("crossings", "unclear", "unclear"),
    ],
)
def test_a_side_is_good_news_where_improvement_lies_that_way(side, increase, decrease) -> None:
    assert (meaning(side, "increase"), meaning(side, "decrease")) == (increase, decrease)
    assert meaning(side, None) == "unclear"


def few(signs: list[int], **options: object) -> Signal:
    seen = analyse("run", signs, centre=0, direction="increase", **options)
    (signal,) = [signal for signal in seen.signals if signal.rule == "few crossings"]
    return signal


LINGERING = [1, 1, 1, -1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, 1, -1, -1, -1, -1, -1]


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("signs", "since", "towards"),
    [
        (LINGERING, 11, "below"),
        (LINGERING[::-1], 11, "above"),
        ([1] * 6 + [-1] * 6 + [1] * 6 + [-1] * 6, 7, "below"),
        ([-1] * 3 + [1] * 7 + [-1] * 7 + [1] * 7, 18, "above"),
        ([-1] * 7 + [1] * 7 + [-1] * 7 + [1] * 3, 8, "above"),
        ([1] * 5 + [-1] * 7 + [1] * 7 + [-1] * 5 + [1] * 7, 25, "above"),
        ([1] * 7 + [-1] * 6 + [1] * 6, 8, "below"),
        ([1] * 7 + [-1] * 3 + [1] * 6 + [-1] * 3, 8, "below"),
        ([-1] * 7 + [1] * 7 + [-1] * 7, 8, "above"),
        ([-1] * 7 + [1] * 6 + [-1] * 7, 8, "below"),
    ],
)
def test_few_crossings_began_where_the_balance_turns_and_lean_to_where_most_points_have_been(
    signs, since, towards, sign
) -> None:
    signal = few([sign * value for value in signs])
    assert signal.since == since
    assert signal.towards == (towards if sign > 0 else {"above": "below", "below": "above"}[towards])
    assert signal.meaning == ("better" if signal.towards == "above" else "worse")
    assert signal.side == "crossings"


def test_few_crossings_name_the_points_that_are_not_on_the_line() -> None:
    assert few([0, *LINGERING[:10], 0, *LINGERING[10:], 0]).points == (*range(2, 12), *range(13, 23))


def test_many_runs_name_the_points_that_are_not_on_the_line() -> None:
    seen = analyse("run", [1, -1] * 6 + [0, 0] + [1, -1] * 6, centre=0, rules="ihi", direction="increase")
    (signal,) = seen.signals
    assert (signal.rule, signal.side, signal.meaning) == ("many runs", "crossings", "unclear")
    assert signal.points == (*range(1, 13), *range(15, 27))
    assert signal.towards is None


@pytest.mark.parametrize("rules", list(RULES))
def test_a_point_outside_lies_above_or_below(rules) -> None:
    y = [0.564, -0.564] * 10
    seen = analyse("i", [*y, 9.0, -9.0], rules=rules, baseline=20, direction="increase")
    outside = [signal for signal in seen.signals if signal.rule == "outside limits"]
    assert [(s.points, s.side, s.meaning) for s in outside] == [((21,), "above", "better"), ((22,), "below", "worse")]


def test_a_run_as_long_as_chance_allows_is_no_signal_beside_one_that_is() -> None:
    seen = analyse("run", [1] * 9 + [-1] * 8 + [1, -1] * 4, centre=0)
    assert seen.phases[0].longest_run_max == 8
    assert [signal.points for signal in seen.signals if signal.rule == "long run"] == [tuple(range(1, 10))]


@pytest.mark.parametrize(
    ("rules", "useful", "allowed"),
    [
        ("anhoej", 24, (8, 8)),
        ("ihi", 10, (5, 2, 8)),
        ("ihi", 24, (5, 7, 17)),
        ("ihi_printed", 11, (5, 2, 9)),
        ("ihi_printed", 60, (5, 23, 37)),
        ("bestbox", 10, (6, 2)),
        ("cutbox", 101, (10, 42)),
    ],
)
def test_the_longest_run_and_the_crossings_that_each_set_allows(rules, useful, allowed) -> None:
    found = [int(limit) for limit in RULES[rules].allowed(useful, 50)]
    assert found[: len(allowed)] == list(allowed)
