"""`knotwork index` makes what search finds anew."""

import pytest
from django.db import connection

from knotwork.command import main
from knotwork.learning.finding.models import Findable
from knotwork.learning.strands.queries import feed
from tests.factories import later

pytestmark = pytest.mark.django_db


def test_what_search_had_lost_is_found_again(world, capsys, monkeypatch) -> None:
    monkeypatch.setattr("knotwork.learning.strands.actions.A_BATCH", 2)
    for number in range(5):
        world.tell(f"Bell {number}", at=later(number))
    Findable.objects.all().delete()
    assert not feed(world.improver_here, text="bell")
    assert main(["index"]) == 0
    assert capsys.readouterr().out == "5 strands can be found by their words.\n"
    assert len(feed(world.improver_here, text="bell")) == 5


def test_with_nothing_told_there_is_nothing_to_find(capsys) -> None:
    assert main(["index"]) == 0
    assert capsys.readouterr().out == "0 strands can be found by their words.\n"


def test_a_database_that_forgives_no_slip_says_so(monkeypatch, capsys) -> None:
    monkeypatch.setattr("knotwork.learning.finding.actions.SPELT_ALIKE", ("CREATE EXTENSION no_such_extension",))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX IF EXISTS finding_spelt_alike")
    assert main(["index"]) == 0
    assert ("only as they are spelt" in capsys.readouterr().out) is (connection.vendor == "postgresql")
