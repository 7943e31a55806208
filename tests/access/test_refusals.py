"""Each action checks for itself who asks: the lock that holds when every page forgets."""

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction

from knotwork.access.policy import Grant, NotAllowed, OperatorGrant, Subject
from knotwork.access.roles import CHOICES, ROLES
from knotwork.exchange.observations import actions as observations
from knotwork.learning.audit.models import Event
from knotwork.learning.board import actions as board
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.invitations import actions as invitations
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.queries import series_of
from knotwork.learning.people import actions as people
from knotwork.learning.people.models import HeldRole, Person
from knotwork.learning.places import actions as places
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Strand
from knotwork.learning.systems import actions as systems
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db


def here(world):
    return series_of(world.measure, [world.here.code])[0]


def begun(world):
    one = here(world)
    measures.begin_phase(series=one, period=one.periods[2], text="New ward", by=world.improver_here, at=NOW)
    return here(world)


def held(world, role, **where):
    return people.give_role(person=world.make_person("Held"), role=role, by=world.operator, at=NOW, **where)


def decide(world, by):
    return decisions.decide(
        question="Go on?", choice="Yes", reasons="It works", owner=world.improver_here, review_on=later(90).date(),
        system=world.system, place=world.here, by=by, at=NOW,
    )  # fmt: skip


def invite(world, by, role="member", place=None):
    where = {"place": place or world.here} if role == "member" else {}
    made, _link = invitations.invite(
        email="new@example.org", role=role, system=world.system, by=by, at=NOW, address=str, **where
    )
    return made


def asked(world):
    type(world.system).objects.filter(pk=world.system.pk).update(open_to_requests=True)
    return invitations.ask(system=world.system, why="I work there", by=world.make_person("Asks"), at=NOW)


