"""A baseline in which no value counts sets no lines: nothing is judged, and the chart says why."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import KINDS, RULES, analyse, making_data_count, read, screen

WITH = {"p", "np", "pp", "u", "up", "ip"}
RISING = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
SINGLE = sorted(KINDS.keys() - {"xbar", "s", "r"})
SCREENED = sorted(KINDS.keys() - {"xbar", "s", "r", "ewma", "cusum"})


def many(kind: str, y: list[float | None]) -> list[int] | None:
    return [40] * len(y) if kind in WITH else None


@pytest.mark.parametrize("rules", list(RULES))
@pytest.mark.parametrize("kind", SINGLE)
def test_there_are_no_lines_no_signals_and_no_judgement(kind, rules) -> None:
    left_out = analyse(kind, RISING, many(kind, RISING), baseline=2, exclude=[1, 2], rules=rules)
    gone = [None, None, None, *RISING[3:]]
    missing = analyse(kind, gone, many(kind, gone), baseline=3, rules=rules)
    for seen, first in ((left_out, 2), (missing, 3)):
        for line in (seen.centre, seen.upper, seen.warning_upper):
            assert np.isnan(line).all()
        assert np.isnan(seen.lower).all() or (kind in {"mr", "t"} and not seen.lower.any())  # below which nothing lies
        assert (seen.verdict, seen.since, seen.signals, seen.finding) == ("early", None, (), None)
        assert not seen.outside.any()
        assert seen.false_signal_rate == 0
        assert seen.warnings == ()
        (phase,) = seen.phases
        assert (phase.unset, phase.useful, phase.longest_run, phase.crossings) == (first, 0, 0, 0)
        assert not phase.runs_signal


@pytest.mark.parametrize("kind", SINGLE)
def test_the_chart_says_why_and_what_to_do(kind) -> None:
    seen = analyse(kind, RISING, many(kind, RISING), baseline=2, exclude=[1, 2])
    why = "none of the first 2 values, which were to set the limits, is there, so that there are no lines"
    assert seen.reading == f"Too early to say: {why}; set the baseline where there are values."
    told = read(seen, name="Falls")
    assert (told.headline, told.brief) == ("Falls: too early to say", "Too early to say")
    assert told.sureness == "There are no lines to judge by."
    assert told.would_change == "A baseline with values, or none, would let the others be judged."


def test_a_baseline_of_one_value_that_is_left_out() -> None:
    seen = analyse("c", [3, 4, 5, 6, 2, 8], baseline=1, exclude=[1])
    assert seen.reading.startswith("Too early to say: the first value, which was to set the limits, is missing or left")


@pytest.mark.parametrize("kind", ["xbar", "s", "r"])
def test_subgroups_that_are_left_out_set_no_lines(kind) -> None:
    y, x = [3, 5, 4, 6, 5, 7, 4, 4], [1, 1, 2, 2, 3, 3, 4, 4]
    seen = analyse(kind, y, x=x, baseline=1, exclude=[1])
    assert np.isnan(seen.centre).all()
    assert (seen.verdict, seen.phases[0].unset) == ("early", 1)


def test_one_of_the_first_points_is_enough_to_set_a_centre() -> None:
    seen = analyse("c", [None, 4, *RISING], baseline=2)
    assert seen.phases[0].unset == 0
    assert seen.centre[0] == 4


def test_a_centre_that_was_given_needs_no_first_points() -> None:
    seen = analyse("c", RISING, baseline=2, exclude=[1, 2], centre=4)
    assert (seen.phases[0].unset, seen.centre[0], seen.upper[0]) == (0, 4, 10)
    assert analyse("ewma", RISING, baseline=2, exclude=[1, 2], centre=4).phases[0].unset == 2


def test_values_that_are_all_the_same_are_not_steady_without_lines() -> None:
    y = [None, *[7.0] * 12]
    assert analyse("i", y, baseline=1).verdict == "early"
    assert screen([y], baseline=1).verdict.tolist() == ["early"]


def test_a_phase_without_lines_leaves_the_others_as_they_are() -> None:
    y = [5, 6, 5, 7, 6, 5, 6, 7, 5, 6, 7, 5, None, None, 9, 9, 8, 9]
    seen = analyse("i", y, phases=[12], baseline=[None, 2])
    assert [phase.unset for phase in seen.phases] == [0, 2]
    assert seen.false_signal_rate == analyse("i", y[:12]).false_signal_rate
    assert np.isnan(seen.centre[12:]).all()
    assert seen.verdict == "early"
    later = analyse("i", [None, None, *y[2:12], *y[:12]], phases=[12], baseline=[2])
    assert (later.verdict, later.phases[0].unset, later.phases[1].unset) == ("steady", 2, 0)


def test_icons_are_common_cause_without_lines() -> None:
    seen = making_data_count(analyse("i", RISING, baseline=1, exclude=[1], rules="mdc", direction="increase", target=9))
    assert (seen.variation, seen.assurance) == ("common cause", "inconsistent")


@pytest.mark.parametrize("kind", SCREENED)
def test_series_that_start_after_the_baseline_are_screened_as_they_are_analysed(kind) -> None:
    y = np.array([RISING, [np.nan] * 3 + RISING[3:], [np.nan] * 14, [np.nan, *RISING[1:]]], dtype=float)
    n = np.full(y.shape, 40.0) if kind in WITH else None
    for rules in ("anhoej", "mdc"):
        seen = screen(y, n, kind=kind, baseline=3, rules=rules)
        rates = []
        for place, series in enumerate(y):
            alone = analyse(kind, series, None if n is None else n[place], baseline=3, rules=rules)
            assert (seen.verdict[place], bool(seen.signals[place])) == (alone.verdict, bool(alone.signals))
            for ours, theirs in ((seen.centre, alone.centre), (seen.lower, alone.lower), (seen.upper, alone.upper)):
                np.testing.assert_allclose(ours[place], theirs[-1])
            rates.append(alone.false_signal_rate)
        assert seen.verdict[1] == seen.verdict[2] == "early"
        assert seen.expected_by_chance == pytest.approx(sum(rates))


@pytest.mark.parametrize("kind", SCREENED)
def test_a_table_whose_baseline_is_left_out_has_no_lines(kind) -> None:
    y = np.array([RISING, RISING], dtype=float)
    seen = screen(y, np.full(y.shape, 40.0) if kind in WITH else None, kind=kind, baseline=2, exclude=[1, 2])
    assert seen.verdict.tolist() == ["early", "early"]
    assert not seen.signals.any()
    assert seen.expected_by_chance == 0
    assert np.isnan([seen.centre, seen.upper]).all()
