"""Counts under a measure's threshold are seen where they belong, and nowhere else: not even by taking away."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.measures import actions, charts
from knotwork.learning.measures.models import Measure, Observation, Reading
from knotwork.learning.measures.queries import (
    charts_named,
    every_series,
    kept,
    measures_of,
    own_series,
    series_of,
    then_and_now,
)
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
# As the measure of these tests is made, in conftest.py.
SEVEN, MILLION = 7, 1_000_000.0


def at(measure, place, by=None):
    return series_of(measure, [place.code], by=by)[0]


def hidden_cells(measure, by=None) -> set[tuple[str, date]]:
    return {(one.place.name, period) for one in series_of(measure, by=by) for period in one.hidden}


def test_without_a_threshold_everybody_sees_every_number(world) -> None:
    world.fill(measure := world.make_measure(world.system, [], name="Harm"), world.here, [1, 2, 3, 9], 100)
    assert at(measure, world.here, world.improver_there).numerators == (1, 2, 3, 9)
    assert not at(measure, world.here).hidden


def test_a_small_number_is_not_there_for_somebody_from_elsewhere(world, few) -> None:
    one = at(few, world.here, world.improver_there)
    assert {one.periods[7], one.periods[23]} <= one.hidden
    assert all(
        (value != value) == (period in one.hidden) for value, period in zip(one.numerators, one.periods, strict=True)
    )


def test_another_is_hidden_with_it_so_that_the_total_does_not_give_it_away(world, few) -> None:
    hidden = hidden_cells(few, world.improver_there)
    for period in (at(few, world.here).periods[7], at(few, world.here).periods[23]):
        assert len({place for place, when in hidden if when == period}) >= 2


@pytest.mark.parametrize(
    ("who", "sees_all"),
    [
        ("improver_here", True), ("observer", True), ("coach_in_both", True), ("co_ordinator", True),
        ("operator", True),
        ("improver_there", False), ("governance_lead", False), ("stranger", False),
    ],
)  # fmt: skip
def test_it_is_there_for_people_of_its_place_and_for_those_who_bring_numbers_in(world, few, who, sees_all) -> None:
    assert (at(few, world.here, getattr(world, who)).hidden == frozenset()) is sees_all


def test_a_role_above_reaches_down_and_a_role_beside_does_not_reach_across(world, few) -> None:
    above, beside = (
        world.make_person("Bea", ("observer", world.board)),
        world.make_person("Cy", ("observer", few_place())),
    )
    assert at(few, world.here, above).hidden == frozenset()
    assert at(few, world.here, beside).hidden


def few_place():
    from knotwork.learning.places.models import Place

    return Place.objects.get(name="Ward 21")


def test_whoever_forgets_to_say_who_asks_shows_too_little(world, few) -> None:
    assert at(few, world.here).hidden >= at(few, world.here, world.improver_there).hidden


def test_my_own_numbers_do_not_help_me_to_anothers(world) -> None:
    measure = world.make_measure(world.system, [], name="Harm", suppress_below=3, chart="c")
    wards = [world.here, world.there, *(world.make_place(f"Ward {n}", parent=world.board) for n in (21, 22))]
    for place, count in zip(wards, (2, 2, 2, 40), strict=True):
        world.fill(measure, place, [count])
    stranger_sees = {place for place, _period in hidden_cells(measure)}
    i_see = {place for place, _period in hidden_cells(measure, world.improver_here)}
    assert stranger_sees == {"Ward 4", "Ward 9", "Ward 21"}
    assert i_see == {"Ward 9", "Ward 21", "Ward 22"}


def test_a_boards_own_number_does_not_give_its_ward_away(world) -> None:
    measure = world.make_measure(world.system, [], name="Harm", suppress_below=5, chart="c")
    other = world.make_place("Ward 21", parent=world.board)
    for place, count in ((world.board, 22), (world.here, 2), (other, 20), (world.there, 30)):
        world.fill(measure, place, [count])
    hidden = {place for place, _period in hidden_cells(measure, world.improver_there)}
    assert "Ward 4" in hidden
    assert hidden & {"Northmoor", "Ward 21"}


def test_numbers_that_are_no_counts_are_hidden_altogether(world) -> None:
    measure = world.make_measure(world.system, [], name="Hours", suppress_below=5, chart="i", denominator="")
    world.fill(measure, world.here, [90.5, 80, 70])
    assert len(at(measure, world.here).hidden) == 3
    assert not at(measure, world.here, world.improver_here).hidden


def test_small_denominators_are_hidden_where_the_measure_asks(world) -> None:
    measure = world.make_measure(world.system, [], name="Share", suppress_below=5, chart="p", multiply=100, unit="%")
    for place, out_of in ((world.here, 4), (world.there, 60)):
        world.fill(measure, place, [0] * 6, out_of)
    assert hidden_cells(measure) == set()
    Measure.objects.filter(pk=measure.pk).update(suppress_denominator=True)
    measure.refresh_from_db()
    assert {place for place, _period in hidden_cells(measure)} == {"Ward 4", "Ward 9"}


def test_the_chart_is_judged_by_what_is_shown(world, few) -> None:
    outside, own = at(few, world.here), at(few, world.here, world.improver_here)
    assert float(outside.analysis.centre[0]) != pytest.approx(float(own.analysis.centre[0]))
    shown = [value for value in outside.numerators if value == value]
    assert float(outside.analysis.centre[0]) == pytest.approx(sum(shown) / len(shown) / SEVEN * MILLION)


def test_a_place_whose_every_number_is_small_still_has_a_chart_and_says_so(world) -> None:
    measure = world.make_measure(world.system, [], name="Rare", suppress_below=5)
    world.fill(measure, world.here, [1, 2, 1, 3], 100)
    one = at(measure, world.here)
    assert one.latest is None
    assert one.reading.headline
    assert charts.small(one)
    assert "fewer than 5" in charts.large(one)


def test_the_gap_says_why_in_the_table_and_in_the_picture(world, few) -> None:
    one = at(few, world.here, world.improver_there)
    rows = charts.rows(one)
    assert {row.value for row, period in zip(rows, one.periods, strict=True) if period in one.hidden} == {
        "fewer than 5, here or nearby"
    }
    assert rows[7].denominator == ""
    assert rows[7].signal == "Not shown"
    assert f"{one.labels[7]}" in charts.hidden_words(one)
    assert "fewer than 5, here or nearby" in charts.small(one)
    assert one.latest_words == "fewer than 5, here or nearby"


def test_the_words_do_not_say_which_hidden_number_is_the_small_one(world, few) -> None:
    words = {row.value for one in series_of(few) for row, when in zip(charts.rows(one), one.periods, strict=True)
             if when in one.hidden}  # fmt: skip
    assert words == {"fewer than 5, here or nearby"}


def test_no_series_is_made_with_numbers_but_by_the_one_function(world, few) -> None:
    by = world.improver_there
    found = [
        *series_of(few, by=by), *every_series([few], by=by),
        *(one for one in own_series(by, measures_of(by)) if one.measure == few and one.place != world.there),
        *charts_named(world.system, [f"chart/{few.slug}/{world.here.code}"], by=by).values(),
    ]  # fmt: skip
    ours = [one for one in found if one.place == world.here]
    assert len(ours) == 3
    assert all(one.periods[7] in one.hidden for one in ours)


def test_a_kept_chart_keeps_every_number_and_shows_only_those_that_may_be_seen(world, few) -> None:
    strand = actions.keep_reading(series=at(few, world.here, world.improver_here), by=world.improver_here, at=NOW)
    assert kept(strand.reading).numerators[7] == 3
    ((_strand, then, now),) = then_and_now([strand], by=world.improver_there)
    assert {then.periods[7], then.periods[23]} <= then.hidden
    assert then.hidden == now.hidden
    ((_strand, then, _now),) = then_and_now([strand], by=world.improver_here)
    assert then.hidden == frozenset()


def test_the_words_of_a_kept_chart_are_made_without_the_hidden_numbers(world, few) -> None:
    strand = actions.keep_reading(series=at(few, world.here, world.improver_here), by=world.improver_here, at=NOW)
    outside = at(few, world.here)
    assert strand.reading.sentence == outside.reading.sentence
    assert strand.title == outside.reading.headline


def test_somebody_from_elsewhere_keeps_the_same_chart(world, few) -> None:
    mine = actions.keep_reading(series=at(few, world.here, world.improver_here), by=world.improver_here, at=NOW)
    theirs = actions.keep_reading(series=at(few, world.here, world.improver_there), by=world.improver_there, at=NOW)
    assert theirs == mine


def test_a_number_that_was_small_when_a_chart_was_kept_stays_hidden_when_it_is_no_longer(world, few) -> None:
    strand = actions.keep_reading(series=at(few, world.here, world.improver_here), by=world.improver_here, at=NOW)
    period = at(few, world.here).periods[7]
    Observation.objects.filter(measure=few, place=world.here, period=period).update(numerator=9)
    ((_strand, then, now),) = then_and_now([strand], by=world.improver_there)
    assert period in then.hidden
    assert period not in now.hidden


def test_a_kept_chart_whose_place_has_no_numbers_now_shows_none(world, few) -> None:
    strand = actions.keep_reading(series=at(few, world.here, world.improver_here), by=world.improver_here, at=NOW)
    Observation.objects.filter(measure=few, place=world.here).delete()
    ((_strand, then, _now),) = then_and_now([strand], by=world.improver_there)
    assert len(then.hidden) == len(then.periods)


def test_setting_a_threshold_is_written_down_and_says_kept_words_again(world) -> None:
    measure = world.make_measure(world.system, [], name="Harm")
    world.fill(measure, world.here, [2] * 12 + [9] * 12, SEVEN)
    strand = actions.keep_reading(series=at(measure, world.here), by=world.improver_here, at=NOW)
    before = strand.reading.sentence
    actions.suppress(measure=measure, below=5, by=world.co_ordinator, at=later(1))
    assert Reading.objects.get().sentence == at(measure, world.here).reading.sentence != before
    strand.refresh_from_db()
    assert strand.title == at(measure, world.here).reading.headline
    event = Event.objects.get(verb="suppress")
    assert event.before == {"suppress_below": None, "suppress_denominator": False}
    assert event.after == {"suppress_below": 5, "suppress_denominator": False}
    assert event.system == world.system


def test_setting_the_same_threshold_again_writes_nothing(world, few) -> None:
    actions.suppress(measure=few, below=5, by=world.co_ordinator, at=NOW)
    assert not Event.objects.filter(verb="suppress").exists()


@pytest.mark.parametrize("below", [1, 0, -3])
def test_a_threshold_that_hides_nothing_is_refused(world, few, below) -> None:
    with pytest.raises(actions.HidesNothing, match="2 or more"):
        actions.suppress(measure=few, below=below, by=world.co_ordinator, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=few.pk).update(suppress_below=max(below, 0))


@pytest.mark.parametrize("who", ["improver_here", "observer", "governance_lead", "stranger"])
def test_only_those_who_bring_numbers_in_change_what_is_hidden(world, few, who) -> None:
    with pytest.raises(NotAllowed):
        actions.suppress(measure=few, below=None, by=getattr(world, who), at=NOW)
    few.refresh_from_db()
    assert few.suppress_below == 5


def page_of(world, measure) -> str:
    return reverse("small-numbers", args=[world.system.slug, measure.slug])


def test_the_threshold_is_changed_on_the_measures_page(world, client, few) -> None:
    client.force_login(world.co_ordinator)
    assert "Counts under 5 are shown only where they belong." in client.get(page_of(world, few)).content.decode()
    client.post(page_of(world, few), {"below": "8", "denominators": "on"})
    few.refresh_from_db()
    assert (few.suppress_below, few.suppress_denominator) == (8, True)
    client.post(page_of(world, few), {"below": ""})
    few.refresh_from_db()
    assert (few.suppress_below, few.suppress_denominator) == (None, False)


@pytest.mark.parametrize("below", ["1", "0", "-5", "101", "five", "2.5"])
def test_a_threshold_that_cannot_be_is_refused_beside_its_field(world, client, few, below) -> None:
    client.force_login(world.co_ordinator)
    answer = client.post(page_of(world, few), {"below": below})
    assert answer.status_code == 200
    assert "nhsuk-error-message" in answer.content.decode()
    few.refresh_from_db()
    assert few.suppress_below == 5
