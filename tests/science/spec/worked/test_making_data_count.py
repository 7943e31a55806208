"""Making Data Count: the page, its worked example, labels and their priority, and both icons at their boundaries."""

from __future__ import annotations

import pytest

from knotwork.science.spc import Analysis, analyse, making_data_count
from tests.science.spec.page import Page, call, points, said
from tests.science.spec.patterns import BASE, WAYS, of_rule

DAYS = [50, 52, 48, 52, 50, 48, 52, 48, 50, 52, 48, 50, 49, 48, 49, 47, 48, 49, 46, 42]
SHIFT, TREND, CLOSE, OUTSIDE = "7 on one side", "trend of 7", "2 of 3 close to a limit", "outside limits"


def steps(seen: Analysis) -> list[str]:
    told = making_data_count(seen)
    below = [place for place, rule in enumerate(told.rules, start=1) if rule == SHIFT]
    return [
        f"The first twelve points have the mean {said(seen.centre[0], 0)}; their eleven moving ranges add up to 32, so "
        "their mean is 2.91.",
        f"The limits are 50 ∓ 2.66 × 2.91: {said(seen.lower[0])} and {said(seen.upper[0])}. Beyond two thirds "
        f"of the way, "
        f"{said(seen.warning_lower[0])} and {said(seen.warning_upper[0])}, a point is close to a limit.",
        f"Point 12 lies on the mean and breaks a shift. Points {points(below)} are labelled as a shift of seven "
        f"below it; "
        "point 20, which is beyond its limit, as that, which has priority.",
        f"Variation icon, from the last point: {told.variation}, as days are meant to fall.",
        f"Assurance icon: the target of 45 lies between the limits of the last point, so it will be met at some "
        f"times and "
        f"missed at others: {told.assurance}.",
    ]


PAGE = Page(
    slug="making-data-count",
    title="Making Data Count",
    group="Rules: what counts as a signal",
    order=40,
    sentence="Making Data Count gives every point a label, and the chart two icons that a board reads at a glance.",
    purpose='reports in the manner of NHS England (`rules="mdc"`, then `making_data_count`), on I charts.',
    formula="""\
Limits lie 2.66 mean moving ranges from the mean. Labels, of which the first that applies counts:

1. outside the limits
2. trend: seven points, each higher (or each lower) than the one before; a repeated value breaks it
3. two of three points close to a limit (beyond two thirds of the way) but inside it, all three on the same side of the
   mean; only the close ones are labelled
4. shift: seven points in a row on the same side of the mean; a point on the mean breaks it
5. common cause

- Variation icon: the label of the last point: improvement or concern; without a direction, high or low; common cause.
- Assurance icon: pass if the target lies beyond the limit on the side where it is always met, fail if on the other,
  else inconsistent (a target on a limit included); none without a target or a direction.""",
    story="Days to discharge letters; the first twelve months set the limits, and the target is 45.",
    data={"days": DAYS},
    asks=call(analyse, "i", "days", baseline=12, rules="mdc", direction="decrease", target=45),
    steps=steps,
    measure="Days to discharge letter",
    unit="days",
    avoid="""\
- The values are shares or rates of few cases, or skewed: limits from moving ranges do not fit them.
- To judge one chart of many by its labels: see how often they come by chance.""",
    by_chance="19 of 100 stable charts of 24 points have a label somewhere, but only 2 of 100 a variation icon.",
    source="NHS England, Making Data Count; rules and priorities as in the package NHSRplotthedots 0.2.2.",
    related=("i-chart", "western-electric-rules", "false-signals", "differences"),
    held_by=("reference/test_making_data_count.py", "spec/test_rules.py"),
)


def labels(values: list[float], **options: object) -> tuple[str, ...]:
    """The labels of points that follow a baseline of mean 0, limits near 3 and close to them beyond 2."""
    options = {"direction": "decrease", **options}
    seen = analyse("i", BASE + values, baseline=20, rules="mdc", screen_moving_ranges=False, **options)
    return making_data_count(seen).rules[20:]


def icons(last: float, direction: str | None = "increase", target: float | None = None) -> tuple[str, str]:
    seen = analyse("i", [*BASE, 0.3, last], baseline=20, rules="mdc", direction=direction, target=target)
    told = making_data_count(seen)
    return told.variation, told.assurance


COMMON = "common cause"


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    told = making_data_count(seen)
    away = 2.66 * 32 / 11
    assert (seen.lower[0], seen.centre[0], seen.upper[0]) == pytest.approx((50 - away, 50, 50 + away), rel=1e-12)
    assert round(away, 2) == 7.74
    assert told.rules == (COMMON,) * 12 + (SHIFT,) * 7 + (OUTSIDE,)
    assert (told.variation, told.assurance) == ("improvement", "inconsistent")


@pytest.mark.parametrize("way", WAYS)
def test_six_on_one_side_are_no_shift_and_seven_are(way) -> None:
    low = [-0.3, -0.1, -0.4, -0.2, -0.5, -0.2, -0.3]
    assert of_rule([0.3, *low[:6], 0.3], "mdc", SHIFT, way) == []
    assert of_rule([0.3, *low, 0.3], "mdc", SHIFT, way) == [(2, 8, "below")]


