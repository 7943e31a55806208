"""What the database itself refuses, whatever the code above it does."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DataError, IntegrityError, transaction
from django.db.models import ProtectedError

from knotwork.exchange.observations.models import Upload
from knotwork.learning.decisions.models import Decision
from knotwork.learning.insights.models import Insight
from knotwork.learning.measures.models import Measure, Observation, Pin
from knotwork.learning.people.models import HeldRole, Person
from knotwork.learning.places.models import Place
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.systems.models import LearningSystem, Participation
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def strand(world, **more):
    given = {"kind": "insight", "title": "A story", "system": world.system, "by": world.operator, "at": NOW}
    return Strand.objects.create(**{**given, **more})


def number(world, **more):
    given = {"measure": world.measure, "place": world.here, "period": date(2031, 1, 1), "numerator": 1.0}
    return Observation.objects.create(**{**given, **more})


def measure(world, **more):
    given = {"system": world.system, "slug": "other", "name": "Other", "chart": "c", "numerator": "n"}
    return Measure.objects.create(**{**given, **more})


def link(world, one, two, relation="supports"):
    return Link.objects.create(origin=one, outcome=two, system=two.system, relation=relation, by=world.operator, at=NOW)


def twice(make):
    def both(world):
        make(world)
        make(world)

    return both


def token_twice(world):
    token = uuid4()
    strand(world, token=token)
    strand(world, token=token)


def code_twice(world):
    strand(world, code="samesame")
    strand(world, code="samesame")


def pin_twice(world):
    one = strand(world)
    for month in (1, 2):
        Pin.objects.create(strand=one, measure=world.measure, period=date(2026, month, 1))


def link_twice(world):
    one, two = strand(world), strand(world)
    link(world, one, two)
    link(world, one, two)


def of_itself(world):
    one = strand(world)
    link(world, one, one)


def decision(world, **more):
    given = {"question": "Go on?", "choice": "Yes", "reasons": "It works", "owner": world.operator}
    made = strand(world, kind="decision")
    return Decision.objects.create(strand=made, review_on=NOW.date(), **{**given, **more})


def person(email, **more):
    return Person.objects.create(email=email, name="Somebody", joined_at=NOW, **more)


def two_people(one, two, **more):
    return lambda world: (person(one, **more), person(two, **more))


def held_twice(where):
    def both(world):
        given = {where: world.here if where == "place" else world.system}
        someone = person("someone@example.org")
        for _ in range(2):
            HeldRole.objects.create(person=someone, role="member", **given)

    return both


def upload_twice(world):
    for _ in range(2):
        Upload.objects.create(
            code="samesame", system=world.system, by=world.operator, at=NOW, name="a.csv", moved_at=NOW
        )


REFUSED = {
    "a strand without a title": lambda w: strand(w, title=""),
    "a team's strand without a place": lambda w: strand(w, visibility="team"),
    "two strands of one token": token_twice,
    "two strands of one code": code_twice,
    "a strand that comes of itself": of_itself,
    "two strands joined in one way twice": link_twice,
    "an insight that says nothing": lambda w: Insight.objects.create(strand=strand(w), happened=""),
    "a decision without a question": lambda w: decision(w, question=""),
    "a decision without a choice": lambda w: decision(w, choice=""),
    "a decision without reasons": lambda w: decision(w, reasons=""),
    "a denominator below nothing": lambda w: number(w, denominator=-1.0),
    "something out of nothing": lambda w: number(w, denominator=0.0),
    "two numbers of one place and period": twice(lambda w: number(w, denominator=5.0)),
    "two numbers of one place and period, undivided": twice(number),
    "a measure that multiplies by nothing": lambda w: measure(w, multiply=0),
    "a measure that multiplies by less than nothing": lambda w: measure(w, multiply=-100),
    "two measures of one short name": lambda w: (measure(w), measure(w, name="Another")),
    "two measures of one name": lambda w: (measure(w), measure(w, slug="another")),
    "a strand pinned to a chart twice": pin_twice,
    "two systems of one name": lambda w: LearningSystem.objects.create(slug="x", name=w.system.name, purpose="p"),
    "two systems of one short name": lambda w: LearningSystem.objects.create(slug=w.system.slug, name="x", purpose="p"),
    "a place that takes part twice": lambda w: Participation.objects.create(system=w.system, place=w.here),
    "a place without a name": lambda w: Place.objects.create(name="", kind="ward", path="/x/"),
    "two places of one name below one parent": lambda w: Place.objects.create(
        name=w.here.name, parent=w.board, kind="ward", path="/x/"
    ),
    "two places of one name at the top": lambda w: Place.objects.create(name=w.board.name, kind="board", path="/x/"),
    "two places of one path": lambda w: Place.objects.create(name="New", kind="ward", path=w.here.path),
    "two places of one code": lambda w: Place.objects.create(name="New", kind="ward", path="/x/", code=w.here.code),
    "two accounts of one address": two_people("a@example.org", "a@example.org"),
    "two accounts of one address in capitals": two_people("a@example.org", "A@Example.ORG"),
    "two accounts that demonstrate one role": two_people("a@example.org", "b@example.org", demonstrates="coach"),
    "a role held twice in a place": held_twice("place"),
    "a role held twice in a system": held_twice("system"),
    "two uploads of one code": upload_twice,
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(world, what) -> None:
    assert world.measure.pk  # made first, so that only the last step can be refused
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[what](world)


TAKEN = {
    "a team's strand with a place": lambda w: strand(w, visibility="team", place=w.here),
    "two strands without a token": twice(strand),
    "nothing out of nothing": lambda w: number(w, numerator=0.0, denominator=0.0),
    "a number without a denominator": number,
    "one name of measures in two systems": lambda w: measure(w, name=w.measure.name, system=w.elsewhere),
    "one name of wards below two boards": lambda w: w.make_place("Ward 4", parent=w.far),
    "two accounts that demonstrate nothing": two_people("a@example.org", "b@example.org"),
    "two strands joined in two ways": lambda w: [link(w, *pair(w), how) for how in ("supports", "tests")],
    "a decision nobody dissented from": decision,
}


def pair(world):
    if not hasattr(world, "pair"):
        world.pair = (strand(world), strand(world))
    return world.pair


@pytest.mark.parametrize("what", TAKEN)
def test_the_database_takes(world, what) -> None:
    assert world.measure.pk  # made first, as above
    TAKEN[what](world)


KEPT = {
    "a place with numbers": lambda w: w.measure and w.here,
    "a place with strands": lambda w: w.tell("A story").place,
    "a place with places below": lambda w: w.here.parent,
    "a person who told": lambda w: w.tell("A story").by,
    "a system with strands": lambda w: w.tell("A story").system,
}


@pytest.mark.parametrize("what", KEPT)
def test_what_others_rest_on_is_not_deleted(world, what) -> None:
    thing = KEPT[what](world)
    with pytest.raises(ProtectedError):
        thing.delete()


def test_a_title_is_never_longer_than_its_column(world) -> None:
    assert len(world.tell("word " * 2000).title) <= 200
    with transaction.atomic():
        try:
            with transaction.atomic():
                strand(world, title="x" * 201)
        except DataError:
            return
    assert len(Strand.objects.first().title) == 201  # SQLite has no such limit; the actions keep it
