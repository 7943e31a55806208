"""What other places say of an insight: once a place and person, changed with its history, seen by no more than it."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.sense import actions
from knotwork.learning.sense.actions import WhyMissing
from knotwork.learning.sense.models import Response
from knotwork.learning.sense.queries import where_it_holds
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Link, Strand
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def insight(world):
    return world.tell("We moved the bell.")


def respond(world, insight, answer="seen", why="", by=None, place=None, **more):
    by, place = by or world.improver_there, place or world.there
    return actions.respond(insight=insight, place=place, answer=answer, why=why, by=by, **{"at": later(1), **more})


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


class TestResponding:
    @pytest.mark.parametrize(
        ("answer", "why", "relation", "title"),
        [
            ("seen", "", "supports", "Seen here too"),
            ("seen", "On nights.", "supports", "Seen here too: On nights"),
            ("not", "We have no bells.", "contradicts", "Not here: We have no bells"),
            ("depends", "Only by day.", "qualifies", "It depends: Only by day"),
        ],
    )
    def test_an_answer_is_a_strand_joined_to_the_insight(self, world, insight, answer, why, relation, title) -> None:
        strand = respond(world, insight, answer, why)
        assert (strand.kind, strand.title, strand.place) == ("response", title, world.there)
        link = Link.objects.get(outcome=strand)
        assert (link.origin, link.relation) == (insight, relation)
        assert strand.versions.get().words == {"because": why}

    @pytest.mark.parametrize("answer", ["not", "depends"])
    @pytest.mark.parametrize("why", ["", "   "])
    def test_who_says_otherwise_says_why(self, world, insight, answer, why) -> None:
        with pytest.raises(WhyMissing):
            respond(world, insight, answer, why)
        assert Response.objects.count() == 0

    def test_the_database_holds_that_too(self, world, insight) -> None:
        strand = respond(world, insight)
        with pytest.raises(IntegrityError), transaction.atomic():
            Response.objects.filter(pk=strand.pk).update(answer="not")

    @pytest.mark.parametrize("who", ["observer", "stranger", "improver_here"])
    def test_nobody_answers_for_a_place_where_they_do_not_tell(self, world, insight, who) -> None:
        with pytest.raises(NotAllowed):
            respond(world, insight, by=getattr(world, who))

    def test_nobody_answers_to_what_they_do_not_see(self, world) -> None:
        hidden = world.tell("Hidden", visibility="team")
        with pytest.raises(NotAllowed):
            respond(world, hidden)
        assert Response.objects.count() == 0

    def test_a_place_outside_the_system_does_not_answer(self, world, insight) -> None:
        with pytest.raises(NotAllowed):
            respond(world, insight, by=world.stranger, place=world.far)

    def test_without_its_event_there_is_no_answer(self, world, insight, monkeypatch) -> None:
        def fails(**_more):
            raise RuntimeError

        assert world.improver_there.pk
        monkeypatch.setattr("knotwork.learning.strands.actions.audit.record", fails)
        with pytest.raises(RuntimeError):
            respond(world, insight)
        assert Response.objects.count() == Strand.objects.filter(kind="response").count() == 0


class TestAnsweringAnew:
    def test_the_same_person_changes_their_answer_and_nothing_is_doubled(self, world, insight) -> None:
        first = respond(world, insight, "seen")
        again = respond(world, insight, "not", "They broke.", at=later(2))
        assert again == first
        assert Response.objects.get().answer == "not"
        assert Link.objects.get(origin=insight).relation == "contradicts"
        assert Strand.objects.get(pk=first.pk).title == "Not here: They broke"
        assert [version.words["because"] for version in first.versions.all()] == ["", "They broke."]
        event = Event.objects.get(verb="answer anew")
        assert (event.before, event.after) == ({"answer": "seen"}, {"answer": "not"})

    def test_the_same_again_changes_nothing(self, world, insight) -> None:
        respond(world, insight, "not", "No bells.")
        before = Event.objects.count()
        respond(world, insight, "not", "No bells.", at=later(2))
        assert (Response.objects.count(), Event.objects.count()) == (1, before)

    def test_going_back_to_seen_may_leave_the_why_out(self, world, insight) -> None:
        respond(world, insight, "not", "No bells.")
        strand = respond(world, insight, "seen", at=later(2))
        found = Response.objects.get()
        assert (found.answer, found.because) == ("seen", "")
        assert Strand.objects.get(pk=strand.pk).title == "Seen here too"

    def test_another_person_of_the_place_has_an_answer_of_their_own(self, world, insight) -> None:
        respond(world, insight, "seen")
        respond(world, insight, "not", "Not on nights.", by=world.coach_in_both)
        assert Response.objects.count() == 2
        assert where_it_holds(world.improver_here, insight).sentence == "It depends in Ward 9."


class TestWhereItHolds:
    def test_nobody_has_said_yet(self, world, insight) -> None:
        assert where_it_holds(world.improver_here, insight).sentence.startswith("No place has said yet")

    def test_it_is_said_by_place_with_the_lines_of_why(self, world, insight) -> None:
        respond(world, insight, "not", "No bells.")
        respond(world, insight, "seen", by=world.coach_in_both, place=world.here)
        found = where_it_holds(world.improver_here, insight)
        assert found.sentence == "Seen in 1 ward; not in 1 ward."
        assert [(one.place, one.answer.value, one.whys) for one in found.held] == [
            ("Ward 4", "seen here too", ()),
            ("Ward 9", "not here", ("No bells.",)),
        ]

    def test_an_insight_that_supports_it_counts_as_well(self, world, insight) -> None:
        world.tell("Ours too.", by=world.improver_there, place=world.there, came_of=[(insight, "supports")])
        assert where_it_holds(world.improver_here, insight).sentence == "Seen in 1 ward."

    def test_what_one_may_not_see_is_neither_said_nor_counted(self, world, insight) -> None:
        world.tell(
            "Ours.", by=world.improver_there, place=world.there, visibility="team", came_of=[(insight, "supports")]
        )
        assert where_it_holds(world.improver_there, insight).sentence == "Seen in 1 ward."
        assert where_it_holds(world.improver_here, insight).sentence.startswith("No place has said yet")

    def test_it_is_one_query_however_many_places_answer(self, world, insight, django_assert_num_queries) -> None:
        for number in range(6):
            person = world.make_person(f"P{number}", ("member", world.there))
            respond(world, insight, "not", f"Line {number}", by=person)
        world.improver_here.grants()
        with django_assert_num_queries(1):
            where_it_holds(world.improver_here, insight)


class TestWhoSeesIt:
    def test_a_response_to_a_team_is_for_that_team(self, world) -> None:
        insight = world.tell("Ours alone", visibility="team")
        mate = world.make_person("Mate", ("member", world.here))
        strand = respond(world, insight, by=mate, place=world.here)
        assert strand.visibility == "team"

    @pytest.mark.parametrize("visibility", ["system", "network", "public"])
    def test_a_response_goes_no_further_than_the_system(self, world, visibility) -> None:
        assert respond(world, world.tell("Wide", visibility=visibility)).visibility == "system"

    def test_it_narrows_with_its_insight(self, world, insight) -> None:
        strand = respond(world, insight)
        strands.narrow(strand=insight, visibility="team", by=world.improver_here, at=later(2))
        assert Strand.objects.get(pk=strand.pk).visibility == "team"


class TestThePages:
    def test_the_insight_shows_where_it_holds_and_asks(self, world, client, insight) -> None:
        respond(world, insight, "not", "No bells.")
        client.force_login(world.improver_there)
        page = text(client.get(reverse("insight", args=[insight.code])))
        assert "Not in 1 ward." in page
        assert "<strong>Ward 9</strong>: not here. No bells." in page
        assert f"{reverse('respond', args=[insight.code])}?answer=depends" in page

    def test_who_tells_nowhere_is_not_asked(self, world, client, insight) -> None:
        client.force_login(world.observer)
        assert reverse("respond", args=[insight.code]) not in text(client.get(reverse("insight", args=[insight.code])))
        assert client.get(reverse("respond", args=[insight.code])).status_code == 403

    def test_the_button_chooses_the_answer_and_the_place_is_filled_in(self, world, client, insight) -> None:
        client.force_login(world.improver_there)
        page = client.get(reverse("respond", args=[insight.code]), {"answer": "not"})
        assert (page.context["form"].initial["answer"], page.context["form"].initial["place"]) == (
            "not",
            world.there.code,
        )

    def test_an_answer_is_sent_and_thanked(self, world, client, insight) -> None:
        client.force_login(world.improver_there)
        given = {"answer": "depends", "place": world.there.code, "why": "By day."}
        answer = client.post(reverse("respond", args=[insight.code]), given, follow=True)
        assert "It stands there now, for your place." in text(answer)
        assert "It depends in Ward 9." in text(answer)

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"answer": ""}, "answer"),
            ({"answer": "maybe"}, "answer"),
            ({"place": "here"}, "place"),
            ({"place": ""}, "place"),
            ({"answer": "not", "why": " "}, "why"),
            ({"why": "x" * 301}, "why"),
            ({"why": "NHS number 999 000 0018"}, "why"),
        ],
    )
    def test_a_wrong_answer_is_said_beside_its_question(self, world, client, insight, given, field) -> None:
        client.force_login(world.improver_there)
        told = {"answer": "seen", "place": world.there.code, "why": "", **given}
        answer = client.post(reverse("respond", args=[insight.code]), told)
        assert field in answer.context["form"].errors
        assert Response.objects.count() == 0

    def test_its_why_can_be_changed_and_must_stay_where_it_is_not_so(self, world, client, insight) -> None:
        strand = respond(world, insight, "not", "No bells.")
        client.force_login(world.improver_there)
        page = reverse("edit", args=[strand.code])
        assert "because" in client.post(page, {"because": "", "began_from": 1}).context["form"].errors
        assert client.post(page, {"because": "They broke.", "began_from": 1}).status_code == 302
        assert Strand.objects.get(pk=strand.pk).title == "Not here: They broke"


def test_two_places_answer_at_the_same_instant_and_both_stand(world, insight) -> None:
    respond(world, insight, at=NOW)
    respond(world, insight, by=world.coach_in_both, place=world.here, at=NOW)
    assert where_it_holds(world.improver_here, insight).sentence == "Seen in 2 wards."


def test_how_a_decision_did_says_nothing_of_where_an_insight_is_seen(world, insight) -> None:
    decision = decisions.decide(
        question="Go on?", choice="Yes", reasons="It works", owner=world.improver_here, system=world.system,
        review_on=later(90).date(), place=world.here, by=world.improver_here, at=later(1),
    )  # fmt: skip
    decisions.review(
        decision=decision, verdict="no", seen="As many as before.", came_of=[(insight, "supports")],
        by=world.improver_here, at=later(2),
    )  # fmt: skip
    assert where_it_holds(world.improver_here, insight).held == ()
