"""EWMA, CUSUM and the charts of counts beside qcc 2.7."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from knotwork.science.spc import analyse
from knotwork.science.spc.charts.early import paths, smoothed
from tests.science.reference.cases import cases, same_number


def of_chart(*charts: str) -> list[Any]:
    return [pytest.param(case, id=case["id"]) for case in cases("qcc") if case["chart"] in charts and not case["tags"]]


def positions(marked: Any) -> list[int]:
    return (np.flatnonzero(marked) + 1).tolist()


@pytest.mark.parametrize("case", of_chart("ewma"))
def test_an_ewma_chart_has_the_points_limits_and_violations_of_qcc(case: dict[str, Any]) -> None:
    seen, theirs = analyse("ewma", case["data"]["y"], screen_moving_ranges=False), case["output"]
    assert same_number(seen.y, theirs["y"])
    assert same_number(np.stack([seen.lower, seen.upper], axis=1), theirs["limits"])
    assert positions(seen.outside) == theirs["violations"]


@pytest.mark.parametrize("case", of_chart("cusum"))
def test_a_cusum_chart_has_the_sums_and_violations_of_qcc(case: dict[str, Any]) -> None:
    theirs = case["output"]
    sums = paths(np.array(case["data"]["y"], dtype=float), theirs["center"], theirs["std_dev"])
    assert same_number(sums.rising, theirs["pos"])
    assert same_number(sums.falling, theirs["neg"])
    seen = analyse("cusum", case["data"]["y"], screen_moving_ranges=False)
    assert positions(seen.outside) == sorted({*theirs["violations_upper"], *theirs["violations_lower"]})


@pytest.mark.parametrize("case", of_chart("p", "u", "c"))
def test_charts_of_counts_have_the_limits_and_points_outside_of_qcc(case: dict[str, Any]) -> None:
    data, theirs = case["data"], case["output"]
    seen = analyse(case["chart"], data["y"], data.get("n"))
    assert same_number(seen.lower, np.broadcast_to(theirs["limits_lcl"], seen.y.shape))
    assert same_number(seen.upper, np.broadcast_to(theirs["limits_ucl"], seen.y.shape))
    assert positions(seen.outside) == sorted(theirs["beyond_limits"])


def test_a_missing_value_leaves_the_smoothed_mean_as_it_was() -> None:
    assert smoothed(np.array([10.0, np.nan, 10.0]), 0.0).tolist()[::2] == pytest.approx([2.0, 3.6])
    assert np.isnan(smoothed(np.array([10.0, np.nan, 10.0]), 0.0)[1])


def test_a_cumulative_sum_forgets_what_fell_back_to_nothing() -> None:
    sums = paths(np.array([1.5, -4.0, 1.5]), 0.0, 1.0)
    assert sums.rising.tolist() == [1.0, 0.0, 1.0]
    assert sums.falling.tolist() == [0.0, -3.5, -1.5]


def test_a_cusum_is_drawn_in_standard_deviations_whatever_the_units() -> None:
    y = [10, 11, 9, 12, 10, 11, 14, 15, 14, 15, 16]
    plain, times = analyse("cusum", y), analyse("cusum", y, multiply=100)
    assert plain.y.tolist() == times.y.tolist()
    assert set(plain.upper) == {5.0}


def test_a_small_lasting_shift_is_seen_by_cusum_before_the_i_chart() -> None:
    y = [10, 11, 9, 10, 12, 10, 9, 11, 10, 10, *([11.6, 12.4, 11.8, 12.2] * 3)]
    assert analyse("cusum", y, baseline=10, direction="increase").verdict == "better"
    assert not analyse("i", y, baseline=10).outside.any()
