"""Reading measures: their series, what the charts say, and what people pinned to them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Max, Q, QuerySet

from knotwork.access.doors import enter
from knotwork.access.policy import places_of
from knotwork.access.verbs import Verb
from knotwork.learning.measures.models import Measure, Observation, Pin
from knotwork.learning.measures.models import Reading as KeptReading
from knotwork.learning.measures.series import Series
from knotwork.learning.places.models import Place
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import of_kind, visible_to
from knotwork.learning.systems.queries import seen_by as systems_seen_by


def measures_of(by: Any) -> QuerySet[Measure]:
    """The measures of every learning system that a person belongs to, each with its `newest` period."""
    found = Measure.objects.filter(system__in=systems_seen_by(by)).annotate(newest=Max("observations__period"))
    return found.select_related("system").order_by("system__name", "name")


def open_measure(by: Any, verb: Verb, system: str, measure: str) -> Measure:
    """The door to one measure."""
    found = Measure.objects.select_related("system").filter(system__slug=system, slug=measure).first()
    return enter(found, by, verb)


def open_series(by: Any, verb: Verb, system: str, measure: str, place: str) -> Series:
    """The door to one measure at one place."""
    found = Measure.objects.select_related("system").filter(system__slug=system, slug=measure).first()
    one = next(iter(series_of(found, [place])), None) if found else None
    return enter(one, by, verb)


def series_of(measure: Measure, codes: Iterable[str] | None = None) -> list[Series]:
    """A measure at each of its places, in order of their names, or only at the places with these codes."""
    return every_series([measure], Q() if codes is None else Q(place__code__in=list(codes)))


def every_series(measures: Iterable[Measure], where: Q | None = None) -> list[Series]:
    """Several measures at each of their places, by name of place: a query each for numbers, places and phases."""
    known = {measure.pk: measure for measure in measures}
    numbers = Observation.objects.filter(where or Q(), measure__in=list(known)).order_by("period")
    rows: dict[tuple[int, int], list[tuple]] = defaultdict(list)
    for measure, place, *row in numbers.values_list("measure_id", "place_id", "period", "numerator", "denominator"):
        rows[measure, place].append(row)
    places = Place.objects.select_related("parent").in_bulk({place for _measure, place in rows})
    begun = _phases(known)
    series = [
        Series(known[m], places[p], *zip(*some, strict=True), phases=begun[m, p]) for (m, p), some in rows.items()
    ]
    return sorted(series, key=lambda one: (one.measure.name, one.place.name))


def _phases(measures: Iterable[int]) -> dict[tuple[int, int], tuple[date, ...]]:
    """By measure and place, the periods from which people had the chart drawn anew."""
    begun: dict[tuple[int, int], tuple[date, ...]] = defaultdict(tuple)
    pins = Pin.objects.filter(begins_phase=True, measure__in=list(measures)).order_by("period")
    for measure, place, period in pins.values_list("measure_id", "strand__place_id", "period").distinct():
        begun[measure, place] += (period,)
    return begun


def charts_named(system: Any, names: Iterable[str]) -> dict[str, Series]:
    """The series of a learning system that are named `chart/measure/place`; other names are left out."""
    found = {}
    for name in names:
        what, _slash, rest = name.partition("/")
        measure, _slash, place = rest.partition("/")
        one = Measure.objects.select_related("system").filter(system=system, slug=measure).first()
        if what == "chart" and one and (series := series_of(one, [place])):
            found[name] = series[0]
    return found


def pinned(strand: Any) -> list[Pin]:
    """The charts that a strand is pinned to."""
    return list(strand.pins.select_related("measure__system"))


def kept(reading: KeptReading) -> Series:
    """A chart as it stood when it was kept."""
    periods, numerators, denominators = zip(*reading.points, strict=True)
    dates = tuple(date.fromisoformat(period) for period in periods)
    phases = tuple(date.fromisoformat(period) for period in reading.phases)
    return Series(reading.measure, reading.strand.place, dates, numerators, denominators, reading.chart, phases)


def then_and_now(strands: Iterable[Any]) -> list[tuple[Any, Series, Series]]:
    """For those strands that are readings of charts: the chart as it stood then, and as it stands now."""
    found = KeptReading.objects.filter(strand__in=[strand.pk for strand in strands])
    both = []
    for reading in found.select_related("measure__system", "strand__place"):
        now = series_of(reading.measure, [reading.strand.place.code])
        both.append((reading.strand, kept(reading), now[0] if now else kept(reading)))
    return both


def flags_of(by: Any, series: Series) -> list[Pin]:
    """What people pinned to a chart and this person may see, oldest first."""
    pins = Pin.objects.filter(visible_to(by, "strand__"), measure=series.measure, strand__place=series.place)
    return list(pins.select_related("strand__place", "strand__system", "strand__by").order_by("period", "pk"))


open_reading = of_kind([Strand.Kind.SIGNAL, Strand.Kind.READING], "reading__measure__system")


def own_series(by: Any) -> list[Series]:
    """Every measure at each place in which a person holds a role, and the places below."""
    paths = [Q(place__path__startswith=path) for path in places_of(by.grants())]
    return every_series(measures_of(by), reduce(or_, paths)) if paths else []


@dataclass(frozen=True, slots=True)
class Summary:
    """All charts of a measure in one sentence: how many changed, and how many would by chance alone."""

    places: int
    steady: int
    better: int
    worse: int
    changed: int
    early: int
    by_chance: float


def summary(series: Iterable[Series]) -> Summary:
    """Count the verdicts, and add up how often each chart would signal though nothing had changed."""
    analyses = [one.analysis for one in series]
    counts = Counter(analysis.verdict for analysis in analyses)
    by_chance = sum(analysis.false_signal_rate or 0 for analysis in analyses)
    return Summary(
        len(analyses),
        counts["steady"],
        counts["better"],
        counts["worse"],
        counts["changed"],
        counts["early"],
        by_chance,
    )
