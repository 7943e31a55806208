"""Before and after a decision: what is claimed, how seldom wrongly, and never as a cause."""

import itertools
import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knotwork.science.method.before_after import (
    AFTER,
    BEFORE,
    LEVEL,
    BeforeAfter,
    before_and_after,
    chance_of_ranks,
    sentence,
)

STEADY = [6, 8, 5, 7, 6, 8, 5, 7, 6, 7, 5, 8]
LOWER = [3, 2, 4, 3, 2, 4]
RISING = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

#   before   after                    direction    finding               meaning
TABLE = [
    (STEADY, LOWER, "decrease", "lower", "better"),
    (STEADY, LOWER, "increase", "lower", "worse"),
    (STEADY, LOWER, None, "lower", "unclear"),
    (STEADY, [12, 13, 12, 14, 13, 15], "increase", "higher", "better"),
    (STEADY, [12, 13, 12, 14, 13, 15], "decrease", "higher", "worse"),
    (STEADY, [6, 7, 5, 8, 6, 7], "decrease", "no evidence", ""),
    (STEADY, LOWER[:5], "decrease", "too early", ""),
    (STEADY, [], "decrease", "too early", ""),
    (STEADY[:9], LOWER, "decrease", "too little before", ""),
    ([], LOWER, "decrease", "too little before", ""),
    (STEADY[:9], [], "decrease", "too little before", ""),
    (STEADY[:10], LOWER, "decrease", "lower", "better"),
    (RISING, [20, 21, 22, 23, 24, 25], "increase", "unsteady before", ""),
    ([4] * 12, [4] * 8, "decrease", "no evidence", ""),
]


@pytest.mark.parametrize(("before", "after", "direction", "finding", "meaning"), TABLE)
def test_what_is_found(before, after, direction, finding, meaning) -> None:
    found = before_and_after("i", before + after, decided=len(before), direction=direction)
    assert (found.finding, found.meaning, found.differs) == (finding, meaning, finding in {"higher", "lower"})
    assert (found.points_before, found.points_after) == (len(before), len(after))
    assert (found.chance is None) == (finding in {"too little before", "too early", "unsteady before"})


def test_the_month_of_the_decision_is_on_neither_side() -> None:
    y = [*STEADY, 99, *LOWER]
    found = before_and_after("i", y, decided=12, left_out=1)
    assert (found.before, found.after, found.points_before, found.points_after) == (6.5, 3.0, 12, 6)


def test_levels_of_rates_are_all_that_was_counted_out_of_all_that_could_be() -> None:
    y, n = [*STEADY, *LOWER], [1000.0] * 11 + [2000.0] + [500.0] * 6
    found = before_and_after("u", y, n, decided=12, multiply=1000)
    assert found.before == pytest.approx(78 / 13000 * 1000)
    assert found.after == pytest.approx(18 / 3000 * 1000)


def test_the_level_of_a_run_chart_is_its_median() -> None:
    found = before_and_after("run", [*STEADY[:-1], 100, *LOWER], decided=12)
    assert found.before == 6.5


@pytest.mark.parametrize("gone", [None, math.nan])
def test_missing_points_count_on_neither_side(gone) -> None:
    found = before_and_after("i", [*STEADY, gone, *LOWER, gone], decided=13)
    assert (found.points_before, found.points_after) == (12, 6)
    found = before_and_after("u", [*STEADY, 3, *LOWER], [100.0] * 12 + [gone] + [100.0] * 6, decided=12)
    assert found.points_after == 6


def test_a_point_out_of_nothing_counts_on_neither_side() -> None:
    found = before_and_after("u", [*STEADY, 0, *LOWER], [100.0] * 12 + [0.0] + [100.0] * 6, decided=12)
    assert found.points_after == 6


@pytest.mark.parametrize(("decided", "left_out"), [(-1, 0), (19, 0), (18, 1), (5, -1)])
def test_a_decision_outside_the_series_is_refused(decided, left_out) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        before_and_after("i", [*STEADY, *LOWER], decided=decided, left_out=left_out)


def by_every_order(before, after) -> float:
    """The same by counting every way in which the points could have fallen on the two sides."""
    every = [*before, *after]

    def above(chosen) -> float:
        rest = [every[place] for place in range(len(every)) if place not in chosen]
        return sum((every[a] > b) + (every[a] == b) / 2 for a in chosen for b in rest)

    seen = above(tuple(range(len(before))))
    middle = len(before) * len(after) / 2
    ways = [above(set(some)) for some in itertools.combinations(range(len(every)), len(before))]
    return sum(abs(way - middle) >= abs(seen - middle) for way in ways) / len(ways)


