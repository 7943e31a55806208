"""Counts of people by place and by period or category, with every total, as a published table has them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

TOTAL = "Total"
Cell = tuple[str, str]


class TableNotClear(ValueError):
    """The table cannot be protected as given, and says why."""


@dataclass(frozen=True)
class Table:
    """Whole counts, one row a place and one column a period or category, and which place belongs to which.

    `counts[i][j]` is the count of people at `places[i]` in `columns[j]`. `parents` names the larger place of a place
    (a ward's hospital, a hospital's board); larger places have no row of their own in `counts`: theirs is the sum.
    Totals of rows, of columns, of every larger place and of all are added. Raises `TableNotClear`.
    """

    places: Sequence[str]
    columns: Sequence[str]
    counts: Sequence[Sequence[int]]
    parents: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _names_clear("place", [*self.places, *sorted(set(self.parents.values()))])
        _names_clear("column", self.columns)
        if len(self.counts) != len(self.places) or any(len(row) != len(self.columns) for row in self.counts):
            raise TableNotClear(
                "Every place needs one count for each column. Fill the gaps, with 0 where there were none."
            )
        for row in self.counts:
            for count in row:
                if isinstance(count, bool) or count != count or count < 0 or count != int(count):
                    raise TableNotClear(f"Counts are whole numbers of people, 0 or more, and {count!r} is not.")
        _tree_clear(self.places, self.parents)

    def cells(self) -> dict[Cell, int]:
        """Every cell of the table as published, totals too: {(place, column): count}."""
        rows = {name: [int(count) for count in row] for name, row in zip(self.places, self.counts, strict=True)}
        children = _children(self.places, self.parents)
        for larger in rows_of(self.places, self.parents)[len(self.places) :]:
            _add(larger, children, rows, len(self.columns))
        return {
            (name, column): count
            for name in rows_of(self.places, self.parents)
            for column, count in zip([*self.columns, TOTAL], [*rows[name], sum(rows[name])], strict=True)
        }


def rows_of(places: Sequence[str], parents: Mapping[str, str]) -> list[str]:
    """Every row as published: the places, the larger places by name, and the total."""
    return [*places, *sorted(set(parents.values())), TOTAL]


def sums(
    places: Sequence[str], columns: Sequence[str], parents: Mapping[str, str]
) -> Iterator[tuple[Cell, list[Cell]]]:
    """Every sum that a reader knows to hold: a total, and the cells that make it."""
    for row in rows_of(places, parents):
        yield (row, TOTAL), [(row, column) for column in columns]
    for larger, parts in _children(places, parents).items():
        for column in [*columns, TOTAL]:
            yield (larger, column), [(part, column) for part in parts]


def balances(order: Mapping[Cell, int], known: Sequence[tuple[Cell, list[Cell]]]) -> csr_array:
    """The sums as a matrix that is 0 when multiplied by the cells in this order: parts are 1, their total is -1."""
    entries = [(line, order[cell], 1.0) for line, (_, parts) in enumerate(known) for cell in parts]
    entries += [(line, order[total], -1.0) for line, (total, _) in enumerate(known)]
    lines, cells, signs = (np.array(part) for part in zip(*entries, strict=True))
    return csr_array((signs, (lines, cells)), shape=(len(known), len(order)))


def _children(places: Sequence[str], parents: Mapping[str, str]) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {TOTAL: []}
    for name in rows_of(places, parents)[:-1]:
        children.setdefault(parents.get(name, TOTAL), []).append(name)
    return children


def _add(name: str, children: Mapping[str, list[str]], rows: dict[str, list[int]], width: int) -> list[int]:
    if name not in rows:
        parts = [_add(part, children, rows, width) for part in children[name]]
        rows[name] = [sum(part[column] for part in parts) for column in range(width)]
    return rows[name]


def _names_clear(what: str, names: Sequence[str]) -> None:
    if not names:
        raise TableNotClear(f"The table has no {what}. Give at least one.")
    if len(set(names)) != len(names):
        raise TableNotClear(
            f"Two of the table are the same {what}. Give each its own name, and larger places no counts."
        )
    if TOTAL in names:
        raise TableNotClear(
            f'A {what} is called "{TOTAL}", the name of the sums. Leave totals out or give it another name.'
        )


def _tree_clear(places: Sequence[str], parents: Mapping[str, str]) -> None:
    known = {*places, *parents.values()}
    if strangers := sorted(set(parents) - known):
        raise TableNotClear(f"{strangers[0]!r} has a larger place but no counts and no places in it. Leave it out.")
    for place in known:
        seen = {place}
        while (place := parents.get(place, TOTAL)) != TOTAL:
            if place in seen:
                raise TableNotClear(f"{place!r} lies within itself. Mend which place belongs to which.")
            seen.add(place)
