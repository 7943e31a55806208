"""Funnels place by place against the formulas written out, and the words that name the places outside."""

from __future__ import annotations

import math

import numpy as np
import pytest

from knotwork.science.spc import BadSeries, funnel
from knotwork.science.spc.funnels.between import between, kept, winsorised
from knotwork.science.spc.funnels.scores import METHODS

LIMIT, WARNING = 3.090232, 1.959964
EVENTS, SIZES = [10, 60, 30, 120, 20, 150], [100, 200, 300, 400, 250, 500]


def limits(kind: str, centre: float, size: float, errors: float, between: float) -> tuple[float, float]:
    """The limits as Spiegelhalter writes them, with a variance between places."""
    away = errors * math.sqrt((1 / (4 * size) if kind == "proportion" else 1 / size) + between)
    if kind == "proportion":
        middle = math.asin(math.sqrt(centre))
        return math.sin(max(middle - away, 0)) ** 2, math.sin(min(middle + away, math.pi / 2)) ** 2
    return centre * math.exp(-away), centre * math.exp(away)


@pytest.mark.parametrize("kind", ["proportion", "ratio"])
@pytest.mark.parametrize("variance", [0.0, 0.01, 0.2])
@pytest.mark.parametrize(("centre", "size"), [(0.2, 4.0), (0.5, 100.0), (0.9, 30.0)])
def test_limits_are_those_of_the_formula(kind, variance, centre, size) -> None:
    for errors in (LIMIT, WARNING):
        low, high = METHODS[kind].limits(centre, np.array([size]), errors, variance)
        assert (low[0], high[0]) == pytest.approx(limits(kind, centre, size, errors, variance), rel=1e-12, abs=1e-15)


def test_an_adjusted_funnel_draws_all_four_limits_with_the_variance_between_places() -> None:
    seen = funnel(EVENTS, SIZES)
    assert seen.adjusted
    drawn = (seen.lower, seen.upper, seen.warning_lower, seen.warning_upper)
    for place, size in enumerate(SIZES):
        outer = limits("proportion", seen.centre, size, LIMIT, seen.between)
        inner = limits("proportion", seen.centre, size, WARNING, seen.between)
        assert [line[place] for line in drawn] == pytest.approx([*outer, *inner], rel=1e-12)
    assert seen.outside.tolist() == [v < low or v > high for v, low, high in zip(seen.value, *drawn[:2], strict=True)]
    assert seen.warned.tolist() == [v < low or v > high for v, low, high in zip(seen.value, *drawn[2:], strict=True)]


def test_what_a_funnel_holds_is_what_it_was_given() -> None:
    seen = funnel(EVENTS, SIZES, kind="rate", names="ABCDEF")
    assert (seen.kind, seen.names) == ("rate", tuple("ABCDEF"))
    assert seen.value.tolist() == [top / bottom for top, bottom in zip(EVENTS, SIZES, strict=True)]
    assert seen.denominator.tolist() == SIZES
    assert funnel(EVENTS, SIZES).names == (1, 2, 3, 4, 5, 6)
    assert funnel(EVENTS, SIZES).kind == "proportion"


def test_a_tenth_is_trimmed_unless_asked_otherwise() -> None:
    assert funnel(EVENTS, SIZES).dispersion == funnel(EVENTS, SIZES, trim=0.1).dispersion
    assert funnel(EVENTS, SIZES).dispersion < funnel(EVENTS, SIZES, trim=0).dispersion
    assert funnel(EVENTS, SIZES, trim=0.49).dispersion < funnel(EVENTS, SIZES).dispersion


def test_without_overdispersion_nothing_is_said_of_it() -> None:
    seen = funnel(EVENTS, SIZES, overdispersion=False)
    assert (seen.adjusted, seen.dispersion, seen.between) == (False, 0.0, 0.0)


def test_expected_numbers_are_rounded_to_two_places_in_scores_of_ratios() -> None:
    seen = funnel([3.0, 8.0], [4.006, 7.994], kind="ratio", overdispersion=False)
    assert seen.score.tolist() == pytest.approx(
        [math.log(3 / 4.01) * math.sqrt(4.01), math.log(8 / 7.99) * math.sqrt(7.99)], rel=1e-12
    )


def test_an_expected_number_that_rounding_would_lose_is_kept_as_it_is() -> None:
    # 0.003 expected: half an event stands in for none, and the standard error is one over the root of 0.003.
    seen = funnel([0, 5, 3], [0.003, 40, 40], kind="ratio")
    assert seen.score[0] == pytest.approx(math.log(0.5 / 0.003) * math.sqrt(0.003))
    assert math.isfinite(seen.dispersion)
    assert math.isfinite(seen.between)
    assert "nan" not in seen.reading


def test_places_without_events_are_among_the_first_left_out_of_ratios() -> None:
    observed, expected = [0.0, 9.0, 11.0, 10.0, 12.0, 8.0, 14.0, 7.0, 13.0, 30.0], [0.4, *[10.0] * 9]
    seen = funnel(observed, expected, kind="ratio")
    # Ten places in ten groups of about one: the place without events and the one with the most are left out.
    assert seen.dispersion == pytest.approx(np.mean(np.sort(seen.score[1:-1]) ** 2))


