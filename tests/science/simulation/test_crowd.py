"""A crowd has the sizes that were asked for, and the shape of a network."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.science.simulation.crowd import DAYS, KINDS, NEAR, SHARES, VISIBILITIES, crowd, sentence


@pytest.fixture(scope="module")
def some():
    return crowd(np.random.default_rng(7), people=2_000, strands=10_000, links=30_000)


def test_there_are_as_many_as_were_asked_for(some) -> None:
    assert (len(some.person_place), len(some.strand_by), len(some.links)) == (2_000, 10_000, 30_000)


def test_the_same_seed_draws_the_same_network(some) -> None:
    again = crowd(np.random.default_rng(7), people=2_000, strands=10_000, links=30_000)
    assert all(np.array_equal(getattr(some, name), getattr(again, name)) for name in some.__slots__)


def test_everybody_tells_of_their_own_place_in_a_system_that_it_takes_part_in(some) -> None:
    assert np.array_equal(some.strand_place, some.person_place[some.strand_by])
    mine = some.board_systems[some.place_board[some.strand_place]]
    assert (mine == some.strand_system[:, None]).any(axis=1).all()


def test_strands_come_in_the_order_of_their_days(some) -> None:
    assert (np.diff(some.strand_day) >= 0).all()
    assert 0 <= some.strand_day.min() <= some.strand_day.max() < DAYS


def test_links_lead_from_the_older_to_the_newer_within_a_system_each_once(some) -> None:
    origin, outcome = some.links.T
    assert (origin < outcome).all()
    assert (some.strand_system[origin] == some.strand_system[outcome]).all()
    assert len(np.unique(some.links, axis=0)) == len(some.links)


def test_what_is_linked_is_near(some) -> None:
    for system in range(3):
        mine = np.flatnonzero(some.strand_system == system)
        rank = dict(zip(mine.tolist(), range(len(mine)), strict=True))
        apart = [rank[b] - rank[a] for a, b in some.links.tolist() if a in rank]
        assert max(apart) <= NEAR


def test_a_few_systems_are_large_and_a_few_people_tell_much(some) -> None:
    systems = np.sort(np.bincount(some.strand_system))[::-1]
    told = np.sort(np.bincount(some.strand_by, minlength=2_000))[::-1]
    assert systems[:4].sum() > 3 * systems[-4:].sum()
    assert told[:200].sum() > 0.4 * told.sum()


def test_kinds_and_visibilities_come_in_the_shares_that_are_said(some) -> None:
    kinds = np.bincount(some.strand_kind, minlength=len(KINDS)) / 10_000
    assert np.abs(kinds - SHARES).max() < 0.02
    assert set(np.unique(some.strand_visibility)) == set(range(len(VISIBILITIES)))


@pytest.mark.parametrize(
    "asked",
    [
        {"people": 0, "strands": 10, "links": 0},
        {"people": 5, "strands": 0, "links": 0},
        {"people": 5, "strands": 10, "links": 0, "systems": 2},
        {"people": 5, "strands": 10, "links": 0, "boards": 0},
        {"people": 5, "strands": 10, "links": 151},
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(asked) -> None:
    with pytest.raises(ValueError, match="Ask for"):
        crowd(np.random.default_rng(1), **asked)


def test_too_few_strands_to_a_system_for_the_links_are_refused() -> None:
    with pytest.raises(ValueError, match="too few strands"):
        crowd(np.random.default_rng(1), people=50, strands=12, links=150)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 300), st.integers(200, 2_000), st.integers(0, 400), st.integers(3, 20), st.integers(0, 10_000))
def test_any_sizes_give_a_network_that_hangs_together(people, strands, links, systems, seed) -> None:
    made = crowd(
        np.random.default_rng(seed), people=people, strands=strands, links=min(links, strands // 4), systems=systems
    )
    assert made.strand_system.max() < systems
    assert made.strand_by.max() < people
    assert len(made.links) == min(links, strands // 4)


def test_a_sentence_has_the_words_that_were_asked_for_and_now_and_then_a_rare_one() -> None:
    rng = np.random.default_rng(3)
    told = [sentence(rng, 24) for _ in range(200)]
    assert {len(one.split()) for one in told} == {24}
    rare = np.mean(["word" in one.lower() for one in told])
    assert 0.75 < rare < 0.97  # 1 - 0.92 ** 24 = 0.86
