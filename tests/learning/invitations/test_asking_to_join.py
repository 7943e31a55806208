"""Asking to join a learning system: found only if it wants to be, answered once, and the asker sees the answer."""

import re

import pytest
from django.urls import reverse

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.invitations import actions, queries
from knotwork.learning.invitations.models import Asking
from knotwork.learning.systems import actions as systems
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def asker(world):
    return world.make_person("Asa Asker")


@pytest.fixture
def to_be_found(world):
    systems.take_requests(system=world.system, taken=True, by=world.co_ordinator, at=NOW)
    return world.system


@pytest.fixture
def asking(to_be_found, asker):
    return actions.ask(system=to_be_found, why="We had two falls.", by=asker, at=NOW)


class TestFindingASystem:
    def test_one_that_takes_no_requests_is_not_to_be_found(self, world, client, asker) -> None:
        assert world.system.pk
        client.force_login(asker)
        assert "Falls" not in text(client.get(reverse("joining")))
        private = client.get(reverse("ask-to-join", args=[world.system.slug]))
        nowhere = client.get(reverse("ask-to-join", args=["no-such-system"]))
        assert private.status_code == nowhere.status_code == 404
        assert text(private).replace(world.system.slug, "") == text(nowhere).replace("no-such-system", "")

    def test_one_that_does_shows_its_name_and_purpose_and_nothing_told(self, world, client, asker, to_be_found) -> None:
        world.tell("A story of ours")
        client.force_login(asker)
        page = text(client.get(reverse("joining")))
        assert "Falls" in page
        assert "Learn about falls." in page
        assert "story" not in page
        assert client.get(reverse("system", args=[to_be_found.slug])).status_code == 404
        assert client.get(reverse("system-people", args=[to_be_found.slug])).status_code == 404

    def test_those_who_are_in_it_need_not_ask(self, world, client, to_be_found) -> None:
        client.force_login(world.observer)
        assert queries.may_ask_for(world.observer) == []
        assert client.get(reverse("ask-to-join", args=[to_be_found.slug])).status_code == 404

    def test_whoever_is_not_signed_in_learns_of_none(self, client, to_be_found) -> None:
        assert client.get(reverse("joining")).status_code == 302
        assert client.get(reverse("ask-to-join", args=[to_be_found.slug])).status_code == 302

    @pytest.mark.parametrize("who", ["improver_here", "governance_lead", "observer", "stranger"])
    def test_only_those_who_invite_into_the_whole_system_open_it(self, world, client, who) -> None:
        client.force_login(getattr(world, who))
        answer = client.post(reverse("take-requests", args=[world.system.slug]), {"taken": "yes"})
        assert answer.status_code == (404 if who == "stranger" else 403)
        world.system.refresh_from_db()
        assert not world.system.open_to_requests

    def test_opening_and_closing_from_the_page(self, world, client) -> None:
        client.force_login(world.co_ordinator)
        page = reverse("take-requests", args=[world.system.slug])
        for taken, words in (("yes", "can now ask to join"), ("yes", "can now ask"), ("no", "Nobody can ask")):
            assert words in text(client.post(page, {"taken": taken}, follow=True))
            world.system.refresh_from_db()
            assert world.system.open_to_requests is (taken == "yes")
        assert [event.after for event in Event.objects.filter(verb="take requests")] == [
            {"open_to_requests": True},
            {"open_to_requests": False},
        ]


class TestAsking:
    def test_a_line_why_goes_to_those_who_invite(self, world, client, asker, to_be_found) -> None:
        client.force_login(asker)
        answer = client.post(reverse("ask-to-join", args=[to_be_found.slug]), {"why": "We had two falls."}, follow=True)
        assert "You asked to join Falls" in text(answer)
        assert "Waiting since" in text(answer)
        for who, sees in (("co_ordinator", True), ("improver_here", True), ("observer", False)):
            client.force_login(getattr(world, who))
            page = text(client.get(reverse("system-people", args=[to_be_found.slug])))
            assert ("We had two falls." in page) is sees, who

    @pytest.mark.parametrize(
        ("why", "words"),
        [("", "Write a line"), ("x" * 301, "too long by 1 characters"), ("CHI 0101011237 fell", "who a patient is")],
    )
    def test_a_line_that_will_not_do_is_refused_beside_its_field(self, client, asker, to_be_found, why, words) -> None:
        client.force_login(asker)
        assert words in text(client.post(reverse("ask-to-join", args=[to_be_found.slug]), {"why": why}))
        assert not Asking.objects.exists()

    def test_asking_again_while_one_waits_says_so(self, client, asker, asking) -> None:
        client.force_login(asker)
        page = reverse("ask-to-join", args=[asking.system.slug])
        assert "You cannot ask to join Falls now" in text(client.post(page, {"why": "Please."}, follow=True))
        assert Asking.objects.count() == 1

    def test_a_system_that_stopped_taking_requests_a_moment_ago_takes_none(self, world, asker, to_be_found) -> None:
        systems.take_requests(system=world.system, taken=False, by=world.co_ordinator, at=NOW)
        to_be_found.open_to_requests = True
        with pytest.raises(actions.CannotAsk):
            actions.ask(system=to_be_found, why="Please.", by=asker, at=NOW)

    def test_the_sixth_try_in_five_minutes_is_refused(self, client, asker, to_be_found) -> None:
        client.force_login(asker)
        page = reverse("ask-to-join", args=[to_be_found.slug])
        assert [client.post(page, {"why": "Please."}).status_code for _ in range(6)] == [302] * 5 + [429]


