"""The trail page: who changed what in a learning system, for its governance lead."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.learning.audit import actions as audit
from knotwork.learning.audit.codes import mark_of_session
from knotwork.learning.audit.models import Event
from knotwork.learning.strands import actions as strands
from tests.factories import later

pytestmark = pytest.mark.django_db


def page(client, person, system, **query):
    client.force_login(person)
    return client.get(reverse("trail", args=[system.slug]), query)


def test_a_governance_lead_reads_who_changed_what(client, world) -> None:
    one, two = world.tell("We moved the round."), world.tell("Falls are down.")
    strands.link(origin=one, outcome=two, relation="supports", by=world.improver_here, at=later(1))
    said = " ".join(page(client, world.governance_lead, world.system).content.decode().split())
    assert f'<strong>Ada Here</strong> told <a href="{one.get_absolute_url()}">We moved the round</a>' in said
    assert (
        f'joined <a href="{two.get_absolute_url()}">Falls are down</a>, supports <a href="{one.get_absolute_url()}">'
        in said
    )
    assert "<strong>The command line</strong> began system falls" in said


def test_the_words_of_a_team_are_not_told_to_who_may_not_see_them(client, world) -> None:
    world.tell("Bed nineteen was wet.", visibility="team")
    said = page(client, world.governance_lead, world.system).content.decode()
    assert "nineteen" not in said
    assert "an insight that you may not see" in said


def test_what_was_changed_anonymously_has_no_name(client, world) -> None:
    with transaction.atomic():
        audit.record(by=None, at=later(1), verb="add", kind="insight", key="abc", system=world.system.pk)
    said = page(client, world.governance_lead, world.system).content.decode()
    assert "Somebody, without a name," in said


@pytest.mark.parametrize("who", ["improver_here", "coach_in_both", "co_ordinator", "observer"])
def test_others_of_the_system_may_not(client, world, who) -> None:
    assert page(client, getattr(world, who), world.system).status_code == 403


def test_a_stranger_learns_nothing(client, world) -> None:
    assert page(client, world.stranger, world.system).status_code == 404


def test_another_systems_changes_are_not_shown(client, world) -> None:
    assert world.elsewhere.pk
    said = page(client, world.governance_lead, world.system).content.decode()
    assert "Sepsis" not in said
    assert "sepsis" not in said


def test_a_refusal_is_written_down_with_its_session(client, world) -> None:
    assert page(client, world.improver_here, world.system).status_code == 403
    event = Event.objects.get(verb="refused")
    assert (event.by, event.subject_kind, event.subject_key) == (world.improver_here, "trail", world.system.slug)
    assert event.after == {"method": "GET", "status": 403}
    assert event.system == world.system
    assert event.session == mark_of_session(client.session.session_key)
    said = page(client, world.governance_lead, world.system).content.decode()
    assert "was refused" in said
    assert "Ada Here" in said


def test_what_a_stranger_with_an_account_looked_for_is_written_down(client, world) -> None:
    page(client, world.stranger, world.system)
    event = Event.objects.get(verb="refused")
    assert (event.by, event.after["status"], event.system) == (world.stranger, 404, world.system)


def test_a_stranger_without_an_account_cannot_fill_the_trail(client, world) -> None:
    there = (world.system, Event.objects.count())
    for _ in range(3):
        client.get(reverse("trail", args=[world.system.slug]))
        client.get("/nothing/here/")
    assert Event.objects.count() == there[1]


def test_a_page_that_is_nowhere_is_not_written_down(client, world) -> None:
    client.force_login(world.improver_here)
    there = Event.objects.count()
    assert client.get("/nothing/here/").status_code == 404
    assert Event.objects.count() == there


def test_a_change_made_on_a_page_carries_its_session(client, world) -> None:
    client.force_login(world.improver_here)
    sent = {"happened": "A story", "system": world.system.slug, "place": world.here.code, "visibility": "system"}
    assert client.post(reverse("tell"), sent).status_code == 302
    assert Event.objects.get(subject_kind="insight").session == mark_of_session(client.session.session_key)


def test_the_page_takes_as_many_queries_for_sixty_changes_as_for_six(client, world) -> None:
    client.force_login(world.governance_lead)
    asked = []
    for number in range(60):
        world.make_place(f"Bay {number}", parent=world.board)
        if number in {5, 59}:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse("trail", args=[world.system.slug])).status_code == 200
            asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_second_page_shows_older_changes(client, world) -> None:
    with transaction.atomic():
        for number in range(60):
            audit.record(by=world.co_ordinator, at=later(number), verb="x", kind="thing", key=f"no-{number}-",
                         system=world.system.pk)  # fmt: skip
    first = page(client, world.governance_lead, world.system).content.decode()
    second = page(client, world.governance_lead, world.system, page=2).content.decode()
    assert "no-59-" in first
    assert "no-59-" not in second
    assert "no-2-" in second
