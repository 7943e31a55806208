"""Making a link for telling, telling through it, and looking through what was told."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.mail import send_mail
from django.db import transaction

from knotwork.access.policy import NotAllowed, Subject, allows, check
from knotwork.access.verbs import Verb
from knotwork.learning.audit import actions as audit
from knotwork.learning.capture.models import Opening, Snapshot, Waiting
from knotwork.learning.capture.queries import photograph_of
from knotwork.learning.files import actions as files
from knotwork.learning.files.codes import Prepared
from knotwork.learning.insights import actions as insights
from knotwork.learning.strands.models import Strand
from knotwork.learning.systems.queries import takes_part

LONGEST = timedelta(days=90)
MOST_WAITING = 200
TURNED_DOWN = """What you told at “{title}” was not taken in.

They say: {why}

You can tell it in Knotwork yourself, or ask them.
"""


class Closed(ValueError):
    """An opening takes nothing any more: it was closed, or its day is past."""


class Full(ValueError):
    """So much waits to be looked through that an opening takes no more for now."""


class TooLong(ValueError):
    """An opening would be open for no time, or for too long."""


class Gone(ValueError):
    """Somebody else looked through it a moment ago."""


@transaction.atomic
def begin(*, title: str, system: Any, until: datetime, by: Any, at: datetime, place: Any = None) -> Opening:
    """Make a link through which anybody can tell, about a place or the whole learning system, until an instant.

    Raises:
        NotAllowed: `by` may not do this there, or the place takes no part in the learning system.
        TooLong: `until` is not after `at`, or more than 90 days after it.
    """
    check(by, Verb.GATHER, Subject(system.pk, place.path if place else None))
    if place and not takes_part(place, system):
        raise NotAllowed("This place takes no part in the learning system.", system.pk)
    if not at < until <= at + LONGEST:
        raise TooLong(f"Choose a day within the next {LONGEST.days} days.")
    made = Opening.objects.create(title=title, system=system, place=place, by=by, at=at, until=until)
    _note("begin", made, by, at)
    return made


@transaction.atomic
def close(*, opening: Opening, by: Any, at: datetime) -> None:
    """Close a link at once. What was told through it still waits. Closing it again changes nothing.

    Raises:
        NotAllowed: `by` may not keep openings there.
    """
    check(by, Verb.GATHER, opening.subject)
    if Opening.objects.filter(pk=opening.pk, closed_at=None).update(closed_at=at):
        _note("close", opening, by, at)


@transaction.atomic
def tell(
    *,
    opening: Opening,
    happened: str,
    by: Any,
    at: datetime,
    voice: str = "",
    photograph: Prepared | None = None,
    token: UUID | None = None,
) -> Waiting:
    """Tell through a link. It waits until somebody looked through it. `by` is nobody, or whoever tells it as theirs.

    Of nobody, nothing is kept but the words and the photograph.

    Raises:
        Closed: the link was closed, or its day is past.
        Full: too much waits there already.
        NothingTold: `happened` is empty.
    """
    opening = Opening.objects.select_for_update().get(pk=opening.pk)
    if done := Waiting.objects.filter(token=token, opening=opening).first() if token else None:
        if done.happened == happened:
            return done
        token = None  # other words in a form that arrived already: nothing of them is lost, they wait beside it
    if opening.closed_at or opening.until <= at:
        raise Closed("This link takes nothing any more.")
    if not happened.strip():
        raise insights.NothingTold("Say what happened, in a sentence or two.")
    if opening.waiting.count() >= MOST_WAITING:
        raise Full("Much was told here that nobody has read yet. Try again later.")
    made = Waiting.objects.create(opening=opening, happened=happened, voice=voice, teller=by, at=at, token=token)
    if photograph:
        Snapshot.objects.create(waiting=made, data=photograph.data, width=photograph.width, height=photograph.height)
    audit.record(by=by, at=at, verb="tell through", kind="opening", key=opening.code, system=opening.system_id)
    return made


@transaction.atomic
def take_in(*, waiting: Waiting, happened: str, by: Any, at: datetime, shows: str = "") -> Strand:
    """Make an insight of what was told through a link, for its learning system to see. It has the words of `happened`.

    A photograph that came with it is kept if `shows` says what it shows; else nothing of it is.

    It is its teller's if they told it as theirs and may still tell there. Else it says through what it was told, and
    `by` answers for it.

    Raises:
        NotAllowed: `by` may not keep openings there.
        Gone: somebody else looked through it a moment ago.
    """
    opening = waiting.opening
    check(by, Verb.GATHER, opening.subject)
    photograph = photograph_of(waiting) if shows else None
    _claim(waiting)
    theirs = waiting.teller and allows(waiting.teller.grants(), Verb.TELL, opening.subject)
    strand = insights.tell(
        happened=happened, system=opening.system, place=opening.place, by=waiting.teller if theirs else by, at=at,
        voice=waiting.voice, told_through="" if theirs else opening.title, moderated=happened != waiting.happened,
    )  # fmt: skip
    if photograph:
        files.add(strand=strand, file=photograph, words=shows, by=strand.by, at=at)
    _note("take in", opening, by, at, after={"strand": strand.code})
    return strand


@transaction.atomic
def turn_down(*, waiting: Waiting, why: str, by: Any, at: datetime) -> None:
    """Leave out what was told through a link. Its words are deleted; whoever told it as theirs is written to, with why.

    Raises:
        NotAllowed: `by` may not keep openings there.
        Gone: somebody else looked through it a moment ago.
    """
    check(by, Verb.GATHER, waiting.opening.subject)
    _claim(waiting)
    _note("turn down", waiting.opening, by, at)
    if waiting.teller:
        words = TURNED_DOWN.format(title=waiting.opening.title, why=why)
        to = [waiting.teller.email]
        transaction.on_commit(lambda: send_mail("Knotwork: what you told", words, None, to), robust=True)


def _claim(waiting: Waiting) -> None:
    """Take it from the list, for one person alone."""
    gone, _each = Waiting.objects.filter(pk=waiting.pk).delete()
    if not gone:
        raise Gone("Somebody else looked through this a moment ago.")


def _note(verb: str, opening: Opening, by: Any, at: datetime, **told: Any) -> None:
    audit.record(by=by, at=at, verb=verb, kind="opening", key=opening.code, system=opening.system_id, **told)
