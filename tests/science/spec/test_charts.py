"""Each kind of chart by a hand-worked example."""

from __future__ import annotations

import csv
import math

import numpy as np
import pytest

from knotwork.science.spc import KINDS, analyse
from knotwork.science.spc.charts.subgroups import c4
from tests.science.reference.cases import SHARED


def lines(kind: str, y: list[float], n: list[float] | None = None, **options: object) -> tuple[float, float, float]:
    """Centre and limits at the first point."""
    seen = analyse(kind, y, n, **options)
    return seen.centre[0], seen.lower[0], seen.upper[0]


def test_a_run_chart_has_the_median_and_no_limits() -> None:
    seen = analyse("run", [3, 1, 9, 5])
    assert seen.centre.tolist() == [4, 4, 4, 4]
    assert np.isnan(seen.upper).all()
    assert not seen.outside.any()


def test_an_i_chart_adds_three_sigma_from_the_mean_moving_range() -> None:
    # Moving ranges 2, 4, 2: mean 8/3.
    assert lines("i", [10, 12, 8, 10]) == pytest.approx((10, 10 - 8 / 1.128, 10 + 8 / 1.128))


def test_a_moving_range_of_3_267_times_the_mean_or_more_is_left_out_once() -> None:
    # Moving ranges 1 nine times, 21 and 20: mean 50/11 = 4.5455; 21 and 20 are over 3.267 times that and left out.
    y = [1, 2, 1, 2, 1, 22, 2, 1, 2, 1, 2, 1]
    assert lines("i", y)[2] - lines("i", y)[0] == pytest.approx(3 / 1.128 * np.mean([1] * 9))
    assert lines("i", y, screen_moving_ranges=False)[2] - 3 / 1.128 * 50 / 11 == pytest.approx(lines("i", y)[0])


def test_an_mr_chart_has_the_mean_moving_range_and_no_runs() -> None:
    seen = analyse("mr", [10, 12, 8, 10])
    assert seen.y[1:].tolist() == [2, 4, 2]
    assert (seen.centre[0], seen.lower[0], seen.upper[0]) == pytest.approx((8 / 3, 0, 3.267 * 8 / 3))
    assert seen.phases[0].runs_signal is False


def test_a_p_chart_pools_and_widens_where_cases_are_few() -> None:
    seen = analyse("p", [10, 20, 30], [100, 100, 200])
    assert seen.centre[0] == pytest.approx(0.15)
    assert seen.upper[0] == pytest.approx(0.15 + 3 * math.sqrt(0.15 * 0.85 / 100))
    assert seen.upper[2] == pytest.approx(0.15 + 3 * math.sqrt(0.15 * 0.85 / 200))


def test_limits_of_a_share_stay_between_none_and_all() -> None:
    seen = analyse("p", [0, 1, 0, 3], [3, 3, 3, 3])
    assert seen.lower.min() == 0
    assert seen.upper.max() == 1


def test_a_u_chart_counts_by_the_denominator() -> None:
    assert lines("u", [4, 8], [2, 4]) == pytest.approx((2, 0, 2 + 3 * math.sqrt(2 / 2)))


def test_a_c_chart_has_the_square_root_of_its_mean_as_sigma() -> None:
    assert lines("c", [16, 9, 23]) == pytest.approx((16, 4, 28))


def test_a_g_chart_draws_the_median_and_limits_from_the_mean() -> None:
    assert lines("g", [1, 2, 9]) == pytest.approx((2, 0, 4 + 3 * math.sqrt(4 * 5)))


def test_a_t_chart_is_an_i_chart_of_the_3_6th_root() -> None:
    y = [1.0, 8.0, 3.0, 20.0]
    root = analyse("i", [value ** (1 / 3.6) for value in y])
    assert lines("t", y)[0] == pytest.approx(root.centre[0] ** 3.6)
    assert lines("t", y)[2] == pytest.approx(root.upper[0] ** 3.6)


