"""Runs by chance: the page, its worked example, and every arrangement counted one by one."""

from __future__ import annotations

from itertools import combinations, groupby, pairwise, product
from math import comb

import pytest

from knotwork.science.spc.chance import (
    crossings_by_chance,
    longest_by_chance,
    runs_by_chance,
    runs_by_chance_about_own_line,
)
from knotwork.science.spc.rules.number_of_runs import exact_runs
from knotwork.science.spc.runs import crossings_limit, longest_run_limit
from tests.science.spec.page import Page, call, said


def steps(seen: tuple[int, int]) -> list[str]:
    return [
        "Ten points, five above their median and five below, can be arranged in C(10, 5) = 252 ways.",
        "Two runs: all above first, or all below first: 2 ways. Three runs: the five of one side cut in two in "
        "C(4, 1) = 4 "
        "ways, about the five of the other: 8 ways.",
        "Two or fewer: 2 ÷ 252 = 0.8 %, below 2.5 %. Three or fewer: 10 ÷ 252 = 4.0 %, above it. So three is "
        "the fewest "
        f"that chance gives: {seen[0]}.",
        f"Nine or more are as rare as three or fewer, and ten as two: the most is {seen[1]}.",
        f"Of all arrangements of ten, {said(100 * runs_by_chance_about_own_line(10), 1)} % signal under Anhøj's "
        f"rules: a "
        "run longer than six is impossible, fewer than two crossings have 2 ways of 252.",
    ]


PAGE = Page(
    slug="runs-by-chance",
    title="Runs by chance",
    group="How far to trust a chart",
    order=20,
    sentence="How long a run, and how few crossings, chance alone gives can be counted exactly.",
    purpose="the limits of the number of runs in the IHI rules, and how often Anhøj's rules signal by chance.",
    formula="""\
About the series' own median, with n₁ points above and n₂ below, n = n₁ + n₂:

- P(R = 2k) = 2 C(n₁ − 1, k − 1) C(n₂ − 1, k − 1) ÷ C(n, n₁)
- P(R = 2k + 1) = [C(n₁ − 1, k) C(n₂ − 1, k − 1) + C(n₁ − 1, k − 1) C(n₂ − 1, k)] ÷ C(n, n₁)

With runs of at most L the number of ways to cut n₁ in k parts is no longer C(n₁ − 1, k − 1) but
Σⱼ (−1)ʲ C(k, j) C(n₁ − jL − 1, k − 1). About a line that was given, each side is as likely at every point:
P(R = r, none longer than L) = 2 × (ways to cut n in r parts of at most L) ÷ 2ⁿ.""",
    story="The fewest and the most runs that chance gives ten useful points in 95 of 100 charts.",
    data={},
    asks=call(exact_runs, 10),
    steps=steps,
    avoid="""\
- Neighbouring points are alike: the arrangements are then not equally likely, and long runs come by chance far
  more often.
- The line is a mean of skewed values: more points lie on one side of it than on the other.""",
    source="Swed FS, Eisenhart C. Tables for testing randomness of grouping in a sequence of alternatives. Annals of "
    "Mathematical Statistics 1943;14:66-87. Anhøj J, Wentzel-Larsen T. Sense and sensibility. BMC Med Res Methodol "
    "2018;18:100.",
    related=("anhoej-rules", "ihi-rules", "false-signals"),
    held_by=("spec/test_chance.py",),
)


def shape(above: tuple[bool, ...]) -> tuple[int, int]:
    """The longest run and the crossings of points above (true) and below."""
    longest = max(len(list(run)) for _, run in groupby(above))
    return longest, sum(one != other for one, other in pairwise(above))


def about_own_line(points: int) -> list[tuple[int, int]]:
    """Every arrangement of half the points above and the others below."""
    chosen = combinations(range(points), points // 2)
    return [shape(tuple(place in above for place in range(points))) for above in chosen]


def about_given_line(points: int) -> list[tuple[int, int]]:
    """Every sequence of sides."""
    return [shape(sides) for sides in product((False, True), repeat=points)]


def test_the_worked_example_by_hand() -> None:
    every = about_own_line(10)
    assert len(every) == comb(10, 5) == 252
    runs = [crossings + 1 for _, crossings in every]
    assert (runs.count(2), runs.count(3), runs.count(9), runs.count(10)) == (2, 8, 8, 2)
    assert PAGE.seen() == (3, 9)
    assert runs_by_chance_about_own_line(10) == pytest.approx(2 / 252)


@pytest.mark.parametrize("points", range(2, 15))
def test_signals_about_the_own_median_are_those_counted_one_by_one(points) -> None:
    every = about_own_line(points)
    longest, fewest = longest_run_limit(points), crossings_limit(points)
    signals = sum(run > longest or crossings < fewest for run, crossings in every)
    assert runs_by_chance_about_own_line(points) == pytest.approx(signals / len(every), abs=1e-12)


@pytest.mark.parametrize("points", range(1, 13))
def test_signals_about_a_given_line_are_those_counted_one_by_one(points) -> None:
    every = about_given_line(points)
    longest, fewest = longest_run_limit(points), crossings_limit(points)
    signals = sum(run > longest or crossings < fewest for run, crossings in every)
    assert runs_by_chance(points) == pytest.approx(signals / len(every), abs=1e-12)


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("points", [4, 7, 10, 11])
def test_every_longest_run_and_every_number_of_crossings_has_its_exact_chance(points, own) -> None:
    every = about_own_line(points) if own else about_given_line(points)
    for many in range(1, points + 1):
        as_long = sum(run >= many for run, _ in every) / len(every)
        as_few = sum(crossings <= many for _, crossings in every) / len(every)
        assert longest_by_chance(points, many, own) == pytest.approx(as_long, abs=1e-12)
        assert crossings_by_chance(points, many, own) == pytest.approx(as_few, abs=1e-12)


@pytest.mark.parametrize("points", range(2, 15))
def test_the_limits_of_the_number_of_runs_leave_at_most_one_in_forty_in_each_tail(points) -> None:
    runs = [crossings + 1 for _, crossings in about_own_line(points)]
    fewest, most = exact_runs(points)
    assert sum(run < fewest for run in runs) <= len(runs) / 40 < sum(run <= fewest for run in runs)
    assert sum(run > most for run in runs) <= len(runs) / 40 < sum(run >= most for run in runs)


def test_no_points_have_no_chance_to_signal() -> None:
    assert runs_by_chance(0) == runs_by_chance_about_own_line(0) == 0
