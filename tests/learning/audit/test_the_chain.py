"""What was written in the trail stays: the database refuses changes, and the chain shows those made behind its back."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from knotwork.learning.audit import actions as audit
from knotwork.learning.audit.codes import NotForTheTrail, content, fingerprint, mark_of_session
from knotwork.learning.audit.models import BEGINNING, Event
from knotwork.learning.audit.queries import verify
from tests.factories import NOW

pytestmark = pytest.mark.django_db
guards = import_module("knotwork.learning.audit.migrations.0002_chain_and_guards")


@pytest.fixture
def trail(world):
    """A few changes, as people make them."""
    world.tell("One")
    world.tell("Two", by=world.improver_there, place=world.there)
    return list(Event.objects.order_by("pk"))


def behind_the_guards(*statements: str) -> None:
    """As whoever owns the database could."""
    with connection.cursor() as cursor:
        for lift in guards.LIFT[connection.vendor]:
            cursor.execute(lift)
        for statement in statements:
            cursor.execute(statement)
        for lay in guards.LAY[connection.vendor]:
            cursor.execute(lay)


def test_each_event_follows_the_one_before(trail) -> None:
    before = [BEGINNING, *(event.digest for event in trail[:-1])]
    assert [event.previous for event in trail] == before
    assert verify().faults == ()
    assert verify().events == len(trail)
    assert verify().head == trail[-1].digest


def test_a_fingerprint_is_that_of_the_standard() -> None:
    # printf 'a\nb' | sha256sum
    assert fingerprint("a", "b") == "7e18f737311b2dc3b2f269dd78396b0351f14fb66efa879f768cb23181883c78"


REFUSED = {
    "a word altered": "UPDATE audit_event SET verb = 'x' WHERE id = {id}",
    "every word altered": "UPDATE audit_event SET verb = 'x'",
    "nothing altered": "UPDATE audit_event SET verb = verb WHERE id = {id}",
    "one deleted": "DELETE FROM audit_event WHERE id = {id}",
    "all deleted": "DELETE FROM audit_event",
}


@pytest.mark.parametrize("way", REFUSED)
def test_the_database_refuses(trail, way) -> None:
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(REFUSED[way].format(id=trail[1].pk))
    assert list(Event.objects.order_by("pk")) == trail
    assert verify().faults == ()


def test_the_database_refuses_to_empty_or_replace(trail) -> None:
    columns = ", ".join(field.column for field in Event._meta.fields if field.column != "verb")
    way = {
        "postgresql": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE audit_event CASCADE",
        "sqlite": f"INSERT OR REPLACE INTO audit_event ({columns}, verb) SELECT {columns}, 'x' FROM audit_event",
    }[connection.vendor]
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(way)
    assert list(Event.objects.order_by("pk").values_list("verb")) == [(event.verb,) for event in trail]


def test_saving_and_deleting_from_our_own_code_is_refused_too(trail) -> None:
    trail[0].verb = "x"
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        trail[0].save()
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        trail[0].delete()


ALTERED = {
    "who": "UPDATE audit_event SET by_id = (SELECT max(id) FROM people_person) WHERE id = {id}",
    "nobody": "UPDATE audit_event SET by_id = NULL WHERE id = {id}",
    "what": "UPDATE audit_event SET verb = 'look' WHERE id = {id}",
    "which": "UPDATE audit_event SET subject_key = 'other' WHERE id = {id}",
    "of what kind": "UPDATE audit_event SET subject_kind = 'other' WHERE id = {id}",
    "from which session": "UPDATE audit_event SET session = 'abcd' WHERE id = {id}",
    "before": """UPDATE audit_event SET before = '{{"a": 1}}' WHERE id = {id}""",
    "after": """UPDATE audit_event SET after = '{{"a": 1}}' WHERE id = {id}""",
    "when": "UPDATE audit_event SET at = '2020-01-01 00:00:00+00:00' WHERE id = {id}",
    "where": "UPDATE audit_event SET system_id = (SELECT max(id) FROM systems_learningsystem) WHERE id = {id}",
}


@pytest.mark.parametrize("part", ALTERED)
def test_every_part_of_an_event_is_in_its_fingerprint(trail, part) -> None:
    assert trail[2].system is None
    behind_the_guards(ALTERED[part].format(id=trail[2].pk))
    assert verify().faults == (f"Event {trail[2].pk} does not say what it said when it was written.",)


def test_a_moment_later_is_another_event(trail) -> None:
    event = trail[2]
    said = content(event)
    event.at += timedelta(microseconds=1)
    assert content(event) != said


def test_an_event_taken_out_is_missed(trail) -> None:
    behind_the_guards(f"DELETE FROM audit_event WHERE id = {trail[2].pk}")
    assert verify().faults == (
        f"Event {trail[3].pk} does not follow the one before it: events were removed, added or moved.",
    )


def test_the_first_taken_out_is_missed(trail) -> None:
    behind_the_guards(f"DELETE FROM audit_event WHERE id = {trail[0].pk}")
    assert "does not follow" in verify().faults[0]


def test_two_that_changed_places_are_noticed(trail) -> None:
    one, two = trail[1].pk, trail[2].pk
    behind_the_guards(
        f"UPDATE audit_event SET id = -1 WHERE id = {one}",
        f"UPDATE audit_event SET id = {one} WHERE id = {two}",
        f"UPDATE audit_event SET id = {two} WHERE id = -1",
    )
    assert len(verify().faults) >= 2


def test_an_end_cut_off_is_noticed_by_whoever_noted_the_last_fingerprint(trail) -> None:
    noted = verify().head
    behind_the_guards(f"DELETE FROM audit_event WHERE id = {trail[-1].pk}")
    assert verify().faults == ()
    assert "was cut off" in verify(noted=noted).faults[0]


def test_a_fingerprint_noted_long_ago_is_still_found(trail, world) -> None:
    assert verify(noted=trail[1].digest).faults == ()
    world.tell("Three")
    assert verify(noted=trail[-1].digest).faults == ()
    assert verify(noted="f" * 64).faults != ()


@pytest.mark.parametrize("guard", range(2))
def test_a_guard_that_is_gone_is_noticed(trail, guard) -> None:
    with connection.cursor() as cursor:
        cursor.execute(guards.LIFT[connection.vendor][guard])
    assert len(verify().faults) == 1
    assert "is gone" in verify().faults[0]


def test_an_empty_trail_is_sound() -> None:
    assert verify().faults == ()
    assert (verify().events, verify().head) == (0, BEGINNING)


def test_a_second_event_after_the_same_one_is_refused(trail) -> None:
    fork = Event(by=None, at=NOW, verb="x", subject_kind="x", subject_key="x", previous=trail[0].digest, digest="d")
    with pytest.raises(DatabaseError), transaction.atomic():
        fork.save(force_insert=True)


def test_a_change_made_anonymously_keeps_neither_person_nor_session(world) -> None:
    with transaction.atomic():
        event = audit.record(by=None, at=NOW, verb="add", kind="insight", key="x", system=world.system.pk)
    event.refresh_from_db()
    assert (event.by, event.session, event.system) == (None, "", world.system)


def test_an_event_says_from_which_session(world) -> None:
    world.improver_here.session_mark = mark_of_session("abc")
    world.tell("One")
    assert set(Event.objects.filter(subject_kind="insight").values_list("session", flat=True)) == {
        mark_of_session("abc")
    }


def test_a_session_cannot_be_read_from_its_mark() -> None:
    assert "abc" not in mark_of_session("abc")
    assert mark_of_session("abc") != mark_of_session("abd")
    assert mark_of_session(None) == mark_of_session("") == ""


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), {1, 2}, b"x"])
def test_what_cannot_be_read_back_as_it_was_is_not_written(world, bad) -> None:
    with pytest.raises(NotForTheTrail, match="tell insight x"), transaction.atomic():
        audit.record(by=world.improver_here, at=NOW, verb="tell", kind="insight", key="x", after={"a": bad})


text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False, allow_infinity=False) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
)


@given(after=st.dictionaries(text, json, max_size=4))
def test_what_the_database_gives_back_has_the_fingerprint_of_what_was_written(after) -> None:
    with transaction.atomic():
        written = audit.record(by=None, at=NOW, verb="add", kind="x", key="x", after=after)
        read = Event.objects.get(pk=written.pk)
        assert fingerprint(read.previous, content(read)) == read.digest
        transaction.set_rollback(True)


def test_a_trail_of_before_is_joined_up_as_it_stands(trail) -> None:
    from django.apps import apps

    behind_the_guards("UPDATE audit_event SET previous = 'p' || id, digest = 'd' || id")
    assert verify().faults
    with connection.cursor() as cursor:
        for lift in guards.LIFT[connection.vendor]:
            cursor.execute(lift)
    guards.join_up(apps, None)
    with connection.cursor() as cursor:
        for lay in guards.LAY[connection.vendor]:
            cursor.execute(lay)
    assert verify().faults == ()
