"""The grid: many series side by side, each with its name, its latest value and its reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_analyses import NAN, analysis, falls, lingering
from sound_svg import faults
from svg_reading import SVG, focusable, numbers, parsed, texts, with_class

from knotwork.pictures import Cell, InvalidIdentifier, NoColumns, grid, small_range
from knotwork.pictures.typeset import text_width


def sheet(cells=None, **changes) -> str:
    cells = [Cell(falls(), f"Ward {at}") for at in range(6)] if cells is None else cells
    return grid(cells, **({"title": "Falls", "description": "d", "columns": 3} | changes))


def stamps(svg: str):
    return with_class(parsed(svg), "kw-stamp")


def corners(svg: str) -> list[tuple[float, ...]]:
    """Where each cell begins."""
    moved = [each for each in parsed(svg).iter(f"{SVG}g") if each.find("*[@class='kw-stamp']") is not None]
    return [tuple(numbers(each.get("transform", ""))) for each in moved]


def test_cells_fill_rows_from_left_to_right() -> None:
    found = corners(sheet(width=320, shared_scale=False))
    assert [x for x, _ in found] == [6, 6 + 89 + 20, 6 + 2 * 109] * 2
    assert len({y for _, y in found[:3]}) == len({y for _, y in found[3:]}) == 1
    assert found[3][1] > found[0][1] + 56


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    brief, long = Cell(falls(), "Ward"), Cell(falls(), "Ward " * 40, "A reading that takes more than one line " * 3)
    low, high = corners(sheet([brief] * 6)), corners(sheet([brief, long, *[brief] * 4]))
    assert high[3][1] - high[0][1] > low[3][1] - low[0][1]


def test_the_last_row_may_be_short() -> None:
    assert len(corners(sheet([Cell(falls(), "Ward")] * 5, columns=2))) == 5


def test_each_cell_is_an_image_that_says_its_name_reading_and_latest_value() -> None:
    (said,) = stamps(sheet([Cell(falls(), "Ward 4", "Lower since March")], unit="per 1,000 bed days"))
    assert said.get("role") == "img"
    assert said.get("aria-label") == "Ward 4. Lower since March. Latest: 4.0 per 1,000 bed days."
    assert said.findtext(f"{SVG}title") == said.get("aria-label")


def test_the_latest_value_can_be_given() -> None:
    (said,) = stamps(sheet([Cell(falls(), "Ward 4", latest="4 falls")]))
    assert said.get("aria-label") == "Ward 4. Latest: 4 falls."


def test_the_latest_value_is_the_last_that_is_known() -> None:
    (said,) = stamps(sheet([Cell(analysis([5.5, 6.5, NAN]), "Ward 4")]))
    assert "Latest: 6.50." in said.get("aria-label", "")


def test_a_place_without_values_says_so() -> None:
    svg = sheet([Cell(analysis([NAN, NAN], centre=NAN, lower=NAN, upper=NAN), "Ward 4")], unit="days")
    assert stamps(svg)[0].get("aria-label") == "Ward 4. Latest: no value."
    assert faults(svg) == []


def test_a_cell_that_leads_somewhere_is_a_link_over_its_whole_area_and_underlined() -> None:
    svg = sheet([Cell(falls(), "Ward 4", href="/w/4"), Cell(falls(), "Ward 5")])
    (link,) = focusable(parsed(svg))
    assert link.get("href") == "/w/4"
    assert with_class(link, "kw-hit")[0].get("pointer-events") == "all"
    names = {each.text: each.get("text-decoration") for each in with_class(parsed(svg), "kw-label")}
    assert (names["Ward 4"], names["Ward 5"]) == ("underline", None)


def test_a_link_that_would_run_a_script_is_none() -> None:
    svg = sheet([Cell(falls(), "Ward 4", href="javascript:alert(1)")])
    assert focusable(parsed(svg)) == []
    assert stamps(svg)[0].get("role") == "img"


def test_without_links_nothing_stops_the_tab_key() -> None:
    assert focusable(parsed(sheet())) == []


def test_neighbours_of_one_group_stand_under_its_heading() -> None:
    cells = [Cell(falls(), str(at), group=group) for at, group in enumerate(["Medicine", "Medicine", "Surgery", ""])]
    root = parsed(sheet(cells))
    groups = [each for each in root.iter(f"{SVG}g") if each.get("role") == "group"]
    assert [each.get("aria-label") for each in groups] == ["Medicine", "Surgery"]
    assert [len(with_class(each, "kw-stamp")) for each in groups] == [2, 1]
    assert [each.text for each in with_class(root, "kw-heading")] == ["Medicine", "Surgery"]


def test_a_new_group_begins_a_new_row() -> None:
    cells = [Cell(falls(), str(at), group=group) for at, group in enumerate("ab")]
    (x, y), (other_x, other_y) = corners(sheet(cells))
    assert x == other_x
    assert other_y > y


def heights(svg: str) -> list[float]:
    return [numbers(each.get("d", ""))[1] for each in with_class(parsed(svg), "kw-line")]


def test_on_a_shared_scale_larger_values_stand_higher_in_every_cell() -> None:
    low = analysis([2, 2.5], centre=2, lower=1, upper=3)
    high = analysis([8, 8.5], centre=8, lower=7, upper=9)
    cells = [Cell(low, "a"), Cell(high, "b")]
    shared, own = heights(sheet(cells)), heights(sheet(cells, shared_scale=False))
    assert shared[1] < shared[0] - 20
    assert own[0] == own[1]


def columns_of(svg: str) -> list[list[str]]:
    """The values written beside each cell."""
    return [[each.text or "" for each in with_class(stamp, "kw-tick")] for stamp in stamps(svg)]


def test_a_shared_scale_has_its_values_once_a_row_and_its_hairlines_in_every_cell() -> None:
    svg = sheet([Cell(falls(), str(at)) for at in range(5)])
    assert columns_of(svg) == [["4", "8"], [], [], ["4", "8"], []]
    hairs = [with_class(stamp, "kw-rung")[0].get("d", "") for stamp in stamps(svg)]
    assert len(hairs) == 5
    assert len(set(hairs)) == 1


def test_every_group_has_the_values_again_at_its_first_cell() -> None:
    cells = [Cell(falls(), str(at), group=group) for at, group in enumerate("aab")]
    assert columns_of(sheet(cells)) == [["4", "8"], [], ["4", "8"]]


def test_on_its_own_scale_every_cell_has_its_own_values() -> None:
    low, high = analysis([4, 8], lower=3, upper=9), analysis([40, 80], centre=60, lower=30, upper=90)
    svg = sheet([Cell(low, "a"), Cell(high, "b")], shared_scale=False, unit="%")
    assert columns_of(svg) == [["4%", "8%"], ["40%", "80%"]]


def test_room_for_the_values_is_left_of_the_first_column_and_nowhere_else() -> None:
    plain, money = corners(sheet(width=600)), corners(sheet(width=600, unit="£"))
    assert money[0][0] > plain[0][0] > 6
    assert money[1][0] - money[0][0] == pytest.approx(money[2][0] - money[1][0])
    for svg in (sheet(width=600), sheet(width=600, unit="£")):
        for (x, _), stamp in zip(corners(svg), stamps(svg), strict=True):
            for each in with_class(stamp, "kw-tick"):
                assert x + float(each.get("x", "")) - text_width(each.text or "", 12) >= 5.9


def test_values_too_long_for_the_margin_are_left_to_the_words_above() -> None:
    vast = analysis([1.5e14, 2.5e14], centre=2e14, lower=1e14, upper=3e14)
    svg = sheet([Cell(vast, "a")] * 3)
    assert columns_of(svg) == [[], [], []]
    assert corners(svg)[0][0] == 6
    assert any(each.startswith("All on one scale, from 100,000,000,000,000") for each in texts(parsed(svg)))


def test_the_sheet_says_which_scale_it_is() -> None:
    low, high = small_range(falls())
    assert f"All on one scale, from {low} to {high} days." in texts(parsed(sheet(unit="days")))
    assert "Each on its own scale: compare shapes, not heights." in texts(parsed(sheet(shared_scale=False)))


def monthly(start: date, months: int = 12) -> Cell:
    days = tuple(
        date(start.year + (start.month - 1 + at) // 12, (start.month - 1 + at) % 12 + 1, 1) for at in range(months)
    )
    return Cell(replace(analysis([5.0] * months), x=days), f"Ward from {start}")


def test_the_sheet_says_from_when_to_when_its_cells_reach() -> None:
    said = " ".join(texts(parsed(sheet([monthly(date(2024, 4, 1)), monthly(date(2024, 4, 1))]))))
    assert "From April 2024 to March 2025." in said


def test_an_own_scale_keeps_the_time_beside_it() -> None:
    said = " ".join(texts(parsed(sheet([monthly(date(2024, 4, 1))], shared_scale=False))))
    assert "compare shapes, not heights. From April 2024 to March 2025." in said


@pytest.mark.parametrize(
    "cells",
    [
        [monthly(date(2024, 4, 1)), monthly(date(2024, 5, 1))],
        [monthly(date(2024, 4, 1)), monthly(date(2024, 4, 1), 11)],
        [Cell(falls(), "counted"), Cell(falls(), "too")],
        [Cell(falls(), "counted"), monthly(date(2024, 4, 1))],
    ],
    ids=["begin-apart", "end-apart", "counted", "mixed"],
)
def test_no_time_is_said_that_would_be_wrong_for_one_of_the_cells(cells) -> None:
    assert "From " not in " ".join(texts(parsed(sheet(cells))))


def test_a_place_without_values_does_not_stretch_the_shared_scale() -> None:
    empty = Cell(analysis([NAN], centre=NAN, lower=NAN, upper=NAN), "empty")
    full = Cell(analysis([50, 60], centre=55, lower=40, upper=70), "full")
    assert "All on one scale, from 40 to 70." in texts(parsed(sheet([empty, full])))


def test_the_key_has_each_shape_that_any_cell_uses_once() -> None:
    words = texts(parsed(sheet([Cell(falls(), "a"), Cell(falls(), "b"), Cell(lingering(None), "c")])))
    for word in ("Improvement", "Concern", "Change", "Usual variation", "Usual range"):
        assert words.count(word) == 1
    assert "Few crossings" not in words


def test_an_empty_grid_says_so() -> None:
    svg = sheet([])
    assert "Nothing to show yet." in texts(parsed(svg))
    assert faults(svg) == []


@pytest.mark.parametrize(("columns", "width"), [(0, 960), (-1, 960), (5, 300)])
def test_columns_must_be_some_and_have_room(columns: int, width: int) -> None:
    with pytest.raises(NoColumns, match=f"{columns} columns do not fit"):
        sheet(columns=columns, width=width)


def test_a_prefix_that_cannot_begin_an_id_is_refused() -> None:
    with pytest.raises(InvalidIdentifier):
        sheet(id_prefix="")


def test_names_are_cut_to_their_cell() -> None:
    svg = sheet([Cell(falls(), "Ward " * 30)] * 3, width=400)
    for each in with_class(parsed(svg), "kw-label"):
        assert text_width(each.text or "", 15, bold=True) <= (400 - 12 - 40) / 3


def test_drawn_words_are_hidden_from_screen_readers_which_hear_the_cells() -> None:
    root = parsed(sheet())
    title = with_class(root, "kw-title")[0]
    hidden = [each for each in root.iter() if each.get("aria-hidden") == "true"]
    assert any(title in list(each.iter()) for each in hidden)
    assert not any(stamp in list(each.iter()) for each in hidden for stamp in with_class(root, "kw-stamp"))


HOSTILE = "<b onload='x'>&\"\x00\ud800" + "ש" * 50


def test_hostile_names_stay_names() -> None:
    svg = sheet([Cell(falls(), HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)] * 2, title=HOSTILE, description=HOSTILE)
    assert faults(svg) == []
    assert not [each for each in parsed(svg).iter() if "onload" in each.attrib or each.tag == f"{SVG}b"]


VALUES = st.lists(st.one_of(st.just(NAN), st.floats(-1e9, 1e9)), max_size=12)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(VALUES, st.text(max_size=30), st.text(max_size=60)), max_size=7), st.booleans())
def test_any_cells_give_a_sound_sheet(cells, shared: bool) -> None:
    made = [Cell(analysis(values, centre=NAN, lower=NAN, upper=NAN), name, said) for values, name, said in cells]
    assert faults(sheet(made, shared_scale=shared)) == []


def test_a_sheet_grows_with_its_cells_alone() -> None:
    few, many = len(sheet([Cell(falls(), "a")] * 30)), len(sheet([Cell(falls(), "a")] * 300))
    assert many < few * 10.5
