"""What somebody told through a link as theirs and nobody has looked through: they see that it waits, nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from knotwork.learning.capture import actions
from knotwork.learning.capture.models import Waiting

pytestmark = pytest.mark.django_db
WAITS = "Told, and on its way"


@pytest.fixture
def teller(world):
    return world.make_person("Tess Teller", ("member", world.here))


@pytest.fixture
def tell(world, teller):
    """Tell through a link of the ward here, as the teller unless another or nobody is given."""
    now = timezone.now()
    opening = actions.begin(
        title="Ward 4 wall", system=world.system, place=world.here, until=now + timedelta(days=9),
        by=world.improver_here, at=now,
    )  # fmt: skip
    return lambda happened="The bell was far.", by=teller: actions.tell(
        opening=opening, happened=happened, by=by, at=timezone.now()
    )


def pages(client, by) -> list[str]:
    """Today, and one's own page."""
    client.force_login(by)
    return [client.get(path).content.decode() for path in (reverse("today"), reverse("person", args=[by.pk]))]


def test_its_teller_sees_that_it_waits(client, teller, tell) -> None:
    tell()
    for page in pages(client, teller):
        assert WAITS in page
        assert "“The bell was far.”" in page
        assert "told through “Ward 4 wall”" in page


def test_nobody_else_does_on_their_pages_or_on_the_tellers(world, client, teller, tell) -> None:
    tell()
    for reader in (world.improver_here, world.coach_in_both, world.observer, world.governance_lead):
        for page in [*pages(client, reader), client.get(reverse("person", args=[teller.pk])).content.decode()]:
            assert WAITS not in page
            assert "The bell was far" not in page


def test_what_was_told_without_a_name_waits_for_nobody(client, teller, tell) -> None:
    tell(by=None)
    assert [WAITS in page for page in pages(client, teller)] == [False, False]


def test_once_it_is_taken_in_it_is_theirs_and_waits_no_more(world, client, teller, tell) -> None:
    actions.take_in(waiting=tell(), happened="The bell was far.", by=world.improver_here, at=timezone.now())
    today, own = pages(client, teller)
    assert WAITS not in today + own
    assert "The bell was far" in own


def test_once_it_is_left_out_it_is_gone(world, client, teller, tell) -> None:
    actions.turn_down(waiting=tell(), why="Ring us.", by=world.improver_here, at=timezone.now())
    assert [WAITS in page for page in pages(client, teller)] == [False, False]
    assert not Waiting.objects.exists()


def test_its_words_are_shown_as_they_were_written(client, teller, tell) -> None:
    tell("<b>Bells</b> & more")
    for page in pages(client, teller):
        assert "&lt;b&gt;Bells&lt;/b&gt; &amp; more" in page


def test_much_that_waits_takes_no_more_queries(client, teller, tell) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            pages(client, teller)
        return len(queries)

    tell()
    asked()
    few = asked()
    for number in range(9):
        tell(f"Bell {number}")
    assert asked() == few