ACTIONS = {
    "tell": lambda w, by: w.tell("A story", by=by),
    "annotate": lambda w, by: measures.annotate(
        series=here(w), period=here(w).periods[2], text="New bells", by=by, at=NOW
    ),
    "begin a phase": lambda w, by: measures.begin_phase(
        series=here(w), period=here(w).periods[2], text="New ward", by=by, at=NOW
    ),
    "end a phase": lambda w, by: measures.end_phase(series=begun(w), period=begun(w).periods[2], by=by, at=NOW),
    "decide": decide,
    "review": lambda w, by: decisions.review(
        decision=decide(w, w.improver_here), verdict="yes", seen="Fewer", by=by, at=NOW
    ),
    "link": lambda w, by: strands.link(
        origin=w.tell("One"), outcome=w.tell("Two"), relation="supports", by=by, at=NOW
    ),
    "edit": lambda w, by: strands.edit(
        strand=w.tell("One"), words={"happened": "Two"}, began_from=1, by=by, at=NOW
    ),
    "name a theme": lambda w, by: board.name_theme(
        name="Bells", insights=[w.tell("One")], system=w.system, by=by, at=NOW
    ),
    "narrow": lambda w, by: strands.narrow(strand=w.tell("One"), visibility="team", by=by, at=NOW),
    "share": lambda w, by: strands.share(strand=w.tell("One"), visibility="public", by=by, at=NOW),
    "define": lambda w, by: measures.define(system=w.system, name="Harm", chart="c", numerator="harms", by=by, at=NOW),
    "bring in": lambda w, by: measures.bring_in(
        measure=w.measure, additions=[(w.here.pk, NOW.date(), 1.0, 2.0)], changes=[], before=[], source="x", by=by,
        at=NOW,
    ),
    "suppress": lambda w, by: measures.suppress(measure=w.measure, below=5, by=by, at=NOW),
    "receive": lambda w, by: observations.receive(
        file=ContentFile(b"a,b\n"), name="a.csv", system=w.system, by=by, at=NOW
    ),
    "confirm": lambda w, by: observations.confirm(upload=w.upload, by=by, at=NOW),
    "rematch": lambda w, by: observations.rematch(upload=w.upload, by=by, at=NOW),
    "match": lambda w, by: observations.match(
        upload=w.upload, mapping={}, measure=w.measure, new_measure={}, by=by, at=NOW
    ),
    "add places": lambda w, by: places.add(names=["A"], system=w.system, by=by, at=NOW),
    "add places anywhere": lambda w, by: places.add(names=["A"], by=by, at=NOW),
    "take part": lambda w, by: systems.take_part(system=w.system, places=[w.far], by=by, at=NOW),
    "begin": lambda w, by: systems.begin(name="Sepsis care", purpose="Sooner", by=by, at=NOW),
    "welcome": lambda w, by: people.welcome(email="new@example.org", name="New", by=by, at=NOW),
    "give a role here": lambda w, by: people.give_role(
        person=w.make_person("New"), role="member", place=w.here, by=by, at=NOW
    ),
    "give a role in the system": lambda w, by: people.give_role(
        person=w.make_person("New"), role="coach", system=w.system, by=by, at=NOW
    ),
    "make a governance lead": lambda w, by: people.give_role(
        person=w.make_person("New"), role="governance_lead", system=w.system, by=by, at=NOW
    ),
    "take a role back here": lambda w, by: people.take_role(held=held(w, "member", place=w.here), by=by, at=NOW),
    "take a role back in the system": lambda w, by: people.take_role(
        held=held(w, "coach", system=w.system), by=by, at=NOW
    ),
    "invite here": invite,
    "invite into the system": lambda w, by: invite(w, by, "coach"),
    "invite who watches over the system": lambda w, by: invite(w, by, "governance_lead"),
    "take back an invitation": lambda w, by: invitations.withdraw(
        invitation=invite(w, w.co_ordinator), by=by, at=NOW
    ),
    "admit here": lambda w, by: invitations.admit(asking=asked(w), role="member", place=w.here, by=by, at=NOW),
    "admit into the system": lambda w, by: invitations.admit(asking=asked(w), role="coach", by=by, at=NOW),
    "take requests": lambda w, by: systems.take_requests(system=w.system, taken=True, by=by, at=NOW),
    "decline": lambda w, by: invitations.decline(asking=asked(w), words="Not now", by=by, at=NOW),
}  # fmt: skip
AT_HERE = {"tell", "annotate", "begin a phase", "end a phase", "decide", "review", "link", "name a theme"}
OF_THE_TELLER = {"edit", "narrow", "share"}
OF_SYSTEM = {"define", "suppress", "bring in", "receive", "confirm", "rematch", "match", "add places", "take part"}
LEADS = {"give a role here", "take a role back here", "invite here", "take back an invitation", "admit here"}
RUNS = LEADS | {
    "give a role in the system", "take a role back in the system", "invite into the system", "admit into the system",
    "take requests", "decline",
}  # fmt: skip
DOES = {
    "stranger": set(),
    "observer": set(),
    "improver_there": {"name a theme"},
    "improver_here": AT_HERE | OF_THE_TELLER | LEADS,
    "coach_in_both": AT_HERE,
    "governance_lead": AT_HERE,
    "co_ordinator": AT_HERE | OF_SYSTEM | RUNS,
    # The command line belongs to no learning system, and so sees no strand to link to.
    "operator": set(ACTIONS) - {"link", "review", "name a theme"} - OF_THE_TELLER,
}


@pytest.mark.parametrize("who", DOES)
@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_done_for_those_who_may_and_refused_to_the_rest(world, action, who) -> None:
    by = getattr(world, who)
    if action in DOES[who]:
        ACTIONS[action](world, by)
        return
    with pytest.raises(NotAllowed):
        ACTIONS[action](world, by)
    assert who == "operator" or not Event.objects.filter(by=by).exists()


@pytest.mark.parametrize("who", ["improver_there", "stranger", "observer"])
def test_a_refusal_says_what_may_not_be_done_and_whom_to_ask(world, who) -> None:
    with pytest.raises(NotAllowed, match=r"You may not tell here\. Ask your network's co-ordinator"):
        world.tell("A story", by=getattr(world, who))


def test_whoever_may_tell_may_not_link_to_what_they_do_not_see(world) -> None:
    hidden = world.tell("Hidden", visibility="team")
    with pytest.raises(NotAllowed, match="link only to what you can see"):
        world.tell("Mine", by=world.improver_there, place=world.there, came_of=[(hidden, "supports")])
    assert [strand.title for strand in Strand.objects.all()] == ["Hidden"]


