"""What came of what somebody told: everything downstream that they may see, and nothing of what they may not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef
from django.utils.timezone import localtime

from knotwork.learning.hearing.codes import Line, Step, hows, in_short, lines
from knotwork.learning.measures.queries import then_and_now
from knotwork.learning.measures.series import Series
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.strands.queries import outcomes_of, seen_by

STEPS = 6
MOST = 500
A_PAGE = 10
FEW = 5
TOLD = [Strand.Kind.INSIGHT, Strand.Kind.ANNOTATION, Strand.Kind.RESPONSE, Strand.Kind.THEME, Strand.Kind.DECISION]
TABLES = ("outcome__place", "outcome__by", "outcome__review", "outcome__action")
# What a line says of each thing: of hundreds of them, nothing else is read.
READ = (
    "origin_id", "relation", "at", "outcome__kind", "outcome__code", "outcome__title", "outcome__at",
    "outcome__place__name", "outcome__by__name", "outcome__anonymous", "outcome__told_through",
    "outcome__review__verdict", "outcome__action__end",
)  # fmt: skip
CHARTS = [Strand.Kind.SIGNAL, Strand.Kind.READING]


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that was told, with what came of it: in one sentence, and a line for each thing.

    `hows` has, by its key, how each thing is joined.
    """

    told: Strand
    short: str
    lines: tuple[Line, ...]
    hows: dict[int, str] = field(default_factory=dict)

    @property
    def few(self) -> tuple[Line, ...]:
        """As many lines as a page shows at once."""
        return self.lines[:FEW]

    @property
    def more(self) -> int:
        """How many lines a page leaves to the thread."""
        return len(self.lines) - len(self.few)

    @property
    def keys(self) -> set[int]:
        """The strands that the lines tell of."""
        return {key for line in self.lines for key in line.keys}

    def beside_places(self) -> Heard:
        """The same less what places say of it, for a page that shows them one by one."""
        return replace(self, lines=tuple(line for line in self.lines if not line.answers))


def mine(by: Any, *, page: Any = 1) -> Page:
    """What I told and something came of, newest first, a page at a time, each with what came of it."""
    anything = Link.objects.filter(visible_to(by, "outcome__"), origin=OuterRef("pk"))
    told = seen_by(by).filter(Exists(anything), by=by.pk, kind__in=TOLD)
    shown = Paginator(told, A_PAGE).get_page(page)
    shown.object_list = heard(by, list(shown.object_list))
    return shown


@dataclass(frozen=True, slots=True)
class CameOf:
    """Something that a person told, what others added downstream of it, newest first, and all that came of it."""

    told: Strand
    outcomes: tuple[Strand, ...]
    heard: Heard


def came_of_since(by: Any, *, since: datetime, until: datetime, most: int = A_PAGE) -> list[CameOf]:
    """What somebody else added in a span of time downstream of what a person told. A few queries."""
    outcomes: dict[int, list[Strand]] = {}
    for outcome in outcomes_of(by, Strand.objects.filter(by=by.pk), since=since):
        if outcome.by_id != by.pk and outcome.at <= until:
            outcomes.setdefault(outcome.root, []).append(outcome)
    told = seen_by(by).in_bulk(list(outcomes)[:most])
    words = {one.told.pk: one for one in heard(by, list(told.values()))}
    for root, some in outcomes.items():
        for outcome in some:
            outcome.how = words[root].hows.get(outcome.pk, "") if root in words else ""
    return [CameOf(told[root], tuple(some), words[root]) for root, some in outcomes.items() if root in told]


