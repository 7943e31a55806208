"""Inviting somebody by a link, taking the link back, and answering it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from knotwork.access.policy import NotAllowed, Subject, check, systems_of
from knotwork.access.verbs import Verb
from knotwork.learning.audit import actions as audit
from knotwork.learning.invitations.codes import fingerprint_of, new_token
from knotwork.learning.invitations.models import OPEN, Asking, Invitation
from knotwork.learning.people import actions as people
from knotwork.learning.people.models import Person
from knotwork.learning.systems.queries import takes_part

LASTS = timedelta(days=7)


class Spent(ValueError):
    """A link no longer works: it was used, taken back, is too old, or never was one."""


class ForAnother(ValueError):
    """An invitation was made for another address than that of the account that would accept it."""


class AnsweredAlready(ValueError):
    """Somebody else answered the request a moment ago."""


class CannotAsk(ValueError):
    """A learning system takes no requests, or this person is in it or has asked already."""


@transaction.atomic
def invite(
    *, email: str, role: str, system: Any, by: Any, at: datetime, address: Callable[[str], str], place: Any = None
) -> tuple[Invitation, str]:
    """Invite whoever reads mail at `email` to a role. Gives the invitation, and the link that opens it: kept nowhere.

    `address` makes a link of the secret in it. An earlier invitation of that address to the same role is taken back.

    Raises:
        NotAllowed: `by` may not give this role there, the place is not in `system`, or the address is their own.
    """
    email = email.strip().lower()
    people.check_may_give(by=by, role=role, place=place, system=None if place else system)
    if email == by.email or (place and not takes_part(place, system)):
        raise NotAllowed("Nobody is invited there by you. Choose another address, or another place.", system.pk)
    _one_at_a_time(place or system)
    spot = {"place": place} if place else {"place": None, "system": system}
    for earlier in Invitation.objects.filter(OPEN, email=email, role=role, **spot):
        withdraw(invitation=earlier, by=by, at=at)
    token = new_token()
    made = Invitation.objects.create(
        email=email, role=role, system=system, place=place, by=by, at=at, until=at + LASTS,
        fingerprint=fingerprint_of(token),
    )  # fmt: skip
    _write_down("invite", made, by, at, after=_told(made))
    link = address(token)
    words = render_to_string("invitations/invitation.txt", {"invitation": made, "link": link})
    transaction.on_commit(lambda: send_mail("An invitation to Knotwork", words, None, [email]), robust=True)
    return made, link


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Any, at: datetime) -> None:
    """Take an invitation back: its link opens nothing any more.

    Raises:
        NotAllowed: `by` may not give this role there.
        Spent: it was accepted or taken back already.
    """
    place = invitation.place
    people.check_may_give(by=by, role=invitation.role, place=place, system=None if place else invitation.system)
    gone = Invitation.objects.filter(OPEN, pk=invitation.pk).update(withdrawn_at=at, email="")
    if not gone:
        raise Spent("This invitation was answered or taken back already.")
    _write_down("take back", invitation, by, at)


@transaction.atomic
def accept(*, token: str, by: Person, at: datetime) -> Invitation:
    """Take the role that an invitation offers, with the account that one has.

    Raises:
        Spent: the link no longer works, or whoever made it may no longer give this role.
        ForAnother: it was made for another address.
    """
    invitation = _held_fast(token, at)
    if invitation.email != by.email:
        raise ForAnother("This invitation is for another e-mail address.")
    return _take(invitation, by, at)


@transaction.atomic
def accept_as_new(*, token: str, name: str, password: str, at: datetime) -> Person:
    """Get an account and the role that an invitation offers.

    The address counts as unproved: the link was also shown to whoever made it, so having it proves nothing.

    Raises:
        Spent: the link no longer works, or whoever made it may no longer give this role.
        ValidationError: the account cannot be, for one with this address is there.
    """
    invitation = _held_fast(token, at)
    person = people.join(email=invitation.email, name=name, password=password, at=at)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=False)
    _take(invitation, person, at)
    return person


def _one_at_a_time(spot: Any) -> None:
    """Let two who invite to one spot at the same moment come one after the other."""
    type(spot).objects.select_for_update().get(pk=spot.pk)


def _held_fast(token: str, at: datetime) -> Invitation:
    """The invitation behind a link, kept from everybody else until this transaction ends."""
    found = Invitation.objects.select_for_update(of=("self",)).select_related("by", "place", "system")
    invitation = found.filter(OPEN, fingerprint=fingerprint_of(token), until__gt=at).first()
    if invitation is None or not invitation.by.is_active:
        raise Spent("This link does not work any more.")
    return invitation


def _take(invitation: Invitation, by: Person, at: datetime) -> Invitation:
    """Give the role in the name of whoever invited, who must still be allowed to."""
    where = {"place": invitation.place} if invitation.place else {"system": invitation.system}
    used = Invitation.objects.filter(OPEN, pk=invitation.pk).update(accepted_at=at, email="")
    try:
        people.give_role(person=by, role=invitation.role, by=invitation.by, at=at, **where)
    except NotAllowed as cause:
        raise Spent("Whoever made this invitation may no longer do so.") from cause
    if not used:
        raise Spent("This link was used already.")
    _write_down("accept", invitation, by, at)
    return invitation


@transaction.atomic
def ask(*, system: Any, why: str, by: Person, at: datetime) -> Asking:
    """Ask to join a learning system that takes requests.

    Raises:
        CannotAsk: it takes none, or `by` belongs to it already, or has asked and waits.
    """
    Person.objects.select_for_update().get(pk=by.pk)  # one request at a time, from two windows too
    system = type(system).objects.get(pk=system.pk)  # as it is now: it may have stopped taking requests
    waits = Asking.objects.filter(system=system, person=by, answered_at=None).exists()
    if waits or not system.open_to_requests or system.pk in systems_of(by.grants()):
        raise CannotAsk(f"You cannot ask to join {system} now.")
    made = Asking.objects.create(system=system, person=by, why=why, at=at)
    audit.record(by=by, at=at, verb="ask to join", kind="request", key=str(made.pk), system=system.pk)
    return made


@transaction.atomic
def admit(*, asking: Asking, role: str, by: Any, at: datetime, place: Any = None) -> Asking:
    """Say yes to somebody who asks to join, and give them a role in the learning system or at a place in it.

    Raises:
        NotAllowed: `by` may not give this role there.
        AnsweredAlready: somebody else was quicker.
    """
    if place and not takes_part(place, asking.system):
        raise NotAllowed("This place takes no part in the learning system.", asking.system_id)
    people.give_role(
        person=asking.person, role=role, by=by, at=at, **({"place": place} if place else {"system": asking.system})
    )
    return _answer(asking, by, at, given=True, words="")


@transaction.atomic
def decline(*, asking: Asking, words: str, by: Any, at: datetime) -> Asking:
    """Say no to somebody who asks to join, with a line that they will read.

    Raises:
        NotAllowed: `by` may not invite into the whole learning system.
        AnsweredAlready: somebody else was quicker.
    """
    check(by, Verb.INVITE, Subject(asking.system_id))
    return _answer(asking, by, at, given=False, words=words)


def _answer(asking: Asking, by: Any, at: datetime, *, given: bool, words: str) -> Asking:
    waiting = Asking.objects.filter(pk=asking.pk, answered_at=None)
    if not waiting.update(given=given, words=words, answered_at=at):
        raise AnsweredAlready("Somebody else answered this request a moment ago.")
    after = {"given": given, "person": str(asking.person_id)}
    audit.record(
        by=by, at=at, verb="answer", kind="request", key=str(asking.pk), system=asking.system_id, after=after
    )  # fmt: skip
    asking.refresh_from_db()
    return asking


def _told(invitation: Invitation) -> dict[str, str]:
    where = {"place": invitation.place.code} if invitation.place else {"system": invitation.system.slug}
    return {"role": invitation.role, **where}


def _write_down(verb: str, invitation: Invitation, by: Any, at: datetime, **told: Any) -> None:
    """One event. It has the invitation's key and never the address."""
    key, system = str(invitation.pk), invitation.system_id
    audit.record(by=by, at=at, verb=verb, kind="invitation", key=key, system=system, **told)
