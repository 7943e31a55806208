"""Told without a name: shown so everywhere, known to nobody but its teller, who finds it again."""

import re
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.access.roles import ROLES
from knotwork.learning.audit.models import Event
from knotwork.learning.measures.queries import series_of
from knotwork.learning.people.queries import audience
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.actions import TooFewOrTooMany, Widens
from knotwork.learning.strands.models import NAMELESS, Strand, Version
from tests.access.addresses import addresses, text_of
from tests.factories import later

pytestmark = pytest.mark.django_db
READERS = ["governance_lead", "co_ordinator", "improver_there", "coach_in_both", "observer"]


@pytest.fixture
def teller(world):
    """Somebody whose name stands nowhere else on the site."""
    return world.make_person("Quill Xavier", ("member", world.here), ("member", world.there))


@pytest.fixture(autouse=True)
def colleague(world):
    """Somebody with the same roles who told nothing: no page may say more of the teller than of them."""
    return world.make_person("Quincy Yarrow", ("member", world.here), ("member", world.there))


@pytest.fixture
def story(world, teller):
    """A story without a name, on a chart, with the chart that prompted it kept, and its words changed once."""
    series = series_of(world.measure, [world.here.code])[0]
    told = world.tell(
        "We hid the bell.", by=teller, anonymous=True, at=later(1), signal=series, measure=world.measure,
        period=series.periods[3], came_of=[(world.tell("Before"), "supports")],
    )  # fmt: skip
    return strands.edit(strand=told, words={"happened": "We hid the bells."}, began_from=1, by=teller, at=later(2))


def page(client, person, name, *args) -> str:
    client.force_login(person)
    answer = client.get(reverse(name, args=args))
    assert answer.status_code in {200, 403}
    return answer.content.decode()


def main_of(said: str) -> str:
    return re.sub(r'"csrfmiddlewaretoken" value="[^"]*"', "", said.split("<main")[1].split("</main>")[0])


def of_the_story(world, story) -> list[tuple]:
    return [
        ("insight", story.code), ("history", story.code), ("version", story.code, 1), ("version", story.code, 2),
        ("thread", story.code), ("learning",), ("system", world.system.slug), ("decide", world.system.slug),
        ("chart", world.system.slug, world.measure.slug, world.here.code), ("today",),
        *(("reading", one.code) for one in Strand.objects.filter(kind__in=["signal", "reading"])),
    ]  # fmt: skip


@pytest.mark.parametrize("who", READERS)
def test_no_page_that_shows_it_says_more_of_its_teller_than_of_a_colleague(world, client, story, teller, who) -> None:
    for address in of_the_story(world, story):
        said = page(client, getattr(world, who), *address)
        assert said.count("Quill Xavier") == said.count("Quincy Yarrow"), address
        assert str(teller.email) not in said, address


@pytest.mark.parametrize("who", READERS)
def test_nor_does_any_other_address_of_the_site(world, client, story, who) -> None:
    client.force_login(getattr(world, who))
    for address in addresses(world):
        said = text_of(client.get(address.path).content)
        assert said.count("Quill Xavier") == said.count("Quincy Yarrow"), address


def test_a_page_that_says_more_of_its_teller_is_noticed(world, client, story, teller) -> None:
    """A test of the tests above: with a name by it, they would find it."""
    strands.share(strand=story, visibility="system", named=True, by=teller, at=later(3))
    found = {
        address[0] for address in of_the_story(world, story)
        if (said := page(client, world.governance_lead, *address)).count("Quill") > said.count("Quincy")
    }  # fmt: skip
    assert found >= {"insight", "thread", "learning", "system", "chart", "today"}


@pytest.mark.parametrize("who", ["governance_lead", "observer"])
def test_its_reader_is_told_that_it_has_no_name(world, client, story, who) -> None:
    said = page(client, getattr(world, who), "insight", story.code)
    assert NAMELESS in said
    assert "only you see that" not in said


def test_its_teller_alone_sees_that_it_is_theirs(world, client, story, teller) -> None:
    said = page(client, teller, "insight", story.code)
    assert "by you, and only you see that" in said
    assert "Quill Xavier" not in main_of(said)


