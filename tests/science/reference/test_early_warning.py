"""EWMA and CUSUM charts: what they remember and what they forget."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import analyse
from knotwork.science.spc.charts.early import paths, smoothed


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
