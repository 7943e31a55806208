"""X-bar and S charts of measured subgroups: worked by hand."""

from __future__ import annotations

import csv
from fractions import Fraction
from math import pi

import numpy as np
import pytest

from knotwork.science.spc import analyse
from tests.science.reference.cases import SHARED
from tests.science.spec.charts.by_hand import exact, exactly, lines, mean, outside, root

# Montgomery, 6th edition, example 6.3: inside diameters of piston rings, 25 samples of five, as thousandths of a
# millimetre above 74. Printed: mean 74.001, mean standard deviation 0.0094, limits 73.988 and 74.014, and 0.0196 for S.
RINGS = [
    *([30, 2, 19, -8, 8], [-5, -8, 1, 11, 4], [-12, 24, 21, 5, 2], [2, -4, -7, 15, 9], [-8, 7, 15, -11, 14]),
    *([9, -6, -3, -15, -7], [-5, 6, -6, 0, 5], [-15, 3, -7, 15, -12], [8, -5, 9, 5, 4], [-2, 0, -10, 7, -5]),
    *([-6, -2, -6, -5, -10], [4, 0, 7, 0, -4], [-17, 2, -2, -3, 12], [6, -33, -6, 0, -16], [12, 14, -2, -1, 7]),
    *([0, -16, 5, -2, -4], [-6, 12, -14, 5, 7], [6, 10, 18, 3, 0], [-16, 2, 3, 5, -3], [0, 10, 13, 20, 3]),
    *([-18, 1, 15, 5, -4], [4, -1, -10, 6, 9], [10, -11, -10, 9, 14], [15, 8, -7, 0, 10], [-18, -16, -5, 17, 13]),
]
# Table 6.4 of the same: the first few rings of each sample. Printed: 8362.075 of 113, and the root of 0.009324 over 88.
SIZES = [5, 3, 5, 5, 5, 4, 4, 5, 4, 5, 5, 5, 3, 5, 3, 5, 4, 5, 5, 3, 5, 5, 5, 5, 5]

C4 = {2: (2 / pi) ** 0.5, 3: pi**0.5 / 2, 4: 2 * (2 / (3 * pi)) ** 0.5, 5: 3 * (pi / 2) ** 0.5 / 4}
"""From the gamma function by hand: of 1/2 the root of pi, and each next one times its argument."""


def rows(samples: list[list[int]]) -> tuple[list[float], list[int]]:
    """All rings one after another, in millimetres, and the sample that each belongs to."""
    values = [float(74 + Fraction(ring, 1000)) for sample in samples for ring in sample]
    return values, [place for place, sample in enumerate(samples, start=1) for _ in sample]


def deviation(sample: list[int]) -> Fraction:
    """The standard deviation, with one less than there are in the denominator."""
    middle = mean(sample)
    return root(sum(((value - middle) ** 2 for value in exact(sample)), Fraction(0)) / (len(sample) - 1))


def a3(size: int) -> float:
    return 3 / (C4[size] * size**0.5)


def chart(kind: str, samples: list[list[int]], **options: object):
    y, x = rows(samples)
    return analyse(kind, y, x=x, **options)


def test_montgomerys_rings_have_the_printed_limits_of_their_means() -> None:
    seen = chart("xbar", RINGS)
    assert [round(line, 3) for line in lines(seen)] == [73.988, 74.001, 74.015]
    assert outside(seen) == []
    assert seen.size is not None
    assert set(seen.size) == {5}


def test_montgomerys_rings_have_the_printed_limits_of_their_spread() -> None:
    seen = chart("s", RINGS)
    assert [round(line, 4) for line in lines(seen)] == [0, 0.0094, 0.0196]
    assert outside(seen) == []


def test_montgomerys_rings_have_the_exact_limits() -> None:
    middle = 74 + mean([value for sample in RINGS for value in sample]) / 1000
    spread = float(mean([deviation(sample) for sample in RINGS]) / 1000)
    away = a3(5) * spread
    assert lines(chart("xbar", RINGS)) == pytest.approx((float(middle) - away, float(middle), float(middle) + away))
    assert lines(chart("s", RINGS)) == pytest.approx((0, spread, spread * (1 + 3 * (1 - C4[5] ** 2) ** 0.5 / C4[5])))


def rounded(sample: list[int]) -> Fraction:
    """The mean of a sample as the book prints it: to a thousandth of a millimetre."""
    return round(mean(sample))


def test_montgomerys_rings_add_up_as_printed() -> None:
    # The book adds up means of three decimals and deviations of four.
    kept = [sample[:size] for sample, size in zip(RINGS, SIZES, strict=True)]
    assert sum(rounded(sample) for sample in RINGS) == 1850_028 - 25 * 74_000
    assert sum(SIZES) == 113
    assert sum(len(sample) * rounded(sample) for sample in kept) == 8362_075 - 113 * 74_000
    squares = sum((len(sample) - 1) * (round(deviation(sample), 1) / 1000) ** 2 for sample in kept)
    assert round(float(squares), 6) == 0.009324


