"""How often a stable process signals beside limits that a baseline set: by the points that set them."""

from __future__ import annotations

import math

import pytest

from knotwork.science.spc import analyse

Y = [3.0, 5, 4, 6, 5, 4, 3, 6, 5, 4, 5, 3, 6, 4, 5, 3, 4, 6, 5, 4, 3, 5, 6, 4]


def rate(y, **options) -> float:
    return analyse("i", y, rules="three_sigma", **options).false_signal_rate


def test_a_shorter_baseline_signals_more_often() -> None:
    assert rate(Y, baseline=8) > rate(Y, baseline=12) > rate(Y, baseline=20)


def test_missing_values_in_a_baseline_do_not_make_its_limits_surer() -> None:
    gaps = [*Y[:8], *[math.nan] * 4, *Y[8:]]
    assert rate(gaps, baseline=12) == rate(Y, baseline=8)
    assert rate(gaps, baseline=8) == rate(Y, baseline=8)


def test_a_baseline_as_long_as_the_chart_is_no_shorter_than_it() -> None:
    assert rate([*Y[:8], *[math.nan] * 4], baseline=12) == rate(Y[:8], baseline=8)


@pytest.mark.parametrize("baselines", [[None, 10], [8, None], [8, 10]])
def test_every_phase_has_the_chance_of_its_own_baseline(baselines) -> None:
    first, second = rate(Y[:12], baseline=baselines[0]), rate(Y[12:], baseline=baselines[1])
    assert rate(Y, phases=[12], baseline=baselines) == pytest.approx(1 - (1 - first) * (1 - second), rel=1e-12)
