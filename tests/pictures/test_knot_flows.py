"""The knot of a learning system: four loops, and at every crossing how much flowed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from svg_reading import focusable, parsed, texts, with_class

from knotwork.pictures import Flow, InvalidIdentifier, Loop, NotFourLoops, knot_flows
from knotwork.pictures.knot_flows import SIZE

LOOPS = [Loop("Gather", 1_240), Loop("Understand", 9), Loop("Act", 6), Loop("Network", 0)]
ENDS = st.integers(0, 3)
FLOWS = st.lists(st.builds(Flow, origin=ENDS, outcome=ENDS, many=st.integers(0, 400_000)), max_size=16)


def drawn(flows, **more):
    return parsed(knot_flows(LOOPS, flows, title="The knot in May", **more))


def said(root) -> list[str]:
    return [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}title")]


def test_each_loop_says_its_name_and_what_is_new() -> None:
    assert {"Gather", "1,240 new", "9 new", "6 new", "nothing new"} <= set(texts(drawn([])))


def test_the_picture_has_a_title() -> None:
    root = drawn([], id_prefix="may")
    assert root.get("aria-labelledby") == "may-title"
    assert said(root)[0] == "The knot in May"


def test_both_ways_between_two_loops_meet_at_one_crossing() -> None:
    root = drawn([Flow(0, 1, 5), Flow(1, 0, 2)])
    assert "7" in texts(root)
    assert "7 between Gather and Understand" in said(root)
    assert len(with_class(root, "kw-disc")) == 1


def test_what_stays_in_a_loop_is_beside_it() -> None:
    assert "3 within Act" in said(drawn([Flow(2, 2, 3)]))


def test_an_empty_crossing_is_an_open_ring_that_says_so() -> None:
    root = drawn([])
    assert len(with_class(root, "kw-ring")) == 10
    assert with_class(root, "kw-disc") == []
    assert "Nothing between Gather and Act" in said(root)
    assert "Nothing within Network" in said(root)


@given(FLOWS)
def test_the_crossings_add_up_to_all_that_flowed(flows) -> None:
    root = drawn(flows)
    numbers = [int(each.replace(",", "")) for each in texts(root)[8:]]
    assert sum(numbers) == sum(flow.many for flow in flows)
    assert len(with_class(root, "kw-disc")) + len(with_class(root, "kw-ring")) == 10


@given(FLOWS)
def test_discs_stay_in_the_picture_and_hold_their_numbers(flows) -> None:
    root = drawn(flows)
    for disc in with_class(root, "kw-disc"):
        x, y, radius = (float(disc.get(name)) for name in ("cx", "cy", "r"))
        assert radius <= min(x, y, SIZE - x, SIZE - y)
        assert 16 <= radius <= 45


@pytest.mark.parametrize("many", [7, 999_999, 1_000_000, 123_456_789])
def test_a_number_of_any_length_stays_in_its_disc(many) -> None:
    root = drawn([Flow(0, 2, many)])
    (disc,), (number,) = with_class(root, "kw-disc"), with_class(root, "kw-on-disc")
    assert float(disc.get("r")) <= 45
    assert number.text == f"{many:,}"
    assert float(number.get("font-size")) <= 20
    assert 0.5 * float(number.get("font-size")) * len(number.text) <= 2 * float(disc.get("r"))


def test_more_is_larger_and_the_area_grows_as_the_number_does() -> None:
    root = drawn([Flow(0, 1, 100), Flow(1, 2, 81), Flow(2, 3, 1)])
    large, middle, small = sorted((float(disc.get("r")) for disc in with_class(root, "kw-disc")), reverse=True)
    assert middle / large == pytest.approx(0.9)
    assert small == 16


def test_a_crossing_opens_what_lies_behind_it() -> None:
    root = drawn([Flow(3, 1, 2), Flow(0, 2, 4)], href=lambda one, other: f"?between={one}-{other}")
    assert {link.get("href"): link[0].text for link in focusable(root)} == {
        "?between=1-3": "2 between Understand and Network",
        "?between=0-2": "4 between Gather and Act",
    }


def test_nothing_is_to_be_opened_where_nothing_flowed_or_no_address_is_given() -> None:
    assert focusable(drawn([Flow(0, 1, 2)])) == []
    assert focusable(drawn([], href=lambda one, other: "/")) == []


def test_hostile_names_stay_words() -> None:
    loops = [Loop('<script>"', 1), *LOOPS[1:]]
    root = parsed(knot_flows(loops, [Flow(0, 0, 1)], title="</title><b>", href=lambda one, other: "javascript:1"))
    assert said(root)[0] == "</title><b>"
    assert '<script>"' in texts(root)
    assert focusable(root) == []


@pytest.mark.parametrize(
    ("loops", "flows"),
    [(LOOPS[:3], []), ([*LOOPS, Loop("More", 1)], []), (LOOPS, [Flow(0, 4, 1)]), (LOOPS, [Flow(-1, 0, 1)])],
)
def test_a_knot_has_four_loops_and_no_others(loops, flows) -> None:
    with pytest.raises(NotFourLoops, match="four loops"):
        knot_flows(loops, flows, title="x")


def test_an_identifier_must_be_one() -> None:
    with pytest.raises(InvalidIdentifier):
        knot_flows(LOOPS, [], title="x", id_prefix="1 2")