def test_a_decision_does_not_take_in_what_its_maker_does_not_see(world) -> None:
    hidden = world.tell("Hidden", visibility="team")
    with pytest.raises(NotAllowed):
        decisions.decide(
            question="Go on?", choice="Yes", reasons="It works", owner=world.governance_lead, decided_from=[hidden],
            review_on=later(9).date(), system=world.system, by=world.governance_lead, at=NOW,
        )  # fmt: skip
    assert Strand.objects.count() == 1


def test_a_lead_of_one_place_does_not_decide_for_the_whole_system(world) -> None:
    with pytest.raises(NotAllowed):
        decisions.decide(
            question="Go on?", choice="Yes", reasons="It works", owner=world.improver_here,
            review_on=later(9).date(), system=world.system, by=world.improver_here, at=NOW,
        )  # fmt: skip


def test_a_role_above_reaches_down_and_a_role_below_does_not_reach_up(world) -> None:
    above = world.make_person("Bea Board", ("team_lead", world.board))
    assert world.tell("From above", by=above).place == world.here
    with pytest.raises(NotAllowed):
        world.tell("From below", by=world.improver_here, place=world.board)


def test_operator_is_no_role_that_the_site_knows() -> None:
    assert "operator" not in ROLES
    assert "operator" not in dict(CHOICES)


def test_a_row_in_the_database_that_says_operator_gives_no_right(world) -> None:
    person = world.make_person("Mallory")
    HeldRole.objects.create(person=person, role="operator", system=world.system)
    again = Person.objects.get(pk=person.pk)
    with pytest.raises((KeyError, NotAllowed)):
        systems.begin(name="Mine", purpose="All of it", by=again, at=NOW)


def test_the_command_lines_own_account_read_from_the_database_may_do_nothing(world) -> None:
    assert world.system.pk  # made first, so that the account is there
    again = Person.objects.get(pk=world.operator.pk)
    assert again.grants() == ()
    with pytest.raises(NotAllowed):
        systems.begin(name="Mine", purpose="All of it", by=again, at=NOW)


def test_nobody_can_sign_in_as_the_command_line(world, client) -> None:
    assert world.system.pk  # made first, so that the account is there
    assert not world.operator.is_active
    assert not world.operator.has_usable_password()
    for password in ("", "!", "operator"):
        assert not client.login(username=world.operator.email, password=password)


def test_a_person_has_no_column_that_makes_them_more_than_their_roles() -> None:
    with connection.cursor() as cursor:
        columns = {one.name for one in connection.introspection.get_table_description(cursor, Person._meta.db_table)}
    assert columns == {"id", "password", "last_login", "email", "name", "is_active", "demonstrates", "joined_at"}


def test_what_is_lent_goes_with_the_object_and_is_not_saved(world) -> None:
    person = world.make_person("Brief")
    person.lend(OperatorGrant())
    person.save()
    assert person.grants() == (OperatorGrant(),)
    assert Person.objects.get(pk=person.pk).grants() == ()


GRANT = Grant("team_lead", place="/a/b/", systems=frozenset({1}))
REACH = [
    (Subject(1, "/a/b/"), "decide", True),
    (Subject(1, "/a/b/c/"), "decide", True),
    (Subject(1, "/a/"), "decide", False),
    (Subject(1, "/a/"), "see", True),
    (Subject(1, "/a/bb/"), "decide", False),
    (Subject(1, None), "decide", False),
    (Subject(1, None), "see", True),
    (Subject(2, "/a/b/"), "see", False),
    (Subject(None, "/a/b/"), "see", False),
    (Subject(), "see", False),
]


@pytest.mark.parametrize(("subject", "verb", "allowed"), REACH)
def test_a_role_in_a_place_reaches_just_so_far(subject, verb, allowed) -> None:
    from knotwork.access.verbs import Verb

    assert GRANT.allows(Verb(verb), subject) is allowed


@pytest.mark.parametrize("where", [{}, {"place": True, "system": True}])
def test_the_database_refuses_a_role_that_is_held_nowhere_or_twice_over(world, where) -> None:
    given = {"place": world.here if "place" in where else None, "system": world.system if "system" in where else None}
    person = world.make_person("Someone")
    with pytest.raises(IntegrityError), transaction.atomic():
        HeldRole.objects.create(person=person, role="member", **given)
