"""P′ and U′ charts: the extra variation between points, worked by hand.

Laney DB. Improved control charts for attributes. Quality Engineering 2002;14:531-7: the z-scores of the points have a
sigma of their own, from their moving ranges, by which the limits of the P or U chart are multiplied.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from knotwork.science.spc import analyse
from tests.science.spec.charts.by_hand import D2, exactly, lines, mean, moving_ranges, root

# A fifth of 400, give or take: sigma is root(1/5 x 4/5 / 400) = 1/50. The shares 0.18, 0.22, 0.26, 0.14, 0.2 and 0.2
# lie -1, 1, 3, -3, 0 and 0 sigma from their centre: moving ranges 2, 2, 6, 3 and 0, mean 13/5.
FIFTHS = [72, 88, 104, 56, 80, 80]
WIDER = Fraction(13, 5) / D2


def test_limits_are_those_of_chance_times_sigma_z() -> None:
    fifth, away = Fraction(1, 5), 3 * WIDER / 50
    assert lines(analyse("pp", FIFTHS, [400] * 6)) == exactly([fifth - away, fifth, fifth + away])


def test_warning_lines_are_widened_as_much() -> None:
    seen = analyse("pp", FIFTHS, [400] * 6)
    assert seen.warning_upper[0] == exactly(Fraction(1, 5) + 2 * WIDER / 50)
    assert seen.warning_lower[0] == exactly(Fraction(1, 5) - 2 * WIDER / 50)


def test_points_that_vary_less_than_chance_have_narrower_limits() -> None:
    # Shares 0.21, 0.19, 0.21, 0.19: z of 1/2 and -1/2, moving ranges of 1, so sigma z is 1/1.128.
    seen = analyse("pp", [84, 76, 84, 76], [400] * 4)
    assert seen.upper[0] == exactly(Fraction(1, 5) + 3 / D2 / 50)
    assert seen.upper[0] < analyse("p", [84, 76, 84, 76], [400] * 4).upper[0]


def test_denominators_that_vary_scale_each_points_z_and_limits() -> None:
    # A fifth of 100, 400 and 1600: sigma 1/25, 1/50 and 1/100. Shares 0.24, 0.16, 0.2075 with pooled centre 1/5
    # (24 + 64 + 332 = 420 of 2100): z of 1, -2 and 3/4; moving ranges 3 and 11/4, mean 23/8.
    seen = analyse("pp", [24, 64, 332], [100, 400, 1600])
    wider = Fraction(23, 8) / D2
    assert seen.centre[0] == exactly(Fraction(1, 5))
    for point, sigma in enumerate((Fraction(1, 25), Fraction(1, 50), Fraction(1, 100)), start=1):
        assert lines(seen, point)[2] == exactly(Fraction(1, 5) + 3 * sigma * wider)


def test_limits_of_shares_stop_at_none_and_all() -> None:
    seen = analyse("pp", [1, 9, 1, 9], [10] * 4)
    assert (seen.lower[0], seen.upper[0]) == (0, 1)


def test_rates_are_widened_the_same_way() -> None:
    # 4 a unit of 100 units: sigma 1/5. Rates 4.2, 3.8, 4.4, 3.6: z of 1, -1, 2, -2; moving ranges 2, 3, 4: mean 3.
    seen = analyse("up", [420, 380, 440, 360], [100] * 4)
    assert lines(seen) == exactly([4 - 3 * 3 / D2 / 5, 4, 4 + 3 * 3 / D2 / 5])


def test_a_lower_limit_of_a_rate_stops_at_zero() -> None:
    assert analyse("up", [1, 9, 1, 9], [1] * 4).lower[0] == 0


def test_without_extra_variation_the_charts_would_agree() -> None:
    # z-scores whose moving ranges are all 1.128 sigma: sigma z is 1.
    step = D2 / 2 / 50
    y = [float(400 * (Fraction(1, 5) + side * step)) for side in (1, -1, 1, -1)]
    plain, laney = analyse("p", y, [400] * 4), analyse("pp", y, [400] * 4)
    assert laney.upper[0] == pytest.approx(plain.upper[0], rel=1e-12)


@pytest.mark.parametrize("kind", ["pp", "up"])
def test_screening_looks_at_the_ranges_of_z(kind) -> None:
    # Twenty points in turn 1 sigma above and below, and one that leaps 10 sigma up: two ranges are left out.
    swings = [20 + 1 * (-1) ** place for place in range(20)]
    leap = [*swings[:10], 60, *swings[10:]]
    kept, left_out = (
        analyse(kind, leap, [400] * 21, screen_moving_ranges=False),
        analyse(kind, leap, [400] * 21),
    )
    assert kept.centre[0] == left_out.centre[0]
    ranges = moving_ranges(leap)
    small = [step for step in ranges if step < Fraction("3.267") * mean(ranges)]
    assert len(small) == len(ranges) - 2
    share = (left_out.upper[0] - left_out.centre[0]) / (kept.upper[0] - kept.centre[0])
    assert share == exactly(mean(small) / mean(ranges))


def test_an_exclusion_is_bridged_and_a_missing_value_is_not() -> None:
    # z of -1, 1, (gone), -3, 0, 0: with the gap ranges 2, 3, 0; bridged 2, 4, 3, 0.
    gap = [*FIFTHS[:2], None, *FIFTHS[3:]]
    centre = Fraction(1, 5)
    missing = analyse("pp", gap, [400] * 6, centre=0.2)
    excluded = analyse("pp", FIFTHS, [400] * 6, centre=0.2, exclude=[3])
    assert missing.upper[0] == exactly(centre + 3 * Fraction(5, 3) / D2 / 50)
    assert excluded.upper[0] == exactly(centre + 3 * Fraction(9, 4) / D2 / 50)


def test_a_baseline_sets_centre_and_sigma_z() -> None:
    # The first four points: centre 320/1600, ranges 2, 2, 6.
    seen = analyse("pp", [*FIFTHS[:4], 200, 10], [400] * 6, baseline=4)
    assert lines(seen, 6)[1:] == exactly([Fraction(1, 5), Fraction(1, 5) + 3 * Fraction(10, 3) / D2 / 50])


@pytest.mark.parametrize(("y", "n"), [([0] * 5, [30] * 5), ([30] * 5, [30] * 5), ([6] * 5, [30] * 5)])
@pytest.mark.parametrize("kind", ["pp", "up"])
def test_shares_and_rates_that_never_vary_have_limits_on_their_centre(kind, y, n) -> None:
    seen = analyse(kind, y, n)
    assert lines(seen) == exactly([Fraction(y[0], n[0])] * 3)


def test_one_point_has_a_centre_and_no_limits() -> None:
    low, middle, high = lines(analyse("pp", [6], [30]))
    assert middle == 0.2
    assert low != low
    assert high != high


def test_percent_change_neither_z_nor_its_sigma() -> None:
    away = 3 * WIDER / 50
    assert lines(analyse("pp", FIFTHS, [400] * 6, multiply=100)) == exactly([20 - 100 * away, 20, 20 + 100 * away])


def test_the_root_of_the_worked_example_is_what_it_says() -> None:
    assert root(Fraction(1, 5) * Fraction(4, 5) / 400) == Fraction(1, 50)
    assert mean(FIFTHS) == 80
