"""Reading everything that belongs to one person, and what stands in the way of their leaving."""

import json
from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet

from knotwork.exchange.leaving.codes import Table
from knotwork.exchange.observations.models import Upload
from knotwork.learning.audit.models import Event
from knotwork.learning.capture.models import Opening, Waiting
from knotwork.learning.capture.queries import photograph_of
from knotwork.learning.decisions.models import Decision, Review
from knotwork.learning.doings.models import Doing
from knotwork.learning.files.models import File
from knotwork.learning.files.queries import content_of
from knotwork.learning.following.queries import followed
from knotwork.learning.invitations.models import Asking
from knotwork.learning.measures.models import Pin, Reading
from knotwork.learning.news.queries import rhythm_of
from knotwork.learning.people.models import HeldRole
from knotwork.learning.sense.models import Response
from knotwork.learning.strands.codes import of_outcome
from knotwork.learning.strands.models import WORDS, Link, Strand, Version
from knotwork.learning.strands.queries import seen_by
from knotwork.learning.systems.models import LearningSystem
from knotwork.learning.talk.models import Comment, Mention, Thanks

SOLE = "co_ordinator"


def everything(by: Any) -> list[Table]:
    """Everything that a person told, did and is here, as tables. As many queries, however much it is."""
    return [
        _account(by), _second_steps(by), _sessions(by), _roles(by), _told(by), _words(by), _decisions(by),
        _actions(by), _reviews(by), _notes(by), _readings(by), _links(by), _files(by), _beside(by), _requests(by),
        _responses(by), _comments(by), _mentions(by), _thanks(by), _follows(by), _letters(by), _waiting(by),
        _openings(by), _trail(by),
    ]  # fmt: skip


def runs_alone(by: Any) -> list[LearningSystem]:
    """The learning systems that would have no co-ordinator without this person. Two queries."""
    runs = HeldRole.objects.filter(person=by.pk, role=SOLE, system__isnull=False).values("system")
    others = HeldRole.objects.filter(role=SOLE, system__in=runs, person__is_active=True).exclude(person=by.pk)
    return list(LearningSystem.objects.filter(pk__in=runs).exclude(pk__in=others.values("system")).order_by("name"))


def _account(by: Any) -> Table:
    said: list[tuple[object, ...]] = [("name", by.name), ("e-mail address", by.email), ("joined", by.joined_at)]
    said.append(("last signed in", by.last_login))
    found = SocialAccount.objects.filter(user=by.pk)
    said += [("signs in by", f"{one.provider}: {one.uid} {json.dumps(one.extra_data)}") for one in found]
    return Table("account", "Your account", ("what", "is"), said)


def _second_steps(by: Any) -> Table:
    found = Authenticator.objects.filter(user=by.pk).order_by("pk")
    rows = [(one.get_type_display(), one.created_at, one.last_used_at) for one in found]
    return Table("second-steps", "How you prove that it is you", ("kind", "added", "last used"), rows)


def _sessions(by: Any) -> Table:
    rows = UserSession.objects.filter(user=by.pk).values_list("created_at", "last_seen_at", "ip", "user_agent")
    return Table("sessions", "Where you are signed in", ("since", "last seen", "address", "browser"), list(rows))


def _roles(by: Any) -> Table:
    held = HeldRole.objects.filter(person=by.pk).select_related("place", "system").order_by("pk")
    rows = [(one.get_role_display(), str(one.place or one.system)) for one in held]
    return Table("roles", "Your roles", ("role", "where"), rows)


def _told(by: Any) -> Table:
    found = Strand.objects.filter(by=by.pk).select_related("system", "place").order_by("at", "pk")
    rows = [
        (one.code, one.get_kind_display(), one.title, one.system.name, str(one.place or ""), one.at,
         one.get_visibility_display(), "yes" if one.anonymous else "no")
        for one in found
    ]  # fmt: skip
    head = ("code", "kind", "title", "learning system", "place", "when", "who sees it", "without your name")
    return Table("told", "What you told, noted and decided", head, rows)


