"""The reading, verdict by verdict: what is said, how sure that is, and what would change our mind."""

from __future__ import annotations

import datetime

import pytest

from knotwork.science.spc import Reading, analyse, read

HIGH = [9, 8, 10, 9, 8, 10, 9, 8, 10, 9, 8, 10]
LOW = [4, 3, 5, 4, 3, 5, 4, 3, 5, 4, 3, 5]
SWINGS = [5, 7, 5, 7, 7, 5, 7, 5, 5, 7, 5, 7]
MONTHS = [f"{2024 + month // 12}-{month % 12 + 1:02}" for month in range(48)]
DIRECTIONS = (None, "increase", "decrease")


def told(y, kind="run", *, n=None, name="Falls", unit="", places=None, **options) -> Reading:
    """The reading of a chart of months."""
    seen = analyse(kind, y, n, x=MONTHS[: len(y)], **options)
    return read(seen, name=name, unit=unit, places=places)


# A shift


@pytest.mark.parametrize(
    ("y", "direction", "judged"),
    [
        (HIGH + LOW, "decrease", ", which is an improvement"),
        (HIGH + LOW, "increase", ", which is a change for the worse"),
        (HIGH + LOW, None, ""),
        (LOW + HIGH, "increase", ", which is an improvement"),
        (LOW + HIGH, "decrease", ", which is a change for the worse"),
        (LOW + HIGH, None, ""),
    ],
)
def test_a_shift_is_good_or_bad_only_where_a_direction_is_known(y, direction, judged) -> None:
    reading = told(y, direction=direction)
    first, evidence = f"{reading.headline}{judged}. ", ", where chance explains up to 8."
    assert reading.sentence.startswith(first)
    assert reading.sentence.endswith(evidence)
    assert ("improvement" in reading.sentence, "worse" in reading.sentence) == ("improve" in judged, "worse" in judged)


@pytest.mark.parametrize(
    ("y", "headline", "brief"),
    [
        (HIGH + LOW, "Falls fell from 9.0 to 4.0 in January 2025", "Lower since Jan 2025"),
        (LOW + HIGH, "Falls rose from 4.0 to 9.0 in January 2025", "Higher since Jan 2025"),
    ],
)
def test_a_shift_goes_from_one_level_to_another(y, headline, brief) -> None:
    reading = told(y)
    assert (reading.headline, reading.brief) == (headline, brief)
    assert reading.sentence.startswith(headline + ". 12 points in a row ")


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [("run", "10.0", "2.0"), ("i", "12.0", "2.3"), ("g", "10.0", "2.0")],
    ids=["median", "mean", "median of cases"],
)
def test_levels_are_those_of_the_charts_own_centre(kind, before, after) -> None:
    # Medians 10 and 2; means 12 and 2.33.
    y = [10, 10, 16] * 4 + [2, 2, 3] * 4
    assert f"from {before} to {after} " in told(y, kind, rules="anhoej").headline


def test_levels_of_shares_are_pooled() -> None:
    # 30 of 400 and 40 of 200 in turn are 70 of 600; then 2 of 400 and 8 of 200 are 10 of 600.
    y, n = [30, 40] * 6 + [2, 8] * 6, [400, 200] * 12
    assert "fell from 11.7% to 1.7%" in told(y, "p", n=n, unit="%").headline


def test_a_shift_from_the_start_tells_the_side_and_no_level_before() -> None:
    reading = told([*LOW, *LOW[:4]], centre=6)
    assert reading.headline.startswith("Falls: below the centre line since January 2024, around ")
    assert reading.brief == "Lower since Jan 2024"


def test_excluded_points_count_for_no_level() -> None:
    y = [*HIGH, *LOW]
    y[2] = 999
    assert "from 9.0 to 4.0" in told(y, exclude=[3]).headline


# A pattern, crossings, a single point


@pytest.mark.parametrize("rules", ["western_electric", "nelson"])
def test_a_shift_speaks_before_a_pattern_without_a_side(rules) -> None:
    reading = told(HIGH + LOW, "i", rules=rules, direction="decrease")
    assert reading.headline.startswith("Falls fell from ")
    assert reading.sentence.startswith(f"{reading.headline}, which is an improvement. ")


