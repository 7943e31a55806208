"""When the data argue with the chart, it says so and what to do; and when they do not, it keeps quiet."""

from __future__ import annotations

import numpy as np
import pytest

from knotwork.science.spc import analyse, choose, propose_rebase
from tests.science.spec.test_verdict import HIGH, LOW, MIXED

RNG = np.random.default_rng(5)
NORMAL = RNG.normal(10, 1, 60)
CASES = np.full(40, 200)
STEADY = RNG.binomial(200, 0.3, 40)
SPREAD = RNG.binomial(200, np.clip(RNG.normal(0.3, 0.12, 40), 0, 1))


def warned(word: str, seen) -> bool:
    return any(word in sentence for sentence in seen.warnings)


def test_ordinary_data_raise_no_warning() -> None:
    assert analyse("i", NORMAL).warnings == ()
    assert analyse("p", STEADY, CASES).warnings == ()


def test_overdispersion_recommends_the_chart_that_allows_for_it() -> None:
    assert warned("use a P′ chart", analyse("p", SPREAD, CASES))
    assert warned("use a U′ chart", analyse("u", SPREAD, CASES))
    assert warned("use an I chart", analyse("c", SPREAD))
    assert not warned("overdispersion", analyse("pp", SPREAD, CASES))


def test_underdispersion_asks_how_events_are_counted() -> None:
    assert warned("less than chance", analyse("p", [59, 60, 61, 60] * 10, CASES))


def test_dependence_between_neighbours_is_said() -> None:
    slow = 10 + np.cumsum(np.random.default_rng(1).normal(0, 0.3, 80)) * 0.5 + NORMAL[:1]
    assert warned("autocorrelation", analyse("i", slow)) or warned(
        "autocorrelation", analyse("i", np.sin(np.arange(80) / 3))
    )


def test_a_shift_does_not_pass_for_dependence() -> None:
    assert not warned("autocorrelation", analyse("i", HIGH + LOW))


def test_skew_on_an_i_chart_offers_others() -> None:
    assert warned("skewed", analyse("i", np.random.default_rng(2).lognormal(0, 1, 60)))
    assert not warned("skewed", analyse("run", np.random.default_rng(2).lognormal(0, 1, 60)))


def test_few_points_and_few_events_are_said() -> None:
    assert warned("Only 5 values", analyse("i", NORMAL[:5]))
    assert warned("events are expected a point", analyse("p", [0, 1] * 12, [20] * 24))


@pytest.mark.parametrize(
    ("counted", "y", "n", "kind"),
    [
        ("measurement", NORMAL, None, "i"),
        ("measurement", NORMAL[:8], None, "run"),
        ("proportion", STEADY, CASES, "p"),
        ("proportion", SPREAD, CASES, "pp"),
        ("rate", STEADY, CASES, "u"),
        ("rate", SPREAD, CASES, "up"),
        ("count", RNG.poisson(9, 40), None, "c"),
        ("count", SPREAD, None, "i"),
        ("cases between", RNG.geometric(0.05, 40), None, "g"),
        ("time between", RNG.exponential(20, 40) + 0.1, None, "t"),
    ],
)
def test_the_chart_follows_from_what_is_counted_and_how_it_varies(counted, y, n, kind) -> None:
    choice = choose(counted, y, n)
    assert choice.kind == kind
    assert choice.why.endswith(".")


def test_several_values_a_period_get_an_xbar_chart() -> None:
    assert choose("measurement", NORMAL, x=np.repeat(np.arange(20), 3)).kind == "xbar"


def test_rare_events_are_better_counted_between() -> None:
    assert "between events" in choose("proportion", [0, 1] * 12, [20] * 24).warnings[-1]


def test_seasons_are_noticed() -> None:
    months = 10 + 3 * np.sin(np.arange(60) * np.pi / 6) + RNG.normal(0, 0.5, 60)
    assert any("a year apart" in sentence for sentence in choose("measurement", months).warnings)


def test_an_unknown_kind_of_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind of measure called 'feeling'"):
        choose("feeling", NORMAL)


def test_a_shift_that_stands_is_proposed_for_rebasing_where_it_began() -> None:
    proposal = propose_rebase(analyse("i", HIGH + LOW))
    assert proposal is not None
    assert proposal.after == 12
    assert (proposal.before_level, proposal.after_level) == pytest.approx((np.mean(HIGH), np.mean(LOW)))
    assert proposal.sigmas > 3
    assert "Rebase only if a known change explains it" in proposal.evidence


@pytest.mark.parametrize("y", [MIXED, MIXED * 2, [*MIXED, 20], HIGH[:6] + LOW[:6]])
def test_nothing_else_is_proposed_for_rebasing(y) -> None:
    assert propose_rebase(analyse("i", y)) is None


def test_a_proposal_leaves_eight_points_on_either_side() -> None:
    proposal = propose_rebase(analyse("run", [*HIGH, *HIGH, *LOW[:9]]))
    assert proposal is not None
    assert proposal.after == 24
