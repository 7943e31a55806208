"""Western Electric rules: the page, its worked example, and the rules at their boundary lengths."""

from __future__ import annotations

import pytest

from knotwork.science.spc import Analysis, analyse
from tests.science.spec.page import Page, call, points, said
from tests.science.spec.patterns import WAYS, of_rule

WAITS = [10, 12] * 6 + [15, 11.5, 15]
RULE_2, RULE_3, RULE_4 = "2 of 3 beyond two sigma", "4 of 5 beyond one sigma", "8 on one side"


def steps(seen: Analysis) -> list[str]:
    sigma = 2 / 1.128
    (found,) = seen.signals
    return [
        f"The first twelve points set the centre, {said(seen.centre[0], 0)}, and sigma, 2 ÷ 1.128 = {said(sigma)}.",
        f"Three sigma end at {said(seen.upper[0])}: no point lies beyond them.",
        f"Two sigma end at {said(seen.warning_upper[0])}: of points {points(found.points)} two lie beyond, 15 and 15. "
        "Rule 2 signals, though the third lies near the centre.",
    ]


PAGE = Page(
    slug="western-electric-rules",
    title="Western Electric rules",
    group="Rules: what counts as a signal",
    order=50,
    sentence="The Western Electric rules add three patterns inside the limits to the single point outside them.",
    purpose="charts with limits whose small shifts must be seen soon (`western_electric`).",
    formula="""\
1. one point beyond three sigma
2. two of three points one after another beyond two sigma on the same side, the third anywhere
3. four of five points one after another beyond one sigma on the same side, the fifth anywhere
4. eight points in a row on the same side of the centre; a point on it breaks them

Windows are of points that count: missing and excluded ones are passed over. One sigma is half of the way to the warning
line, on either side of its own, where limits are not symmetric.""",
    story="Waits; the first twelve weeks set the limits.",
    data={"waits": WAITS},
    asks=call(analyse, "i", "waits", baseline=12, rules="western_electric", direction="decrease"),
    steps=steps,
    measure="Waits",
    unit="days",
    avoid="""\
- Many charts are looked at: with known limits a stable process signals every 92 points, and not every 370.
- Skewed values, or counts of few events: the zones are then no longer what they are called.""",
    by_chance="15 of 100 stable charts of 24 points signal, 41 of 100 of 60 points. With known limits a false "
    "signal comes "
    "every 91.75 points on average, by rule 1 alone every 370.40.",
    source="Western Electric Company. Statistical Quality Control Handbook. 1956. Average run lengths: Champ "
    "CW, Woodall "
    "WH. Technometrics 1987;29:393-9.",
    related=("nelson-rules", "i-chart", "false-signals"),
    held_by=("spec/test_rules.py", "spec/test_chance.py"),
)


def test_the_worked_example_by_hand() -> None:
    seen, sigma = PAGE.seen(), 2 / 1.128
    assert (seen.centre[0], seen.warning_upper[0], seen.upper[0]) == pytest.approx((11, 11 + 2 * sigma, 11 + 3 * sigma))
    assert 11 + 2 * sigma < 15 < 11 + 3 * sigma
    assert [(signal.rule, signal.points) for signal in seen.signals] == [(RULE_2, (13, 14, 15))]
    assert seen.verdict == "worse"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.3, 2.1, 0.3, 2.1, 0.3], [(2, 4, "above")]),
        ([0.3, 2.1, -2.9, 2.1, 0.3], [(2, 4, "above")]),
        ([0.3, 2.1, 2.1, 0.3], [(1, 4, "above")]),
        ([0.3, 2.1, 0.3, 0.3, 2.1, 0.3], []),
        ([0.3, 2.1, 0.3, -2.1, 0.3], []),
        ([0.3, 1.99, 1.99, 1.99, 0.3], []),
        ([0.3, 2.0, 2.0, 0.3], []),
    ],
)
def test_two_of_three_beyond_two_sigma(values, expected, way) -> None:
    assert of_rule(values, "western_electric", RULE_2, way) == expected


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.3, 1.1, 1.2, 1.1, -0.3, 0.3], []),
        ([-0.3, 1.1, 1.2, -0.3, 1.1, 1.2, -0.3], [(2, 6, "above")]),
        ([-0.3, 1.1, 1.2, -1.5, 1.1, 1.2, -0.3], [(2, 6, "above")]),
        ([-0.3, 1.1, 1.2, -0.3, -0.3, 1.1, 1.2, -0.3], []),
        ([0.3, 1.1, -1.1, 1.1, -1.1, 1.1], []),
        ([-0.3, 0.99, 0.99, 0.99, 0.99, 0.99, -0.3], []),
    ],
)
def test_four_of_five_beyond_one_sigma(values, expected, way) -> None:
    assert of_rule(values, "western_electric", RULE_3, way) == expected


@pytest.mark.parametrize("way", WAYS)
def test_seven_on_one_side_do_not_signal_and_eight_do(way) -> None:
    low = [-0.3, -0.1, -0.4, -0.2, -0.5, -0.2, -0.3, -0.1]
    assert of_rule([0.3, *low[:7], 0.3], "western_electric", RULE_4, way) == []
    assert of_rule([0.3, *low, 0.3], "western_electric", RULE_4, way) == [(2, 9, "below")]


def test_a_point_on_the_centre_breaks_a_shift() -> None:
    low = [-0.3, -0.1, -0.4, -0.2]
    assert of_rule([0.3, *low, 0.0, *low, 0.3], "western_electric", RULE_4) == []


def test_zones_of_a_chart_without_a_lower_side_are_its_own() -> None:
    # Mean 1, sigma 1: the lower limit is 0 and so is the lower warning line; the lower zone ends half-way, at 0.5.
    seen = analyse("c", [1] * 12 + [0, 0, 0, 0], centre=1, rules="western_electric")
    assert (seen.lower[0], seen.warning_lower[0]) == (0, 0)
    assert [(signal.rule, signal.points, signal.side) for signal in seen.signals] == [
        (RULE_3, (12, 13, 14, 15, 16), "below")
    ]
