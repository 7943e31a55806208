"""Today: what is new for me, each thing once, with an end."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from knotwork.learning.decisions import actions as decisions
from knotwork.learning.home.queries import EACH, OTHERS, glances, since_words, today
from knotwork.learning.sense import actions as sense
from knotwork.learning.sense.queries import to_answer
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db

STABLE = [6, 7, 5, 8, 6, 7, 5, 6, 8, 7, 6, 5] * 3
HIGH, LOW = [9, 10, 8, 11, 9, 10, 9, 11, 10, 9, 10, 9] * 2, [2, 1, 3, 2, 1, 2, 3, 2, 1, 2, 2, 1]
FELL, FELL_BEFORE = HIGH + LOW[:4], HIGH + LOW
SAID_WITH = 2
"""With so many low months the chart says that it fell: its points change sides too seldom."""


@pytest.fixture
def its_now(monkeypatch) -> None:
    """A page is asked for at the moment at which the world begins."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def measured(world, here=STABLE, there=STABLE, **more):
    measure = world.make_measure(world.system, [], **more)
    world.fill(measure, world.here, here, 1000)
    world.fill(measure, world.there, there, 1000)
    return measure


def names(series) -> list[str]:
    return [one.place.name for one in series]


def lasting(new) -> list[tuple[str, str, str]]:
    return [(one.series.place.name, one.how, one.since) for one in new.lasting]


def test_nothing_is_new_where_nothing_happened(world) -> None:
    new = today(world.improver_here, at=NOW)
    assert (new.signals, new.came_of, new.learned, len(new)) == ([], [], [], 0)


def test_a_change_in_my_own_place_comes_before_those_of_others(world) -> None:
    measured(world, here=FELL, there=FELL)
    assert names(today(world.improver_here, at=NOW).signals) == ["Ward 4"]
    assert names(today(world.improver_there, at=NOW).signals) == ["Ward 9"]


def test_where_nothing_changed_in_my_place_the_change_of_another_is_shown(world) -> None:
    measured(world, there=FELL)
    assert names(today(world.improver_here, at=NOW).signals) == ["Ward 9"]


def test_a_change_long_ago_is_no_news(world) -> None:
    measured(world, here=HIGH[:12] + LOW * 2)
    new = today(world.improver_here, at=NOW)
    assert (new.signals, new.lasting, len(new)) == ([], [], 0)


#   how many months are low, and whether the change is news with them
@pytest.mark.parametrize(("low", "is_news"), [(2, True), (4, True), (5, False), (12, False)])
def test_a_change_is_news_for_three_months_from_when_its_chart_first_says_it(world, low, is_news) -> None:
    measured(world, here=HIGH + LOW[:low])
    new = today(world.improver_here, at=NOW)
    assert (names(new.signals), [name for name, *_ in lasting(new)]) == (
        (["Ward 4"], []) if is_news else ([], ["Ward 4"])
    )
    assert (low - 3 < SAID_WITH) is is_news


@pytest.mark.usefixtures("its_now")
def test_a_change_that_lasts_is_said_apart_with_since_when_and_is_not_counted(world, client) -> None:
    measured(world, here=FELL_BEFORE)
    new = today(world.improver_here, at=NOW)
    assert (lasting(new), len(new)) == ([("Ward 4", "better", "October last year")], 0)
    client.force_login(world.improver_here)
    page = " ".join(client.get(reverse("today")).content.decode().split())
    assert "Nothing new today." in page
    assert "Falls on Ward 4</a>: better since October last year" in page


@pytest.mark.usefixtures("its_now")
def test_what_is_new_comes_before_what_lasts(world, client) -> None:
    measured(world, here=FELL_BEFORE, name="Falls")
    measured(world, here=FELL, name="Bells")
    client.force_login(world.improver_here)
    page = client.get(reverse("today")).content.decode()
    assert 0 < page.index("Bells on Ward 4") < page.index("Falls on Ward 4")


def test_a_change_in_numbers_that_are_old_themselves_is_no_news(world) -> None:
    measured(world, here=FELL)
    assert names(today(world.improver_here, at=later(170)).signals) == ["Ward 4"]
    assert names(today(world.improver_here, at=later(210)).signals) == []


def test_a_second_odd_month_is_news_though_the_first_was_like_it(world) -> None:
    measured(world, here=[*STABLE, 40, 6, 7, 5, 40])
    (ward,) = today(world.improver_here, at=NOW).signals
    assert ward.before(ward.periods[-3]).analysis.verdict == ward.analysis.verdict == "worse"


def test_an_odd_month_that_passed_neither_is_news_nor_lasts(world) -> None:
    measured(world, here=[*STABLE[:24], 40, *STABLE[:7]])
    new = today(world.improver_here, at=NOW)
    assert (new.signals, new.lasting) == ([], [])


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 3, 1), "March"), (date(2025, 12, 1), "December last year"), (date(2024, 3, 1), "March 2024")],
)
def test_since_when_is_said_as_people_say_it(day, words) -> None:
    assert since_words(day, date(2026, 10, 5)) == words


