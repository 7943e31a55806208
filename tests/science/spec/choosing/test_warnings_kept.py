"""What argues with a chart is said whichever chart is chosen, word for word."""

from __future__ import annotations

import numpy as np

from knotwork.science.spc import choose

APART = "Points twelve apart are alike: if they are months, points a year apart (season) are best compared."
NEIGHBOURS = "Neighbouring points are alike, which limits do not allow for: chart longer periods if you can."
RARE = "Fewer than 1 event is expected a point: chart time (T) between events, or longer periods."


def test_points_twelve_apart_are_said_word_for_word() -> None:
    noise = np.random.default_rng(4).normal(0, 1, 48)
    assert choose("measurement", 10 + 6 * np.sin(np.arange(48) * np.pi / 6) + noise).warnings == (APART,)


def test_warnings_are_kept_when_a_chart_for_more_variation_is_chosen() -> None:
    """Two long levels: neighbours are alike, and the points vary more than chance."""
    shares = np.where(np.arange(40) // 4 % 2, 60, 20) + np.arange(40) % 2 * 12
    choice = choose("proportion", shares, [200] * 40)
    assert (choice.kind, choice.warnings) == ("pp", (NEIGHBOURS,))


def test_rare_events_are_still_said_when_a_chart_for_more_variation_is_chosen() -> None:
    choice = choose("count", [0] * 9 + [8] + [0] * 10 + [9] + [0] * 9)
    assert choice.kind == "i"
    assert RARE in choice.warnings
