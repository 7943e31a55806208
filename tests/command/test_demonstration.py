"""The demonstration: laid out once, through the actions, and of invented people alone."""

from datetime import date

import pytest
from django.utils import timezone

from knotwork.command.demonstration import SAID, WORDS, join, lay_out, month_before
from knotwork.command.sketch import SHOWS
from knotwork.learning.audit.models import Event
from knotwork.learning.decisions.models import Review
from knotwork.learning.files.models import File
from knotwork.learning.home.queries import today
from knotwork.learning.language.models import Term
from knotwork.learning.people.actions import operator
from knotwork.learning.people.models import Person
from knotwork.learning.people.queries import demonstrators
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.systems import actions as systems
from knotwork.learning.talk.models import Comment
from knotwork.science.simulation import DEMONSTRATION, simulate

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture
def laid_out(db):
    """The whole demonstration, as on one day."""
    assert lay_out(DAY)
    return simulate(DEMONSTRATION, last_month=date(2026, 10, 1))


@pytest.mark.parametrize(
    ("day", "month"), [(date(2026, 1, 1), date(2025, 12, 1)), (date(2026, 12, 31), date(2026, 11, 1))]
)
def test_it_ends_with_the_last_whole_month(day, month) -> None:
    assert month_before(day) == month


def test_all_of_the_story_is_told_with_its_links(laid_out) -> None:
    done = sum(bool(one.todo) for one in laid_out.story.decisions)
    assert Strand.objects.filter(kind="action").count() == done > 0
    judged = sum(len(one.judged_by) for one in laid_out.story.decisions)
    assert Link.objects.filter(relation="judged by").count() == judged > 0
    assert Strand.objects.count() == len(laid_out.story.strands) + done + judged + len(WORDS)
    assert Comment.objects.count() == len(SAID)
    assert Term.objects.exclude(agreed_at=None).count() == 1
    assert File.objects.get().words == SHOWS
    assert Link.objects.count() == len(laid_out.story.links) + done + judged
    assert set(Strand.objects.values_list("kind", flat=True)) >= {
        "signal",
        "insight",
        "decision",
        "review",
        "annotation",
    }


def test_each_review_says_what_the_charts_of_its_decision_say_on_its_page(laid_out, client) -> None:
    """Simulated, and coherent: whoever follows a decision to its review finds words and numbers that agree."""
    client.force_login(next(person for person in demonstrators() if person.demonstrates == "governance_lead"))
    for verdict, said, of, words in (
        ("no", "Falls on Ward 12", "no evidence either way", "its chart shows no difference"),
        ("yes", "Falls on Ward 20", "lower since the decision, which is better", "Ward 20 has had fewer falls since"),
        ("yes", "Falls on Ward 9", "no evidence either way", "Ward 9 has as many as before"),
        ("partly", "Observations on time on Ward 14", "higher since", "Ward 14 is on time far more often"),
        ("too early", "Help within 30 minutes on Ward 22", "too early to say", "The chart cannot show it yet"),
    ):
        review = Review.objects.get(verdict=verdict, seen__contains=words)
        page = client.get(review.strand.get_absolute_url()).content.decode()
        assert f"{said}: {of}" in page


def test_a_second_start_changes_nothing(laid_out) -> None:
    before = Event.objects.count()
    assert not lay_out(DAY)
    assert Event.objects.count() == before


def test_nothing_in_it_lies_ahead_and_nothing_comes_before_what_it_came_of(laid_out) -> None:
    now = timezone.make_aware(timezone.datetime(2026, 11, 22))
    assert Strand.objects.filter(at__gt=now).count() == 0
    assert [link for link in Link.objects.select_related("origin", "outcome") if link.origin.at > link.outcome.at] == []


def test_six_people_can_be_looked_through_and_each_finds_something_new(laid_out) -> None:
    people = demonstrators()
    assert len(people) == 6
    now = timezone.make_aware(timezone.datetime(2026, 11, 22))
    assert all(len(today(person, at=now)) for person in people)


def test_nobody_in_it_has_a_password_or_a_real_address(laid_out) -> None:
    everybody = Person.objects.exclude(email__endswith=".invalid")
    assert everybody
    assert not any(person.has_usable_password() for person in everybody)
    assert all(person.email.endswith("@example.org") for person in everybody)


def test_a_stopped_start_leaves_nothing_behind(db, monkeypatch) -> None:
    def stop(self) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("knotwork.command.demonstration.Layout.tell_story", stop)
    with pytest.raises(KeyboardInterrupt):
        lay_out(DAY)
    assert Person.objects.count() == 0
    assert Event.objects.count() == 0


def test_its_people_are_let_into_a_learning_system_that_the_command_line_begins(laid_out) -> None:
    now = timezone.now()
    by = operator(at=now)
    system = systems.begin(name="Waiting", purpose="Less of it", by=by, at=now)
    join(system, by=by, at=now)
    held = set(system.held_roles.values_list("role", flat=True))
    assert held == {"co_ordinator", "analyst", "lived_experience", "sponsor", "governance_lead"}
