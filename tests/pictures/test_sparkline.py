"""The sparkline: one series in a line of text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_analyses import NAN, analysis, falls, lingering, phase
from sound_svg import faults
from svg_reading import focusable, numbers, parsed, with_class

from knotwork.pictures import sparkline
from knotwork.science.spc.result import Signal


def spark(made=None, **changes):
    return sparkline(made or falls(), **({"description": "Lower since March"} | changes))


def test_it_is_an_image_that_says_its_reading() -> None:
    root = parsed(spark())
    assert (root.get("role"), root.get("aria-label")) == ("img", "Lower since March")


def test_without_a_description_it_is_decoration_beside_words() -> None:
    root = parsed(spark(description=""))
    assert root.get("aria-hidden") == "true"
    assert root.get("role") is None


def test_it_has_the_size_asked_for_in_tenths() -> None:
    root = parsed(spark(width=120, height=30))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("120", "30", "0 0 1200 300")


def test_nothing_in_it_stops_the_tab_key() -> None:
    assert focusable(parsed(spark())) == []


def test_thirty_six_points_take_less_than_a_kilobyte_and_a_half() -> None:
    assert len(spark().encode()) < 1500
    assert len(spark(analysis([5.0 + at % 3 for at in range(36)])).encode()) < 1024


def steps(path: str) -> list[tuple[float, float]]:
    """The places that a path of steps reaches."""
    start, *rest = numbers(path)[:1], *[numbers(path)[1:]]
    x, y, *moves = [*start, *rest[0]]
    found = [(x, y)]
    for across, down in zip(moves[::2], moves[1::2], strict=True):
        x, y = x + across, y + down
        found.append((x, y))
    return found


def test_the_thread_goes_from_edge_to_edge_through_every_value() -> None:
    made = analysis([0, 10, 5, 0], centre=5, lower=NAN, upper=NAN)
    (thread,) = with_class(parsed(spark(made)), "kw-line")
    assert steps(thread.get("d", "")) == [(140, 175), (346, 45), (554, 110), (760, 175)]


@pytest.mark.parametrize("count", [1, 2, 3, 36])
def test_the_centre_reaches_over_all_points_and_stays_inside(count: int) -> None:
    (middle,) = with_class(parsed(spark(analysis([5.0] * count))), "kw-centre")
    assert numbers(middle.get("d", "")) == [36, 110, 864]


def test_a_missing_value_leaves_a_gap() -> None:
    (thread,) = with_class(parsed(spark(analysis([5, 6, NAN, 6, 5]))), "kw-line")
    assert thread.get("d", "").count("M") == 2


def test_stretches_that_signal_are_thick_and_told_apart_by_their_ends() -> None:
    root = parsed(spark())
    thick = {each.get("class", "").split()[-1]: each for each in with_class(root, "kw-stroke")}
    assert set(thick) == {"kw-better", "kw-worse"}
    (thin,) = with_class(root, "kw-line")
    assert all(float(each.get("stroke-width", "")) > 2 * float(thin.get("stroke-width", "")) for each in thick.values())
    assert thick["kw-better"].get("stroke-linecap") != thick["kw-worse"].get("stroke-linecap")


def test_a_single_point_that_signals_is_a_dot() -> None:
    made = analysis([5, 9, 5], outside=[2])
    (dot,) = with_class(parsed(spark(made)), "kw-stroke")
    assert dot.get("d", "").endswith("h0")


@pytest.mark.parametrize(
    ("made", "state"),
    [
        (analysis([5, 6]), "common"),
        (lingering("decrease"), "better"),
        (lingering("increase"), "worse"),
        (lingering(None), "changed"),
        (analysis([5, 6], excluded=[2]), "left-out"),
    ],
)
def test_the_latest_point_carries_its_shape(made, state: str) -> None:
    root = parsed(spark(made))
    marks = with_class(root, "kw-mark") + with_class(root, "kw-mark-line")
    assert [f"kw-{state}" in each.get("class", "") for each in marks] == [True]


def test_the_latest_point_is_the_last_that_is_known() -> None:
    made = analysis([5, 6, NAN, NAN], lower=NAN, upper=NAN)
    (mark,) = with_class(parsed(spark(made)), "kw-mark")
    (thread,) = with_class(parsed(spark(made)), "kw-line")
    x, y = steps(thread.get("d", ""))[-1]
    assert numbers(mark.get("d", ""))[:2] == [x - 27, y]


def test_a_shared_range_gives_equal_values_equal_heights() -> None:
    one, other = (
        steps(with_class(parsed(spark(analysis(values), shared_range=(0, 10))), "kw-line")[0].get("d", ""))
        for values in ([5, 7], [5, 1])
    )
    assert one[0] == other[0]
    assert one[1][1] < other[1][1]


def test_phases_have_their_own_centres() -> None:
    (middle,) = with_class(parsed(spark()), "kw-centre")
    assert middle.get("d", "").count("M") == 2


def test_a_signal_does_not_bridge_a_gap() -> None:
    made = analysis([6, 6, NAN, 6, 6], signals=[Signal("long run", (1, 2, 4, 5), "above", "worse")])
    (thick,) = with_class(parsed(spark(made)), "kw-worse")[:1]
    assert thick.get("d", "").count("M") == 2


def test_neither_the_thread_nor_a_signal_bridges_two_phases() -> None:
    signals = [Signal("long run", (1, 2), "above", "worse"), Signal("long run", (3, 4), "above", "worse")]
    made = analysis([6, 6, 6, 6], phases=[phase(1, 2, 5), phase(3, 4, 5)], signals=signals)
    for css in ("kw-line", "kw-worse"):
        drawn = with_class(parsed(spark(made)), css)[0]
        assert drawn.get("d", "").count("M") == 2


def test_a_value_alone_is_a_dot_of_the_thread() -> None:
    (thread,) = with_class(parsed(spark(analysis([5, NAN, 6, NAN, 5]))), "kw-line")
    assert thread.get("d", "").count("h0") == 3
    assert thread.get("stroke-linecap") == "round"


@pytest.mark.parametrize(
    "made",
    [
        analysis([], phases=[]),
        analysis([5.0]),
        analysis([NAN] * 3, centre=NAN, lower=NAN, upper=NAN),
        analysis([5.0] * 4, centre=5, lower=5, upper=5),
        analysis([NAN, 5, NAN]),
        analysis([-1e50, 1e50], centre=0),
    ],
    ids=["nothing", "one point", "all missing", "constant", "one among missing", "huge"],
)
def test_poor_data_still_give_a_sound_line(made) -> None:
    assert faults(spark(made), margin=0) == []


VALUES = st.lists(st.one_of(st.just(NAN), st.floats(-1e50, 1e50)), max_size=60)


@settings(deadline=None, max_examples=80)
@given(VALUES, st.integers(30, 300), st.integers(16, 60))
def test_any_values_give_a_sound_line_of_any_size(values: list[float], width: int, height: int) -> None:
    assert faults(spark(analysis(values, centre=NAN), width=width, height=height), margin=60) == []
