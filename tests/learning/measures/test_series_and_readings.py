"""Series, what their charts say, and charts kept as they stood."""

import re
from datetime import date

import pytest

from knotwork.learning.decisions import actions as decisions
from knotwork.learning.measures import actions, charts
from knotwork.learning.measures.models import Observation, Reading
from knotwork.learning.measures.queries import (
    charts_named,
    every_series,
    flags_of,
    kept,
    measures_of,
    own_series,
    series_of,
    summary,
    then_and_now,
)
from knotwork.learning.strands.models import Strand
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db

FELL = [9, 10, 8, 11, 9, 10, 9, 11, 10, 9, 10, 9, 2, 1, 3, 2, 1, 2, 3, 2, 1, 2, 2, 1]


def written(picture: str) -> list[str]:
    """The values on the axis of a small multiple."""
    return re.findall(r'class="kw-tick"[^>]*>([^<]*)<', picture)


def one(world, place=None):
    return series_of(world.measure, [(place or world.here).code])[0]


def test_a_series_is_in_order_of_time_whatever_order_its_numbers_came_in(world) -> None:
    measure = world.make_measure(world.system, [])
    for month in (3, 1, 2):
        Observation.objects.create(
            measure=measure, place=world.here, period=date(2026, month, 1), numerator=month, denominator=100
        )
    (series,) = series_of(measure)
    assert series.numerators == (1.0, 2.0, 3.0)
    assert series.labels == ("Jan 2026", "Feb 2026", "Mar 2026")


def test_periods_that_are_not_months_are_written_with_their_day(world) -> None:
    measure = world.make_measure(world.system, [], chart="i")
    for day in (5, 12):
        Observation.objects.create(measure=measure, place=world.here, period=date(2026, 1, day), numerator=day)
    assert series_of(measure)[0].labels == ("5 Jan 2026", "12 Jan 2026")


def test_the_newest_value_is_in_the_measures_unit(world) -> None:
    assert one(world).latest == pytest.approx(5.0)
    assert one(world).latest_words == "5.0"
    share = world.make_measure(world.system, [], name="Share", chart="p", multiply=100, unit="%")
    world.fill(share, world.here, [50, 60], 100)
    assert series_of(share)[0].latest_words == "60.0%"


@pytest.mark.parametrize(("kind", "words"), [("ward", "Falls on Ward 4"), ("care_home", "Falls at Ward 4")])
def test_a_reading_names_its_place_as_people_do(world, kind, words) -> None:
    world.here.kind = kind
    world.here.save()
    assert one(world).reading.headline.startswith(words)


def test_signals_are_said_in_words_newest_first_with_where_they_began(world) -> None:
    measure = world.make_measure(world.system, [], name="Fell", chart="i")
    world.fill(measure, world.here, FELL)
    (series,) = series_of(measure)
    found = series.signals
    assert [line.began for line in found] == sorted((line.began for line in found), reverse=True)
    assert "12 points in a row below the centre line" in {line.words for line in found}
    assert {line.meaning for line in found} <= {"Improvement", "Concern", "Change"}
    assert series.since == series.periods[12]


def test_all_places_of_a_measure_are_read_in_three_queries(world, django_assert_num_queries) -> None:
    measure = world.measure
    with django_assert_num_queries(3):
        assert [series.place.name for series in series_of(measure)] == ["Ward 4", "Ward 9"]


def test_a_measure_without_numbers_has_no_series(world) -> None:
    assert series_of(world.make_measure(world.system, [])) == []
    assert every_series([]) == []


def test_my_own_series_are_those_of_my_places_and_the_places_below(world) -> None:
    assert world.measure.pk  # there to be looked for
    leads_a_board = world.make_person("Board", ("sponsor", world.board))
    assert [series.place.name for series in own_series(leads_a_board, measures_of(leads_a_board))] == ["Ward 4"]
    assert own_series(world.governance_lead, measures_of(world.governance_lead)) == []


def test_measures_of_other_systems_are_not_mine(world) -> None:
    assert world.measure.pk  # there to be looked for
    assert [measure.name for measure in measures_of(world.improver_here)] == ["Falls"]
    assert list(measures_of(world.stranger)) == []


def test_a_summary_counts_every_chart_once_and_says_how_many_chance_would_give(world) -> None:
    measure = world.make_measure(world.system, [], name="Mixed", chart="i")
    world.fill(measure, world.here, FELL)
    world.fill(measure, world.there, [5, 6])
    found = summary(series_of(measure))
    assert (found.places, found.better, found.early, found.steady, found.worse, found.changed) == (2, 1, 1, 0, 0, 0)
    assert 0 < found.by_chance < 1


def test_a_reading_of_the_same_numbers_is_kept_once(world) -> None:
    first = actions.keep_reading(series=one(world), by=world.improver_here, at=NOW)
    again = actions.keep_reading(series=one(world), by=world.improver_there, at=later(1))
    assert again == first
    assert Reading.objects.count() == 1


def test_a_reading_of_newer_numbers_is_another(world) -> None:
    first = actions.keep_reading(series=one(world), by=world.improver_here, at=NOW)
    Observation.objects.create(
        measure=world.measure, place=world.here, period=date(2026, 10, 1), numerator=1, denominator=1000
    )
    assert actions.keep_reading(series=one(world), by=world.improver_here, at=later(1)) != first


