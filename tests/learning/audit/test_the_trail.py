"""Every change is written down with it, and neither stands without the other."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction

from knotwork.exchange.observations import actions as observations
from knotwork.learning.audit import actions as audit
from knotwork.learning.audit.models import Event
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.decisions.models import Decision, Review
from knotwork.learning.insights.models import Insight
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.models import Measure, Observation, Pin, Reading
from knotwork.learning.measures.queries import series_of
from knotwork.learning.people import actions as people
from knotwork.learning.people.models import HeldRole, Person
from knotwork.learning.places import actions as places
from knotwork.learning.places.models import Place
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.systems import actions as systems
from knotwork.learning.systems.models import LearningSystem, Participation
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db

TABLES = (Decision, HeldRole, Insight, LearningSystem, Link, Measure, Observation, Participation, Person, Pin, Place,
          Reading, Review, Strand)  # fmt: skip


def counted() -> dict[str, int]:
    return {table.__name__: table.objects.count() for table in TABLES}


def series(world):
    return series_of(world.measure, [world.here.code])[0]


def decide(world):
    return decisions.decide(
        question="Go on?", choice="Yes", reasons="It works", owner=world.improver_here, review_on=later(90).date(),
        system=world.system, place=world.here, by=world.improver_here, at=NOW,
    )  # fmt: skip


# Each action as a person would bring it about; what it needs is made first, by `before`.
ACTIONS = {
    "begin a system": (
        lambda w: w.system,
        lambda w, _: systems.begin(name="Sepsis", purpose="Sooner", by=w.operator, at=NOW),
    ),
    "take part": (
        lambda w: w.far,
        lambda w, far: systems.take_part(system=w.system, places=[far], by=w.operator, at=NOW),
    ),
    "add places": (
        lambda w: w.board,
        lambda w, board: places.add(names=["A", "B"], parent=board, by=w.operator, at=NOW),
    ),
    "welcome": (
        lambda w: w.system,
        lambda w, _: people.welcome(email="new@example.org", name="New", by=w.operator, at=NOW),
    ),
    "give a role": (
        lambda w: w.stranger,
        lambda w, person: people.give_role(person=person, role="observer", system=w.system, by=w.operator, at=NOW),
    ),
    "take a role back": (
        lambda w: w.observer.roles.get(),
        lambda w, held: people.take_role(held=held, by=w.improver_here, at=NOW),
    ),
    "define a measure": (
        lambda w: w.co_ordinator,
        lambda w, by: measures.define(system=w.system, name="Harm", chart="c", numerator="harms", by=by, at=NOW),
    ),
    "keep a reading": (series, lambda w, one: measures.keep_reading(series=one, by=w.improver_here, at=NOW)),
    "annotate": (
        series,
        lambda w, one: measures.annotate(series=one, period=one.periods[3], text="Mats", by=w.improver_here, at=NOW),
    ),
    "begin a phase": (
        series,
        lambda w, one: measures.begin_phase(
            series=one, period=one.periods[3], text="New ward", by=w.improver_here, at=NOW
        ),
    ),
    "end a phase": (
        lambda w: measures.begin_phase(
            series=series(w), period=series(w).periods[3], text="New ward", by=w.improver_here, at=NOW
        ),
        lambda w, _: measures.end_phase(series=series(w), period=series(w).periods[3], by=w.improver_here, at=NOW),
    ),
    "bring in": (
        lambda w: (w.measure, w.co_ordinator),
        lambda w, pair: observations_of(pair[0], w.here, pair[1]),
    ),
    "tell": (lambda w: w.improver_here, lambda w, by: w.tell("A story", by=by)),
    "tell of a signal": (
        series,
        lambda w, one: w.tell("A story", signal=one, measure=w.measure, period=one.periods[0]),
    ),
    "link": (
        lambda w: (w.tell("One"), w.tell("Two")),
        lambda w, two: strands.link(
            origin=two[0], outcome=two[1], relation="supports", by=w.improver_here, at=NOW
        ),
    ),
    "edit": (
        lambda w: w.tell("One"),
        lambda w, one: strands.edit(
            strand=one, words={"happened": "Two"}, began_from=1, by=w.improver_here, at=NOW
        ),
    ),
    "narrow": (
        lambda w: w.tell("One"),
        lambda w, one: strands.narrow(strand=one, visibility="team", by=w.improver_here, at=NOW),
    ),
    "share": (
        lambda w: w.tell("One"),
        lambda w, one: strands.share(strand=one, visibility="public", by=w.improver_here, at=NOW),
    ),
    "decide": (lambda w: w.improver_here, lambda w, _: decide(w)),
    "review": (
        decide,
        lambda w, made: decisions.review(decision=made, verdict="no", seen="Not", by=w.improver_here, at=NOW),
    ),
    "match": (
        lambda w: w.upload,
        lambda w, upload: observations.match(
            upload=upload, mapping={"place": "ward"}, measure=w.measure, new_measure={}, by=w.co_ordinator, at=NOW
        ),
    ),
    "confirm": (
        lambda w: checked(w.upload),
        lambda w, upload: observations.confirm(upload=upload, by=w.co_ordinator, at=NOW),
    ),
    "rematch": (
        lambda w: w.upload,
        lambda w, upload: observations.rematch(upload=upload, by=w.co_ordinator, at=NOW),
    ),
    "receive a file": (
        lambda w: w.co_ordinator,
        lambda w, by: observations.receive(file=ContentFile(b"a,b\n"), name="a.csv", system=w.system, by=by, at=NOW),
    ),
}  # fmt: skip


def checked(upload):
    return observations.finish_check(upload=upload, plan={"fingerprint": ""}, at=NOW)


def observations_of(measure, place, by) -> None:
    with transaction.atomic():
        measures.bring_in(
            measure=measure,
            additions=[(place.pk, date(2031, 1, 1), 3.0, 900.0)],
            changes=[],
            before=[],
            source="a.csv",
            by=by,
            at=NOW,
        )


@pytest.mark.parametrize("name", ACTIONS)
def test_a_change_is_written_down(world, name) -> None:
    before, act = ACTIONS[name]
    made = before(world)
    last = Event.objects.count()
    act(world, made)
    written = Event.objects.order_by("pk")[last:]
    assert written
    assert all(event.by is not None and event.at and event.verb and event.subject_kind for event in written)


@pytest.mark.parametrize("name", ACTIONS)
def test_a_change_that_cannot_be_written_down_is_undone(world, monkeypatch, name) -> None:
    before, act = ACTIONS[name]
    made = before(world)
    there = counted()

    def fail(*_: object, **__: object) -> None:
        raise DatabaseError("The disk is full.")

    monkeypatch.setattr(Event, "save", fail)
    with pytest.raises(DatabaseError, match="disk is full"), transaction.atomic():
        act(world, made)
    assert counted() == there


@pytest.mark.django_db(transaction=True)
def test_the_trail_is_not_written_apart_from_a_change() -> None:
    with pytest.raises(audit.NotInTransaction, match="inside the transaction"):
        audit.record(by=None, at=NOW, verb="tell", kind="insight", key="x")


def test_a_change_of_numbers_keeps_what_they_were(world) -> None:
    one = series(world)
    row = (world.here.pk, one.periods[0], 9.0, 1000.0)
    old = (world.here.pk, one.periods[0], one.numerators[0], one.denominators[0])
    measures.bring_in(
        measure=world.measure, additions=[], changes=[row], before=[old], source="b.csv", by=world.co_ordinator, at=NOW
    )
    event, old = Event.objects.get(verb="bring in"), Event.objects.get(verb="replace numbers")
    assert old.before == {"changed": [[world.here.pk, f"{one.periods[0]:%Y-%m-%d}", 6.0, 1000.0]]}
    assert event.after == {"source": "b.csv", "added": 0, "changed": 1}
    assert (event.system, old.system) == (world.system, None)  # old numbers may be too small for a system's own page
    assert series(world).numerators[0] == 9.0


def test_saying_the_same_twice_writes_nothing_more(world) -> None:
    one, two = world.tell("One"), world.tell("Two")
    for _ in range(2):
        strands.link(origin=one, outcome=two, relation="supports", by=world.improver_here, at=NOW)
    assert Link.objects.count() == 1
    assert Event.objects.filter(verb="link").count() == 1
