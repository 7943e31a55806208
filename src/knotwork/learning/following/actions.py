"""Following, and no longer following."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit import actions as audit
from knotwork.learning.following.models import Follow
from knotwork.learning.following.queries import Choice
from knotwork.learning.people.models import Person

MOST = 500


class TooMuch(ValueError):
    """Somebody follows so much that nobody could read what comes of it."""


@transaction.atomic
def follow(*, choices: Iterable[Choice], chosen: Iterable[str], by: Any, at: datetime) -> None:
    """Follow those of some choices whose keys are `chosen`, and no longer the others. The same again changes nothing.

    Whoever shows the choices has looked that `by` sees them; what is followed and seen no more is not heard of.

    Raises:
        NotAllowed: a key is chosen that is none of the choices.
        TooMuch: it would be more than anybody can read.
    """
    Person.objects.select_for_update().get(pk=by.pk)  # the same form twice at once comes one after the other
    offered, wanted = {one.key: one for one in choices}, set(chosen)
    if wanted - set(offered):
        raise NotAllowed("You can follow only what you can see.")
    for key, one in offered.items():
        mine = Follow.objects.filter(person=by.pk, **{one.what: one.thing})
        if key not in wanted and mine.delete()[0]:
            _note("unfollow", one, by, at)
        elif key in wanted and not mine.exists():
            Follow.objects.create(person=by, at=at, **{one.what: one.thing})
            _note("follow", one, by, at)
    if Follow.objects.filter(person=by.pk).count() > MOST:
        raise TooMuch(f"You follow {MOST} things already. Let go of some first, under what you follow.")


@transaction.atomic
def let_go(*, follow: int, by: Any, at: datetime) -> None:
    """No longer follow something, by its number in one's own list. What is not there any more stays so."""
    if Follow.objects.filter(person=by.pk, pk=follow).delete()[0]:
        audit.record(by=by, at=at, verb="unfollow", kind="person", key=str(by.pk))


def _note(verb: str, one: Choice, by: Any, at: datetime) -> None:
    """Write it into nobody's trail but the person's own: what somebody reads is no business of a learning system."""
    audit.record(by=by, at=at, verb=verb, kind="person", key=str(by.pk), after={"what": one.what})
