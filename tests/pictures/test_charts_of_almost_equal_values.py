"""Values that differ only by the crumbs of binary arithmetic are one value, and are drawn as one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_analyses import NAN, analysis, months
from svg_reading import numbers, parsed, texts, with_class

from knotwork.pictures import chart, small
from knotwork.pictures.scale import alike, ticks, value_range

# 0.1 + 0.2 is 0.30000000000000004: a rate that is the same every month is seldom the same to the last digit.
CRUMBLED = [0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3]


def drawn(values: list[float]):
    made = analysis(values, kind="run", centre=values[0], lower=NAN, upper=NAN)
    return parsed(chart(made, title="t", description="d", periods=months(len(values))))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (0.3, 0.1 + 0.2, True),
        (1e9, 1e9 + 1e-6, True),
        (0.0, 1e-13, True),
        (-0.3, -(0.1 + 0.2), True),
        (5.0, 5.0, True),
        (0.3, 0.3001, False),
        (0.0, 1e-9, False),
        (-5.0, 5.0, False),
        (1e9, 1e9 + 1, False),
    ],
)
def test_values_are_alike_when_only_the_last_digits_of_a_sum_differ(one: float, other: float, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.3, 0.1 + 0.2], (0.0, 0.1 + 0.2)),
        ([4.2, 4.2 + 8.9e-16], (0.0, 4.2 + 8.9e-16)),
        ([-0.3, -(0.1 + 0.2)], (-0.6000000000000001, 0.0)),
    ],
)
def test_the_range_of_one_value_with_crumbs_is_that_of_one_value(
    values: list[float], expected: tuple[float, float]
) -> None:
    assert value_range(values) == pytest.approx(expected)


@pytest.mark.parametrize("low", [0.3, -0.3, 4.2, 1e9, 1e-13, 0.0, 123456.789])
def test_ticks_of_one_value_with_crumbs_are_different_numbers(low: float) -> None:
    found = ticks(low, low + abs(low) * 1e-16 + 1e-17)
    assert len(set(found.values)) == len(found.values) >= 2
    assert found.low < found.high


def test_a_steady_rate_with_crumbs_can_be_drawn() -> None:
    root = drawn(CRUMBLED)
    assert len(with_class(root, "kw-point")) == 4
    assert "0.30" in texts(root)


def test_crumbs_do_not_move_a_point_on_the_chart() -> None:
    heights = numbers(with_class(drawn(CRUMBLED), "kw-line")[0].get("d", ""))[1::2]
    assert len(set(heights)) == 1


def test_crumbs_do_not_become_a_saw_in_a_small_multiple() -> None:
    made = analysis(CRUMBLED, kind="run", centre=0.3, lower=NAN, upper=NAN)
    line = with_class(parsed(small(made, label="Ward 4", description="")), "kw-line")[0]
    heights = numbers(line.get("d", ""))[1::2]
    assert set(heights) == {28}


def test_a_small_multiple_still_shows_a_small_real_difference() -> None:
    made = analysis([0.300, 0.301], kind="run", centre=0.3, lower=NAN, upper=NAN)
    line = with_class(parsed(small(made, label="Ward 4", description="")), "kw-line")[0]
    first, last = numbers(line.get("d", ""))[1::2]
    assert (first, last) == (51, 5)


@settings(deadline=None, max_examples=40)
@given(st.floats(-1e6, 1e6), st.lists(st.integers(-3, 3), min_size=2, max_size=6))
def test_any_value_with_any_crumbs_can_be_drawn(value: float, crumbs: list[int]) -> None:
    root = drawn([value * (1 + crumb * 2**-52) for crumb in crumbs])
    assert len(with_class(root, "kw-point")) == len(crumbs)
