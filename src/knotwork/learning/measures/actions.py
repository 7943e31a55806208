"""Writing about measures: defining them, keeping a reading of a chart, noting what happened on one."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from knotwork.access.policy import check
from knotwork.access.verbs import Verb
from knotwork.learning.audit import actions as audit
from knotwork.learning.measures.models import Measure, Observation, Pin, Reading
from knotwork.learning.measures.queries import every_series, then_and_now, unsuppressed
from knotwork.learning.measures.series import Series
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Strand


@transaction.atomic
def define(*, system: Any, name: str, by: Any, at: datetime, **definition: Any) -> Measure:
    """Define a measure of a learning system.

    Raises:
        NotAllowed: `by` may not bring numbers into this system.
    """
    check(by, Verb.IMPORT, system.subject)
    measure = Measure.objects.create(system=system, name=name, slug=slugify(name)[:60] or "measure", **definition)
    key = f"{system.slug}/{measure.slug}"
    after = {"name": name, "chart": measure.chart, "suppress_below": measure.suppress_below}
    audit.record(by=by, at=at, verb="define", kind="measure", key=key, system=system.pk, after=after)
    return measure


@transaction.atomic
def keep_reading(*, series: Series, by: Any, at: datetime, anonymous: bool = False) -> Strand:
    """Keep a chart as it stands now, as a strand to tell of or decide from.

    The same reading of the same numbers is kept once: whoever comes second gets the first one's strand. It is kept
    within the action that tells or decides, which asks for more than to see the chart. Every number is kept; the words
    are made without those that are hidden from people elsewhere, who read them too. What is told without a name keeps
    its chart without a name too (`anonymous`).

    Raises:
        NotAllowed: `by` does not see the chart.
    """
    whole, outside = _both(series)
    points = [[f"{period:%Y-%m-%d}", *pair] for period, *pair in _points(whole)]
    phases = [f"{period:%Y-%m-%d}" for period in series.phases]
    same = Reading.objects.filter(
        measure=series.measure, strand__place=series.place, chart=series.kind, points=points, phases=phases
    )
    if kept := same.select_related("strand__place", "strand__system", "strand__by").first():
        return kept.strand
    strand = strands.add(
        kind=Strand.Kind.SIGNAL if outside.since else Strand.Kind.READING,
        title=outside.reading.headline,
        system=series.measure.system,
        place=series.place,
        needs=Verb.SEE,
        by=by,
        at=at,
        anonymous=anonymous,
    )
    Reading.objects.create(
        strand=strand,
        measure=series.measure,
        sentence=outside.reading.sentence,
        since=outside.since,
        verdict=outside.analysis.verdict,
        chart=series.kind,
        points=points,
        phases=phases,
    )
    pin(strand=strand, measure=series.measure, period=outside.since or series.periods[-1])
    return strand


def _both(series: Series) -> tuple[Series, Series]:
    """A series with every number, to be kept; and as it is shown to anybody, for the words that anybody may read."""
    if not series.measure.suppress_below:
        return series, series
    here = Q(place=series.place)
    (whole,), (outside,) = unsuppressed([series.measure], here), every_series([series.measure], here)
    return replace(whole, chart=series.chart), replace(outside, chart=series.chart)


def _points(series: Series) -> Any:
    return zip(series.periods, series.numerators, series.denominators, strict=True)


class NoSuchPhase(ValueError):
    """A phase was to begin, or to end, where the chart has none; the message says what to do."""


@transaction.atomic
def begin_phase(*, series: Series, period: date, text: str, by: Any, at: datetime, token: UUID | None = None) -> Strand:
    """Have a chart drawn anew from one of its periods, and say why; the reason stands on it as a note.

    Raises:
        NotAllowed: `by` may not begin phases on this place's charts.
        NoSuchPhase: the chart has no such period, or begins with it.
    """
    if done := strands.already(token, by):
        return done
    if period not in series.periods[1:]:
        raise NoSuchPhase("A new phase begins in one of the chart's periods, after the first: choose one of them.")
    strand = annotate(series=series, period=period, text=text, by=by, at=at, token=token, needs=Verb.REBASE)
    strand.pins.update(begins_phase=True)
    _trail_of_phase("begin phase", series, period, by, at)
    return strand


@transaction.atomic
def end_phase(*, series: Series, period: date | None, by: Any, at: datetime) -> None:
    """Have a chart drawn as if no new phase began in this period; the note that said why stays on it.

    Raises:
        NotAllowed: `by` may not begin phases on this place's charts.
        NoSuchPhase: no phase begins there.
    """
    check(by, Verb.REBASE, series.subject)
    begun = Pin.objects.filter(
        measure=series.measure, strand__place=series.place, period=period, begins_phase=True
    ).update(begins_phase=False)
    if not begun:
        raise NoSuchPhase("No phase begins there any more: look at the chart as it is now.")
    _trail_of_phase("end phase", series, period, by, at)


def _trail_of_phase(verb: str, series: Series, period: date, by: Any, at: datetime) -> None:
    key = f"{series.measure.system.slug}/{series.measure.slug}/{series.place.code}"
    audit.record(
        by=by,
        at=at,
        verb=verb,
        kind="chart",
        key=key,
        system=series.measure.system_id,
        after={"period": f"{period:%Y-%m-%d}"},
    )


@transaction.atomic
def annotate(
    *,
    series: Series,
    period: date,
    text: str,
    by: Any,
    at: datetime,
    token: UUID | None = None,
    needs: Verb = Verb.ANNOTATE,
) -> Strand:
    """Note on a chart what happened in one of its periods.

    Raises:
        NotAllowed: `by` may not do what this note `needs` on this place's charts.
    """
    if done := strands.already(token, by):
        return done
    strand = strands.add(
        kind=Strand.Kind.ANNOTATION,
        title=text,
        system=series.measure.system,
        place=series.place,
        needs=needs,
        by=by,
        at=at,
        token=token,
    )
    pin(strand=strand, measure=series.measure, period=period)
    return strand


def pin(*, strand: Strand, measure: Measure, period: date) -> Pin:
    """Put a strand on a chart, within the action that adds the strand."""
    return Pin.objects.create(strand=strand, measure=measure, period=period)


Row = tuple[int, date, float, float | None]
A_BATCH = 2_000


def bring_in(
    *, measure: Measure, additions: list[Row], changes: list[Row], before: list[Row], source: str, by: Any, at: datetime
) -> None:
    """Write numbers into a measure, all of them or none, within the transaction that checked them.

    A row is the key of a place, a period, a numerator and a denominator or nothing. `before` are the rows that
    `changes` replace, for the trail; `source` says where the numbers came from.

    Raises:
        NotAllowed: `by` may not bring numbers into this measure's learning system.
    """
    check(by, Verb.IMPORT, measure.subject)
    new = [Observation(measure=measure, place_id=p, period=t, numerator=y, denominator=n) for p, t, y, n in additions]
    other = [Observation(measure=measure, place_id=p, period=t, numerator=y, denominator=n) for p, t, y, n in changes]
    Observation.objects.bulk_create(new, batch_size=A_BATCH)
    Observation.objects.bulk_create(
        other,
        batch_size=A_BATCH,
        update_conflicts=True,
        unique_fields=["measure", "place", "period"],
        update_fields=["numerator", "denominator"],
    )
    trail = {"by": by, "at": at, "kind": "measure", "key": f"{measure.system.slug}/{measure.slug}"}
    after = {"source": source, "added": len(additions), "changed": len(changes)}
    audit.record(verb="bring in", system=measure.system_id, after=after, **trail)
    if before:
        # Apart, and on no learning system's page: a number that was replaced may be one too small to be shown there.
        old = [[place, f"{period:%Y-%m-%d}", y, n] for place, period, y, n in before]
        audit.record(verb="replace numbers", before={"changed": old}, **trail)


@transaction.atomic
def suppress(*, measure: Measure, below: int | None, denominators: bool = False, by: Any, at: datetime) -> Measure:
    """Say under which count a measure's numbers are shown only where they belong; nothing: they are shown to all.

    What was said of its charts when they were kept is said again without the numbers that are hidden now.

    Raises:
        NotAllowed: `by` may not bring numbers into this measure's learning system.
        HidesNothing: under 2 no count would be hidden.
    """
    check(by, Verb.IMPORT, measure.subject)
    if below is not None and below < 2:
        raise HidesNothing("Choose 2 or more, such as 5: under 2 there is no count to hide.")
    before = {"suppress_below": measure.suppress_below, "suppress_denominator": measure.suppress_denominator}
    after = {"suppress_below": below, "suppress_denominator": bool(below and denominators)}
    if before == after:
        return measure
    for name, value in after.items():
        setattr(measure, name, value)
    measure.save(update_fields=list(after))
    _say_again(measure)
    key = f"{measure.system.slug}/{measure.slug}"
    audit.record(
        by=by, at=at, verb="suppress", kind="measure", key=key, system=measure.system_id, before=before, after=after
    )
    return measure


class HidesNothing(ValueError):
    """A threshold for small numbers is so low that nothing would be hidden."""


def _say_again(measure: Measure) -> None:
    """Put the words of kept charts as somebody from elsewhere may read them now."""
    readings = list(Reading.objects.filter(measure=measure).select_related("strand"))
    shown = {strand.pk: then for strand, then, _now in then_and_now([reading.strand for reading in readings])}
    for reading in readings:
        then = shown[reading.strand_id]
        reading.sentence, reading.strand.title = then.reading.sentence, strands.short(then.reading.headline)
    Reading.objects.bulk_update(readings, ["sentence"], batch_size=A_BATCH)
    Strand.objects.bulk_update([reading.strand for reading in readings], ["title"], batch_size=A_BATCH)
    strands.index(reading.strand_id for reading in readings)
