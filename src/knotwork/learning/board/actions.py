"""Making sense together: naming themes, putting insights in and taking them out, merging, keeping apart.

Each action says what shall be so, not how it was before: whoever comes second finds it so, or adds to it. So several
people work on a board at once, and nobody's work takes back another's.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from knotwork.access.policy import NotAllowed
from knotwork.access.verbs import Verb
from knotwork.learning.audit import actions as audit
from knotwork.learning.board.models import GROUPS, Apart, Theme
from knotwork.learning.board.queries import named_so
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.strands.queries import makes_sense
from knotwork.learning.systems.models import LearningSystem


class NothingChosen(ValueError):
    """A theme was to be made of nothing."""


class NoName(ValueError):
    """A theme was to be made without a name."""


class SameName(ValueError):
    """A theme was to be made with the name of one that stands on the board."""


class OnTheirOwn(ValueError):
    """A theme was to be merged into itself, or into one of another learning system."""


@transaction.atomic
def name_theme(
    *, name: str, insights: Sequence[Strand], system: Any, by: Any, at: datetime, about: str = "",
    token: UUID | None = None, out_of: Sequence[Strand] = (),
) -> Strand:  # fmt: skip
    """Begin a theme of some insights. `out_of` are themes that these insights leave for it: so a theme is split.

    A second sending of the same form, by its `token`, makes no second theme.

    Raises:
        NotAllowed: `by` may not tell in the learning system, or does not see one of the insights in it.
        NoName, NothingChosen: the name is empty, or there are no insights.
        SameName: a theme on the board has it, perhaps since a moment ago.
    """
    _check(by, system)
    _alone(system)
    if made := strands.already(token, by):
        return made
    name = " ".join(name.split())
    if not name:
        raise NoName("Give the theme a name, in a few words.")
    if not insights:
        raise NothingChosen("Choose what belongs together first.")
    if named_so(by, system, name):
        raise SameName("There is a theme of this name. Put them into that one, or give this one another name.")
    left = [_now(old, by) for old in out_of]
    theme = strands.add(
        kind=Strand.Kind.THEME, title=name, system=system, place=None, needs=Verb.SEE, by=by, at=at, token=token,
        words={"name": name, "about": about},
    )  # fmt: skip
    Theme.objects.create(strand=theme, name=name, about=about)
    _join(theme, _mine(insights, theme, by), by, at)
    for old in left:
        _part(old, insights, by, at)
    return theme


@transaction.atomic
def put_in(
    *, theme: Strand, insights: Sequence[Strand], by: Any, at: datetime, out_of: Sequence[Strand] = ()
) -> Strand:
    """Put insights into a theme, and out of others. Where it went into another meanwhile, they go there.

    Raises:
        NotAllowed: `by` may not tell in the learning system, or does not see the theme or an insight in it.
        NothingChosen: there are no insights.
    """
    if not insights:
        raise NothingChosen("Choose what belongs there first.")
    _alone(theme.system)
    theme, left = _now(theme, by), [_now(old, by) for old in out_of]
    _check(by, theme.system)
    _join(theme, _mine(insights, theme, by), by, at)
    for old in left:
        if old != theme:
            _part(old, insights, by, at)
    return theme


@transaction.atomic
def take_out(*, themes: Sequence[Strand], insights: Sequence[Strand], by: Any, at: datetime) -> None:
    """Take insights out of themes. What is not in them any more is not there to be taken out.

    Raises:
        NotAllowed: `by` may not tell in the learning system, or does not see a theme.
    """
    for system in sorted({theme.system for theme in themes}, key=lambda one: one.pk):
        _check(by, system)
        _alone(system)
    for now in [_now(theme, by) for theme in themes]:
        _part(now, insights, by, at)


@transaction.atomic
def merge(*, theme: Strand, into: Strand, by: Any, at: datetime) -> Strand:
    """Let one theme go into another: all that is in it is in the other too, and its page says where it went.

    Doing it twice changes nothing. Of two people who merge the same two either way, the second finds it done.

    Raises:
        NotAllowed: `by` may not tell in the learning system, or does not see one of the themes.
        OnTheirOwn: they are one theme, or of two learning systems.
    """
    if theme.pk == into.pk or theme.system_id != into.system_id:
        raise OnTheirOwn("Choose another theme of the same learning system.")
    _alone(theme.system)
    theme, into = _now(theme, by), _now(into, by)
    _check(by, theme.system)
    if theme == into:
        return into
    inside = [link.origin for link in Link.objects.filter(**_grouped(theme)).select_related("origin")]
    _join(into, inside, by, at)
    Theme.objects.filter(pk=theme.pk).update(went_into=into.pk)
    Theme.objects.filter(went_into=theme.pk).update(went_into=into.pk)
    _note("merge", theme, by, at, {"into": into.code})
    return into


@transaction.atomic
def keep_apart(*, one: Strand, other: Strand, by: Any, at: datetime) -> Apart:
    """Say that two strands that look alike do not belong together, so that nobody is asked again.

    Raises:
        NotAllowed: `by` may not tell in the learning system, or does not see them both.
    """
    first, second = sorted((one, other), key=lambda strand: strand.pk)
    _check(by, first.system)
    for strand in (first, second):
        if not Strand.objects.filter(visible_to(by), pk=strand.pk, system=first.system_id).exists():
            raise NotAllowed("You can sort only what you can see.", first.system_id)
    kept, new = Apart.objects.get_or_create(one=first, other=second)
    if new:
        _note("keep apart", first, by, at, {"other": second.code})
    return kept


def _check(by: Any, system: Any) -> None:
    if not makes_sense(by, system):
        raise NotAllowed("You may not make sense of what is told here.", system.pk)


def _alone(system: Any) -> None:
    """Let one person at a time sort a learning system's board, until the transaction ends.

    Where themes have gone into others nobody knows beforehand which rows an act will hold, so two could wait for each
    other. All that an act holds is held before its first line in the trail, for which everybody waits in turn.
    """
    list(LearningSystem.objects.select_for_update(no_key=True).filter(pk=system.pk))


def _now(theme: Strand, by: Any) -> Strand:
    """The theme as it stands, held until the transaction ends; or the one that it has gone into."""
    found = strands.held(theme, by)
    if found.kind != Strand.Kind.THEME:
        raise NotAllowed("This is no theme.", found.system_id)
    went = Theme.objects.get(pk=found.pk).went_into
    return strands.held(went.strand, by) if went else found


def _mine(insights: Sequence[Strand], theme: Strand, by: Any) -> list[Strand]:
    """The insights, if `by` sees them all and they are the learning system's."""
    keys = {insight.pk for insight in insights}
    found = Strand.objects.filter(visible_to(by), pk__in=keys, system=theme.system_id, kind__in=GROUPS)
    if len(mine := list(found)) != len(keys):
        raise NotAllowed("You can sort only what you can see.", theme.system_id)
    return mine


