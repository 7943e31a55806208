"""One pass over the rows: each becomes part of a total, a gap, a row left out, or a problem with its place named."""

from array import array
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from math import fsum, isnan, nan

from .dates import NotAPeriod, doubts, parse_period, torn_years
from .mapping import Mapping
from .numbers import NotANumber, parse_number
from .places import Gazetteer, normalised
from .plan import Problem
from .table import Table, text_of

MOST_PROBLEMS = 1_000
PROGRESS_EVERY = 2_000
SHOWN = 80  # letters of a value that are quoted back


class Refused(Exception):
    """A row that cannot be taken: the column, its value, and why."""


class Found:
    """A place as the table knows it: its periods, and for each the rows and numbers, held compactly."""

    __slots__ = ("denominators", "first_row", "key", "known", "more", "name", "numerators", "periods", "row_of", "rows")

    def __init__(self, name: str, key: Hashable, *, known: bool) -> None:
        self.name, self.key, self.known, self.first_row, self.rows = name, key, known, 0, 0
        self.periods: dict[date, int] = {}
        self.row_of, self.numerators, self.denominators = array("L"), array("d"), array("d")
        self.more: dict[int, list[tuple[float, float]]] = {}

    def seen(self, row: int) -> None:
        """Count a row that has a number for this place."""
        self.first_row, self.rows = self.first_row or row, self.rows + 1

    def totals(self) -> Iterator[tuple[date, int, float, float | None]]:
        """Each period with its first row, numerator and denominator. Sums do not depend on the order of rows."""
        for period, at in self.periods.items():
            pairs = [(self.numerators[at], self.denominators[at]), *self.more.get(at, ())]
            denominator = fsum(pair[1] for pair in pairs)
            yield period, self.row_of[at], fsum(pair[0] for pair in pairs), None if isnan(denominator) else denominator

    def add(self, period: date, row: int, numerator: float, denominator: float | None) -> None:
        at = self.periods.setdefault(period, len(self.row_of))
        below = nan if denominator is None else denominator
        if at < len(self.row_of):
            self.more.setdefault(at, []).append((numerator, below))
            return
        self.row_of.append(row)
        self.numerators.append(numerator)
        self.denominators.append(below)