@pytest.mark.parametrize(
    ("before", "after"),
    [([1, 2, 3, 4], [5, 6, 7]), ([1, 5, 2], [3, 4, 6, 7]), ([2.5, 1], [3, 0.5, 4]), ([1, 4, 6, 7, 9], [2, 3, 5, 8])],
)
def test_chance_is_that_of_every_order(before, after) -> None:
    assert chance_of_ranks(np.array(before, float), np.array(after, float)) == pytest.approx(
        by_every_order(before, after)
    )


def stable(kind, rng, size):
    """A measure that nothing changes, of each sort that wards have."""
    if kind == "normal":
        return "i", rng.normal(10, 2, size), None
    if kind == "skewed":
        return "i", rng.exponential(5, size), None
    if kind == "rare":
        return "c", rng.poisson(1.2, size).astype(float), None
    if kind == "rates":
        n = rng.integers(400, 1600, size).astype(float)
        return "u", rng.poisson(6 * n / 1000).astype(float), n
    n = rng.integers(20, 60, size).astype(float)
    return "p", rng.binomial(n.astype(int), 0.7).astype(float), n


def claims(kind, before, after, *, times=1500, seed=20260503) -> float:
    rng = np.random.default_rng(seed)
    found = 0
    for _time in range(times):
        chart, y, n = stable(kind, rng, before + after)
        found += before_and_after(chart, list(y), None if n is None else list(n), decided=before).differs
    return found / times


@pytest.mark.parametrize("kind", ["normal", "skewed", "rare", "rates", "percentages"])
@pytest.mark.parametrize(("before", "after"), [(12, 6), (24, 12)])
def test_a_measure_that_nothing_changed_is_seldom_called_different(kind, before, after) -> None:
    """At most 1 in 100, and what simulating 1,500 times may miss by (three standard errors)."""
    assert claims(kind, before, after) <= LEVEL + 3 * math.sqrt(LEVEL * (1 - LEVEL) / 1500)


def test_a_decision_after_the_worst_month_is_no_more_often_praised() -> None:
    """Most decisions follow a bad month, and what follows is usually less bad: that alone is not called a change."""
    rng, times, found = np.random.default_rng(7), 1500, 0
    for _time in range(times):
        y = rng.normal(10, 2, 36)
        decided = BEFORE + 1 + int(np.argmax(y[BEFORE : 36 - AFTER - 1]))
        found += before_and_after("i", list(y), decided=decided, direction="decrease").differs
    assert found / times <= LEVEL + 3 * math.sqrt(LEVEL * (1 - LEVEL) / times)


def test_a_change_of_two_standard_deviations_is_nearly_always_seen_within_a_year() -> None:
    """Where it is not, the chart of the months before had a false signal of its own: about once in ten."""
    rng, found = np.random.default_rng(20260503), []
    for _time in range(300):
        y = rng.normal(10, 2, 36)
        y[24:] -= 4
        found.append(before_and_after("i", list(y), decided=24).finding)
    assert found.count("lower") > 0.8 * len(found)
    compared = [one for one in found if one != "unsteady before"]
    assert compared.count("lower") > 0.98 * len(compared)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 40), min_size=10, max_size=20),
    st.lists(st.integers(0, 40), min_size=6, max_size=12),
    st.integers(-30, 30),
)
def test_turning_a_measure_upside_down_turns_what_is_found(before, after, moved) -> None:
    y = [float(one + moved) for one in before + after]
    one = before_and_after("run", y, decided=len(before), direction="increase")
    other = before_and_after("run", [-value for value in y], decided=len(before), direction="decrease")
    turned = {"higher": "lower", "lower": "higher"}
    assert turned.get(one.finding, one.finding) == other.finding
    assert one.meaning == other.meaning


SKEWED = [1.0, 9.3, 0.2, 0.9, 0.5, 0.4, 0.4, 0.4, 0.0, 11.6, 0.2, 0.5]
# Before: mean 2.12, median 0.45. After: mean 1.33, median 1.35; only two of the points before lie above any after.
ABOVE = [1.2, 1.2, 1.3, 1.3, 1.4, 1.3, 1.4, 1.1, 1.4, 1.5, 1.4, 1.5]


