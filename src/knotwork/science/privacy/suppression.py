"""Hiding small numbers of people so that nothing shown gives them away.

Method: complementary cell suppression by linear programming, one small cell at a time: the cheapest way in which the
whole table could add up while the small cell was larger shows which other cells must be hidden with it. L. Zayatz,
"Using linear programming methodology for disclosure avoidance purposes", US Bureau of the Census, Statistical Research
Division, Research Report RR-92/02 (1992); M. Fischetti and J. J. Salazar-González, "Models and algorithms for
optimizing cell suppression in tabular data with linear constraints", Journal of the American Statistical Association 95
(2000), 916-928.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack

from .tables import Cell, Table, TableNotClear, balances, sums

_CHANGED = 1e-6  # changes are whole numbers; the solver's are within 1e-7 of them


@dataclass(frozen=True)
class Shown:
    """The table that may be shown: None where a count is hidden.

    `cells` holds every cell with its totals; `small` those hidden for being small (not for showing), `others` those
    hidden to protect them. `zeros_shown` and `protection` say by which rules, and may be told to the reader.
    """

    table_places: tuple[str, ...]
    table_columns: tuple[str, ...]
    parents: Mapping[str, str]
    cells: Mapping[Cell, int | None]
    small: frozenset[Cell]
    others: frozenset[Cell]
    threshold: int
    protection: int
    zeros_shown: bool

    @property
    def hidden(self) -> frozenset[Cell]:
        """Every hidden cell, without saying which were small."""
        return self.small | self.others


def suppress(
    table: Table,
    threshold: int = 5,
    *,
    zeros_shown: bool = True,
    protection: int | None = None,
    known: Collection[Cell] = (),
    unpublished: Collection[Cell] = (),
) -> Shown:
    """The table with counts under the threshold hidden, and as many others as it takes to keep them hidden.

    Counts from 1 (from 0 where zeros are not shown) to `threshold` - 1 are hidden, in totals too. Each could, from all
    that is shown, be at least `protection` larger than it is (`threshold` - 1 unless given); every other hidden cell
    could be at least two numbers. The same table always gives the same answer.

    `known` are the cells that this reader knows from elsewhere, such as those of their own ward: they are shown,
    however small, and protect nobody. What follows from them alone must be among them. `unpublished` are cells that are
    shown to nobody, large or small. Raises `TableNotClear` for a threshold under 2 or a protection under 1, and where a
    cell could be protected only by what the reader knows.
    """
    width = threshold - 1 if protection is None else protection
    if threshold < 2 or width < 1:
        raise TableNotClear("The threshold must be 2 or more and the protection 1 or more, or nothing would be hidden.")
    cells = table.cells()
    least = 0 if zeros_shown else -1
    small = {cell for cell, count in cells.items() if least < count < threshold and cell not in known}
    unseen = {cell for cell in unpublished if cells[cell] > least and cell not in known}
    hidden = _with_others(table, cells, small, unseen, frozenset(known), width, zeros_shown)
    shown = {cell: None if cell in hidden else count for cell, count in cells.items()}
    settings = (frozenset(small), frozenset(hidden - small), threshold, width, zeros_shown)
    return Shown(tuple(table.places), tuple(table.columns), dict(table.parents), shown, *settings)


def rates(shown: Shown, denominators: Mapping[Cell, float], per: float = 1.0) -> dict[Cell, float | None]:
    """Rates of the counts that are shown; None where the count is hidden, since rate times denominator is the count.

    `denominators` gives each cell that is wanted; a rate is count / denominator × `per`. None too where the denominator
    is 0. Raises `TableNotClear` for a cell that the table does not have.
    """
    if strangers := [cell for cell in denominators if cell not in shown.cells]:
        raise TableNotClear(f"The table has no cell {strangers[0]!r}. Give denominators for its places and columns.")
    counts = {cell: shown.cells[cell] for cell in denominators}
    return {
        cell: None if count is None or not denominators[cell] else count / denominators[cell] * per
        for cell, count in counts.items()
    }


def _with_others(
    table: Table,
    cells: Mapping[Cell, int],
    small: set[Cell],
    unseen: set[Cell],
    known: frozenset[Cell],
    width: int,
    zeros_shown: bool,
) -> set[Cell]:
    order = {cell: place for place, cell in enumerate(cells)}
    equal = balances(order, list(sums(table.places, table.columns, table.parents)))
    values = np.array(list(cells.values()), dtype=float)
    fixed = np.array([cell in known for cell in cells])
    room_down = np.where(fixed, 0.0, np.maximum(values - 1, 0) if zeros_shown else values)
    room_up = np.where(((values == 0) & zeros_shown) | fixed, 0.0, np.inf)
    hidden = np.array([cell in small or cell in unseen for cell in cells])
    safe: set[int] = set()
    for cell in sorted(small, key=lambda cell: (cells[cell], order[cell])):
        if order[cell] not in safe:
            change = _cheapest_change(equal, values, hidden, room_down, room_up, order[cell], width)
            hidden |= np.abs(change) > _CHANGED
            safe.update(np.flatnonzero(change >= width - _CHANGED).tolist())
    return {cell for cell, is_hidden in zip(cells, hidden, strict=True) if is_hidden}


def _cheapest_change(
    equal: csr_array,
    values: NDArray[np.float64],
    hidden: NDArray[np.bool_],
    room_down: NDArray[np.float64],
    room_up: NDArray[np.float64],
    cell: int,
    width: int,
) -> NDArray[np.float64]:
    """The change of the table, every sum kept, that raises this cell by `width` and hides least besides.

    Rises and falls are apart, so that both cost. Raising a cell with all the totals above it is always possible.
    """
    # What is shown costs its count for each change of one; an early cell a trifle less, so that ties go one way.
    cost = np.where(hidden, 0.0, values + 1.0) + 1e-4 * np.arange(1, len(values) + 1) / len(values)
    up = [(0.0, None if np.isinf(room) else room) for room in room_up]
    down = [(0.0, room) for room in room_down]
    up[cell], down[cell] = (float(width), float(width)), (0.0, 0.0)
    solved = linprog(
        np.concatenate([cost, cost]),
        A_eq=hstack([equal, -equal], format="csr"),
        b_eq=np.zeros(equal.shape[0]),
        bounds=[*up, *down],
        method="highs-ds",
    )
    if solved.status != 0:
        raise TableNotClear("What the reader knows gives a small count away. Name all that follows from it as known.")
    changes: NDArray[np.float64] = solved.x[: len(values)] - solved.x[len(values) :]
    return changes