class TestAnswering:
    def test_yes_gives_the_role_and_the_asker_sees_it(self, world, client, asker, asking) -> None:
        client.force_login(world.improver_here)
        page = reverse("answer-request", args=[world.system.slug, asking.pk])
        assert "We had two falls." in text(client.get(page))
        client.post(page, {"role": "member", "where": world.here.code})
        held = asker.roles.get()
        assert (held.role, held.place) == ("member", world.here)
        client.force_login(asker)
        seen = text(client.get(reverse("joining")))
        assert "Yes, on" in seen
        assert reverse("system", args=[world.system.slug]) in seen

    def test_no_gives_a_line_that_the_asker_reads_and_no_role(self, world, client, asker, asking) -> None:
        client.force_login(world.co_ordinator)
        page = reverse("answer-request", args=[world.system.slug, asking.pk])
        client.post(page, {"words": "We are full <until> May."})
        assert not asker.roles.exists()
        client.force_login(asker)
        assert "“We are full &lt;until&gt; May.”" in text(client.get(reverse("joining")))

    def test_after_a_no_one_may_ask_again(self, world, asker, asking) -> None:
        actions.decline(asking=asking, words="Not yet.", by=world.co_ordinator, at=later(1))
        assert actions.ask(system=world.system, why="Now?", by=asker, at=later(90)).answered_at is None

    def test_a_lead_of_a_place_does_not_say_no_for_the_whole_system(self, world, client, asking) -> None:
        client.force_login(world.improver_here)
        page = reverse("answer-request", args=[world.system.slug, asking.pk])
        assert "Say no" not in text(client.get(page))
        assert client.post(page, {"words": "No."}).status_code == 403
        assert Asking.objects.get().answered_at is None

    @pytest.mark.parametrize(
        ("who", "role", "where"),
        [
            ("improver_here", "member", "there"),
            ("improver_here", "coach", "here"),
            ("improver_here", "member", None),
            ("co_ordinator", "governance_lead", None),
            ("co_ordinator", "member", "far"),
            ("governance_lead", "observer", None),
            ("observer", "observer", "here"),
        ],
    )
    def test_nobody_lets_in_with_more_than_they_may_give(self, world, asker, asking, who, role, where) -> None:
        assert world.elsewhere.pk
        place = getattr(world, where) if where else None
        with pytest.raises(NotAllowed):
            actions.admit(asking=asking, role=role, place=place, by=getattr(world, who), at=NOW)
        assert not asker.roles.exists()
        assert Asking.objects.get().given is None

    def test_nobody_answers_themselves(self, world, to_be_found) -> None:
        both = world.make_person("Both")
        asking = actions.ask(system=to_be_found, why="Me.", by=both, at=NOW)
        both.roles.create(role="co_ordinator", system=to_be_found)
        vars(both).pop("_grants", None)
        with pytest.raises(NotAllowed, match="Nobody changes their own roles"):
            actions.admit(asking=asking, role="analyst", by=both, at=NOW)

    def test_a_second_answer_is_refused_and_says_so(self, world, client, asking) -> None:
        actions.decline(asking=asking, words="Not yet.", by=world.co_ordinator, at=NOW)
        client.force_login(world.improver_here)
        page = reverse("answer-request", args=[world.system.slug, asking.pk])
        answer = client.post(page, {"role": "member", "where": world.here.code}, follow=True)
        assert "Somebody else answered this request a moment ago" in text(answer)
        assert not asking.person.roles.exists()

    def test_a_request_to_one_system_is_not_behind_the_door_of_another(self, world, client, asking) -> None:
        client.force_login(world.make_person("Both", ("co_ordinator", world.elsewhere)))
        assert client.get(reverse("answer-request", args=[world.elsewhere.slug, asking.pk])).status_code == 404


class TestTheTrail:
    def test_it_says_by_keys_who_asked_and_what_came_of_it_and_never_why(self, world, asker, asking) -> None:
        actions.decline(asking=asking, words="Full until May.", by=world.co_ordinator, at=NOW)
        told = [(one.verb, one.by, one.subject_key, one.system, one.after) for one in Event.objects.order_by("-pk")[:2]]
        assert told == [
            ("answer", world.co_ordinator, str(asking.pk), world.system, {"given": False, "person": str(asker.pk)}),
            ("ask to join", asker, str(asking.pk), world.system, {}),
        ]

    @pytest.mark.parametrize("answer", ["admit", "decline"])
    def test_without_its_event_nothing_is_changed(self, world, asker, asking, monkeypatch, answer) -> None:
        assert world.co_ordinator.grants()
        record = actions.audit.record
        monkeypatch.setattr(
            actions.audit, "record", lambda **told: 1 / 0 if told["verb"] == "answer" else record(**told)
        )
        more = {"role": "analyst"} if answer == "admit" else {"words": "No."}
        with pytest.raises(ZeroDivisionError):
            getattr(actions, answer)(asking=asking, by=world.co_ordinator, at=NOW, **more)
        assert Asking.objects.get().answered_at is None
        assert not asker.roles.exists()
