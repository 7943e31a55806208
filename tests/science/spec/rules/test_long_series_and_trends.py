"""Runs of long series in tables, the fewest crossings of series of any length, and trends by their names and sides."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from knotwork.science.spc import analyse
from knotwork.science.spc.rules.number_of_runs import LONG, exact_runs
from knotwork.science.spc.runs import crossings_limit, lengths

STEPS = [5.0, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7]
UP = [2.0, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize("points", [100, 127, 128, 300, 33_000])
def test_runs_of_a_table_grow_as_long_as_its_series(points) -> None:
    table = np.ones((2, points), dtype=np.int8)
    table[1, 1::2] = -1
    grown = lengths(table)
    assert grown[0].tolist() == list(range(1, points + 1))
    assert set(grown[1].tolist()) == {1}


@pytest.mark.parametrize("lengths_of", [range(2, 3000), (10_000, 33_333, 100_000, 1_000_001)])
def test_the_fewest_crossings_are_the_lower_five_percent_point(lengths_of) -> None:
    useful = np.array(lengths_of)
    fewest = np.array([crossings_limit(int(many)) for many in useful])
    crossings = stats.binom(useful - 1, 0.5)
    assert (crossings.cdf(fewest) >= 0.05).all()
    assert (crossings.cdf(fewest - 1) < 0.05).all()


@pytest.mark.parametrize(
    ("rules", "kind", "name"),
    [
        ("ihi", "run", "trend of 5, ties passed over"),
        ("nelson", "i", "trend of 6"),
        ("mdc", "i", "trend of 7"),
    ],
)
@pytest.mark.parametrize(("y", "side"), [(UP, "rising"), (UP[::-1], "falling")])
def test_a_trend_has_its_name_its_side_and_its_points(rules, kind, name, y, side) -> None:
    signals = analyse(kind, [*STEPS, *y], rules=rules, direction="increase").signals
    (trend,) = [signal for signal in signals if signal.rule.startswith("trend")]
    assert (trend.rule, trend.side) == (name, side)
    assert trend.meaning == ("better" if side == "rising" else "worse")
    assert trend.points[-1] == 20


def test_the_number_of_runs_of_long_series_lies_within_the_normal_tails() -> None:
    """Of n points, half on either side: n / 2 + 1 on average, and a variance of n (n - 2) / 4 (n - 1)."""
    for useful in range(LONG + 1, 3000):
        middle = useful / 2 + 1
        away = 1.959963984540054 * (useful * (useful - 2) / (4 * (useful - 1))) ** 0.5
        fewest, most = exact_runs(useful)
        assert fewest - 1 <= middle - away - 0.5 < fewest
        assert most < middle + away + 0.5 <= most + 1
