"""Every row looked at once, before any is believed."""

from collections.abc import Callable, Hashable, Iterable
from collections.abc import Mapping as AnyMapping
from datetime import date
from operator import attrgetter

from .mapping import Mapping
from .places import Gazetteer
from .plan import Addition, Change, Pair, Plan, UnknownPlace
from .reading import Found, Reader
from .table import Table

BY_ROW = attrgetter("row")
MOST_HINTS = 100  # looking for slips compares with every known place
Existing = AnyMapping[tuple[Hashable, date], Pair] | Callable[[Hashable, date], Pair | None]


def check(
    table: Table,
    mapping: Mapping,
    *,
    known_places: AnyMapping[str, Hashable],
    existing: Existing,
    proportion: bool,
    on_progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """What importing a table would change, and every row that stands against it; nothing is written.

    `known_places` leads from names and codes to the keys by which `existing` is asked for (numerator, denominator).
    With `proportion`, no numerator may be above its denominator. `on_progress` gets the rows read and about how many
    there are. Raises `UnknownColumn` where the mapping does not fit the table, `UnreadableFile` where it is broken.
    """
    gazetteer = Gazetteer(known_places)
    reader = Reader(table.columns, mapping, gazetteer, proportion=proportion)
    reader.read(table, on_progress or (lambda _read, _total: None), table.total_rows)
    additions, changes, unchanged = _compared(reader.places.values(), existing)
    return Plan(
        additions=additions,
        changes=changes,
        unchanged=unchanged,
        unknown_places=_unknown(reader, gazetteer),
        problems=tuple(sorted(reader.problems)),
        problem_count=reader.problem_count,
        rows_read=reader.rows_read,
        rows_used=reader.rows_used,
        rows_left_out=reader.rows_left_out,
        gaps=reader.gaps,
        notes=table.notes + reader.notes(),
    )


def _compared(places: Iterable[Found], existing: Existing) -> tuple[tuple[Addition, ...], tuple[Change, ...], int]:
    """What is new, what is different, and how much is as it was."""
    ask = existing if callable(existing) else (lambda place, period: existing.get((place, period)))
    additions, changes, unchanged = [], [], 0
    for place in places:
        for period, row, numerator, denominator in place.totals():
            old = ask(place.key, period) if place.known else None
            if old is None:
                key = place.key if place.known else None
                additions.append(Addition(key, place.name, period, numerator, denominator, row))
            elif _same(old, (numerator, denominator)):
                unchanged += 1
            else:
                changes.append(Change(place.key, place.name, period, old, (numerator, denominator), row))
    return tuple(sorted(additions, key=BY_ROW)), tuple(sorted(changes, key=BY_ROW)), unchanged


def _same(old: Pair, new: Pair) -> bool:
    """Whether two pairs are the same number, whichever kind of number the store keeps."""
    return all(
        (before is None and after is None) or (before is not None and after is not None and float(before) == after)
        for before, after in zip(old, new, strict=True)
    )


def _unknown(reader: Reader, gazetteer: Gazetteer) -> tuple[UnknownPlace, ...]:
    unknown = [place for place in reader.places.values() if not place.known and place.rows]
    return tuple(
        UnknownPlace(place.name, place.rows, place.first_row, gazetteer.like(place.name) if at < MOST_HINTS else None)
        for at, place in enumerate(unknown)
    )
