"""The knot in words: every kind has one component, flows add up, and the headline says what matters most."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knotwork.learning.knot.codes import (
    ALL,
    COUNTED,
    DID,
    KINDS,
    OF,
    SAID,
    Component,
    Flow,
    flows,
    headline,
    month_after,
    month_named,
    new_in,
)
from knotwork.learning.strands.models import Strand

GATHER, UNDERSTAND, ACT, NETWORK = ALL
NONE = dict.fromkeys(ALL, 0)
COUNTS = st.lists(
    st.tuples(st.sampled_from(Strand.Kind.values), st.sampled_from(Strand.Kind.values), st.integers(0, 10_000))
)


def test_every_kind_of_strand_belongs_to_one_component() -> None:
    assert sorted(OF) == sorted(Strand.Kind.values)
    assert sum(map(len, KINDS.values())) == len(OF)


def test_everything_that_can_flow_has_words() -> None:
    assert set(SAID) == {(one, other) for one in Component for other in Component}
    assert len(set(SAID.values())) == len(SAID)
    assert list(DID) == list(COUNTED) == list(ALL)


@given(COUNTS)
def test_flows_hold_all_that_was_counted_and_each_pair_once(counted) -> None:
    found = flows(counted)
    assert sum(flow.many for flow in found) == sum(count for *_kinds, count in counted)
    assert len({(flow.origin, flow.outcome) for flow in found}) == len(found)
    assert [flow.many for flow in found] == sorted((flow.many for flow in found), reverse=True)


def test_kinds_of_one_component_flow_together() -> None:
    assert flows([("insight", "decision", 2), ("reading", "action", 3), ("insight", "theme", 0)]) == [
        Flow(GATHER, ACT, 5)
    ]


def test_equal_flows_stand_in_the_order_of_learning() -> None:
    assert flows([("decision", "review", 1), ("insight", "theme", 1)]) == [
        Flow(GATHER, UNDERSTAND, 1),
        Flow(ACT, UNDERSTAND, 1),
    ]


def test_a_kind_of_no_component_is_left_out() -> None:
    assert flows([("letter", "decision", 2)]) == []
    assert new_in([("letter", 4), ("insight", 1), ("annotation", 2)]) == {**NONE, GATHER: 3}


def test_comments_and_thanks_are_the_network_speaking() -> None:
    assert new_in([("response", 2), ("insight", 1)], talked=3) == {**NONE, GATHER: 1, NETWORK: 5}


#  counted by kinds                     new                        the month in words
HEADLINES = [
    ([], NONE, "Nobody told, understood, decided or answered anything in this month."),
    ([], {**NONE, GATHER: 1}, "People told or noticed one thing. None of it was joined to anything else."),
    ([], {**NONE, UNDERSTAND: 1}, "People made sense of something once. None of it was joined to anything else."),
    ([], {**NONE, NETWORK: 2}, "People answered, commented or gave thanks twice."),
    ([("insight", "theme", 2)], NONE, "Nothing new came in; what was there was joined twice."),
    ([("insight", "insight", 1)], NONE, "Nothing new came in; what was there was joined once."),
    (
        [("insight", "theme", 2)],
        {**NONE, GATHER: 12, UNDERSTAND: 1},
        "People told or noticed 12 things and made sense of something once. Nothing was decided.",
    ),
    (
        [("insight", "decision", 2)],
        {**NONE, ACT: 2, UNDERSTAND: 1, GATHER: 4},
        "People told or noticed four things, made sense of something once, and decided or began two things. "
        "No decision or action was looked at again.",
    ),
    (
        [("insight", "decision", 2), ("decision", "review", 9)],
        {**NONE, ACT: 2, GATHER: 4},
        "People told or noticed four things and decided or began two things. Nobody answered what was told.",
    ),
    (
        [("insight", "response", 2)],
        {**NONE, GATHER: 1_200, NETWORK: 2},
        "People told or noticed 1,200 things and answered, commented or gave thanks twice. "
        "Nobody made sense of what was told.",
    ),
    (
        [("insight", "theme", 1), ("theme", "decision", 1), ("decision", "review", 1), ("insight", "response", 1)],
        dict.fromkeys(ALL, 1),
        "People told or noticed one thing, made sense of something once, decided or began one thing, and answered, "
        "commented or gave thanks once.",
    ),
]


@pytest.mark.parametrize(("counted", "new", "words"), HEADLINES)
def test_the_headline_says_what_people_did_and_one_lack(counted, new, words) -> None:
    assert headline(flows(counted), new) == words


NEW = st.fixed_dictionaries({component: st.just(0) | st.integers(0, 5_000) for component in ALL})
WHO_DID = {GATHER: "told or noticed", UNDERSTAND: "made sense of something", ACT: "decided or began",
           NETWORK: "answered, commented or gave thanks"}  # fmt: skip


@given(COUNTS | st.just([]), NEW)
def test_whatever_the_month_its_headline_agrees_with_its_numbers(counted, new) -> None:
    found = flows(counted)
    said = headline(found, new)
    seen = {(flow.origin, flow.outcome) for flow in found}
    assert [words in said for words in WHO_DID.values()] == [bool(new[component]) for component in ALL]
    assert all(f"{many:,} t" in said for many in new.values() if many > 9)
    assert ("Nobody told" in said) == (not seen and not any(new.values()))
    assert ("Nothing new" in said) == (bool(seen) and not any(new.values()))
    #        what it says is not there              how the numbers could contradict it
    for lack, contradicted in {
        "None of it was joined": bool(seen),
        "No decision or action was looked at": (ACT, UNDERSTAND) in seen or not new[ACT],
        "Nothing was decided": bool(new[ACT]) or (UNDERSTAND, ACT) in seen,
        "Nobody answered": bool(new[NETWORK]) or (GATHER, NETWORK) in seen or not new[GATHER],
        "Nobody made sense": bool(new[UNDERSTAND]) or (GATHER, UNDERSTAND) in seen or not new[GATHER],
    }.items():
        assert not (lack in said and contradicted)
    assert said.count(".") <= 2


#   written      the month
MONTHS = [
    ("2026-04", date(2026, 4, 1)), ("2024-12", date(2024, 12, 1)), ("0001-01", date(1, 1, 1)),
    (None, None), ("", None), ("2026-13", None), ("2026-04-02", None), ("may", None), ("10000-01", None),
    ("٢٠٢٦-٠٤", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "month"), MONTHS)
def test_a_month_is_read_as_it_is_written_or_not_at_all(text, month) -> None:
    assert month_named(text) == month


@pytest.mark.parametrize(
    ("month", "by", "found"),
    [
        (date(2026, 5, 1), 1, date(2026, 6, 1)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(1, 1, 1), -1, None),
        (date(9999, 12, 1), 1, None),
    ],
)
def test_months_follow_each_other_to_the_ends_of_the_calendar(month, by, found) -> None:
    assert month_after(month, by=by) == found


def test_a_component_is_found_by_its_code_alone() -> None:
    assert [Component.named(one.code) for one in ALL] == list(ALL)
    assert Component.named("Gather") is None
    assert Component.named(None) is None
