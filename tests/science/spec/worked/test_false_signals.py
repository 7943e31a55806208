"""False signals: the page, its worked example, and what a stable chart of each kind would do by chance."""

from __future__ import annotations

from itertools import groupby, pairwise, product
from math import comb, exp, factorial

import pytest

from knotwork.science.spc import RULES, Analysis, analyse
from knotwork.science.spc.runs import crossings_limit, longest_run_limit
from tests.science.spec.page import Page, call, said

INCIDENTS = [4, 6, 3, 5, 7, 4, 2, 6, 4, 8, 3, 9]
LENGTHS = (12, 24, 60)


def steady(points: int) -> list[float]:
    """Values that vary and do not change."""
    return [10 + 0.1 * ((7 * place) % 12) for place in range(points)]


def rate(kind: str, rules: str, points: int, **options: object) -> float:
    """How often a stable chart of so many points would signal, as the chart itself says."""
    found = analyse(kind, steady(points), rules=rules, **options).false_signal_rate
    assert found is not None
    return found


def _row(rules: str) -> str:
    title = RULES[rules].title
    cells = [f"{said(100 * rate(kind, rules, points), 0)} %" for kind in ("run", "i") for points in LENGTHS]
    return f"| {title[:1].upper() + title[1:]} | " + " | ".join(cells) + " |"


def table() -> str:
    """Rates by set of rules, for run charts and I charts of three lengths about their own lines."""
    shown = [rules for rules in RULES if rules not in {"ihi_printed", "cutbox"}]
    head = (
        "| rules | run, 12 | run, 24 | run, 60 | I, 12 | I, 24 | I, 60 |\n| --- | --- | --- | --- | --- | --- | --- |\n"
    )
    return head + "\n".join(_row(rules) for rules in shown)


def steps(seen: Analysis) -> list[str]:
    beyond = 1 - sum(exp(-5) * 5**count / factorial(count) for count in range(12))
    assert seen.false_signal_rate is not None
    return [
        f"The limits about a centre of 5 are {said(seen.lower[0], 0)} and {said(seen.upper[0])}: only counts of "
        f"12 or more "
        "lie outside.",
        f"When 5 are expected, 12 or more come with a chance of {said(100 * beyond)} % (Poisson).",
        f"Twelve months in which none does have a chance of (1 − {said(beyond, 5)})¹² = {said((1 - beyond) ** 12, 4)}.",
        f"So {said(100 * (1 - (1 - beyond) ** 12), 1)} % of such charts signal though nothing has changed; the "
        f"chart says "
        f"{said(100 * seen.false_signal_rate, 0)} %.",
    ]


PAGE = Page(
    slug="false-signals",
    title="False signals",
    group="How far to trust a chart",
    order=10,
    sentence="Every chart says how often it would signal though nothing had changed.",
    purpose=(
        "knowing what a signal is worth: one of 3 such charts in 100 is evidence, one of 37 in 100 a reason to look."
    ),
    formula="""\
- runs, patterns and points outside normal values' limits: simulated for every set of rules, length and baseline, with
  lines that come from the same series, from its first points, or are given
- in place of normal values outside the limits: the exact chance of counts on P, NP, U, C and G charts, made larger or
  smaller by what an estimated centre does; exponential times on T charts; normal values in subgroups
- phases: 1 − the product of (1 − rate) over them

Of a stable chart about its own lines, by set of rules and number of points, this share signals:

"""
    + table(),
    story="Incidents a month where 5 were expected, judged by points outside the limits alone.",
    data={"incidents": INCIDENTS},
    asks=call(analyse, "c", "incidents", centre=5, rules="three_sigma"),
    steps=steps,
    measure="Incidents",
    avoid="""\
- As the chance that this change is real: it is how often charts like this signal when nothing changes. How
  often changes
  happen in your work matters as much.
- I′, P′ and U′ charts of few events: their rates are those of normal values. With six events a point, 28 of 100 stable
  I′ and U′ charts of 60 points have one outside the limits, where 20 are stated.
- Values that are skewed, or alike their neighbours, signal far more often; the chart [warns](cautions.md).
- Many charts: [screening](screening.md) states how many would signal by chance and controls it.""",
    source="Simulations: `python -m benchmarks.false_signals`. Anhøj J, Wentzel-Larsen T. Sense and "
    "sensibility. BMC Med Res "
    "Methodol 2018;18:100. Champ CW, Woodall WH. Technometrics 1987;29:393-9.",
    related=("runs-by-chance", "cautions", "screening"),
    held_by=("spec/test_chance.py",),
)


