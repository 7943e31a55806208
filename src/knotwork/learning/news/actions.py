"""Choosing when to be written to, and writing digests."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import get_default_timezone, localtime

from knotwork.learning.audit import actions as audit
from knotwork.learning.decisions.queries import to_look_at_again
from knotwork.learning.doings.queries import carried_by
from knotwork.learning.news.codes import EIGHT, MONDAY, next_time, token_for
from knotwork.learning.news.models import Rhythm
from knotwork.learning.news.queries import News, due, news, without_rhythm
from knotwork.learning.people.models import Person

log = logging.getLogger(__name__)
A_WEEK, AN_HOUR = timedelta(days=7), timedelta(hours=1)
IN_HAND = 5


@transaction.atomic
def choose(*, often: str, day: int, hour: int, by: Any, at: datetime) -> Rhythm:
    """Write to a person in this rhythm from now on. What is new since they were last told comes next time.

    Raises:
        ValueError: `often`, `day` or `hour` is none that there is.
    """
    often, day = str(Rhythm.Often(often)), int(Rhythm.Day(day))
    if not 0 <= hour <= 23:
        raise ValueError(f"An hour of the day is 0 to 23, not {hour}")
    given = {"often": often, "day": day, "hour": hour, "next_at": _next(often, day, hour, at)}
    rhythm, _new = Rhythm.objects.update_or_create(person=by, defaults=given, create_defaults={**given, "until": at})
    audit.record(
        by=by, at=at, verb="choose digest", kind="person", key=str(by.pk),
        after={"often": often, "day": day, "hour": hour},
    )  # fmt: skip
    return rhythm


def _next(often: str, day: int, hour: int, after: datetime) -> datetime | None:
    return next_time(often, day, hour, after=after, zone=get_default_timezone())


@transaction.atomic
def stop(*, by: Any, at: datetime) -> None:
    """Write to a person no more, by the link in a digest. The same again changes nothing."""
    found = Rhythm.objects.select_for_update().filter(person=by.pk).first()
    if found is None or found.often != Rhythm.Often.NEVER:
        choose(often="never", day=found.day if found else MONDAY, hour=found.hour if found else EIGHT, by=by, at=at)


def begin(*, at: datetime) -> int:
    """Give a rhythm to whoever has none yet: once a week, on Monday at eight; how many. The first tells of a week."""
    often = str(Rhythm.Often.WEEKLY)
    due_at = _next(often, MONDAY, EIGHT, at)
    made = [
        Rhythm(person=person, often=often, day=MONDAY, hour=EIGHT, next_at=due_at, until=at - A_WEEK)
        for person in without_rhythm()
    ]
    Rhythm.objects.bulk_create(made, ignore_conflicts=True, batch_size=1000)
    return len(made)


@dataclass(frozen=True, slots=True)
class Letter:
    """One digest: its subject, and the same words as plain text and as a page for a phone."""

    subject: str
    text: str
    page: str
    off: str


def letter(person: Person, *, since: datetime, until: datetime) -> Letter | None:
    """The digest of a person for a span of time; nothing where nothing is new, so that nobody is written to for it."""
    new = news(person, since=since, until=until)
    if not new:
        return None
    off = f"{settings.ADDRESS}{reverse('letters-off', args=[token_for(person.pk)])}"
    said = {
        "person": person,
        "news": new,
        "actions": carried_by(person, most=IN_HAND),
        "decisions": to_look_at_again(person, today=localtime(until).date(), most=IN_HAND),
        "address": settings.ADDRESS,
        "off": off,
    }
    text, page = (render_to_string(f"news/letter.{form}", said) for form in ("txt", "html"))
    return Letter(_subject(new), text.strip() + "\n", page, off)


def _subject(new: News) -> str:
    if new.came_of:
        return "Knotwork: what came of what you told"
    return f"Knotwork: {len(new)} new thing{'s' if len(new) > 1 else ''} for you"


def send_due(*, at: datetime) -> int:
    """Write to everybody whose digest is due and for whom something is new; how many were written to."""
    begin(at=at)
    return sum(send(key, at=at) for key in due(at=at))


def send(key: int, *, at: datetime) -> bool:
    """Write to one person, if their digest is due and something is new; whether they were written to.

    That it is done stands in the database before the letter goes, so nobody gets one twice, however many servers send
    and whenever one is killed; a letter lost that way is still to be read on the site. Where the mail server refuses,
    it is tried again an hour later, with all that is new by then.
    """
    with transaction.atomic():
        lock = {"skip_locked": connection.features.has_select_for_update_skip_locked}
        rhythm = Rhythm.objects.select_for_update(**lock).filter(pk=key, next_at__lte=at).first()
        if rhythm is None:
            return False
        since, person = rhythm.until, Person.objects.get(pk=key)
        made = letter(person, since=since, until=at)
        rhythm.until, rhythm.next_at = at, _next(rhythm.often, rhythm.day, rhythm.hour, at)
        rhythm.save(update_fields=["until", "next_at"])
    if made is None:
        return False
    try:
        _mail(made, person.email).send()
    except OSError as refused:  # what a mail server answers is one too
        log.warning("A digest could not be sent, and is tried again in an hour: %s", refused)
        again = Rhythm.objects.filter(pk=key, until=at).exclude(often=Rhythm.Often.NEVER)
        again.update(until=since, next_at=at + AN_HOUR)
        return False
    return True


def _mail(made: Letter, to: str) -> EmailMultiAlternatives:
    """The e-mail, with what lets a mail program end digests at one press (RFC 8058)."""
    headers = {
        "List-Unsubscribe": f"<{made.off}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    mail = EmailMultiAlternatives(made.subject, made.text, None, [to], headers=headers)
    mail.attach_alternative(made.page, "text/html")
    return mail
