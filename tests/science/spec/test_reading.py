"""The chart in words that a board member can rely on."""

from __future__ import annotations

import datetime

import pytest

from knotwork.science.spc import RULES, analyse, read, words
from tests.science.spec.test_verdict import HIGH, LOW, MIXED

MONTHS = [f"{words.MONTHS[place % 12]} {2024 + place // 12}" for place in range(48)]
UNIT = "per 1,000 bed days"


def told(y, kind="run", *, periods=None, unit=UNIT, name="Falls on Ward 4", places=None, **options):
    """The reading of a chart of months."""
    seen = analyse(kind, y, **options)
    return read(seen, name=name, unit=unit, periods=periods or MONTHS[: len(seen.x)], places=places)


def test_a_shift_is_told_from_where_to_where_and_when() -> None:
    reading = told(HIGH + LOW, direction="decrease")
    assert reading.headline == "Falls on Ward 4 fell from 6.3 to 4.0 per 1,000 bed days in January 2025"
    assert reading.sentence == (
        "Falls on Ward 4 fell from 6.3 to 4.0 per 1,000 bed days in January 2025, which is an improvement. "
        "12 points in a row lie below the centre line, where chance explains up to 8."
    )
    assert reading.brief == "Lower since Jan 2025"


def test_a_shift_the_wrong_way_is_a_change_for_the_worse() -> None:
    reading = told(HIGH + LOW, direction="increase")
    assert reading.sentence.startswith(f"{reading.headline}, which is a change for the worse. ")


def test_without_a_direction_it_is_neither() -> None:
    reading = told(LOW + HIGH)
    assert reading.headline.startswith("Falls on Ward 4 rose from 4.0 to 6.3")
    assert reading.sentence.endswith("chance explains up to 8.")
    assert reading.brief == "Higher since Jan 2025"


def test_no_evidence_of_change_says_where_the_values_lie() -> None:
    reading = told(MIXED)
    assert reading.headline == "Falls on Ward 4: no evidence of change, around 5.6 per 1,000 bed days"
    assert reading.brief == "No evidence of change"
    assert reading.would_change == (
        "8 points in a row on one side of the centre line or fewer than 3 changes of side would be evidence of change."
    )


def test_too_early_says_how_many_more_are_needed() -> None:
    reading = told(MIXED[:7])
    assert reading.headline == "Falls on Ward 4: too early to say"
    assert reading.sentence == "Falls on Ward 4, too early to say: only 7 values so far, and 10 are needed."
    assert reading.brief == "Too early to say"
    assert reading.would_change == "Four more useful points would be enough to judge by."


def test_too_many_on_the_line_is_not_the_same_as_too_few() -> None:
    reading = told([0] * 20 + [1] * 4)
    assert "only 4 of 24 values lie off the centre line" in reading.sentence
    assert "time (T) between events" in reading.sureness


def test_no_values_at_all_is_said() -> None:
    assert told([None, None]).sentence == "Falls on Ward 4, too early to say: there are no values yet."


def test_a_single_point_is_told_as_one() -> None:
    reading = told([*MIXED, 9.9], "i", baseline=12, direction="decrease")
    assert reading.headline == "Falls on Ward 4: unusually high in January 2025"
    assert reading.sentence == (
        "Falls on Ward 4: unusually high in January 2025, at 9.9 per 1,000 bed days, which is a change for the worse. "
        "Chance alone seldom goes above the limit of 7.3 per 1,000 bed days."
    )
    assert reading.brief == "High in Jan 2025"
    assert "single event" in reading.would_change


def test_a_shift_that_passed_is_told_as_over() -> None:
    y = MIXED + [2.0] * 5 + [2.2] * 5 + [6.0, 6.2, 6.1, 6.3, 5.9, 6.2]
    reading = told(y, centre=5.55)
    assert reading.headline == "Falls on Ward 4: lower from January 2025 to October 2025, and no longer"
    assert reading.brief == "Lower until Oct 2025"


