"""What must not depend on units, direction of time or the order of rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.science.spc import RULES, analyse

SERIES = st.lists(st.integers(-1000, 1000).map(lambda number: number / 8), min_size=2, max_size=60)


def signalled(seen) -> list[tuple[str, tuple[int, ...], str]]:
    return [(signal.rule, signal.points, signal.side) for signal in seen.signals]


@pytest.mark.parametrize("rules", list(RULES))
@settings(max_examples=20, deadline=None)
@given(y=SERIES, shift=st.integers(-64, 64), power=st.integers(-3, 3))
def test_signals_do_not_depend_on_units(rules, y, shift, power) -> None:
    moved = [(value + shift) * 2.0**power for value in y]
    assert signalled(analyse("i", y, rules=rules)) == signalled(analyse("i", moved, rules=rules))


@pytest.mark.parametrize("kind", ["run", "i"])
@settings(max_examples=40, deadline=None)
@given(y=SERIES)
def test_turning_a_chart_upside_down_turns_its_signals(kind, y) -> None:
    turned = {"above": "below", "below": "above", "crossings": "crossings"}
    straight, other = analyse(kind, y), analyse(kind, [-value for value in y])
    assert [(rule, points, turned[side]) for rule, points, side in signalled(straight)] == signalled(other)


@settings(max_examples=40, deadline=None)
@given(y=SERIES)
def test_time_reversed_has_the_same_runs_and_limits(y) -> None:
    (straight,), (back,) = analyse("i", y).phases, analyse("i", y[::-1]).phases
    assert (straight.useful, straight.longest_run, straight.crossings) == (
        back.useful,
        back.longest_run,
        back.crossings,
    )


@settings(max_examples=40, deadline=None)
@given(y=SERIES, data=st.data())
def test_rows_in_any_order_give_the_same_chart(y, data) -> None:
    order = data.draw(st.permutations(range(len(y))))
    mixed = analyse("i", [y[place] for place in order], x=list(order))
    assert mixed.y.tolist() == y
    assert mixed.signals == analyse("i", y).signals


@settings(max_examples=40, deadline=None)
@given(y=SERIES)
def test_missing_values_at_the_end_change_nothing_about_the_others(y) -> None:
    short, long = analyse("i", y), analyse("i", [*y, None, None])
    assert (short.verdict, short.since, short.signals) == (long.verdict, long.since, long.signals)
    assert long.upper[0] == pytest.approx(short.upper[0], nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(y=SERIES)
def test_better_becomes_worse_when_improvement_turns_round(y) -> None:
    swapped = {"better": "worse", "worse": "better"}
    up, down = analyse("i", y, direction="increase"), analyse("i", y, direction="decrease")
    assert swapped.get(up.verdict, up.verdict) == down.verdict


@settings(max_examples=60, deadline=None)
@given(y=SERIES, n=st.integers(1, 50))
def test_phases_of_one_chart_are_charts_of_their_own(y, n) -> None:
    if n >= len(y):
        return
    whole, first, second = analyse("i", y, phases=[n]), analyse("i", y[:n]), analyse("i", y[n:])
    assert np.array_equal(whole.upper, np.concatenate([first.upper, second.upper]), equal_nan=True)
    assert [phase.runs_signal for phase in whole.phases] == [first.phases[0].runs_signal, second.phases[0].runs_signal]


@settings(max_examples=60, deadline=None)
@given(
    y=st.lists(
        st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False, width=32)), min_size=1, max_size=30
    )
)
def test_any_finite_numbers_give_a_chart_in_words(y) -> None:
    for kind in ("run", "i", "mr", "ewma", "cusum"):
        assert "nan" not in analyse(kind, y).reading