def test_few_crossings_about_a_given_line_lean_to_where_most_points_have_been() -> None:
    y = [*LOW, 9, 4, 3, 5]
    seen = analyse("run", y, centre=6, direction="increase")
    (crossings,) = [signal for signal in seen.signals if signal.rule == "few crossings"]
    assert (crossings.towards, crossings.meaning) == ("below", "worse")
    assert seen.verdict == "worse"
    assert "rose" not in seen.reading


def test_few_crossings_say_how_many_and_how_many_chance_gives() -> None:
    y = [9, 8, 10, 5, 9, 8, 10, 9, 8, 10, 4, 3, 5, 9, 3, 5, 4, 3, 5, 4]
    reading = told(y, direction="decrease")
    assert reading.sentence.endswith(
        "The points change sides of the centre line less often than chance would make them: "
        "5 times, where at least 6 are expected."
    )
    assert reading.headline.startswith("Falls fell from ")


@pytest.mark.parametrize(("value", "side", "where"), [(40, "high", "above"), (-20, "low", "below")])
def test_a_single_point_says_its_value_and_the_limit(value, side, where) -> None:
    reading = told([*SWINGS, value], "i", baseline=12)
    assert reading.headline == f"Falls: unusually {side} in January 2025"
    assert f"in January 2025, at {value:.1f}. Chance alone seldom goes {where} the limit of " in reading.sentence
    assert reading.brief == f"{side.capitalize()} in Jan 2025"
    assert "if the next three lie inside, it was a single event" in reading.would_change


def test_a_single_point_long_ago_is_said_to_have_had_no_successors() -> None:
    reading = told([*SWINGS, 40, *SWINGS[:8]], "i", baseline=12)
    assert reading.headline == "Falls: unusually high in January 2025, with no sign of change since"


def test_a_pattern_without_a_side_is_unusual() -> None:
    reading = told([5, 7] * 10, rules="ihi")
    assert reading.headline == "Falls: an unusual pattern since January 2024"
    assert reading.brief == "Unusual since Jan 2024"
    assert "20 points show a pattern that chance seldom makes: “many runs”." in reading.sentence


@pytest.mark.parametrize("rules", ["ihi", "mdc", "bestbox", "cutbox"])
def test_a_shift_is_told_whatever_the_rules(rules) -> None:
    reading = told(
        HIGH + LOW, "run" if rules in {"ihi", "bestbox", "cutbox"} else "i", rules=rules, direction="decrease"
    )
    assert "fell from 9.0 to 4.0" in reading.headline
    assert reading.sentence.startswith(f"{reading.headline}, which is an improvement. ")


# What has passed


PASSED = [*SWINGS, 4, 3, 5, 4, 3, 5, 4, 3, 5, 7, 7, 8, 7, 5, 7, 8]


@pytest.mark.parametrize(("y", "side"), [(PASSED, "lower"), ([12 - value for value in PASSED], "higher")])
def test_a_change_that_passed_is_told_as_over(y, side) -> None:
    reading = told(y, centre=6)
    assert reading.headline == f"Falls: {side} from January 2025 to September 2025, and no longer"
    assert reading.sentence.startswith(f"{reading.headline}. 9 points in a row lie")
    assert reading.sentence.endswith("; most since lie on the other side.")
    assert reading.brief == f"{side.capitalize()} until Sep 2025"


def test_a_change_that_passed_is_neither_better_nor_worse() -> None:
    for direction in DIRECTIONS:
        seen = analyse("run", PASSED, centre=6, direction=direction)
        assert (seen.verdict, seen.stands) == ("changed", False)
        assert "improvement" not in seen.reading
        assert "worse" not in seen.reading


# Steady and early


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("kind", ["run", "i", "c", "ewma"])
def test_no_evidence_of_change_is_the_same_in_either_direction(kind, direction) -> None:
    reading = told(SWINGS, kind, direction=direction)
    assert reading.headline == "Falls: no evidence of change, around 6.0"
    assert reading.brief == "No evidence of change"
    assert reading.sentence.endswith("around 6.0. The points go up and down as they would by chance.")


