"""Many people change things at the same moment, and the trail stays one chain."""

from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from knotwork.learning.audit import actions as audit
from knotwork.learning.audit.models import Event
from knotwork.learning.audit.queries import verify
from tests.factories import NOW, World

WRITERS, EACH = 6, 8


@pytest.mark.django_db(transaction=True)
def test_changes_made_at_once_come_one_after_the_other_in_the_chain() -> None:
    start, failed = Barrier(WRITERS), []

    def write(writer: int) -> None:
        try:
            start.wait()
            for number in range(EACH):
                with transaction.atomic():
                    audit.record(by=None, at=NOW, verb="add", kind="x", key=f"{writer}/{number}")
        except Exception as refused:
            failed.append(refused)
        finally:
            connection.close()

    threads = [Thread(target=write, args=[writer]) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Event.objects.count() == WRITERS * EACH
    assert verify().faults == ()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_was_undone_leaves_no_gap_in_the_chain() -> None:
    for number in range(4):
        with transaction.atomic():
            audit.record(by=None, at=NOW, verb="add", kind="x", key=str(number))
            transaction.set_rollback(bool(number % 2))
    assert list(Event.objects.values_list("subject_key", flat=True)) == ["0", "2"]
    assert verify().faults == ()


@pytest.mark.django_db(transaction=True)
def test_a_trail_from_before_there_was_a_chain_is_joined_up_when_the_tables_are_brought_up_to_date() -> None:
    world = World()
    world.tell("One")
    events = Event.objects.count()
    call_command("migrate", "audit", "0001", verbosity=0)
    call_command("migrate", "audit", verbosity=0)
    assert Event.objects.count() == events
    assert verify().faults == ()