def test_others_charts_are_few(world) -> None:
    for number in range(OTHERS + 2):
        measured(world, there=FELL, name=f"Falls {number}")
    assert len(today(world.improver_here, at=NOW).signals) == OTHERS
    assert len(today(world.improver_there, at=NOW).signals) == min(EACH, OTHERS + 2)


def test_the_teller_of_a_story_hears_of_everything_downstream_once(world) -> None:
    story = world.tell("My story")
    adapted = world.tell(
        "Adapted", by=world.improver_there, place=world.there, came_of=[(story, "adapted from")], at=later(1)
    )
    decided = decisions.decide(
        question="Spread it?", choice="Yes", reasons="It works", owner=world.co_ordinator, review_on=later(90).date(),
        system=world.system, by=world.co_ordinator, at=later(2), decided_from=[story, adapted],
    )  # fmt: skip
    new = today(world.improver_here, at=later(3))
    (came,) = new.came_of
    assert came.told == story
    assert list(came.outcomes) == [decided, adapted]
    assert new.learned == []


def test_what_i_add_to_my_own_story_is_not_news_to_me(world) -> None:
    story = world.tell("My story")
    world.tell("More of it", came_of=[(story, "supports")], at=later(1))
    assert today(world.improver_here, at=later(2)).came_of == []


def test_what_came_of_it_long_ago_is_not_shown_again(world) -> None:
    story = world.tell("My story")
    world.tell("Adapted", by=world.improver_there, place=world.there, came_of=[(story, "adapted from")], at=later(1))
    assert today(world.improver_here, at=later(200)).came_of == []


def test_what_others_told_is_shown_and_what_i_told_is_not(world) -> None:
    theirs = world.tell("Theirs", by=world.improver_there, place=world.there)
    world.tell("Mine")
    assert today(world.improver_here, at=later(1)).learned == [theirs]


def test_the_column_has_an_end(world) -> None:
    for number in range(EACH + 4):
        world.tell(f"Story {number}", by=world.improver_there, place=world.there)
    assert len(today(world.improver_here, at=later(1)).learned) == EACH


ANSWERS = ("Seen here too", "Not here", "It depends")


def offered(client, person) -> list[str]:
    """What a person can answer at once on Today."""
    client.force_login(person)
    page = client.get(reverse("today")).content.decode()
    return [answer for answer in ANSWERS if f">{answer}<" in page]


def test_an_insight_of_another_can_be_answered_on_the_spot_by_whoever_tells_for_a_place(world, client) -> None:
    told = world.tell("Theirs", by=world.improver_there, place=world.there, at=timezone.now())
    assert offered(client, world.improver_here) == list(ANSWERS)
    assert offered(client, world.observer) == []
    assert offered(client, world.improver_there) == []
    client.force_login(world.improver_here)
    page = client.get(reverse("today")).content.decode()
    for answer in ("seen", "not", "depends"):
        assert f"{reverse('respond', args=[told.code])}?answer={answer}" in page


def test_what_i_answered_is_not_asked_again(world, client) -> None:
    told = world.tell("Theirs", by=world.improver_there, place=world.there, at=timezone.now())
    sense.respond(insight=told, place=world.here, answer="seen", by=world.improver_here, at=timezone.now())
    assert offered(client, world.improver_here) == []
    assert offered(client, world.coach_in_both) == list(ANSWERS)


def test_a_decision_is_not_asked_whether_it_is_seen_here_too(world) -> None:
    decided = decisions.decide(
        question="Spread it?", choice="Yes", reasons="It works", owner=world.co_ordinator, review_on=later(90).date(),
        system=world.system, by=world.co_ordinator, at=NOW,
    )  # fmt: skip
    told = world.tell("Theirs", by=world.improver_there, place=world.there)
    assert to_answer(world.improver_here, [decided, told]) == {told.pk}


@pytest.mark.usefixtures("its_now")
def test_not_us_is_one_tap_away_and_needs_no_typing(world, client) -> None:
    measured(world, here=FELL)
    client.force_login(world.improver_here)
    page = client.get(reverse("today")).content.decode()
    (address,) = re.findall(r'<a href="([^"]+)">Not us<', page)
    form = client.get(unescape(address)).context["form"]
    assert form["happened"].value() == "It was not us: we changed nothing that could explain it."
    assert form["signal"].value() == "1"


@pytest.mark.usefixtures("its_now")
def test_the_page_says_why_each_thing_is_shown_and_offers_the_next_step_only_in_my_place(world, client) -> None:
    measured(world, here=FELL)
    for person, offered in ((world.improver_here, True), (world.observer, False)):
        client.force_login(person)
        page = client.get(reverse("today")).content.decode()
        assert "Shown because" in page
        assert ("Tell what changed" in page) is offered


def test_a_system_shows_each_measure_at_a_glance_in_few_queries(world, django_assert_max_num_queries) -> None:
    for number in range(6):
        measured(world, name=f"Falls {number}")
    with django_assert_max_num_queries(4):
        found = glances(world.system)
        assert [glance.summary.places for glance in found] == [2] * 6
        assert found[0].newest == found[0].series[0].periods[-1]
