"""The reading says nothing that the numbers do not bear out."""

from __future__ import annotations

import datetime
import re

import numpy as np
import pytest

from knotwork.science.spc import analyse, read

STEADY = [5, 7, 5, 7, 7, 5, 7, 5, 5, 7, 5, 7]
WEEKS = [f"2024-W{week:02}" for week in range(1, 25)]
OFF = "Ten points off the centre line would be enough to judge by."
OUT = "A point outside the limits would be evidence of change."


@pytest.mark.parametrize("kind", ["c", "run", "i", "g"])
def test_values_that_are_all_the_same_are_said_to_be_so(kind) -> None:
    said = read(analyse(kind, [7] * 14), name="Falls")
    assert said.headline == "Falls: no evidence of change, around 7.0"
    assert said.sentence == "Falls: no evidence of change. All values are 7.0."
    assert said.would_change == OFF


@pytest.mark.parametrize("rules", ["anhoej", "mdc", "nelson"])
def test_values_that_are_all_the_same_need_others_whatever_the_rules(rules) -> None:
    assert read(analyse("i", [7] * 14, rules=rules)).would_change == OFF


def test_a_last_phase_of_the_same_values_is_the_one_that_counts() -> None:
    said = read(analyse("run", [6, 8] * 6 + [7, None] * 12, phases=[12]))
    assert "All values are 7.0" in said.sentence
    assert "All values" not in read(analyse("run", [7] * 12 + [6, 8] * 6, phases=[12])).sentence


def test_an_excluded_value_is_none_of_those_that_are_the_same() -> None:
    assert "All values are 7.0" in read(analyse("run", [7] * 12 + [9], exclude=[13])).sentence


@pytest.mark.parametrize("kind", ["ewma", "cusum", "mr"])
@pytest.mark.parametrize("rules", ["anhoej", "western_electric"])
def test_charts_without_rules_for_runs_speak_of_none(kind, rules) -> None:
    assert read(analyse(kind, STEADY * 2, rules=rules)).would_change == OUT


@pytest.mark.parametrize("kind", ["ewma", "cusum", "mr"])
def test_a_point_outside_the_limits_of_such_a_chart_does_not_wait_for_a_run(kind) -> None:
    said = read(analyse(kind, [*STEADY, *STEADY, 60]))
    assert said.would_change == "If the next three points lie inside the limits, the change has not lasted."


def test_sums_in_standard_deviations_have_no_unit_of_what_was_measured() -> None:
    said = read(analyse("cusum", [*STEADY, 40, 40]), name="Waiting time", unit="minutes")
    assert "above the limit of 5.0." in said.sentence
    assert "minutes" not in said.sentence


@pytest.mark.parametrize(
    ("before", "after", "unit", "change"),
    [
        (119.9, 120.3, "minutes", "rose from 119.9 to 120.3 minutes"),
        (120, 121, "minutes", "rose from 120 to 121 minutes"),
        (119.96, 120.04, "minutes", "rose from 119.96 to 120.04 minutes"),
        (1000.001, 1000.003, "", "rose from 1,000.001 to 1,000.003"),
        (99.9, 99.96, "%", "rose from 99.90% to 99.96%"),
        (99.96, 100, "%", "rose from 99.96% to 100.00%"),
        (0.04, 0, "%", "fell from 0.040% to 0.000%"),
        (99, 99.999, "%", "rose from 99.000% to 99.999%"),
    ],
)
def test_two_levels_are_written_with_as_many_digits_as_tell_them_apart(before, after, unit, change) -> None:
    y = [before + step * 1e-7 for step in (0, -1, 1)] * 4 + [after + step * 1e-7 for step in (0, -1, 1)] * 4
    said = read(analyse("run", y), name="Waiting time", unit=unit)
    assert said.headline == f"Waiting time {change} at point 13"


def test_digits_that_tell_levels_apart_go_before_those_asked_for() -> None:
    said = read(analyse("run", [4.1, 4.2, 4.15] * 4 + [4.4, 4.3, 4.35] * 4), places=0)
    assert said.headline == "Rose from 4.2 to 4.3 at point 13" or said.headline.startswith("Rose from 4.15 to 4.35")


def test_a_share_is_all_of_all_only_where_it_is() -> None:
    nearly = analyse("p", [9995, 9997] * 6, [10000] * 12)
    assert "around 99.96%" in read(nearly, unit="%").headline
    assert "around 100%" in read(analyse("p", [10] * 12, [10] * 12), unit="%").headline


def test_a_value_and_the_limit_beyond_which_it_lies_are_told_apart() -> None:
    y = 1e8 + np.array([5, 7, 5, 7, 7, 5, 7, 5, 5, 7, 5, 7, 11.9])
    seen = analyse("i", y, baseline=12)
    value, limit = re.findall(r"at (\d[\d,.]*)\. .* above the limit of (\d[\d,.]*)\.$", read(seen).sentence)[0]
    assert value != limit
    assert float(value.replace(",", "")) > float(limit.replace(",", ""))


def test_levels_that_differ_by_crumbs_of_arithmetic_did_not_rise() -> None:
    said = read(analyse("run", [0.3] * 12 + [0.1 + 0.2] * 12, centre=0.2))
    assert "rose" not in said.sentence
    assert said.headline == "Above the centre line since point 1, around 0.30"


@pytest.mark.parametrize(
    ("x", "when", "brief"),
    [
        (WEEKS, "in week 13 of 2024", "Higher since week 13, 2024"),
        ([str(year) for year in range(2001, 2025)], "in 2013", "Higher since 2013"),
        ([f"{2000 + q // 4} Q{q % 4 + 1}" for q in range(24)], "in 2003 Q1", "Higher since 2003 Q1"),
        ([f"2024-1-{day}" for day in range(1, 25)], "on 13 January 2024", "Higher since 13 Jan 2024"),
    ],
    ids=["weeks", "years", "quarters", "days"],
)
def test_a_change_is_said_to_be_in_a_period_or_on_a_day(x, when, brief) -> None:
    said = read(analyse("run", [4, 3, 5] * 4 + [9, 8, 10] * 4, x=x))
    assert said.headline == f"Rose from 4.0 to 9.0 {when}"
    assert said.brief == brief


def test_a_single_point_is_on_its_day() -> None:
    days = [datetime.date(2024, 1, day) for day in range(2, 15)]
    said = read(analyse("i", [*STEADY, 40], x=days, baseline=12))
    assert said.headline == "Unusually high on 14 January 2024"
    assert said.brief == "High on 14 Jan 2024"
