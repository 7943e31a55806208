"""The pages of links for telling: for who keeps them, and for anybody."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from knotwork.learning.capture import actions
from knotwork.learning.capture.models import Opening, Waiting
from knotwork.learning.strands.models import Strand

pytestmark = pytest.mark.django_db
NASTY = """<script>alert("x")</script> & 'quoted' \u202eevil 🙂"""
NUMBER = "999 000 0018"


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def opening(world):
    now = timezone.now()
    return actions.begin(
        title="Ward 4 wall", system=world.system, place=world.here, until=now + actions.LONGEST, by=world.improver_here,
        at=now,
    )  # fmt: skip


@pytest.fixture
def address(opening):
    return reverse("tell-through", args=[opening.code])


def waiting(opening, happened="The bell was too far.", by=None):
    return actions.tell(opening=opening, happened=happened, by=by, at=timezone.now())


class TestForAnybody:
    def test_somebody_without_an_account_tells_and_is_thanked(self, client, opening, address) -> None:
        page = text(client.get(address))
        assert "Ward 4 wall" in page
        assert "no name, no address" in page
        answer = client.post(address, {"happened": "The bell was too far.", "voice": "patient", "token": uuid4()})
        assert answer.url == reverse("told-through", args=[opening.code])
        assert "Thank you." in text(client.get(answer.url))
        assert Waiting.objects.get().voice == "patient"

    def test_the_page_names_nobody(self, client, world, opening, address) -> None:
        assert world.improver_here.name not in text(client.get(address))

    @pytest.mark.parametrize("way", ["unknown", "closed", "past"])
    def test_a_link_that_opens_nothing_says_the_same_whatever_became_of_it(self, client, world, opening, way) -> None:
        code = "nosuchlink" if way == "unknown" else opening.code
        if way == "closed":
            actions.close(opening=opening, by=world.improver_here, at=timezone.now())
        if way == "past":
            Opening.objects.update(at=timezone.now() - actions.LONGEST, until=timezone.now())
        for answer in (client.get(reverse("tell-through", args=[code])),
                       client.post(reverse("tell-through", args=[code]), {"happened": "x"})):  # fmt: skip
            assert answer.status_code == 404
            assert "takes nothing any more" in text(answer)
            assert "Ward 4" not in text(answer)
        assert Waiting.objects.count() == 0

    def test_what_could_tell_who_a_patient_is_holds_it_back(self, client, address) -> None:
        answer = client.post(address, {"happened": f"It was {NUMBER}.", "token": uuid4()})
        assert "could tell who a patient is" in text(answer)
        assert Waiting.objects.count() == 0

    @pytest.mark.parametrize("happened", ["", "  ", "x" * 5_001])
    def test_nothing_or_too_much_is_said_beside_the_box(self, client, address, happened) -> None:
        answer = client.post(address, {"happened": happened})
        assert "happened" in answer.context["form"].errors
        assert Waiting.objects.count() == 0

    def test_a_flood_is_said_and_what_was_typed_stays_in_the_box(self, client, address, monkeypatch) -> None:
        monkeypatch.setattr(actions, "MOST_WAITING", 0)
        page = text(client.post(address, {"happened": "Kept in the box."}))
        assert "Try again later" in page
        assert "Kept in the box." in page

    def test_whoever_may_tell_there_can_tell_it_as_theirs(self, client, world, opening, address) -> None:
        client.force_login(world.improver_here)
        assert "Tell it as Ada Here" in text(client.get(address))
        client.post(address, {"happened": "Mine.", "as_me": "on", "token": uuid4()})
        client.post(address, {"happened": "Nobody's.", "token": uuid4()})
        assert dict(Waiting.objects.values_list("happened", "teller__name")) == {
            "Mine.": "Ada Here", "Nobody's.": None,
        }  # fmt: skip

    @pytest.mark.parametrize("who", ["observer", "stranger", "improver_there"])
    def test_whoever_may_not_tell_there_is_not_asked_and_cannot(self, client, world, address, who) -> None:
        client.force_login(getattr(world, who))
        assert "Tell it as" not in text(client.get(address))
        client.post(address, {"happened": "Nobody's.", "as_me": "on"})
        assert Waiting.objects.get().teller is None

    def test_too_many_tries_from_one_machine_are_asked_to_wait(self, client, address, settings) -> None:
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "tell_through": "2/m/ip"}
        assert [client.get(address).status_code for _ in range(3)] == [200, 200, 429]


class TestForWhoKeepsIt:
    def test_a_lead_makes_one_and_sees_its_poster(self, client, world) -> None:
        client.force_login(world.improver_here)
        page = reverse("openings", args=[world.system.slug])
        answer = client.post(page, {"title": "Falls day", "place": world.here.code, "days": "7"})
        opening = Opening.objects.get()
        assert answer.url == reverse("opening", args=[opening.code])
        poster = client.get(answer.url).content.decode()
        assert "<svg" in poster
        assert f"http://testserver{reverse('tell-through', args=[opening.code])}" in poster
        assert "Falls day" in text(client.get(page))

    def test_a_lead_of_one_place_must_choose_it(self, client, world) -> None:
        client.force_login(world.improver_here)
        page = reverse("openings", args=[world.system.slug])
        answer = client.post(page, {"title": "Falls day", "place": "", "days": "7"})
        assert "place" in answer.context["form"].errors
        answer = client.post(page, {"title": "Falls day", "place": world.there.code, "days": "7"})
        assert "place" in answer.context["form"].errors
        assert Opening.objects.count() == 0

    def test_a_co_ordinator_makes_one_for_the_whole_system(self, client, world) -> None:
        client.force_login(world.co_ordinator)
        client.post(reverse("openings", args=[world.system.slug]), {"title": "Falls day", "place": "", "days": "90"})
        assert Opening.objects.get().place is None

    @pytest.mark.parametrize("days", ["0", "91", "soon", ""])
    def test_a_time_that_is_not_offered_makes_none(self, client, world, days) -> None:
        client.force_login(world.co_ordinator)
        given = {"title": "Falls day", "place": world.here.code, "days": days}
        assert client.post(reverse("openings", args=[world.system.slug]), given).status_code == 200
        assert Opening.objects.count() == 0

    def test_taking_it_in_leads_to_the_insight(self, client, world, opening) -> None:
        one = waiting(opening, NASTY)
        client.force_login(world.improver_here)
        page = reverse("look-through", args=[opening.code, one.pk])
        assert "<script>alert" not in client.get(page).content.decode()
        answer = client.post(page, {"do": "take in", "happened": NASTY})
        strand = Strand.objects.get()
        assert answer.url == reverse("insight", args=[strand.code])
        shown = text(client.get(answer.url))
        assert "Somebody, through “Ward 4 wall”" in shown
        assert "<script>alert" not in shown

    def test_changed_words_are_said_on_the_insight(self, client, world, opening) -> None:
        one = waiting(opening, "Joy moved it.")
        client.force_login(world.improver_here)
        page = reverse("look-through", args=[opening.code, one.pk])
        answer = client.post(page, {"do": "take in", "happened": "A nurse moved it."})
        assert "Some words were changed before it was shown" in text(client.get(answer.url))

    def test_leaving_it_out_needs_a_line_of_why(self, client, world, opening) -> None:
        one = waiting(opening)
        client.force_login(world.improver_here)
        page = reverse("look-through", args=[opening.code, one.pk])
        assert "Say why, in a line" in text(client.post(page, {"do": "leave out", "why": ""}))
        assert Waiting.objects.count() == 1
        assert client.post(page, {"do": "leave out", "why": "Told twice."}).status_code == 302
        assert (Waiting.objects.count(), Strand.objects.count()) == (0, 0)

    def test_whoever_comes_second_is_told_and_led_back(self, client, world, opening, monkeypatch) -> None:
        one = waiting(opening)
        client.force_login(world.improver_here)
        page = reverse("look-through", args=[opening.code, one.pk])

        def gone(_waiting):
            raise actions.Gone("Somebody else looked through this a moment ago.")

        monkeypatch.setattr(actions, "_claim", gone)
        answer = client.post(page, {"do": "take in", "happened": "It."}, follow=True)
        assert "Somebody else looked through this a moment ago." in text(answer)

    def test_another_links_waiting_is_not_found_through_this_one(self, client, world, opening) -> None:
        one = waiting(opening)
        now = timezone.now()
        other = actions.begin(
            title="Other", system=world.system, place=world.here, until=now + actions.LONGEST, by=world.improver_here,
            at=now,
        )  # fmt: skip
        client.force_login(world.improver_here)
        assert client.get(reverse("look-through", args=[other.code, one.pk])).status_code == 404

    def test_closing_is_one_press_and_the_poster_goes(self, client, world, opening) -> None:
        client.force_login(world.improver_here)
        answer = client.post(reverse("close-opening", args=[opening.code]), follow=True)
        assert "This link is closed." in text(answer)
        assert "kw-poster" not in text(answer)
        assert client.get(reverse("close-opening", args=[opening.code])).status_code == 405

    def test_only_those_who_may_are_led_to_it_from_the_system(self, client, world) -> None:
        for who, led in ((world.improver_here, True), (world.observer, False)):
            client.force_login(who)
            page = text(client.get(reverse("system", args=[world.system.slug])))
            assert ("Ask anybody to tell" in page) is led
