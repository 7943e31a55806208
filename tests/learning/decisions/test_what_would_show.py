"""What would show that a decision worked: a measure is chosen, and stands there when people look again."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.access.policy import NotAllowed
from knotwork.learning.decisions import actions
from knotwork.learning.decisions.models import Decision
from knotwork.learning.hearing.queries import known_since
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.queries import series_of
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Link, Strand
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db

BEFORE, AFTER = [6, 8, 5, 7, 6, 8, 5, 7, 6, 7, 5, 8], [3, 2, 4, 3, 2, 4]
ASKED = "What would show that it worked"


@pytest.fixture
def falls(world):
    """Falls on the ward here: twelve months, the month of the decision (March 2026), and six that were lower."""
    world.measure.observations.filter(place=world.here).delete()
    world.fill(world.measure, world.here, [*BEFORE, 30, *AFTER], 1000)
    return lambda: series_of(world.measure, [world.here.code])[0]


def decide(world, **more) -> Strand:
    given = {"owner": world.improver_here, "system": world.system, "place": world.here, "by": world.improver_here}
    return actions.decide(
        question="Go on?", choice="Yes", reasons="So", review_on=later(90).date(), at=NOW.replace(month=3, day=17),
        **{**given, **more},
    )  # fmt: skip


@pytest.fixture
def deciding(world, client):
    """The page, sent by the improver here, and what it answers."""
    client.force_login(world.improver_here)
    given = {
        "question": "Go on?", "choice": "Yes", "reasons": "It works", "place": world.here.code,
        "owner": world.improver_here.pk, "review_on": later(3000).date(), "measure": world.measure.slug,
    }  # fmt: skip
    path = reverse("decide", args=[world.system.slug])
    return lambda **typed: client.post(path, {**given, "token": uuid4(), **typed})


def judged_at() -> list[str]:
    links = Link.objects.filter(relation="judged by").select_related("origin__place")
    return [link.origin.place.name for link in links]


def test_the_measure_of_the_place_that_it_is_for_is_kept_with_it(deciding, world, client) -> None:
    page = client.get(deciding().url).content.decode()
    assert judged_at() == ["Ward 4"]
    assert f"<h2>{ASKED}</h2>" in page
    assert "Falls, Ward 4" in page
    assert "Nothing was linked to it." in page, "it is no part of what was known"


def test_another_place_may_be_chosen(deciding, world) -> None:
    deciding(measured_at=world.there.code)
    assert judged_at() == ["Ward 9"]


def test_it_may_be_left_out(deciding, world, client) -> None:
    page = client.get(deciding(measure="").url).content.decode()
    assert judged_at() == []
    assert ASKED not in page


#   what is typed, which field says so, and what
@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"measured_at": "board"}, "measured_at", "Choose one of those that are offered here"),
        ({"place": "board"}, "place", "Choose one of those that are offered here"),
        ({"measure": "", "measured_at": "there"}, "measure", "Choose the measure too"),
        ({"measure": "no-such-measure"}, "measure", "Choose one of those that are offered here"),
    ],
)
def test_what_cannot_be_looked_at_is_said_beside_its_field(deciding, world, typed, field, said) -> None:
    codes = {"board": world.board.code, "there": world.there.code}
    errors = deciding(**{name: codes.get(value, value) for name, value in typed.items()}).context["form"].errors
    assert list(errors) == [field]
    assert said in errors[field][0]
    assert Decision.objects.count() == 0


def test_a_place_without_numbers_of_it_is_refused_by_name(deciding, world) -> None:
    world.measure.observations.filter(place=world.here).delete()
    errors = deciding().context["form"].errors
    assert errors == {"measured_at": ["Ward 4 has no numbers of Falls. Choose a place that has"]}


def test_for_the_whole_learning_system_a_place_is_chosen(deciding, world, client) -> None:
    client.force_login(world.co_ordinator)
    errors = deciding(place="").context["form"].errors
    assert errors == {"measured_at": ["Choose the place whose numbers of Falls we look at"]}
    deciding(place="", measured_at=world.there.code)
    assert judged_at() == ["Ward 9"]


def test_measures_and_places_of_another_learning_system_are_not_offered(deciding, world, client) -> None:
    other = world.make_measure(world.elsewhere, [world.far], name="Sepsis within the hour")
    page = client.get(reverse("decide", args=[world.system.slug])).content.decode()
    assert "Sepsis within the hour" not in page
    assert "Ward 1<" not in page
    assert list(deciding(measure=other.slug).context["form"].errors) == ["measure"]
    assert list(deciding(measured_at=world.far.code).context["form"].errors) == ["measured_at"]


def test_what_was_chosen_stays_where_something_else_is_wrong(deciding, world) -> None:
    form = deciding(question="", measured_at=world.there.code).context["form"]
    assert list(form.errors) == ["question"]
    assert (form["measure"].value(), form["measured_at"].value()) == (world.measure.slug, world.there.code)


def test_nobody_has_a_decision_judged_by_a_chart_that_they_do_not_see(world) -> None:
    other = world.make_measure(world.elsewhere, [world.far], name="Sepsis within the hour")
    with pytest.raises(NotAllowed):
        decide(world, judged_by=series_of(other))
    assert Decision.objects.count() == 0


def test_then_and_now_stand_where_one_looks_again_on_the_review_and_on_the_decision(world, client, falls) -> None:
    decision = decide(world, judged_by=[falls()])
    review = actions.review(decision=decision, verdict="yes", seen="Fewer", by=world.improver_here, at=NOW)
    client.force_login(world.improver_here)
    for path, heading in (
        (decision.get_absolute_url(), ASKED), (reverse("look-again", args=[decision.code]), "What was to show"),
        (review.get_absolute_url(), "What was to show whether it worked"),
    ):  # fmt: skip
        page = client.get(path).content.decode()
        assert heading in page
        assert "Falls on Ward 4: lower since the decision, which is better: 6.5 before, 3.0 after" in page
        assert "The charts that we knew" not in page


def test_what_was_known_and_is_to_show_it_too_is_drawn_once(world, client, falls) -> None:
    decision = decide(world, charts=[falls()], judged_by=[falls()])
    client.force_login(world.improver_here)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert page.count("Since the decision.") == 1
    assert "It led to this decision; it is to show whether this decision worked" in page


def test_an_earlier_state_of_the_same_chart_is_a_line_among_what_was_known(world, client, falls) -> None:
    kept = measures.keep_reading(series=falls(), by=world.improver_here, at=later(-300))
    world.measure.observations.filter(place=world.here, numerator=30).update(numerator=31)
    decision = decide(world, decided_from=[kept], judged_by=[falls()])
    client.force_login(world.improver_here)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert page.count("Since the decision.") == 1
    assert kept.get_absolute_url() in page


def test_the_chart_says_of_which_decision_it_is_to_show_whether_it_worked(world, client, falls) -> None:
    reading = decide(world, judged_by=[falls()]).origin_links.get().origin
    client.force_login(world.observer)
    page = client.get(reading.get_absolute_url()).content.decode()
    assert "It is to be judged by this" in page
    assert "Go on?" in page


def test_a_decision_for_a_team_is_not_given_away_by_its_chart(world, client, falls) -> None:
    decision = decide(world, judged_by=[falls()])
    strands.narrow(strand=decision, visibility="team", by=world.improver_here, at=later(1))
    client.force_login(world.improver_there)
    page = client.get(decision.origin_links.get().origin.get_absolute_url()).content.decode()
    assert "Go on?" not in page
    assert "judged by" not in page


def test_what_it_shows_is_told_to_those_whose_strands_it_came_from_and_once(world, falls) -> None:
    decision = decide(world, charts=[falls()], judged_by=[falls()])
    (said,) = known_since(world.improver_here, [decision])[decision.pk]
    assert said.startswith("Falls on Ward 4: lower since the decision, which is better")


def test_the_page_asks_no_more_often_when_more_is_measured(world, client) -> None:
    client.force_login(world.improver_here)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("decide", args=[world.system.slug]))
        return len(queries)

    assert world.measure
    asked()
    few = asked()
    for number in range(4):
        world.make_measure(world.system, [world.here, world.there], name=f"Measure {number}")
    assert asked() == few
