"""A photograph that is put to what is told, in the same step; and the same form told a second time."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from knotwork.learning.files.actions import NotSaid
from knotwork.learning.files.codes import prepared
from knotwork.learning.files.models import Content, File
from knotwork.learning.insights import actions
from knotwork.learning.strands.models import Strand
from tests.photographs import SECRET, as_a_camera_writes, picture

pytestmark = pytest.mark.django_db
SHOWS = "A call bell that hangs behind the bed."


@pytest.fixture
def telling(world, client):
    client.force_login(world.improver_here)
    given = {"system": world.system.slug, "place": world.here.code, "visibility": "system", "how": ""}

    def post(data: bytes | None = None, **typed):
        sent = {"photograph": SimpleUploadedFile("me.jpg", data)} if data else {}
        said = {**given, "happened": "We moved the bell.", "token": uuid4(), **sent, **typed}
        return client.post(reverse("tell"), said)

    return post


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


class TestWithAPhotograph:
    def test_it_stands_beside_what_was_told_with_words_and_without_the_camera(self, telling, client) -> None:
        page = text(client.get(telling(as_a_camera_writes(), shows=SHOWS).url))
        assert f'alt="{SHOWS}"' in page
        assert SECRET.encode() not in bytes(Content.objects.get().data)

    def test_without_words_for_what_it_shows_nothing_is_told(self, telling) -> None:
        page = text(telling(picture(), learned="Kept"))
        assert "Say what the photograph shows, for those who cannot see it" in page
        assert "Choose it once more: a page cannot keep a photograph for you" in page
        assert '<details class="kw-more" open>' in page
        assert "Kept" in page
        assert Strand.objects.count() == 0

    def test_words_without_a_photograph_are_asked_about(self, telling) -> None:
        assert "Choose the photograph that you describe" in text(telling(shows=SHOWS))
        assert Strand.objects.count() == 0

    @pytest.mark.parametrize(("data", "words"), [(b"%PDF-1.7 x", "JPEG, PNG or WebP"), (b"\xff\xd8 no", "Choose")])
    def test_what_is_no_photograph_is_refused_beside_it(self, telling, data, words) -> None:
        answer = telling(data, shows=SHOWS)
        assert list(answer.context["form"].errors) == ["photograph"]
        assert Strand.objects.count() == 0

    def test_what_it_shows_is_looked_through_for_patients(self, telling) -> None:
        assert "could tell who a patient is" in text(telling(picture(), shows="NHS number 999 000 0018"))
        assert File.objects.count() == 0

    def test_without_a_name_it_is_added_without_one(self, telling, client) -> None:
        assert SHOWS in text(client.get(telling(picture(), shows=SHOWS, anonymous="on").url))

    def test_sent_twice_it_is_there_once(self, telling) -> None:
        token = uuid4()
        assert telling(picture(), shows=SHOWS, token=token).url == telling(picture(), shows=SHOWS, token=token).url
        assert File.objects.count() == 1

    def test_where_it_cannot_be_kept_nothing_is_told(self, world) -> None:
        with pytest.raises(NotSaid):
            actions.tell(
                happened="A", system=world.system, place=world.here, by=world.improver_here, at=timezone.now(),
                photograph=prepared(picture()), shows=" ",
            )  # fmt: skip
        assert Strand.objects.count() == 0


class TestTheSameFormAgain:
    def test_with_other_words_it_says_that_it_was_told_and_keeps_them(self, telling) -> None:
        token = uuid4()
        telling(token=token)
        told = Strand.objects.get()
        page = text(telling(token=token, happened="We moved the bell back."))
        assert f'You have told this already: <a href="{told.get_absolute_url()}">{told.title}</a>' in page
        assert "We moved the bell back.</textarea>" in page
        assert Strand.objects.count() == 1

    def test_what_is_new_in_it_can_be_told_then(self, telling) -> None:
        token = uuid4()
        told = telling(token=token)
        again = telling(token=token, learned="Ask first.").context["form"]
        anew = telling(token=again["token"].value(), learned="Ask first.")
        assert anew.url != told.url
        assert Strand.objects.count() == 2

    def test_with_the_same_words_it_leads_to_what_was_told(self, telling) -> None:
        token = uuid4()
        assert telling(token=token).url == telling(token=token).url
        assert Strand.objects.count() == 1
