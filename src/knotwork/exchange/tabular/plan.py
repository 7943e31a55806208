"""What an import would do, said before it is done."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

Pair = tuple[float, float | None]


class Problem(NamedTuple):
    """One thing that stops an import: where it stands, what is written there, and why it cannot be taken."""

    row: int
    column: str
    value: str
    why: str

    def __str__(self) -> str:
        where = f"Row {self.row}, column “{self.column}”" if self.column else f"Row {self.row}"
        return f"{where}: {self.why}"


class Addition(NamedTuple):
    """A number that is not there yet. `place` is the known place's key, or None where the place is not known yet."""

    place: Hashable | None
    name: str
    period: date
    numerator: float
    denominator: float | None
    row: int


class Change(NamedTuple):
    """A number that is there already and would become another. `old` and `new` are (numerator, denominator)."""

    place: Hashable
    name: str
    period: date
    old: Pair
    new: Pair
    row: int


class UnknownPlace(NamedTuple):
    """A place that is not known yet, as first written, and the known one that it may be a slip of."""

    name: str
    rows: int
    first_row: int
    did_you_mean: str | None


@dataclass(frozen=True)
class Plan:
    """All that would change, and all that stands against it. Every row read is used, left out, a gap or a problem
    (a value that other rows put in doubt is a problem although its row is used).

    `problems` are the first of `problem_count`; an import that is not `clean` should bring in nothing.
    """

    additions: tuple[Addition, ...]
    changes: tuple[Change, ...]
    unchanged: int
    unknown_places: tuple[UnknownPlace, ...]
    problems: tuple[Problem, ...]
    problem_count: int
    rows_read: int
    rows_used: int
    rows_left_out: int
    gaps: int
    notes: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Whether every row can be taken as it is."""
        return self.problem_count == 0
