"""What screening says of every series: each field beside the same series analysed by itself, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import RULES, Analysis, analyse, screen, screen_by_rules

RNG = np.random.default_rng(20)
STEADY = RNG.normal(20, 3, (6, 24))
SHIFTED = np.concatenate([RNG.normal(20, 1, (4, 12)), RNG.normal(26, 1, (4, 12))], axis=1)
SPIKED = STEADY[:3].copy()
SPIKED[:, [5, 22, 23]] = np.array([[60, 20, 20], [20, 60, 20], [20, 20, -40]])
HOLED = np.where(RNG.random((6, 24)) < 0.3, np.nan, np.concatenate([STEADY[:3], SHIFTED[:3]]))
SHORT = np.where(np.arange(24) < 9, STEADY[:2], np.nan)
FLAT = np.full((1, 24), 7.0)
EMPTY = np.full((1, 24), np.nan)
TABLE = np.concatenate([STEADY, SHIFTED, SPIKED, HOLED, SHORT, FLAT, EMPTY])


def alone(place: int, **options: object) -> Analysis:
    return analyse("i", TABLE[place], **options)


@pytest.fixture(params=[None, "increase", "decrease"], ids=str)
def direction(request):
    return request.param


@pytest.mark.parametrize("rules", list(RULES))
def test_verdict_since_and_signals_are_those_of_each_series_alone(rules, direction) -> None:
    seen = screen(TABLE, rules=rules, direction=direction)
    for place in range(len(TABLE)):
        one = alone(place, rules=rules, direction=direction)
        assert seen.verdict[place] == one.verdict
        assert seen.since[place] == (one.since or 0)
        assert seen.signals[place] == bool(one.signals)
        assert seen.stands[place] == one.stands


@pytest.mark.parametrize("rules", list(RULES))
def test_the_rule_and_its_side_are_those_that_the_verdict_comes_from(rules) -> None:
    seen = screen(TABLE, rules=rules)
    signs = {"above": 1, "rising": 1, "below": -1, "falling": -1, "crossings": 0}
    for place in range(len(TABLE)):
        finding = alone(place, rules=rules).finding
        assert seen.rule[place] == (finding.rule if finding else "")
        if finding is None:
            assert seen.side[place] == 0
        elif finding.towards is None:
            assert seen.side[place] == signs[finding.side]
        else:
            assert seen.side[place] == signs[finding.towards]


def test_runs_and_their_limits_are_those_of_each_series_alone() -> None:
    seen = screen(TABLE)
    for place in range(len(TABLE)):
        (phase,) = alone(place).phases
        assert (seen.useful[place], seen.longest_run[place]) == (phase.useful, phase.longest_run)
        assert (seen.longest_run_max[place], seen.crossings[place]) == (phase.longest_run_max, phase.crossings)
        assert seen.crossings_min[place] == phase.crossings_min


def test_lines_are_those_at_the_last_point_of_each_series_alone() -> None:
    seen = screen(TABLE)
    for place in range(len(TABLE)):
        one = alone(place)
        lines = [one.centre[-1], one.lower[-1], one.upper[-1]]
        assert [seen.centre[place], seen.lower[place], seen.upper[place]] == pytest.approx(lines, nan_ok=True)


def test_points_outside_are_counted() -> None:
    seen = screen(TABLE)
    assert seen.outside.tolist() == [int(alone(place).outside.sum()) for place in range(len(TABLE))]
    assert seen.outside.sum() > 0


def test_one_value_a_series_in_every_column() -> None:
    seen = screen(TABLE)
    assert len(seen) == len(TABLE)
    for name in ("verdict", "since", "rule", "side", "stands", "signals", "centre", "chance", "controlled", "useful"):
        assert getattr(seen, name).shape == (len(TABLE),)


def test_an_early_series_is_on_neither_list() -> None:
    seen = screen(TABLE)
    early = np.flatnonzero(seen.verdict == "early") + 1
    assert early.size
    assert not set(early.tolist()) & (set(seen.plain.tolist()) | set(seen.standing.tolist()))


def test_the_controlled_list_is_part_of_the_plain_one() -> None:
    seen = screen(TABLE)
    assert set(seen.standing.tolist()) <= set(seen.plain.tolist())
    assert seen.standing.size


def test_a_series_without_a_signal_has_a_chance_of_one() -> None:
    seen = screen(TABLE)
    assert (seen.chance[~seen.signals] == 1).all()
    assert ((seen.chance > 0) & (seen.chance <= 1)).all()


def test_a_missing_value_moves_no_position() -> None:
    gap = SHIFTED.copy()
    gap[:, 3] = np.nan
    assert screen(gap, kind="run").since.tolist() == [analyse("run", row).since or 0 for row in gap]


@pytest.mark.parametrize("empty", [EMPTY, np.full((3, 1), np.nan)])
def test_nothing_but_missing_values_is_early(empty) -> None:
    seen = screen(empty)
    assert set(seen.verdict.tolist()) == {"early"}
    assert not seen.signals.any()
    assert np.isnan(seen.centre).all()


def test_a_single_point_a_series_is_early() -> None:
    assert screen([[3.0], [4.0]]).verdict.tolist() == ["early", "early"]


@pytest.mark.parametrize("options", [{"baseline": 12}, {"exclude": [3, 20]}, {"centre": 21}, {"multiply": 100}])
def test_options_hold_for_every_series(options) -> None:
    seen = screen(TABLE, **options)
    for place in range(len(TABLE)):
        one = alone(place, **options)
        assert (seen.verdict[place], seen.since[place]) == (one.verdict, one.since or 0)
        assert seen.upper[place] == pytest.approx(one.upper[-1], nan_ok=True)


@pytest.mark.parametrize("kind", ["p", "u", "pp", "up", "ip"])
def test_kinds_with_denominators_are_screened_as_alone(kind) -> None:
    n = RNG.integers(50, 200, (8, 24)).astype(float)
    y = RNG.binomial(n.astype(int), 0.2).astype(float)
    y[:4, 12:] = np.round(n[:4, 12:] * 0.5)
    n[7, 4] = y[7, 4] = 0
    seen = screen(y, n, kind=kind)
    for place in range(8):
        one = analyse(kind, y[place], n[place])
        assert (seen.verdict[place], seen.since[place]) == (one.verdict, one.since or 0)
    assert (seen.verdict[:4] == "changed").all()


def test_several_sets_of_rules_say_what_each_says_alone() -> None:
    every = screen_by_rules(TABLE, rules=["anhoej", "mdc", "nelson"])
    assert list(every) == ["anhoej", "mdc", "nelson"]
    for name, seen in every.items():
        one = screen(TABLE, rules=name)
        assert seen.verdict.tolist() == one.verdict.tolist()
        assert seen.chance.tolist() == pytest.approx(one.chance.tolist())
        assert seen.expected_by_chance == pytest.approx(one.expected_by_chance)


def test_the_order_of_the_series_changes_nothing_but_the_order() -> None:
    seen, turned = screen(TABLE), screen(TABLE[::-1])
    assert turned.verdict.tolist() == seen.verdict[::-1].tolist()
    assert turned.chance.tolist() == pytest.approx(seen.chance[::-1].tolist())
    assert turned.controlled.tolist() == seen.controlled[::-1].tolist()


@pytest.mark.parametrize(
    ("y", "n", "options", "said"),
    [
        ([[1, 2], [3, -4]], None, {"kind": "c"}, "Point 2 of series 2 is negative"),
        ([[1, 2], [3, 4]], [[5, 5], [5, 3]], {"kind": "p"}, "Point 2 of series 2 has a numerator above"),
        ([[1, 2], [3, 4]], [[5, -5], [5, 5]], {"kind": "u"}, "Point 2 of series 1 has a negative denominator"),
        (
            [[1, 2], [3, 4]],
            [[5, 5], [0, 5]],
            {"kind": "u"},
            "Point 1 of series 2 has a value but a denominator of zero",
        ),
        ([[1, 2], [3, 4]], None, {"kind": "p"}, "needs denominators"),
        ([[1, 2], [3, 4]], [[5, 5]], {"kind": "p"}, "give one for each point"),
        ([[1, 2], [3, 4]], None, {"kind": "ewma"}, "is not screened"),
        ([[1, 2], [3, 4]], None, {"kind": "cusum"}, "is not screened"),
        ([[1, 2], [3, 4]], None, {"kind": "xbar"}, "periods that repeat"),
        ([[1, 2], [3, 4]], None, {"kind": "s"}, "periods that repeat"),
        ([[1, 2], [3, 4]], None, {"kind": "pie"}, "kind of chart"),
        ([[1, 2], [3, 4]], None, {"rules": "none"}, "set of rules"),
        ([[1, 2], [3, 4]], None, {"direction": "up"}, "direction of improvement"),
        ([[1, 0], [3, 4]], None, {"kind": "t"}, "Point 2 of series 1 is zero"),
    ],
)
def test_what_cannot_be_screened_is_refused_by_series_and_point(y, n, options, said) -> None:
    with pytest.raises(ValueError, match=said):
        screen(y, n, **options)
