"""Which column means what, said by a person or guessed for them to correct."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from .dates import NotAPeriod, day_first_of, parse_period
from .numbers import NotANumber, parse_number
from .places import normalised
from .table import Table, text_of

LOOKED_AT = 50
PLACE = ("org_code", "org", "place", "ward", "site", "unit", "team", "organisation", "hospital", "trust", "practice")
PLACE += ("board", "provider", "department", "location", "name", "code")
PERIOD = ("period", "date", "month", "week", "quarter", "day", "year", "time")
NUMERATOR = ("numerator", "num", "n", "events", "breaches", "count", "cases", "falls", "infections", "value", "number")
DENOMINATOR = ("denominator", "den", "denom", "bed days", "bed_days", "beddays", "attendances", "patients", "total")
DENOMINATOR += ("admissions", "population", "d")


class UnknownColumn(ValueError):
    """A column was asked for that the table does not have."""


@dataclass(frozen=True)
class Mapping:
    """What each column means. `where` keeps only rows with these values; several values of one column are “or”."""

    place: str
    period: str
    numerator: str
    denominator: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    sum: bool = False
    day_first: bool = True

    def positions(self, columns: Sequence[str]) -> tuple[int, int, int, int | None]:
        """Where place, period, numerator and denominator stand in a row. Raises `UnknownColumn`."""
        denominator = position(columns, self.denominator) if self.denominator else None
        place, period, numerator = (position(columns, c) for c in (self.place, self.period, self.numerator))
        return place, period, numerator, denominator

    def wanted(self, columns: Sequence[str]) -> tuple[tuple[int, frozenset[str]], ...]:
        """The columns that choose rows, each with the values that it may have. Raises `UnknownColumn`."""
        chosen: dict[int, set[str]] = {}
        for column, value in self.where:
            chosen.setdefault(position(columns, column), set()).add(normalised(value))
        return tuple((at, frozenset(values)) for at, values in chosen.items())


@dataclass(frozen=True)
class Suggestion:
    """A first guess at what the columns mean; None where nothing in the table tells."""

    place: str | None
    period: str | None
    numerator: str | None
    denominator: str | None
    day_first: bool = True


def position(columns: Sequence[str], column: str) -> int:
    """Where a column stands, by its name as written or, failing that, whatever its capitals and spaces."""
    if column in columns:
        return list(columns).index(column)
    plain = [normalised(name) for name in columns]
    if plain.count(normalised(column)) == 1:
        return plain.index(normalised(column))
    near = get_close_matches(normalised(column), plain, n=1, cutoff=0.6)
    hint = f" Did you mean “{columns[plain.index(near[0])]}”?" if near else ""
    raise UnknownColumn(f"There is no column “{column}”.{hint} The columns are: {', '.join(columns)}.")


def suggest(table: Table) -> Suggestion:
    """What the columns probably mean, from their names and first rows, so that a page comes filled in already."""
    rows = [values for _, values in table.head(LOOKED_AT) if len(values) == len(table.columns)]
    cells = {name: [values[at] for values in rows] for at, name in enumerate(table.columns)}
    dates = [name for name in table.columns if _all_read(cells[name], parse_period, NotAPeriod)]
    numbers = [name for name in table.columns if _all_read(cells[name], parse_number, NotANumber)]
    period = _named(dates, PERIOD) or next((name for name in dates if name not in numbers), None)
    numbers = [name for name in numbers if name != period]
    others = [name for name in table.columns if name != period]
    denominator = _named(numbers, DENOMINATOR)
    numerator = _named([name for name in numbers if name != denominator], NUMERATOR)
    places = [name for name in others if name not in (numerator, denominator)]
    words = [name for name in places if name not in numbers]
    place = _named(words, PLACE) or _named(places, PLACE) or next(iter(words), None)
    free = [name for name in numbers if name not in (denominator, place)]
    day_first = day_first_of(cells[period]) if period else None
    return Suggestion(place, period, numerator or next(iter(free), None), denominator, day_first is not False)


def _named(names: Sequence[str], words: Sequence[str]) -> str | None:
    """The column whose name is one of the words, or else has one of them in it; earlier words go first."""
    plain = {name: normalised(name).replace("_", " ").replace("-", " ") for name in names}
    wanted = [word.replace("_", " ") for word in words]
    whole = (name for word in wanted for name in names if plain[name] == word)
    part = (name for word in wanted for name in names if f" {word} " in f" {plain[name]} ")
    return next(whole, None) or next(part, None)


def _all_read(values: Sequence[object], read: Callable[..., object], refused: type[ValueError]) -> bool:
    """Whether a column holds something, and all of it is of a kind."""
    kept = [value for value in values if text_of(value)]
    return bool(kept) and all(_reads(value, read, refused) for value in kept)


def _reads(value: object, read: Callable[..., object], refused: type[ValueError]) -> bool:
    # Whichever way round: 03/25/2017 is a date too.
    ways = ({}, {"day_first": False}) if read is parse_period else ({},)
    for way in ways:
        try:
            read(value, **way)
        except refused:
            continue
        return True
    return False