def test_sums_have_no_level_but_their_centre() -> None:
    assert told(SWINGS, "cusum").headline == "Falls: no evidence of change, about the centre"


@pytest.mark.parametrize("points", range(1, 10))
def test_too_early_counts_what_there_is_and_what_is_needed(points) -> None:
    reading = told(SWINGS[:points], centre=6)
    values = "value" if points == 1 else "values"
    assert reading.headline == "Falls: too early to say"
    assert f"only {points} {values} so far, and 10 are needed" in reading.sentence
    more = 10 - points
    words = ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"][more - 1]
    assert reading.would_change.startswith(f"{words} more useful point{'' if more == 1 else 's'} would be enough")


def test_too_early_leaves_excluded_and_missing_points_out_of_the_count() -> None:
    assert "only 7 values so far" in told([*SWINGS[:8], None], centre=6, exclude=[2]).sentence


def test_too_early_in_a_new_phase_counts_that_phase_alone() -> None:
    assert "only 4 values so far" in told([*SWINGS, *SWINGS[:4]], phases=[12]).sentence


def test_too_early_says_nothing_of_chance() -> None:
    assert told(SWINGS[:5], centre=6).sureness.startswith("Too few points to judge by.")


# A new phase


@pytest.mark.parametrize("kind", ["run", "i"])
def test_a_new_phase_goes_from_level_to_level(kind) -> None:
    reading = told(HIGH + LOW, kind, phases=[12], direction="decrease")
    assert reading.headline == "Falls fell from 9.0 to 4.0 in January 2025"
    assert "The new phase runs below the old centre line for longer than chance explains" in reading.sentence
    assert reading.sentence.startswith(f"{reading.headline}, which is an improvement. ")


def test_a_new_phase_like_the_old_one_shows_no_change() -> None:
    assert told(SWINGS * 2, phases=[12]).headline == "Falls: no evidence of change, around 6.0"


# Units, places, names and periods


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("", "6.0"),
        ("days", "6.0 days"),
        (" days ", "6.0 days"),
        ("%", "6.0%"),
        ("per 1,000 bed days", "6.0 per 1,000 bed days"),
    ],
)
def test_the_unit_follows_the_number(unit, shown) -> None:
    assert told(SWINGS, unit=unit).headline.endswith(f"around {shown}")


@pytest.mark.parametrize(("places", "shown"), [(0, "6"), (1, "6.0"), (3, "6.000"), (None, "6.0")])
def test_decimal_places_can_be_asked_for(places, shown) -> None:
    assert told(SWINGS, places=places).headline.endswith(f"around {shown}")


@pytest.mark.parametrize("kind", ["p", "pp"])
@pytest.mark.parametrize("multiply", [1, 100])
def test_shares_are_percentages_where_the_unit_says_so(kind, multiply) -> None:
    assert "around 6.0%" in told(SWINGS, kind, n=[100] * 12, unit="%", multiply=multiply).headline


def test_shares_without_that_unit_stay_shares() -> None:
    assert told(SWINGS, "p", n=[100] * 12).headline.endswith("around 0.060")


def test_an_i_chart_of_percentages_is_not_multiplied() -> None:
    assert told(SWINGS, "i", unit="%").headline.endswith("around 6.0%")


@pytest.mark.parametrize(
    ("size", "shown"), [(0.001, "0.0060"), (0.1, "0.60"), (1, "6.0"), (100, "600"), (1e4, "60,000")]
)
def test_places_suit_the_size_of_the_numbers(size, shown) -> None:
    assert told([value * size for value in SWINGS], "i").headline.endswith(f"around {shown}")


