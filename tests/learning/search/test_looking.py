"""What somebody finds when they look, of what they may see, and what to try where there is nothing."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from knotwork.learning.finding.queries import forgives
from knotwork.learning.places.models import Place
from knotwork.learning.search.queries import Limits, attributes_of_places, look
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.systems.queries import seen_by
from tests.factories import later

pytestmark = pytest.mark.django_db


def titles(found) -> list[str]:
    return [strand.title for strand in found.page]


@pytest.fixture
def find(world):
    """The titles that somebody in Ward 4 finds."""

    def looked(text: str = "", *, by=None, **limits) -> list[str]:
        return titles(look(by or world.improver_here, text=text, limits=Limits(**limits)))

    return looked


def join(world, origin, outcome, relation: str) -> None:
    strands.link(origin=origin, outcome=outcome, relation=relation, by=world.co_ordinator, at=later(2))


def made(world, kind: str, title: str, **more):
    given = {"system": world.system, "place": world.here, "by": world.improver_here, "at": later(1)}
    return Strand.objects.create(kind=kind, title=title, **{**given, **more})


def test_without_words_and_limits_the_newest_stands_first(world, find) -> None:
    world.tell("First")
    world.tell("Second", at=later(1))
    assert find() == ["Second", "First"]


def test_only_one_kind_is_found_when_one_is_asked_for(world, find) -> None:
    world.tell("A bell")
    made(world, "theme", "Bells")
    assert find(kind="insight") == ["A bell"]
    assert find(kind="theme") == ["Bells"]


def test_only_one_learning_system_is_found_when_one_is_asked_for(world, find) -> None:
    other = world.make_system("Sleep", [world.here])
    world.tell("A bell")
    world.tell("A pillow", system=other)
    person = world.improver_here
    assert find(system=world.system, by=person) == ["A bell"]
    assert find(system=other, by=person) == ["A pillow"]


def test_only_mine_are_found_when_i_ask_for_them(world, find) -> None:
    world.tell("Mine")
    world.tell("Theirs", by=world.improver_there, place=world.there)
    assert find(mine=True) == ["Mine"]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, date(2026, 10, 5), ["Monday"]),
        (date(2026, 10, 6), None, ["Wednesday", "Tuesday"]),
        (date(2026, 10, 6), date(2026, 10, 6), ["Tuesday"]),
        (date(2026, 10, 8), None, []),
    ],
)
def test_both_days_of_a_time_belong_to_it(world, find, since, until, found) -> None:
    for days, title in enumerate(("Monday", "Tuesday", "Wednesday")):
        world.tell(title, at=later(days))
    assert find(since=since, until=until) == found


def test_places_of_one_sort_are_found_by_what_is_known_of_them(world, find) -> None:
    Place.objects.filter(pk=world.here.pk).update(attributes={"setting": "rural", "beds": 24, "it's": 'a "b"'})
    Place.objects.filter(pk=world.there.pk).update(attributes={"setting": "urban"})
    world.tell("From the country")
    world.tell("From the town", by=world.improver_there, place=world.there)
    assert find(where=("setting", "rural")) == ["From the country"]
    assert find(where=("setting", "urban")) == ["From the town"]
    assert find(where=("it's", 'a "b"')) == ["From the country"]
    offered = attributes_of_places(seen_by(world.improver_here))
    assert list(offered) == ['it\'s: a "b"', "setting: rural", "setting: urban"]


def test_places_of_systems_that_are_not_mine_say_nothing_of_themselves(world) -> None:
    assert world.elsewhere.pk
    Place.objects.filter(pk=world.far.pk).update(attributes={"setting": "island"})
    assert attributes_of_places(seen_by(world.improver_here)) == {}


def test_what_came_to_a_decision_is_found_also_through_a_theme(world, find) -> None:
    direct, grouped, neither = (world.tell(text) for text in ("Direct", "Grouped", "Neither"))
    theme, decision = made(world, "theme", "Theme"), made(world, "decision", "Decision")
    join(world, direct, decision, Link.Relation.DECIDED_FROM)
    join(world, grouped, theme, Link.Relation.GROUPED_FROM)
    join(world, theme, decision, Link.Relation.DECIDED_FROM)
    assert sorted(find(outcome="decided", kind="insight")) == ["Direct", "Grouped"]
    assert find(outcome="nothing", kind="insight") == [neither.title]


def test_what_came_of_it_and_may_not_be_seen_counts_for_nothing(world, find) -> None:
    story = world.tell("Story")
    hidden = made(world, "decision", "Hidden", visibility="team", place=world.there, by=world.improver_there)
    Link.objects.create(
        origin=story,
        outcome=hidden,
        system=hidden.system,
        relation="decided from",
        by=world.improver_there,
        at=later(2),
    )
    assert find(outcome="decided") == []
    assert find(outcome="nothing") == ["Story"]
    assert find(outcome="decided", by=world.improver_there) == ["Story"]


@pytest.mark.parametrize("level", ["team", "own"])
def test_what_one_may_not_see_is_neither_found_nor_counted_nor_offered(world, level) -> None:
    if level == "team":
        world.tell("A secret bell", visibility="team")
    else:
        strand = world.tell("A secret bell")
        Strand.objects.filter(pk=strand.pk).update(visibility="own")
    for text in ("secret bell", "secret", "secert bell", "secret gong"):
        found = look(world.improver_there, text=text, limits=Limits(kind="insight"))
        assert (titles(found), found.page.paginator.count, found.words, found.beyond) == ([], 0, (), 0)


def test_where_all_words_find_nothing_those_that_do_alone_are_said(world) -> None:
    world.tell("A bell rang")
    world.tell("The gong hums")
    found = look(world.improver_here, text="the bell gong tree")
    assert (titles(found), found.words, found.beyond) == ([], ("bell", "gong"), 0)


def test_one_word_that_finds_nothing_offers_no_other(world) -> None:
    world.tell("A bell rang")
    assert look(world.improver_here, text="tree").words == ()


def test_what_there_is_without_the_limits_is_counted(world) -> None:
    world.tell("A bell rang")
    found = look(world.improver_here, text="bell", limits=Limits(kind="decision"))
    assert (titles(found), found.beyond) == ([], 1)


def test_a_slip_is_forgiven_only_where_nothing_is_spelt_so(world) -> None:
    world.tell("Footwear")
    found = look(world.improver_here, text="footwaer")
    assert (titles(found), found.alike) == ((["Footwear"], True) if forgives() else ([], False))
    assert found.exactly is (not forgives() and not found.page.object_list)
    assert not look(world.improver_here, text="footwear").alike


def test_words_are_marked_in_the_title_and_where_the_words_have_them(world) -> None:
    world.tell("Rounds moved. Then <b>the bells</b> rang.")
    one = look(world.improver_here, text="bell").page[0]
    assert one.marked_title == "Rounds moved"
    assert one.said == "Then &lt;b&gt;the <mark>bells</mark>&lt;/b&gt; rang."


def test_what_the_title_lacks_is_shown_from_the_words(world) -> None:
    world.tell("A bell rang. " + "Quiet. " * 60 + "Then the gong hummed.")
    one = look(world.improver_here, text="bell gong").page[0]
    assert "<mark>gong</mark> hummed" in one.said
    assert "bell" not in one.said


def test_only_the_newest_words_are_shown(world) -> None:
    strand = world.tell("Old zebra, old bell.")
    strands.edit(strand=strand, words={"happened": "New bell."}, began_from=1, by=world.improver_here, at=later(1))
    one = look(world.improver_here, text="bell").page[0]
    assert "zebra" not in one.said


@pytest.mark.parametrize("text", ["", "bell"])
def test_as_many_queries_for_much_as_for_little(world, text, django_assert_num_queries) -> None:
    person = world.improver_here
    person.grants()
    for number in range(30):
        world.tell(f"Bell {number}")
    with django_assert_num_queries(4 if text else 3):
        look(person, text=text)


@pytest.fixture
def page(world, client):
    """The Learning page as somebody in Ward 4 reads it."""
    client.force_login(world.improver_here)
    return lambda **asked: client.get(reverse("learning"), asked).content.decode()


def test_the_page_says_how_many_were_found_and_marks_the_words(world, page) -> None:
    world.tell("A bell rang")
    assert "1 found." in page(q="bells")
    assert "A <mark>bell</mark> rang" in page(q="bells")
    world.tell("Another bell")
    assert "2 found: those with your words in their title first, then the newest." in page(q="bells")


def test_hostile_words_stay_words_on_the_page(world, page) -> None:
    world.tell("<script>alert(1)</script> bell")
    assert "<script>alert" not in page(q="alert")
    assert "<script>alert" not in page(q="<script>alert")
    assert "<mark>alert</mark>" in page(q="alert")


def test_the_page_says_what_to_try_where_nothing_was_found(world, page) -> None:
    world.tell("A bell rang")
    nothing = page(q="bell tree")
    assert "No strand that you can see has all of the words “bell tree”" in nothing
    assert 'href="?q=bell"' in nothing
    assert "1 has these words" in page(q="bell", kind="decision")
    assert "Try fewer words" in page(q="tree")
    assert "look at how they are spelt" in page(q="tree") or connection.vendor == "postgresql"
    assert "No strand that you can see is as chosen above" in page(kind="decision")


def test_the_page_keeps_what_was_chosen(world, page) -> None:
    world.tell("A bell rang")
    shown = page(q="bell", since="2026-10-01", until="2026-10-31", outcome="nothing", kind="insight")
    assert 'value="2026-10-01"' in shown
    assert 'value="2026-10-31"' in shown
    assert '<option value="nothing" selected>' in shown
    assert "1 found." in shown


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "yesterday"}, {"kind": "nonsense"}, {"system": "../x"}, {"where": "setting: moon"}, {"outcome": "x"},
        {"page": "nine"}, {"until": "9999-12-31"}, {"since": "0001-01-01"},
    ],
)  # fmt: skip
def test_a_choice_that_is_not_offered_is_left_out(world, page, asked) -> None:
    world.tell("A bell rang")
    assert "bell</mark> rang" in page(q="bell", **asked)


@pytest.mark.parametrize(
    ("asked", "is_open"),
    [({}, False), ({"kind": "insight"}, False), ({"outcome": "nothing"}, True), ({"since": "2026-10-01"}, True)],
)
def test_choices_that_few_make_are_folded_away_until_one_is_made(world, page, asked, is_open) -> None:
    world.tell("A bell rang")
    assert ('<details class="kw-further" open>' in page(**asked)) is is_open


def test_a_time_that_ends_before_it_begins_is_turned_round(world, page) -> None:
    world.tell("A bell rang")
    assert "1 found." in page(q="bell", since="2026-10-31", until="2026-10-01")


def test_the_page_offers_sorts_of_places_only_where_any_is_known(world, page) -> None:
    world.tell("A bell rang")
    assert 'name="where"' not in page()
    Place.objects.filter(pk=world.here.pk).update(attributes={"setting": "rural"})
    assert "1 found." in page(q="bell", where="setting: rural")
