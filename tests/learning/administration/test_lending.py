"""Nobody is an administrator for good: it is lent at the command line, for a reason and for minutes."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from knotwork.access.policy import NotAllowed, OperatorGrant
from knotwork.command import main
from knotwork.learning.administration import actions, queries
from knotwork.learning.administration.models import Lending
from knotwork.learning.audit.models import Event
from knotwork.learning.people.models import Person
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
REASON = "Restore a measure that was defined twice"


@pytest.fixture
def person(world):
    """Somebody with a second step and no role."""
    someone = world.make_person("Ivo Iron")
    Authenticator.objects.create(user=someone, type="totp", data={})
    return someone


def lend(world, person, **more):
    return actions.lend(**{"person": person, "reason": REASON, "minutes": 30, "by": world.operator, "at": NOW, **more})


def test_it_is_lent_until_a_moment_and_the_trail_says_why(world, person) -> None:
    lending = lend(world, person)
    assert lending.until == NOW + timedelta(minutes=30)
    event = Event.objects.get(verb="begin administrator")
    assert (event.by, event.subject_key) == (world.operator, str(person.pk))
    assert event.after == {"reason": REASON, "until": lending.until.isoformat()}


@pytest.mark.parametrize(
    ("minutes", "counts"), [(-1, False), (0, True), (15, True), (29.99, True), (30, False), (31, False), (9999, False)]
)
def test_it_counts_from_its_first_moment_up_to_its_last(world, person, minutes, counts) -> None:
    assert queries.holds(lend(world, person), at=NOW + timedelta(minutes=minutes)) is counts


def test_given_back_it_counts_no_more(world, person) -> None:
    lend(world, person)
    actions.end(by=person, at=NOW + timedelta(minutes=5))
    assert not queries.holds(Lending.objects.get(), at=NOW + timedelta(minutes=6))
    assert queries.current(person) is None


@pytest.mark.parametrize(
    ("minutes", "how", "ended"), [(5, "given back", 5), (30, "by itself", 30), (90, "by itself", 30)]
)
def test_the_trail_says_how_it_ended_and_when(world, person, minutes, how, ended) -> None:
    lend(world, person)
    actions.end(by=person, at=NOW + timedelta(minutes=minutes))
    event = Event.objects.get(verb="end administrator")
    assert event.after == {"how": how, "ended": (NOW + timedelta(minutes=ended)).isoformat()}
    assert event.by == person


def test_ended_twice_it_ended_once(world, person) -> None:
    lend(world, person)
    for minutes in (1, 2):
        actions.end(by=person, at=NOW + timedelta(minutes=minutes))
    assert Event.objects.filter(verb="end administrator").count() == 1


def test_ending_what_was_never_lent_does_nothing(world, person) -> None:
    actions.end(by=person, at=NOW)
    assert not Event.objects.filter(verb="end administrator").exists()


def test_a_role_however_high_lends_nothing(world, person) -> None:
    for by in (world.co_ordinator, world.governance_lead, person):
        with pytest.raises(NotAllowed):
            lend(world, person, by=by)
    assert not Lending.objects.exists()


def test_lent_twice_at_once_is_refused(world, person) -> None:
    lend(world, person)
    with pytest.raises(actions.NotLent, match="already"):
        lend(world, person, at=NOW + timedelta(minutes=29))


def test_after_its_time_it_can_be_lent_again_and_the_trail_has_both_ends(world, person) -> None:
    lend(world, person)
    lend(world, person, at=later(1))
    verbs = Event.objects.filter(verb__endswith="administrator").values_list("verb", flat=True)
    assert list(verbs) == ["begin administrator", "end administrator", "begin administrator"]


@pytest.mark.parametrize("minutes", [-5, 0, 241, 100_000])
def test_a_time_too_long_or_none_is_refused(world, person, minutes) -> None:
    with pytest.raises(actions.NotLent, match="1 to 240"):
        lend(world, person, minutes=minutes)


@pytest.mark.parametrize("minutes", [1, 240])
def test_the_shortest_and_the_longest_time_are_lent(world, person, minutes) -> None:
    assert lend(world, person, minutes=minutes).until == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize("reason", ["", "   ", "because", "x" * 201])
def test_a_reason_that_says_nothing_or_too_much_is_refused(world, person, reason) -> None:
    with pytest.raises(actions.NotLent, match="10 to 200"):
        lend(world, person, reason=reason)


@pytest.mark.parametrize(
    "reason", ["Ivo Iron asked for it", "ivo iron asked", "Reset bo@example.org now", "Look for CHI 010101 0013 please"]
)
def test_a_reason_that_names_somebody_is_refused(world, person, reason) -> None:
    with pytest.raises(actions.NotLent, match="name nobody"):
        lend(world, person, reason=reason)


def test_somebody_with_a_password_alone_is_lent_nothing(world) -> None:
    with pytest.raises(actions.NotLent, match="second step"):
        lend(world, world.co_ordinator)


def test_a_closed_account_is_lent_nothing(world, person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)
    with pytest.raises(actions.NotLent, match="closed"):
        lend(world, person)


def test_what_is_lent_reaches_every_learning_system(world) -> None:
    both = {world.system.pk, world.elsewhere.pk}
    assert queries.lent().systems == both
    assert isinstance(queries.lent(), OperatorGrant)


def test_a_person_read_from_the_database_may_no_more_than_before(world, person) -> None:
    lend(world, person)
    assert Person.objects.get(pk=person.pk).grants() == ()


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"until": NOW}, {"until": NOW - timedelta(minutes=1)}])
def test_the_database_refuses_one_without_reason_or_without_end(person, wrong) -> None:
    given = {"person": person, "reason": REASON, "began_at": NOW, "until": later(1), **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Lending.objects.create(**given)


def test_the_database_refuses_two_at_once(world, person) -> None:
    lend(world, person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lending.objects.create(person=person, reason=REASON, began_at=NOW, until=later(1))


def test_the_command_lends_it_and_says_until_when(person, capsys) -> None:
    assert main(["administrator", person.email, "--reason", REASON, "--minutes", "20"]) == 0
    lending = Lending.objects.get()
    assert lending.until - lending.began_at == timedelta(minutes=20)
    assert "Ivo Iron is an administrator until" in capsys.readouterr().out


def test_the_command_lends_half_an_hour_where_it_is_not_said(person) -> None:
    main(["administrator", person.email, "--reason", REASON])
    assert Lending.objects.get().until - Lending.objects.get().began_at == timedelta(minutes=30)


def test_the_command_says_why_it_lent_nothing(world, person, capsys) -> None:
    assert main(["administrator", "nobody@example.org", "--reason", REASON]) == 1
    assert main(["administrator", person.email, "--reason", "so"]) == 1
    said = capsys.readouterr().err
    assert "nobody has an account" in said
    assert "what it is for" in said
    assert not Lending.objects.exists()


def test_the_command_asks_for_a_reason(person) -> None:
    with pytest.raises(SystemExit):
        main(["administrator", person.email])