@pytest.mark.parametrize(
    ("x", "when", "brief"),
    [
        (MONTHS[:24], "in January 2025", "Lower since Jan 2025"),
        ([f"{month}-01" for month in MONTHS[:24]], "in January 2025", "Lower since Jan 2025"),
        ([f"{month}-15" for month in MONTHS[:24]], "on 15 January 2025", "Lower since 15 Jan 2025"),
        (
            [datetime.date(2025, 1, 6) + datetime.timedelta(weeks=w) for w in range(24)],
            "on 31 March 2025",
            "Lower since 31 Mar 2025",
        ),
        (
            [datetime.datetime(2025, 1, 1 + day, 8) for day in range(24)],
            "on 13 January 2025",
            "Lower since 13 Jan 2025",
        ),
        (range(24), "at point 12", "Lower since point 12"),
        ([f"cohort {place}" for place in range(1, 25)], "in cohort 13", "Lower since cohort 13"),
    ],
)
def test_when_it_began_is_said_as_people_say_it(x, when, brief) -> None:
    reading = read(analyse("run", HIGH + LOW, x=x), name="Falls")
    assert reading.headline == f"Falls fell from 9.0 to 4.0 {when}"
    assert reading.brief == brief


def test_names_of_periods_may_be_given() -> None:
    names = [f"winter {place}" for place in range(1, 25)]
    reading = read(analyse("run", HIGH + LOW), name="Falls", periods=names)
    assert reading.headline.endswith("in winter 13")


def test_a_long_name_of_a_period_keeps_the_brief_short() -> None:
    names = [f"the fourth week of the {place}th month" for place in range(24)]
    assert read(analyse("run", HIGH + LOW), periods=names).brief == "Lower of late"


@pytest.mark.parametrize("many", [0, 1, 23, 25])
def test_periods_are_one_a_point(many) -> None:
    with pytest.raises(ValueError, match=f"There are 24 points but {many} names of periods"):
        read(analyse("run", HIGH + LOW), periods=["x"] * many)


def test_without_a_name_the_values_are_the_subject() -> None:
    assert told(HIGH + LOW, name=None).headline.startswith("Fell from 9.0 to 4.0")
    assert told(HIGH + LOW, name=None).sentence.startswith("The values fell from 9.0 to 4.0")
    assert told(SWINGS, name=None).headline == "No evidence of change, around 6.0"


# What would change our mind


def test_what_would_be_evidence_is_what_the_rules_ask_for() -> None:
    # 12 useful points: a run of 8, fewer than 3 crossings.
    assert told(SWINGS).would_change == (
        "8 points in a row on one side of the centre line or fewer than 3 changes of side would be evidence of change."
    )
    assert told(SWINGS, "i").would_change.startswith("A point outside the limits, 8 points in a row")
    assert told(SWINGS, "mr").would_change == "A point outside the limits would be evidence of change."


@pytest.mark.parametrize("rules", ["ihi", "mdc", "western_electric", "nelson", "three_sigma", "bestbox"])
def test_other_rules_are_named(rules) -> None:
    assert told(SWINGS, "i", rules=rules).would_change.startswith("A signal under ")


@pytest.mark.parametrize(("y", "other"), [(HIGH + LOW, "above"), (LOW + HIGH, "below")])
def test_a_shift_would_be_undone_by_points_on_the_other_side(y, other) -> None:
    assert told(y).would_change == (
        f"If most of the points to come lie {other} the centre line, the change has not lasted."
    )


# How sure


def test_how_sure_is_the_charts_own_rate_in_charts_of_a_hundred() -> None:
    seen = analyse("i", SWINGS * 2)
    assert seen.false_signal_rate is not None
    assert f"in about {round(100 * seen.false_signal_rate)} of 100 by chance alone" in read(seen).sureness


def test_what_to_beware_of_is_said_after_it() -> None:
    seen = analyse("p", [900, 1100] * 12, [10_000] * 24)
    assert seen.warnings
    assert read(seen).sureness.endswith(seen.warnings[-1])


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize(
    "y", [HIGH + LOW, LOW + HIGH, SWINGS, SWINGS[:4], [*SWINGS, 40], [5.0] * 20, [None] * 3, [5, 7] * 12]
)
def test_every_reading_is_whole(y, direction) -> None:
    for kind in ("run", "i", "mr", "ewma", "cusum"):
        reading = told(y, kind, direction=direction)
        for text in (reading.headline, reading.sentence, reading.brief, reading.would_change):
            assert text
            assert text[0].isupper() or text[0].isdigit()
            assert not any(gap in text for gap in ("nan", "None", "  ", "..", " ,"))
        assert reading.sentence.endswith(".")
        assert not reading.headline.endswith(".")
        assert len(reading.brief.split()) <= 5
