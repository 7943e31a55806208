"""Where a phase may begin, and what lies just on a line: at zero, or on a limit beside a point that does not count."""

from __future__ import annotations

import pytest

from knotwork.science.spc import analyse
from tests.science.spec.charts.by_hand import outside

LOW = [0, 0.5, 4, 0.2, 3]


def test_a_phase_may_begin_after_the_first_point() -> None:
    seen = analyse("run", [9, 1, 2, 3], phases=[1])
    assert [(phase.first, phase.last) for phase in seen.phases] == [(1, 1), (2, 4)]
    assert seen.centre.tolist() == [9, 2, 2, 2]


def test_values_of_zero_and_below_one_keep_limits_at_zero_and_a_value_below_lets_them_go() -> None:
    kept, free = analyse("i", LOW, never_negative=True), analyse("i", [-0.1, *LOW[1:]], never_negative=True)
    assert set(kept.lower) == set(kept.warning_lower) == {0.0}
    assert free.lower[0] < free.warning_lower[0] < 0
    assert free.lower.tolist() == analyse("i", [-0.1, *LOW[1:]]).lower.tolist()


@pytest.mark.parametrize("missing", [None, 5])
def test_a_point_on_its_limit_is_not_outside_whether_or_not_every_point_counts(missing) -> None:
    # Nothing lies below a lower limit of zero.
    seen = analyse("c", [0, 4, 0, 3, missing, 60], exclude=[5], baseline=4)
    assert seen.lower[0] == 0
    assert outside(seen) == [6]


def test_values_that_never_vary_lie_on_their_limits_beside_a_missing_one() -> None:
    assert outside(analyse("i", [0.1, 0.1, None, 0.1, 0.1])) == []


def test_a_result_says_what_was_asked_and_whether_runs_signal_or_points_alone() -> None:
    far = analyse("i", [5, 7] * 6 + [40], baseline=12, direction="decrease", target=4)
    assert (far.kind, far.rules, far.direction, far.target) == ("i", "anhoej", "decrease", 4)
    assert [signal.rule for signal in far.signals] == ["outside limits"]
    assert far.phases[0].runs_signal is False
    assert analyse("i", [5, 5.5] * 6 + [7, 7.5] * 6).phases[0].runs_signal is True
