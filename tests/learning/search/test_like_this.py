"""What is like the strand in view, and by which words one can tell."""

import pytest
from django.urls import reverse

from knotwork.learning.board import actions as board
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.search.queries import Like, like
from knotwork.learning.strands import actions as strands
from tests.factories import later

pytestmark = pytest.mark.django_db
NIGHT = "Bells ring at night beside the lift."


def alike(by, strand) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.strand.title, one.words) for one in like(by, strand, strand.versions.latest("number").words)]


def test_what_shares_rare_words_is_like_it_and_the_words_are_said(world) -> None:
    strand = world.tell(NIGHT)
    world.tell("At night the bells keep people awake.", by=world.improver_there, place=world.there)
    world.tell("New shoes for everybody.")
    ((title, words),) = alike(world.improver_here, strand)
    assert title == "At night the bells keep people awake"
    assert set(words) == {"bells", "night"}


def test_at_most_five_are_shown_the_most_alike_first(world) -> None:
    strand = world.tell(NIGHT)
    for number in range(6):
        world.tell(f"Bells at night, number {number}.", at=later(number))
    world.tell("Bells ring at night beside the lift and the stairs.")
    found = alike(world.improver_here, strand)
    assert len(found) == 5
    assert found[0][0] == "Bells ring at night beside the lift and the stairs"


def test_what_may_not_be_seen_is_like_nothing(world) -> None:
    strand = world.tell(NIGHT)
    world.tell("Bells at night on our ward.", by=world.improver_there, place=world.there, visibility="team")
    assert alike(world.improver_here, strand) == []
    assert len(alike(world.improver_there, strand)) == 1


def test_strands_of_other_systems_that_one_can_see_are_like_it_too(world) -> None:
    assert world.elsewhere.pk
    strand = world.tell(NIGHT)
    given = {"by": world.stranger, "place": world.far, "system": world.elsewhere}
    world.tell("Bells at night for all.", visibility="network", **given)
    world.tell("Bells at night for us.", **given)
    assert [title for title, _words in alike(world.improver_here, strand)] == ["Bells at night for all"]


def test_what_is_joined_to_it_already_is_left_out(world) -> None:
    strand = world.tell(NIGHT)
    other = world.tell("Bells at night, again.")
    assert len(alike(world.improver_here, strand)) == 1
    strands.link(origin=strand, outcome=other, relation="supports", by=world.improver_here, at=later(1))
    assert alike(world.improver_here, strand) == []
    assert alike(world.improver_here, other) == []


@pytest.mark.parametrize("text", ["12 34", "The and but", "Something nobody else ever said"])
def test_a_strand_without_words_in_common_is_like_nothing(world, text) -> None:
    strand = world.tell(text)
    world.tell(NIGHT)
    assert alike(world.improver_here, strand) == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("bell",), "Both speak of bell"),
        (("bell", "night"), "Both speak of bell and night"),
        (("bell", "night", "lift"), "Both speak of bell, night and lift"),
    ],
)
def test_why_it_is_shown_is_said_in_words(words, why) -> None:
    assert Like(None, words).why == why


def test_three_queries_however_many_there_are(world, django_assert_num_queries) -> None:
    strand, person = world.tell(NIGHT), world.improver_here
    for number in range(80):
        world.tell(f"Bells at night {number}.")
    person.grants()
    words = strand.versions.latest("number").words
    with django_assert_num_queries(3):
        assert len(like(person, strand, words)) == 5


def test_the_page_of_an_insight_shows_them_with_the_words(world, client) -> None:
    strand = world.tell(NIGHT)
    client.force_login(world.improver_here)
    address = reverse("insight", args=[strand.code])
    assert "Like this" not in client.get(address).content.decode()
    world.tell("<b>Bells</b> at night keep us awake.", by=world.improver_there, place=world.there)
    page = client.get(address).content.decode()
    assert "Like this" in page
    assert "Both speak of bells and night." in page
    assert "<b>Bells" not in page


def test_the_pages_of_a_theme_and_of_a_decision_show_them_too(world, client) -> None:
    given = {"system": world.system, "by": world.co_ordinator, "at": later(3)}
    theme = board.name_theme(name="Bells at night", insights=[world.tell("Shoes.")], **given)
    decided = decisions.decide(
        question="Move the bells at night?", choice="Yes", reasons="Sleep.", owner=world.co_ordinator,
        review_on=later(90).date(), decided_from=[], charts=[], **given,
    )  # fmt: skip
    client.force_login(world.improver_here)
    for one, other in ((theme, decided), (decided, theme)):
        page = client.get(one.get_absolute_url()).content.decode()
        assert "Both speak of bells and night." in page
        assert other.get_absolute_url() in page
