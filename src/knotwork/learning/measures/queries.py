"""Reading measures: their series, what the charts say, and what people pinned to them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from knotwork.access.doors import enter
from knotwork.access.policy import allows, places_of
from knotwork.access.verbs import Verb
from knotwork.learning.measures.models import Measure, Observation, Pin
from knotwork.learning.measures.models import Reading as KeptReading
from knotwork.learning.measures.series import Series
from knotwork.learning.places.models import Place
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import of_kind
from knotwork.learning.systems.queries import seen_by as systems_seen_by
from knotwork.science.privacy import hidden_across


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
    one = next(iter(series_of(found, [place], by=by)), None) if found else None
    return enter(one, by, verb)


def series_of(measure: Measure, codes: Iterable[str] | None = None, *, by: Any = None) -> list[Series]:
    """A measure at each of its places, in order of their names, or only at the places with these codes."""
    return every_series([measure], Q() if codes is None else Q(place__code__in=list(codes)), by=by)


def every_series(measures: Iterable[Measure], where: Q | None = None, *, by: Any = None) -> list[Series]:
    """Several measures at each of their places, by name of place: a query each for numbers, places and phases.

    Everything that shows numbers goes through here: where a measure asks that small numbers be suppressed, they are
    hidden from whoever asks (`by`; without it, from everybody) unless it is their own place's. So a page that forgets
    to say who asks shows too little, never too much.
    """
    whole = unsuppressed(measures, where)
    return [one.without(hidden) for one, hidden in zip(whole, _hidden(whole, by), strict=True)]


def unsuppressed(measures: Iterable[Measure], where: Q | None = None) -> list[Series]:
    """The same with every number: only for what keeps numbers, never for what shows them."""
    known = {measure.pk: measure for measure in measures}
    if not known:
        return []
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


def _hidden(series: list[Series], by: Any) -> list[frozenset[date]]:
    """For each series the periods that are hidden from this person. One query more, where a measure asks for any."""
    wary = {one.measure for one in series if one.measure.suppress_below and not knows_all(by, one.measure)}
    hidden: dict[tuple[int, str], set[date]] = defaultdict(set)
    for measure, counts in _counts(wary):
        own = {path for path, _period in counts if path.startswith(places_of(by.grants() if by else ()))}
        larger = dict(pair for path, _period in counts for pair in _upwards(path))
        for path, period in hidden_across(counts, larger, measure.suppress_below, own):
            hidden[measure.pk, path].add(period)
    return [frozenset(hidden[one.measure.pk, one.place.path]) for one in series]


def knows_all(by: Any, measure: Measure) -> bool:
    """Whether a person brings this measure's numbers in, and so has all of them anyway."""
    return bool(by) and allows(by.grants(), Verb.IMPORT, measure.subject)


def _counts(measures: Iterable[Measure]) -> Iterator[tuple[Measure, dict[tuple[str, date], float]]]:
    """All that a measure counts, and all that it counts them out of where that is to be suppressed too."""
    known = {measure.pk: measure for measure in measures}
    tops: dict[int, dict[tuple[str, date], float]] = defaultdict(dict)
    bottoms: dict[int, dict[tuple[str, date], float]] = defaultdict(dict)
    if not known:
        return
    rows = Observation.objects.filter(measure__in=list(known))
    for measure, path, period, top, bottom in rows.values_list(
        "measure_id", "place__path", "period", "numerator", "denominator"
    ):
        tops[measure][path, period] = top
        if known[measure].suppress_denominator and bottom is not None:
            bottoms[measure][path, period] = bottom
    yield from ((known[key], counts) for found in (tops, bottoms) for key, counts in found.items())


def _upwards(path: str) -> list[tuple[str, str]]:
    """Each place on the way up from the one at `path`, with the one that it belongs to."""
    codes = path.strip("/").split("/")
    paths = ["/" + "/".join(codes[:depth]) + "/" for depth in range(len(codes), 0, -1)]
    return list(pairwise(paths))


def _phases(measures: Iterable[int]) -> dict[tuple[int, int], tuple[date, ...]]:
    """By measure and place, the periods from which people had the chart drawn anew."""
    begun: dict[tuple[int, int], tuple[date, ...]] = defaultdict(tuple)
    pins = Pin.objects.filter(begins_phase=True, measure__in=list(measures)).order_by("period")
    for measure, place, period in pins.values_list("measure_id", "strand__place_id", "period").distinct():
        begun[measure, place] += (period,)
    return begun


