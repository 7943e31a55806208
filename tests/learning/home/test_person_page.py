"""The page of a person: who may know of them, what stands there, and what does not."""

import pytest
from django.urls import reverse

from knotwork.exchange.leaving import actions as leaving
from knotwork.learning.following import actions as following
from knotwork.learning.following.models import Follow
from knotwork.learning.following.queries import choices_of_person, followed
from knotwork.learning.strands.models import Strand
from knotwork.learning.talk import actions as talk
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db


def path(person) -> str:
    return reverse("person", args=[person.pk])


@pytest.fixture
def read(client):
    """The page of a person as somebody reads it, in words; its status where it is not for them."""

    def page(by, of):
        client.force_login(by)
        answer = client.get(path(of))
        return answer.content.decode() if answer.status_code == 200 else answer.status_code

    return page


def test_it_says_who_they_are_here_and_what_they_told_newest_first(world, read) -> None:
    world.tell("The bell is far.")
    world.tell("The bell is near.", at=later(1))
    page = read(world.improver_there, world.improver_here)
    assert "<h1>Ada Here</h1>" in page
    assert "Team lead" in page
    assert "Ward 4" in page
    assert page.index("The bell is near") < page.index("The bell is far")
    assert "Follow Ada Here" in page


@pytest.mark.parametrize("who", ["improver_here", "improver_there", "coach_in_both", "governance_lead", "observer"])
def test_whoever_is_in_a_learning_system_with_them_reads_it(world, read, who) -> None:
    assert "Ada Here" in read(getattr(world, who), world.improver_here)


def test_a_stranger_learns_nothing_not_even_that_they_are_there(world, client) -> None:
    client.force_login(world.stranger)
    for address in (path(world.improver_here), reverse("follow-person", args=[world.improver_here.pk])):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert client.get(reverse("person", args=[10_000_000])).status_code == 404


def test_who_tells_to_the_network_is_known_there_by_that_alone(world, read) -> None:
    world.tell("For everybody.", visibility="network")
    world.tell("For us.")
    page = read(world.stranger, world.improver_here)
    assert "For everybody" in page
    assert "They have no role in your learning systems." in page
    for hidden in ("For us", "Team lead", "Page 1 of"):
        assert hidden not in page


def test_who_says_something_where_one_reads_it_is_known_by_that(world, read) -> None:
    story = world.tell("For everybody.", visibility="network", by=world.improver_there, place=world.there)
    comment = talk.comment(strand=story, text="Here too.", by=world.improver_here, at=later(1))
    assert "Nothing that you can see." in read(world.stranger, world.improver_here)
    talk.take_back(strand=story, comment=comment.pk, by=world.improver_here, at=later(2))
    assert read(world.stranger, world.improver_here) == 404


@pytest.mark.parametrize("visibility", ["own", "team"])
def test_what_one_may_not_see_is_neither_shown_nor_counted(world, read, visibility) -> None:
    for number in range(30):
        world.tell(f"Secret {number}", visibility=visibility)
    page = read(world.improver_there, world.improver_here)
    assert "Secret" not in page
    assert "Page 1 of" not in page
    assert "Secret 29" in read(world.improver_here, world.improver_here)


def test_what_was_told_without_a_name_stands_on_nobodys_page(world, read) -> None:
    world.tell("I was tired.", anonymous=True)
    for reader in (world.improver_there, world.improver_here):
        assert "I was tired" not in read(reader, world.improver_here)


def test_who_told_only_without_a_name_is_not_known_by_it_and_the_story_leads_to_no_page(world, client, read) -> None:
    story = world.tell("I was tired.", anonymous=True)
    Strand.objects.filter(pk=story.pk).update(visibility="system")
    client.force_login(world.improver_there)
    assert path(world.improver_here) not in client.get(story.get_absolute_url()).content.decode()
    assert story.teller_page == ""
    teller = world.make_person("Tess", ("member", world.here))
    told = world.tell("I was afraid.", anonymous=True, by=teller)
    teller.roles.all().delete()
    assert told.pk
    assert read(world.improver_there, teller) == 404


def test_what_somebody_else_told_through_a_link_is_not_theirs(world, read) -> None:
    story = world.tell("I fell.")
    Strand.objects.filter(pk=story.pk).update(told_through="Ward 4 wall")
    assert "I fell" not in read(world.improver_there, world.improver_here)


def test_no_score_and_no_count_stands_on_it(world, read) -> None:
    for number in range(3):
        world.tell(f"Round {number}")
    page = read(world.improver_there, world.improver_here)
    main = page[page.index("<main") : page.index("</main>")].replace("Round", "")
    assert " 3 " not in main


def test_one_page_after_the_other(world, client) -> None:
    for number in range(26):
        world.tell(f"Round {number:02}", at=later(number))
    client.force_login(world.improver_there)
    page = client.get(path(world.improver_here), {"page": 2}).content.decode()
    assert "Round 00" in page
    assert "Round 25" not in page


def test_who_left_is_shown_as_left_and_nothing_is_put_together_of_them(world, client, read) -> None:
    story = world.tell("The bell is far.")
    leaving.forget(by=world.improver_here, at=later(1))
    page = read(world.improver_there, world.improver_here)
    assert "They are here no more. What they told stays where they told it." in page
    for gone in ("Ada Here", "The bell is far", "Follow"):
        assert gone not in page[page.index("<main") :]
    assert path(world.improver_here) not in client.get(story.get_absolute_url()).content.decode()


def test_names_lead_to_it(world, client) -> None:
    story = world.tell("The bell is far.")
    talk.comment(strand=story, text="Here too.", by=world.improver_there, at=later(1))
    client.force_login(world.coach_in_both)
    assert f'<a href="{path(world.improver_here)}">Ada Here</a>' in client.get(reverse("people")).content.decode()
    page = client.get(story.get_absolute_url()).content.decode()
    for teller in (world.improver_here, world.improver_there):
        assert f'<a href="{path(teller)}">{teller.name}</a>' in page


def test_one_follows_from_it_and_what_one_follows_leads_back(world, client) -> None:
    client.force_login(world.improver_there)
    way = reverse("follow-person", args=[world.improver_here.pk])
    answer = client.post(way, {"choices": [f"whom-{world.improver_here.pk}"]})
    assert answer.url == path(world.improver_here)
    assert Follow.objects.get().whom == world.improver_here
    assert "You follow Ada Here" in client.get(answer.url).content.decode()
    assert [(one.words, one.address) for one in followed(world.improver_there)] == [
        ("What Ada Here tells", path(world.improver_here))
    ]
    client.post(way, {"sent": "1"})
    assert not Follow.objects.exists()


def test_whom_one_may_know_of_no_more_has_no_way_to_their_page(world) -> None:
    stranger = world.stranger
    following.follow(
        choices=choices_of_person(world.improver_here), chosen=[f"whom-{world.improver_here.pk}"], by=stranger, at=NOW
    )
    assert [one.address for one in followed(stranger)] == [""]


def test_nobody_follows_themselves_or_somebody_who_left(world, client) -> None:
    world.tell("The bell is far.")
    client.force_login(world.improver_here)
    assert client.get(reverse("follow-person", args=[world.improver_here.pk])).status_code == 403
    leaving.forget(by=world.improver_here, at=later(1))
    client.force_login(world.improver_there)
    assert client.get(reverse("follow-person", args=[world.improver_here.pk])).status_code == 403