def test_laneys_charts_are_the_plain_ones_times_the_extra_variation() -> None:
    y, n = [10, 30, 12, 28, 9, 31], [100] * 6
    middle, sigma = 0.2, math.sqrt(0.2 * 0.8 / 100)
    z = [(top / 100 - middle) / sigma for top in y]
    wider = np.abs(np.diff(z)).mean() / 1.128
    assert lines("pp", y, n)[2] == pytest.approx(middle + 3 * sigma * wider)


def test_xbar_and_s_charts_gather_the_rows_of_a_period() -> None:
    y, x = [1.0, 3.0, 2.0, 6.0], ["a", "a", "b", "b"]
    spread = (math.sqrt(2) + math.sqrt(8)) / 2
    xbar, s = analyse("xbar", y, x=x), analyse("s", y, x=x)
    assert xbar.y.tolist() == [2, 4]
    assert s.y.tolist() == pytest.approx([math.sqrt(2), math.sqrt(8)])
    assert xbar.upper[0] == pytest.approx(3 + 3 * spread / (math.sqrt(2 / math.pi) * math.sqrt(2)))
    assert s.upper[0] == pytest.approx(3.2665 * spread, rel=1e-4)


def test_c4_is_that_of_the_published_constants() -> None:
    with (SHARED / "subgroup_constants.csv").open() as table:
        rows = list(csv.DictReader(table))
    size = np.array([float(row["n"]) for row in rows])
    np.testing.assert_allclose(c4(size), [float(row["c4"]) for row in rows], rtol=1e-9)
    assert np.isfinite(c4(10_000.0))
    assert np.isnan(c4(1.0))


@pytest.mark.parametrize("kind", list(KINDS))
def test_warning_lines_lie_between_centre_and_limits(kind) -> None:
    y, n = [5, 7, 6, 8, 5, 9, 6, 7], [20, 30, 25, 20, 30, 25, 20, 30]
    needs = KINDS[kind].demands.denominator == "needed"
    x = [1, 1, 2, 2, 3, 3, 4, 4] if kind in {"xbar", "s", "r"} else None
    seen = analyse(kind, y, n if needs else None, x=x)
    drawn = ~np.isnan(seen.upper)
    assert drawn.all() or kind == "run"
    assert (seen.warning_upper[drawn] <= seen.upper[drawn]).all()
    assert (seen.warning_upper[drawn] >= seen.centre[drawn]).all()
    assert (seen.warning_lower[drawn] >= seen.lower[drawn]).all()


@pytest.mark.parametrize("kind", ["i", "c", "t", "p", "pp", "u", "up", "ip"])
def test_values_that_do_not_vary_have_limits_and_no_signal(kind) -> None:
    n = [10] * 12 if KINDS[kind].demands.denominator == "needed" else None
    seen = analyse(kind, [3] * 12, n)
    assert not np.isnan(seen.upper).any()
    assert seen.signals == ()
    assert seen.verdict == "steady"
    if kind in {"i", "t", "pp", "up", "ip"}:
        assert seen.lower.tolist() == seen.centre.tolist() == seen.upper.tolist()
        assert seen.y == pytest.approx(seen.centre, rel=1e-14)


@pytest.mark.parametrize("value", [0.1, 1 / 3, 2.001, 1e-9, 123456.789])
@pytest.mark.parametrize("count", [3, 7, 10, 49, 60, 100])
def test_repeated_decimals_lie_exactly_on_their_mean(value, count) -> None:
    seen = analyse("i", [value] * count)
    assert seen.phases[0].useful == 0
    assert seen.centre[0] == value


@pytest.mark.parametrize("name", ["y", "n", "centre", "lower", "upper", "warning_lower", "outside", "excluded"])
def test_what_was_found_cannot_be_written_over_and_what_was_given_still_can(name) -> None:
    given = np.array([20.0, 30, 25, 40])
    seen = analyse("p", np.array([3.0, 4, 5, 6]), given)
    with pytest.raises(ValueError, match="read-only"):
        getattr(seen, name)[0] = 1
    given[0] = 50
    assert seen.n.tolist() == [20, 30, 25, 40]
