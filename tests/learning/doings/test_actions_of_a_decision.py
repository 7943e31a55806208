"""What comes of a decision is written down, handed over and finished by those who may, and never twice."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.doings import actions as doings
from knotwork.learning.doings.models import Doing
from knotwork.learning.doings.queries import actions_of, carried_by, overdue_in, sees
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Strand
from tests.factories import later

pytestmark = pytest.mark.django_db

DECIDES = ["team_lead", "coach", "sponsor", "co_ordinator", "governance_lead"]
ONLY_SEES = ["observer", "member", "analyst", "lived_experience", "connector", "guardian", "facilitator"]


def test_an_action_is_joined_to_its_decision_which_is_where_it_came_from(begin, decide) -> None:
    decision = decide()
    action = begin(decision=decision)
    link = action.origin_links.get()
    assert (link.origin_id, link.relation) == (decision.pk, "carried out by")
    assert (action.kind, action.title, action.place_id, action.system_id) == (
        "action", "Move the round", decision.place_id, decision.system_id,
    )  # fmt: skip
    assert action.get_absolute_url() == f"/actions/{action.code}/"


@pytest.mark.parametrize("role", DECIDES)
def test_whoever_may_decide_there_begins_one(world, begin, role) -> None:
    where = world.here if role in {"team_lead", "coach"} else world.system
    assert begin(by=world.make_person("Someone", (role, where))).pk


@pytest.mark.parametrize("role", ONLY_SEES)
def test_whoever_only_sees_begins_none(world, begin, role) -> None:
    decision_maker_only = world.make_person("Someone", (role, world.here))
    with pytest.raises(NotAllowed):
        begin(by=decision_maker_only)
    assert Doing.objects.count() == 0


def test_a_lead_of_another_ward_begins_none_here(world, begin) -> None:
    with pytest.raises(NotAllowed):
        begin(by=world.improver_there)


def test_a_decision_that_one_may_not_see_has_no_actions_of_ones_own(world, begin, decide) -> None:
    hidden = decide()
    strands.share(strand=hidden, visibility="team", by=world.improver_here, at=later(1))
    with pytest.raises(NotAllowed):
        begin(decision=hidden, by=world.improver_there)


@pytest.mark.parametrize("what", ["", "   ", "\n"])
def test_an_action_says_what_is_done(begin, what) -> None:
    with pytest.raises(doings.NothingToDo):
        begin(what=what)


#   days from the one on which it is begun; it was begun on the first day
@pytest.mark.parametrize("days", [-1, -400, 3654])
def test_nothing_is_to_be_done_by_a_day_that_is_past_or_that_nobody_will_see(begin, days) -> None:
    with pytest.raises(doings.NotThen, match="Choose"):
        begin(at=later(1), due_on=later(1 + days).date())
    assert Doing.objects.count() == 0


@pytest.mark.parametrize("days", [0, 1, 3653])
def test_it_can_be_done_by_today_or_within_ten_years(begin, days) -> None:
    assert begin(at=later(1), due_on=later(1 + days).date()).action.due_on == later(1 + days).date()


def test_nobody_is_given_what_was_to_be_done_already(world, begin) -> None:
    action = begin()
    for owner, due_on in ((world.improver_there, later(30)), (world.improver_here, later(39))):
        with pytest.raises(doings.NotThen, match="This day is past"):
            doings.hand_over(strand=action, owner=owner, due_on=due_on.date(), by=world.improver_here, at=later(40))
    assert (Doing.objects.get().owner, Doing.objects.get().due_on) == (world.improver_here, later(30).date())


def test_what_is_past_its_day_stays_as_it_is_where_nothing_changes(world, begin) -> None:
    doings.hand_over(
        strand=begin(), owner=world.improver_here, due_on=later(30).date(), by=world.improver_here, at=later(40)
    )
    assert Doing.objects.get().due_on == later(30).date()


def test_the_same_form_sent_twice_begins_one(begin, decide) -> None:
    decision, token = decide(), uuid4()
    assert begin(decision=decision, token=token).pk == begin(decision=decision, token=token).pk
    assert Doing.objects.count() == 1


def test_it_is_given_to_nobody_who_cannot_see_why(world, begin, decide) -> None:
    hidden = decide()
    strands.share(strand=hidden, visibility="team", by=world.improver_here, at=later(1))
    with pytest.raises(doings.NotSeen):
        begin(decision=hidden, owner=world.improver_there)
    with pytest.raises(doings.NotSeen):
        begin(owner=world.stranger)


@pytest.mark.parametrize(
    ("decision", "action"), [("team", "team"), ("system", "system"), ("network", "system"), ("public", "system")]
)
def test_it_is_shown_to_the_team_or_the_system_and_no_further(world, begin, decide, decision, action) -> None:
    decided = decide()
    strands.share(strand=decided, visibility=decision, by=world.improver_here, at=later(1))
    assert begin(decision=decided).visibility == action


def test_narrowing_a_decision_narrows_what_is_done_because_of_it(world, begin, decide) -> None:
    decision = decide()
    action = begin(decision=decision)
    assert sees(world.improver_there, action)
    strands.narrow(strand=decision, visibility="team", by=world.improver_here, at=later(2))
    assert Strand.objects.get(pk=action.pk).visibility == "team"
    assert not sees(world.improver_there, action)


@pytest.mark.parametrize("who", ["owner", "decides"])
def test_the_owner_or_whoever_may_decide_says_how_it_went(world, begin, who) -> None:
    owner = world.make_person("Owen", ("member", world.there))
    action = begin(owner=owner)
    by = owner if who == "owner" else world.coach_in_both
    doings.finish(strand=action, end="done", went="It was easy.", by=by, at=later(5))
    doing = Doing.objects.get()
    assert (doing.end, doing.went, doing.ended_at) == ("done", "It was easy.", later(5))


@pytest.mark.parametrize("role", ONLY_SEES)
def test_nobody_else_says_how_it_went(world, begin, role) -> None:
    with pytest.raises(NotAllowed):
        doings.finish(
            strand=begin(), end="done", went="So", by=world.make_person("Someone", (role, world.here)), at=later(5)
        )


def test_a_stranger_finishes_nothing(world, begin) -> None:
    with pytest.raises(NotAllowed):
        doings.finish(strand=begin(), end="done", went="So", by=world.stranger, at=later(5))


@pytest.mark.parametrize("went", ["", "  "])
def test_how_it_went_takes_a_sentence(world, begin, went) -> None:
    with pytest.raises(doings.NothingToDo):
        doings.finish(strand=begin(), end="stopped", went=went, by=world.improver_here, at=later(5))
    assert Doing.objects.get().ended_at is None


def test_it_ends_once_and_the_second_to_say_so_changes_nothing(world, begin) -> None:
    action = begin()
    doings.finish(strand=action, end="done", went="First.", by=world.improver_here, at=later(5))
    with pytest.raises(doings.HasEnded):
        doings.finish(strand=action, end="stopped", went="Second.", by=world.coach_in_both, at=later(6))
    with pytest.raises(doings.HasEnded):
        doings.hand_over(
            strand=action, owner=world.coach_in_both, due_on=later(9).date(), by=world.improver_here, at=later(6)
        )
    assert (Doing.objects.get().went, Doing.objects.get().owner) == ("First.", world.improver_here)


def test_what_has_ended_keeps_its_words(world, begin) -> None:
    action = begin()
    doings.finish(strand=action, end="done", went="First.", by=world.improver_here, at=later(5))
    with pytest.raises(NotAllowed, match="ended"):
        strands.edit(strand=action, words={"what": "Something else"}, began_from=1, by=world.improver_here, at=later(6))


def test_handing_over_is_in_the_trail_by_keys_alone(world, begin) -> None:
    action = begin()
    doings.hand_over(
        strand=action, owner=world.improver_there, due_on=later(60).date(), by=world.improver_here, at=later(5)
    )
    event = Event.objects.get(verb="hand over")
    assert (event.subject_key, event.by, event.system_id) == (action.code, world.improver_here, world.system.pk)
    assert event.before == {"carried by": world.improver_here.pk, "due on": later(30).date().isoformat()}
    assert event.after == {"carried by": world.improver_there.pk, "due on": later(60).date().isoformat()}


def test_handing_over_to_the_same_person_and_day_changes_nothing(world, begin) -> None:
    doings.hand_over(
        strand=begin(), owner=world.improver_here, due_on=later(30).date(), by=world.improver_here, at=later(5)
    )
    assert not Event.objects.filter(verb="hand over").exists()


def test_an_owner_who_may_not_decide_hands_nothing_over(world, begin) -> None:
    owner = world.make_person("Owen", ("member", world.here))
    with pytest.raises(NotAllowed):
        doings.hand_over(
            strand=begin(owner=owner), owner=world.improver_here, due_on=later(9).date(), by=owner, at=later(5)
        )


def test_finishing_is_in_the_trail_without_its_words(world, begin) -> None:
    doings.finish(strand=begin(), end="stopped", went="It tired us.", by=world.improver_here, at=later(5))
    event = Event.objects.get(verb="finish")
    assert event.after == {"end": "stopped"}
    assert "tired" not in repr((event.before, event.after))


def test_a_failing_trail_undoes_the_ending(world, begin, monkeypatch) -> None:
    action = begin()

    def fails(**_anything):
        raise RuntimeError

    monkeypatch.setattr("knotwork.learning.audit.actions.record", fails)
    with pytest.raises(RuntimeError):
        doings.finish(strand=action, end="done", went="So.", by=world.improver_here, at=later(5))
    assert Doing.objects.get().ended_at is None


def test_what_is_open_comes_first_and_the_soonest_before(world, begin, decide) -> None:
    decision = decide()
    ended = begin(decision=decision, what="Ended", due_on=later(1).date())
    begin(decision=decision, what="Later", due_on=later(60).date())
    begin(decision=decision, what="Sooner", due_on=later(20).date())
    doings.finish(strand=ended, end="done", went="So.", by=world.improver_here, at=later(5))
    found = [doing.what for doing in actions_of(world.governance_lead, decision)]
    assert sorted(found[:2]) == ["Later", "Sooner"]
    assert set(found) == {"Ended", "Later", "Sooner"}


def test_open_ones_come_before_ended_ones_on_every_database(world, begin, decide) -> None:
    decision = decide()
    ended = begin(decision=decision, what="Ended", due_on=later(1).date())
    begin(decision=decision, what="Open", due_on=later(60).date())
    doings.finish(strand=ended, end="done", went="So.", by=world.improver_here, at=later(5))
    assert [doing.what for doing in actions_of(world.governance_lead, decision)] == ["Open", "Ended"]


def test_what_one_carries_is_ones_own_open_and_seen(world, begin, decide) -> None:
    person = world.make_person("Owen", ("member", world.there), ("member", world.here))
    begin(owner=person, what="Mine", due_on=later(9).date())
    begin(owner=person, what="Mine sooner", due_on=later(3).date())
    begin(what="Not mine")
    done = begin(owner=person, what="Mine, done")
    doings.finish(strand=done, end="done", went="So.", by=person, at=later(2))
    decision = decide()
    begin(decision=decision, owner=person, what="Mine, hidden since")
    strands.narrow(strand=decision, visibility="team", by=world.improver_here, at=later(2))
    person.roles.filter(place=world.here).delete()
    person = type(person).objects.get(pk=person.pk)
    assert [doing.what for doing in carried_by(person, most=9)] == ["Mine sooner", "Mine"]
    assert [doing.what for doing in carried_by(person, most=1)] == ["Mine sooner"]


def test_overdue_is_open_past_its_day_in_that_system_and_seen(world, begin, decide) -> None:
    due = later(10).date()
    begin(what="Due today", due_on=due)
    begin(what="Due before", due_on=later(9).date())
    hidden = decide()
    begin(decision=hidden, what="Hidden", due_on=later(8).date())
    strands.narrow(strand=hidden, visibility="team", by=world.improver_here, at=later(2))
    assert [one.what for one in overdue_in(world.improver_there, world.system, today=due)] == ["Due before"]
    assert [one.what for one in overdue_in(world.improver_here, world.system, today=due)] == ["Hidden", "Due before"]
    assert [one.what for one in overdue_in(world.improver_here, world.elsewhere, today=due)] == []


HALF = {
    "an end without how it went": {"ended_at": later(3), "end": "done", "went": ""},
    "an end without which": {"ended_at": later(3), "end": "", "went": "So."},
    "how it went, without an end": {"ended_at": None, "end": "", "went": "So."},
    "an action of nothing": {"what": ""},
}


@pytest.mark.parametrize("what", HALF)
def test_the_database_refuses(begin, what) -> None:
    action = begin()
    with pytest.raises(IntegrityError), transaction.atomic():
        Doing.objects.filter(pk=action.pk).update(**HALF[what])