def test_a_kept_chart_stands_as_it_stood(world) -> None:
    series = one(world)
    strand = actions.keep_reading(series=series, by=world.improver_here, at=NOW)
    Observation.objects.filter(measure=world.measure, place=world.here).update(numerator=0)
    ((_strand, then, now),) = then_and_now([strand])
    assert then.numerators == series.numerators
    assert then.reading == series.reading
    assert set(now.numerators) == {0.0}


def test_a_chart_whose_numbers_are_gone_shows_what_was_kept(world) -> None:
    strand = actions.keep_reading(series=one(world), by=world.improver_here, at=NOW)
    Observation.objects.all().delete()
    ((_strand, then, now),) = then_and_now([strand])
    assert now.numerators == then.numerators


@pytest.mark.parametrize(("values", "kind"), [(FELL, "signal"), ([5, 6, 5, 6], "reading")])
def test_a_kept_chart_with_a_sign_of_change_is_a_signal(world, values, kind) -> None:
    measure = world.make_measure(world.system, [], name="M", chart="i")
    world.fill(measure, world.here, values)
    strand = actions.keep_reading(series=series_of(measure)[0], by=world.improver_here, at=NOW)
    assert strand.kind == kind
    assert kept(strand.reading).numerators == tuple(map(float, values))


def test_a_note_stands_on_its_own_chart_alone(world) -> None:
    here, there = one(world), one(world, world.there)
    actions.annotate(series=here, period=here.periods[2], text="New mats", by=world.improver_here, at=NOW)
    assert [pin.strand.title for pin in flags_of(world.improver_there, here)] == ["New mats"]
    assert flags_of(world.improver_here, there) == []


def test_charts_are_found_by_name_and_anything_else_is_left_out(world) -> None:
    name = f"chart/{world.measure.slug}/{world.here.code}"
    found = charts_named(world.system, [name, "chart/no/such", "story", f"chart/{world.measure.slug}/nowhere", ""])
    assert list(found) == [name]
    assert charts_named(world.elsewhere, [name]) == {}


def test_a_decision_keeps_the_charts_that_it_was_made_from(world) -> None:
    made = decisions.decide(
        question="Go on?", choice="Yes", reasons="It works", owner=world.improver_here, review_on=later(90).date(),
        system=world.system, place=world.here, by=world.improver_here, at=NOW, charts=[one(world)],
    )  # fmt: skip
    (link,) = made.origin_links.all()
    assert link.relation == "decided from"
    assert link.origin.kind == Strand.Kind.READING


def test_pictures_share_a_scale_only_when_asked(world) -> None:
    both = series_of(world.measure)
    low, high = charts.shared_range(both)
    assert (low, high) == (0.0, pytest.approx(13.88, abs=0.01))
    assert charts.shared_range([]) is None
    assert charts.small(both[0], (0, 100)) != charts.small(both[0])


def test_a_shared_scale_has_room_for_every_value_and_for_the_usual_range_of_every_place(world) -> None:
    measure = world.make_measure(world.system, [world.here], name="Slips")
    world.fill(measure, world.there, [3, 4, 40, 3, 4, 5, 4, 3, 5, 4, 3, 4], 1000)
    every = series_of(measure)
    assert len(every) == 2
    low, high = charts.shared_range(every)
    assert high == 40
    for series in every:
        drawn = [*series.analysis.y, *series.analysis.lower, *series.analysis.upper]
        assert low <= min(drawn) <= max(drawn) <= high


def test_a_place_without_numbers_does_not_stretch_the_shared_scale(world) -> None:
    here = one(world)
    assert charts.shared_range([here, here.without(frozenset(here.periods))]) == charts.shared_range([here])


def test_small_pictures_have_values_of_their_scale_in_its_unit(world) -> None:
    share = world.make_measure(world.system, [], name="Rounds", chart="p", unit="%", multiply=100.0)
    world.fill(share, world.here, [60, 70, 50, 65] * 6, 100)
    (rounds,) = series_of(share)
    assert written(charts.small(one(world))) == ["0", "10"]
    assert all(each.endswith("%") for each in written(charts.small(rounds)))
    assert written(charts.small(rounds, (0, 100))) == ["0%", "100%"]


def test_a_picture_that_stands_alone_is_wider_than_one_in_a_grid_and_says_the_same(world) -> None:
    small, alone = charts.small(one(world)), charts.alone(one(world))
    assert 'viewBox="0 0 200 80"' in small
    assert 'viewBox="0 0 360 112"' in alone
    assert written(small) == written(alone)
    labels = [re.findall('aria-label="([^"]*)"', picture) for picture in (small, alone)]
    assert labels[0] == labels[1]


def test_a_flag_on_a_chart_leads_to_what_happened(world) -> None:
    series = one(world)
    told = world.tell("Lights were mended", measure=world.measure, period=series.periods[4])
    picture = charts.large(series, flags_of(world.improver_here, series))
    assert told.get_absolute_url() in picture
    assert "Insight: Lights were mended" in picture
