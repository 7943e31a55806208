"""Funnels by numbers worked out by hand: scores, limits, dispersion and what lies outside, kind by kind."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from knotwork.science.spc import BadSeries, funnel

LIMIT, WARNING = 3.090232, 1.959964
WIDE = {
    "proportion": ([10, 60, 30, 120, 20, 150], [100, 200, 300, 400, 250, 500]),
    "rate": ([10, 60, 30, 120, 20, 150], [100, 200, 300, 400, 250, 500]),
    "ratio_of_counts": ([10, 60, 30, 120, 20, 150], [100, 200, 300, 400, 250, 500]),
    "ratio": ([10, 60, 30, 120, 20, 150], [20, 40, 40, 80, 45, 100]),
    "ratio_root": ([10, 60, 30, 120, 20, 150], [20, 40, 40, 80, 45, 100]),
}


def test_scores_of_shares_are_in_standard_errors_of_the_arcsine() -> None:
    # 100 of 400 in all is a quarter, whose arcsine of the root is 30 degrees; a half is 45 degrees.
    seen = funnel([50, 50], [100, 300], overdispersion=False)
    assert seen.centre == 0.25
    assert seen.score[0] == pytest.approx(math.pi / 12 * 2 * 10)
    assert seen.score[1] == pytest.approx((math.asin(math.sqrt(1 / 6)) - math.pi / 6) * 2 * math.sqrt(300))


def test_limits_of_shares_stay_between_none_and_all() -> None:
    seen = funnel([1, 0, 4, 3], [4, 2, 4, 5], overdispersion=False)
    assert (seen.lower >= 0).all()
    assert (seen.upper <= 1).all()
    assert seen.lower[1] == 0


def test_scores_of_rates_are_differences_of_roots_from_what_is_expected() -> None:
    # 50 events in 500: 10 are expected in 100, and 40 in 400.
    seen = funnel([14.4, 35.6], [100, 400], kind="rate", overdispersion=False)
    assert seen.centre == 0.1
    assert seen.score[0] == pytest.approx((1.2 - 1) * 2 * math.sqrt(10))


def test_limits_of_rates_lie_between_whole_numbers_of_events() -> None:
    seen = funnel([10, 40], [100, 400], kind="rate", overdispersion=False)
    # Of Poisson 10, at most 1 event has a chance of .000499, at most 2 of .002769: one in a thousand lies .22 of the
    # way from 1 to 2. At most 20 events have .998412, at most 21 .999300.
    assert seen.lower[0] * 100 == pytest.approx(1 + (0.001 - 0.000499399) / (0.002769396 - 0.000499399), rel=1e-6)
    assert seen.upper[0] * 100 == pytest.approx(20 + (0.999 - 0.998411739) / (0.999300349 - 0.998411739), rel=1e-6)
    assert 27 < seen.warning_lower[1] * 400 < 29


@pytest.mark.parametrize("kind", ["rate", "ratio_root"])
@pytest.mark.parametrize("overdispersion", [True, False])
def test_a_place_without_events_where_few_are_expected_is_left_in_peace(kind, overdispersion) -> None:
    seen = funnel([0, 9, 30, 4, 61], [2, 8, 30, 3, 61], kind=kind, overdispersion=overdispersion)
    assert seen.lower[0] == 0
    assert not seen.outside[0]


def test_a_place_with_160_events_where_147_are_expected_is_not_outside() -> None:
    seen = funnel([160, 1310], [1000, 9000], kind="rate", overdispersion=False)
    assert seen.centre == 0.147
    assert abs(seen.score[0]) < 1.1
    assert not seen.outside.any()


def test_adjusted_limits_of_rates_and_ratios_of_roots_are_squared_back() -> None:
    for kind in ("rate", "ratio_root"):
        seen = funnel(*WIDE[kind], kind=kind)
        expected = np.array(WIDE[kind][1]) * (seen.centre if kind == "rate" else 1)
        away = LIMIT * np.sqrt(1 / (4 * expected) + seen.between)
        exact = funnel(*WIDE[kind], kind=kind, overdispersion=False)
        # Never drawn in to less than the exact limits by chance alone.
        np.testing.assert_allclose(seen.upper, np.maximum(seen.centre * (1 + away) ** 2, exact.upper))
        np.testing.assert_allclose(seen.lower, np.minimum(seen.centre * np.maximum(1 - away, 0) ** 2, exact.lower))
        assert (seen.upper > exact.upper).any()


def test_scores_of_ratios_of_counts_have_half_more_of_either() -> None:
    seen = funnel([4, 16], [10, 10], kind="ratio_of_counts", overdispersion=False)
    assert seen.centre == 1
    error = math.sqrt(4 / 4.5**2 + 10 / 10.5**2)
    assert seen.score[0] == pytest.approx(math.log(4.5 / 10.5) / error)


def test_limits_of_ratios_of_counts_are_even_on_the_logarithmic_scale_and_know_both_counts() -> None:
    seen = funnel([4, 6, 15], [10, 10, 30], kind="ratio_of_counts", overdispersion=False)
    assert seen.centre == 0.5
    assert (seen.upper / seen.centre).tolist() == pytest.approx((seen.centre / seen.lower).tolist())
    error = math.sqrt(5 / 5.5**2 + 10 / 10.5**2)
    assert seen.upper[0] / seen.centre == pytest.approx(math.exp(LIMIT * error))


def test_limits_of_ratios_are_exact_poisson() -> None:
    seen = funnel([12, 9], [10, 10], kind="ratio", overdispersion=False)
    # Ten are expected: the limits are those between which an observed ten leaves one in a thousand on either side.
    assert 0.2 < seen.lower[0] < 0.4
    assert seen.lower[0] * 20 == pytest.approx(stats.chi2.ppf(0.001, 20))
    assert seen.upper[0] * 20 == pytest.approx(stats.chi2.isf(0.001, 22))
    assert seen.warning_upper[0] * 20 == pytest.approx(stats.chi2.isf(0.025, 22))
    assert seen.centre == 1


def test_scores_of_ratios_are_logarithms_in_standard_errors() -> None:
    seen = funnel([20, 5], [10, 10], kind="ratio", overdispersion=False)
    assert seen.score.tolist() == pytest.approx([math.log(2) * math.sqrt(10), -math.log(2) * math.sqrt(10)])


def test_no_events_count_as_half_a_one_on_the_logarithmic_scale() -> None:
    seen = funnel([0, 5], [10, 10], kind="ratio", overdispersion=False)
    assert seen.score[0] == pytest.approx(math.log(0.05) * math.sqrt(10))
    assert seen.value[0] == 0


def test_scores_of_roots_are_differences_of_roots() -> None:
    seen = funnel([40, 10], [10, 10], kind="ratio_root", overdispersion=False)
    assert seen.score[0] == pytest.approx((2 - 1) * 2 * math.sqrt(10))
    assert seen.score[1] == 0


@pytest.mark.parametrize("kind", ["proportion", "rate", "ratio_root", "ratio_of_counts"])
def test_dispersion_is_the_mean_square_of_scores_pulled_in_at_either_end(kind) -> None:
    seen = funnel(*WIDE[kind], kind=kind)
    low, high = np.quantile(seen.score, [0.1, 0.9])
    assert seen.dispersion == pytest.approx(np.mean(np.clip(seen.score, low, high) ** 2))
    assert seen.adjusted


@pytest.mark.parametrize("kind", list(WIDE))
def test_without_trimming_all_scores_count(kind) -> None:
    seen = funnel(*WIDE[kind], kind=kind, trim=0)
    assert seen.dispersion == pytest.approx(np.mean(seen.score**2))


def test_the_variance_between_places_is_what_dispersion_leaves_over() -> None:
    y, n = WIDE["proportion"]
    seen = funnel(y, n, trim=0)
    weight = 4 * np.array(n, dtype=float)
    spare = weight.sum() - (weight**2).sum() / weight.sum()
    assert seen.between == pytest.approx((6 * seen.dispersion - 5) / spare)
    wide = np.arcsin(np.sqrt(seen.upper[0])) - math.asin(math.sqrt(seen.centre))
    assert wide == pytest.approx(LIMIT * math.sqrt(1 / 400 + seen.between))


def test_the_outer_tenths_are_left_out_of_ratios() -> None:
    observed, expected = list(range(11, 31)), [20.0] * 20
    observed[0], observed[-1] = 1, 200
    seen = funnel(observed, expected, kind="ratio")
    # 20 places in ten groups of about two: the first and the last group are left out.
    rank = np.arange(1, 21)
    group = np.floor(rank * 10 / 21)
    kept = np.sort(seen.score)[(group > 0) & (group < 9)]
    assert seen.dispersion == pytest.approx(np.mean(kept**2))


@pytest.mark.parametrize("kind", list(WIDE))
def test_allowing_for_how_places_differ_widens_every_limit(kind) -> None:
    wide, plain = funnel(*WIDE[kind], kind=kind), funnel(*WIDE[kind], kind=kind, overdispersion=False)
    assert wide.adjusted
    assert not plain.adjusted
    # Exact limits are not even: small places may have wider ones.
    if "ratio" not in kind:
        assert (wide.upper > plain.upper).all()
        assert (wide.lower < plain.lower).all()
    assert (wide.upper - wide.lower > plain.upper - plain.lower).all()
    assert set(np.flatnonzero(wide.outside)) <= set(np.flatnonzero(plain.outside))


@pytest.mark.parametrize("kind", list(WIDE))
def test_places_that_differ_by_chance_alone_keep_their_limits(kind) -> None:
    y, n = [20, 41, 59, 80], [20, 40, 60, 80] if "ratio" in kind else [100, 200, 300, 400]
    seen, plain = funnel(y, n, kind=kind), funnel(y, n, kind=kind, overdispersion=False)
    assert not seen.adjusted
    assert seen.between == 0
    assert seen.upper.tolist() == plain.upper.tolist()


@pytest.mark.parametrize("kind", list(WIDE))
def test_warning_limits_lie_inside_the_others(kind) -> None:
    seen = funnel(*WIDE[kind], kind=kind)
    assert (seen.warning_upper < seen.upper).all()
    assert (seen.warning_lower >= seen.lower).all()
    assert set(np.flatnonzero(seen.outside)) <= set(np.flatnonzero(seen.warned))


@pytest.mark.parametrize("kind", list(WIDE))
def test_the_curve_goes_through_the_limits_of_the_places(kind) -> None:
    seen = funnel(*WIDE[kind], kind=kind)
    lower, upper, warning_lower, warning_upper = seen.curve(seen.denominator)
    assert lower.tolist() == seen.lower.tolist()
    assert upper.tolist() == seen.upper.tolist()
    assert warning_lower.tolist() == seen.warning_lower.tolist()
    assert warning_upper.tolist() == seen.warning_upper.tolist()


@pytest.mark.parametrize("kind", list(WIDE))
def test_the_funnel_narrows_as_places_grow(kind) -> None:
    seen = funnel(*WIDE[kind], kind=kind)
    _, upper, _, _ = seen.curve([10, 100, 1000, 10_000])
    assert upper.tolist() == sorted(upper.tolist(), reverse=True)


def test_a_place_on_its_limit_is_inside() -> None:
    plain = funnel([20, 41, 59, 83, 180], [100, 200, 300, 400, 500], overdispersion=False)
    strictly = (plain.value > plain.upper) | (plain.value < plain.lower)
    assert plain.outside.tolist() == strictly.tolist()


def test_names_are_kept_in_the_order_given_and_read_out() -> None:
    seen = funnel([80, 84, 40], [800, 800, 100], names=["Ayr", "Bute", "Carrick"], overdispersion=False)
    assert seen.names == ("Ayr", "Bute", "Carrick")
    assert seen.reading == ("Outside the limits, allowing for their size: Carrick above. Chance alone would give 0.1.")
    low = funnel([480, 490, 5], [800, 800, 100], names=["Ayr", "Bute", "Carrick"], overdispersion=False)
    assert "Carrick below" in low.reading


def test_no_place_outside_is_said() -> None:
    seen = funnel([10, 11, 12], [100, 100, 100])
    assert seen.reading == "No place differs from the others by more than chance, allowing for their size."


def test_one_place_alone_never_lies_outside() -> None:
    for kind in ("proportion", "rate"):
        assert not funnel([3], [10], kind=kind).outside.any()


@pytest.mark.parametrize(
    ("y", "n", "options", "said"),
    [
        ([1, 2], [3], {}, "2 numerators and 1 denominators"),
        ([], [], {}, "give one of each a place"),
        ([1, None], [3, 4], {}, "Place 2 has no value"),
        ([1, 0], [3, 0], {}, "Place 2 has no value or a denominator of zero"),
        ([1, 5], [3, 4], {}, "Point 2 has a numerator above its denominator"),
        ([1, -2], [3, 4], {"kind": "rate"}, "Point 2 is negative"),
        ([0, 0], [3, 4], {}, "nothing to compare"),
        ([1, 2], [3, 4], {"kind": "odds"}, "choose one of proportion, rate, ratio, ratio_root, ratio_of_counts"),
        ([1, 2], [3, 4], {"trim": 0.5}, "from 0 to below 0.5"),
        ([1, 2], [3, 4], {"trim": -0.1}, "from 0 to below 0.5"),
        ([1, 2], [3, 4], {"names": ["Ayr"]}, "2 places but 1 names"),
    ],
)
def test_what_cannot_be_compared_is_refused(y, n, options, said) -> None:
    with pytest.raises(ValueError, match=said):
        funnel(y, n, **options)


def test_scores_and_limits_of_ratios_of_counts_are_about_their_own_centre() -> None:
    seen = funnel([10, 30, 40], [50, 100, 50], kind="ratio_of_counts", overdispersion=False)
    assert seen.centre == 0.4
    error = math.sqrt(10 / 10.5**2 + 50 / 50.5**2)
    assert seen.score[0] == pytest.approx((math.log(10.5 / 50.5) - math.log(0.4)) / error)
    # About the centre 20 are expected of 50, and 40 of 100.
    apart = [math.sqrt(20 / 20.5**2 + 50 / 50.5**2), math.sqrt(40 / 40.5**2 + 100 / 100.5**2)]
    assert (seen.upper[:2] / 0.4).tolist() == pytest.approx([math.exp(LIMIT * each) for each in apart])


@pytest.mark.parametrize("kind", list(WIDE))
@pytest.mark.parametrize("overdispersion", [True, False])
def test_the_curve_passes_through_the_limits_of_the_places(kind, overdispersion) -> None:
    seen = funnel(*WIDE[kind], kind=kind, overdispersion=overdispersion)
    for curve, limits in zip(
        seen.curve(WIDE[kind][1]), (seen.lower, seen.upper, seen.warning_lower, seen.warning_upper), strict=True
    ):
        np.testing.assert_allclose(curve, limits, rtol=1e-12)


def test_places_that_differ_no_more_than_by_chance_have_plain_limits_and_a_plain_curve() -> None:
    seen = funnel([10, 21, 29], [100, 200, 300], kind="rate")
    plain = funnel([10, 21, 29], [100, 200, 300], kind="rate", overdispersion=False)
    assert not seen.adjusted
    np.testing.assert_array_equal(seen.curve([50, 500]), plain.curve([50, 500]))


@pytest.mark.parametrize("kind", list(WIDE))
def test_a_funnel_drawn_per_thousand_finds_the_same_places_with_lines_a_thousand_times_as_high(kind) -> None:
    plain, times = funnel(*WIDE[kind], kind=kind), funnel(*WIDE[kind], kind=kind, multiply=1000)
    for line in ("value", "centre", "lower", "upper", "warning_lower", "warning_upper"):
        np.testing.assert_allclose(getattr(times, line), 1000 * np.asarray(getattr(plain, line)), rtol=1e-12)
    for same in ("denominator", "score", "outside", "warned", "dispersion", "between", "reading"):
        np.testing.assert_array_equal(getattr(times, same), getattr(plain, same))
    np.testing.assert_allclose(times.curve([50, 500]), 1000 * np.array(plain.curve([50, 500])), rtol=1e-12)


@pytest.mark.parametrize("factor", [0, -1, math.nan, 1e-60, "ten"])
def test_a_funnel_is_multiplied_by_a_number_above_zero(factor) -> None:
    with pytest.raises(BadSeries):
        funnel([1, 2], [3, 4], multiply=factor)
