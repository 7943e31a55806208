"""Adding strands and links: titles, forms that are sent twice, and how things are joined."""

from uuid import uuid4

import pytest
from django.urls import reverse

from knotwork.learning.decisions import actions as decisions
from knotwork.learning.insights.actions import NothingTold
from knotwork.learning.insights.models import Insight
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.queries import series_of
from knotwork.learning.strands.actions import TITLE, NoTeam, short
from knotwork.learning.strands.models import PAGES, Link, Strand
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db

TITLES = {
    "We moved the round": "We moved the round",
    "We moved the round.": "We moved the round",
    "We moved the round. It helped.": "We moved the round",
    "Did it help? Yes.": "Did it help?",
    "It helped! We go on.": "It helped!",
    "  We   moved\n the\tround  ": "We moved the round",
    "At 2.30 the bell rang": "At 2.30 the bell rang",
    "v1.2 is out. Try it": "v1.2 is out",
    "Één ronde, früher – 早く. Et après": "Één ronde, früher – 早く",
    "😀 Falls came down": "😀 Falls came down",
    "<b>Bold</b> & plain": "<b>Bold</b> & plain",
    "x": "x",
}


@pytest.mark.parametrize(("text", "title"), TITLES.items())
def test_the_first_sentence_is_the_title(text, title) -> None:
    assert short(text) == title


@pytest.mark.parametrize("text", ["word " * 100, "x" * 500, "Ж" * 121, "早" * 300, ("a" * 60 + " ") * 3])
def test_a_long_text_is_cut_and_says_so(text) -> None:
    cut = short(text)
    assert 0 < len(cut) <= TITLE
    assert cut.endswith("…")
    assert text.startswith(cut[:-1])


@pytest.mark.parametrize("length", [TITLE - 1, TITLE])
def test_a_text_that_just_fits_is_not_cut(length) -> None:
    assert short("x" * length) == "x" * length


def test_a_long_text_is_cut_between_words() -> None:
    words = "improvement " * 20
    assert set(short(words)[:-1].split()) == {"improvement"}


@pytest.mark.parametrize("text", [*TITLES, "word " * 500, "早" * 3000])
def test_any_text_can_be_told_and_is_kept_whole(world, text) -> None:
    strand = world.tell(text)
    assert Insight.objects.get(strand=strand).happened == text
    assert 0 < len(strand.title) <= TITLE


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_nothing_cannot_be_told(world, text) -> None:
    with pytest.raises(NothingTold, match="Say what happened"):
        world.tell(text)
    assert Strand.objects.count() == 0


def tell(world, token, by=None):
    return world.tell("A story", token=token, by=by)


def annotate(world, token, by=None):
    one = series_of(world.measure, [world.here.code])[0]
    return measures.annotate(
        series=one, period=one.periods[0], text="Bells", token=token, by=by or world.improver_here, at=NOW
    )


def decide(world, token, by=None):
    return decisions.decide(
        question="Go on?", choice="Yes", reasons="It works", owner=world.improver_here, review_on=later(9).date(),
        system=world.system, place=world.here, token=token, by=by or world.improver_here, at=NOW,
    )  # fmt: skip


def review(world, token, by=None):
    made = Strand.objects.filter(kind="decision").first() or decide(world, None)
    return decisions.review(
        decision=made, verdict="yes", seen="Fewer", token=token, by=by or world.improver_here, at=NOW
    )


@pytest.mark.parametrize("act", [tell, annotate, decide, review])
def test_a_form_that_is_sent_twice_makes_one_strand(world, act) -> None:
    token = uuid4()
    first = act(world, token)
    there = Strand.objects.count()
    assert act(world, token) == first
    assert Strand.objects.count() == there


@pytest.mark.parametrize("act", [tell, annotate, decide, review])
def test_two_forms_or_no_token_make_two_strands(world, act) -> None:
    assert act(world, uuid4()) != act(world, uuid4())
    assert act(world, None) != act(world, None)


def test_anothers_token_hands_over_nothing_of_theirs(world) -> None:
    from django.db import IntegrityError, transaction

    token = uuid4()
    first = tell(world, token)
    with pytest.raises(IntegrityError), transaction.atomic():
        tell(world, token, by=world.coach_in_both)
    assert list(Strand.objects.all()) == [first]


@pytest.mark.parametrize("relation", Link.Relation.values)
def test_strands_are_joined_in_every_way_there_is(world, relation) -> None:
    origin = world.tell("Origin")
    outcome = world.tell("Outcome", came_of=[(origin, relation)])
    (joined,) = outcome.origin_links.all()
    assert (joined.origin, joined.relation, joined.by, joined.at) == (origin, relation, world.improver_here, NOW)


def test_a_way_of_joining_that_there_is_not_is_refused_and_nothing_told(world) -> None:
    origin = world.tell("Origin")
    with pytest.raises(ValueError, match="guessed"):
        world.tell("Outcome", came_of=[(origin, "guessed from")])
    assert list(Strand.objects.all()) == [origin]


def test_what_is_for_a_team_needs_a_place(world) -> None:
    with pytest.raises(NoTeam, match="Choose a place"):
        world.tell("Ours", by=world.co_ordinator, place=None, visibility="team")


def test_what_is_told_without_a_place_is_of_the_whole_system(world) -> None:
    strand = world.tell("Of us all", by=world.co_ordinator, place=None)
    assert strand.place is None
    assert strand.subject.place is None


@pytest.mark.parametrize("kind", Strand.Kind.values)
def test_every_kind_has_an_address(world, kind) -> None:
    strand = Strand.objects.create(kind=kind, title="One", system=world.system, by=world.operator, at=NOW)
    assert strand.get_absolute_url() == reverse(PAGES.get(kind, "thread"), args=[strand.code])
    assert str(strand) == "One"


def test_codes_are_ten_letters_that_do_not_look_alike() -> None:
    from knotwork.learning.places.codes import ALPHABET, LENGTH, new_code

    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {LENGTH} == {10}
    assert set("".join(codes)) <= set(ALPHABET)
    assert not set("01ilo") & set(ALPHABET)


def test_links_and_pins_read_as_sentences(world) -> None:
    origin = world.tell("Origin")
    outcome = world.tell("Outcome", came_of=[(origin, "supports")], measure=world.measure, period=NOW.date())
    assert str(outcome.origin_links.get()) == "“Outcome” supports “Origin”"
    assert str(outcome.pins.get()) == "Outcome on Falls"