def test_levels_never_contradict_what_was_found() -> None:
    seen = before_and_after("i", SKEWED + ABOVE, decided=12, direction="decrease")
    assert (seen.finding, seen.meaning, seen.compared) == ("higher", "worse", "middle")
    assert (seen.before, seen.after) == (pytest.approx(0.45), pytest.approx(1.35))
    said = sentence(seen, name="Wait")
    assert "higher since the decision, which is worse: the middle value was 0.45 before, 1.35 after." in said


def test_where_no_level_bears_it_out_the_points_are_told_of() -> None:
    # Both medians are 3: before, nothing is above it, and after, nothing below.
    before, after = [1, 3, 3, 2, 1, 3, 3, 2, 3, 3, 3, 1], [4, 3, 3, 3, 4, 3, 3, 4, 4, 3, 3, 4, 3, 4, 3, 3]
    seen = before_and_after("run", before + after, decided=12)
    assert (seen.finding, seen.compared, seen.before, seen.after) == ("higher", "points", 3, 3)
    assert "higher since the decision: points after it lie above those before more often" in sentence(seen, name="Wait")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(0, 6) | st.integers(50, 99), min_size=10, max_size=16),
    st.lists(st.integers(4, 12), min_size=6, max_size=12),
)
def test_numbers_that_are_told_go_the_way_of_the_words(before, after) -> None:
    for turned in (1, -1):
        seen = before_and_after("run", [turned * value for value in before + after], decided=len(before))
        if seen.differs and seen.compared != "points":
            assert (seen.after > seen.before) == (seen.finding == "higher")


def found(finding, meaning="", before=6.12, after=4.2, points=(24, 12), compared="level") -> BeforeAfter:
    return BeforeAfter(finding, meaning, before, after, *points, None, compared)


#   what was found                                     unit      the sentence begins or has
SENTENCES = [
    (found("lower", "better"), "per 1,000", ": lower since the decision, which is better: 6.1 before, 4.2 after (per"),
    (found("higher", "worse", 4.2, 6.12), "", "higher since the decision, which is worse: 4.2 before, 6.1 after."),
    (found("higher", "unclear", 4.2, 6.12), "%", "higher since the decision: 4.2% before, 6.1% after."),
    (found("higher", "unclear", 99.9, 99.96), "%", "higher since the decision: 99.90% before, 99.96% after."),
    (found("lower", "unclear", 120.4, 120.2), "days", "lower since the decision: 120.4 before, 120.2 after (days)."),
    (
        found("higher", "better", 4.2, 6.12, compared="middle"),
        "days",
        "which is better: the middle value was 4.2 before, 6.1 after (days).",
    ),
    (found("higher", "worse", compared="points"), "", "points after it lie above those before more often than below."),
    (found("lower", "worse", compared="points"), "", "points after it lie below those before more often than above."),
    (found("no evidence"), "", "no evidence either way. It was 6.1 before, 4.2 after"),
    (found("too early", points=(24, 1)), "", "too early to say. The decision is followed by 1 point so far"),
    (found("too early", points=(24, 0)), "", "followed by no points so far"),
    (found("too little before", points=(4, 9)), "", "too little is known from before the decision to compare with (4"),
    (found("unsteady before"), "", "cannot be compared fairly. Look at the whole chart instead."),
]  # fmt: skip


@pytest.mark.parametrize(("what", "unit", "words"), SENTENCES)
def test_it_is_said_in_plain_words(what, unit, words) -> None:
    said = sentence(what, name="Falls on Ward 4", unit=unit)
    assert said.startswith("Falls on Ward 4")
    assert words in said


@pytest.mark.parametrize("why", ["unsteady before", "too early", "too little before"])
def test_what_cannot_be_compared_has_no_levels_side_by_side(why) -> None:
    said = sentence(found(why), name="Falls", unit="per 1,000")
    assert not {"6.1", "4.2"} & set(re.findall(r"[\d.]+", said))
    assert "after" not in said.replace("before and after cannot", "")


@pytest.mark.parametrize(("what", "unit", "_words"), SENTENCES)
def test_no_sentence_claims_a_cause(what, unit, _words) -> None:
    said = sentence(what, name="Falls", unit=unit).lower()
    assert [word for word in ("because", "caused", "due to", "thanks to", "led to", "worked") if word in said] == []
    assert ("not why" in said) == what.differs
