"""Funnel plots: the page, its worked example, and each kind by numbers worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from knotwork.science.spc import Funnel, funnel
from tests.science.spec.page import Page, call, listed, said

DEATHS, ADMITTED = [20, 41, 59, 83, 180], [100, 200, 300, 400, 500]
LIMIT, WARNING = 3.090232, 1.959964


def steps(seen: Funnel) -> list[str]:
    plain = funnel(DEATHS, ADMITTED, overdispersion=False)
    return [
        f"All deaths of all admitted: {sum(DEATHS)} ÷ {sum(ADMITTED):,} = {said(plain.centre, 4)}; the arcsine "
        f"of its root "
        f"is {said(math.asin(math.sqrt(plain.centre)), 4)}.",
        f"On that scale a hospital of n has a standard error of 1 ÷ (2√n). The scores are {listed(plain.score, 2)}.",
        f"Limits of the last: the sine of {said(math.asin(math.sqrt(plain.centre)), 4)} ∓ 3.0902 ÷ (2√500), squared: "
        f"{said(plain.lower[-1], 4)} and {said(plain.upper[-1], 4)}. It has {said(plain.value[-1], 2)} and lies "
        f"outside.",
        f"Limits of the first, with a fifth of the admissions, are wider: {said(plain.lower[0], 4)} and "
        f"{said(plain.upper[0], 4)}.",
    ]


PAGE = Page(
    slug="funnel-plots",
    title="Funnel plots",
    group="Many charts, many places",
    order=20,
    sentence=(
        "A funnel plot shows which places differ from the others by more than chance, small and large judged alike."
    ),
    purpose="places side by side for one period: proportions, rates, and ratios of observed to expected.",
    formula="""\
| kind | scale | standard error s | limits, z = 1.96 or 3.09 |
| --- | --- | --- | --- |
| `proportion` | arcsin √p | 1 ÷ (2√n) | sin²(arcsin √p̄ ± z√(s² + τ²)), within 0 and 1 |
| `rate` | √(y ÷ E), E = r̄n | 1 ÷ (2√E) | r̄ (1 ± z√(1 ÷ 4E + τ²))²; Poisson if τ² is 0 |
| `ratio` | log(O ÷ E), E to two decimals | 1 ÷ √E | exp(±z√(1 ÷ E + τ²)); exact Poisson if τ² is 0 |
| `ratio_root` | √(O ÷ E) | 1 ÷ (2√E) | (1 ± z√(1 ÷ 4E + τ²))²; Poisson if τ² is 0 |
| `ratio_of_counts` | log((a + ½) ÷ (b + ½)) | √(a ÷ (a + ½)² + b ÷ (b + ½)²) | r̄ exp(±z√(s² + τ²)), with a = r̄b |

- score zᵢ = (value on the scale − centre on the scale) ÷ sᵢ
- trimmed: the outermost tenth of the scores at either end is pulled in to the next (left out, for `ratio`)
- dispersion φ = Σz² ÷ k of k trimmed scores. If φ > 1, the variance between places is τ² = (kφ − (k − 1)) ÷
  (Σw − Σw² ÷ Σw),
  w = 1 ÷ s², and the limits are widened by it; otherwise τ² is 0
- Poisson: r − (F(r) − α) ÷ (F(r) − F(r − 1)), over E, with r the fewest events with F(r) ≥ α; the limits of `rate` and
  `ratio_root` are never drawn in to less
- exact Poisson: χ²(α; 2E) ÷ 2E and χ²(1 − α; 2(E + 1)) ÷ 2E with α = 0.001 and 0.025""",
    story="Deaths of people admitted as emergencies in five hospitals.",
    data={"deaths": DEATHS, "admitted": ADMITTED},
    asks=call(funnel, "deaths", "admitted", overdispersion=False),
    steps=steps,
    avoid="""\
- As a league table: places inside the limits are not in any order.
- As an answer: a place outside is a question, first about its data, then about its cases, then about its care.
- Before each place has been looked at over time: one that is changing has no single level.""",
    by_chance="2 of 1,000 places lie outside the outer limits by chance, 50 of 1,000 outside the inner ones.",
    source="Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat Med 2005;24:1185-202. "
    "Handling "
    "over-dispersion of performance indicators. Qual Saf Health Care 2005;14:347-51. DerSimonian R, Laird N. "
    "Controlled "
    "Clinical Trials 1986;7:177-88.",
    related=("screening", "p-chart"),
    held_by=(
        "reference/test_funnels.py",
        "spec/screening/test_funnels_by_hand.py",
        "spec/screening/test_funnels_by_chance.py",
    ),
)


def test_the_worked_example_by_hand() -> None:
    seen = PAGE.seen()
    assert seen.centre == pytest.approx(383 / 1500, rel=1e-12)
    middle = math.asin(math.sqrt(383 / 1500))
    away = LIMIT / (2 * math.sqrt(500))
    assert seen.lower[-1] == pytest.approx(math.sin(middle - away) ** 2, rel=1e-12)
    assert seen.upper[-1] == pytest.approx(math.sin(middle + away) ** 2, rel=1e-12)
    assert seen.outside.tolist() == [False, False, False, False, True]
    assert seen.score[-1] == pytest.approx((math.asin(math.sqrt(0.36)) - middle) * 2 * math.sqrt(500), rel=1e-12)


def test_four_times_the_size_halves_the_funnel_on_its_own_scale() -> None:
    seen = PAGE.seen()
    wide = np.arcsin(np.sqrt(seen.upper)) - np.arcsin(np.sqrt(seen.lower))
    assert wide[0] == pytest.approx(2 * wide[3])


def test_the_reading_names_the_places_outside() -> None:
    assert "5 above" in PAGE.seen().reading
    assert "Chance alone would give 0.1" in PAGE.seen().reading
