"""Where an insight or a theme holds by the attributes of its places, said to whoever may see it and to nobody else."""

import re

import pytest
from django.urls import reverse

from knotwork.learning.board import actions as board
from knotwork.learning.places.models import Place
from knotwork.learning.sense import actions
from knotwork.learning.sense.queries import where_it_holds, where_they_hold
from knotwork.learning.systems import actions as systems
from tests.factories import later

pytestmark = pytest.mark.django_db
SAID = "By setting: seen in 2 rural places; not in 1 urban one."


@pytest.fixture
def insight(world):
    return world.tell("We moved the bell.")


@pytest.fixture
def wards(world):
    """Three more wards, two of them rural and one urban, and somebody at each who may answer."""
    made = [world.make_place(f"Ward {number}", parent=world.board) for number in (21, 22, 23)]
    systems.take_part(system=world.system, places=made, by=world.operator, at=later(0))
    for place, setting in zip(made, ("rural", "rural", "urban"), strict=True):
        like(place, setting=setting, beds=24)
    return [(place, world.make_person(f"At{number}", ("member", place))) for number, place in enumerate(made)]


def like(place, **attributes):
    Place.objects.filter(pk=place.pk).update(attributes=attributes)


def answered(insight, wards, answers=("seen", "seen", "not"), by=None):
    for (place, person), answer in zip(wards, answers, strict=True):
        place = Place.objects.get(pk=place.pk)
        actions.respond(insight=insight, place=place, answer=answer, why="So.", by=by or person, at=later(1))


def sentences(holding):
    return [one.sentence for one in holding.telling]


def page(client, person, address) -> str:
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_it_is_said_by_attribute_where_the_answers_tell_it(world, insight, wards) -> None:
    answered(insight, wards)
    assert sentences(where_it_holds(world.improver_here, insight)) == [SAID]


@pytest.mark.parametrize("who", ["improver_here", "improver_there", "coach_in_both", "governance_lead", "observer"])
def test_who_sees_the_insight_reads_it(world, insight, wards, client, who) -> None:
    answered(insight, wards)
    shown = page(client, getattr(world, who), insight.get_absolute_url())
    assert SAID in shown
    assert "That is what 3 places say so far; so few may agree by chance" in shown
    assert '<tr><th scope="row">rural</th><td>2 <svg' in shown
    assert "(rural)</span>: seen here too. So." in shown


def test_a_stranger_reads_nothing_of_it(world, insight, wards, client) -> None:
    answered(insight, wards)
    assert where_it_holds(world.stranger, insight).telling == ()
    client.force_login(world.stranger)
    assert client.get(insight.get_absolute_url()).status_code == 404


def test_what_one_may_not_see_tells_nothing(world, insight, wards) -> None:
    answered(insight, wards[:2], ("seen", "seen"))
    place, person = wards[2]
    world.tell("Hidden.", by=person, place=place, visibility="team", came_of=[(insight, "contradicts")])
    assert sentences(where_it_holds(person, insight)) == [SAID]
    assert where_it_holds(world.improver_there, insight).telling == ()


def test_of_two_places_nothing_is_claimed_and_their_kind_stands_beside_them(world, insight, wards, client) -> None:
    answered(insight, wards[1:], ("seen", "not"))
    shown = page(client, world.observer, insight.get_absolute_url())
    assert "By setting" not in shown
    assert "<strong>Ward 22</strong> <span" in shown
    assert "(rural)</span>: seen here too." in shown


def test_numbers_lists_and_empty_words_are_no_kinds_of_place(world, insight, wards) -> None:
    for (place, _person), beds in zip(wards, (24, 24, 30), strict=True):
        like(place, beds=beds, open=True, wings=["a"], setting=" ", more={"a": "b"})
    answered(insight, wards)
    assert where_it_holds(world.improver_here, insight).telling == ()


def test_a_theme_says_it_too_of_what_is_in_it(world, insight, wards, client) -> None:
    like(world.here, setting="rural")
    theme = board.name_theme(
        name="Bells", about="", insights=[insight], system=world.system, by=world.improver_here, at=later(1)
    )
    answered(insight, wards)
    (said,) = sentences(where_they_hold(world.improver_there, theme))
    assert said == "By setting: seen in 3 rural places; not in 1 urban one."
    assert said in page(client, world.improver_there, theme.get_absolute_url())


def test_it_takes_no_more_queries(world, insight, wards, django_assert_num_queries) -> None:
    answered(insight, wards)
    world.improver_here.grants()
    with django_assert_num_queries(1):
        assert where_it_holds(world.improver_here, insight).telling


def test_an_insight_says_what_its_place_is_like_in_one_line(world, client) -> None:
    like(world.here, setting="rural", list_size=8000, ready=True, closed=False, wings=["a"], note="", more={"a": 1})
    told = world.tell("A story.")
    shown = page(client, world.observer, told.get_absolute_url())
    assert "Ward 4: closed no · list size 8000 · ready yes · setting rural</p>" in shown


@pytest.mark.parametrize("attributes", [{}, [], "rural", None, 7])
def test_of_a_place_of_which_nothing_is_known_nothing_is_said(world, client, attributes) -> None:
    if attributes is not None:
        Place.objects.filter(pk=world.here.pk).update(attributes=attributes)
    assert "Ward 4:" not in page(client, world.observer, world.tell("A story.").get_absolute_url())


def test_hostile_attributes_stay_words(world, insight, wards, client) -> None:
    for (place, _person), setting in zip(wards, ("<b>x", "<b>x", "<script>"), strict=True):
        like(place, **{"<i>set": setting})
    like(world.here, **{"<i>set": "<u>"})
    answered(insight, wards)
    shown = page(client, world.observer, reverse("insight", args=[insight.code]))
    assert not re.search(r"<i>set|<b>x|<script>\"|<u>", shown)
    assert "&lt;b&gt;x" in shown


def test_an_answer_that_nobody_gives_has_no_column(world, insight, wards, client) -> None:
    answered(insight, wards)
    shown = page(client, world.observer, insight.get_absolute_url())
    assert '<th scope="col">Not here</th>' in shown
    assert "It depends</th>" not in shown
