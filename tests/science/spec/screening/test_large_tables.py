"""Tables so large that they are worked on in parts: the same answers, wherever the cuts fall."""

from __future__ import annotations

import os

import numpy as np
import pytest

from knotwork.science.spc import BadSeries, Screen, screen, screen_by_rules
from knotwork.science.spc.screening import table
from tests.science.spec.screening.test_columns import TABLE

FOUND = ("kind", "rules", "direction", "verdict", "since", "rule", "side", "stands", "signals", "useful", "controlled")
NUMBERS = ("centre", "lower", "upper", "chance", "expected_by_chance")
CASES = np.random.default_rng(3).binomial(80, 0.3, (9, 24))


def same(one: Screen, other: Screen) -> None:
    """Sums of one series and of many are off by their last rounding."""
    for name in FOUND:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    for name in NUMBERS:
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-12, err_msg=name)


@pytest.mark.parametrize("points", [1, 24, 48, 24 * 7, 24 * 23])
@pytest.mark.parametrize("processors", [1, 2, None])
def test_parts_of_a_table_say_what_the_whole_says(monkeypatch, points, processors) -> None:
    whole = screen(TABLE, rules="nelson", direction="increase")
    assert (whole.kind, whole.rules, whole.direction) == ("i", "nelson", "increase")
    monkeypatch.setattr(table, "CHUNK", points)
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    same(screen(TABLE, rules="nelson", direction="increase"), whole)


def test_denominators_are_cut_where_values_are(monkeypatch) -> None:
    n = 80 + np.arange(9)[:, None] * 5 + np.arange(24)
    whole = screen(CASES, n, kind="np")
    monkeypatch.setattr(table, "CHUNK", 24)
    same(screen(CASES, n, kind="np"), whole)


def test_several_sets_of_rules_have_the_same_usual_options_and_denominators() -> None:
    n = np.full(CASES.shape, 80)
    for rules, seen in screen_by_rules(CASES, n, kind="p").items():
        same(seen, screen(CASES, n, kind="p", rules=rules))
        assert seen.centre[0] == pytest.approx(CASES[0].mean() / 80)
    shifted = np.concatenate([TABLE] * 2)
    same(screen_by_rules(shifted, rules=["anhoej"])["anhoej"], screen(shifted, false_discovery_rate=0.05))


def test_where_nothing_can_vary_nothing_is_warned_about() -> None:
    seen = screen([[0] * 24, [50] * 24], [[50] * 24] * 2, kind="pp")
    assert not seen.signals.any()
    assert seen.centre.tolist() == [0, 1]


def test_one_baseline_holds_for_the_one_phase_of_a_table() -> None:
    with pytest.raises(BadSeries) as said:
        screen(TABLE, baseline=[8, 8])
    assert str(said.value) == "Series that are screened have one phase: give one baseline, not one for each phase."


@pytest.mark.parametrize(
    ("y", "n", "said"),
    [
        ([[1, "x"]], None, "Point 2 of the values of series 1 is 'x'"),
        ([[1, 2]], [[3, "x"]], "Point 2 of the denominators of series 1 is 'x'"),
    ],
)
def test_what_is_no_number_is_named_by_the_table_it_stands_in(y, n, said) -> None:
    with pytest.raises(BadSeries, match=said):
        screen(y, n, kind="ip" if n else "i")
