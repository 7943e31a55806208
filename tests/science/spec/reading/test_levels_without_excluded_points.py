"""What is said of a level leaves out excluded points, their denominators too."""

from __future__ import annotations

import pytest

from knotwork.science.spc import analyse

BEFORE, SINCE = [21, 19] * 6, [41, 39] * 6


@pytest.mark.parametrize(("place", "events", "patients"), [(3, 0, 100_000), (21, 5, 50_000), (9, 90, 100)])
def test_a_level_of_shares_is_that_of_the_patients_of_points_that_count(place, events, patients) -> None:
    y, n = [*BEFORE, *SINCE], [100] * 24
    y[place - 1], n[place - 1] = events, patients
    whole, found = analyse("p", [*BEFORE, *SINCE], [100] * 24), analyse("p", y, n, exclude=[place])
    assert whole.reading.startswith("The values rose from 0.20 to 0.40 at point 13. ")
    assert found.reading.startswith("The values rose from 0.20 to 0.40 at point 13. ")


def test_a_missing_value_leaves_its_patients_out_as_well() -> None:
    y: list[float | None] = [*BEFORE, *SINCE]
    n = [100] * 24
    y[2], n[2] = None, 100_000
    assert analyse("p", y, n).reading.startswith("The values rose from 0.20 to 0.40 at point 13. ")


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("i", "19.9"),  # 219 in 11 points
        ("c", "19.9"),
        ("run", "19.0"),  # the middle of six times 19 and five times 21
    ],
)
def test_a_level_of_values_leaves_out_excluded_points(kind, level) -> None:
    y = [*BEFORE, *SINCE]
    y[2] = 1_000
    assert f"from {level} to 40.0 at point 13" in analyse(kind, y, exclude=[3]).reading
