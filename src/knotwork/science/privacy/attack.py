"""What a patient reader with a computer could work out of a table's hidden cells."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from .suppression import Shown
from .tables import Cell, balances, sums


@dataclass(frozen=True)
class Range:
    """The least and the most that a hidden count could be; `most` is infinite where nothing shown holds it."""

    least: float
    most: float

    @property
    def width(self) -> float:
        """How far apart they are: 0 where the count is given away."""
        return self.most - self.least


class DoesNotAddUp(ValueError):
    """The shown numbers contradict one another, so there is nothing to work out."""


def attack(shown: Shown) -> dict[Cell, Range]:
    """The range of each hidden count, from everything shown: a test of whether small numbers are truly hidden.

    The reader knows every sum, that counts are not negative and, where zeros are shown, that a hidden count is at
    least 1. Two linear programmes a cell; with sums of one tree of places by one list of columns the bounds are whole
    numbers (the sums are a network). Raises `DoesNotAddUp`.
    """
    order = {cell: place for place, cell in enumerate(shown.cells)}
    known = balances(order, list(sums(shown.table_places, shown.table_columns, shown.parents)))
    least = 1.0 if shown.zeros_shown else 0.0
    bounds = [(least, None) if count is None else (count, count) for count in shown.cells.values()]

    def furthest(cell: Cell, sign: float) -> float:
        goal = np.zeros(len(order))
        goal[order[cell]] = sign
        solved = linprog(goal, A_eq=known, b_eq=np.zeros(known.shape[0]), bounds=bounds, method="highs-ds")
        if solved.status in (3, 4):
            return float("inf")
        if solved.status != 0:
            raise DoesNotAddUp("The shown numbers do not add up, so no table could look like this. Check the totals.")
        return float(round(sign * solved.fun, 6))

    return {cell: Range(furthest(cell, 1.0), furthest(cell, -1.0)) for cell in order if cell in shown.hidden}