def charts_named(system: Any, names: Iterable[str], *, by: Any = None) -> dict[str, Series]:
    """The series of a learning system that are named `chart/measure/place`; other names are left out. A few queries."""
    wanted = [(name, *name.split("/")[1:]) for name in names if name.startswith("chart/") and name.count("/") == 2]
    measures = Measure.objects.filter(system=system, slug__in=[measure for _name, measure, _place in wanted])
    where = Q(place__code__in=[place for _name, _measure, place in wanted])
    found = every_series(measures.select_related("system"), where, by=by) if wanted else []
    there = {(one.measure.slug, one.place.code): one for one in found}
    return {name: there[measure, place] for name, measure, place in wanted if (measure, place) in there}


def charted(system: Any) -> tuple[QuerySet[Measure], QuerySet[Place]]:
    """The measures of a learning system that have numbers, and the places that sent any of them in."""
    of_measure = Observation.objects.order_by().filter(measure=OuterRef("pk"))
    of_place = Observation.objects.order_by().filter(measure__system=system, place=OuterRef("pk"))
    measures = Measure.objects.filter(Exists(of_measure), system=system).order_by("name")
    return measures, Place.objects.filter(Exists(of_place))


def pinned(strand: Any) -> list[Pin]:
    """The charts that a strand is pinned to."""
    return list(strand.pins.select_related("measure__system"))


def kept(reading: KeptReading) -> Series:
    """A chart as it stood when it was kept, with every number: `then_and_now` says how much of it is shown."""
    periods, numerators, denominators = zip(*reading.points, strict=True)
    dates = tuple(date.fromisoformat(period) for period in periods)
    phases = tuple(date.fromisoformat(period) for period in reading.phases)
    return Series(reading.measure, reading.strand.place, dates, numerators, denominators, reading.chart, phases)


def then_and_now(strands: Iterable[Any], *, by: Any = None) -> list[tuple[Any, Series, Series]]:
    """For those strands that are readings of charts: the chart as it stood then, and as it stands now, as `by` may."""
    kept_ones = KeptReading.objects.filter(strand__in=[strand.pk for strand in strands])
    found = list(kept_ones.select_related("measure__system", "strand__place", "strand__system", "strand__by"))
    if not found:
        return []
    where = Q(place__in=[reading.strand.place_id for reading in found])
    every = every_series({reading.measure for reading in found}, where, by=by)
    nows = {(one.measure.pk, one.place.pk): one for one in every}
    both = []
    for reading in found:
        now = nows.get((reading.measure_id, reading.strand.place_id))
        then = _then(kept(reading), now, by)
        both.append((reading.strand, then, now or then))
    return both


def _then(whole: Series, now: Series | None, by: Any) -> Series:
    """An old chart as this person may see it: without what is hidden now, and what was small when it was kept."""
    below = whole.measure.suppress_below
    own = by and whole.place.path.startswith(places_of(by.grants()))
    if not below or own or knows_all(by, whole.measure):
        return whole
    numbers = zip(whole.periods, whole.numerators, whole.denominators, strict=True)
    out_of = whole.measure.suppress_denominator
    small = {when for when, y, n in numbers if _small(y, below) or (out_of and n is not None and _small(n, below))}
    return whole.without(frozenset(small) | (now.hidden if now else frozenset(whole.periods)))


def _small(count: float, below: int) -> bool:
    return 0 < count < below or count < 0 or count != int(count)


def flags_of(by: Any, series: Series) -> list[Pin]:
    """What people pinned to a chart and this person may see, oldest first."""
    pins = Pin.objects.filter(visible_to(by, "strand__"), measure=series.measure, strand__place=series.place)
    return list(pins.select_related("strand__place", "strand__system", "strand__by").order_by("period", "pk"))


open_reading = of_kind([Strand.Kind.SIGNAL, Strand.Kind.READING], "reading__measure__system")


def own_series(by: Any, measures: Iterable[Measure]) -> list[Series]:
    """Some measures at each place in which a person holds a role, and the places below."""
    paths = [Q(place__path__startswith=path) for path in places_of(by.grants())]
    return every_series(measures, reduce(or_, paths), by=by) if paths else []


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
