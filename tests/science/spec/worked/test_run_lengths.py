"""Average run lengths: the page and its worked example."""

from __future__ import annotations

import math

import pytest

from knotwork.science.spc import average_run_length
from knotwork.science.spc.performance.run_length import (
    FOUR_OF_FIVE,
    THREE_SIGMA,
    TWO_OF_THREE,
    WESTERN_ELECTRIC,
    Pattern,
    run_of,
)
from tests.science.spec.page import Page, call, said

SETS = {
    "beyond three sigma": (THREE_SIGMA,),
    "and 2 of 3 beyond two sigma": (THREE_SIGMA, TWO_OF_THREE),
    "and 4 of 5 beyond one sigma": (THREE_SIGMA, TWO_OF_THREE, FOUR_OF_FIVE),
    "and 8 on one side (Western Electric)": WESTERN_ELECTRIC,
    "8 on one side alone": (run_of(8),),
}
SHIFTS = (0, 0.6, 1, 2, 3)


def table() -> str:
    """Run lengths by tests and shift."""
    head = "| tests | " + " | ".join(f"{shift:g} σ" for shift in SHIFTS) + " |\n|" + " --- |" * 6 + "\n"
    rows = [
        f"| {name} | " + " | ".join(said(average_run_length(tests, shift)) for shift in SHIFTS) + " |"
        for name, tests in SETS.items()
    ]
    return head + "\n".join(rows)


def steps(seen: float) -> list[str]:
    beyond = math.erfc(3 / math.sqrt(2))
    return [
        f"A normal value lies beyond three sigma with a chance of {said(beyond, 7)}.",
        f"So one of 1 ÷ {said(beyond, 7)} = {said(1 / beyond)} points does, on average: {said(seen)}.",
        f"After a shift of one sigma it is one of {said(average_run_length([THREE_SIGMA], 1))}: on a monthly "
        f"chart, three and a "
        "half years. A run of eight alone would take "
        f"{said(average_run_length([run_of(8)], 1), 1)} points.",
    ]


PAGE = Page(
    slug="run-lengths",
    title="Average run lengths",
    group="How far to trust a chart",
    order=50,
    sentence="The average run length is how many points pass, on average, until a chart signals.",
    purpose="comparing sets of rules: long when nothing has changed, short when something has.",
    formula="""\
A Markov chain over what the tests remember of the last points: the mean number of steps until one of them signals, for
normal points about a known centre with known limits. For one test of single points it is 1 ÷ the chance of a signal.

Points until a signal, after a shift of so many standard deviations (0: between false signals):

"""
    + table(),
    story="A point beyond three sigma, when nothing has changed.",
    data={},
    asks=call(average_run_length, [Pattern(1, 1, 3.0)]),
    steps=steps,
    avoid="""\
- Limits set by the same few points: signals by chance are then more frequent, and more variable, than this. Use the
  chart's own [rate](false-signals.md).""",
    source="Champ CW, Woodall WH. Exact results for Shewhart control charts with supplementary runs rules. "
    "Technometrics "
    "1987;29:393-9.",
    related=("western-electric-rules", "false-signals"),
    held_by=("spec/test_chance.py",),
)


def test_the_worked_example_by_hand() -> None:
    assert PAGE.seen() == pytest.approx(1 / math.erfc(3 / math.sqrt(2)), rel=1e-9)
    assert round(PAGE.seen(), 2) == 370.40


@pytest.mark.parametrize(("size", "mean"), [(6, 63), (7, 127), (8, 255), (9, 511)])
def test_a_run_on_either_side_takes_two_to_the_size_less_one_points(size, mean) -> None:
    assert average_run_length([run_of(size)]) == pytest.approx(mean)


@pytest.mark.parametrize(
    ("shift", "mean"), [(0, 91.75), (0.4, 36.61), (0.6, 20.91), (1, 9.22), (1.5, 4.87), (2, 3.13), (3, 1.67)]
)
def test_western_electric_has_the_published_run_lengths(shift, mean) -> None:
    assert average_run_length(WESTERN_ELECTRIC, shift) == pytest.approx(mean, abs=0.005)
