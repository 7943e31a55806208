"""Pictures of charts as the statistics really make them: what the reading says, the picture shows."""

from __future__ import annotations

import numpy as np
import pytest
from made_analyses import FALLS, months, short_months
from svg_reading import parsed, texts, with_class, without_descriptions

from knotwork.pictures import chart, legend, small, table
from knotwork.pictures.states import point_states
from knotwork.science.spc import KINDS, analyse

CHANCE = np.random.default_rng(11)
NUMERATORS = CHANCE.binomial(400, 0.3, 24)
DENOMINATORS = CHANCE.integers(380, 460, 24)
WITH_DENOMINATOR = {"np", "p", "pp", "u", "up", "ip"}
OF_SUBGROUPS = {"xbar", "s"}


def made(kind: str, **changes):
    if kind in OF_SUBGROUPS:
        return analyse(kind, CHANCE.normal(50, 4, 120), x=np.repeat(np.arange(24), 5), **changes)
    if kind in WITH_DENOMINATOR:
        return analyse(kind, NUMERATORS, DENOMINATORS, **changes)
    return analyse(kind, NUMERATORS, **changes)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("narrow", [False, True])
def test_every_kind_of_chart_can_be_drawn(kind: str, narrow: bool) -> None:
    analysis = made(kind, direction="decrease")
    count = len(analysis.x)
    svg = chart(analysis, title=analysis.reading, description="d", periods=months(count), narrow=narrow)
    assert len(with_class(parsed(svg), "kw-point")) == int(np.isfinite(analysis.y).sum())
    assert "nan" not in without_descriptions(svg)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_chart_has_a_small_multiple_and_a_table(kind: str) -> None:
    analysis = made(kind)
    count = len(analysis.x)
    assert len(small(analysis, label="Ward 4", description=analysis.reading).encode()) < 2500
    assert len(table(analysis, periods=months(count))) == count


def test_a_clear_fall_is_shown_as_the_improvement_that_the_verdict_says() -> None:
    analysis = analyse("run", list(FALLS), direction="decrease")
    assert analysis.verdict == "better"
    states = point_states(analysis)
    assert analysis.since is not None
    assert "better" in states[analysis.since - 1 :]
    assert "better" not in states[: analysis.since - 1]


def test_steady_numbers_show_nothing_but_usual_variation() -> None:
    steady = [5, 6, 4, 5, 7, 5, 6, 4, 5, 3, 6, 5]
    analysis = analyse("i", steady, direction="decrease")
    assert {entry.name for entry in legend(analysis)} == {"common", "band"}


def test_phases_keep_their_own_means_in_words() -> None:
    analysis = analyse("i", list(FALLS), phases=[14], direction="decrease", target=3.5)
    svg = chart(analysis, title="t", description="d", periods=months(36), short_periods=short_months(36))
    words = texts(parsed(svg))
    assert f"mean {np.mean(FALLS[:14]):.1f}" in words
    assert f"mean {np.mean(FALLS[14:]):.1f}" in words


def test_a_chart_without_values_says_that_it_is_too_early() -> None:
    analysis = analyse("run", [float("nan")] * 5)
    svg = chart(analysis, title=analysis.reading, description="d", periods=months(5))
    assert "No values yet" in texts(parsed(svg))
