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

Windows are of points that count: missing and excluded ones are passed over. Zones are those of the standard deviation
itself, also where limits are drawn no further than what is possible: one that lies beyond that no point can enter.
Those of a T chart lie on its transformed scale, those of a G chart about the mean.""",
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


FAR_BELOW = [0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 1, 1, 0, 0, 0, 2, 1, 1]
"""Mean 0.5, sigma 0.71: one sigma below the mean is -0.21, so that 0 lies within it, and no count beyond."""


@pytest.mark.parametrize("rules", ["western_electric", "nelson"])
def test_a_zone_beyond_what_is_possible_cannot_be_entered(rules) -> None:
    assert analyse("c", FAR_BELOW, rules=rules).signals == ()
    assert analyse("p", FAR_BELOW, [60] * 24, rules=rules).signals == ()
    assert analyse("p", [60 - count for count in FAR_BELOW], [60] * 24, rules=rules).signals == ()
    assert analyse("u", FAR_BELOW, [60] * 24, rules=rules).signals == ()


def test_a_point_on_the_line_at_one_sigma_is_not_beyond_it() -> None:
    # Mean 1, sigma 1: the lower zone would begin below 0.
    seen = analyse("c", [1] * 12 + [0, 0, 0, 0], centre=1, rules="western_electric")
    assert (seen.lower[0], seen.warning_lower[0]) == (0, 0)
    assert seen.signals == ()


def test_a_zone_that_begins_within_what_is_possible_is_entered_though_two_sigma_are_not() -> None:
    # Mean 2, sigma 1.41: one sigma below is 0.59, two are below nothing.
    seen = analyse("c", [2] * 12 + [0, 0, 0, 0], centre=2, rules="western_electric")
    assert seen.warning_lower[0] == 0
    assert [(signal.rule, signal.points, signal.side) for signal in seen.signals] == [
        (RULE_3, (12, 13, 14, 15, 16), "below")
    ]


def test_zones_of_a_t_chart_lie_on_its_transformed_scale() -> None:
    # Days whose 1/3.6th powers are 9, 10, 11 in turn; the others lie about a sigma below 10, their mean.
    roots = [10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9]
    sigma = 15 / 11 / 1.128
    for away, found in ((1.05, [(RULE_3, "below")]), (0.95, [])):
        low = [10 - away * sigma] * 4
        seen = analyse("t", [root**3.6 for root in [*roots, *low]], baseline=12, rules="western_electric")
        assert [(signal.rule, signal.side) for signal in seen.signals] == found


def test_zones_of_a_g_chart_lie_about_the_mean() -> None:
    # Mean 6, sigma the root of 42: one sigma above is 12.48, and no number of cases lies one sigma below.
    quiet = [5, 6, 7] * 4
    for high, found in ((13, [(RULE_3, "above")]), (12, [])):
        seen = analyse("g", [*quiet, high, high, 0, high, high], baseline=12, rules="western_electric")
        assert [(signal.rule, signal.side) for signal in seen.signals] == found
    assert RULE_3 not in {signal.rule for signal in analyse("g", [*quiet, 0, 0, 0, 0], baseline=12).signals}