def test_samples_that_differ_in_size_are_pooled_by_their_degrees_of_freedom() -> None:
    kept = [sample[:size] for sample, size in zip(RINGS, SIZES, strict=True)]
    squares = sum(((size - 1) * deviation(s) ** 2 for s, size in zip(kept, SIZES, strict=True)), Fraction(0))
    pooled = float(root(squares / 88) / 1000)
    seen = chart("xbar", kept)
    assert seen.centre[0] == pytest.approx(float(74 + Fraction(sum(map(sum, kept)), 113_000)), rel=1e-12)
    assert round(seen.centre[0], 3) == 74.001
    for place, size in enumerate(SIZES, start=1):
        low, middle, high = lines(seen, place)
        assert (high - middle, middle - low) == pytest.approx((a3(size) * pooled, a3(size) * pooled), rel=1e-9)
    assert chart("s", kept).centre[0] == pytest.approx(pooled, rel=1e-9)


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_the_constants_by_hand_are_the_published_ones(size) -> None:
    with (SHARED / "subgroup_constants.csv").open() as table:
        (row,) = [row for row in csv.DictReader(table) if int(row["n"]) == size]
    assert C4[size] == pytest.approx(float(row["c4"]), rel=1e-9)
    assert a3(size) == pytest.approx(float(row["A3"]), rel=1e-6)


# Two samples: 1, 3 (mean 2, deviation root 2) and 5, 9 (mean 7, deviation root 8).
PAIRS, TWO = [1, 3, 5, 9], ["a", "a", "b", "b"]


def test_pairs_have_limits_from_their_mean_deviation() -> None:
    # Mean 9/2, mean deviation 3 root 2 / 2, A3 of two 3 / (root(2/pi) root 2): limits 9/2 -+ 9/2 root(pi/2).
    away = 4.5 * (pi / 2) ** 0.5
    assert lines(analyse("xbar", PAIRS, x=TWO)) == pytest.approx((4.5 - away, 4.5, 4.5 + away), rel=1e-12)


def test_two_sigma_are_two_thirds_of_three() -> None:
    seen = analyse("xbar", PAIRS, x=TWO)
    assert seen.warning_upper[0] - 4.5 == pytest.approx(2 / 3 * (seen.upper[0] - 4.5), rel=1e-12)


@pytest.mark.parametrize(("size", "above"), [(5, False), (6, True)])
def test_the_lower_limit_of_spread_rises_above_zero_from_six_on(size, above) -> None:
    y = list(range(size)) + list(range(size))
    seen = analyse("s", y, x=[place // size for place in range(2 * size)])
    assert bool(seen.lower[0] > 0) is above


def test_a_missing_value_makes_its_sample_smaller() -> None:
    seen = analyse("xbar", [1, 3, None, 5, 9], x=["a", "a", "a", "b", "b"])
    assert lines(seen) == exactly(list(lines(analyse("xbar", PAIRS, x=TWO))))
    assert seen.size is not None
    assert seen.size.tolist() == [2, 2]


def test_a_sample_of_one_has_a_mean_but_no_limits() -> None:
    seen = analyse("xbar", [*PAIRS, 4], x=[*TWO, "c"])
    assert seen.y[2] == 4
    assert seen.centre[2] == pytest.approx(22 / 5)
    assert np.isnan(seen.upper).tolist() == [False, False, True]
    assert not seen.outside[2]


def test_a_sample_of_one_has_no_spread() -> None:
    seen = analyse("s", [*PAIRS, 4], x=[*TWO, "c"])
    assert np.isnan(seen.y).tolist() == [False, False, True]


def test_a_sample_of_missing_values_is_missing_and_changes_no_line() -> None:
    seen = analyse("xbar", [1, 3, None, None, 5, 9], x=["a", "a", "m", "m", "b", "b"])
    assert np.isnan(seen.y).tolist() == [False, True, False]
    assert lines(seen, 1) == exactly(list(lines(analyse("xbar", PAIRS, x=TWO))))
    assert lines(seen, 3) == lines(seen, 1)


def test_an_excluded_sample_lends_neither_mean_nor_spread() -> None:
    seen = analyse("xbar", [1, 3, 50, 90, 5, 9], x=["a", "a", "m", "m", "b", "b"], exclude=[2])
    assert lines(seen) == exactly(list(lines(analyse("xbar", PAIRS, x=TWO))))
    assert outside(seen) == [2]
    assert seen.signals == ()


def test_a_given_centre_of_spread_stands_for_the_mean_deviation() -> None:
    seen = analyse("s", PAIRS, x=TWO, centre=1)
    assert lines(seen) == pytest.approx((0, 1, 1 + 3 * (1 - 2 / pi) ** 0.5 / (2 / pi) ** 0.5), rel=1e-12)


def test_a_given_centre_of_means_keeps_the_spread_of_the_samples() -> None:
    assert analyse("xbar", PAIRS, x=TWO, centre=0).upper[0] == pytest.approx(4.5 * (pi / 2) ** 0.5, rel=1e-12)


def test_samples_without_spread_have_limits_on_their_mean() -> None:
    seen = analyse("xbar", [5, 5, 5, 5], x=TWO)
    assert lines(seen) == (5, 5, 5)
    assert lines(analyse("s", [5, 5, 5, 5], x=TWO)) == (0, 0, 0)


def test_a_factor_scales_means_and_spread() -> None:
    plain, times = analyse("s", PAIRS, x=TWO), analyse("s", PAIRS, x=TWO, multiply=1000)
    assert times.upper.tolist() == exactly([1000 * value for value in plain.upper])
    assert times.y.tolist() == exactly([1000 * value for value in plain.y])


def test_phases_pool_their_own_samples() -> None:
    y, x = [1, 3, 5, 9, 11, 13, 15, 19], [1, 1, 2, 2, 3, 3, 4, 4]
    seen = analyse("xbar", y, x=x, phases=[2])
    assert seen.centre.tolist() == [4.5, 4.5, 14.5, 14.5]
    assert seen.upper[2] - 14.5 == pytest.approx(seen.upper[0] - 4.5, rel=1e-12)
