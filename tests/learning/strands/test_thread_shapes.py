"""Threads of every shape: chains, forks, diamonds, circles, and very long ones."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.learning.strands import actions
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.strands.queries import A_SIDE, NEAREST, near, outcomes_of, sentences, thread
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db


def grow(world, shape: str) -> dict[str, Strand]:
    """Strands named by letters, joined as `A>B` says: B came of A."""
    joins = [pair.split(">") for pair in shape.split()]
    names = list(dict.fromkeys(name for pair in joins for name in pair))
    made = {name: world.tell(name, at=later(day / 24)) for day, name in enumerate(names)}
    for origin, outcome in joins:
        actions.link(origin=made[origin], outcome=made[outcome], relation="supports", by=world.improver_here, at=NOW)
    return made


def chain(world, length: int) -> list[Strand]:
    given = {"kind": "insight", "system": world.system, "place": world.here, "by": world.improver_here}
    made = Strand.objects.bulk_create(Strand(title=f"Strand {n}", at=later(n / 24), **given) for n in range(length))
    Link.objects.bulk_create(
        Link(origin=a, outcome=b, system=b.system, relation="supports", by=world.improver_here, at=NOW)
        for a, b in pairwise(made)
    )
    with connection.cursor() as database:  # a database that has been running knows how large its tables are
        database.execute("ANALYZE")
    return made


#   shape, in view: depth of each that is in the thread
SHAPES = {
    "a strand alone has only itself": ("A>A2 B>C", "B", {"B": 0, "C": 1}),
    "up": ("A>B B>C", "C", {"A": -2, "B": -1, "C": 0}),
    "down": ("A>B B>C", "A", {"A": 0, "B": 1, "C": 2}),
    "both": ("A>B B>C C>D D>E", "C", {"A": -2, "B": -1, "C": 0, "D": 1, "E": 2}),
    "a sister is not in the thread": ("A>B A>C", "B", {"A": -1, "B": 0}),
    "another parent is not in the thread": ("A>C B>C", "A", {"A": 0, "C": 1}),
    "a fork": ("A>B A>C C>D", "A", {"A": 0, "B": 1, "C": 1, "D": 2}),
    "a diamond, from the top": ("A>B A>C B>D C>D", "A", {"A": 0, "B": 1, "C": 1, "D": 2}),
    "a diamond, from the bottom": ("A>B A>C B>D C>D", "D", {"A": -2, "B": -1, "C": -1, "D": 0}),
    "a diamond, from the side": ("A>B A>C B>D C>D", "B", {"A": -1, "B": 0, "D": 1}),
    "the shorter way counts": ("A>B B>C A>C", "A", {"A": 0, "B": 1, "C": 1}),
    "the shorter way counts upwards": ("A>B B>C A>C", "C", {"A": -1, "B": -1, "C": 0}),
    "a circle of two ends": ("A>B B>A", "A", {"A": 0, "B": 1}),
    "a circle of three ends": ("A>B B>C C>A", "B", {"A": 2, "B": 0, "C": 1}),
    "a circle beside the way ends": ("A>B B>C C>B C>D", "A", {"A": 0, "B": 1, "C": 2, "D": 3}),
    "a circle upstream ends": ("A>B B>A B>C", "C", {"A": -2, "B": -1, "C": 0}),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_thread_of_this_shape_is_walked_once(world, shape) -> None:
    joins, middle, expected = SHAPES[shape]
    joins = joins.replace("A>A2 ", "") if "alone" in shape else joins
    made = grow(world, joins)
    whole = thread(world.improver_here, made[middle])
    titles = {strand.pk: strand.title for strand in whole.strands}
    assert {titles[key]: depth for key, depth in whole.depth.items()} == expected
    assert sorted(titles.values()) == sorted(expected)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_strand_of_a_thread_is_in_its_sentences_once(world, shape) -> None:
    joins, middle, _expected = SHAPES[shape]
    joins = joins.replace("A>A2 ", "") if "alone" in shape else joins
    whole = thread(world.improver_here, grow(world, joins)[middle])
    sides = sentences(whole, {})
    said = [sentence.strand.pk for side in ("origins", "middle", "outcomes") for sentence in sides[side]]
    assert sorted(said) == sorted(strand.pk for strand in whole.strands)
    assert [sentence.strand for sentence in sides["middle"]] == [whole.middle]


def test_links_of_a_thread_join_only_strands_that_are_in_it(world) -> None:
    made = grow(world, "A>B A>C B>D E>D D>F")
    whole = thread(world.improver_here, made["B"])
    inside = {strand.pk for strand in whole.strands}
    assert {(link.origin_id, link.outcome_id) for link in whole.links} == {
        (made[a].pk, made[b].pk) for a, b in ("AB", "BD", "DF")
    }
    assert all(link.origin_id in inside and link.outcome_id in inside for link in whole.links)


def test_two_ways_of_joining_one_pair_are_both_told(world) -> None:
    made = grow(world, "A>B")
    actions.link(origin=made["A"], outcome=made["B"], relation="tests", by=world.improver_here, at=later(1))
    whole = thread(world.improver_here, made["B"])
    assert [link.relation for link in whole.links] == ["supports", "tests"]
    (middle,) = sentences(whole, {})["middle"]
    assert [(how, strand.title) for how, strand in middle.joined] == [("supports", "A"), ("tests", "A")]
    assert near(world.improver_here, made["B"])["origins"] == [
        ("It is supported by this insight; it is tested by this insight", made["A"])
    ]


def test_near_is_one_step_either_way(world) -> None:
    made = grow(world, "A>B B>C C>D")
    found = near(world.improver_here, made["B"])
    assert [(how, strand.title) for how, strand in found["origins"]] == [("It is supported by this insight", "A")]
    assert [(how, strand.title) for how, strand in found["outcomes"]] == [("It supports this insight", "C")]


@pytest.mark.parametrize("length", [10, 300, 2000])
def test_a_thread_takes_four_queries_however_long_it_is(world, django_assert_num_queries, length) -> None:
    made = chain(world, length)
    person = world.improver_here
    person.grants()
    with django_assert_num_queries(4):
        whole = thread(person, made[length // 2], most=length)
    assert len(whole.strands) == length
    assert min(whole.depth.values()) == -(length // 2)
    assert max(whole.depth.values()) == length - length // 2 - 1


def test_of_a_very_long_thread_the_nearest_on_each_side_are_shown(world) -> None:
    made = chain(world, 12)
    whole = thread(world.improver_here, made[6], most=3)
    assert [strand.pk for strand in whole.strands] == [one.pk for one in made[3:10]]
    assert [whole.depth[one.pk] for one in made[3:10]] == [-3, -2, -1, 0, 1, 2, 3]
    assert {(link.origin_id, link.outcome_id) for link in whole.links} == {
        (before.pk, after.pk) for before, after in pairwise(made[3:10])
    }
    assert whole.cut == 3


@pytest.mark.parametrize(("most", "cut"), [(5, 5), (6, 0)])
def test_a_thread_is_cut_only_if_there_is_more(world, most, cut) -> None:
    made = chain(world, 12)
    assert thread(world.improver_here, made[6], most=most).cut == cut


def test_where_a_thread_is_cut_what_is_nearest_stays_whichever_was_told_first(world) -> None:
    made = grow(world, "M>A A>B B>C M>Z Z>Y")
    whole = thread(world.improver_here, made["M"], most=2)
    assert {strand.title for strand in whole.strands} == {"M", "A", "Z"}


def test_the_page_of_a_thread_that_is_cut_says_so(world, client, monkeypatch) -> None:
    monkeypatch.setitem(thread.__kwdefaults__, "most", 2)
    made = chain(world, 6)
    client.force_login(world.improver_here)
    page = client.get(reverse("thread", args=[made[0].code])).content.decode()
    assert "Only the nearest 2 on each side are shown" in page


def test_the_page_of_a_thread_takes_as_many_queries_for_300_strands_as_for_10(world, client) -> None:
    client.force_login(world.improver_here)
    taken = []
    for length in (10, 300):
        made = chain(world, length)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(reverse("thread", args=[made[length // 2].code]))
        assert answer.status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 15


def test_a_long_thread_is_told_a_page_at_a_time(world) -> None:
    made = chain(world, A_SIDE * 2 + 3)
    whole = thread(world.improver_here, made[0])
    first, second = sentences(whole, {})["outcomes"], sentences(whole, {"outcomes": "2"})["outcomes"]
    assert (len(first), len(second)) == (A_SIDE, A_SIDE)
    assert [line.steps for line in first] == list(range(1, A_SIDE + 1))
    assert second.object_list[0].steps == A_SIDE + 1
    assert not {line.strand.pk for line in first} & {line.strand.pk for line in second}


@pytest.mark.parametrize("page", ["", "x", "-1", "9999"])
def test_a_page_that_is_not_there_gives_another_and_no_error(world, client, page) -> None:
    client.force_login(world.improver_here)
    made = chain(world, 5)
    assert client.get(reverse("thread", args=[made[0].code]), {"outcomes": page}).status_code == 200


def test_what_came_of_many_is_the_newest_first_each_with_the_one_it_is_nearest_to(world) -> None:
    made = grow(world, "A>C B>D D>C C>E")
    mine = Strand.objects.filter(pk__in=[made["A"].pk, made["B"].pk])
    found = outcomes_of(world.improver_here, mine, since=NOW)
    roots = {strand.title: strand.root for strand in found}
    assert roots == {"C": made["A"].pk, "D": made["B"].pk, "E": made["A"].pk}
    assert [strand.at for strand in found] == sorted((strand.at for strand in found), reverse=True)


def test_what_came_before_an_instant_is_no_longer_told_but_what_lies_behind_it_is(world) -> None:
    made = grow(world, "A>B B>C")
    found = outcomes_of(world.improver_here, Strand.objects.filter(pk=made["A"].pk), since=made["B"].at)
    assert [strand.title for strand in found] == ["C"]


def test_of_very_much_that_came_of_it_the_nearest_is_looked_through(world, monkeypatch) -> None:
    monkeypatch.setattr("knotwork.learning.strands.queries.MOST_OUTCOMES", 3)
    made = chain(world, 8)
    found = outcomes_of(world.improver_here, Strand.objects.filter(pk=made[0].pk), since=NOW - later(1).resolution)
    assert [strand.pk for strand in found] == [made[3].pk, made[2].pk, made[1].pk]


def test_a_page_shows_a_thread_as_far_as_somebody_would_read(world) -> None:
    made = chain(world, 2 * NEAREST + 21)
    whole = thread(world.improver_here, made[NEAREST + 10])
    assert (len(whole.strands), whole.cut) == (2 * NEAREST + 1, NEAREST)
