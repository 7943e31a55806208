"""From which level to which: where a chart has several phases."""

from __future__ import annotations

import pytest

from knotwork.science.spc import analyse

MIXED = [5, 7, 5, 7, 7, 5, 7, 5, 5, 7, 5, 7]
HIGH = [9, 8, 10, 9, 8, 10, 9, 8, 10, 9, 8, 10]
LOW = [4, 3, 5, 4, 3, 5, 4, 3, 5, 4, 3, 5]


@pytest.mark.parametrize("kind", ["run", "i"])
@pytest.mark.parametrize("early", [0, 1, 2])
def test_a_run_that_began_with_its_phase_comes_from_the_level_of_the_phase_before(kind, early) -> None:
    """One or two points are too few to say what the level was before a run."""
    seen = analyse(kind, [*MIXED, *[5] * early, *HIGH], phases=[12], centre=6)
    assert seen.reading.startswith(
        f"The values rose from 6.0 to 9.0 at point {13 + early}. 12 points in a row lie above"
    )


def test_a_run_that_began_later_comes_from_the_level_before_it_in_its_phase() -> None:
    seen = analyse("run", [*MIXED, 5, 5, 5, *HIGH], phases=[12], centre=6)
    assert seen.reading.startswith("The values rose from 5.0 to 9.0 at point 16")


def test_of_three_phases_it_is_the_last_but_one_that_it_comes_from() -> None:
    seen = analyse("run", [*LOW, *MIXED, *HIGH], phases=[12, 24], centre=6)
    assert seen.reading.startswith("The values rose from 6.0 to 9.0 at point 25")
    seen = analyse("i", [*HIGH, *LOW, *MIXED], phases=[12, 24])
    assert seen.reading.startswith("The values rose from 4.0 to 6.0 at point 25. The new phase runs above")


def test_without_a_phase_before_no_level_before_is_told() -> None:
    seen = analyse("run", [5, *HIGH], centre=6)
    assert seen.reading.startswith("Above the centre line since point 2, around 9.0. 12 points in a row lie")


@pytest.mark.parametrize("kind", ["run", "i"])
def test_a_new_level_is_that_of_the_line_which_its_baseline_set(kind) -> None:
    # The first four of the new phase, 3, 4, 3 and 4, set its line at 3.5; all of its points have the median 4.
    seen = analyse(kind, [*HIGH, 3, 4, 3, 4, *LOW], phases=[12], baseline=[None, 4])
    assert seen.reading == (
        "The values fell from 9.0 to 3.5 at point 13. The new phase runs below the old centre line for longer than "
        "chance explains."
    )
