"""The thread as a picture: kinds by shape and word, cards that lead on, lines that say what joins them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from svg_reading import focusable, numbers, parsed, texts, with_class

from knotwork.pictures import InvalidIdentifier, StrandNotInThread, ThreadLink, ThreadStrand, thread
from knotwork.pictures.thread_card import more_words, strand_words
from knotwork.pictures.thread_kinds import kind_mark, kind_outline

KINDS = (
    "insight",
    "story",
    "signal",
    "cycle",
    "practice",
    "adoption",
    "decision",
    "action",
    "finding",
    "priority",
    "gathering",
)
LONG = "What a relative told us about nights on the ward and what the night team then changed about the rounds"

STORY = ThreadStrand("story", "story", "Story", "The 2 pm round", "1 May 2025", -1)
VIEW = ThreadStrand("view", "decision", "Decision", "Keep the 2 pm round", "3 May 2025", 0)
ACTION = ThreadStrand("action", "action", "Action", LONG, "9 May 2025", 1)
LINKS = [ThreadLink("story", "view", "was decided from {}"), ThreadLink("view", "action", "carries out {}")]


def drawn(strands=(STORY, VIEW, ACTION), links=LINKS, **changes):
    known = {"centre": "view", "href": lambda name: f"/strands/{name}"}
    return thread(list(strands), list(links), **(known | changes))


def crowd(count: int, depths: range) -> list[ThreadStrand]:
    return [
        VIEW,
        *(ThreadStrand(str(at), "insight", "Insight", f"No {at}", "", depths[at % len(depths)]) for at in range(count)),
    ]


BOTH = pytest.mark.parametrize("narrow", [False, True])


@BOTH
def test_the_picture_is_named_after_the_strand_in_view_and_described(narrow: bool) -> None:
    root = parsed(drawn(narrow=narrow))
    named = {each.get("id"): each.text for each in root}
    assert named[root.get("aria-labelledby")] == "Thread of “Keep the 2 pm round”"
    assert (
        named[root.get("aria-describedby")]
        == "Strands that it came from: 1. Strands that came of it: 1. 3 of 3 are drawn."
    )


@BOTH
def test_each_strand_says_kind_title_and_date(narrow: bool) -> None:
    labels = [each[0].text for each in with_class(parsed(drawn(narrow=narrow)), "kw-node")]
    assert labels == [
        "Story: The 2 pm round, 1 May 2025",
        "Decision: Keep the 2 pm round, 3 May 2025",
        f"Action: {LONG}, 9 May 2025",
    ]


@BOTH
def test_a_long_title_is_cut_on_the_card_and_whole_for_the_ear(narrow: bool) -> None:
    root = parsed(drawn(narrow=narrow))
    card = with_class(root, "kw-node")[2]
    lines = [each.text or "" for each in with_class(card, "kw-strand")]
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert LONG in (card[0].text or "")


@BOTH
def test_every_strand_but_the_one_in_view_leads_to_its_own_page(narrow: bool) -> None:
    root = parsed(drawn(narrow=narrow))
    assert [each.get("href") for each in focusable(root)] == ["/strands/story", "/strands/action"]
    view = with_class(root, "kw-node")[1]
    assert (view.get("href"), view.get("aria-current")) == (None, "true")


def test_without_addresses_nothing_is_linked() -> None:
    assert focusable(parsed(drawn(href=None))) == []


def test_an_unsafe_address_is_not_linked() -> None:
    assert focusable(parsed(drawn(href=lambda name: "javascript:alert(1)"))) == []


@BOTH
def test_the_strand_in_view_stands_out_by_its_frame(narrow: bool) -> None:
    framed = with_class(parsed(drawn(narrow=narrow)), "kw-card-view")
    assert len(framed) == 1
    assert framed[0].get("stroke-width") == "2"


@BOTH
def test_each_kind_is_a_shape_and_a_word(narrow: bool) -> None:
    root = parsed(drawn(narrow=narrow))
    assert len(with_class(root, "kw-kind")) == 3
    assert {"Story", "Decision", "Action"} <= set(texts(root))


@BOTH
def test_each_line_says_what_joins_its_strands(narrow: bool) -> None:
    titles = [each.text for each in parsed(drawn(narrow=narrow)).iter() if each.tag.endswith("}title")]
    assert "“Keep the 2 pm round” was decided from “The 2 pm round”" in titles
    assert f"“{LONG}” carries out “Keep the 2 pm round”" in titles


def test_a_line_runs_from_the_right_of_its_origin_to_the_left_of_its_outcome() -> None:
    root = parsed(drawn())
    cards = with_class(root, "kw-card")
    x0, _, *_, x1, _ = numbers(with_class(root, "kw-link")[0].get("d", ""))
    assert x0 == pytest.approx(float(cards[0].get("x", "")) + float(cards[0].get("width", "")), abs=0.2)
    assert x1 == pytest.approx(float(cards[1].get("x", "")), abs=0.2)


def test_time_runs_from_left_to_right_with_the_strand_in_view_in_the_middle() -> None:
    root = parsed(drawn())
    left, middle, right = (float(each.get("x", "")) for each in with_class(root, "kw-card"))
    assert left < middle < right
    half = float(with_class(root, "kw-card")[0].get("width", "")) / 2
    assert middle + half == pytest.approx(1040 / 2, abs=1)


def test_on_a_phone_time_runs_downwards_in_one_column() -> None:
    root = parsed(drawn(narrow=True))
    cards = with_class(root, "kw-card")
    assert len({each.get("x") for each in cards}) == 1
    heights = [float(each.get("y", "")) for each in cards]
    assert heights == sorted(heights)
    assert numbers(root.get("viewBox", ""))[2] == 360


def test_on_a_phone_longer_arcs_reach_further_out() -> None:
    root = parsed(drawn(links=[*LINKS, ThreadLink("story", "action", "supports")], narrow=True))
    arcs = [numbers(each.get("d", "")) for each in with_class(root, "kw-link")]
    reach = [arc[2] for arc in arcs]
    lengths = [abs(arc[-1] - arc[1]) for arc in arcs]
    assert lengths == sorted(lengths, reverse=True)
    assert reach == sorted(reach)
    assert len(set(reach)) == 3
    assert min(0.25 * arc[0] + 0.75 * arc[2] for arc in arcs) > 0


@BOTH
def test_columns_are_named(narrow: bool) -> None:
    assert {"What it came from", "In view", "What came of it"} <= set(texts(parsed(drawn(narrow=narrow))))


def test_an_empty_side_says_so() -> None:
    assert texts(parsed(drawn([VIEW], []))).count("Nothing linked yet") == 2


@BOTH
def test_a_strand_alone_is_a_picture(narrow: bool) -> None:
    assert len(with_class(parsed(drawn([VIEW], [], narrow=narrow)), "kw-card")) == 1


def test_crossing_lines_pass_over_and_under() -> None:
    names = ["a", "b"]
    strands = [VIEW, *(ThreadStrand(name, "insight", "Insight", name, "", 1) for name in names)]
    strands += [ThreadStrand(f"of {name}", "insight", "Insight", name, "", 2) for name in names]
    links = [ThreadLink(one, f"of {other}", "supports") for one in names for other in names]
    root = parsed(drawn(strands, links))
    assert len(with_class(root, "kw-over")) == 1


def test_strands_of_one_depth_are_joined_by_a_bow() -> None:
    beside = ThreadStrand("beside", "insight", "Insight", "Beside", "", 0)
    root = parsed(drawn([VIEW, beside], [ThreadLink("beside", "view", "supports")]))
    path = numbers(with_class(root, "kw-link")[0].get("d", ""))
    assert path[0] == path[-2]
    assert path[2] > path[0]


def test_lines_of_the_strand_in_view_stand_out() -> None:
    far = ThreadStrand("far", "finding", "Finding", "Far", "", 2)
    root = parsed(drawn([STORY, VIEW, ACTION, far], [*LINKS, ThreadLink("action", "far", "tests")]))
    assert len(with_class(root, "kw-link")) == 3
    assert len(with_class(root, "kw-link-view")) == 2


@pytest.mark.parametrize(("narrow", "most"), [(False, 45), (True, 18)])
def test_a_thread_of_two_thousand_strands_draws_the_nearest_and_counts_the_rest(narrow: bool, most: int) -> None:
    strands = crowd(2000, range(-12, 13))
    links = [ThreadLink(str(at), str((at * 17) % 2000), "supports") for at in range(2000)]
    root = parsed(drawn(strands, links, narrow=narrow))
    cards = with_class(root, "kw-node")
    assert len(cards) <= most
    counted = [re.search(r"and ([\d,]+) more", words) for words in texts(root)]
    more = sum(int(found.group(1).replace(",", "")) for found in counted if found)
    assert len(cards) + more == 2001


def test_a_thread_of_two_thousand_strands_is_a_small_picture() -> None:
    links = [ThreadLink(str(at), str((at * 17) % 2000), "supports") for at in range(2000)]
    assert len(drawn(crowd(2000, range(-12, 13)), links).encode()) < 120_000


@pytest.mark.parametrize(
    ("count", "depth", "words"),
    [(240, -2, "and 240 more further back"), (1500, 2, "and 1,500 more further on"), (3, 0, "and 3 more beside it")],
)
def test_what_is_not_drawn_is_counted_in_words(count: int, depth: int, words: str) -> None:
    assert more_words(count, depth) == words


def test_a_strand_without_a_date_says_none() -> None:
    assert strand_words(ThreadStrand("x", "story", "Story", "Told", "", 0)) == "Story: Told"


def test_a_strand_that_is_not_in_its_own_thread_is_named() -> None:
    with pytest.raises(StrandNotInThread, match="'elsewhere' is not in its own thread"):
        drawn(centre="elsewhere")


def test_a_prefix_that_cannot_begin_an_id_is_refused() -> None:
    with pytest.raises(InvalidIdentifier):
        drawn(id_prefix="1")


def test_every_kind_has_a_shape_of_its_own() -> None:
    assert len({kind_outline(kind) for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(("kind", "like"), [("pdsa", "cycle"), ("test", "cycle"), ("never heard of", "insight")])
def test_other_kinds_borrow_a_shape(kind: str, like: str) -> None:
    assert kind_outline(kind) == kind_outline(like)


@pytest.mark.parametrize("kind", KINDS)
def test_a_shape_is_drawn_around_its_place(kind: str) -> None:
    assert kind_mark(kind, 30, 40).count("M30 40") == 1


@settings(max_examples=40, deadline=None)
@given(st.text(), st.text(), st.text(), st.text(), st.booleans())
def test_any_words_give_a_well_formed_picture(title: str, kind: str, date: str, relation: str, narrow: bool) -> None:
    strands = [VIEW, ThreadStrand("x", kind, kind, title, date, 1)]
    parsed(drawn(strands, [ThreadLink("view", "x", relation)], narrow=narrow))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(-4, 4), max_size=25),
    st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=60),
    st.booleans(),
)
def test_any_tangle_of_links_can_be_drawn(depths: list[int], pairs: list[tuple[int, int]], narrow: bool) -> None:
    strands = [VIEW, *(ThreadStrand(str(at), "story", "Story", "t", "", depth) for at, depth in enumerate(depths))]
    svg = drawn(strands, [ThreadLink(str(one), str(other), "r") for one, other in pairs], narrow=narrow)
    width, height = numbers(parsed(svg).get("viewBox", ""))[2:]
    for card in with_class(parsed(svg), "kw-card"):
        assert 0 <= float(card.get("x", "")) <= width - float(card.get("width", ""))
        assert 0 <= float(card.get("y", "")) <= height - float(card.get("height", ""))


@BOTH
def test_the_same_thread_gives_the_same_picture(narrow: bool) -> None:
    assert drawn(narrow=narrow) == drawn(narrow=narrow)