def test_the_worked_example_by_hand() -> None:
    # P(12 or more | 5) = 0.00545.
    beyond = 1 - sum(exp(-5) * 5**count / factorial(count) for count in range(12))
    seen = PAGE.seen()
    assert round(beyond, 5) == 0.00545
    assert 11 < seen.upper[0] < 12
    assert seen.false_signal_rate == pytest.approx(1 - (1 - beyond) ** 12, abs=0.02)


def test_a_p_chart_about_a_given_centre_has_the_binomials_chance() -> None:
    # Of 20 with a centre of 0.2 the upper limit is 0.468: 10 cases or more are outside.
    beyond = sum(comb(20, cases) * 0.2**cases * 0.8 ** (20 - cases) for cases in range(10, 21))
    seen = analyse("p", [4, 5, 3, 4, 6, 2] * 2, [20] * 12, centre=0.2, rules="three_sigma")
    assert 9 / 20 < seen.upper[0] < 10 / 20
    assert seen.lower[0] == 0
    assert seen.false_signal_rate == pytest.approx(1 - (1 - beyond) ** 12, abs=0.02)


@pytest.mark.parametrize("points", [8, 10, 12])
def test_a_run_chart_about_a_given_line_has_the_chance_of_tossed_coins(points) -> None:
    signals = 0
    for sides in product((0, 1), repeat=points):
        longest = max(len(list(run)) for _, run in groupby(sides))
        crossings = sum(one != other for one, other in pairwise(sides))
        signals += longest > longest_run_limit(points) or crossings < crossings_limit(points)
    seen = analyse("run", [1, -2, 3, -4] * (points // 4) + [5, -6] * (points % 4 // 2), centre=0)
    assert seen.phases[0].useful == points
    assert seen.false_signal_rate == pytest.approx(signals / 2**points, abs=0.025)


@pytest.mark.parametrize("rules", ["mdc", "western_electric", "nelson", "ihi", "three_sigma"])
def test_more_points_signal_more_often_by_chance(rules) -> None:
    rates = [rate("i", rules, points) for points in (12, 36, 100)]
    assert rates == sorted(rates)
    assert rates[0] < rates[-1] / 2


@pytest.mark.parametrize("rules", ["anhoej", "mdc", "western_electric", "nelson", "three_sigma"])
def test_screening_of_moving_ranges_has_its_price(rules) -> None:
    assert rate("i", rules, 24) > rate("i", rules, 24, screen_moving_ranges=False)


def test_more_rules_signal_more_often() -> None:
    rates = [rate("i", rules, 24) for rules in ("three_sigma", "anhoej", "western_electric", "nelson", "ihi")]
    assert rates == sorted(rates)


@pytest.mark.parametrize("rules", list(RULES))
@pytest.mark.parametrize("kind", ["run", "i", "mr", "c", "g", "t"])
@pytest.mark.parametrize("points", [1, 2, 5, 9, 10, 24, 60, 240])
def test_a_rate_is_a_chance(kind, rules, points) -> None:
    assert 0 <= rate(kind, rules, points) <= 1


def test_two_phases_signal_as_often_as_either_of_two_charts() -> None:
    one, two = steady(12), steady(24)
    each = analyse("i", one).false_signal_rate
    both = analyse("i", two, phases=[12]).false_signal_rate
    assert each is not None
    assert both == pytest.approx(1 - (1 - each) ** 2)
