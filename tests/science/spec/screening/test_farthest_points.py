"""How surprising the farthest point is beside limits that the series set itself: read off the table, as one would."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc.chance_table import FARTHEST_PLAIN, FARTHEST_SCREENED
from knotwork.science.spc.screening.farthest import own_limits

TABLES = [(True, FARTHEST_SCREENED), (False, FARTHEST_PLAIN)]


def chance(sigmas: float, many: int, screened: bool) -> float:
    return float(own_limits(np.array([sigmas]), np.array([many]), screened)[0])


@pytest.mark.parametrize(("screened", "table"), TABLES)
@pytest.mark.parametrize(("row", "many"), [(0, 10), (3, 20), (10, 200)])
def test_between_two_sigmas_the_logarithm_goes_in_a_straight_line(screened, table, row, many) -> None:
    """From the first sigma of the table on: a quarter of the way from 2 to 2.5 is 2.125."""
    for step in (0, 1, 12, 13):
        for share in (0.0, 0.25, 0.75):
            by_hand = table[row, step] + share * (table[row, step + 1] - table[row, step])
            assert chance(2 + 0.5 * (step + share), many, screened) == pytest.approx(10**by_hand, rel=1e-9)


@pytest.mark.parametrize(("screened", "table"), TABLES)
def test_beyond_the_last_sigma_it_goes_straight_on(screened, table) -> None:
    by_hand = table[3, -1] + 2 * (table[3, -1] - table[3, -2])
    assert chance(10.0, 20, screened) == pytest.approx(10**by_hand, rel=1e-9)


@pytest.mark.parametrize("screened", [True, False])
def test_nearer_than_the_first_sigma_nothing_is_surprising(screened) -> None:
    assert chance(1.999, 20, screened) == 1
    assert chance(2.0, 20, screened) < 1
