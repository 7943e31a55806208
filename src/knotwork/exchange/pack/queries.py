"""What a pack says: what everybody in the learning system may see, of what its reader may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime, make_aware

from knotwork.access.policy import Grant
from knotwork.exchange.documents.minute import Line, Minute, Picture, Section
from knotwork.learning.decisions.models import Review
from knotwork.learning.decisions.queries import waiting, with_next_look
from knotwork.learning.doings.models import Doing
from knotwork.learning.hearing.queries import charts_since
from knotwork.learning.measures.charts import hidden_words
from knotwork.learning.measures.queries import every_series, measures_of
from knotwork.learning.measures.series import Series
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import outcomes_of, seen_by

MOST = 12
NOTE = "What everybody in the learning system may see; nothing that was told to a team alone is in it."
Address = Callable[[str], str]
Draw = Callable[[Series], str]


@dataclass(frozen=True, slots=True)
class Everybody:
    """The eyes with which a pack is read: those of somebody who sees one learning system and belongs to no team in it.

    So a pack may be handed to everybody there, whoever made it.
    """

    system: int
    pk: int = 0

    def grants(self) -> tuple[Grant, ...]:
        """To see the learning system, and nothing else."""
        return (Grant("observer", system=self.system),)


def pack(system: Any, *, since: date, until: date, at: datetime, address: Address, draw: Draw) -> Minute:
    """The pack of a learning system for a meeting. `address` makes a whole address of a page's own, `draw` a chart.

    As many queries for much as for little. What waits is what waits at `at`, whatever the days.
    """
    days, by = _days(since, until), Everybody(system.pk)
    sections = (
        _learned(by, system, days, address),
        _measured(by, system, since, until, address, draw),
        _decided(by, system, days, address),
        _came_of(by, system, days, at, address, draw),
        _waits(by, system, at, address),
    )
    return Minute(
        title=f"{system.name}: what we learned and decided",
        about=f"{_day(since)} to {_day(until)}",
        note=NOTE,
        sections=sections,
    )


def _days(since: date, until: date) -> tuple[datetime, datetime]:
    """From the first midnight to the one after the last day, by the clock of the site."""
    first, last = (make_aware(datetime.combine(day, time.min)) for day in (since, until + timedelta(days=1)))
    return first, last


def _shown(by: Any, system: Any, kinds: Sequence[str]) -> QuerySet[Strand]:
    return seen_by(by).filter(system=system, kind__in=kinds)


def _within(found: QuerySet[Strand], days: tuple[datetime, datetime]) -> QuerySet[Strand]:
    return found.filter(at__gte=days[0], at__lt=days[1])


def _section(title: str, found: QuerySet[Any], line: Callable[[Any], Line], empty: str, *, elsewhere: str) -> Section:
    """A section of the first few of a list, how many more there are, and where. Two queries."""
    shown = tuple(line(one) for one in found[:MOST])
    return Section(title, shown, empty, max(found.count() - MOST, 0) if len(shown) == MOST else 0, elsewhere)


def _looked_for(system: Any, days: tuple[datetime, datetime], address: Address, **more: str) -> str:
    """Where all that was told in a learning system in some days can be leafed through."""
    first, last = (localtime(day).date() for day in (days[0], days[1] - timedelta(days=1)))
    asked = {"system": system.slug, "since": first.isoformat(), "until": last.isoformat(), **more}
    return address(f"{reverse('learning')}?{urlencode(asked)}")


def _learned(by: Any, system: Any, days: tuple[datetime, datetime], address: Address) -> Section:
    kinds = [Strand.Kind.THEME, Strand.Kind.INSIGHT]
    found = _within(_shown(by, system, kinds), days).select_related("insight", "theme").order_by("-kind", "-at", "-pk")

    def line(strand: Strand) -> Line:
        own = strand.theme.about if strand.kind == Strand.Kind.THEME else strand.insight.learned
        where = f"{strand.get_kind_display()}, {strand.place or system.name}, {_day(strand.at)}"
        return Line(strand.title, tuple(filter(None, (own, where))), address(strand.get_absolute_url()))

    elsewhere = _looked_for(system, days, address)
    return _section("What we learned", found, line, "Nothing was told in these days.", elsewhere=elsewhere)


def _measured(by: Any, system: Any, since: date, until: date, address: Address, draw: Draw) -> Section:
    """The charts that changed in these days, better or worse, as their readings say it."""
    series = every_series(list(measures_of(by).filter(system=system)), by=by)
    changed = sorted((one for one in series if one.since and since <= one.since <= until), key=lambda one: one.since)
    lines = tuple(
        Line(one.name, (one.reading.sentence,), address(_chart(system, one)), (_picture(one, draw),))
        for one in changed[:MOST]
    )
    empty = f"None of {len(series):,} charts shows evidence of a change that began in these days."
    return Section("What the measures say", lines, empty, len(changed) - len(lines))


def _picture(one: Series, draw: Draw) -> Picture:
    return Picture(draw(one), f"{one.reading.sentence}{hidden_words(one)}")


def _chart(system: Any, one: Any) -> str:
    return reverse("chart", args=[system.slug, one.measure.slug, one.place.code])


def _decided(by: Any, system: Any, days: tuple[datetime, datetime], address: Address) -> Section:
    decided = _within(_shown(by, system, [Strand.Kind.DECISION]), days).select_related("decision__owner")
    found = with_next_look(by, decided).order_by("at")

    def line(strand: Strand) -> Line:
        own = strand.decision
        again = f" We look again on {_day(strand.look_on)}." if strand.look_on else ""
        carried = f"{own.owner.name} carries it.{again}"
        dissent = f"Seen otherwise: {own.dissent}" if own.dissent else ""
        said = (own.choice, f"Because: {own.reasons}", dissent, carried)
        return Line(own.question, tuple(filter(None, said)), address(strand.get_absolute_url()))

    elsewhere = _looked_for(system, days, address, kind=Strand.Kind.DECISION)
    return _section("What we decided", found, line, "Nothing was decided in these days.", elsewhere=elsewhere)


def _came_of(
    by: Any, system: Any, days: tuple[datetime, datetime], at: datetime, address: Address, draw: Draw
) -> Section:
    """Earlier decisions of which something came in these days, with all that came of them."""
    earlier = _shown(by, system, [Strand.Kind.DECISION]).filter(at__lt=days[0])
    news = {one.root for one in outcomes_of(by, earlier, since=days[0]) if one.at < days[1]}
    found = list(earlier.filter(pk__in=news).order_by("at", "pk"))
    said = _known_of(by, found[:MOST], localtime(at).date())
    charts = charts_since(by, found[:MOST])
    lines = tuple(
        Line(
            one.title,
            (*said[one.pk], *(words for words, _now in charts.get(one.pk, ()))),
            address(one.get_absolute_url()),
            tuple(_picture(chart, draw) for _words, chart in charts.get(one.pk, ())),
        )
        for one in found[:MOST]
    )
    return Section(
        "What came of earlier decisions", lines, "Nothing new is known of earlier decisions.", len(found) - len(lines)
    )


def _known_of(by: Any, decisions: Sequence[Strand], today: date) -> dict[int, list[str]]:
    """What people say of each decision: what was found on looking again, and what was done."""
    keys = [one.pk for one in decisions]
    said: dict[int, list[str]] = {key: [] for key in keys}
    for review in Review.objects.filter(visible_to(by, "strand__"), decision__in=keys).select_related("strand"):
        found = f"Looked at again on {_day(review.strand.at)}. Did it do what we expected?"
        again = f" To be looked at again on {_day(review.look_again_on)}." if review.look_again_on else ""
        said[review.decision_id].append(f"{found} {review.get_verdict_display()}. {review.seen}{again}")
    for doing in Doing.objects.filter(visible_to(by, "strand__"), decision__in=keys).order_by("due_on", "pk"):
        said[doing.decision_id].append(f"{doing.what}: {_how(doing, today)}")
    return said


WAITS: dict[str, Callable[[Any], str]] = {
    "decisions": lambda one: (
        f"Decided on {_day(one.at)}, and was to be looked at again on {_day(one.look_on)}. "
        f"{one.decision.owner.name} carries it."
    ),
    "actions": lambda one: f"Its day was {_day(one.due_on)}, and it has not ended. {one.owner.name} does it.",
    "themes": lambda one: f"Grouped on {_day(one.at)}, and nothing is decided yet.",
    "insights": lambda one: f"Told on {_day(one.at)}, and not answered yet.",
}
"""What waits, by its name in `waiting`, with why it is there."""


def _waits(by: Any, system: Any, at: datetime, address: Address) -> Section:
    parts = waiting(by, system, at=at, asked={})
    lines = []
    for name, why in WAITS.items():
        for one in parts[name].object_list:
            strand = one if isinstance(one, Strand) else one.strand
            lines.append(Line(strand.title, (why(one),), address(strand.get_absolute_url())))
    more = sum(page.paginator.count - len(page.object_list) for page in map(parts.get, WAITS))
    return Section("What waits", tuple(lines), "Nothing waits.", more)


def _how(doing: Doing, today: date) -> str:
    """How it went with what was to be done, or by when it was, or is, to be done."""
    if doing.ended_at:
        return f"{doing.get_end_display()}. {doing.went}"
    return f"{'Under way, by' if doing.due_on >= today else 'Not done yet; its day was'} {_day(doing.due_on)}."


def _day(day: date | datetime) -> str:
    day = localtime(day) if isinstance(day, datetime) else day
    return f"{day.day} {day:%B %Y}"
