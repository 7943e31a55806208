"""Inviting by a link that works once: what is kept, who may, and what no longer works."""

from datetime import timedelta
from hashlib import sha256

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.invitations import actions, queries
from knotwork.learning.invitations.codes import fingerprint_of, new_token
from knotwork.learning.invitations.models import Asking, Invitation
from knotwork.learning.people.models import HeldRole, Person
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
EMAIL = "new.nurse@example.org"
PASSWORD = "seven blue lanterns"


def come_in(token, *, at=NOW, name="Nan Nurse"):
    return actions.accept_as_new(token=token, name=name, password=PASSWORD, at=at)


class TestTheSecret:
    def test_two_are_never_the_same_and_each_has_256_bits(self) -> None:
        made = {new_token() for _ in range(200)}
        assert len(made) == 200
        assert {len(token) for token in made} == {43}

    def test_its_fingerprint_is_sha_256(self) -> None:
        assert fingerprint_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    def test_only_the_fingerprint_is_kept(self, invite) -> None:
        made, token = invite()
        row = " ".join(str(value) for value in Invitation.objects.values_list().get())
        assert sha256(token.encode()).hexdigest() in row
        assert token not in row
        assert not any(token in f"{event.before}{event.after}{event.subject_key}" for event in Event.objects.all())
        assert made.until == NOW + timedelta(days=7)


class TestWhoMayInvite:
    @pytest.mark.parametrize(
        ("who", "role", "where", "may"),
        [
            ("improver_here", "member", "here", True),
            ("improver_here", "team_lead", "here", True),
            ("improver_here", "member", "there", False),
            ("improver_here", "member", None, False),
            ("improver_here", "coach", "here", False),
            ("improver_here", "co_ordinator", "here", False),
            ("co_ordinator", "coach", None, True),
            ("co_ordinator", "member", "there", True),
            ("co_ordinator", "governance_lead", None, False),
            ("co_ordinator", "member", "far", False),
            ("coach_in_both", "observer", "here", False),
            ("governance_lead", "observer", None, False),
            ("observer", "observer", "here", False),
            ("stranger", "member", "here", False),
            ("stranger", "member", "far", False),
            ("operator", "governance_lead", None, True),
        ],
    )
    def test_only_to_a_role_that_one_may_give_there_and_only_into_this_system(self, world, who, role, where, may):
        assert world.elsewhere.pk
        given = {"place": getattr(world, where) if where else None, "system": world.system}
        asked = {"email": EMAIL, "role": role, "by": getattr(world, who), "at": NOW, "address": str, **given}
        if may:
            assert actions.invite(**asked)[0].role == role
            return
        with pytest.raises(NotAllowed):
            actions.invite(**asked)
        assert not Invitation.objects.exists()
        assert mail.outbox == []

    def test_nobody_invites_themselves(self, world, invite) -> None:
        with pytest.raises(NotAllowed, match="Choose another address"):
            invite(world.improver_here.email.upper())