def test_its_teller_finds_it_again_among_what_they_told(world, client, story, teller) -> None:
    client.force_login(teller)
    mine = client.get(reverse("learning"), {"told_by": "me"}).content.decode()
    assert "We hid the bells" in mine
    assert "Before" not in mine
    client.force_login(world.governance_lead)
    assert "We hid the bells" not in client.get(reverse("learning"), {"told_by": "me"}).content.decode()


@pytest.mark.parametrize(
    "asked", [{"told_by": "Quill"}, {"by": "1"}, {"told_by": "1"}, {"q": "Quill"}, {"q": "Xavier"}]
)
def test_nobody_finds_it_by_asking_for_the_teller(world, client, story, teller, asked) -> None:
    client.force_login(world.governance_lead)
    asked = {name: str(teller.pk) if value == "1" else value for name, value in asked.items()}
    with_it = client.get(reverse("learning"), asked).context["page"].object_list
    other = client.get(reverse("learning"), {**asked, **({"told_by": "Nobody"} if "told_by" in asked else {})})
    assert (story in with_it) == (story in other.context["page"].object_list)
    if "q" in asked:
        assert story not in with_it


def test_its_teller_still_hears_what_came_of_it(world, client, story, teller) -> None:
    world.tell("We tried it.", by=world.improver_there, place=world.there, came_of=[(story, "tests")], at=later(3))
    assert "We tried it" in page(client, teller, "today")


def test_the_trail_has_neither_person_nor_session_of_anything_done_in_telling_or_changing_it(world, story) -> None:
    codes = {story.code, *Strand.objects.filter(anonymous=True).values_list("code", flat=True)}
    events = Event.objects.filter(subject_key__in=codes)
    assert {event.verb for event in events} == {"add", "link", "edit"}
    assert {event.subject_kind for event in events} >= {"insight", "reading", "prompted by", "supports"}
    assert {(event.by, event.session) for event in events} == {(None, "")}


def test_the_governance_lead_reads_in_the_trail_that_it_was_told_without_a_name(world, client, story) -> None:
    said = " ".join(page(client, world.governance_lead, "trail", world.system.slug).split())
    assert "Somebody, without a name," in said
    assert "<strong>Quill Xavier</strong> told" not in said
    assert said.count("Quill Xavier") == said.count("Quincy Yarrow")


def test_what_the_teller_says_of_a_number_that_is_no_patients_names_nobody_either(world, client, teller) -> None:
    client.force_login(teller)
    typed = {
        "happened": "Call the desk on 0131 496 0123.", "system": world.system.slug, "place": world.here.code,
        "visibility": "system", "how": "", "anonymous": "on",
    }  # fmt: skip
    asked = client.post(reverse("tell"), typed).context["form"]
    reasons = {one.reason_name: "service" for one in asked.fields["happened"].patients}
    assert reasons
    client.post(reverse("tell"), {**typed, **reasons})
    assert Strand.objects.get(anonymous=True).by == teller
    assert {event.by for event in Event.objects.filter(verb="say no patient")} == {None}


def test_no_version_made_without_a_name_keeps_one(story) -> None:
    assert [(one.by, one.writer) for one in story.versions.all()] == [(None, NAMELESS)] * 2


def test_every_reader_gets_the_same_page_but_the_teller(world, client, story) -> None:
    """Nothing in the page differs between two people with one role, so nothing can be read out of it."""
    readers = [world.make_person(name, ("observer", world.here)) for name in ("Ann", "Ben")]
    pages = [main_of(page(client, reader, "insight", story.code)) for reader in readers]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("level", ["team", "network", "public"])
def test_it_is_told_to_the_learning_system_and_to_nobody_else(world, client, teller, level) -> None:
    with pytest.raises(TooFewOrTooMany):
        world.tell(by=teller, anonymous=True, visibility=level)
    client.force_login(teller)
    typed = {
        "happened": "Kept words", "system": world.system.slug, "place": world.here.code, "how": "",
        "anonymous": "on", "visibility": level,
    }  # fmt: skip
    answer = client.post(reverse("tell"), typed)
    assert list(answer.context["form"].errors) == ["visibility"]
    assert "Kept words" in answer.content.decode()
    assert Strand.objects.count() == 0