@pytest.mark.parametrize(
    ("scores", "share", "left"),
    [
        (list(range(1, 11)), 0.1, list(range(2, 10))),
        (list(range(1, 11)), 0.2, list(range(3, 9))),
        ([1, 1, 2, 3, 4, 5, 6, 7, 9, 9], 0.1, [1, 1, 2, 3, 4, 5, 6, 7, 9, 9]),
        ([10, 3, 1, 2, 9, 8, 4, 7, 6, 5], 0.1, [3, 2, 9, 8, 4, 7, 6, 5]),
    ],
)
def test_the_outermost_groups_of_ranks_are_dropped(scores, share, left) -> None:
    given = np.array(scores, dtype=float)
    assert given[kept(given, share)].tolist() == left


def test_outer_scores_are_pulled_in_to_the_quantiles() -> None:
    assert winsorised(np.arange(11.0), 0.1).tolist() == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert winsorised(np.arange(11.0), 0.2).tolist() == [2, 2, 2, 3, 4, 5, 6, 7, 8, 8, 8]


@pytest.mark.parametrize(
    ("scores", "errors", "dispersion", "variance"),
    [
        ([2.0, -2.0], [1.0, 1.0], 4.0, 7.0),
        ([3.0, -1.0], [1.0, 0.5], 5.0, 9 / (5 - 17 / 5)),
        ([0.5, -0.5], [1.0, 1.0], 0.25, 0.0),
        ([math.sqrt(0.5), -math.sqrt(0.5)], [1.0, 1.0], 0.5, 0.0),
        ([0.9, -0.9, 0.9], [1.0, 1.0, 1.0], 0.81, 0.43 / 2),
        ([3.0], [1.0], 9.0, 0.0),
        ([], [], 0.0, 0.0),
    ],
)
def test_the_variance_between_places_by_hand(scores, errors, dispersion, variance) -> None:
    found = between(np.array(scores), np.array(errors))
    assert found == pytest.approx((dispersion, variance), abs=1e-12)


@pytest.mark.parametrize(
    ("y", "n", "options", "said"),
    [
        (
            [80, 300, 10, 160],
            [400, 800, 400, 800],
            {"overdispersion": False},
            "Outside the limits, allowing for their size: 2 above; 3 below. Chance alone would give 0.1.",
        ),
        (
            [30, 100, 310, 5],
            [100, 300, 600, 100],
            {"overdispersion": False, "names": ["Ayr", "Bute", "Carrick", "Doon"]},
            "Outside the limits, allowing for their size: Carrick above; Doon below. Chance alone would give 0.1.",
        ),
        (
            EVENTS,
            SIZES,
            {},
            "No place differs from the others by more than chance, allowing for their size and for how places differ.",
        ),
        (
            [20] * 99 + [90, 2],
            [100] * 101,
            {"overdispersion": False},
            "Outside the limits, allowing for their size: 100 above; 101 below. Chance alone would give 0.2.",
        ),
        (
            [*[15, 25] * 20, 90, 80],
            [100] * 42,
            {},
            "Outside the limits, allowing for their size and for how places differ: 41, 42 above. "
            "Chance alone would give 0.1.",
        ),
    ],
)
def test_a_funnel_is_read_out(y, n, options, said) -> None:
    assert funnel(y, n, **options).reading == said


@pytest.mark.parametrize(
    ("y", "n", "options", "said"),
    [
        ([1, 2], [3], {}, "There are 2 numerators and 1 denominators: give one of each a place."),
        ([], [], {}, "There are 0 numerators and 0 denominators: give one of each a place."),
        ([1, None], [3, 4], {}, "Place 2 has no value or a denominator of zero: leave it out of the funnel."),
        ([1, 2], [None, 4], {}, "Place 1 has no value or a denominator of zero: leave it out of the funnel."),
        ([0, 0], [3, 4], {}, "Nothing was counted in any place: there is nothing to compare."),
        (
            [1],
            [2],
            {"kind": "odds"},
            "There is no kind of funnel called 'odds': choose one of {}.".format(", ".join(METHODS)),
        ),
        ([1], [2], {"trim": 0.5}, "The share to trim at either end is from 0 to below 0.5, not 0.5."),
        ([1], [2], {"names": ["A", "B"]}, "There are 1 places but 2 names: give one for each."),
        (["x"], [2], {}, "Point 1 of the numerators is 'x', which is not a number: correct it or leave it empty."),
        ([1], ["x"], {}, "Point 1 of the denominators is 'x', which is not a number: correct it or leave it empty."),
    ],
)
def test_what_is_refused_is_said_in_full(y, n, options, said) -> None:
    with pytest.raises(BadSeries) as refused:
        funnel(y, n, **options)
    assert str(refused.value) == said


def test_none_or_all_of_a_single_case_lie_on_limits_of_none_and_all_and_not_beyond() -> None:
    seen = funnel([0, 1, 500, 490], [1, 1, 1000, 1000], overdispersion=False)
    assert (seen.lower[0], seen.warning_lower[0], seen.upper[1], seen.warning_upper[1]) == (0, 0, 1, 1)
    assert not seen.outside.any()
    assert not seen.warned.any()