class TestTheLetter:
    def test_it_says_who_invites_to_what_until_when_once_the_change_is_kept(
        self, world, django_capture_on_commit_callbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            actions.invite(
                email=" New.Nurse@Example.org ", role="member", system=world.system, place=world.here,
                by=world.improver_here, at=NOW, address=lambda token: f"https://knot.example/{token}/",
            )  # fmt: skip
            assert mail.outbox == []
        (letter,) = mail.outbox
        assert letter.to == [EMAIL]
        assert letter.subject == "An invitation to Knotwork"
        for words in ("Ada Here invites you", '"Falls"', "as member of Ward 4", "https://knot.example/", "12 October"):
            assert words in letter.body

    def test_a_name_with_marks_in_it_is_written_as_it_is(self, world, django_capture_on_commit_callbacks) -> None:
        by = world.make_person("O'Neil & <Co>", ("team_lead", world.here))
        with django_capture_on_commit_callbacks(execute=True):
            actions.invite(
                email=EMAIL, role="member", system=world.system, place=world.here, by=by, at=NOW, address=str
            )  # fmt: skip
        assert "O'Neil & <Co> invites you" in mail.outbox[0].body

    def test_a_letter_that_cannot_be_sent_leaves_the_invitation_and_its_link(
        self, invite, monkeypatch, django_capture_on_commit_callbacks, caplog
    ) -> None:
        def fails(*_given, **_named):
            raise OSError("The mail server is away.")

        monkeypatch.setattr(actions, "send_mail", fails)
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            _made, token = invite()
        assert len(callbacks) == 1
        assert queries.behind(token, at=NOW)
        assert "The mail server is away." in caplog.text


class TestComingInNew:
    def test_it_opens_an_account_with_the_role_and_nothing_more(self, world, invite) -> None:
        _made, token = invite()
        person = come_in(token)
        assert (person.email, person.name, person.is_active) == (EMAIL, "Nan Nurse", True)
        assert person.check_password(PASSWORD)
        held = person.roles.get()
        assert (held.role, held.place, held.system) == ("member", world.here, None)

    def test_a_role_in_the_whole_system_is_held_there(self, world, invite) -> None:
        _made, token = invite(role="analyst", by=world.co_ordinator, place=None)
        held = come_in(token).roles.get()
        assert (held.role, held.place, held.system) == ("analyst", None, world.system)

    def test_the_address_counts_as_unproved_for_the_link_was_also_shown(self, invite) -> None:
        _made, token = invite()
        address = EmailAddress.objects.get(user=come_in(token))
        assert (address.email, address.primary, address.verified) == (EMAIL, True, False)

    def test_it_works_once(self, invite) -> None:
        _made, token = invite()
        come_in(token)
        with pytest.raises(actions.Spent):
            come_in(token)
        assert Person.objects.filter(email=EMAIL).count() == 1

    def test_the_address_is_forgotten_once_it_is_answered(self, invite) -> None:
        made, token = invite()
        come_in(token)
        made.refresh_from_db()
        assert (made.email, made.accepted_at) == ("", NOW)

    def test_where_the_address_has_an_account_nothing_is_changed(self, world, invite) -> None:
        _made, token = invite(world.observer.email)
        before = Person.objects.values().get(pk=world.observer.pk)
        with pytest.raises(ValidationError), transaction.atomic():
            come_in(token)
        assert Person.objects.values().get(pk=world.observer.pk) == before
        assert queries.behind(token, at=NOW), "the invitation can still be accepted with the account"

    @pytest.mark.parametrize("name", ["", "   ", "x" * 121])
    def test_a_name_that_is_none_is_refused_and_the_link_still_works(self, invite, name) -> None:
        _made, token = invite()
        with pytest.raises(ValidationError), transaction.atomic():
            come_in(token, name=name)
        assert queries.behind(token, at=NOW)


class TestComingInWithAnAccount:
    def test_it_adds_the_role(self, world, invite) -> None:
        _made, token = invite(world.stranger.email.upper())
        actions.accept(token=token, by=world.stranger, at=NOW)
        assert {(held.role, held.place) for held in world.stranger.roles.all()} == {
            ("team_lead", world.far),
            ("member", world.here),
        }

    def test_somebody_with_another_address_cannot_use_it(self, world, invite) -> None:
        _made, token = invite()
        with pytest.raises(actions.ForAnother):
            actions.accept(token=token, by=world.stranger, at=NOW)
        assert world.stranger.roles.count() == 1
        assert queries.behind(token, at=NOW)

    def test_it_works_once(self, world, invite) -> None:
        _made, token = invite(world.stranger.email)
        actions.accept(token=token, by=world.stranger, at=NOW)
        HeldRole.objects.filter(person=world.stranger, role="member").delete()
        with pytest.raises(actions.Spent):
            actions.accept(token=token, by=world.stranger, at=NOW)
        assert not world.stranger.roles.filter(role="member").exists()

    def test_a_role_that_is_held_already_is_held_once(self, world, invite) -> None:
        _made, token = invite(world.observer.email, "observer")
        actions.accept(token=token, by=world.observer, at=NOW)
        assert world.observer.roles.count() == 1


def take_back(world, made):
    actions.withdraw(invitation=made, by=world.improver_here, at=NOW)


def lose_the_right(world, _made):
    world.improver_here.roles.all().delete()
    vars(world.improver_here).pop("_grants", None)


def close_account(world, _made):
    Person.objects.filter(pk=world.improver_here.pk).update(is_active=False)


SPENT = {
    "it was taken back": (take_back, NOW),
    "whoever made it may no longer do so": (lose_the_right, NOW),
    "the account of whoever made it is closed": (close_account, NOW),
    "its seven days are over": (lambda w, made: None, later(7)),
    "its seven days are long over": (lambda w, made: None, later(90)),
}


@pytest.mark.parametrize("why", SPENT)
def test_a_link_no_longer_works_when(world, invite, why) -> None:
    made, token = invite()
    happens, at = SPENT[why]
    happens(world, made)
    with pytest.raises(actions.Spent):
        come_in(token, at=at)
    assert not Person.objects.filter(email=EMAIL).exists()


def test_a_link_works_until_the_last_moment_of_its_seven_days(invite) -> None:
    _made, token = invite()
    assert come_in(token, at=later(7) - timedelta(seconds=1)).email == EMAIL


@pytest.mark.parametrize("change", ["cut", "longer", "case", "empty", "fingerprint"])
def test_a_link_that_is_nearly_right_opens_nothing(invite, change) -> None:
    made, token = invite()
    garbled = {
        "cut": token[:-1], "longer": f"{token}A", "case": token.swapcase(), "empty": "",
        "fingerprint": made.fingerprint,
    }[change]  # fmt: skip
    assert queries.behind(garbled, at=NOW) is None
    with pytest.raises(actions.Spent):
        come_in(garbled)


class TestTakingBack:
    def test_only_for_those_who_could_have_made_it(self, world, invite) -> None:
        made, token = invite()
        for who in (world.improver_there, world.observer, world.coach_in_both, world.governance_lead, world.stranger):
            with pytest.raises(NotAllowed):
                actions.withdraw(invitation=made, by=who, at=NOW)
        assert queries.behind(token, at=NOW)
        actions.withdraw(invitation=made, by=world.co_ordinator, at=NOW)
        assert queries.behind(token, at=NOW) is None

    def test_the_address_is_forgotten(self, world, invite) -> None:
        made, _token = invite()
        actions.withdraw(invitation=made, by=world.improver_here, at=NOW)
        made.refresh_from_db()
        assert (made.email, made.withdrawn_at) == ("", NOW)

    def test_what_was_answered_cannot_be_taken_back(self, world, invite) -> None:
        made, token = invite()
        come_in(token)
        with pytest.raises(actions.Spent, match="answered or taken back already"):
            actions.withdraw(invitation=made, by=world.improver_here, at=NOW)

    def test_inviting_again_takes_the_earlier_link_back(self, invite) -> None:
        (_first, old), (_second, new) = invite(), invite()
        assert queries.behind(old, at=NOW) is None
        assert queries.behind(new, at=NOW)

    def test_inviting_to_another_role_leaves_the_earlier_link(self, invite) -> None:
        (_first, one), (_second, other) = invite(), invite(role="observer")
        assert queries.behind(one, at=NOW)
        assert queries.behind(other, at=NOW)


class TestTheTrail:
    def test_it_says_by_keys_who_invited_and_who_came(self, world, invite) -> None:
        made, token = invite()
        person = come_in(token)
        told = [
            (event.verb, event.by, event.subject_kind, event.subject_key, event.system, event.after)
            for event in Event.objects.order_by("-pk")[:4]
        ][::-1]
        role = {"role": "member", "place": world.here.code}
        assert told == [
            ("invite", world.improver_here, "invitation", str(made.pk), world.system, role),
            ("open account", person, "person", str(person.pk), None, {}),
            ("give role", world.improver_here, "person", str(person.pk), world.system, role),
            ("accept", person, "invitation", str(made.pk), world.system, {}),
        ]

    def test_it_holds_nothing_personal(self, world, invite) -> None:
        _made, token = invite()
        come_in(token, name="Zaphod")
        taken, _token = invite("zaphod.two@example.org")
        actions.withdraw(invitation=taken, by=world.improver_here, at=NOW)
        said = " ".join(f"{one.before} {one.after} {one.subject_key}" for one in Event.objects.all()).lower()
        assert "zaphod" not in said
        assert "@" not in said

    @pytest.mark.parametrize("verb", ["invite", "open account", "give role", "accept"])
    def test_without_its_event_nothing_is_changed(self, world, invite, monkeypatch, verb) -> None:
        _made, token = invite()
        record, before = actions.audit.record, (Person.objects.count(), HeldRole.objects.count())
        monkeypatch.setattr(actions.audit, "record", lambda **told: record(**told) if told["verb"] != verb else 1 / 0)
        with pytest.raises(ZeroDivisionError):
            invite("other@example.org") if verb == "invite" else come_in(token)
        assert (Person.objects.count(), HeldRole.objects.count()) == before
        assert [one.email for one in Invitation.objects.all()] == [EMAIL]
        assert queries.behind(token, at=NOW)


REFUSED = {
    "an answer twice over": {"accepted_at": NOW, "withdrawn_at": NOW, "email": ""},
    "an address that was answered": {"accepted_at": NOW},
    "an address that was taken back": {"withdrawn_at": NOW},
    "an invitation of nobody": {"email": ""},
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(invite, what) -> None:
    made, _token = invite()
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=made.pk).update(**REFUSED[what])


@pytest.mark.parametrize("where", ["place", "system"])
def test_the_database_refuses_a_second_open_invitation_to_the_same(world, invite, where) -> None:
    made, _token = invite() if where == "place" else invite(role="coach", by=world.co_ordinator, place=None)
    made.pk, made.fingerprint = None, "0" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_the_database_refuses_two_invitations_of_one_secret(invite) -> None:
    made, _token = invite()
    made.pk, made.email = None, "other@example.org"
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


@pytest.mark.parametrize("wrong", [{"given": True}, {"answered_at": NOW}])
def test_the_database_refuses_half_an_answer(world, wrong) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Asking.objects.create(system=world.system, person=world.stranger, why="x", at=NOW, **wrong)
