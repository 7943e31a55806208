"""Photographs that come with what is told through a link: seen by who looks through it, then by others or nobody."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from knotwork.access.policy import NotAllowed
from knotwork.exchange.leaving.queries import contents
from knotwork.learning.capture import actions
from knotwork.learning.capture.models import Snapshot, Waiting
from knotwork.learning.capture.queries import photograph_of, waiting_in
from knotwork.learning.files.codes import prepared
from knotwork.learning.files.models import Content, File
from knotwork.learning.strands.models import Strand
from tests.photographs import SECRET, as_a_camera_writes, picture

pytestmark = pytest.mark.django_db
KEPT = {"do": "take in", "happened": "The bell.", "keep_photograph": "yes", "shows": "A bell far from a bed."}


@pytest.fixture
def opening(world):
    now = timezone.now()
    return actions.begin(
        title="Ward 4 wall", system=world.system, place=world.here, until=now + actions.LONGEST, by=world.improver_here,
        at=now,
    )  # fmt: skip


@pytest.fixture
def waiting(opening):
    return told(opening)


def told(opening, *, by=None):
    return actions.tell(opening=opening, happened="The bell.", photograph=prepared(picture()), by=by, at=timezone.now())


def send(client, opening, data: bytes, **more):
    file = SimpleUploadedFile("me.jpg", data)
    said = {"happened": "The bell.", "photograph": file, "token": uuid4(), **more}
    return client.post(reverse("tell-through", args=[opening.code]), said)


def look(client, waiting, **said):
    return client.post(reverse("look-through", args=[waiting.opening.code, waiting.pk]), said, follow=True)


def test_somebody_without_an_account_sends_one_and_nothing_of_their_phone_is_kept(client, opening) -> None:
    assert send(client, opening, as_a_camera_writes()).status_code == 302
    (one,) = waiting_in(opening)
    assert one.shown
    assert (photograph_of(one).width, photograph_of(one).height) == (60, 40)
    assert SECRET.encode() not in photograph_of(one).data


def test_without_one_nothing_is_asked_of_it(client, world, opening) -> None:
    client.post(reverse("tell-through", args=[opening.code]), {"happened": "The bell.", "token": uuid4()})
    (one,) = waiting_in(opening)
    assert not one.shown
    client.force_login(world.improver_here)
    address = reverse("look-through", args=[opening.code, one.pk])
    assert "hotograph" not in client.get(address).content.decode()
    assert client.get(reverse("waiting-photograph", args=[opening.code, one.pk])).status_code == 404
    assert client.post(address, {"do": "take in", "happened": "The bell."}).status_code == 302
    assert not File.objects.exists()


def test_only_who_looks_through_what_is_told_there_sees_it(client, world, opening, waiting) -> None:
    address = reverse("waiting-photograph", args=[opening.code, waiting.pk])
    seen = {}
    for who in ("improver_here", "co_ordinator", "observer", "improver_there", "stranger"):
        client.force_login(getattr(world, who))
        seen[who] = client.get(address).status_code
    assert seen == {
        "improver_here": 200, "co_ordinator": 200, "observer": 403, "improver_there": 403, "stranger": 404,
    }  # fmt: skip
    client.logout()
    assert client.get(address).status_code == 302


def test_who_looks_through_it_shows_it_with_words(client, world, waiting) -> None:
    client.force_login(world.improver_here)
    said = look(client, waiting, **KEPT).content.decode()
    assert 'alt="A bell far from a bed."' in said
    file = File.objects.get()
    assert (file.width, file.height, file.strand) == (60, 40, Strand.objects.get(kind="insight"))
    assert not Snapshot.objects.exists()


def test_left_out_nothing_of_it_is_kept(client, world, waiting) -> None:
    client.force_login(world.improver_here)
    look(client, waiting, do="take in", happened="The bell.", keep_photograph="no", shows="Not for others.")
    assert Strand.objects.filter(kind="insight").count() == 1
    assert not File.objects.exists()
    assert not Content.objects.exists()
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize(("keep", "shows", "why"), [("", "A bell.", "keep_photograph"), ("yes", " ", "shows")])
def test_nobody_forgets_to_say_whether_and_what(client, world, waiting, keep, shows, why) -> None:
    client.force_login(world.improver_here)
    answer = look(client, waiting, do="take in", happened="The bell.", keep_photograph=keep, shows=shows)
    assert set(answer.context["form"].errors) == {why}
    assert Waiting.objects.count() == Snapshot.objects.count() == 1


def test_turned_down_it_goes_with_its_words(client, world, waiting) -> None:
    client.force_login(world.improver_here)
    look(client, waiting, do="leave out", why="It shows a patient.")
    assert not Waiting.objects.exists()
    assert not Snapshot.objects.exists()


def test_told_as_theirs_it_stands_beside_what_they_told(world, opening) -> None:
    waiting = told(opening, by=world.improver_here)
    strand = actions.take_in(
        waiting=waiting, happened="The bell.", shows="A bell.", by=world.co_ordinator, at=timezone.now()
    )
    assert (strand.by, strand.files.get().words) == (world.improver_here, "A bell.")


def test_their_copy_of_everything_has_what_still_waits(world, opening) -> None:
    waiting = told(opening, by=world.improver_here)
    assert [name for name, _data in contents(world.improver_here)] == [f"waiting-{waiting.pk}.jpg"]
    assert list(contents(world.co_ordinator)) == []


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"words", b"\xff\xd8\xff" + bytes(40), b""], ids=["PDF", "words", "damaged", "empty"]
)
def test_what_is_no_photograph_is_refused_and_the_words_stay(client, opening, data) -> None:
    answer = send(client, opening, data)
    assert "photograph" in answer.context["form"].errors
    assert ">The bell.</textarea>" in answer.content.decode().replace("\n", "")
    assert not Waiting.objects.exists()


def test_words_that_are_asked_about_ask_for_the_photograph_once_more(client, opening) -> None:
    answer = send(client, opening, picture(), happened="It was 999 000 0018.")
    assert "Choose it once more" in answer.content.decode()
    assert not Waiting.objects.exists()


def test_who_may_not_look_through_takes_nothing_in(world, waiting) -> None:
    with pytest.raises(NotAllowed):
        actions.take_in(waiting=waiting, happened="x", shows="A bell.", by=world.observer, at=timezone.now())
    assert Snapshot.objects.count() == 1