def test_a_new_phase_is_told_from_level_to_level() -> None:
    reading = told(HIGH + LOW, "i", phases=[12], direction="decrease")
    assert reading.headline == "Falls on Ward 4 fell from 6.4 to 4.1 per 1,000 bed days in January 2025"


@pytest.mark.parametrize(("options", "shown"), [({"multiply": 100}, "62.5%"), ({}, "62.5%")])
def test_percentages_read_as_percentages(options, shown) -> None:
    y, n = [62, 63] * 8, [100] * 16
    assert shown in told(y, "p", unit="%", name=None, n=n, **options).headline


def test_places_can_be_asked_for() -> None:
    assert "around 5.60 per" in told(MIXED, places=2).headline


def test_without_name_or_periods_it_still_reads() -> None:
    assert analyse("run", HIGH + LOW).reading.startswith(
        "The values fell from 6.3 to 4.0 at point 13. 12 points in a row lie"
    )
    assert analyse("run", MIXED).reading.startswith("No evidence of change, around 5.6. The points go up and down")


@pytest.mark.parametrize(
    ("x", "when"),
    [
        (
            [f"2024-{month:02}" for month in range(1, 13)] + [f"2025-{month:02}" for month in range(1, 13)],
            "in January 2025",
        ),
        ([datetime.date(2024 + m // 12, m % 12 + 1, 1) for m in range(24)], "in January 2025"),
        ([datetime.date(2025, 1, 1) + datetime.timedelta(days=7 * week) for week in range(24)], "on 26 March 2025"),
        (list(range(2001, 2025)), "at point 2013"),
        ([f"week {week}" for week in range(1, 25)], "in week 13"),
    ],
)
def test_periods_are_said_as_people_say_them(x, when) -> None:
    assert f" {when}. " in analyse("run", HIGH + LOW, x=x).reading


@pytest.mark.parametrize(
    "y", [HIGH + LOW, LOW + HIGH, MIXED, MIXED[:4], [*MIXED, 20], [*MIXED, 0], MIXED * 3, [1, 2] * 12]
)
@pytest.mark.parametrize("rules", list(RULES))
@pytest.mark.parametrize("kind", ["run", "i", "mr", "cusum", "ewma"])
def test_every_reading_is_short_whole_and_without_gaps(y, rules, kind) -> None:
    reading = told(y, kind, rules=rules)
    assert len(reading.brief.split()) <= 5
    assert reading.headline[0].isupper()
    for text in (reading.sentence, reading.would_change):
        assert text.endswith(".")
    for text in (reading.headline, reading.sentence, reading.brief, reading.sureness, reading.would_change):
        assert text
        assert not any(gap in text for gap in ("nan", "None", "  ", ".."))


def test_how_sure_is_said_in_charts_of_a_hundred() -> None:
    assert told(HIGH + LOW).sureness == (
        "Though nothing had changed, a chart like this would signal in about 3 of 100 by chance alone."
    )


def test_periods_must_be_one_a_point() -> None:
    with pytest.raises(ValueError, match="24 points but 3 names"):
        read(analyse("run", HIGH + LOW), periods=["a", "b", "c"])


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(1234.5, 0, "1,234"), (0.04, 1, "0.0"), (-0.04, 1, "0.0"), (-1.5, 1, "-1.5"), (0.0615, 3, "0.061")],
)
def test_numbers_have_their_thousands_marked_and_no_minus_before_zero(value, places, text) -> None:
    assert words.number(value, places) == text


@pytest.mark.parametrize(
    ("size", "places"), [(1234, 0), (100, 0), (99, 1), (1, 1), (0, 1), (0.5, 2), (0.012, 3), (-45, 1)]
)
def test_decimal_places_suit_the_size(size, places) -> None:
    assert words.places_for(size) == places


@pytest.mark.parametrize(
    ("rate", "text"),
    [(0.001, "in fewer than 1 of 100"), (0.031, "in about 3 of 100"), (0.999, "in nearly all of 100")],
)
def test_chances_are_said_of_a_hundred(rate, text) -> None:
    assert words.chance(rate) == text
