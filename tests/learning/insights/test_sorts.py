"""Sorts of insight: each asks the few questions that suit it, none of them must be answered, and no word is lost."""

import re
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from knotwork.learning.insights import actions
from knotwork.learning.insights.codes import PROMPTS, STRENGTHS
from knotwork.learning.insights.models import Insight
from knotwork.learning.strands.models import ASKED, WORDS, Strand
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SORTS = Insight.Sort.values


@pytest.fixture
def telling(world, client):
    client.force_login(world.improver_here)
    given = {"system": world.system.slug, "place": world.here.code, "visibility": "system", "how": ""}

    def post(**typed):
        return client.post(reverse("tell"), {**given, "happened": "We moved the bell.", "token": uuid4(), **typed})

    return post


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_has_its_questions_and_the_history_knows_them(sort) -> None:
    assert next(iter(PROMPTS[sort])) == "happened"
    assert tuple(PROMPTS[sort]) == ASKED[sort]
    assert set(ASKED[sort]) <= set(WORDS["insight"])


def test_every_word_is_asked_for_by_some_sort() -> None:
    assert {name for sort in SORTS for name in ASKED[sort]} == set(WORDS["insight"])


@pytest.mark.parametrize("sort", SORTS)
def test_the_page_of_a_sort_asks_its_questions_and_no_others(client, world, sort) -> None:
    client.force_login(world.improver_here)
    page = text(client.get(reverse("tell"), {"sort": sort}))
    shown = {name for name in WORDS["insight"] if f'name="{name}"' in page}
    assert shown == set(ASKED[sort])
    for prompt in PROMPTS[sort].values():
        assert prompt.asks in page


def test_a_sort_that_is_not_known_is_told_as_a_story(telling, client, world) -> None:
    assert "What did you learn?" in text(client.get(reverse("tell"), {"sort": "gossip"}))
    assert telling(sort="gossip").status_code == 200  # the form says so
    assert Insight.objects.count() == 0


@pytest.mark.parametrize("sort", SORTS)
def test_a_sort_is_told_with_nothing_but_what_happened(telling, sort) -> None:
    assert telling(sort=sort).status_code == 302
    assert Insight.objects.get().sort == sort


@pytest.mark.parametrize("sort", SORTS)
def test_every_answer_is_kept_shown_and_in_the_first_version(telling, client, sort) -> None:
    said = {name: f"Our {name}." for name in ASKED[sort]}
    if "strength" in said:
        said["strength"] = STRENGTHS[1]
    answer = telling(sort=sort, voice="family", **said)
    insight = Insight.objects.get()
    assert {name: getattr(insight, name) for name in said} == said
    assert insight.voice == "family"
    assert insight.strand.versions.get().words == {**dict.fromkeys(WORDS["insight"], ""), **said}
    page = text(client.get(answer.url))
    for words in said.values():
        assert words in page
    assert insight.get_sort_display() in page
    assert "Whose voice: a carer, family or friend." in page


def test_choosing_another_sort_keeps_what_was_typed_and_tells_nothing(telling) -> None:
    page = text(telling(**{"as": "harm", "learned": "Ask the night.", "needed_by": "Ward 9", "sort": "story"}))
    assert Insight.objects.count() == 0
    assert "What would make it less likely?" in page
    for words in ("We moved the bell.", "Ask the night.", "Ward 9"):
        assert words in page
    assert '<input type="hidden" name="sort" value="harm"' in page


def test_what_was_written_for_another_sort_is_told_as_well(telling, client) -> None:
    page = text(telling(**{"as": "harm", "learned": "Ask the night.", "sort": "story"}))
    assert '<input type="hidden" name="also" value="learned"' in page
    telling(sort="harm", why="Two bells rang.", learned="Ask the night.", also="learned")
    insight = Insight.objects.get()
    assert (insight.sort, insight.why, insight.learned) == ("harm", "Two bells rang.", "Ask the night.")


def test_an_answer_to_a_question_that_the_page_does_not_ask_is_not_taken(telling) -> None:
    assert telling(sort="story", why="Planted.", strength="Planted.", also="").status_code == 302
    insight = Insight.objects.get()
    assert (insight.why, insight.strength) == ("", "")


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"voice": "boss"}, "voice"), ({"strength": "very"}, "strength"), ({"why": "x" * 10_001}, "why"),
     ({"reference": "x" * 501}, "reference"), ({"about": "x" * 501}, "about")],
)  # fmt: skip
def test_a_wrong_answer_is_said_beside_its_question_and_nothing_is_told(telling, typed, field) -> None:
    answer = telling(sort="evidence", also="why", **typed)
    assert field in answer.context["form"].errors
    assert "<details" in answer.content.decode()
    assert re.search(r"<details[^>]* open", answer.content.decode())
    assert Insight.objects.count() == 0


def test_editing_shows_the_questions_of_the_sort_and_what_is_written(world, client) -> None:
    strand = world.tell(sort="harm", more={"why": "Two bells.", "reference": "A paper."})
    client.force_login(world.improver_here)
    form = client.get(reverse("edit", args=[strand.code])).context["form"]
    boxes = [box.name for box in form.visible_fields()]
    assert boxes == ["happened", "why", "next", "reference", "about", "needed_by"]


def test_answering_later_what_was_left_empty_is_a_new_version(world, client) -> None:
    strand = world.tell("It fell.", sort="after_action", more={"expected": "It stays."})
    client.force_login(world.improver_here)
    sent = {"happened": "It fell.", "expected": "It stays.", "next": "A hook.", "began_from": 1}
    assert client.post(reverse("edit", args=[strand.code]), sent).status_code == 302
    assert [version.words["next"] for version in strand.versions.all()] == ["", "A hook."]
    assert Insight.objects.get().next == "A hook."


def test_words_that_no_insight_has_are_refused_and_nothing_is_kept(world) -> None:
    with pytest.raises(actions.NotAsked, match="does not say mood"):
        world.tell(more={"mood": "Low"})
    assert Strand.objects.count() == 0


def test_the_database_refuses_a_sort_that_is_not_known(world) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.tell(happened="x", system=world.system, place=world.here, by=world.improver_here, at=NOW, sort="gossip")
    assert Strand.objects.count() == 0


def test_enter_in_a_box_tells_and_takes_nothing_away(world, client) -> None:
    """Of several buttons a browser presses the first: it must be the one that tells."""
    client.force_login(world.improver_here)
    page = text(client.get(reverse("tell")))
    form = page[page.index('<form method="post" action="/tell/"') :]
    first = re.search(r"<button[^>]*>", form).group()
    assert 'type="submit"' in first
    assert "name=" not in first


def test_the_fold_of_a_story_says_what_lies_below_it(world, client) -> None:
    client.force_login(world.improver_here)
    assert "Add what you learned, who might need it, a photograph, who may see this" in text(
        client.get(reverse("tell"))
    )
    assert "Add what you learned" not in text(client.get(reverse("tell"), {"sort": "harm"}))
