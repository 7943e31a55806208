"""The table behind a funnel plot: every place in words."""

from __future__ import annotations

import pytest
from made_funnels import SIZES, WARDS, crowd, plot, wards
from svg_reading import focusable, parsed

from knotwork.pictures import NamesDoNotMatch, funnel_table
from knotwork.pictures.funnel_key import funnel_legend
from knotwork.pictures.funnel_places import place_signals, place_states, size_words
from knotwork.science.spc import funnel


def rows(**changes):
    return funnel_table(wards(), **({"unit": "proportion"} | changes))


def test_there_is_a_row_a_place_in_the_order_given() -> None:
    assert [row.name for row in rows()] == list(WARDS)
    assert [row.position for row in rows()] == [1, 2, 3, 4, 5, 6]
    assert [row.denominator for row in rows()] == [f"{size:,}" for size in SIZES]


def test_values_and_levels_are_written_alike() -> None:
    first = rows()[0]
    assert (first.value, first.centre) == ("20%", "18.4%")
    assert all(level.endswith("%") for level in (first.lower, first.upper, first.warning_lower, first.warning_upper))


@pytest.mark.parametrize(
    ("direction", "states"),
    [
        ("decrease", ["common", "common", "common", "worse", "common", "better"]),
        ("increase", ["common", "common", "common", "better", "common", "worse"]),
        (None, ["common", "common", "common", "changed", "common", "changed"]),
    ],
)
def test_the_direction_says_which_side_is_good(direction, states: list[str]) -> None:
    assert [row.state for row in rows(direction=direction)] == states


def test_a_place_between_the_limits_says_so_without_being_marked() -> None:
    made = funnel([25, 100, 100, 100], [80, 500, 500, 500], overdispersion=False)
    states = place_states(made, "decrease")
    assert made.warned[0]
    assert states[0] == "common"
    assert place_signals(made, states)[0] == ("Usual variation: above the upper 95% limit, within the 99.8% limit")


def test_table_and_picture_give_each_place_the_same_words() -> None:
    said = {each.get("aria-label", "") for each in focusable(parsed(plot(direction="decrease")))}
    for row in rows(direction="decrease"):
        assert f"{row.name}: {row.value}. Admissions {row.denominator}. {row.signal}" in said


def test_names_may_be_given_and_must_be_one_a_place() -> None:
    assert [row.name for row in rows(names="abcdef")] == list("abcdef")
    with pytest.raises(NamesDoNotMatch):
        rows(names=["a"])


@pytest.mark.parametrize(("size", "words"), [(40.0, "40"), (1000.0, "1,000"), (12.34, "12.3")])
def test_sizes_are_whole_where_they_are(size: float, words: str) -> None:
    assert size_words(size) == words


def test_the_legend_explains_each_entry_in_a_sentence() -> None:
    made = crowd(40)
    for plain in (True, False):
        entries = funnel_legend(made, ["better", "common"], plain=plain)
        assert [entry.name for entry in entries][:3] == ["better", "common", "limits"]
        assert ("plain" in [entry.name for entry in entries]) is plain
        assert all(entry.meaning.endswith(".") and entry.word for entry in entries)


def test_adjusted_limits_say_what_they_allow_for() -> None:
    words = [entry.word for entry in funnel_legend(crowd(40), [], plain=False)]
    assert "99.8% limits allowing for how places differ" in words
    assert "99.8% limits" in [entry.word for entry in funnel_legend(wards(), [], plain=False)]
