"""Funnels beside FunnelPlotR: values, scores, both pairs of limits, dispersion, variance between places, outliers."""

from __future__ import annotations

import re

import numpy as np
import pytest

from knotwork.science.spc import BadSeries, funnel
from tests.science.reference.cases import cases
from tests.science.reference.funnels import all_differences
from tests.science.reference.test_agreement import PAGE


def listed() -> set[str]:
    return set(re.findall(r"open-funnel-\d{4}", PAGE.read_text()))


def test_every_case_agrees_or_is_listed_as_a_difference() -> None:
    assert {name: found for name, found in all_differences().items() if found and name not in listed()} == {}


def test_no_case_is_listed_that_agrees_after_all() -> None:
    assert {name for name, found in all_differences().items() if not found} & listed() == set()


def test_listed_cases_exist() -> None:
    assert listed() <= {case["id"] for case in cases("funnel")}


def test_places_that_differ_by_chance_alone_are_left_in_peace() -> None:
    seen = funnel([20, 41, 59, 83, 98], [100, 200, 300, 400, 500])
    assert seen.reading == "No place differs from the others by more than chance, allowing for their size."
    assert not seen.outside.any()


def test_a_place_far_from_the_others_is_named() -> None:
    seen = funnel([20, 41, 59, 83, 180], [100, 200, 300, 400, 500], names="ABCDE", overdispersion=False)
    assert seen.outside.tolist() == [False, False, False, False, True]
    assert seen.reading.startswith("Outside the limits, allowing for their size: E above.")


def test_limits_narrow_as_places_grow() -> None:
    lower, upper, warning_lower, warning_upper = funnel([20, 41, 59], [100, 200, 300]).curve([10, 100, 1000])
    assert (np.diff(upper - lower) < 0).all()
    assert (lower <= warning_lower).all()
    assert (warning_upper <= upper).all()


def test_the_order_of_places_does_not_matter() -> None:
    events, cases_ = np.array([20, 41, 59, 83, 120]), np.array([100, 200, 300, 400, 500])
    straight, turned = funnel(events, cases_), funnel(events[::-1], cases_[::-1])
    np.testing.assert_allclose(straight.upper, turned.upper[::-1], rtol=1e-12)
    assert straight.dispersion == pytest.approx(turned.dispersion)


@pytest.mark.parametrize(
    ("top", "bottom", "options", "says"),
    [
        ([1, None], [2, 3], {}, "Place 2 has no value"),
        ([1, 1], [2, 0], {}, "Place 2 has no value or a denominator of zero"),
        ([1, 4], [2, 3], {}, "Point 2 has a numerator above its denominator"),
        ([1, -4], [2, 3], {"kind": "ratio"}, "Point 2 is negative"),
        ([1], [2, 3], {}, "1 numerators and 2 denominators"),
        ([], [], {}, "0 numerators"),
        ([0, 0], [2, 3], {}, "Nothing was counted"),
        ([1, 1], [2, 3], {"kind": "league table"}, "no kind of funnel called 'league table'"),
        ([1, 1], [2, 3], {"trim": 0.5}, "from 0 to below 0.5"),
        ([1, 1], [2, 3], {"names": ["A"]}, "2 places but 1 names"),
        ([1, 1], [2, 3], {"names": 3}, "Give the names of the places in a list, one for each, not 3"),
        ([1, 1], [2, 3], {"trim": "x"}, "The share to trim at either end must be a number, not 'x'"),
        ([1, 1], [2, 3], {"kind": ["x"]}, "no kind of funnel called"),
        ([1, 4], [2, 3], {}, 'compare rates .kind="rate". if one case can count more than once'),
    ],
)
def test_what_cannot_be_compared_is_refused_with_its_place(top, bottom, options, says) -> None:
    with pytest.raises(BadSeries, match=says):
        funnel(top, bottom, **options)
