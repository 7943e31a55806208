"""Choosing a chart: the page, its worked example, and every branch with the warnings that data raise."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from knotwork.science.spc import KINDS, Choice, analyse, choose
from tests.science.spec.page import Page, call

LATE = [90, 110, 95, 105, 100, 90, 110, 100, 95, 105, 98, 102]
SEEN = [1000] * 12
RNG = np.random.default_rng(11)
MEASURED = RNG.normal(20, 2, 40)
FEW_EVENTS = [0, 1, 0, 0, 2, 0, 1, 0, 0, 1, 0, 1, 0, 0]


def steps(seen: Choice) -> list[str]:
    return [
        "A proportion is counted, and there are twelve points or more: a P chart, unless they vary more than chance.",
        "By chance alone sigma would be √(0.1 × 0.9 ÷ 1,000) = 0.0095, or 9.5 people. From point to point the "
        "counts move "
        "by 20, 15, 10, 5, 10, 20, 10, 5, 10, 7 and 4: on average by 10.5, which ÷ 1.128 is 9.3 people.",
        "That is 0.99 times as much as chance: no more. So it stays.",
        f"Chosen: `{seen.kind}`. “{seen.why}” And: “{seen.instead}”",
    ]


PAGE = Page(
    slug="choosing",
    title="Choosing a chart",
    group="Begin here",
    order=10,
    sentence="The chart follows from what is counted or measured, unless the data argue with it.",
    purpose="someone who knows what a measure means and not what the charts are called.",
    formula="""\
| what there is | chart | if points vary more than chance | if fewer than 12 points |
| --- | --- | --- | --- |
| a count in like periods | [C](c-chart.md) | [I](i-chart.md) | [run](run-chart.md) |
| a proportion of cases | [P](p-chart.md) | [P′](p-prime-chart.md) | run |
| a rate of events | [U](u-chart.md) | [U′](u-prime-chart.md) | run |
| cases between rare events | [G](g-chart.md) | | run |
| time between rare events | [T](t-chart.md) | | run |
| one measurement a period | [I](i-chart.md) | | run |
| a measurement with denominators that vary | [I′](i-prime-chart.md) | | run |
| several measurements a period | [X-bar](xbar-chart.md) and [S](s-chart.md) | | the same |

More than chance: σz, the mean moving range of the points in sigmas ÷ 1.128, above 1 by more than 2.5 × 0.83 ÷ √k for k
points. A count with a denominator is a rate; denominators within 5 % of each other are alike. It warns when neighbours
are alike, when months, quarters or days of the week are, when values are skewed, and when less than one event is
expected a point; and it names another chart, with when to use that.""",
    story="People seen late, of a thousand seen each month.",
    data={"late": LATE, "seen": SEEN},
    asks=call(choose, "proportion", "late", "seen"),
    steps=steps,
    avoid="""\
