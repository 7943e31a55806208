"""Our charts beside those of qcc: points, lines, points beyond them and runs of seven, smoothed means and sums."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from knotwork.science.spc.charts.constants import range_moments
from tests.science.reference.cases import cases, same_number
from tests.science.reference.quality import all_differences, analysed, largest, seventh
from tests.science.reference.test_agreement import PAGE

CHARTS = ("xbar.one", "xbar", "S", "R", "p", "np", "u", "c", "g", "cusum", "ewma")


def listed() -> set[str]:
    return set(re.findall(r"open-qcc-\d{4}", PAGE.read_text()))


def of(*charts: str) -> list[Any]:
    return [pytest.param(case, id=case["id"]) for case in cases("qcc") if case["chart"] in charts]


def of_chart(chart: str) -> dict[str, list[str]]:
    chosen = {case["id"] for case in cases("qcc") if case["chart"] == chart}
    return {name: found for name, found in all_differences().items() if name in chosen}


@pytest.mark.parametrize("chart", CHARTS)
def test_every_case_agrees_or_is_listed_as_a_difference(chart: str) -> None:
    assert {name: found for name, found in of_chart(chart).items() if found and name not in listed()} == {}


@pytest.mark.parametrize("chart", CHARTS)
def test_no_case_is_listed_that_agrees_after_all(chart: str) -> None:
    assert {name for name, found in of_chart(chart).items() if not found} & listed() == set()


def test_the_cases_cover_all_charts_of_the_package() -> None:
    assert {case["chart"] for case in cases("qcc")} == set(CHARTS)


def test_listed_cases_exist() -> None:
    assert listed() <= {case["id"] for case in cases("qcc")}


@pytest.mark.parametrize("case", of("R"))
def test_limits_of_ranges_agree_as_far_as_the_printed_d3_is_right(case: dict[str, Any]) -> None:
    seen, theirs = analysed(case), case["output"]
    assert same_number(seen.y, theirs["statistics"])
    assert seen.centre[0] == pytest.approx(theirs["center"], rel=1e-9)
    np.testing.assert_allclose(seen.upper, np.broadcast_to(theirs["limits_ucl"], seen.y.shape), rtol=2e-5)
    lower = np.broadcast_to(theirs["limits_lcl"], seen.y.shape)
    np.testing.assert_allclose(seen.lower, lower, atol=2e-5 * theirs["center"])
    assert seen.outside.nonzero()[0].tolist() == [place - 1 for place in theirs["beyond_limits"]]
    assert seventh(seen) == theirs["violating_runs"]


def test_the_exact_d3_of_two_is_known_in_closed_form() -> None:
    assert range_moments(2)[1] == pytest.approx((2 - 4 / np.pi) ** 0.5, rel=1e-11)
    assert abs(range_moments(2)[1] - 0.8525033) > 8e-7


@pytest.mark.parametrize("case", of("g"))
def test_limits_of_cases_between_differ_by_what_the_page_says(case: dict[str, Any]) -> None:
    seen, theirs, middle = analysed(case), case["output"], np.mean(case["data"]["y"])
    assert theirs["center"] == pytest.approx(middle, rel=1e-9)
    assert theirs["limits_ucl"][0] == pytest.approx(middle + 3 * (middle * (middle - 1)) ** 0.5, rel=1e-9)
    assert seen.upper[0] == pytest.approx(middle + 3 * (middle * (middle + 1)) ** 0.5, rel=1e-9)
    assert seen.centre[0] == np.median(case["data"]["y"])


@pytest.mark.parametrize("case", of("xbar"))
def test_only_ranges_of_more_than_25_values_have_no_limits_there_but_here(case: dict[str, Any]) -> None:
    ranged = case["args"].get("std.dev", "").endswith("-R")
    assert (case["output"]["std_dev"] is None) is (ranged and largest(case) > 25)
    assert np.isfinite(analysed(case).upper).all()
