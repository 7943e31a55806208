"""A thread's cards, columns and arcs: where each stands, and what holds however the thread is told."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from svg_reading import SVG, numbers, parsed, texts, with_class

from knotwork.pictures import ThreadLink, ThreadStrand, thread
from knotwork.pictures.thread_arcs import draw_arcs
from knotwork.pictures.thread_card import CARD_HEIGHT, card, more_words
from knotwork.pictures.thread_layout import Slot, ThreadLayout, choose, lay_out_thread
from knotwork.pictures.typeset import text_width


def strand(name: str, depth: int, title: str = "A title") -> ThreadStrand:
    return ThreadStrand(name, "finding", "Finding", title, "3 May 2025", depth)


def group(svg: str):
    return parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>')


def carded(title: str = "A title", **changes):
    known = {"in_view": False, "href": None}
    return group(card(strand("a", 0, title), (100, 50, 200, 76), **(known | changes)))


def laid(strands, links=(), left_out=None) -> ThreadLayout:
    return lay_out_thread(strands, links, left_out or {}, card=60, gap=12, most_links=150)


def link(origin: str, outcome: str) -> ThreadLink:
    return ThreadLink(origin, outcome, "supports")


VIEW = strand("view", 0)


def test_a_card_fills_its_box() -> None:
    (box,) = with_class(carded(), "kw-card")
    assert [box.get(name) for name in ("x", "y", "width", "height")] == ["100", "50", "200", "76"]


def test_a_card_has_its_shape_kind_title_and_date_one_below_the_other() -> None:
    root = carded()
    assert [(each.text, float(each.get("x", "")), float(each.get("y", ""))) for each in root.iter(f"{SVG}text")] == [
        ("Finding", 127, 69),
        ("A title", 108, 86),
        ("3 May 2025", 108, 101.5),
    ]
    assert with_class(root, "kw-kind")[0].get("d", "").startswith("M115 65")


def test_a_title_of_two_lines_moves_the_date_down_by_one() -> None:
    root = carded("What the night team changed about the rounds")
    places = [float(each.get("y", "")) for each in root.iter(f"{SVG}text")]
    assert places == [69, 86, 101.5, 117]
    assert max(places) < 50 + CARD_HEIGHT


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_title_takes_as_many_lines_as_it_is_given_and_no_more(lines: int) -> None:
    root = carded("word " * 60, lines=lines)
    rows = with_class(root, "kw-strand")
    assert len(rows) == lines
    assert (rows[-1].text or "").endswith("…")


@settings(deadline=None, max_examples=40)
@given(st.text("abcd mW", max_size=80))
def test_no_line_of_a_card_is_wider_than_the_card(title: str) -> None:
    for each in carded(title).iter(f"{SVG}text"):
        start = float(each.get("x", ""))
        assert start + text_width(each.text or "", float(each.get("font-size", ""))) <= 300


@pytest.mark.parametrize(
    ("in_view", "href", "tag", "linked", "current"),
    [
        (False, "/a", "a", "/a", None),
        (False, None, "g", None, None),
        (False, "javascript:x", "g", None, None),
        (True, "/a", "g", None, "true"),
        (True, None, "g", None, "true"),
    ],
)
def test_a_card_leads_on_unless_one_is_there_already(in_view, href, tag, linked, current) -> None:
    root = carded(in_view=in_view, href=None if href is None else lambda name: href)
    (node,) = with_class(root, "kw-node")
    assert (node.tag, node.get("href"), node.get("aria-current")) == (f"{SVG}{tag}", linked, current)
    assert (node.get("role") == "img") == (tag == "g")


@pytest.mark.parametrize(
    ("count", "depth", "words"),
    [(1, 1, "and 1 more further on"), (1000, -1, "and 1,000 more further back"), (2, 0, "and 2 more beside it")],
)
def test_how_many_are_left_out_and_on_which_side_is_said(count: int, depth: int, words: str) -> None:
    assert more_words(count, depth) == words


def arcs(strands, links=(), left_out=None, width: float = 360):
    svg, height = draw_arcs(laid(strands, links, left_out), "view", width, None)
    return group(svg), height


def test_on_a_phone_headings_and_cards_follow_one_another_down() -> None:
    root, height = arcs([strand("a", -1), VIEW, strand("b", 1), strand("c", 1)])
    assert [(each.text, each.get("y")) for each in with_class(root, "kw-heading")] == [
        ("What it came from", "20"),
        ("In view", "134"),
        ("What came of it", "248"),
    ]
    assert [float(each.get("y", "")) for each in with_class(root, "kw-card")] == [30, 144, 258, 342]
    assert height == 430


def test_on_a_phone_a_count_takes_less_room_than_a_card() -> None:
    root, height = arcs([VIEW, strand("b", 1)], left_out={1: 7})
    assert with_class(root, "kw-quiet")[-1].text == "and 7 more further on"
    assert float(with_class(root, "kw-quiet")[-1].get("y", "")) == 228 + 16
    assert height == 228 + 30 + 4


def test_on_a_phone_a_side_without_strands_has_no_heading() -> None:
    root, _ = arcs([VIEW, strand("b", 1)])
    assert [each.text for each in with_class(root, "kw-heading")] == ["In view", "What came of it"]


@pytest.mark.parametrize("width", [320, 360, 600])
def test_on_a_phone_cards_reach_from_the_rail_to_the_edge(width: int) -> None:
    root, _ = arcs([VIEW], width=width)
    (box,) = with_class(root, "kw-card")
    assert (box.get("x"), float(box.get("width", ""))) == ("64", width - 68)


def test_on_a_phone_an_arc_joins_the_middles_of_its_cards() -> None:
    root, _ = arcs([strand("a", -1), VIEW], [link("a", "view")])
    (path,) = with_class(root, "kw-link")
    x0, y0, out, _, _, _, x1, y1 = numbers(path.get("d", ""))
    assert (x0, x1) == (64, 64)
    assert (y0, y1) == (30 + 38, 144 + 38)
    assert out == 64 - 80


@pytest.mark.parametrize("count", [1, 2, 10, 100])
def test_on_a_phone_no_arc_leaves_the_sheet_nor_lies_on_the_cards(count: int) -> None:
    strands = [VIEW, *(strand(f"b{at}", 1) for at in range(5))]
    root, _ = arcs(strands, [link("view", f"b{at % 5}") for at in range(count)])
    for each in with_class(root, "kw-link"):
        x0, _, out, *_ = numbers(each.get("d", ""))
        assert 0 <= (x0 + 3 * out) / 4 < 64


def test_every_line_lies_on_a_wider_one_in_the_papers_colour() -> None:
    root, _ = arcs([strand("a", -1), VIEW], [link("a", "view")])
    under, over = (float(with_class(root, css)[0].get("stroke-width", "")) for css in ("kw-over", "kw-link"))
    assert under > 2 * over


@pytest.mark.parametrize(
    ("depths", "lefts"),
    [((-1, 1), (4, 405, 806)), ((-2, 2), (4, 222, 440, 658, 876)), ((0, 1), (4, 405, 806))],
)
def test_columns_are_spread_over_the_whole_width(depths: tuple[int, int], lefts: tuple[float, ...]) -> None:
    strands = [strand(str(depth), depth) for depth in range(depths[0], depths[1] + 1)]
    root = parsed(thread(strands, [], centre="0"))
    cards = with_class(root, "kw-card")
    width = float(cards[0].get("width", ""))
    expected = lefts[-len(cards) :]
    assert [float(each.get("x", "")) for each in cards] == pytest.approx(expected, abs=0.2)
    assert float(cards[-1].get("x", "")) + width == pytest.approx(1036, abs=0.2)


def test_slots_of_a_column_stand_in_the_middle_of_the_tallest() -> None:
    layout = laid([VIEW, *(strand(f"b{at}", 1) for at in range(3))])
    assert layout.height == 3 * 60 + 2 * 12
    assert layout.slots["view"].y == layout.height / 2
    assert [slot.y for slot in layout.columns[-1]] == [30, 102, 174]


def test_a_count_is_lower_than_a_card_and_a_passing_place_lower_still() -> None:
    layout = laid([strand("a", -2), VIEW], [link("a", "view")], {0: 3})
    assert layout.slots["more 0"].height == 36
    assert layout.slots["pass 0 -1"].height == pytest.approx(8.4)


@pytest.mark.parametrize(
    ("count", "ports"),
    [(1, [0]), (2, [-4.5, 4.5]), (3, [-9, 0, 9]), (5, [-16, -8, 0, 8, 16]), (9, [at * 40 / 9 for at in range(-4, 5)])],
)
def test_lines_leave_a_card_nine_apart_or_as_close_as_they_must(count: int, ports: list[float]) -> None:
    layout = laid(
        [VIEW, *(strand(f"b{at}", 1) for at in range(count))], [link("view", f"b{at}") for at in range(count)]
    )
    view = layout.slots["view"]
    found = sorted(view.port(layout.slots[f"b{at}"]) - view.y for at in range(count))
    assert found == pytest.approx(ports)


def test_a_line_to_a_slot_that_is_not_joined_leaves_from_the_middle() -> None:
    assert Slot("a", 0, 60, y=17).port(Slot("b", 1, 60)) == 17


LINKS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20)
DEPTHS = st.lists(st.integers(-2, 2), min_size=12, max_size=12)


def told(depths: list[int], pairs: list[tuple[int, int]], way: int = 1, name: str = "s"):
    strands = [VIEW, *(strand(f"{name}{at}", depth * way) for at, depth in enumerate(depths))]
    links = [link(f"{name}{one}", f"{name}{other}") for one, other in pairs]
    return strands, links


@settings(deadline=None, max_examples=30)
@given(DEPTHS, LINKS)
def test_a_thread_told_backwards_has_the_same_strands_in_mirrored_columns(depths: list, pairs: list) -> None:
    there, back = (laid(*told(depths, pairs, way)) for way in (1, -1))
    columns = [{slot.key for slot in column if not slot.passing} for column in there.columns]
    mirrored = [{slot.key for slot in column if not slot.passing} for column in back.columns]
    assert columns == mirrored[::-1]
    assert there.height == pytest.approx(back.height)


@settings(deadline=None, max_examples=30)
@given(DEPTHS, LINKS)
def test_the_names_of_strands_do_not_change_where_they_lie(depths: list, pairs: list) -> None:
    one, other = (laid(*told(depths, pairs, name=name)) for name in ("s", "zz-"))
    assert [[slot.y for slot in column] for column in one.columns] == [
        [slot.y for slot in column] for column in other.columns
    ]


@settings(deadline=None, max_examples=30)
@given(DEPTHS, LINKS, st.integers(1, 4))
def test_a_strand_left_out_is_never_nearer_than_one_that_is_drawn_on_its_side(depths, pairs, tall: int) -> None:
    strands, links = told(depths, pairs)
    chosen, left_out = choose(strands, links, "view", reach=1, tall=tall)
    for depth, count in itertools.groupby(sorted(each.depth for each in chosen)):
        assert abs(depth) <= 1
        assert len(list(count)) <= tall
    assert sum(left_out.values()) + len(chosen) == len(strands)
    assert all(count > 0 for count in left_out.values())


def test_an_empty_side_says_so_in_the_middle_of_its_column() -> None:
    root = parsed(thread([VIEW], [], centre="view"))
    said = [each for each in with_class(root, "kw-quiet") if each.text == "Nothing linked yet"]
    assert {float(each.get("y", "")) for each in said} == {34 + 76 / 2}
    assert [float(each.get("x", "")) for each in said] == [4, 806]


def test_the_description_counts_both_sides_and_what_is_drawn() -> None:
    strands = [VIEW, *(strand(f"a{at}", -1) for at in range(12)), strand("b", 1), strand("c", 5)]
    root = parsed(thread(strands, [], centre="view"))
    assert root[1].text == "Strands that it came from: 12. Strands that came of it: 2. 11 of 15 are drawn."
    assert {"and 3 more further back", "and 1 more further on"} <= set(texts(root))
