"""Taking one's own away, and being forgotten."""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import models, transaction
from django.db.models import Q

from knotwork.access.policy import systems_of
from knotwork.exchange.leaving.codes import Table
from knotwork.exchange.leaving.queries import SOLE, everything, runs_alone
from knotwork.exchange.observations.models import Upload
from knotwork.learning.audit import actions as audit
from knotwork.learning.files.codes import PHOTOGRAPH
from knotwork.learning.files.models import File
from knotwork.learning.finding import actions as finding
from knotwork.learning.measures.models import Measure
from knotwork.learning.people.models import HeldRole, Person
from knotwork.learning.strands.models import Strand, Version
from knotwork.learning.systems.models import LearningSystem
from knotwork.learning.talk.codes import renamed
from knotwork.learning.talk.models import Comment

NAME, FILE = "Someone who left", "A file of someone who left"
FAREWELL = """You have left Knotwork, and your account is gone.

What you told and decided stays, without your name. If it was not you who did this, tell those who run your network.
"""


class HandOverFirst(ValueError):
    """Nobody would be left who runs a learning system: `systems` are those."""

    def __init__(self, systems: list[LearningSystem]) -> None:
        super().__init__("Hand over first: nobody else runs " + ", ".join(one.name for one in systems) + ".")
        self.systems = systems


class OfTheDemonstration(ValueError):
    """An account that the demonstration offers to everybody cannot leave it."""


@transaction.atomic
def take_copy(*, by: Any, at: datetime) -> list[Table]:
    """Everything of a person's, as tables, and an event that they took it."""
    audit.record(by=by, at=at, verb="take a copy", kind="person", key=str(by.pk))
    return everything(by)


@transaction.atomic
def forget(*, by: Any, at: datetime) -> None:
    """Forget whoever asks for it: their account goes, and what they told and did stays as someone's who left.

    What only they could see goes for good: nobody could ever read it.

    Their row is kept as a nameless shell, because the trail and the history of words name people by their key and can
    never be altered. It cannot be signed in to, and nothing leads from it to anybody.

    Raises:
        OfTheDemonstration: the account is one that everybody who tries Knotwork shares.
        HandOverFirst: they are the only co-ordinator of a learning system.
    """
    if by.demonstrates:
        raise OfTheDemonstration("Everybody who looks at the demonstration shares this account, so it stays.")
    _hold_what_is_run(by)
    person = Person.objects.select_for_update().get(pk=by.pk)
    if alone := runs_alone(person):
        raise HandOverFirst(alone)
    for system in sorted(systems_of(person.grants())) or [None]:
        audit.record(by=by, at=at, verb="leave", kind="person", key=str(person.pk), system=system)
    _end_sessions(person)
    _take_out_private(person)
    _let_go_of_files(person)
    Measure.objects.filter(checked_by__iexact=person.name).update(checked_by=NAME)
    _take_out_of_what_was_said(person)
    _delete_own(person)
    _say_goodbye(person.email)
    _make_nameless(person, at)


def _hold_what_is_run(by: Any) -> None:
    """Keep two co-ordinators from leaving at one moment, each counting on the other."""
    runs = HeldRole.objects.filter(person=by.pk, role=SOLE, system__isnull=False).values("system")
    list(LearningSystem.objects.select_for_update().filter(pk__in=runs).order_by("pk"))


def _end_sessions(person: Person) -> None:
    """End every session, also one that the list of sessions does not know."""
    listed = UserSession.objects.filter(user=person.pk).values_list("session_key", flat=True)
    theirs = {
        one.session_key
        for one in Session.objects.iterator(chunk_size=500)
        if one.get_decoded().get("_auth_user_id") == str(person.pk)
    }
    Session.objects.filter(session_key__in={*listed, *theirs}).delete()


def _take_out_private(person: Person) -> None:
    """What nobody else has ever seen goes, with every version of its words, what stands beside it and its index."""
    alone = Strand.objects.filter(by=person.pk, visibility=Strand.Visibility.OWN)
    keys = list(alone.values_list("pk", flat=True))
    for kept in (Version, File, Comment):
        kept.objects.filter(strand__in=keys).delete()
    if keys:
        finding.let_go(keys)
    Strand.objects.filter(pk__in=keys).delete()


def _let_go_of_files(person: Person) -> None:
    """Files sent in go, for a workbook keeps its writer's name; that numbers came from a file stays.

    So do the files beside what they told. Photographs stay with it: they were drawn anew, and name nobody.
    """
    sent = Upload.objects.filter(by=person.pk)
    for upload in sent:
        if upload.file:
            transaction.on_commit(lambda file=upload.file: file.storage.delete(file.name))
    sent.exclude(state=Upload.State.DONE).delete()
    sent.update(name=FILE, file="", why="")
    File.objects.filter(strand__by=person.pk).exclude(sort=PHOTOGRAPH).delete()


def _take_out_of_what_was_said(person: Person) -> None:
    """Their name goes where others mention them and where they mention themselves; the rest of those words stays."""
    theirs = Q(mentions__person=person) | Q(by=person.pk, text__contains="@")
    for comment in Comment.objects.filter(theirs).exclude(text="").distinct():
        comment.text = renamed(comment.text, person.name, NAME)
        comment.save(update_fields=["text"])


def _delete_own(person: Person) -> None:
    """Delete what is a person's alone: each table says so by how it refers to them, or has their address in it."""
    for relation in references():
        if relation.on_delete is models.CASCADE:
            relation.related_model._base_manager.filter(**{relation.field.name: person}).delete()
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.EmailField) and model is not Person:
                model._base_manager.filter(**{f"{field.name}__iexact": person.email}).delete()


def references() -> list[Any]:
    """Every column of every table that refers to people, as Django knows it from the side of people."""
    return [one for one in Person._meta.get_fields(include_hidden=True) if one.auto_created and one.is_relation]


def _make_nameless(person: Person, at: datetime) -> None:
    person.name, person.email = NAME, f"left.{person.pk}@knotwork.invalid"
    person.is_active, person.last_login, person.joined_at = False, None, at
    person.set_unusable_password()
    person.save()


def _say_goodbye(email: str) -> None:
    """Write to the address once more, once all is done, so that nobody is made to leave unknown to them."""
    transaction.on_commit(lambda: send_mail("Knotwork: you have left", FAREWELL, None, [email]))