@pytest.mark.parametrize("way", WAYS)
def test_six_points_are_no_trend_and_seven_are(way) -> None:
    rise = [-0.7, -0.5, -0.3, 0.1, 0.3, 0.5, 0.7]
    assert of_rule([0.9, *rise[:6], -0.9], "mdc", TREND, way) == []
    assert of_rule([0.9, *rise, -0.9], "mdc", TREND, way) == [(2, 8, "rising")]
    assert of_rule([0.9, *rise[:4], *rise[3:], -0.9], "mdc", TREND, way) == []


@pytest.mark.parametrize("way", WAYS)
def test_two_of_three_close_ask_for_all_three_on_one_side(way) -> None:
    assert of_rule([-0.3, 2.1, 0.3, 2.1, -0.3], "mdc", CLOSE, way) == [(2, 4, "above")]
    assert of_rule([-0.3, 2.1, -0.1, 2.1, -0.3], "mdc", CLOSE, way) == []
    assert of_rule([-0.3, 2.1, 0.3, 0.4, 2.1, -0.3], "mdc", CLOSE, way) == []


def test_only_the_close_points_are_labelled() -> None:
    assert labels([-0.3, 2.1, 0.3, 2.1, -0.3]) == (COMMON, CLOSE, COMMON, CLOSE, COMMON)


def test_points_outside_are_not_close() -> None:
    assert labels([-0.3, 3.5, 3.6, 2.1, -0.3]) == (COMMON, OUTSIDE, OUTSIDE, COMMON, COMMON)


def test_outside_has_priority_over_a_trend() -> None:
    rising = [-0.5, 0.1, 0.6, 1.1, 1.6, 2.3, 3.2]
    assert labels([0.2, *rising, -0.2]) == (COMMON, *[TREND] * 6, OUTSIDE, COMMON)


def test_a_trend_has_priority_over_close_points_and_a_shift() -> None:
    rising = [0.2, 0.6, 0.9, 1.2, 1.5, 2.1, 2.4]
    assert labels([0.3, *rising, -0.2]) == (SHIFT, *[TREND] * 7, COMMON)


def test_close_points_have_priority_over_a_shift() -> None:
    assert labels([-0.2, 0.2, 0.1, 0.3, 2.1, 0.1, 2.2, 0.2, -0.2]) == (
        *(COMMON, SHIFT, SHIFT, SHIFT),
        *(CLOSE, SHIFT, CLOSE),
        *(SHIFT, COMMON),
    )


@pytest.mark.parametrize(
    ("last", "direction", "icon"),
    [
        (3.2, "increase", "improvement"),
        (3.2, "decrease", "concern"),
        (-3.2, "increase", "concern"),
        (-3.2, "decrease", "improvement"),
        (3.2, None, "high"),
        (-3.2, None, "low"),
        (2.9, "increase", COMMON),
        (0.0, None, COMMON),
    ],
)
def test_the_variation_icon_is_that_of_the_last_point(last, direction, icon) -> None:
    assert icons(last, direction)[0] == icon


@pytest.mark.parametrize(
    ("target", "direction", "icon"),
    [
        (3.1, "increase", "fail"),
        (3.1, "decrease", "pass"),
        (-3.1, "increase", "pass"),
        (-3.1, "decrease", "fail"),
        (0, "increase", "inconsistent"),
        (2.9, "decrease", "inconsistent"),
        (None, "increase", "no target"),
        (3.1, None, "no target"),
    ],
)
def test_the_assurance_icon_asks_whether_the_target_lies_beyond_a_limit(target, direction, icon) -> None:
    assert icons(0.0, direction, target)[1] == icon


def test_a_target_on_a_limit_is_inconsistent() -> None:
    upper = float(analyse("i", BASE, rules="mdc").upper[0])
    assert icons(0.0, "increase", upper)[1] == "inconsistent"
    assert icons(0.0, "decrease", upper)[1] == "inconsistent"


def test_a_new_phase_starts_its_rules_again() -> None:
    values = [*BASE, *[-0.2, -0.3] * 2, -0.2]
    told = making_data_count(analyse("i", [*values, *[-0.25, -0.35] * 2, 0.3, 0.2], rules="mdc", phases=[25]))
    assert set(told.rules) == {COMMON}


def test_labels_are_one_a_point_even_where_one_is_missing() -> None:
    seen = analyse("i", [*BASE, None, 9.0], baseline=20, rules="mdc", direction="increase")
    told = making_data_count(seen)
    assert len(told.rules) == len(told.sides) == len(told.points) == 22
    assert (told.rules[20], told.rules[21]) == (COMMON, OUTSIDE)
    assert told.sides[21] == 1


def test_charts_by_other_rules_are_refused() -> None:
    with pytest.raises(ValueError, match="rules=\"mdc\", not 'anhoej'"):
        making_data_count(analyse("i", BASE))