def heard(by: Any, told: Sequence[Strand]) -> list[Heard]:
    """What came of each of some strands that `by` may see. As many queries for many strands as for one.

    The walk goes only through strands that `by` may see, six steps far, and counts no others.
    """
    links = _downstream(by, {strand.pk for strand in told})
    if not links:
        return [Heard(strand, in_short(_thing(by, strand), strand.pk, []), ()) for strand in told]
    others = _others(by, {link.outcome_id for link in links if link.outcome.kind == Strand.Kind.THEME})
    steps = [_step(link, others) for link in links]
    since = known_since(by, [link.outcome for link in links if link.outcome.kind == Strand.Kind.DECISION])
    return [
        Heard(
            strand,
            in_short(_thing(by, strand), strand.pk, steps),
            tuple(lines(strand.pk, steps, since)),
            hows(strand.pk, steps),
        )
        for strand in told
    ]


def _downstream(by: Any, keys: set[int]) -> list[Link]:
    """The links that lead on from some strands, a query a step."""
    links: list[Link] = []
    seen = here = set(keys)
    for _step_taken in range(STEPS):
        if not here or len(links) >= MOST:
            break
        further = Link.objects.filter(visible_to(by, "outcome__"), origin__in=here).select_related(*TABLES)
        found = list(further.only(*READ).order_by("at", "pk")[: MOST - len(links)])
        links += found
        here = {link.outcome_id for link in found} - seen
        seen = seen | here
    return links


def _others(by: Any, themes: set[int]) -> dict[int, int]:
    """How many strands that a person may see are grouped in each of some themes. One query."""
    grouped = Link.objects.filter(visible_to(by, "origin__"), outcome__in=themes, relation=Link.Relation.GROUPED_FROM)
    counted = grouped.order_by().values("outcome").annotate(many=Count("origin", distinct=True))
    return {one["outcome"]: one["many"] for one in counted}


def _step(link: Link, others: dict[int, int]) -> Step:
    strand = link.outcome
    how = {
        Strand.Kind.REVIEW: lambda: strand.review.verdict,
        Strand.Kind.ACTION: lambda: strand.action.end,
    }.get(strand.kind, str)()
    return Step(
        key=strand.pk,
        of=link.origin_id,
        kind=strand.kind,
        relation=link.relation,
        title=strand.title,
        address=strand.get_absolute_url(),
        on=localtime(strand.at).date(),
        place=strand.place.name if strand.place else "",
        who="" if strand.anonymous or strand.told_through else strand.teller,
        joined_on=localtime(link.at).date(),
        others=max(others.get(strand.pk, 0) - 1, 0),
        how=how,
    )


def known_since(by: Any, decisions: Sequence[Strand]) -> dict[int, list[str]]:
    """What the charts of decisions have said since, in words; see `charts_since`."""
    return {key: [words for words, _now in said] for key, said in charts_since(by, decisions).items()}


def charts_since(by: Any, decisions: Sequence[Strand]) -> dict[int, list[tuple[str, Series]]]:
    """What the charts of decisions have said since: evidence of a change, or that there is none.

    Each stands with the chart as it is now. These are the charts that a decision is to be judged by, and those that it
    was decided from. What is too early to say, or cannot be compared, is left out: it is no news of what came of a
    story.
    """
    if not decisions:
        return {}
    decided = {strand.pk: strand for strand in decisions}
    joins = Link.objects.filter(
        visible_to(by, "origin__"),
        outcome__in=list(decided),
        relation__in=[Link.Relation.DECIDED_FROM, Link.Relation.JUDGED_BY],
        origin__kind__in=CHARTS,
    ).select_related("origin")
    readings = list(joins)
    nows = {strand.pk: now for strand, _then, now in then_and_now([link.origin for link in readings], by=by)}
    found: dict[int, dict[str, Series]] = {}
    for link in readings:
        day, now = localtime(decided[link.outcome_id].at).date(), nows.get(link.origin_id)
        about = now.about(day) if now else None
        if now and about and about.chance is not None:
            # One chart may have been kept on two days: what it says since is said once.
            found.setdefault(link.outcome_id, {})[now.since_words(day)] = now
    return {decision: list(said.items()) for decision, said in found.items()}


def _thing(by: Any, strand: Strand) -> str:
    kind = strand.get_kind_display().lower()
    return f"Your {kind}" if strand.by_id == by.pk else f"This {kind}"
