"""Options that make no sense: refused by name, never by an error of another library."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from knotwork.science.spc import KINDS, RULES, BadSeries, analyse, screen
from knotwork.science.spc.words import with_article

Y = [3.0, 5, 4, 6, 5, 4, 3, 6, 5, 4, 5, 3]
DAY = datetime.date(2025, 1, 1)
UNKNOWN = ["", "I", "XmR", None, 1, ["i"], object]


@pytest.mark.parametrize("kind", UNKNOWN)
def test_an_unknown_kind_is_answered_with_those_there_are(kind) -> None:
    with pytest.raises(BadSeries, match=r"There is no kind of chart called .*: choose one of run, i, mr"):
        analyse(kind, Y)


@pytest.mark.parametrize("rules", ["", "Anhoej", None, 1, [], {}])
def test_unknown_rules_are_answered_with_those_there_are(rules) -> None:
    with pytest.raises(BadSeries, match=r"There is no set of rules called .*: choose one of anhoej"):
        analyse("i", Y, rules=rules)


@pytest.mark.parametrize("known", [*KINDS])
def test_the_answer_names_every_kind(known) -> None:
    with pytest.raises(BadSeries, match=rf"\b{known}\b"):
        analyse("pie", Y)


@pytest.mark.parametrize("known", [*RULES])
def test_the_answer_names_every_rule_set(known) -> None:
    with pytest.raises(BadSeries, match=rf"\b{known}\b"):
        analyse("i", Y, rules="mine")


@pytest.mark.parametrize("direction", ["up", "", "Increase", 1, True, ["increase"], {}])
def test_a_direction_is_one_of_two_or_none(direction) -> None:
    with pytest.raises(BadSeries, match='is "increase", "decrease" or None, not'):
        analyse("i", Y, direction=direction)


@pytest.mark.parametrize("aggregate", ["max", "", None, 1, [], "Mean"])
def test_an_unknown_way_to_gather_is_refused_even_where_nothing_is_gathered(aggregate) -> None:
    with pytest.raises(BadSeries, match="gathered by one of mean, median, sum, sd, not"):
        analyse("i", Y, aggregate=aggregate)


@pytest.mark.parametrize(("option", "what"), [("phases", "phase"), ("exclude", "exclusion")])
def test_what_has_no_such_position_is_named(option, what) -> None:
    with pytest.raises(BadSeries, match=f"^Each {what} is the position of a point, counted from 1, not 2.5"):
        analyse("i", Y, **{option: [2.5]})
    with pytest.raises(BadSeries, match=f"^Give each {what} as the position of a point in a list, not 6"):
        analyse("i", Y, **{option: 6})


@pytest.mark.parametrize("option", ["phases", "exclude"])
@pytest.mark.parametrize("bad", ["6", 1.5, None, float("nan"), float("inf"), [3], DAY, True, np.bool_(False), b"6", 2j])
def test_a_position_is_a_whole_number(option, bad) -> None:
    with pytest.raises(BadSeries, match="is the position of a point, counted from 1, not"):
        analyse("i", Y, **{option: [2, bad]})


@pytest.mark.parametrize("option", ["phases", "exclude"])
@pytest.mark.parametrize("bad", [6, None, 2.5])
def test_positions_are_given_in_a_list(option, bad) -> None:
    with pytest.raises(BadSeries, match="in a list, not"):
        analyse("i", Y, **{option: bad})


def test_marks_of_yes_and_no_are_not_taken_for_positions() -> None:
    with pytest.raises(BadSeries, match="Each exclusion is the position of a point, counted from 1, not False"):
        analyse("i", Y, exclude=[value > 5 for value in Y])


@pytest.mark.parametrize("place", [0, -1, -12])
def test_exclusions_count_from_one(place) -> None:
    with pytest.raises(BadSeries, match=f"Each exclusion is .* counted from 1, not {place}"):
        analyse("i", Y, exclude=[3, place])


@pytest.mark.parametrize("places", [[13], [99, 13], [13.0]])
def test_exclusions_beyond_the_last_point_have_no_effect(places) -> None:
    assert not analyse("i", Y, exclude=places).excluded.any()


@pytest.mark.parametrize("places", [np.array([2, 4]), (2, 4), {2, 4}, iter([2, 4]), [2.0, np.int64(4)], [4, 2, 2]])
def test_positions_come_in_any_order_and_any_sort_of_list(places) -> None:
    assert np.flatnonzero(analyse("i", Y, exclude=places).excluded).tolist() == [1, 3]


@pytest.mark.parametrize(
    "baseline", [0, -1, 0.5, "6", float("nan"), float("inf"), ["6"], [6, 0], [[6]], True, False, DAY]
)
def test_a_baseline_is_a_number_of_points(baseline) -> None:
    with pytest.raises(BadSeries, match="is the number of first points that set the limits, 1 or more, not"):
        analyse("i", Y, baseline=baseline)


@pytest.mark.parametrize("baseline", [12, 13, 1000, 12.0, np.int64(12)])
def test_a_baseline_of_all_points_or_more_is_no_baseline(baseline) -> None:
    assert analyse("i", Y, baseline=baseline).upper.tolist() == analyse("i", Y).upper.tolist()


@pytest.mark.parametrize(("option", "called"), [("centre", "centre"), ("target", "target"), ("multiply", "factor")])
@pytest.mark.parametrize(
    "bad", ["5", b"5", float("nan"), float("inf"), -float("inf"), [5], DAY, 2j, 10**400, True, object()]
)
def test_a_single_number_is_one_number(option, called, bad) -> None:
    with pytest.raises(BadSeries, match=f"The {called} must be a number, not"):
        analyse("i", Y, **{option: bad})


@pytest.mark.parametrize(("option", "called"), [("centre", "centre"), ("target", "target"), ("multiply", "factor")])
def test_a_single_number_that_would_overflow_is_refused(option, called) -> None:
    with pytest.raises(BadSeries, match=rf"The {called} 1e\+60 is too large to chart: correct it"):
        analyse("i", Y, **{option: 1e60})


def test_a_message_stays_short_whatever_was_given() -> None:
    with pytest.raises(BadSeries, match="so large a number") as huge:
        analyse("i", Y, target=10**4000)
    with pytest.raises(BadSeries, match=r"\.\.\.") as long:
        analyse("i", Y, target=[1] * 500)
    assert max(len(str(huge.value)), len(str(long.value))) < 100


@pytest.mark.parametrize("factor", [0, -1, -0.5])
def test_a_factor_is_above_zero(factor) -> None:
    with pytest.raises(BadSeries, match="can only be multiplied by a number above zero, not"):
        analyse("i", Y, multiply=factor)


def test_a_factor_next_to_nothing_is_refused() -> None:
    with pytest.raises(BadSeries, match="The factor 1e-60 is too small"):
        analyse("i", Y, multiply=1e-60)


@pytest.mark.parametrize("kind", ["p", "pp", "u", "up", "c", "g", "t", "mr", "s", "r", "np"])
def test_no_centre_lies_below_what_can_be(kind) -> None:
    n = [10] * 12 if KINDS[kind].demands.denominator == "needed" else None
    with pytest.raises(BadSeries, match=f"The centre of {with_article(kind)} cannot be below zero"):
        analyse(kind, Y, n, centre=-0.1)


@pytest.mark.parametrize("kind", ["run", "i", "xbar", "ewma", "cusum"])
def test_measured_values_may_have_a_negative_centre(kind) -> None:
    assert analyse(kind, Y, centre=-0.5).centre[0] == (0 if kind == "cusum" else -0.5)


@pytest.mark.parametrize("kind", ["p", "np", "pp"])
@pytest.mark.parametrize(("centre", "multiply"), [(1.01, 1), (40, 1), (101, 100)])
def test_no_centre_of_a_share_lies_above_all(kind, centre, multiply) -> None:
    with pytest.raises(BadSeries, match=f"The centre of {with_article(kind)} cannot be above all of all"):
        analyse(kind, Y, [10] * 12, centre=centre, multiply=multiply)


@pytest.mark.parametrize("kind", ["p", "pp"])
@pytest.mark.parametrize(("centre", "multiply"), [(1, 1), (0, 1), (100, 100), (40, 100)])
def test_a_centre_of_a_share_is_in_the_units_drawn(kind, centre, multiply) -> None:
    assert set(analyse(kind, Y, [10] * 12, centre=centre, multiply=multiply).centre) == {centre}


@pytest.mark.parametrize(
    "options",
    [
        {"kind": "pie"},
        {"rules": "mine"},
        {"direction": "up"},
        {"baseline": 0},
        {"exclude": [0]},
        {"exclude": [True]},
        {"centre": "5"},
        {"multiply": 0},
        {"kind": "c", "centre": -1},
    ],
    ids=str,
)
def test_a_table_refuses_the_same_options(options) -> None:
    with pytest.raises(BadSeries):
        screen([Y, Y], **options)


@pytest.mark.parametrize("weight", [2, -1, 0, 1.5])
def test_a_number_that_is_out_of_reach_is_shown_as_it_was_given(weight) -> None:
    with pytest.raises(BadSeries, match=f"The weight must be above zero and at most 1, not {weight}\\.$"):
        analyse("ewma", [1, 2, 3], weight=weight)
