"""Nelson's tests: the page, its worked example, and the tests at their boundary lengths."""

from __future__ import annotations

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, points, said
from tests.science.spec.patterns import WAYS, of_rule

WEIGHTS = [10, 12] * 8
TEST_2, TEST_3, TEST_4 = "9 on one side", "trend of 6", "14 alternating"
TEST_5, TEST_6 = "2 of 3 beyond two sigma", "4 of 5 beyond one sigma"
TEST_7, TEST_8 = "15 within one sigma", "8 beyond one sigma"


def steps(seen: Analysis) -> list[str]:
    swings, hugging = seen.signals
    return [
        f"The mean is {said(seen.centre[0], 0)} and every moving range 2, so sigma is 2 ÷ 1.128 = {said(2 / 1.128)}.",
        f"Points {points(swings.points)} go up and down in turn: fourteen are enough for test 4.",
        f"They all lie 1 from the centre, within one sigma: fifteen are enough for test 7 (points "
        f"{points(hugging.points)}).",
        "Two people measured in turn, on two scales: the chart shows the scales and not the process.",
    ]


PAGE = Page(
    slug="nelson-rules",
    title="Nelson's tests",
    group="Rules: what counts as a signal",
    order=60,
    sentence="Nelson's eight tests also find patterns that are too regular for chance.",
    purpose="charts with limits, where how the data came about is in question too (`nelson`).",
    formula="""\
1. one point beyond three sigma
2. nine points in a row on the same side of the centre
3. six points, each higher (or each lower) than the one before
4. fourteen points that go up and down in turn
5. two of three points beyond two sigma on the same side
6. four of five points beyond one sigma on the same side
7. fifteen points in a row within one sigma of the centre
8. eight points in a row beyond one sigma, on either side

A tie breaks tests 3 and 4; a point on the centre breaks test 2. Windows pass over missing and excluded points.""",
    story="Weights taken by two nurses in turn.",
    data={"weights": WEIGHTS},
    asks=call(analyse, "i", "weights", rules="nelson"),
    steps=steps,
    measure="Weight",
    unit="kg",
    avoid="""\
- All eight at once on many charts: half of stable charts of 60 points signal.
- Tests 4, 7 and 8 as evidence of a changed level: they speak of how points were gathered.""",
    by_chance="19 of 100 stable charts of 24 points signal, 51 of 100 of 60 points.",
    source="Nelson LS. The Shewhart control chart: tests for special causes. Journal of Quality Technology "
    "1984;16:237-9.",
    related=("western-electric-rules", "false-signals"),
    held_by=("spec/test_rules.py",),
)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    assert (seen.centre[0], seen.upper[0]) == pytest.approx((11, 11 + 6 / 1.128))
    assert [(signal.rule, signal.points) for signal in seen.signals] == [
        (TEST_4, tuple(range(1, 17))),
        (TEST_7, tuple(range(1, 17))),
    ]
    assert [signal.meaning for signal in seen.signals] == ["unclear", "unclear"]


@pytest.mark.parametrize("way", WAYS)
def test_eight_on_one_side_do_not_signal_and_nine_do(way) -> None:
    low = [-0.3, -0.1, -0.4, -0.2, -0.5, -0.2, -0.3, -0.1, -0.2]
    assert of_rule([0.3, *low[:8], 0.3], "nelson", TEST_2, way) == []
    assert of_rule([0.3, *low, 0.3], "nelson", TEST_2, way) == [(2, 10, "below")]


@pytest.mark.parametrize("way", WAYS)
def test_five_points_are_no_trend_and_six_are(way) -> None:
    rise = [-0.7, -0.5, -0.3, 0.1, 0.3, 0.5]
    assert of_rule([0.9, *rise[:5], -0.9], "nelson", TEST_3, way) == []
    assert of_rule([0.9, *rise, -0.9], "nelson", TEST_3, way) == [(2, 7, "rising")]
    assert of_rule([0.9, *rise[:3], *rise[2:5], -0.9], "nelson", TEST_3, way) == []


def in_turns(many: int, way: str) -> list[tuple[int, int, str]]:
    """What test 4 finds in so many points in turns, after points that rise and before points that go on."""
    swings = [0.4 if place % 2 else -0.6 for place in range(many)]
    end = [0.7, 0.8] if swings[-1] > 0 else [-0.7, -0.8]
    return [seen for seen in of_rule([-0.9, -0.8, -0.7, *swings, *end], "nelson", TEST_4, way) if seen.last > 3]


@pytest.mark.parametrize("way", WAYS)
def test_thirteen_points_in_turns_do_not_signal_and_fourteen_do(way) -> None:
    # The first of the swings still rises, so the turns begin with it, and the point after the last goes on its way.
    assert in_turns(13, way) == []
    assert in_turns(14, way) == [(4, 17, "crossings")]


@pytest.mark.parametrize("way", WAYS)
def test_fourteen_within_one_sigma_do_not_signal_and_fifteen_do(way) -> None:
    calm = [0.3, -0.3, -0.2, 0.5, 0.1] * 3
    assert of_rule([1.5, *calm[:14], 1.5], "nelson", TEST_7, way)[1:] == []
    assert (2, 16, "crossings") in of_rule([1.5, *calm, 1.5], "nelson", TEST_7, way)
    assert (2, 15, "crossings") not in of_rule([1.5, *calm[:14], 1.5], "nelson", TEST_7, way)


@pytest.mark.parametrize("way", WAYS)
def test_seven_beyond_one_sigma_do_not_signal_and_eight_do(way) -> None:
    wild = [1.2, -1.3, 1.4, -1.2, 1.5, -1.3, 1.2, -1.4]
    assert of_rule([0.3, *wild[:7], 0.3], "nelson", TEST_8, way) == []
    assert of_rule([0.3, *wild, 0.3], "nelson", TEST_8, way) == [(2, 9, "crossings")]


@pytest.mark.parametrize("way", WAYS)
def test_two_of_three_and_four_of_five_are_those_of_western_electric(way) -> None:
    for values in ([0.3, 2.1, 0.3, 2.1, 0.3], [-0.3, 1.1, 1.2, -1.5, 1.1, 1.2, -0.3], [0.3, 2.1, 0.3]):
        for rule in (TEST_5, TEST_6):
            assert of_rule(values, "nelson", rule, way) == of_rule(values, "western_electric", rule, way)


def test_a_point_exactly_one_sigma_out_is_within_it() -> None:
    assert of_rule([1.5, *[1.0, -1.0, 0.5] * 5, 1.5], "nelson", TEST_7)[-1] == (2, 16, "crossings")
    assert of_rule([0.3, *[1.0, -1.0] * 4, 0.3], "nelson", TEST_8) == []
