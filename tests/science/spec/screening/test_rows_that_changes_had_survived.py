"""Series of a table whose answer depends on one detail of how tables are worked on side by side."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import RULES, analyse, screen


def test_more_points_after_a_run_than_a_byte_can_count_still_undo_it() -> None:
    """After 25 points above, 200 of 300 lie below: a signed byte ends at 127."""
    y = [1.0] * 25 + [0.0, 0.0, 1.0] * 100
    seen, alone = screen([y], kind="run", centre=0.5), analyse("run", y, centre=0.5)
    assert (seen.stands[0], seen.since[0]) == (alone.stands, alone.since)
    assert not alone.stands


@pytest.mark.parametrize("rules", RULES)
def test_too_many_crossings_are_named_as_the_series_alone_names_them(rules) -> None:
    y = [1.0, 2.0] * 15
    alone = analyse("run", y, rules=rules).finding
    assert screen([y], kind="run", rules=rules).rule[0] == (alone.rule if alone else "")


@pytest.mark.parametrize("rules", RULES)
def test_moving_ranges_have_no_patterns_in_tables_either(rules) -> None:
    y = np.cumsum(np.tile([1.0] * 10 + [4.0] * 10, (3, 2)), axis=1)
    for signals, row in zip(screen(y, kind="mr", rules=rules).signals, y, strict=True):
        assert bool(signals) == bool(analyse("mr", row, rules=rules).signals)


def test_the_farthest_point_is_found_wherever_it_lies() -> None:
    y = [5, 4, 6, 5, 4, 6, 4, 6, 5, 4, 6]
    chances = [screen([[*y[:at], 20, *y[at:]]], kind="c", centre=5).chance[0] for at in (0, 5, 11)]
    assert chances == pytest.approx([chances[0]] * 3, rel=1e-12)
    assert chances[0] < 0.001
