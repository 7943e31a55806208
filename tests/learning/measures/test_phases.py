"""New phases on a chart: begun with a reason, seen by everyone, taken back, and never begun by themselves."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from knotwork.learning.audit.models import Event
from knotwork.learning.measures import actions
from knotwork.learning.measures.models import Observation, Pin, Reading
from knotwork.learning.measures.queries import kept, measures_of, own_series, series_of
from knotwork.learning.strands.models import Strand
from tests.factories import NOW

pytestmark = pytest.mark.django_db

FELL = [9, 10, 8, 11, 9, 10, 9, 11, 10, 9, 10, 9, 2, 1, 3, 2, 1, 2, 3, 2, 1, 2, 2, 1]


@pytest.fixture
def fallen(world):
    measure = world.make_measure(world.system, [], name="Slips")
    world.fill(measure, world.here, FELL, 100)
    return measure


def here(measure):
    return series_of(measure)[0]


def begin(world, measure, place=12, text="The new ward opened", **more):
    one = here(measure)
    by = more.pop("by", world.improver_here)
    return actions.begin_phase(series=one, period=one.periods[place], text=text, by=by, at=NOW, **more)


def address(measure):
    one = here(measure)
    return reverse("phase", args=[measure.system.slug, measure.slug, one.place.code])


def page(client, world, measure):
    one = here(measure)
    client.force_login(world.improver_here)
    answer = client.get(reverse("chart", args=[measure.system.slug, measure.slug, one.place.code]))
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_shift_is_proposed_as_a_new_phase_with_its_evidence_and_nothing_is_done(client, world, fallen) -> None:
    words = page(client, world, fallen)
    last = here(fallen).labels[11]
    assert re.search(rf"The chart proposes a new phase: 12 points around [\d.]+ up to {last}, then 12 around", words)
    assert "Rebase only if a known change explains it" in words
    assert len(here(fallen).analysis.phases) == 1


def test_a_steady_chart_proposes_nothing(client, world) -> None:
    measure = world.make_measure(world.system, [], name="Steady")
    world.fill(measure, world.here, [9, 11, 10] * 8, 100)
    assert here(measure).proposal is None
    assert "The chart proposes" not in page(client, world, measure)


def test_a_phase_is_begun_with_its_reason_as_a_note_and_its_own_centre(world, fallen) -> None:
    strand = begin(world, fallen)
    one = here(fallen)
    assert (strand.kind, strand.title) == (Strand.Kind.ANNOTATION, "The new ward opened")
    assert [(phase.first, phase.last) for phase in one.analysis.phases] == [(1, 12), (13, 24)]
    assert one.analysis.centre[0] > one.analysis.centre[-1]
    assert one.proposal is None


def test_everyone_sees_the_chart_drawn_anew(world, fallen) -> None:
    begin(world, fallen)
    assert [
        len(one.analysis.phases)
        for one in own_series(world.coach_in_both, measures_of(world.coach_in_both))
        if one.measure == fallen
    ] == [2]


def test_several_phases_stand_in_order_of_time(world, fallen) -> None:
    begin(world, fallen, 16)
    begin(world, fallen, 8)
    assert here(fallen).phases == (here(fallen).periods[8], here(fallen).periods[16])


def test_two_reasons_for_one_phase_begin_it_once(world, fallen) -> None:
    begin(world, fallen)
    begin(world, fallen, text="New beds came too")
    assert here(fallen).phases == (here(fallen).periods[12],)


def test_the_phases_of_one_place_leave_others_alone(world, fallen) -> None:
    world.fill(fallen, world.there, FELL, 100)
    begin(world, fallen)
    assert {one.place.name: len(one.phases) for one in series_of(fallen)} == {
        world.here.name: 1,
        world.there.name: 0,
    }


def test_a_phase_does_not_begin_where_the_chart_does(world, fallen) -> None:
    with pytest.raises(actions.NoSuchPhase, match="after the first"):
        begin(world, fallen, 0)
    assert not Pin.objects.filter(begins_phase=True).exists()


def test_the_same_form_sent_twice_begins_one_phase_and_tells_the_trail_once(world, fallen) -> None:
    token = uuid4()
    assert begin(world, fallen, token=token) == begin(world, fallen, token=token)
    assert Event.objects.filter(verb="begin phase").count() == 1


def test_a_phase_that_was_taken_back_leaves_its_note(world, fallen) -> None:
    strand = begin(world, fallen)
    one = here(fallen)
    actions.end_phase(series=one, period=one.periods[12], by=world.improver_here, at=NOW)
    assert here(fallen).phases == ()
    assert list(strand.pins.values_list("begins_phase", flat=True)) == [False]
    assert Event.objects.get(verb="end phase").after == {"period": f"{one.periods[12]:%Y-%m-%d}"}


@pytest.mark.parametrize("place", [5, None])
def test_a_phase_that_is_not_there_cannot_be_taken_back(world, fallen, place) -> None:
    one = here(fallen)
    period = None if place is None else one.periods[place]
    with pytest.raises(actions.NoSuchPhase, match="No phase begins there any more"):
        actions.end_phase(series=one, period=period, by=world.improver_here, at=NOW)


def test_a_note_that_begins_no_phase_is_left_in_peace(world, fallen) -> None:
    one = here(fallen)
    actions.annotate(series=one, period=one.periods[12], text="Mats", by=world.improver_here, at=NOW)
    assert here(fallen).phases == ()


def test_a_kept_reading_keeps_its_phases(world, fallen) -> None:
    begin(world, fallen)
    strand = actions.keep_reading(series=here(fallen), by=world.improver_here, at=NOW)
    one = here(fallen)
    actions.end_phase(series=one, period=one.periods[12], by=world.improver_here, at=NOW)
    then = kept(Reading.objects.get(strand=strand))
    assert then.phases == (one.periods[12],)
    assert actions.keep_reading(series=here(fallen), by=world.improver_here, at=NOW) != strand


def test_from_the_page_a_phase_begins_and_is_taken_back(client, world, fallen) -> None:
    one = here(fallen)
    client.force_login(world.improver_here)
    sent = {"phase-period": f"{one.periods[12]:%Y-%m-%d}", "phase-text": "The new ward opened"}
    said = client.post(address(fallen), sent, follow=True).content.decode()
    assert "A new phase begins there." in said
    assert "A phase begins in" in said
    assert "The new ward opened" in said
    said = client.post(address(fallen), {"take_back": f"{one.periods[12]:%Y-%m-%d}"}, follow=True).content.decode()
    assert "drawn as one phase there again" in said
    assert here(fallen).phases == ()


def test_the_period_that_is_proposed_is_chosen_already(client, world, fallen) -> None:
    one = here(fallen)
    assert one.proposal.after == 12
    words = page(client, world, fallen)
    assert f'<option value="{one.periods[12]:%Y-%m-%d}" selected>' in words


def test_a_phase_without_a_reason_is_refused_beside_its_field(client, world, fallen) -> None:
    one = here(fallen)
    client.force_login(world.improver_here)
    answer = client.post(address(fallen), {"phase-period": f"{one.periods[12]:%Y-%m-%d}", "phase-text": " "})
    assert answer.status_code == 200
    assert answer.context["phasing"].errors.keys() == {"text"}
    assert "nhsuk-error-message" in answer.content.decode()
    assert here(fallen).phases == ()


@pytest.mark.parametrize("end", ["", "2025-13-45", "0000-00-00", "yesterday"])
def test_nonsense_to_take_back_is_answered_in_words(client, world, fallen, end) -> None:
    begin(world, fallen)
    client.force_login(world.improver_here)
    assert (
        "No phase begins there any more"
        in client.post(address(fallen), {"take_back": end}, follow=True).content.decode()
    )
    assert len(here(fallen).phases) == 1


def test_who_only_sees_is_offered_no_phase(client, world, fallen) -> None:
    one = here(fallen)
    begin(world, fallen)
    client.force_login(world.observer)
    words = client.get(reverse("chart", args=[fallen.system.slug, fallen.slug, one.place.code])).content.decode()
    assert "A phase begins in" in words
    assert "Take it back" not in words
    assert "Begin a new phase" not in words


def test_a_phase_is_named_by_its_day_where_periods_are_days(client, world) -> None:
    measure = world.make_measure(world.system, [], name="Waits", chart="i")
    for day in range(1, 25):
        Observation.objects.create(
            measure=measure, place=world.here, period=date(2026, 1, day), numerator=9 if day < 13 else 2
        )
    begin(world, measure)
    assert "A phase begins in 13 Jan 2026" in page(client, world, measure)
