"""The value axis of a small multiple: two round values by which heights can be read."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from made_analyses import NAN, analysis, falls
from sound_svg import faults
from svg_reading import numbers, parsed, texts, with_class

from knotwork.pictures import small, small_range
from knotwork.pictures.markup import FONT
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.rungs import SIZE, Rungs, hairlines, round_within, rung_words, rungs
from knotwork.pictures.scale import Scale, widened
from knotwork.pictures.typeset import text_width

PLAIN = Quantity()
UPWARDS = Scale(0, 10, 100, 0)


def group(svg: str):
    return parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>')


@pytest.mark.parametrize(
    ("low", "high", "values", "decimals"),
    [
        (0, 10, (0, 10), 0),
        (0, 9.9, (0, 5), 0),
        (0, 15.7, (0, 10), 0),
        (1.2, 14.7, (5, 10), 0),
        (0.3, 9.8, (2, 8), 0),
        (40.2, 73, (50, 70), 0),
        (97.3, 99.9, (98, 99), 0),
        (4.1, 4.9, (4.2, 4.8), 1),
        (-7, 3, (-5, 0), 0),
        (-30, -11, (-30, -20), 0),
        (0, 0.05, (0, 0.05), 2),
        (1200, 5900, (2000, 4000), 0),
    ],
)
def test_the_values_are_round_lie_within_and_are_the_outermost_of_the_largest_step(
    low: float, high: float, values: tuple[float, float], decimals: int
) -> None:
    found, places = round_within(low, high)
    assert found == pytest.approx(values)
    assert places == decimals


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9))
def test_any_range_has_two_values_within_it_a_fifth_of_it_apart_or_more(low: float, span: float) -> None:
    high = low + span
    assume(span > 1e-6 * max(abs(low), abs(high)))
    (first, last), _ = round_within(low, high)
    slack = span * 1e-3
    assert low - slack <= first < last <= high + slack
    assert last - first >= span / 5 - slack


@given(st.integers(-500, 500), st.integers(1, 999), st.sampled_from([10.0, 0.1, 1000.0]))
def test_in_units_ten_times_as_small_the_values_are_ten_times_as_large(low: int, span: int, factor: float) -> None:
    here, _ = round_within(low, low + span)
    there, _ = round_within(low * factor, (low + span) * factor)
    assert there == pytest.approx([value * factor for value in here], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (0, 15.7, "", ("0", "10")),
        (0, 15.7, "per 1,000 bed days", ("0", "10")),
        (62, 97, "%", ("70%", "90%")),
        (0.62, 0.97, "proportion", ("70%", "90%")),
        (1200, 4100, "£", ("£2,000", "£4,000")),
        (-7, 3, "", ("−5", "0")),
        (4.1, 4.9, "", ("4.2", "4.8")),
    ],
)
def test_values_are_written_as_on_the_axis_of_a_large_chart(low: float, high: float, unit: str, words) -> None:
    assert rungs(low, high, Quantity(unit), 100).words == words


def test_a_share_stands_at_its_own_value_though_it_is_written_as_a_percentage() -> None:
    found = rungs(0.62, 0.97, Quantity("proportion"), 100)
    assert found.words == ("70%", "90%")
    assert found.values == pytest.approx((0.7, 0.9))


def test_the_room_is_that_of_the_widest_words_and_a_little_air() -> None:
    assert rungs(0, 1500, PLAIN, 100).room == pytest.approx(text_width("1,000", SIZE) + 4)


def test_words_that_would_take_too_much_room_are_left_out_and_their_hairlines_stay() -> None:
    found = rungs(0, 1_500_000, PLAIN, 40)
    assert (found.words, found.room) == ((), 0)
    assert found.values == (0, 1_000_000)


def test_each_value_has_a_hairline_from_side_to_side_at_its_height() -> None:
    (path,) = group(hairlines(Rungs((2, 8)), 10, 90, UPWARDS))
    assert numbers(path.get("d", "")) == [10, 80, 90, 10, 20, 90]
    assert hairlines(Rungs(), 10, 90, UPWARDS) == ""


def test_the_class_of_a_hairline_is_not_that_of_a_list_of_charts_on_a_page() -> None:
    (path,) = group(hairlines(Rungs((2, 8)), 10, 90, UPWARDS))
    assert path.get("class") == "kw-rung"


def test_words_end_where_they_are_told_in_the_middle_of_their_hairlines() -> None:
    found = list(group(rung_words(Rungs((2, 8), ("2", "8"), 12), 30, UPWARDS)))
    assert [(each.text, each.get("x"), each.get("text-anchor")) for each in found] == [
        ("2", "30", "end"),
        ("8", "30", "end"),
    ]
    assert [float(each.get("y", "")) for each in found] == [80 + 4.2, 20 + 4.2]


@pytest.mark.parametrize(("apart", "words"), [(1.3, ["2", "3.3"]), (1.2, ["2", "3.2"]), (1.1, ["3.1"])])
def test_the_lower_words_give_way_where_both_would_touch(apart: float, words: list[str]) -> None:
    axis = Rungs((2, 2 + apart), ("2", f"{2 + apart:.1f}"), 20)
    assert texts(group(rung_words(axis, 30, UPWARDS))) == words


def stamp(made=None, **changes):
    known = {"label": "Ward 4", "description": "d", "show_axis": True, "height": 72}
    return small(made or falls(), **(known | changes))


def test_a_small_multiple_has_an_axis_when_asked_for() -> None:
    assert texts(parsed(stamp())) == ["4", "8"]
    assert len(with_class(parsed(stamp()), "kw-rung")) == 1
    assert texts(parsed(stamp(show_axis=False))) == []
    assert with_class(parsed(stamp(show_axis=False)), "kw-rung") == []


def test_the_axis_is_drawn_and_not_said() -> None:
    assert parsed(stamp()).get("role") == "img"
    assert parsed(stamp()).get("aria-label") == parsed(stamp(show_axis=False)).get("aria-label")


def test_it_names_the_letters_of_its_values_for_programs_that_read_no_style_sheet() -> None:
    assert parsed(stamp()).get("font-family") == FONT
    assert parsed(stamp(show_axis=False)).get("font-family") is None


def test_a_shared_range_gives_every_small_multiple_the_same_axis() -> None:
    one, other = (stamp(analysis(values), shared_range=(0, 40)) for values in ([5, 6], [31, 32]))
    assert texts(parsed(one)) == texts(parsed(other)) == ["0", "40"]
    lines = [with_class(parsed(svg), "kw-rung")[0].get("d") for svg in (one, other)]
    assert lines[0] == lines[1]


def test_values_stand_left_of_everything_that_is_drawn() -> None:
    root = parsed(stamp(unit="£"))
    ends = max(float(each.get("x", "")) for each in with_class(root, "kw-tick"))
    for css in ("kw-rung", "kw-band", "kw-centre", "kw-line"):
        assert min(numbers(with_class(root, css)[0].get("d", ""))[::2][:1]) > ends
    starts = [float(each.get("x", "")) - text_width(each.text or "", SIZE) for each in with_class(root, "kw-tick")]
    assert min(starts) >= 0


def test_a_hairline_stands_where_its_value_would_be_drawn() -> None:
    made = analysis([4, 8, 4, 8], centre=6, lower=2.2, upper=9.8)
    root = parsed(stamp(made))
    values = numbers(with_class(root, "kw-line")[0].get("d", ""))[1::2]
    low, high = numbers(with_class(root, "kw-rung")[0].get("d", ""))[1::3]
    assert texts(root) == ["4", "8"]
    assert (low, high) == (values[0], values[1])


def test_the_axis_costs_little() -> None:
    assert len(stamp().encode()) - len(stamp(show_axis=False).encode()) < 400


LEVELS = st.lists(st.one_of(st.just(NAN), st.floats(-1e9, 1e9)), max_size=30)


@given(LEVELS, st.sampled_from(["", "%", "proportion", "£", "days"]), st.integers(100, 400), st.integers(40, 120))
def test_any_values_give_a_sound_axis_on_the_sheet(values: list[float], unit: str, width: int, height: int) -> None:
    made = analysis(values, centre=NAN, lower=NAN, upper=NAN)
    svg = stamp(made, unit=unit, width=width, height=height)
    assert faults(svg, margin=4) == []
    written = [float(each.get("y", "")) for each in with_class(parsed(svg), "kw-tick")]
    assert all(above - below >= SIZE - 0.1 for above, below in itertools.pairwise(written))


@given(LEVELS)
def test_values_of_the_axis_lie_within_what_is_drawn(values: list[float]) -> None:
    low, high = widened(*small_range(analysis(values, centre=NAN, lower=NAN, upper=NAN)))
    slack = max(abs(low), abs(high), high - low) * 1e-8
    assert all(low - slack <= value <= high + slack for value in rungs(low, high, PLAIN, math.inf).values)