- What is counted is not clear: settle the measure's definition first. No chart mends it.
- The question is which places differ: that is a [funnel plot](funnel-plots.md).""",
    source="Provost LP, Murray SK. The Health Care Data Guide, 2nd edition, 2022. Laney DB. Quality Engineering "
    "2002;14:531-7.",
    related=("run-chart", "i-chart", "p-chart", "u-chart", "cautions"),
    held_by=("spec/test_cautions.py",),
)


def test_the_worked_example_by_hand() -> None:
    moves = [abs(later - earlier) for earlier, later in pairwise(LATE)]
    assert moves == [20, 15, 10, 5, 10, 20, 10, 5, 10, 7, 4]
    assert round(sum(moves) / 11 / 1.128 / (0.1 * 0.9 * 1000) ** 0.5, 2) == 0.99
    seen = PAGE.seen()
    assert (seen.kind, seen.warnings, seen.alternative) == ("p", (), "np")


COUNTED = RNG.poisson(9, 40)
SHARES, CASES = RNG.binomial(500, 0.2, 40), [500] * 40
UNLIKE = [500, 530] * 20
WIDE = RNG.binomial(500, np.clip(RNG.normal(0.2, 0.08, 40), 0, 1))


@pytest.mark.parametrize(
    ("counted", "y", "n", "kind", "why"),
    [
        ("count", COUNTED, None, "c", "periods of like size"),
        ("count", WIDE, None, "i", "I chart (XmR) allows for"),
        ("proportion", SHARES, CASES, "p", "like numbers of cases"),
        ("proportion", SHARES, UNLIKE, "p", "the number of cases varies"),
        ("rate", SHARES, CASES, "u", "denominator that is always alike"),
        ("count", SHARES, UNLIKE, "u", "denominator that varies"),
        ("measurement", SHARES, UNLIKE, "ip", "denominators of different sizes"),
        ("proportion", WIDE, CASES, "pp", "P′ chart allows for"),
        ("rate", SHARES, UNLIKE, "u", "denominator that varies"),
        ("rate", WIDE, CASES, "up", "U′ chart allows for"),
        ("cases between", RNG.geometric(0.02, 40), None, "g", "Cases between"),
        ("time between", RNG.exponential(9, 40) + 0.1, None, "t", "time between"),
        ("measurement", MEASURED, None, "i", "One value"),
    ],
)
def test_enough_points_get_the_chart_that_fits(counted, y, n, kind, why) -> None:
    choice = choose(counted, y, n)
    assert choice.kind == kind
    assert why in choice.why
    assert kind in KINDS


@pytest.mark.parametrize("counted", ["count", "proportion", "rate", "cases between", "time between", "measurement"])
@pytest.mark.parametrize(("points", "enough"), [(11, False), (12, True)])
def test_fewer_than_twelve_points_get_a_run_chart(counted, points, enough) -> None:
    n = [50] * points if counted in {"proportion", "rate"} else None
    choice = choose(counted, [9, 11, 10, 12, 8, 10, 11, 9, 10, 12, 9, 11][:points], n)
    assert (choice.kind != "run") is enough
    assert ("too few for limits" in choice.why) is not enough


def test_missing_points_are_not_counted() -> None:
    y = [9, 11, 10, 12, 8, None, 10, 11, 9, 10, 12, 9]
    assert choose("count", y).kind == "run"
    assert choose("count", [*y, 11]).kind == "c"


@pytest.mark.parametrize("points", [3, 30])
def test_several_measurements_a_period_get_an_xbar_chart_however_few(points) -> None:
    choice = choose(
        "measurement", MEASURED[:points] if points < 40 else MEASURED, x=[place // 3 for place in range(points)]
    )
    assert choice.kind == "xbar"
    assert "S chart" in choice.why


def test_rows_of_a_period_are_added_up_before_a_count_is_judged() -> None:
    weeks = [place // 2 for place in range(40)]
    assert choose("count", COUNTED, x=weeks).kind == "c"


@pytest.mark.parametrize(
    ("counted", "n", "said"),
    [
        ("count", None, "chart time (T) between events"),
        ("rate", [10] * 14, "chart time (T) between events"),
        ("proportion", [10] * 14, "chart cases (G) between events"),
    ],
)
def test_less_than_one_event_a_point_is_warned_of(counted, n, said) -> None:
    assert any(said in text for text in choose(counted, FEW_EVENTS, n).warnings)


def test_one_event_a_point_is_not_warned_of() -> None:
    assert choose("count", [1] * 14).warnings == ()


@pytest.mark.parametrize(("points", "warned"), [(19, False), (20, True)])
def test_neighbours_alike_are_warned_of_from_twenty_points(points, warned) -> None:
    slow = [10 + 3 * np.sin(place / 4) for place in range(points)]
    assert any("Neighbouring points" in text for text in choose("measurement", slow).warnings) is warned


@pytest.mark.parametrize(("points", "warned"), [(35, False), (36, True)])
def test_a_season_is_warned_of_from_three_years(points, warned) -> None:
    months = [10 + 3 * np.sin(place * np.pi / 6) for place in range(points)]
    assert any("twelve apart" in text for text in choose("measurement", months).warnings) is warned


def test_what_was_chosen_can_be_drawn() -> None:
    for counted, y, n in (("count", WIDE, None), ("proportion", WIDE, CASES), ("rate", WIDE, CASES)):
        seen = analyse(choose(counted, y, n).kind, y, n)
        assert not any("overdispersion" in text for text in seen.warnings)


@pytest.mark.parametrize("counted", ["feeling", "", "Count", None])
def test_an_unknown_kind_of_measure_is_answered_with_those_there_are(counted) -> None:
    with pytest.raises(
        ValueError, match="choose one of count, proportion, rate, cases between, time between, measurement"
    ):
        choose(counted, COUNTED)


@pytest.mark.parametrize(
    ("counted", "y", "n", "said"),
    [
        ("proportion", [1, 2], None, "needs denominators"),
        ("rate", [1, 2], None, "needs denominators"),
        ("proportion", [5], [4], "numerator above its denominator"),
        ("time between", [1, 0], None, "Point 2 is zero"),
        ("count", [1, -2], None, "Point 2 is negative"),
        ("measurement", [], None, "no points"),
    ],
)
def test_data_that_the_chart_cannot_show_are_refused(counted, y, n, said) -> None:
    with pytest.raises(ValueError, match=said):
        choose(counted, y, n)


@pytest.mark.parametrize(("widest", "kind"), [(105, "c"), (106, "i")])
def test_denominators_within_five_percent_are_alike(widest, kind) -> None:
    assert choose("rate", [9, 11, 10] * 5, [100, widest, 100] * 5).alternative == kind


@pytest.mark.parametrize("counted", ["count", "cases between", "time between", "measurement"])
def test_another_chart_is_always_named_with_when_to_use_it(counted) -> None:
    choice = choose(counted, COUNTED + 1)
    assert choice.alternative in KINDS
    assert KINDS[choice.alternative].title.lower() in choice.instead.lower()
    assert choice.alternative != choice.kind


def test_skewed_measurements_are_warned_of() -> None:
    lengths_of_stay = np.random.default_rng(4).lognormal(1, 1, 40)
    assert any("skewed" in text for text in choose("measurement", lengths_of_stay).warnings)


def test_dated_months_that_are_alike_are_said_to_be_a_season() -> None:
    y = [10 + 3 * np.sin(place * np.pi / 6) + MEASURED[place % 40] / 20 for place in range(48)]
    x = [f"{2021 + month // 12}-{month % 12 + 1:02}" for month in range(48)]
    assert any("The same months are alike" in text for text in choose("measurement", y, x=x).warnings)


@pytest.mark.parametrize("counted", ["count", "cases between", "time between", "measurement"])
def test_nothing_but_missing_values_gets_a_run_chart(counted) -> None:
    assert choose(counted, [None, None]).kind == "run"
