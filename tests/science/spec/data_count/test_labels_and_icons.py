"""Making Data Count below the mean as above it, on the very line, and where limits differ from point to point."""

from __future__ import annotations

import pytest

from knotwork.science.spc import analyse
from knotwork.science.spc.making_data_count import (
    CLOSE,
    COMMON,
    OUTSIDE,
    SHIFT,
    TREND,
    MakingDataCount,
    making_data_count,
)
from tests.science.spec.patterns import BASE


def told(values: list[float], sign: int = 1, **options: object) -> MakingDataCount:
    """What is said of points that follow a baseline of mean 0 with limits near 3, as they are or upside down."""
    y = [sign * value for value in [*BASE, *values]]
    return making_data_count(
        analyse("i", y, baseline=20, rules="mdc", screen_moving_ranges=False, **{"direction": "increase", **options})
    )


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("values", "rules"),
    [
        ([-0.3, 2.1, 0.3, 2.1, -0.3], [COMMON, CLOSE, COMMON, CLOSE, COMMON]),
        ([-0.3, 2.1, 2.2, 3.3, -0.3], [COMMON, CLOSE, CLOSE, OUTSIDE, COMMON]),
        ([0.9, -0.7, -0.5, -0.3, 0.1, 0.3, 0.5, 0.7, -0.9], [COMMON, *[TREND] * 7, COMMON]),
        ([-0.3, *[0.2, 0.4, 0.3, 0.1, 0.5, 0.2, 0.4], -0.3], [COMMON, *[SHIFT] * 7, COMMON]),
    ],
    ids=["close", "close and outside", "trend", "shift"],
)
def test_a_label_has_the_side_on_which_its_points_lie_or_go(values, rules, sign) -> None:
    seen = told(values, sign)
    assert seen.rules[20:] == tuple(rules)
    assert seen.sides[20:] == tuple(0 if rule == COMMON else sign for rule in rules)
    good = "improvement" if sign > 0 else "concern"
    assert seen.points[20:] == tuple(COMMON if rule == COMMON else good for rule in rules)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_trend_has_the_direction_in_which_it_goes_wherever_it_lies(sign) -> None:
    rising_below = [0.3, -1.9, -1.7, -1.5, -1.3, -1.1, -0.9, -0.7]
    assert told(rising_below, sign).sides[20:] == (0, *[sign] * 7)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_point_on_the_line_at_two_thirds_is_not_close(sign) -> None:
    on_it = float(analyse("i", BASE, rules="mdc", screen_moving_ranges=False).warning_upper[0])
    assert told([-0.3, 2.1, on_it, 2.1, -0.3], sign).rules[20:] == (COMMON, CLOSE, COMMON, CLOSE, COMMON)


def assurance(target: float, direction: str) -> str:
    """The icon of shares of 100, 100, …, 400 cases: the last point has limits half as wide as the others'."""
    y, n = [*[20, 22, 18, 21, 19, 20, 20, 21, 19, 20, 20, 20], 80], [100] * 12 + [400]
    return making_data_count(analyse("p", y, n, rules="mdc", target=target, direction=direction)).assurance


def test_the_limits_that_count_are_those_of_the_last_point() -> None:
    # A fifth of 100 cases varies from 0.08 to 0.32, of 400 from 0.14 to 0.26.
    assert assurance(0.29, "increase") == "fail"
    assert assurance(0.29, "decrease") == "pass"
    assert assurance(0.11, "increase") == "pass"
    assert assurance(0.11, "decrease") == "fail"
    assert assurance(0.25, "increase") == assurance(0.15, "increase") == "inconsistent"


@pytest.mark.parametrize("direction", ["increase", "decrease"])
@pytest.mark.parametrize("limit", ["lower", "upper"])
def test_a_target_on_either_limit_is_inconsistent(limit, direction) -> None:
    on_it = float(getattr(analyse("i", BASE, rules="mdc"), limit)[0])
    seen = analyse("i", BASE, rules="mdc", target=on_it, direction=direction)
    assert making_data_count(seen).assurance == "inconsistent"


def test_the_variation_icon_is_that_of_the_last_point_that_has_a_value() -> None:
    y = [10, 11, 9, 10, 11, 10, 9, 10, 11, 10, 9, 10, 30]
    for missing in ([], [None], [None, None]):
        seen = making_data_count(analyse("i", [*y, *missing], rules="mdc", direction="increase"))
        assert seen.variation == "improvement"
    assert making_data_count(analyse("i", [None] * 13, rules="mdc", direction="increase")).variation == "common cause"
