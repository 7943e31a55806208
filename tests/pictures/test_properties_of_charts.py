"""What must hold of every chart: moved, stretched, turned round or told the other way, it says what it should."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_analyses import NAN, analysis, falls, lingering, months
from svg_reading import numbers, parsed, with_class

from knotwork.pictures import chart, legend, small, table
from knotwork.pictures.lines import series_path
from knotwork.pictures.states import crossed_points, point_reasons, point_states
from knotwork.science.spc.result import Signal

VALUES = st.lists(st.integers(0, 100), min_size=2, max_size=24).filter(lambda values: len(set(values)) > 1)
RANGE = (0.0, 100.0)


def runs(values: list[int], factor: float = 1.0, shift: float = 0.0):
    moved = [value * factor + shift for value in values]
    return analysis(moved, kind="run", centre=50 * factor + shift, lower=NAN, upper=NAN)


def stamp(made, shared=None) -> list[float]:
    root = parsed(small(made, label="a", description="", shared_range=shared))
    return numbers(with_class(root, "kw-line")[0].get("d", ""))


def line_of(made) -> list[float]:
    svg = chart(made, title="t", description="d", periods=[str(at) for at in range(len(made.x))])
    return numbers(with_class(parsed(svg), "kw-line")[0].get("d", ""))


@settings(deadline=None, max_examples=40)
@given(VALUES, st.sampled_from([10.0, 1000.0, 0.01]))
def test_a_small_multiple_looks_the_same_in_other_units(values: list[int], factor: float) -> None:
    assert stamp(runs(values, factor)) == pytest.approx(stamp(runs(values)), abs=0.11)


@settings(deadline=None, max_examples=40)
@given(VALUES, st.sampled_from([-1000.0, 17.0, 12345.0]))
def test_a_small_multiple_looks_the_same_when_all_values_are_moved(values: list[int], shift: float) -> None:
    assert stamp(runs(values, 1, shift)) == pytest.approx(stamp(runs(values)), abs=0.11)


@settings(deadline=None, max_examples=40)
@given(VALUES)
def test_a_small_multiple_turned_upside_down_is_its_mirror(values: list[int]) -> None:
    up, down = stamp(runs(values), RANGE), stamp(runs([100 - value for value in values]), RANGE)
    assert up[::2] == down[::2]
    assert [a + b for a, b in zip(up[1::2], down[1::2], strict=True)] == pytest.approx([56] * len(values), abs=0.11)


@settings(deadline=None, max_examples=40)
@given(VALUES)
def test_a_small_multiple_read_backwards_is_its_mirror(values: list[int]) -> None:
    there, back = stamp(runs(values), RANGE), stamp(runs(values[::-1]), RANGE)
    assert there[1::2] == back[1::2][::-1]
    widths = [a + b for a, b in zip(there[::2], back[::2][::-1], strict=True)]
    assert widths == pytest.approx([158] * len(values), abs=0.11)


@settings(deadline=None, max_examples=30)
@given(VALUES)
def test_a_larger_value_never_stands_lower(values: list[int]) -> None:
    heights = line_of(runs(values))[1::2]
    for (one, y_one), (other, y_other) in zip(
        zip(values, heights, strict=True), list(zip(values, heights, strict=True))[1:], strict=False
    ):
        assert (one < other) <= (y_one >= y_other)
        assert (one == other) <= (y_one == y_other)


@settings(deadline=None, max_examples=30)
@given(VALUES, st.sampled_from([10.0, 100.0]))
def test_a_chart_in_units_ten_times_as_small_is_the_same_picture(values: list[int], factor: float) -> None:
    assert line_of(runs(values, factor))[1::2] == pytest.approx(line_of(runs(values))[1::2], abs=0.11)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=20))
def test_a_line_has_as_many_strokes_as_there_are_runs_of_values(values: list[int | None]) -> None:
    path = series_path([NAN if value is None else value for value in values], float, float)
    written = "".join("-" if value is None else "x" for value in values)
    assert path.count("M") == len(re.findall("x+", written))
    assert path.count("M") + path.count("L") == written.count("x")


OPPOSITE = {"better": "worse", "worse": "better", "changed": "changed", "common": "common", "left-out": "left-out"}


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from([1.0, 5.0, 9.0]), min_size=1, max_size=12), st.data())
def test_wanting_the_opposite_swaps_improvement_and_concern(values: list[float], data) -> None:
    outside = [at for at, value in enumerate(values, start=1) if value != 5]
    excluded = data.draw(st.sets(st.integers(1, len(values)), max_size=2))
    down, up = (
        point_states(analysis(values, outside=outside, excluded=excluded, direction=direction))
        for direction in ("decrease", "increase")
    )
    assert [OPPOSITE[state] for state in down] == up


@settings(deadline=None, max_examples=40)
@given(st.permutations(range(4)))
def test_the_order_of_signals_changes_no_point(order: list[int]) -> None:
    signals = [
        Signal("long run", (1, 2, 3), "below", "better"),
        Signal("trend", (3, 4), "rising", "worse"),
        Signal("long run", (4, 5), "above", "unclear"),
        Signal("outside limits", (5,), "above", "worse"),
    ]
    made = analysis([3, 3, 4, 6, 9], outside=[5], signals=[signals[at] for at in order])
    assert point_states(made) == ["better", "better", "worse", "worse", "worse"]


@pytest.mark.parametrize(("direction", "state"), [("decrease", "better"), ("increase", "worse"), (None, "changed")])
def test_line_points_key_and_table_agree_on_what_few_crossings_mean(direction, state: str) -> None:
    made = lingering(direction)
    assert set(crossed_points(made).values()) == {state}
    assert set(point_states(made)[6:]) == {state}
    assert f"crossings {state}" in [entry.name for entry in legend(made)]
    assert {row.state for row in table(made, periods=months(12))[6:]} == {state}


def test_chart_and_table_give_the_same_value_state_and_reason_for_every_point() -> None:
    made = falls(excluded=[3])
    svg = chart(made, title="t", description="d", periods=months(36))
    said = [each.get("aria-label", "") for each in with_class(parsed(svg), "kw-point")]
    for row, words in zip(table(made, periods=months(36)), said, strict=True):
        assert words == f"{row.period}: {row.value}. " + row.signal.replace(": ", ", ")


def test_every_marked_point_has_a_reason_and_no_other_has() -> None:
    made = falls()
    for state, reason in zip(point_states(made), point_reasons(made), strict=True):
        assert (state == "common") == (reason == "")


@settings(deadline=None, max_examples=30)
@given(st.lists(st.one_of(st.just(NAN), st.floats(0, 10)), min_size=1, max_size=20))
def test_chart_stamp_key_and_table_count_the_same_points(values: list[float]) -> None:
    made = analysis(values)
    known = sum(value == value for value in values)
    svg = chart(made, title="t", description="d", periods=["x"] * len(values))
    assert len(with_class(parsed(svg), "kw-point")) == known
    rows = table(made, periods=["x"] * len(values))
    assert sum(row.signal != "No value" for row in rows) == known
    assert ("common" in [entry.name for entry in legend(made)]) == bool(known)
    assert len(with_class(parsed(small(made, label="a", description="")), "kw-common")) == min(1, known)
