"""The knot in words: every kind has one component, flows add up, and the headline says what matters most."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knotwork.learning.knot.codes import (
    ALL,
    KINDS,
    OF,
    SAID,
    WANTED,
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
    assert {(one, other) for one, other, _words in WANTED} <= set(SAID)


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


#  counted by kinds                     new                        the month in words
HEADLINES = [
    ([], NONE, "Nothing was told, understood or decided in this month."),
    ([], {**NONE, GATHER: 1}, "New things came in, and none of them has been joined to another yet."),
    ([("insight", "theme", 2)], NONE, "Most flowed from gathering to understanding."),
    ([("insight", "insight", 2)], NONE, "Most flowed within gathering."),
    (
        [("insight", "theme", 2)],
        {**NONE, UNDERSTAND: 1},
        "Most flowed from gathering to understanding. Nothing that was understood led to action.",
    ),
    (
        [("insight", "decision", 2)],
        {**NONE, ACT: 2, UNDERSTAND: 1, GATHER: 4},
        "Most flowed from gathering to action. Nothing that was done was looked at again.",
    ),
    (
        [("insight", "decision", 2), ("decision", "review", 9)],
        {**NONE, ACT: 2, GATHER: 4},
        "Most flowed from action to understanding. Nobody said whether what was told is seen elsewhere too.",
    ),
    (
        [("insight", "theme", 1), ("theme", "decision", 1), ("decision", "review", 1), ("insight", "response", 1)],
        dict.fromkeys(ALL, 1),
        "Most flowed from gathering to understanding.",
    ),
]


@pytest.mark.parametrize(("counted", "new", "words"), HEADLINES)
def test_the_headline_says_where_most_flowed_and_one_lack(counted, new, words) -> None:
    assert headline(flows(counted), new) == words


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
