"""What a file is compared with: the places that are known, and the numbers that are there already."""

from datetime import date
from typing import Any

from knotwork.access.doors import enter
from knotwork.access.verbs import Verb
from knotwork.exchange.observations.models import Upload
from knotwork.learning.measures.models import Measure, Observation
from knotwork.learning.measures.queries import series_of
from knotwork.learning.systems.queries import places_in


def known_places(system: Any) -> dict[str, int]:
    """The keys of a system's places by their code, by their name, and by `Board / Ward 4`.

    Where several places have one name, it is there once for each, with more and more spaces around it: whoever compares
    names without regard to spaces finds that it is shared, and can say so.
    """
    known: dict[str, int] = {}
    for place in places_in(system):
        name = place.name
        while name in known:
            name = f" {name}"
        above = {f"{place.parent.name} / {place.name}": place.pk} if place.parent else {}
        known |= {place.code: place.pk, name: place.pk, **above}
    return known


def existing_numbers(measure: Any) -> dict[tuple[int, date], tuple[float, float | None]]:
    """Every number that a measure holds, by place and period."""
    if measure.pk is None:
        return {}
    rows = Observation.objects.filter(measure=measure).values_list("place_id", "period", "numerator", "denominator")
    return {(place, period): (numerator, denominator) for place, period, numerator, denominator in rows}


def numbers_of(measure: Any, by: Any) -> list[list[Any]]:
    """A measure's numbers as rows under a heading, by place and period, as this person may see them."""
    out_of = [measure.denominator or "Out of"] if measure.needs_denominator else []
    rows: list[list[Any]] = [["Place", "Belongs to", "Period", measure.numerator, *out_of, "Note"]]
    for one in series_of(measure, by=by):
        where = [one.place.name, one.place.parent.name if one.place.parent else ""]
        for period, top, bottom in zip(one.periods, one.numerators, one.denominators, strict=True):
            gone = period in one.hidden
            counts = [None if gone else _plain(value) for value in ((top, bottom) if out_of else (top,))]
            rows.append([*where, f"{period:%Y-%m-%d}", *counts, one.too_small if gone else ""])
    return rows


def _plain(value: float | None) -> float | int | None:
    """A whole number without its point."""
    return int(value) if value is not None and value == int(value) else value


def measures_in(system: Any) -> Any:
    """The measures that numbers can be brought into."""
    return Measure.objects.filter(system=system).select_related("system")


def measure_named(system: Any, name: str) -> Measure | None:
    """The measure of a system with this short name, or this name."""
    return measures_in(system).filter(slug=name).first() or measures_in(system).filter(name__iexact=name).first()


def open_upload(by: Any, verb: Verb, code: str) -> Upload:
    """The door to one upload."""
    return enter(Upload.objects.select_related("system", "measure__system", "by").filter(code=code).first(), by, verb)