def _grouped(theme: Strand) -> dict[str, Any]:
    return {"outcome": theme.pk, "relation": Link.Relation.GROUPED_FROM}


def _join(theme: Strand, insights: Iterable[Strand], by: Any, at: datetime) -> None:
    there = set(Link.objects.filter(**_grouped(theme)).values_list("origin", flat=True))
    new = [insight for insight in insights if insight.pk not in there]
    Link.objects.bulk_create(
        Link(origin=insight, outcome=theme, system=theme.system, relation=Link.Relation.GROUPED_FROM, by=by, at=at)
        for insight in new
    )
    if new:
        _note("put in", theme, by, at, {"strands": sorted(insight.code for insight in new)})


def _part(theme: Strand, insights: Sequence[Strand], by: Any, at: datetime) -> None:
    there = Link.objects.filter(visible_to(by, "origin__"), origin__in=list(insights), **_grouped(theme))
    codes = sorted(there.values_list("origin__code", flat=True))
    if codes:
        Link.objects.filter(pk__in=list(there.values_list("pk", flat=True))).delete()
        _note("take out", theme, by, at, {"strands": codes})


def _note(verb: str, strand: Strand, by: Any, at: datetime, after: dict[str, Any]) -> None:
    audit.record(
        by=by, at=at, verb=verb, kind=strand.kind, key=strand.code, system=strand.system_id, after=after
    )  # fmt: skip
