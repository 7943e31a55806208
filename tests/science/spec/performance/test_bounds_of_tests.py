"""Tests whose run length can be worked out, and those that are refused: at the bounds, in whole sentences."""

from __future__ import annotations

import pytest

from knotwork.science.spc import average_run_length
from knotwork.science.spc.performance import BadTests, Pattern, run_length, run_of


def refused(*tests: Pattern, shift: float = 0.0) -> str:
    with pytest.raises(BadTests) as said:
        average_run_length(tests, shift)
    return str(said.value)


def test_no_tests_and_tests_that_cannot_be_are_refused_in_a_sentence() -> None:
    assert refused() == "Give at least one test."
    assert refused(Pattern(4, 3, 1.0)) == "4 of 3 points cannot be: give at least one, and no more than there are."
    assert refused(Pattern(1, 1, 8.5)) == "A zone begins at 0 to 8 standard deviations, not 8.5."
    assert refused(run_of(8), shift=9) == "The shift is a number of standard deviations from -8 to 8, not 9."


def test_a_zone_and_a_shift_of_eight_sigma_are_taken() -> None:
    assert average_run_length([Pattern(1, 1, 8.0)], 8.0) == pytest.approx(2, rel=1e-9)


@pytest.mark.parametrize(("most", "taken"), [(7, True), (6, False)])
def test_as_many_states_as_are_remembered_are_taken_and_no_more(monkeypatch, most, taken) -> None:
    # A run of four remembers no points, or one to three of them on either side.
    run_length._chain.cache_clear()
    monkeypatch.setattr(run_length, "MOST_STATES", most)
    if taken:
        assert average_run_length([run_of(4)]) == pytest.approx(15)
    else:
        assert refused(run_of(4)) == (
            "These tests remember too much at once to be worked out: use fewer, or over fewer points."
        )
