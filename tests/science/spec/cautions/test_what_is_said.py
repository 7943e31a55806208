"""Sentences that argue with a chart: word for word, and nothing added where nothing is worth saying."""

from __future__ import annotations

import pytest

from knotwork.science.spc import analyse
from knotwork.science.spc.cautions import told

FAINT = "Only 0.5 events are expected a point: chart longer periods, or cases (G) or time (T) between events."


@pytest.mark.parametrize(("rate", "usual"), [(0.05, 0.05), (0.06, 0.05), (0.01, 0.5)])
def test_a_difference_that_does_not_show_is_not_said(rate, usual) -> None:
    assert told(rate, usual) == ""


def test_a_difference_that_shows_is_said_with_both_numbers() -> None:
    assert told(0.5, 0.05) == ": a stable process like that signals about 50% of the time under these rules, not 5%"


@pytest.mark.parametrize("kind", ["p", "np", "pp", "u", "up"])
def test_too_few_events_are_said_of_every_chart_of_shares_and_rates(kind) -> None:
    assert FAINT in analyse(kind, [0, 1] * 12, [50] * 24).warnings


def test_too_few_events_are_said_of_a_chart_of_counts() -> None:
    assert FAINT in analyse("c", [0, 1] * 12).warnings
