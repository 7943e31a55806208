"""Each choice word for word: the chart, why, what to beware of, and another chart with when to use that."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import BadSeries, Choice, choose
from tests.science.spec.test_cautions import quarters
from tests.science.spec.test_choosing_charts import CASES

UNLIKE = "Values have denominators of different sizes, which its limits allow for."
RARER = "Fewer than 1 event is expected a point: chart {} between events, or longer periods."
SKEWED = "The values are skewed: chart their logarithms, a T chart for waiting times, or a run chart."
NEIGHBOURS = "Neighbouring points are alike, which limits do not allow for: chart longer periods if you can."
SMALL_SHIFT = "An EWMA chart instead to notice a small lasting shift sooner."
SOONER = "between events instead, while they are so rare: it shows falls sooner."
WIDER = "they vary more than chance alone, which {} allows for."
FOUND = "chart instead once the reason for the extra variation is found and dealt with."
SHARE = "A share of cases is counted, and the number of cases varies"
RATE = "Events are counted against a denominator that varies"
COUNT = "Events are counted in periods of like size"
WAIT = "The time between rare events is measured"
ONE = "One value is measured at a time"

WHOLE = {
    "a measurement": Choice("i", f"{ONE}.", (), "ewma", SMALL_SHIFT),
    "a measurement with denominators that vary": Choice(
        "ip", UNLIKE, (), "i", "An I chart (XmR) instead if denominators should not count."
    ),
    "a few measurements": Choice(
        "run",
        f"{ONE}; only 11 points, too few for limits, but a median can be drawn.",
        (),
        "i",
        "An I chart (XmR) instead from 12 points on, when limits can be drawn.",
    ),
    "a proportion": Choice(
        "p", f"{SHARE}.", (), "cusum", "A CUSUM chart instead to notice a small lasting rise sooner."
    ),
    "a proportion of like numbers": Choice(
        "p",
        "A share of cases is counted, of like numbers of cases.",
        (),
        "np",
        "An NP chart instead shows the number of cases itself.",
    ),
    "a proportion that varies too much": Choice(
        "pp", f"{SHARE}; {WIDER.format('a P′ chart')}", (), "p", f"A P {FOUND}"
    ),
    "a rare proportion": Choice(
        "p", f"{SHARE}.", (RARER.format("cases (G)"),), "g", f"A G chart of the cases {SOONER}"
    ),
    "a rate": Choice(
        "u", f"{RATE}.", (), "i", "An I chart (XmR) instead if the denominators are hardly known, or all alike."
    ),
    "a rate with denominators alike": Choice(
        "u",
        "Events are counted against a denominator that is always alike.",
        (),
        "c",
        "A C chart instead shows the number of events itself.",
    ),
    "a rate that varies too much": Choice("up", f"{RATE}; {WIDER.format('a U′ chart')}", (), "u", f"A U {FOUND}"),
    "a rare rate": Choice("u", f"{RATE}.", (RARER.format("time (T)"),), "t", f"A T chart of the time {SOONER}"),
    "a count": Choice(
        "c", f"{COUNT}.", (), "u", "A U chart instead if the number of patients or days differs from period to period."
    ),
    "a count that varies too much": Choice(
        "i", f"{COUNT}; {WIDER.format('an I chart (XmR)')}", (), "ewma", SMALL_SHIFT
    ),
    "cases between": Choice(
        "g",
        "Cases between rare events are counted.",
        (),
        "t",
        "A T chart instead if the number of cases between events is not known, only the time.",
    ),
    "time between": Choice(
        "t", f"{WAIT}.", (), "g", "A G chart instead if the number of cases between events is known."
    ),
}


@pytest.mark.parametrize("case", WHOLE)
def test_a_choice_is_given_whole(case) -> None:
    counted, y, n, *_ = CASES[case]
    assert choose(counted, y, n) == WHOLE[case]


def test_several_values_a_period_are_given_whole() -> None:
    y = np.random.default_rng(5).normal(10, 1, 60)
    assert choose("measurement", y, x=np.repeat(np.arange(20), 3)) == Choice(
        "xbar",
        "Several values are measured in each period; read it beside an S chart.",
        (),
        "i",
        "An I chart (XmR) instead if the values of a period are not alike enough to be averaged.",
    )


@pytest.mark.parametrize(("many", "said"), [(19, ()), (20, (SKEWED,))])
def test_skew_is_said_of_twenty_values_on(many, said) -> None:
    y = [3.0, 4, 5, 4, 40, *[4, 3, 5, 4, 5] * 3]
    assert choose("measurement", y[:many]).warnings == said


@pytest.mark.parametrize(("many", "said"), [(11, 0), (12, 1)])
def test_a_season_is_said_of_twelve_quarters_on(many, said) -> None:
    y = np.array([0, 2, 5, 3] * 3) + np.random.default_rng(5).normal(0, 0.3, 12)
    assert len(choose("measurement", y[:many], x=quarters(many)).warnings) == said


def test_neighbours_that_are_alike_are_said_beside_denominators_of_any_size() -> None:
    y = np.tile(np.repeat([20, 24], 5), 4) + np.tile([0, 1], 20)
    for n in (np.tile([150, 260], 20), np.full(40, 200)):
        found = choose("measurement", y * n / 200, n)
        assert found.warnings == (NEIGHBOURS,)
    steady = choose("rate", y, np.full(40, 200))
    assert (steady.kind, steady.alternative, steady.warnings) == ("u", "c", (NEIGHBOURS,))


def test_a_share_without_cases_is_refused_by_the_name_of_its_chart() -> None:
    with pytest.raises(BadSeries, match="A p chart needs denominators"):
        choose("proportion", [1, 2, 3])
