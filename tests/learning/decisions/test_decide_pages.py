"""Deciding, and looking again."""

from uuid import uuid4

import pytest
from django.urls import reverse

from knotwork.learning.decisions.models import Decision, Review
from knotwork.learning.measures.queries import series_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def deciding(world, client):
    """The page, opened by the improver here."""
    client.force_login(world.improver_here)
    given = {
        "question": "Go on?", "choice": "Yes", "reasons": "It works", "dissent": "", "place": world.here.code,
        "owner": world.improver_here.pk, "review_on": "2027-01-05", "token": uuid4(),
    }  # fmt: skip

    def post(**typed):
        return client.post(reverse("decide", args=[world.system.slug]), {**given, **typed})

    return post


def test_a_decision_is_kept_with_what_it_was_decided_from(deciding, world, client) -> None:
    story = world.tell("A story")
    chart = f"chart/{world.measure.slug}/{world.here.code}"
    answer = deciding(decided_from=[story.code, chart], **{"from": chart})
    made = Decision.objects.get()
    assert answer.url == reverse("decision", args=[made.strand.code])
    assert {link.relation for link in made.strand.origin_links.all()} == {"decided from"}
    assert {link.origin.kind for link in made.strand.origin_links.all()} == {"insight", "reading"}
    page = client.get(answer.url).content.decode()
    for words in ("Go on?", "It works", "A story", "Then,", "Now"):
        assert words in page


@pytest.mark.parametrize("field", ["question", "choice", "reasons", "owner", "review_on", "place"])
def test_what_is_missing_is_said_beside_its_field(deciding, field) -> None:
    answer = deciding(**{field: ""})
    assert list(answer.context["form"].errors) == [field]
    assert Decision.objects.count() == 0


def test_a_ward_lead_decides_for_their_ward_and_not_for_another(deciding, world) -> None:
    assert list(deciding(place=world.there.code).context["form"].errors) == ["place"]


def test_a_co_ordinator_may_decide_for_the_whole_learning_system(deciding, world, client) -> None:
    client.force_login(world.co_ordinator)
    deciding(place="", owner=world.improver_here.pk)
    assert Decision.objects.get().strand.place is None


def test_only_people_of_the_learning_system_can_carry_it(deciding, world) -> None:
    assert list(deciding(owner=world.stranger.pk).context["form"].errors) == ["owner"]


def test_the_same_form_sent_twice_decides_once(deciding) -> None:
    assert deciding().url == deciding().url
    assert Decision.objects.count() == 1


def test_looking_for_more_keeps_what_was_typed(deciding, world) -> None:
    for number in range(30):
        world.tell(f"Story {number}")
    page = deciding(look="1", words="story 21", question="Half a question").content.decode()
    assert "Half a question" in page
    assert "Story 21" in page
    assert "Story 11" not in page
    assert Decision.objects.count() == 0


def test_what_i_may_not_see_is_not_offered(deciding, world, client) -> None:
    world.tell("Hidden rounds", by=world.improver_there, place=world.there, visibility="team")
    page = client.get(reverse("decide", args=[world.system.slug]))
    assert "Hidden rounds" not in page.content.decode()


def review(client, decision, **typed):
    given = {"verdict": "partly", "seen": "Fewer at night.", "token": uuid4()}
    return client.post(reverse("look-again", args=[decision.strand.code]), {**given, **typed})


def test_a_decision_is_looked_at_again_and_both_pages_say_what_was_found(deciding, client) -> None:
    deciding()
    made = Decision.objects.get()
    answer = review(client, made)
    assert Review.objects.get().verdict == "partly"
    for address in (answer.url, reverse("decision", args=[made.strand.code])):
        page = client.get(address).content.decode()
        assert "Partly" in page
        assert "Fewer at night." in page


@pytest.mark.parametrize(("typed", "field"), [({"verdict": "maybe"}, "verdict"), ({"seen": ""}, "seen")])
def test_a_review_says_both_whether_and_what(deciding, client, typed, field) -> None:
    deciding()
    answer = review(client, Decision.objects.get(), **typed)
    assert list(answer.context["form"].errors) == [field]
    assert Review.objects.count() == 0


def test_a_decision_past_its_day_says_that_it_waits(deciding, client) -> None:
    deciding(review_on="2020-01-01")
    page = client.get(reverse("decision", args=[Decision.objects.get().strand.code])).content.decode()
    assert "waits" in page


def test_the_charts_of_a_decision_stand_as_they_stood(deciding, world, client) -> None:
    chart = f"chart/{world.measure.slug}/{world.here.code}"
    answer = deciding(decided_from=[chart], **{"from": chart})
    world.measure.observations.all().delete()
    world.fill(world.measure, world.here, [1, 1], 1000)
    page = client.get(answer.url).content.decode()
    assert series_of(world.measure)[0].reading.sentence in page
    assert "Then," in page
