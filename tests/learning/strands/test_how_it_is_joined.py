"""Each of the eleven relations as a whole sentence, read from what came after and from what it came of."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from knotwork.learning.decisions import actions as decisions
from knotwork.learning.strands.codes import JOINED, of_origin, of_outcome
from knotwork.learning.strands.models import Link
from knotwork.learning.strands.queries import near, public_near, sentences, thread
from tests.factories import later

#   relation          on the page of what it came of             on the page of what came of it
TABLE = {
    "prompted by": ("It was prompted by this insight", "It prompted this insight"),
    "supports": ("It supports this insight", "It is supported by this insight"),
    "contradicts": ("It contradicts this insight", "It is contradicted by this insight"),
    "tests": ("It tests this insight", "It is tested by this insight"),
    "adapted from": ("It was adapted from this insight", "It was taken up and changed in this insight"),
    "decided from": ("It was decided from this insight", "It led to this insight"),
    "judged by": ("It is to be judged by this insight", "It is to show whether this insight worked"),
    "carried out by": ("It carries out this insight", "It is carried out by this insight"),
    "answers": ("It answers this insight", "It is answered by this insight"),
    "qualifies": ("It says what this insight depends on", "It depends on what this insight says"),
    "grouped from": ("It has this insight in it", "It is grouped in this insight"),
}
RELATIONS = [(relation, *said) for relation, said in TABLE.items()]


def test_every_relation_has_words_from_both_ends() -> None:
    assert set(TABLE) == set(JOINED) == set(Link.Relation.values)


@given(st.sampled_from(sorted(JOINED)), st.text(min_size=1))
def test_whatever_it_is_called_is_said_once_and_as_it_is(relation, title) -> None:
    for words, pattern in (
        (of_outcome(relation, title), JOINED[relation].outcome),
        (of_origin(relation, title), JOINED[relation].origin),
    ):
        before, after = pattern.split("{}")
        assert words == before + title + after


@pytest.mark.django_db
def test_a_review_looks_again_and_everything_else_answers(world, client) -> None:
    """On the page of either and in the thread, in words that a person would say."""
    decision = decisions.decide(
        question="Go on?", choice="Yes", reasons="So", owner=world.improver_here, review_on=later(9).date(),
        system=world.system, place=world.here, by=world.improver_here, at=later(0),
    )  # fmt: skip
    review = decisions.review(decision=decision, verdict="no", seen="More", by=world.improver_here, at=later(1))
    of_it = "It looks again at this decision, and says whether it did what was expected"
    assert near(world.improver_here, decision)["outcomes"] == [(of_it, review)]
    assert near(world.improver_here, review)["origins"] == [("It was looked at again in this review", decision)]
    client.force_login(world.improver_here)
    page = client.get(reverse("thread", args=[decision.code])).content.decode()
    assert "looks again at “<a" in page
    assert "answers" not in page
    assert str(decision.outcome_links.get()).startswith("“No: More” looks again at “Go on?”")


@pytest.mark.django_db
@pytest.mark.parametrize(("relation", "of_it", "from_it"), RELATIONS)
def test_both_pages_say_it_in_their_own_direction(world, client, relation, of_it, from_it) -> None:
    story = world.tell("The bell was far.", visibility="public")
    after = world.tell("The bell is near.", came_of=[(story, relation)], at=later(1), visibility="public")
    for sides in (near(world.improver_here, story), public_near(story)):
        assert sides == {"origins": [], "outcomes": [(of_it, after)]}
    for sides in (near(world.improver_here, after), public_near(after)):
        assert sides == {"origins": [(from_it, story)], "outcomes": []}
    client.force_login(world.improver_here)
    for page in ("insight", "public"):
        assert f"{from_it}." in client.get(reverse(page, args=[after.code])).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("relation", TABLE)
def test_a_thread_and_the_knot_say_it_of_what_came_after(world, client, relation) -> None:
    story = world.tell("The bell was far.")
    after = world.tell("The bell is near.", came_of=[(story, relation)], at=later(1))
    [line] = sentences(thread(world.improver_here, story), {})["outcomes"]
    assert [f"It {before}“{other.title}”{behind}" for before, other, behind in line.said] == [
        f"It {of_outcome(relation, '“The bell was far”')}"
    ]
    client.force_login(world.improver_here)
    before, behind = JOINED[relation].outcome.split("{}")
    linked = f'It {before}“<a href="{{}}">The bell was far</a>”{behind}.'
    page = client.get(after.thread_address).content.decode()
    assert linked.format(story.thread_address) in page
    asked = {"month": "2026-10", "one": "gather", "other": "gather"}
    page = client.get(reverse("knot", args=[world.system.slug]), asked).content.decode()
    assert linked.format(story.get_absolute_url()) in page
    assert str(Link.objects.get(origin=story, outcome=after)) == (
        f"“The bell is near” {of_outcome(relation, '“The bell was far”')}"
    )
