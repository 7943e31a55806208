"""Each sentence that argues with a chart: whole, with its numbers worked out beside it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from knotwork.science.spc import KINDS, analyse
from knotwork.science.spc.cautions import Argued, cautions, told
from knotwork.science.spc.chance import Case
from knotwork.science.spc.chance_rates import hazard, worse
from knotwork.science.spc.series import Sample
from tests.science.spec.test_cautions import alike, days, months, quarters

TURN = np.where(np.arange(24) % 2, 1.0, -1.0)
NORMAL = np.random.default_rng(5).normal(10, 1, 60)
SKEWED = np.round(np.exp(np.random.default_rng(2).normal(0, 1, 60)), 2)
ON_THE_LINE = (
    "Most values lie exactly on the centre line, where runs cannot be seen: "
    "consider a chart of cases (G) or time (T) between events."
)
TOO_ALIKE = (
    "The points vary less than chance alone (0.4 times), so the limits are too wide to notice much: "
    "check that events are counted independently."
)
SEASON = "are alike (season), which the limits do not allow for"


def often(quiet: float, usual: float) -> str:
    """What is said of a process that is quiet with this chance, where a stable one signals with that."""
    rates = f"about {100 * (1 - quiet):.0f}% of the time under these rules, not {100 * usual:.0f}%"
    return f": a stable process like that signals {rates}"


@pytest.mark.parametrize(
    ("rate", "usual", "said"),
    [
        (0.6, 0.59, ""),
        (0.62, 0.6, often(0.38, 0.6)),
        (0.984, 0.6, often(0.016, 0.6)),
        (0.985, 0.6, ": a stable process like that signals nearly all of the time under these rules, not 60%"),
        (1.0, 0.6, ": a stable process like that signals nearly all of the time under these rules, not 60%"),
    ],
)
def test_a_difference_shows_from_two_in_a_hundred_and_is_nearly_all_from_98_5(rate, usual, said) -> None:
    assert told(rate, usual) == said


@pytest.mark.parametrize(("options", "wider"), [({}, 1.6), ({"centre": 81}, 1.6 * 10 / 9)])
def test_overdispersion_is_said_with_how_often_such_points_lie_outside(options, wider) -> None:
    # Counts in turn above and below 100, each as far as makes sigma z 1.6 there: neighbours differ by 1.6 x 1.128 x 10.
    seen = analyse("c", 100 + 10 * TURN * 1.6 * 1.128 / 2, **options)
    within = (1 - 2 * stats.norm.sf(3 / wider)) ** 24 * (1 - seen.false_signal_rate)
    said = f"The points vary {wider:.1f} times as much as chance alone (overdispersion)"
    assert seen.warnings == (f"{said}{often(within, seen.false_signal_rate)}. Use an I chart.",)


def test_variation_beyond_all_measure_is_said_too() -> None:
    (said,) = analyse("c", [0, 1e40] * 12).warnings
    assert said.endswith("times as much as chance alone (overdispersion). Use an I chart.")


@pytest.mark.parametrize(("times", "words"), [(1, ()), (1.6, ("overdispersion",))])
def test_an_excluded_point_neither_makes_nor_hides_overdispersion(times, words) -> None:
    y = [*(100 + 10 * TURN * times * 1.128 / 2), 5000 if times == 1 else 100]
    said = analyse("c", y, exclude=[25]).warnings
    assert len(said) == len(words)
    assert all(word in sentence for word, sentence in zip(words, said, strict=True))


@pytest.mark.parametrize(
    ("kind", "y", "n", "said"),
    [
        ("c", 100 + 2 * TURN, None, (TOO_ALIKE,)),
        ("run", [5.0] * 15 + [4, 6] * 3, None, (ON_THE_LINE,)),
        ("p", [0] * 24, [50] * 24, (ON_THE_LINE,)),
        ("c", 1 + TURN / 2, None, ()),
        ("i", [0.5, 0.7, 0.6, 0.4] * 6, None, ()),
    ],
    ids=["too alike", "on the line", "no events at all", "one event a point", "values that are no counts"],
)
def test_sentences_without_a_number_of_their_own(kind, y, n, said) -> None:
    assert analyse(kind, y, n).warnings == said


@pytest.mark.parametrize(("screened", "limits"), [(True, "screened"), (False, "unscreened")])
@pytest.mark.parametrize(
    ("sign", "ways"),
    [(1, "Chart the logarithms, use a T chart for waiting times, or a run chart."), (-1, "Use a run chart.")],
)
def test_skew_is_said_with_its_sign_its_cost_and_the_ways_out(screened, limits, sign, ways) -> None:
    # Of the values about the level of their own stretch: before what is found to have changed, and from there on.
    seen = analyse("i", sign * SKEWED, screen_moving_ranges=screened)
    stretches = np.split(SKEWED, [seen.since - 1] if seen.since else [])
    skew = stats.skew(np.concatenate([stretch - stretch.mean() for stretch in stretches]))
    times = worse(limits, "anhoej", 60, "skew", round(float(skew), 2))
    cost = often((1 - seen.false_signal_rate) ** times, seen.false_signal_rate)
    assert seen.warnings == (f"The values are skewed ({sign * skew:+.1f}){cost}. {ways}",)


def test_skew_of_means_and_of_smoothed_values_has_no_number() -> None:
    ways = "Chart the logarithms, use a T chart for waiting times, or a run chart."
    periods = np.repeat(np.arange(60), 2)
    for seen in (analyse("xbar", np.repeat(SKEWED, 2) + np.tile([0, 0.1], 60), x=periods), analyse("ewma", SKEWED)):
        assert seen.warnings == (f"The values are skewed (+2.6). {ways}",)


@pytest.mark.parametrize(
    ("kind", "options", "limits"), [("i", {}, "screened"), ("i", {"centre": 0}, "screened"), ("run", {}, "run")]
)
def test_neighbours_that_are_alike_have_their_cost_whatever_centre_was_given(kind, options, limits) -> None:
    seen = analyse(kind, alike(0.4, 60, 1), **options)
    (said,) = seen.warnings
    costs = {
        often(
            (1 - seen.false_signal_rate) ** worse(limits, "anhoej", 60, "alike", share / 1000), seen.false_signal_rate
        )
        for share in range(350, 450)
    }
    cost = said.removeprefix("Neighbouring points are alike (correlation about 0.4)").partition(". ")[0]
    assert cost in costs


def test_neighbours_on_a_chart_without_rates_have_none() -> None:
    assert analyse("run", alike(0.4, 60, 1), rules="three_sigma").warnings == (
        "Neighbouring points are alike (correlation about 0.4), so false signals are more frequent than stated. "
        "Leave more time between points, chart longer periods, or wait for a second sign.",
    )


@pytest.mark.parametrize(
    ("base", "first"), [(1, "point alone sets"), (8, "8 points alone set"), (19, "19 points alone set")]
)
def test_a_short_baseline_is_said_with_both_rates(base, first) -> None:
    seen = analyse("i", NORMAL, baseline=base)
    better, short = (hazard("screened", "anhoej", 60, many) for many in (40, base))
    rates = [seen.false_signal_rate, 1 - (1 - seen.false_signal_rate) ** (better / short)]
    usual, after = (f"{100 * rate:.0f}%" for rate in rates)
    assert seen.warnings == (
        f"The first {first} the lines, so that a stable process signals about {usual} of the time under these rules, "
        f"and after 40 points {after}: use a longer baseline.",
    )


@pytest.mark.parametrize(
    ("dates", "period", "said"),
    [
        (months, 12, f"The same months {SEASON}: compare each point with the same time of other years."),
        (days, 7, f"The same days of the week {SEASON}: chart weeks, or each day by itself."),
    ],
)
def test_a_season_is_said_whole(dates, period, said) -> None:
    assert said in analyse("i", 10 + 4 * np.cos(2 * np.pi * np.arange(48) / period) + NORMAL[:48], x=dates(48)).warnings


@pytest.mark.parametrize("shift", [0, 20])
def test_four_years_of_quarters_show_a_season_also_past_a_shift(shift) -> None:
    y = np.array([0, 2, 5, 3] * 4) + np.repeat([0, shift], 8) + (NORMAL[:16] - 10) * 0.4
    said = f"The same quarters {SEASON}: compare each point with the same time of other years."
    assert analyse("run", y, x=quarters(16)).warnings == (said,)
    assert analyse("run", y).warnings == ()


@pytest.mark.parametrize("power", [1.1, 1.2, 0.9])
def test_the_cost_of_skew_goes_with_how_skewed_the_values_are(power) -> None:
    seen = analyse("i", SKEWED**power, rules="three_sigma", centre=float(np.mean(SKEWED**power)))
    stretches = np.split(SKEWED**power, [seen.since - 1] if seen.since else [])
    skew = stats.skew(np.concatenate([stretch - stretch.mean() for stretch in stretches]))
    times = worse("screened", "three_sigma", 60, "skew", round(float(skew), 2))
    cost = often((1 - seen.false_signal_rate) ** times, seen.false_signal_rate)
    assert any(sentence.startswith(f"The values are skewed ({skew:+.1f}){cost}.") for sentence in seen.warnings)


@pytest.mark.parametrize(("kind", "base", "y"), [("i", 0, SKEWED), ("i", 8, NORMAL), ("c", 0, 100 + 20 * TURN)])
def test_a_process_that_is_certain_to_signal_cannot_signal_more_often(kind, base, y) -> None:
    case = Case(KINDS[kind], "anhoej", base)
    seen = Argued(case, Sample(np.asarray(y)), np.arange(len(y)), float(np.mean(y)), None, len(y), rate=1.0)
    said = cautions(seen)
    assert said
    assert not any(": a stable process" in sentence for sentence in said)
