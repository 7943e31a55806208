"""Following strands, places, measures and people: what is offered, what is kept, and that nobody else learns of it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.board import actions as board
from knotwork.learning.following import actions
from knotwork.learning.following.models import Follow
from knotwork.learning.following.queries import choices_at, choices_of, followed, followed_among, place_among
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.queries import series_of
from knotwork.learning.strands import actions as strands
from tests.factories import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(world):
    return world.tell("The bell is far from bed 4.")


def follow(by, offered, *what):
    keys = [one.key for one in offered if not what or one.what in what]
    actions.follow(choices=offered, chosen=keys, by=by, at=later(1))


def test_a_strand_offers_itself_its_place_and_who_told_it(world, told) -> None:
    offered = choices_of(world.improver_there, told)
    assert [(one.what, one.thing) for one in offered] == [
        ("strand", told), ("place", world.here), ("whom", world.improver_here),
    ]  # fmt: skip
    assert [one.what for one in choices_of(world.improver_here, told)] == ["strand", "place"]


def test_who_told_without_a_name_is_not_offered(world) -> None:
    hidden = world.tell("I was tired.", anonymous=True)
    assert "whom" not in {one.what for one in choices_of(world.improver_there, hidden)}


def test_a_note_on_a_chart_offers_its_measure(world) -> None:
    series = series_of(world.measure, [world.here.code])[0]
    note = measures.annotate(
        series=series, period=date(2026, 9, 1), text="New bell", by=world.improver_here, at=later(1)
    )
    assert ("measure", world.measure) in [(one.what, one.thing) for one in choices_of(world.improver_there, note)]


def test_a_chart_offers_its_measure_and_its_place(world) -> None:
    assert [one.what for one in choices_at(world.measure, world.here)] == ["measure", "place"]
    assert [one.what for one in choices_at(world.measure, None)] == ["measure"]


@pytest.mark.parametrize("code", ["", "nothing", "0"])
def test_a_place_that_takes_no_part_is_not_offered(world, code) -> None:
    assert place_among(world.measure, code) is None
    assert place_among(world.measure, world.far.code) is None
    assert place_among(world.measure, world.here.code) == world.here


def test_what_is_ticked_is_followed_and_the_rest_is_not(world, told) -> None:
    by, offered = world.improver_there, choices_of(world.improver_there, told)
    follow(by, offered)
    assert followed_among(by, offered) == {one.key for one in offered}
    actions.follow(choices=offered, chosen=[offered[1].key], by=by, at=later(2))
    assert followed_among(by, offered) == {offered[1].key}


def test_the_same_again_changes_nothing(world, told) -> None:
    by, offered = world.improver_there, choices_of(world.improver_there, told)
    for _twice in range(2):
        follow(by, offered)
    assert Follow.objects.count() == 3
    assert Event.objects.filter(verb="follow").count() == 3


def test_what_was_not_offered_is_refused(world, told) -> None:
    offered = choices_of(world.improver_there, told)
    with pytest.raises(NotAllowed):
        actions.follow(choices=offered, chosen=["place-999"], by=world.improver_there, at=later(1))
    assert not Follow.objects.exists()


def test_more_than_anybody_can_read_is_refused_and_nothing_is_kept(world, told, monkeypatch) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    with pytest.raises(actions.TooMuch, match="2 things already"):
        follow(world.improver_there, choices_of(world.improver_there, told))
    assert not Follow.objects.exists()


def test_two_things_in_one_row_are_refused_by_the_database(world, told) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.create(person=world.improver_there, strand=told, place=world.here, at=later(1))


def test_what_one_follows_is_in_no_systems_trail(world, told, client) -> None:
    follow(world.improver_there, choices_of(world.improver_there, told))
    assert {event.system_id for event in Event.objects.filter(verb="follow")} == {None}
    client.force_login(world.governance_lead)
    assert "follows" not in client.get(reverse("trail", args=[world.system.slug])).content.decode()


def test_what_one_follows_and_sees_no_more_is_not_shown(world, told) -> None:
    follow(world.improver_there, choices_of(world.improver_there, told), "strand")
    assert [one.words for one in followed(world.improver_there)] == ["What comes of “The bell is far from bed 4”"]
    strands.share(strand=told, visibility="team", by=world.improver_here, at=later(2))
    assert followed(world.improver_there) == []


def test_each_thing_is_said_in_words_with_its_address(world, told) -> None:
    by = world.improver_there
    follow(by, [*choices_of(by, told), *choices_at(world.measure, None)])
    shown = {one.words: one.address for one in followed(by)}
    assert shown == {
        "What comes of “The bell is far from bed 4”": reverse("insight", args=[told.code]),
        "What is told at Ward 4": "",
        "What Ada Here tells": reverse("person", args=[world.improver_here.pk]),
        "New numbers and notes of Falls": reverse("measure", args=["falls", "falls"]),
    }


def test_letting_go_takes_only_ones_own(world, told) -> None:
    mine, theirs = world.improver_there, world.coach_in_both
    follow(mine, choices_of(mine, told), "strand")
    follow(theirs, choices_of(theirs, told), "strand")
    other = Follow.objects.get(person=theirs).pk
    for key in (other, 10**15):
        actions.let_go(follow=key, by=mine, at=later(2))
    assert Follow.objects.count() == 2
    actions.let_go(follow=Follow.objects.get(person=mine).pk, by=mine, at=later(2))
    assert Follow.objects.get().person == theirs


def test_the_page_shows_what_is_followed_and_saves_what_is_ticked(world, told, client) -> None:
    client.force_login(world.improver_there)
    address = reverse("follow", args=[told.code])
    page = client.get(address).content.decode()
    assert page.count('type="checkbox"') == 3
    answer = client.post(address, {"choices": [f"place-{world.here.pk}"]}, follow=True)
    assert answer.redirect_chain[-1][0] == told.get_absolute_url()
    assert Follow.objects.get().place == world.here
    assert client.get(address).content.decode().count("checked") == 1


def test_a_key_that_was_made_up_is_an_error_at_the_box(world, told, client) -> None:
    client.force_login(world.improver_there)
    page = client.post(reverse("follow", args=[told.code]), {"choices": ["whom-1"]})
    assert page.status_code == 200
    assert not Follow.objects.exists()


def test_a_measure_is_followed_from_its_own_page(world, client) -> None:
    client.force_login(world.improver_there)
    measure = [world.system.slug, world.measure.slug]
    follows = reverse("follow-measure", args=measure)
    assert follows in client.get(reverse("measure", args=measure)).content.decode()
    chart = client.get(reverse("chart", args=[*measure, world.here.code])).content.decode()
    assert f"{follows}?place={world.here.code}" in chart
    client.post(f"{follows}?place={world.here.code}", {"choices": [f"measure-{world.measure.pk}"]})
    assert Follow.objects.get().measure == world.measure


def test_the_list_of_what_one_follows_lets_go(world, told, client) -> None:
    by = world.improver_there
    follow(by, choices_of(by, told), "place")
    client.force_login(by)
    assert "What is told at Ward 4" in client.get(reverse("following")).content.decode()
    page = client.post(reverse("following"), {"let_go": Follow.objects.get().pk}, follow=True).content.decode()
    assert "You follow nothing yet" in page


@pytest.mark.parametrize("wanted", ["", "x", "-1", "9" * 40, "1.5"])
def test_letting_go_of_nonsense_is_a_page(client, world, wanted) -> None:
    client.force_login(world.improver_there)
    assert client.post(reverse("following"), {"let_go": wanted}).status_code in {200, 302}


def test_a_theme_can_be_followed(world, told) -> None:
    theme = board.name_theme(name="Bells", insights=[told], system=world.system, by=world.improver_here, at=later(1))
    assert choices_of(world.improver_there, theme)[0].words.startswith("What comes of this theme")


def test_following_much_takes_no_more_queries(world, client, django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    by = world.improver_there
    client.force_login(by)
    follow(by, [*choices_of(by, world.tell("One.")), *choices_at(world.measure, None)])
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("following"))
    for number in range(12):
        follow(by, choices_of(by, world.tell(f"Number {number}.")), "strand")
    with django_assert_num_queries(len(few)):
        client.get(reverse("following"))
