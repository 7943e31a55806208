"""Whatever chart is chosen, it can be drawn from the data that it was chosen for."""

from __future__ import annotations

import pytest

from knotwork.science.spc import analyse, choose

MEASURES = ["count", "proportion", "rate", "cases between", "time between", "measurement"]
Y = [3, 4, 5, 4, 6, 5, 3, 4, 5, 6] * 3
VARIED, ALIKE = [50, 90, 70] * 10, [70] * 30
DENOMINATED = {"count", "proportion", "rate", "measurement"}
TWICE = [place // 2 for place in range(30)]


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("n", [VARIED, ALIKE, None], ids=["varied", "alike", "none"])
@pytest.mark.parametrize("x", [None, list(range(30)), TWICE], ids=["in order", "once", "twice"])
@pytest.mark.parametrize("many", [30, 8], ids=["long", "short"])
def test_the_chosen_chart_takes_the_data(measure, n, x, many) -> None:
    denominators = n if measure in DENOMINATED else None
    if denominators is None and measure in {"proportion", "rate"}:
        denominators = ALIKE
    y, below, periods = (column and column[:many] for column in (Y, denominators, x))
    choice = choose(measure, y, below, x=periods)
    seen = analyse(choice.kind, y, below, x=periods)
    assert len(seen.x) == (many // 2 if x is TWICE else many)


def test_several_measurements_a_period_with_denominators_are_one_ratio_a_period() -> None:
    """An X-bar chart would have no place for the denominators."""
    assert choose("measurement", Y, VARIED, x=TWICE).kind == "ip"
    assert choose("measurement", Y, ALIKE, x=TWICE).kind == "i"
    assert choose("measurement", Y, x=TWICE).kind == "xbar"


def test_one_period_of_several_values_is_enough_for_an_x_bar_chart() -> None:
    assert choose("measurement", Y, x=[*range(29), 28]).kind == "xbar"
    assert choose("measurement", Y, x=range(30)).kind == "i"