def _words(by: Any) -> Table:
    """Each version that the person wrote. What they told without a name has nobody beside its versions: theirs too."""
    mine = Q(by=by.pk) | Q(by=None, strand__by=by.pk)
    found = Version.objects.filter(mine).select_related("strand").order_by("strand", "number")
    rows = [
        (one.strand.code, one.number, one.at, WORDS.get(one.strand.kind, {}).get(name, name), text)
        for one in found
        for name, text in one.words.items()
    ]
    return Table("versions", "Your words, every version", ("code", "version", "when", "what", "words"), rows)


def _decisions(by: Any) -> Table:
    """What the person decided, and what they carry for others as long as they may see it."""
    carried = Q(owner=by.pk, strand__in=seen_by(by).values("pk"))
    found = Decision.objects.filter(carried | Q(strand__by=by.pk)).select_related("strand").order_by("pk")
    rows = [
        (one.strand.code, one.question, one.options, one.choice, one.reasons, one.dissent, one.due_on,
         one.review_on,
         "yes" if one.strand.by_id == by.pk else "no", "yes" if one.owner_id == by.pk else "no")
        for one in found
    ]  # fmt: skip
    head = (
        "code", "question", "considered", "choice", "reasons", "dissent", "by when", "look again on", "you recorded it",
        "you carry it",
    )  # fmt: skip
    return Table("decisions", "Decisions that you recorded or carry", head, rows)


def _actions(by: Any) -> Table:
    """What the person began, and what they carry for others as long as they may see it."""
    carried = Q(owner=by.pk, strand__in=seen_by(by).values("pk"))
    found = Doing.objects.filter(carried | Q(strand__by=by.pk)).select_related("strand", "decision").order_by("pk")
    rows = [
        (one.strand.code, one.decision.code, one.what, one.due_on, one.ended_at, one.get_end_display(), one.went,
         "yes" if one.owner_id == by.pk else "no")
        for one in found
    ]  # fmt: skip
    head = ("code", "decision", "what", "by when", "ended", "how", "how it went", "you carry it")
    return Table("actions", "What you began or carry because of decisions", head, rows)


def _reviews(by: Any) -> Table:
    found = Review.objects.filter(strand__by=by.pk).select_related("strand", "decision__strand").order_by("pk")
    rows = [
        (one.strand.code, one.decision.strand.code, one.get_verdict_display(), one.seen, one.look_again_on)
        for one in found
    ]
    head = ("code", "decision", "did it work", "seen", "look again on")
    return Table("reviews", "Decisions that you looked at again", head, rows)


def _notes(by: Any) -> Table:
    found = Pin.objects.filter(strand__by=by.pk).select_related("strand", "measure").order_by("pk")
    rows = [
        (one.strand.code, one.strand.title, one.measure.name, one.period, "yes" if one.begins_phase else "no")
        for one in found
    ]
    return Table("notes", "What you put on charts", ("code", "title", "measure", "period", "begins a phase"), rows)


def _readings(by: Any) -> Table:
    found = Reading.objects.filter(strand__by=by.pk).select_related("strand", "measure").order_by("pk")
    rows = [(one.strand.code, one.measure.name, one.sentence) for one in found]
    return Table("readings", "Charts as you kept them", ("code", "measure", "reading"), rows)


def _links(by: Any) -> Table:
    found = Link.objects.filter(by=by.pk).order_by("pk")
    joins = found.values_list("outcome__code", "relation", "origin__code", "at")
    rows = [(one, of_outcome(relation, "…"), other, at) for one, relation, other, at in joins]
    return Table("links", "What you joined", ("strand", "how", "to", "when"), rows)


def _files(by: Any) -> Table:
    found = Upload.objects.filter(by=by.pk).select_related("system").order_by("pk")
    rows = [(one.name, one.system.name, one.at, one.get_state_display()) for one in found]
    return Table("files", "Files that you sent in", ("file", "learning system", "when", "how far it came"), rows)


def _beside(by: Any) -> Table:
    rows = [(one.name, one.strand.code, one.at, one.words, one.described) for one in _beside_told(by)]
    head = ("file", "code", "when", "what it shows", "what it is")
    return Table("photographs-and-files", "Photographs and files beside what you told", head, rows)


