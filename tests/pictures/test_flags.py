"""Flags: what happened when, above the line, readable and linked."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_analyses import analysis, falls, months, short_months
from svg_reading import focusable, numbers, parsed, texts, with_class

from knotwork.pictures import Flag, FlagOutsideChart, chart
from knotwork.pictures.flags import PlacedFlag, lanes_used, place_flags
from knotwork.pictures.frame import NARROW, WIDE
from knotwork.pictures.typeset import text_width


def placed(flags: list[Flag], form=WIDE, count: int = 36) -> list[PlacedFlag]:
    return place_flags(flags, form, spacing=640 / count, left=40, right=820)


def drawn(flags: list[Flag], **changes: object) -> str:
    known: dict = {"title": "Falls", "description": "d", "periods": months(36), "short_periods": short_months(36)}
    return chart(falls(), annotations=flags, **(known | changes))


def test_flags_far_apart_share_one_lane() -> None:
    found = placed([Flag(3, "Huddle"), Flag(20, "Decision")])
    assert [each.lane for each in found] == [0, 0]
    assert [each.label for each in found] == ["Huddle", "Decision"]


def test_an_earlier_flag_stands_above_one_that_its_words_pass_over() -> None:
    early, late = placed([Flag(10, "Started the 2 pm huddle"), Flag(12, "New call bells")])
    assert early.lane > late.lane


def test_flags_are_drawn_in_the_order_of_time_whatever_order_they_came_in() -> None:
    found = placed([Flag(30, "third"), Flag(2, "first"), Flag(15, "second")])
    assert [each.flag.title for each in found] == ["first", "second", "third"]


def test_a_flag_near_the_right_edge_has_its_words_on_the_left() -> None:
    found = place_flags([Flag(35, "Norovirus on the ward")], NARROW, spacing=8, left=40, right=360)
    assert found[0].leftward
    assert found[0].label == "Norovirus on the ward"


def test_a_long_title_is_shortened_and_kept_in_full_for_the_ear() -> None:
    title = "Decided to keep intentional rounding for everyone on every shift and to look again in six weeks"
    root = parsed(drawn([Flag(14, title, "Decision", "/d/1")]))
    link = with_class(root, "kw-flagged")[0]
    assert link[0].text == f"Decision: {title}"
    assert any(words.endswith("…") for words in texts(root))


@pytest.mark.parametrize("form", [WIDE, NARROW])
@settings(max_examples=60)
@given(positions=st.lists(st.integers(1, 36), max_size=12))
def test_no_pole_runs_through_the_words_of_another_flag(form, positions: list[int]) -> None:
    found = placed([Flag(position, f"What happened at {position}") for position in positions], form)
    for one, other in itertools.permutations([each for each in found if each.label], 2):
        if other.lane > one.lane:
            assert not one.start < other.x < one.end - 1 or other.x == one.x


@settings(max_examples=60)
@given(st.lists(st.integers(1, 36), max_size=12))
def test_words_of_one_lane_never_overlap(positions: list[int]) -> None:
    found = [each for each in placed([Flag(position, "A story told") for position in positions]) if each.label]
    for one, other in itertools.combinations(found, 2):
        if one.lane == other.lane:
            assert one.end <= other.start or other.end <= one.start


@given(st.lists(st.integers(1, 36), max_size=30))
def test_no_flag_is_lost_however_many_there_are(positions: list[int]) -> None:
    found = placed([Flag(position, "x") for position in positions])
    assert sorted(each.flag.position for each in found) == sorted(positions)
    assert lanes_used(found) <= WIDE.flag_lanes


@pytest.mark.parametrize("form", [WIDE, NARROW])
@pytest.mark.parametrize("position", [1, 12, 36])
def test_several_flags_at_one_point_each_have_their_words_one_above_the_other(form, position: int) -> None:
    spacing = (form.width - 60) / 36
    flags = [Flag(position, title) for title in ("The round begins", "We moved two chairs", "A story told")]
    found = place_flags(flags, form, spacing=spacing, left=40, right=form.width)
    assert {each.label for each in found} == {flag.title for flag in flags}
    assert sorted(each.lane for each in found) == [0, 1, 2]
    for one, other in itertools.combinations(found, 2):
        assert not one.touches(other)


@settings(max_examples=60)
@given(position=st.integers(1, 36), many=st.integers(1, WIDE.flag_lanes))
def test_as_many_flags_at_one_point_as_there_are_lanes_have_words(position: int, many: int) -> None:
    found = placed([Flag(position, f"Story {number}") for number in range(many)])
    assert sorted(each.label for each in found) == [f"Story {number}" for number in range(many)]


def poles(root, at: float) -> list[tuple[float, float]]:
    """The stretches of the poles at one place below the flags, each from its top to its foot."""
    found = []
    for each in with_class(root, "kw-pole"):
        for stretch in each.get("d", "").split("M")[1:]:
            x, top, foot = numbers(stretch)
            if x == pytest.approx(at, abs=0.1):
                found.append((top, foot))
    return found


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("position", range(1, 37, 5))
def test_no_pole_runs_through_the_unit(narrow, position: int) -> None:
    root = parsed(drawn([Flag(position, "Huddle"), Flag(position, "Round")], unit="per 1,000 bed days", narrow=narrow))
    unit = next(each for each in with_class(root, "kw-tick") if "bed days" in (each.text or ""))
    size, base, left = (float(unit.get(name, "")) for name in ("font-size", "y", "x"))
    right = left + text_width(unit.text or "", size)
    at = numbers(with_class(root, "kw-pole")[0].get("d", ""))[0]
    inside = [stretch for stretch in poles(root, at) if stretch[0] < base and stretch[1] > base - size * 0.8]
    assert bool(inside) is not (left - 3 <= at <= right + 3)


def test_a_pole_that_is_left_out_beside_the_unit_still_reaches_its_point() -> None:
    root = parsed(drawn([Flag(3, "Huddle")], unit="per 1,000 bed days", narrow=True))
    whole = parsed(drawn([Flag(3, "Huddle")], unit="", narrow=True))
    at = numbers(with_class(root, "kw-pole")[0].get("d", ""))[0]
    upper, lower = sorted(poles(root, at))[-2:]
    assert upper[1] < lower[0] < lower[1]
    point = numbers(with_class(root, "kw-line")[0].get("d", ""))[4:6]
    assert lower[1] < point[1] < lower[1] + 12
    assert len(poles(whole, numbers(with_class(whole, "kw-pole")[0].get("d", ""))[0])) < len(poles(root, at))


def test_no_flags_use_no_lanes() -> None:
    assert lanes_used([]) == 0


def test_a_flag_links_to_what_happened() -> None:
    root = parsed(drawn([Flag(9, "Huddle", "Test", "/tests/4?a=1&b=2")]))
    link = with_class(root, "kw-flagged")[0]
    assert link.tag.endswith("}a")
    assert link.get("href") == "/tests/4?a=1&b=2"


@pytest.mark.parametrize("href", [None, "javascript:alert(1)"])
def test_a_flag_without_a_safe_link_can_still_be_reached_and_read(href: str | None) -> None:
    root = parsed(drawn([Flag(9, "Huddle", "Test", href)]))
    flag = with_class(root, "kw-flagged")[0]
    assert (flag.get("tabindex"), flag.get("role"), flag.get("href")) == ("0", "img", None)
    assert flag in focusable(root)


def test_a_flag_without_a_kind_is_its_title() -> None:
    assert Flag(1, "Huddle").words == "Huddle"


def test_the_target_of_a_flag_is_at_least_24_by_24() -> None:
    root = parsed(drawn([Flag(9, "x"), Flag(9, "A longer story"), Flag(36, "y")]))
    for flag in with_class(root, "kw-flagged"):
        hit = with_class(flag, "kw-hit")[0]
        assert float(hit.get("width", "")) >= 24
        assert float(hit.get("height", "")) >= 24


def test_a_pole_ends_above_its_point() -> None:
    flagged = parsed(drawn([Flag(9, "Huddle")]))
    pole = next(each for each in with_class(flagged, "kw-pole"))
    x, top, foot = numbers(pole.get("d", ""))
    point = numbers(with_class(flagged, "kw-line")[0].get("d", ""))[16:18]
    assert x == point[0]
    assert top < foot < point[1]


@pytest.mark.parametrize("position", [0, 37, -1])
def test_a_flag_at_a_point_that_is_not_there_is_refused_by_name(position: int) -> None:
    with pytest.raises(FlagOutsideChart, match=r"“Huddle” is at point -?\d+; the chart has points 1 to 36"):
        drawn([Flag(position, "Huddle")])


def test_a_flag_at_a_missing_point_stands_on_the_axis() -> None:
    made = analysis([5, float("nan"), 6])
    root = parsed(chart(made, title="t", description="d", periods=months(3), annotations=[Flag(2, "Huddle")]))
    foot = numbers(with_class(root, "kw-pole")[0].get("d", ""))[-1]
    axis = numbers(with_class(root, "kw-axis")[0].get("d", ""))[1]
    assert foot == axis
