"""`knotwork audit verify` says whether the trail is as it was written."""

from importlib import import_module

import pytest
from django.db import connection

from knotwork.command import main
from knotwork.learning.audit.models import BEGINNING, Event

pytestmark = pytest.mark.django_db
guards = import_module("knotwork.learning.audit.migrations.0002_chain_and_guards")


def test_a_whole_trail_is_told_with_its_last_fingerprint(world, capsys) -> None:
    world.tell("One")
    assert main(["audit", "verify"]) == 0
    said = capsys.readouterr().out
    assert f"{Event.objects.count()} events, each as it was written." in said
    assert said.splitlines()[-1] == Event.objects.last().digest


def test_an_empty_trail_is_whole(capsys) -> None:
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == BEGINNING


def test_an_altered_trail_is_told_event_by_event_and_not_passed(world, capsys) -> None:
    world.tell("One")
    event = Event.objects.first()
    with connection.cursor() as cursor:
        for statement in guards.LIFT[connection.vendor]:
            cursor.execute(statement)
        cursor.execute(f"UPDATE audit_event SET verb = 'x' WHERE id = {event.pk}")
    assert main(["audit", "verify"]) == 1
    said = capsys.readouterr()
    assert f"Event {event.pk} does not say what it said" in said.out
    assert "'audit_event_stays' is gone" in said.out
    assert "not what was written" in said.err


def test_a_fingerprint_that_is_gone_is_not_passed(world, capsys) -> None:
    world.tell("One")
    assert main(["audit", "verify", "--noted", Event.objects.first().digest]) == 0
    assert main(["audit", "verify", "--noted", "f" * 64]) == 1
    assert "was cut off" in capsys.readouterr().out


def test_a_trail_that_is_not_there_is_told_so(monkeypatch, capsys) -> None:
    monkeypatch.setattr(Event._meta, "db_table", "nowhere")
    assert main(["audit", "verify"]) == 1
    assert "cannot be read" in capsys.readouterr().err
