"""Who asks to join stands on Today for those who answer, and the answer for whoever asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from knotwork.learning.home.queries import ANSWERED_FOR, today
from knotwork.learning.invitations import actions
from knotwork.learning.systems import actions as systems
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker(world):
    return world.make_person("Asa Asker")


@pytest.fixture
def asking(world, asker):
    systems.take_requests(system=world.system, taken=True, by=world.co_ordinator, at=NOW)
    return actions.ask(system=world.system, why="We had two falls.", by=asker, at=NOW)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("co_ordinator", 1), ("improver_here", 0), ("coach_in_both", 0), ("observer", 0), ("stranger", 0)],
)
def test_who_asks_is_shown_to_those_who_can_let_them_into_the_system(world, asking, who, sees) -> None:
    assert len(today(getattr(world, who), at=later(1)).waiting) == sees


def test_a_request_is_counted_among_the_things_of_today_and_leads_to_its_answer(world, client, asking) -> None:
    client.force_login(world.co_ordinator)
    page = client.get(reverse("today")).content.decode()
    assert "One thing today." in page
    assert "Asa Asker asks to join Falls" in page
    assert reverse("answer-request", args=[world.system.slug, asking.pk]) in page


def test_once_somebody_answered_it_is_gone_for_all_of_them(world, asking) -> None:
    actions.decline(asking=asking, words="Not now", by=world.co_ordinator, at=later(1))
    assert today(world.co_ordinator, at=later(1)).waiting == []


def test_whoever_asked_reads_the_yes_with_a_link(world, client, asker, asking) -> None:
    actions.admit(asking=asking, role="member", place=world.here, by=world.co_ordinator, at=later(1))
    new = today(type(asker).objects.get(pk=asker.pk), at=later(1) + timedelta(hours=1))
    assert [one.given for one in new.answered] == [True]


def test_whoever_asked_reads_the_no_with_the_words(world, client, asker, asking) -> None:
    actions.decline(asking=asking, words="We begin again in May.", by=world.co_ordinator, at=timezone.now())
    client.force_login(asker)
    page = client.get(reverse("today")).content.decode()
    assert "You cannot join Falls for now" in page
    assert "We begin again in May." in page
    assert reverse("system", args=[world.system.slug]) not in page


def test_an_answer_is_news_for_a_week(world, asker, asking) -> None:
    actions.decline(asking=asking, words="", by=world.co_ordinator, at=NOW)
    almost, over = NOW + ANSWERED_FOR - timedelta(seconds=1), NOW + ANSWERED_FOR
    assert len(today(asker, at=almost).answered) == 1
    assert today(asker, at=over).answered == []


def test_the_answer_to_another_is_not_mine(world, asking) -> None:
    actions.decline(asking=asking, words="", by=world.co_ordinator, at=NOW)
    assert today(world.improver_here, at=NOW).answered == []
