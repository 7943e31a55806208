"""What each rule set puts down to chance in runs: the same for one series, for many, and for a table of them."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest

from knotwork.science.spc import RULES, analyse
from knotwork.science.spc.rules.number_of_runs import exact_runs, printed_runs

WITH_RUNS = [name for name, rules in RULES.items() if rules.allowed is not None]
USEFUL = [0, 1, 2, 9, 10, 11, 24, 24, 60, 61, 99, 100, 101, 150]


def test_five_rule_sets_look_at_runs() -> None:
    assert WITH_RUNS == ["anhoej", "bestbox", "cutbox", "ihi", "ihi_printed"]


@pytest.mark.parametrize("name", WITH_RUNS)
@pytest.mark.parametrize("above", [0, 1, 2, 5])
def test_a_table_of_series_has_the_limits_of_each(name, above) -> None:
    allowed = RULES[name].allowed
    useful = np.array(USEFUL).reshape(2, 7)
    crossings = useful // 2 - 2 + above
    of_all = allowed(useful, crossings)
    for many in of_all:
        assert many.shape == (2, 7)
        assert many.dtype == np.int64
    of_each = [allowed(int(n), int(c)) for n, c in zip(useful.flat, crossings.flat, strict=True)]
    for limit, many in enumerate(of_all):
        assert many.ravel().tolist() == [int(one[limit]) for one in of_each]


@pytest.mark.parametrize("name", WITH_RUNS)
def test_no_point_and_one_point_are_never_too_few_or_too_many(name) -> None:
    for useful in (0, 1):
        longest, fewest, most = RULES[name].allowed(useful, 0)
        assert longest >= useful
        assert fewest <= 0 <= most


@pytest.mark.parametrize(
    ("useful", "runs"), [(0, (0, 1)), (1, (0, 1)), (2, (2, 2)), (3, (2, 3)), (4, (2, 4)), (5, (2, 5))]
)
def test_numbers_of_runs_of_few_points(useful, runs) -> None:
    assert exact_runs(useful) == runs


def tail(useful: int, runs: list[int]) -> float:
    """The chance of these numbers of runs, counted over all orders with half the points on either side."""
    low, high = useful // 2, useful - useful // 2
    ways = 0
    for many in runs:
        half, odd = divmod(many, 2)
        if many >= 2 and odd:
            ways += comb(low - 1, half) * comb(high - 1, half - 1) + comb(low - 1, half - 1) * comb(high - 1, half)
        elif many >= 2:
            ways += 2 * comb(low - 1, half - 1) * comb(high - 1, half - 1)
    return ways / comb(useful, low)


@pytest.mark.parametrize("useful", range(10, 101, 3))
def test_beyond_either_limit_lies_no_more_than_one_in_forty(useful) -> None:
    fewest, most = exact_runs(useful)
    assert tail(useful, list(range(fewest))) <= 0.025 < tail(useful, list(range(fewest + 1)))
    assert tail(useful, list(range(most + 1, useful + 1))) <= 0.025 < tail(useful, list(range(most, useful + 1)))


@pytest.mark.parametrize(("useful", "printed"), [(10, (3, 9)), (11, (3, 10)), (59, (24, 38)), (60, (24, 38))])
def test_the_printed_table_is_used_from_ten_to_sixty(useful, printed) -> None:
    assert printed_runs(useful) == printed


@pytest.mark.parametrize("useful", [0, 1, 5, 9, 61, 62, 200])
def test_beyond_the_printed_table_the_exact_limits_are_used(useful) -> None:
    assert printed_runs(useful) == exact_runs(useful)


@pytest.mark.parametrize(
    ("rules", "rule", "y", "limit"),
    [
        ("anhoej", "long run", [1, -1] * 6 + [1] * 9, 7),
        ("ihi", "long run", [1, -1] * 6 + [1] * 9, 5),
        ("anhoej", "few crossings", [1] * 6 + [-1] * 6 + [1] * 6 + [-1] * 6, 8),
        ("ihi", "many runs", [1, -1] * 12, 17),
        ("ihi_printed", "many runs", [1, -1] * 12, 17),
        ("bestbox", "long run", [1] * 8 + [-1, 1] * 6, 7),
    ],
)
def test_a_signal_of_runs_states_the_limit_that_it_went_beyond(rules, rule, y, limit) -> None:
    (signal,) = [signal for signal in analyse("run", y, centre=0, rules=rules).signals if signal.rule == rule]
    assert signal.limit == limit