def contents(by: Any) -> Iterator[tuple[str, bytes]]:
    """Each photograph and file of what a person told, by its name. One query each: one is in memory at a time."""
    for one in _beside_told(by):
        if (data := content_of(one)) is not None:
            yield one.name, data
    for waiting in Waiting.objects.filter(teller=by.pk).order_by("pk"):
        if photograph := photograph_of(waiting):
            yield f"waiting-{waiting.pk}.jpg", photograph.data


def _beside_told(by: Any) -> QuerySet[File]:
    return File.objects.filter(strand__by=by.pk).select_related("strand").order_by("pk")


def _requests(by: Any) -> Table:
    found = Asking.objects.filter(person=by.pk).select_related("system").order_by("pk")
    answers = {None: "", True: "yes", False: "no"}
    rows = [(one.system.name, one.at, one.why, answers[one.given], one.words, one.answered_at) for one in found]
    head = ("learning system", "when", "why", "answer", "in words", "answered")
    return Table("requests", "Where you asked to join", head, rows)


def _responses(by: Any) -> Table:
    found = Response.objects.filter(strand__by=by.pk).select_related("strand__place", "insight").order_by("pk")
    rows = [
        (one.strand.code, one.insight.code, str(one.strand.place), one.get_answer_display(), one.because)
        for one in found
    ]
    return Table("responses", "What you said of others' insights", ("code", "insight", "place", "answer", "why"), rows)


def _comments(by: Any) -> Table:
    found = Comment.objects.filter(by=by.pk).order_by("pk")
    rows = found.values_list("strand__code", "at", "text", "taken_back_at")
    return Table("comments", "What you said of strands", ("code", "when", "words", "taken back"), list(rows))


def _mentions(by: Any) -> Table:
    """Where others mention the person, as far as they may see it. The words are those others'."""
    found = Mention.objects.filter(person=by.pk, comment__strand__in=seen_by(by).values("pk")).order_by("pk")
    rows = found.values_list("comment__strand__code", "comment__at")
    return Table("mentions", "Where you are mentioned", ("code", "when"), list(rows))


def _thanks(by: Any) -> Table:
    rows = Thanks.objects.filter(by=by.pk).order_by("pk").values_list("strand__code", "at")
    return Table("thanks", "What you gave thanks for", ("code", "when"), list(rows))


def _follows(by: Any) -> Table:
    rows = [(one.words, one.address) for one in followed(by)]
    return Table("follows", "What you follow", ("what", "address"), rows)


def _letters(by: Any) -> Table:
    rhythm = rhythm_of(by)
    rows = [(rhythm.get_often_display(), rhythm.get_day_display(), rhythm.hour)] if rhythm else []
    return Table("digests", "When we write to you", ("how often", "day", "hour"), rows)


def _waiting(by: Any) -> Table:
    found = Waiting.objects.filter(teller=by.pk).select_related("opening").order_by("pk")
    rows = [(one.opening.title, one.at, one.happened, one.get_voice_display()) for one in found]
    return Table(
        "waiting",
        "What you told through a link and nobody looked through yet",
        ("link", "when", "words", "voice"),
        rows,
    )


def _openings(by: Any) -> Table:
    found = Opening.objects.filter(by=by.pk).select_related("system", "place").order_by("pk")
    rows = [(one.title, one.system.name, str(one.place or ""), one.at, one.until, one.closed_at) for one in found]
    head = ("title", "learning system", "place", "made", "until", "closed")
    return Table("openings", "Links for telling that you made", head, rows)


def _trail(by: Any) -> Table:
    found = Event.objects.filter(by=by.pk).order_by("pk")
    rows = [
        (
            one.at,
            one.verb,
            one.subject_kind,
            one.subject_key,
            one.session,
            json.dumps(one.before),
            json.dumps(one.after),
        )
        for one in found
    ]
    head = ("when", "what", "kind", "key", "session", "before", "after")
    return Table("trail", "What you changed, from the trail", head, rows)