def test_the_page_for_telling_says_who_could_find_out(world, client, teller) -> None:
    said = " ".join(page(client, teller, "tell").split())
    assert "Nobody who uses Knotwork can see that it was you" in said
    assert "Whoever runs the machine could find you in the database itself" in said


def test_the_page_counts_those_who_could_have_told_it(world, colleague) -> None:
    members = [colleague, world.improver_here, world.coach_in_both, world.governance_lead]
    outside = [world.observer, world.improver_there, world.stranger]
    assert all(one.pk for one in members + outside)
    assert audience(world.system, world.here).could == len(members)
    assert all("tell" in ROLES[role].within for role in ("team_lead", "coach", "governance_lead"))


def test_it_is_told_once_however_often_the_form_is_sent(world, client, teller) -> None:
    token = uuid4()
    first, second = (world.tell(by=teller, anonymous=True, token=token) for _ in range(2))
    assert first == second


def test_a_name_is_put_to_it_only_after_a_second_yes(world, client, story, teller) -> None:
    with pytest.raises(Widens):
        strands.narrow(strand=story, visibility="system", named=True, by=teller, at=later(3))
    client.force_login(teller)
    address, wanted = reverse("sharing", args=[story.code]), {"visibility": "system", "named": "on"}
    said = client.post(address, wanted).content.decode()
    assert "They will see that you told it, from now on" in said
    assert Strand.objects.get(pk=story.pk).anonymous
    client.post(address, {**wanted, "sure": "1"})
    assert not Strand.objects.get(pk=story.pk).anonymous


def test_versions_from_before_its_name_stay_without_one(world, client, story, teller) -> None:
    named = strands.share(strand=story, visibility="system", named=True, by=teller, at=later(3))
    strands.edit(strand=named, words={"happened": "We hid all bells."}, began_from=2, by=teller, at=later(4))
    assert [one.by for one in Version.objects.filter(strand=story)] == [None, None, teller]
    said = page(client, world.governance_lead, "history", story.code)
    assert said.count("Quill Xavier") == 1
    assert said.count(NAMELESS) == 2
    events = Event.objects.filter(subject_key=story.code).order_by("pk")
    assert [(event.verb, event.by) for event in events][-2:] == [("share", teller), ("edit", teller)]
    assert {event.by for event in list(events)[:-2]} == {None}


def test_with_its_name_it_goes_further_in_one_step(world, story, teller) -> None:
    strands.share(strand=story, visibility="network", named=True, by=teller, at=later(3))
    story.refresh_from_db()
    assert (story.visibility, story.anonymous) == ("network", False)


@pytest.mark.parametrize("level", ["team", "network", "public"])
def test_the_form_asks_for_the_name_before_it_goes_further(world, client, story, teller, level) -> None:
    client.force_login(teller)
    answer = client.post(reverse("sharing", args=[story.code]), {"visibility": level, "sure": "1"})
    assert list(answer.context["form"].errors) == ["visibility"]
    assert Strand.objects.get(pk=story.pk).visibility == "system"


def test_a_name_that_was_put_to_it_does_not_come_off_again(world, client, story, teller) -> None:
    strands.share(strand=story, visibility="system", named=True, by=teller, at=later(3))
    client.force_login(teller)
    client.post(reverse("sharing", args=[story.code]), {"visibility": "system", "anonymous": "on", "named": ""})
    assert not Strand.objects.get(pk=story.pk).anonymous


def test_a_name_is_put_to_it_by_nobody_else(world, client, story) -> None:
    for who in READERS:
        client.force_login(getattr(world, who))
        answer = client.post(
            reverse("sharing", args=[story.code]), {"visibility": "system", "named": "on", "sure": "1"}
        )
        assert answer.status_code == 403
    assert Strand.objects.get(pk=story.pk).anonymous


def test_the_database_holds_that_it_stays_in_its_system(world, story) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Strand.objects.filter(pk=story.pk).update(visibility="network")


def test_a_list_of_nameless_stories_asks_the_database_no_more_often(world, client, teller) -> None:
    counts = []
    client.force_login(world.governance_lead)
    for more in (2, 10):
        for number in range(more):
            world.tell(f"Story {more} {number}", by=teller, anonymous=True)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("learning"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