class Reader:
    """What has been seen so far of a table under one mapping."""

    def __init__(self, columns: Sequence[str], mapping: Mapping, gazetteer: Gazetteer, *, proportion: bool) -> None:
        self.columns, self.mapping, self.gazetteer, self.proportion = columns, mapping, gazetteer, proportion
        self.place_at, self.period_at, self.numerator_at, self.denominator_at = mapping.positions(columns)
        self.wanted = mapping.wanted(columns)
        self.places: dict[str, Found] = {}
        self.spelled: dict[object, Found] = {}
        self.dates: dict[object, tuple[date, int]] = {}
        self.problems: list[Problem] = []
        self.problem_count = self.rows_read = self.rows_used = self.rows_left_out = self.gaps = 0

    def read(self, table: Table, on_progress: Callable[[int, int], None], total: int) -> None:
        """All rows of a table, once."""
        width = len(self.columns)
        for row, values in table:
            self.rows_read += 1
            try:
                if len(values) != width:
                    why = f"The row has {len(values)} values, but the table has {width} columns."
                    raise Refused("", values[0] if values else "", why)
                self._take(row, values)
            except Refused as refused:
                self._note(row, *refused.args)
            if self.rows_read % PROGRESS_EVERY == 0:
                on_progress(self.rows_read, max(total, self.rows_read))
        self._find_torn_years()
        on_progress(self.rows_read, self.rows_read)

    def notes(self) -> tuple[str, ...]:
        """What a reader should know about how the rows were read."""
        found = list(doubts(self.dates, day_first=self.mapping.day_first))
        if self.mapping.sum and self.gaps:
            found.append(f"{self.gaps:,} rows have no value and are in no sum; sums beside them may be too low.")
        if self.rows_read and self.rows_left_out == self.rows_read:
            found.append("No row has the values that were asked for, so all were left out.")
        return tuple(found)

    def _note(self, row: int, column: str, value: object, why: str) -> None:
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(row, column, text_of(value)[:SHOWN], why))

    def _take(self, row: int, values: Sequence[object]) -> None:
        for at, allowed in self.wanted:
            if normalised(text_of(values[at])) not in allowed:
                self.rows_left_out += 1
                return
        place, period = self._place(values[self.place_at]), self._period(row, values[self.period_at])
        numerator = self._number(values, self.numerator_at)
        denominator = None if self.denominator_at is None else self._number(values, self.denominator_at)
        if numerator is None:
            self.gaps += 1
            return
        place.seen(row)
        self._hold_together(values, numerator, denominator)
        at = None if self.mapping.sum else place.periods.get(period)
        if at is not None:
            why = (
                f"Row {place.row_of[at]} gives {place.name} a number for {period.isoformat()} already. "
                "Choose rows by a column, ask for rows to be summed, or keep one of the two."
            )
            raise Refused(self.mapping.period, values[self.period_at], why)
        place.add(period, row, numerator, denominator)
        self.rows_used += 1

    def _place(self, value: object) -> Found:
        found = self.spelled.get(value)
        if found is None:
            found = self.spelled[value] = self._new_spelling(value)
        return found

    def _new_spelling(self, value: object) -> Found:
        name = " ".join(text_of(value).split())
        plain = normalised(name)
        if not plain:
            raise Refused(self.mapping.place, value, "There is no place in this row.")
        if plain in self.gazetteer.shared:
            raise Refused(self.mapping.place, value, f"More than one place is called “{name}”. Use their codes.")
        known = plain in self.gazetteer.keys
        key = self.gazetteer.keys.get(plain, plain)
        # A place written now by its name and now by its code is one place.
        return self.places.setdefault((known, key), Found(name, key, known=known))

    def _period(self, row: int, value: object) -> date:
        found = self.dates.get(value)
        if found is not None:
            return found[0]
        try:
            period = parse_period(value, day_first=self.mapping.day_first)
        except NotAPeriod as error:
            raise Refused(self.mapping.period, value, str(error)) from error
        self.dates[value] = period, row
        return period

    def _number(self, values: Sequence[object], at: int) -> float | None:
        try:
            return parse_number(values[at])
        except NotANumber as error:
            raise Refused(self.columns[at], values[at], str(error)) from error

    def _hold_together(self, values: Sequence[object], numerator: float, denominator: float | None) -> None:
        """Raise where numerator and denominator cannot both be right."""
        if self.denominator_at is None:
            if self.proportion and numerator < 0:
                raise Refused(self.columns[self.numerator_at], numerator, "A count cannot be below zero.")
            return
        below, above = self.columns[self.denominator_at], self.columns[self.numerator_at]
        if denominator is None:
            raise Refused(below, values[self.denominator_at], "There is a numerator but no denominator.")
        if denominator < 0:
            raise Refused(below, values[self.denominator_at], "A denominator cannot be below zero.")
        if numerator < 0:
            raise Refused(above, values[self.numerator_at], "A numerator with a denominator cannot be below zero.")
        if denominator == 0 and numerator > 0:
            raise Refused(below, values[self.denominator_at], f"The denominator is zero, but {above} is not.")
        if self.proportion and numerator > denominator:
            why = f"{numerator:g} is more than {below}, {denominator:g}, which cannot be in a proportion."
            raise Refused(above, values[self.numerator_at], why)

    def _find_torn_years(self) -> None:
        for value in torn_years(self.dates):
            why = f"{value} may be a month or a financial year, and the column has months. Write months as 2011-12."
            self._note(self.dates[value][1], self.mapping.period, value, why)
