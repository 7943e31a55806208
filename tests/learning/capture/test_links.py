"""Links for telling: who makes one, what anybody tells through it, and what becomes of that."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.capture import actions
from knotwork.learning.capture.models import Opening, Waiting
from knotwork.learning.capture.queries import is_open, kept_by, opened_by
from knotwork.learning.insights.actions import NothingTold
from knotwork.learning.insights.models import Insight
from knotwork.learning.strands.actions import edit
from knotwork.learning.strands.models import Strand
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
SOON = later(5)


def begin(world, by=None, **more):
    given = {"title": "Ward 4 wall", "system": world.system, "place": world.here, "until": SOON, "at": NOW}
    return actions.begin(**{**given, **more}, by=by or world.improver_here)


def told(opening, happened="The bell was too far.", **more):
    return actions.tell(opening=opening, happened=happened, **{"by": None, "at": later(1), **more})


class TestMakingALink:
    @pytest.mark.parametrize("who", ["improver_here", "coach_in_both", "co_ordinator", "operator"])
    def test_those_who_run_a_team_or_a_system_make_one(self, world, who) -> None:
        assert begin(world, getattr(world, who)).place == world.here

    @pytest.mark.parametrize("who", ["observer", "improver_there", "governance_lead", "stranger"])
    def test_others_do_not(self, world, who) -> None:
        with pytest.raises(NotAllowed):
            begin(world, getattr(world, who))
        assert Opening.objects.count() == 0

    def test_a_lead_of_one_place_makes_none_for_the_whole_system(self, world) -> None:
        with pytest.raises(NotAllowed):
            begin(world, place=None)
        assert begin(world, world.co_ordinator, place=None).place is None

    def test_a_place_outside_the_system_has_none_in_it(self, world) -> None:
        with pytest.raises(NotAllowed):
            begin(world, world.operator, place=world.far)

    @pytest.mark.parametrize("length", [timedelta(0), timedelta(seconds=-1), actions.LONGEST + timedelta(seconds=1)])
    def test_one_that_is_open_never_or_too_long_is_refused_in_words(self, world, length) -> None:
        with pytest.raises(actions.TooLong, match="within the next 90 days"):
            begin(world, until=NOW + length)

    def test_the_longest_is_ninety_days(self, world) -> None:
        assert begin(world, until=NOW + actions.LONGEST).pk

    def test_no_two_links_are_alike_and_none_can_be_guessed(self, world) -> None:
        codes = {begin(world).code for _ in range(20)}
        assert len(codes) == 20
        assert {len(code) for code in codes} == {10}

    def test_it_is_in_the_trail_without_its_title(self, world) -> None:
        opening = begin(world)
        event = Event.objects.get(subject_kind="opening")
        assert (event.verb, event.subject_key, event.by) == ("begin", opening.code, world.improver_here)
        assert "wall" not in f"{event.before}{event.after}"

    def test_the_database_holds_that_it_ends_after_it_began(self, world) -> None:
        opening = begin(world)
        with pytest.raises(IntegrityError), transaction.atomic():
            Opening.objects.filter(pk=opening.pk).update(until=NOW)


class TestTellingThroughIt:
    def test_anybody_tells_and_nothing_but_the_words_is_kept(self, world) -> None:
        waiting = told(begin(world), voice="patient")
        assert (waiting.happened, waiting.voice, waiting.teller) == ("The bell was too far.", "patient", None)
        event = Event.objects.get(verb="tell through")
        assert (event.by, event.session, event.before, event.after) == (None, "", {}, {})

    def test_nobody_sees_it_yet(self, world, client) -> None:
        told(begin(world))
        assert Strand.objects.count() == 0

    @pytest.mark.parametrize("happened", ["", "   ", "\n\t"])
    def test_nothing_is_not_told(self, world, happened) -> None:
        with pytest.raises(NothingTold):
            told(begin(world), happened)

    @pytest.mark.parametrize(("at", "works"), [(SOON - timedelta(seconds=1), True), (SOON, False), (later(90), False)])
    def test_its_day_ends_it(self, world, at, works) -> None:
        opening = begin(world)
        assert is_open(opening, at=at) is works
        assert (opened_by(opening.code, at=at) is not None) is works
        if works:
            assert told(opening, at=at).pk
        else:
            with pytest.raises(actions.Closed):
                told(opening, at=at)

    def test_closing_ends_it_at_once_and_what_waits_stays(self, world) -> None:
        opening = begin(world)
        told(opening)
        actions.close(opening=opening, by=world.improver_here, at=later(1))
        with pytest.raises(actions.Closed):
            told(opening)
        assert opening.waiting.count() == 1

    def test_closing_twice_is_one_event(self, world) -> None:
        opening = begin(world)
        for _ in range(2):
            actions.close(opening=opening, by=world.improver_here, at=later(1))
        assert Event.objects.filter(verb="close").count() == 1

    @pytest.mark.parametrize("who", ["improver_there", "observer", "stranger"])
    def test_others_do_not_close_it(self, world, who) -> None:
        opening = begin(world)
        with pytest.raises(NotAllowed):
            actions.close(opening=opening, by=getattr(world, who), at=later(1))
        assert Opening.objects.get().closed_at is None

    def test_the_same_form_sent_twice_waits_once(self, world) -> None:
        opening, token = begin(world), "6f1c3c2e-5df6-4d76-9a53-0d7b0a7d9d11"
        assert told(opening, token=token) == told(opening, token=token)
        assert Waiting.objects.count() == 1

    def test_other_words_in_a_form_that_arrived_wait_beside_the_first(self, world) -> None:
        opening, token = begin(world), "6f1c3c2e-5df6-4d76-9a53-0d7b0a7d9d11"
        told(opening, token=token)
        actions.tell(opening=opening, happened="And the lamp.", by=None, at=later(1), token=token)
        assert "And the lamp." in {one.happened for one in Waiting.objects.all()}
        assert Waiting.objects.count() == 2

    def test_a_flood_is_stopped_and_what_came_before_it_is_kept(self, world, monkeypatch) -> None:
        monkeypatch.setattr(actions, "MOST_WAITING", 3)
        opening = begin(world)
        for _ in range(3):
            told(opening)
        with pytest.raises(actions.Full, match="Try again later"):
            told(opening)
        assert opening.waiting.count() == 3

    def test_without_the_event_nothing_is_kept(self, world, monkeypatch) -> None:
        opening = begin(world)

        def fails(**_more):
            raise RuntimeError

        monkeypatch.setattr("knotwork.learning.capture.actions.audit.record", fails)
        with pytest.raises(RuntimeError):
            told(opening)
        assert Waiting.objects.count() == 0


class TestTakingItIn:
    def test_of_nobody_it_says_through_what_it_was_told(self, world) -> None:
        strand = actions.take_in(
            waiting=told(begin(world), voice="family"), happened="The bell was too far.", by=world.coach_in_both,
            at=later(2),
        )  # fmt: skip
        assert (strand.kind, strand.place, strand.system) == ("insight", world.here, world.system)
        assert strand.teller == "Somebody, through “Ward 4 wall”"
        assert strand.public_teller == ""
        assert (strand.insight.voice, strand.insight.moderated) == ("family", False)
        assert Waiting.objects.count() == 0

    def test_whoever_looked_through_it_is_not_named_as_having_written_it(self, world) -> None:
        strand = actions.take_in(
            waiting=told(begin(world)), happened="The bell was too far.", by=world.coach_in_both, at=later(2)
        )
        assert [version.writer for version in strand.versions.all()] == ["Somebody, through “Ward 4 wall”"]
        edit(strand=strand, words={"happened": "The bell was far."}, began_from=1, by=world.coach_in_both, at=later(3))
        assert strand.versions.latest("number").writer == world.coach_in_both.name

    def test_words_that_were_changed_are_said_to_have_been(self, world) -> None:
        waiting = told(begin(world), "Nurse Joy moved the bell.")
        strand = actions.take_in(waiting=waiting, happened="A nurse moved the bell.", by=world.improver_here, at=NOW)
        assert strand.insight.happened == "A nurse moved the bell."
        assert strand.insight.moderated
        assert "Joy" not in str(list(strand.versions.values_list("words", flat=True)))

    def test_whoever_told_it_as_theirs_has_it(self, world) -> None:
        teller = world.make_person("Tess Teller", ("member", world.here))
        strand = actions.take_in(
            waiting=told(begin(world), by=teller), happened="The bell was too far.", by=world.improver_here, at=later(2)
        )
        assert (strand.by, strand.teller, strand.told_through) == (teller, "Tess Teller", "")

    def test_whoever_may_no_longer_tell_there_is_not_named(self, world) -> None:
        teller = world.make_person("Tess Teller", ("member", world.here))
        waiting = told(begin(world), by=teller)
        teller.roles.all().delete()
        waiting = Waiting.objects.select_related("opening__place", "opening__system").get(pk=waiting.pk)
        strand = actions.take_in(waiting=waiting, happened=waiting.happened, by=world.improver_here, at=later(2))
        assert (strand.by, strand.told_through) == (world.improver_here, "Ward 4 wall")

    def test_a_second_one_comes_too_late_and_nothing_is_doubled(self, world) -> None:
        waiting = told(begin(world))
        again = Waiting.objects.select_related("opening__place", "opening__system").get(pk=waiting.pk)
        actions.take_in(waiting=waiting, happened="It.", by=world.improver_here, at=later(2))
        with pytest.raises(actions.Gone):
            actions.take_in(waiting=again, happened="It.", by=world.coach_in_both, at=later(2))
        with pytest.raises(actions.Gone):
            actions.turn_down(waiting=again, why="No", by=world.coach_in_both, at=later(2))
        assert Insight.objects.count() == 1

    @pytest.mark.parametrize("who", ["improver_there", "observer", "governance_lead", "stranger"])
    def test_others_neither_take_it_in_nor_leave_it_out(self, world, who) -> None:
        waiting = told(begin(world))
        with pytest.raises(NotAllowed):
            actions.take_in(waiting=waiting, happened="It.", by=getattr(world, who), at=later(2))
        with pytest.raises(NotAllowed):
            actions.turn_down(waiting=waiting, why="No", by=getattr(world, who), at=later(2))
        assert (Waiting.objects.count(), Strand.objects.count()) == (1, 0)

    def test_what_is_left_out_is_deleted_and_its_words_are_nowhere(self, world) -> None:
        waiting = told(begin(world), "A secretword.")
        actions.turn_down(waiting=waiting, why="It names somebody.", by=world.improver_here, at=later(2))
        assert Waiting.objects.count() == 0
        assert "secretword" not in str(list(Event.objects.values()))
        assert mail.outbox == []

    def test_whoever_told_it_as_theirs_is_written_to_with_why(self, world, django_capture_on_commit_callbacks) -> None:
        teller = world.make_person("Tess Teller", ("member", world.here))
        waiting = told(begin(world), by=teller)
        with django_capture_on_commit_callbacks(execute=True):
            actions.turn_down(waiting=waiting, why="It names somebody.", by=world.improver_here, at=later(2))
        assert mail.outbox[0].to == [teller.email]
        assert "It names somebody." in mail.outbox[0].body


@pytest.mark.parametrize(
    ("who", "sees"),
    [("improver_here", {"Wall"}), ("coach_in_both", {"Wall", "There"}), ("co_ordinator", {"Wall", "There", "All"}),
     ("observer", set())],
)  # fmt: skip
def test_a_person_sees_the_links_that_they_keep(world, who, sees, django_assert_num_queries) -> None:
    begin(world, title="Wall")
    begin(world, world.coach_in_both, title="There", place=world.there)
    told(begin(world, world.co_ordinator, title="All", place=None))
    person = getattr(world, who)
    person.grants()
    with django_assert_num_queries(1):
        found = kept_by(person, world.system)
    assert {one.title for one in found} == sees
    assert {one.title: one.waits for one in found}.get("All", 1) == 1
