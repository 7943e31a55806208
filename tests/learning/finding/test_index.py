"""Strands are found by what they say now, on either database."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knotwork.learning.finding.actions import forgive
from knotwork.learning.finding.models import Findable
from knotwork.learning.finding.queries import Leaves, forgives, having_any, how_often, matching, spelt_alike
from knotwork.learning.sense import actions as sense
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import feed, seen_by
from tests.factories import later

pytestmark = pytest.mark.django_db


def titles(found) -> list[str]:
    return [strand.title for strand in found]


def find(text: str) -> list[str]:
    return titles(Leaves(Strand.objects.all(), text, 100).page(1))


@pytest.mark.parametrize(
    "asked", ["bell", "BELLS", "bells footwear", "foot", "footwear bell", "the bell", "ward 4 bell", "checked"]
)
def test_a_strand_is_found_by_its_words_whatever_their_form_and_order(world, asked) -> None:
    world.tell("Bells ring at night. We check footwear.")
    assert find(asked) == ["Bells ring at night"]


@pytest.mark.parametrize("asked", ["tree", "bell tree", "bel", "ward 44 bell", "Ada", "!!!"])
def test_a_strand_is_not_found_by_a_word_that_it_does_not_have_nor_by_who_told_it(world, asked) -> None:
    world.tell("Bells ring at night. We check footwear.")
    assert find(asked) == []


def test_what_was_told_without_a_name_is_not_found_by_the_name(world) -> None:
    world.tell("A bell rang.", anonymous=True)
    assert find("Ada Here") == []
    assert find("bell") == ["A bell rang"]


def test_those_with_the_words_in_their_title_come_first_and_then_the_newest(world) -> None:
    world.tell("Old bell.", at=later(1))
    world.tell("Rounds moved. A bell rang.", at=later(4))
    world.tell("New bell.", at=later(3))
    world.tell("Handover. The bell again.", at=later(5))
    assert find("bell") == ["New bell", "Old bell", "Handover", "Rounds moved"]


def test_with_no_words_all_strands_stay_as_they_were_ordered(world) -> None:
    world.tell("One")
    world.tell("Two", at=later(1))
    assert find("") == find("  ") == ["Two", "One"]


@pytest.mark.parametrize(
    "hostile", ["'", '"', "a' | 'b", 'bell" OR "x', "bell*", "NOT bell", "title:bell", "bell & !x"]
)
def test_nothing_typed_is_taken_for_the_databases_own_language(world, hostile) -> None:
    world.tell("A bell rang.")
    assert set(find(hostile)) <= {"A bell rang"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=80))
def test_whatever_is_typed_is_looked_for_without_a_fault(world, text) -> None:
    assert find(text) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(alphabet="abcdefgéßøñ иж漢0123456789'’-.,", min_size=1, max_size=60))
def test_whatever_is_told_is_found_by_its_own_words(world, text) -> None:
    with transaction.atomic():
        strand = world.tell(f"Bell {text}")
        assert strand.title in find(f"Bell {text}")
        transaction.set_rollback(True)


def test_words_that_were_taken_out_find_nothing_any_more(world) -> None:
    strand = world.tell("A zebra rang.")
    strands.edit(strand=strand, words={"happened": "A heron rang."}, began_from=1, by=world.improver_here, at=later(1))
    assert find("zebra") == []
    assert find("heron") == ["A heron rang"]
    assert "zebra" not in str(Findable.objects.values())


def test_an_edit_that_fails_leaves_the_words_that_were_there(world, monkeypatch) -> None:
    strand = world.tell("A zebra rang.")
    monkeypatch.setattr("knotwork.learning.audit.models.Event.save", lambda *_given, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        strands.edit(strand=strand, words={"happened": "A heron."}, began_from=1, by=world.improver_here, at=later(1))
    assert (find("zebra"), find("heron")) == (["A zebra rang"], [])


def test_a_strand_that_goes_takes_its_words_with_it(world) -> None:
    strand = world.tell("A zebra rang.")
    Findable.objects.filter(pk=strand.pk).delete()
    assert find("zebra") == []
    assert how_often(["zebra"]) == {"zebra": 0}


def test_what_was_lost_from_the_index_comes_back_when_it_is_made_again(world) -> None:
    told = [world.tell(f"A zebra, {number}.") for number in range(3)]
    Findable.objects.all().delete()
    assert strands.index([strand.pk for strand in told]) == 3
    assert strands.index([strand.pk for strand in told]) == 3
    assert len(find("zebra")) == 3
    assert Findable.objects.count() == 3


def test_every_strand_is_in_the_index_whatever_its_kind(world) -> None:
    insight = world.tell("A bell rang.")
    sense.respond(
        insight=insight, answer="not", why="Ours hum.", place=world.there, by=world.improver_there, at=later(1)
    )
    assert set(Strand.objects.values_list("pk", flat=True)) == set(Findable.objects.values_list("pk", flat=True))
    assert len(find("hum")) == 1


def test_an_answer_that_is_changed_is_found_by_its_new_words(world) -> None:
    insight = world.tell("A bell rang.")
    given = {"insight": insight, "place": world.there, "by": world.improver_there}
    sense.respond(**given, answer="not", why="Ours hum.", at=later(1))
    sense.respond(**given, answer="depends", why="Ours whistle.", at=later(2))
    assert find("hum") == []
    assert [one.kind for one in matching(Strand.objects.all(), "whistle")] == ["response"]


def test_the_feed_finds_only_what_a_person_may_see(world) -> None:
    world.tell("A bell for the team.", visibility="team")
    world.tell("A bell for all.")
    assert titles(feed(world.improver_here, text="bell")) == ["A bell for all", "A bell for the team"]
    assert titles(feed(world.improver_there, text="bell")) == ["A bell for all"]
    assert titles(feed(world.stranger, text="bell")) == []
    assert feed(world.improver_there, text="bell").paginator.count == 1


@pytest.mark.parametrize("told", [1, 12])
def test_as_many_queries_find_and_order_much_as_little(world, django_assert_num_queries, told) -> None:
    for number in range(told):
        world.tell(f"A bell. It rang on ward 4 in night {number}.")
    person = world.improver_there
    person.grants()
    with django_assert_num_queries(4):  # how many, those with the words in their title, the others, and their lines
        assert len(Leaves(seen_by(person), "bell night", 10).page(1)) == min(told, 10)


def test_a_later_page_goes_on_where_the_one_before_ended_from_titles_to_words(world) -> None:
    for number in range(3):
        world.tell(f"Bell {number}.", at=later(number))
        world.tell(f"Round {number}. A bell rang.", at=later(number))
    leaves = Leaves(Strand.objects.all(), "bell", 2)
    pages = [titles(leaves.page(number)) for number in leaves.page_range]
    assert pages == [["Bell 2", "Bell 1"], ["Bell 0", "Round 2"], ["Round 1", "Round 0"]]


def test_very_many_are_counted_only_so_far(world, monkeypatch) -> None:
    monkeypatch.setattr("knotwork.learning.finding.queries.MOST", 3)
    for number in range(5):
        world.tell(f"Bell {number}.", at=later(number))
    leaves = Leaves(Strand.objects.all(), "bell", 2)
    assert (leaves.count, leaves.more, leaves.num_pages) == (3, True, 2)
    assert titles(leaves.page(2)) == ["Bell 2"]
    few = Leaves(Strand.objects.filter(title__in=["Bell 1", "Bell 2", "Bell 3"]), "bell", 2)
    assert (few.count, few.more) == (3, False)


def test_nothing_found_is_one_empty_page(world) -> None:
    leaves = Leaves(Strand.objects.all(), "zebra", 2)
    assert (leaves.count, leaves.more, list(leaves.get_page(7))) == (0, False, [])


def test_those_with_one_of_some_words_are_found(world) -> None:
    for text in ("A bell.", "A gong.", "A drum."):
        world.tell(text)
    assert sorted(titles(having_any(Strand.objects.all(), ["bell", "gong"]))) == ["A bell", "A gong"]
    assert titles(having_any(Strand.objects.all(), [])) == []


def test_how_often_words_are_is_counted_in_one_query(world, django_assert_num_queries) -> None:
    for text in ("A bell.", "A bell and a gong."):
        world.tell(text)
    with django_assert_num_queries(1):
        assert how_often(["bell", "gong", "drum"]) == {"bell": 2, "gong": 1, "drum": 0}
    with django_assert_num_queries(0):
        assert how_often([]) == {}


def test_the_database_says_whether_it_forgives_a_slip(world) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
            assert forgives() is bool(cursor.fetchone())
        else:
            assert forgives() is False


@pytest.mark.parametrize("typed", ["footwaer", "fotwear", "footwera", "deterioraton bels"])
def test_a_slip_of_the_keyboard_is_forgiven_where_the_database_can(world, typed) -> None:
    world.tell("We check footwear. Deterioration bells.")
    world.tell("Something else entirely.")
    found = spelt_alike(Strand.objects.all(), typed, most=5) if forgives() else None
    assert found is None or titles(found) == ["We check footwear"]


def test_what_is_spelt_alike_is_looked_for_among_the_given_strands_only(world) -> None:
    world.tell("Footwear for the team.", visibility="team")
    if forgives():
        assert titles(spelt_alike(seen_by(world.improver_here), "footwaer", most=5)) == ["Footwear for the team"]
        assert spelt_alike(seen_by(world.improver_there), "footwaer", most=5) == []
        assert spelt_alike(seen_by(world.improver_here), "xy", most=5) == []


@pytest.fixture
def no_extension(monkeypatch):
    """A database in which nobody may make the extension."""
    monkeypatch.setattr("knotwork.learning.finding.actions.SPELT_ALIKE", ("CREATE EXTENSION no_such_extension",))


def test_a_database_that_may_not_have_the_extension_goes_on_without_it(world, no_extension, capsys) -> None:
    step = import_module("knotwork.learning.finding.migrations.0002_spelt_alike")
    step.lay(None, SimpleNamespace(connection=connection))
    said = capsys.readouterr().out
    assert ("run: knotwork index" in said) is (connection.vendor == "postgresql")
    world.tell("A bell rang.")
    assert find("bell") == ["A bell rang"]


def test_only_postgresql_can_say_why_it_does_not_forgive(no_extension) -> None:
    assert bool(forgive()) is (connection.vendor == "postgresql")


def test_forgiving_twice_is_as_good_as_once() -> None:
    assert forgive() == ""
    assert forgive() == ""


def test_what_was_told_before_there_was_an_index_is_put_into_it(world) -> None:
    strand = world.tell("A zebra rang.")
    strands.edit(strand=strand, words={"happened": "A heron rang."}, began_from=1, by=world.improver_here, at=later(1))
    Findable.objects.all().delete()
    import_module("knotwork.learning.finding.migrations.0003_first_words").index(apps, None)
    assert (find("zebra"), find("heron ward 4")) == ([], ["A heron rang"])


def test_the_index_can_be_taken_away_and_laid_again(world) -> None:
    step = import_module("knotwork.learning.finding.migrations.0001_words")
    world.tell("A bell rang.")
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in [*step.LIFT[connection.vendor], *step.LAY[connection.vendor]]:
            cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO finding_words(finding_words) VALUES ('rebuild')")
    assert find("bell") == ["A bell rang"]
