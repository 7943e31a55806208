"""Telling insights."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from knotwork.access.verbs import Verb
from knotwork.learning.files import actions as files
from knotwork.learning.files.codes import Prepared
from knotwork.learning.insights.models import Insight
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.models import Measure
from knotwork.learning.measures.series import Series
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import WORDS, Link, Strand


class NothingTold(ValueError):
    """An insight says nothing of what happened."""


class NotAsked(ValueError):
    """Words were given by a name that no insight knows."""


class ToldAlready(ValueError):
    """This very form was received before, and says something else now. `strand` is what was told then."""

    def __init__(self, strand: Strand) -> None:
        super().__init__("You have told this already.")
        self.strand = strand


@transaction.atomic
def tell(
    *,
    happened: str,
    system: Any,
    by: Any,
    at: datetime,
    place: Any = None,
    learned: str = "",
    needed_by: str = "",
    visibility: str = Strand.Visibility.SYSTEM,
    measure: Measure | None = None,
    period: date | None = None,
    signal: Series | None = None,
    came_of: Sequence[tuple[Strand, str]] = (),
    token: UUID | None = None,
    anonymous: bool = False,
    sort: str = Insight.Sort.STORY,
    voice: str = "",
    more: Mapping[str, str] | None = None,
    told_through: str = "",
    moderated: bool = False,
    photograph: Prepared | None = None,
    shows: str = "",
) -> Strand:
    """Tell what happened and what was learned, with the strands that it came of and how.

    `more` has the answers to what its sort asks beside that, by their names in `WORDS`; `voice` is whose voice it is.
    `told_through` is the title of the link through which somebody told it, whom nobody knows: `by` answers for it.
    `photograph` stands beside it, and `shows` says what is to be seen on it.
    `moderated`: words were changed before anybody else saw them.
    `measure` and `period` put it on a chart. `signal` is the chart that prompted it: it is kept as it
    stands, and linked. `anonymous` tells it without a name: nobody but the teller can see who it was.

    Raises:
        NotAllowed: `by` may not tell there.
        NothingTold: `happened` is empty.
        NotAsked: `more` has words that no insight has.
        NoTeam: it is for a team only, and no place says which.
        TooFewOrTooMany: it is told without a name, and not to the learning system.
        NotSaid: nothing says what the photograph shows.
        ToldAlready: the form with this `token` was received, with other words.
    """
    words = _worded({"happened": happened, "learned": learned, "needed_by": needed_by}, more or {})
    if done := strands.already(token, by):
        if words != {name: getattr(done.insight, name) for name in words}:
            raise ToldAlready(done)
        return done
    if not happened.strip():
        raise NothingTold("Say what happened, in a sentence or two.")
    strand = strands.add(
        kind=Strand.Kind.INSIGHT,
        title=happened,
        system=system,
        place=place,
        needs=Verb.TELL,
        by=by,
        at=at,
        visibility=visibility,
        token=token,
        anonymous=anonymous,
        words=words,
        told_through=told_through,
    )
    Insight.objects.create(strand=strand, sort=sort, voice=voice, moderated=moderated, **words)
    if measure and period:
        measures.pin(strand=strand, measure=measure, period=period)
    if signal:
        kept = measures.keep_reading(series=signal, by=by, at=at, anonymous=anonymous)
        came_of = [(kept, Link.Relation.PROMPTED_BY), *came_of]
    for origin, relation in came_of:
        strands.link(origin=origin, outcome=strand, relation=Link.Relation(relation), by=by, at=at)
    if photograph:
        files.add(strand=strand, file=photograph, words=shows, by=by, at=at)
    return strand


def _worded(said: dict[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """All words of an insight by name, in the order in which they are read; what was not said is empty."""
    known = WORDS[Strand.Kind.INSIGHT]
    if unknown := set(more) - set(known):
        raise NotAsked(f"An insight does not say {', '.join(sorted(unknown))}.")
    given = {**said, **more}
    return {name: given.get(name, "") for name in known}
