"""A learning system's people page, and giving and taking back roles from it."""

import re

import pytest
from django.urls import reverse

from knotwork.learning.audit.models import Event
from knotwork.learning.people import actions
from knotwork.learning.people.models import HeldRole, Person

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def page(world):
    return reverse("system-people", args=[world.system.slug])


@pytest.fixture
def giving(world):
    return reverse("give-role", args=[world.system.slug])


def taking(world, held) -> str:
    return reverse("take-role", args=[world.system.slug, held.pk])


class TestThePage:
    def test_everybody_in_the_system_reads_who_is_there_as_what(self, world, client, page) -> None:
        assert world.co_ordinator.pk
        client.force_login(world.observer)
        seen = text(client.get(page))
        assert re.search(r"Cora Ordinator</a></th><td>Network co-ordinator</td><td>The whole system", seen)
        assert 'Network co-ordinator</dt><dd class="nhsuk-summary-list__value">Runs a learning system.' in seen

    @pytest.mark.parametrize("who", ["observer", "coach_in_both", "governance_lead"])
    def test_those_who_do_not_invite_are_offered_nothing_to_change(self, world, client, page, who) -> None:
        assert world.improver_here.pk
        client.force_login(getattr(world, who))
        seen = text(client.get(page))
        for words in ("Take back", "Invite somebody", "Give a role", "Who can ask to join"):
            assert words not in seen

    def test_a_lead_is_offered_just_the_roles_that_they_may_take_back(self, world, client, page) -> None:
        mine, theirs = world.observer.roles.get(), world.improver_there.roles.get()
        coach, lead = world.coach_in_both.roles.first(), world.improver_here.roles.get()
        client.force_login(world.improver_here)
        seen = text(client.get(page))
        assert {held.pk for held in (mine, theirs, coach, lead) if taking(world, held) in seen} == {mine.pk}
        assert "Who can ask to join" not in seen

    def test_a_co_ordinator_is_offered_all_but_their_own_and_the_governance_leads(self, world, client, page) -> None:
        people = (world.observer, world.improver_there, world.governance_lead, world.co_ordinator)
        client.force_login(world.co_ordinator)
        seen = text(client.get(page))
        offered = {one.name for one in people if taking(world, one.roles.get()) in seen}
        assert offered == {"Obi Observer", "Bo There"}
        assert "Who can ask to join" in seen

    def test_what_is_offered_is_what_is_done(self, world, client, page) -> None:
        """Every role on the page: where taking it back is offered it works, and where not it is refused."""
        assert world.observer.pk
        assert world.coach_in_both.pk
        assert world.governance_lead.pk
        client.force_login(world.improver_here)
        seen = text(client.get(page))
        for held in HeldRole.objects.exclude(place=world.far):
            status = client.post(taking(world, held)).status_code
            assert (status == 302) is (taking(world, held) in seen), held

    @pytest.mark.parametrize(
        ("name", "written"),
        [
            ("<b>Bold</b>", "&lt;b&gt;Bold&lt;/b&gt;"),
            ('" onmouseover="x', "&quot; onmouseover=&quot;x"),
            ("O'Neil & Co", "O&#x27;Neil &amp; Co"),
        ],
    )
    def test_a_name_is_shown_as_it_was_written(self, world, client, page, giving, name, written) -> None:
        Person.objects.filter(pk=world.observer.pk).update(name=name)
        client.force_login(world.improver_here)
        for address in (page, giving, taking(world, world.observer.roles.get())):
            seen = text(client.get(address))
            assert written in seen
            assert name not in seen

    def test_the_ways_to_it_stand_on_the_systems_home_and_on_people(self, world, client, page) -> None:
        client.force_login(world.observer)
        for way in (reverse("system", args=[world.system.slug]), reverse("people")):
            assert f'href="{page}"' in text(client.get(way))


class TestGivingFromThePage:
    def test_somebody_who_is_here_gets_another_role_in_one_step(self, world, client, page, giving) -> None:
        client.force_login(world.improver_here)
        said = {"person": world.observer.pk, "role": "member", "where": world.here.code}
        answer = client.post(giving, said, follow=True)
        assert answer.redirect_chain == [(page, 302)]
        assert "Obi Observer is now member, Ward 4." in text(answer)
        assert world.observer.roles.filter(role="member", place=world.here).exists()

    @pytest.mark.parametrize(
        ("bent", "words"),
        [
            ({"person": ""}, "Choose somebody"),
            ({"person": "own"}, "Choose one of those that are offered here"),
            ({"person": "stranger"}, "Choose one of those that are offered here"),
            ({"person": "closed"}, "Choose one of those that are offered here"),
            ({"role": ""}, "Choose a role"),
            ({"role": "coach"}, "Choose one of those that are offered here"),
            ({"role": "governance_lead"}, "Choose one of those that are offered here"),
            ({"where": "there"}, "Choose one of those that are offered here"),
            ({"where": "the-whole-system"}, "Choose one of those that are offered here"),
        ],
    )
    def test_what_a_lead_may_not_choose_is_refused_beside_its_field(self, world, client, giving, bent, words) -> None:
        closed = world.make_person("Closed", ("observer", world.here))
        Person.objects.filter(pk=closed.pk).update(is_active=False)
        people = {"own": world.improver_here, "stranger": world.stranger, "closed": closed}
        said = {"person": world.observer.pk, "role": "member", "where": world.here.code, **bent}
        said["person"] = people[said["person"]].pk if said["person"] in people else said["person"]
        said["where"] = world.there.code if said["where"] == "there" else said["where"]
        before = HeldRole.objects.count()
        client.force_login(world.improver_here)
        assert words in text(client.post(giving, said))
        assert HeldRole.objects.count() == before

    @pytest.mark.parametrize("who", ["observer", "coach_in_both", "governance_lead"])
    def test_a_post_by_those_who_do_not_invite_is_refused_and_in_the_trail(self, world, client, giving, who) -> None:
        person = getattr(world, who)
        client.force_login(person)
        said = {"person": world.improver_here.pk, "role": "observer", "where": world.here.code}
        assert client.post(giving, said).status_code == 403
        assert not HeldRole.objects.filter(person=world.improver_here, role="observer").exists()
        refused = Event.objects.get(by=person, verb="refused")
        assert (refused.subject_kind, refused.system) == ("give-role", world.system)

    def test_a_stranger_finds_nothing_to_post_to(self, world, client, giving) -> None:
        client.force_login(world.stranger)
        assert client.post(giving, {"person": world.stranger.pk, "role": "member"}).status_code == 404

    def test_only_roles_that_one_may_give_are_offered(self, world, client, giving) -> None:
        for who, offers in (("improver_here", 4), ("co_ordinator", 11)):
            client.force_login(getattr(world, who))
            assert len(re.findall(r'type="radio" name="role"', text(client.get(giving)))) == offers


class TestTakingFromThePage:
    def test_it_asks_once_more_and_then_does_it(self, world, client, page) -> None:
        held = world.observer.roles.get()
        client.force_login(world.improver_here)
        assert "Obi Observer: Observer, Ward 4" in text(client.get(taking(world, held)))
        assert HeldRole.objects.filter(pk=held.pk).exists()
        answer = client.post(taking(world, held), follow=True)
        assert "Obi Observer is no longer observer, Ward 4." in text(answer)
        assert not HeldRole.objects.filter(pk=held.pk).exists()

    def test_whoever_loses_the_last_role_is_outside_at_once(self, world, client, page) -> None:
        other = type(client)()
        other.force_login(world.observer)
        assert other.get(page).status_code == 200
        client.force_login(world.improver_here)
        client.post(taking(world, world.observer.roles.get()))
        assert other.get(page).status_code == 404

    def test_a_role_that_is_gone_is_not_found(self, world, client) -> None:
        held = world.observer.roles.get()
        client.force_login(world.improver_here)
        assert client.post(taking(world, held)).status_code == 302
        assert client.post(taking(world, held)).status_code == 404

    def test_where_the_other_co_ordinator_went_a_moment_ago_the_last_stays_and_the_page_says_what_to_do(
        self, world, client, monkeypatch
    ) -> None:
        second = world.make_person("Second", ("co_ordinator", world.system))
        held = world.co_ordinator.roles.get()
        take = actions.take_role

        def meanwhile(**asked):
            asked["by"].grants()
            HeldRole.objects.filter(person=second).delete()
            return take(**asked)

        monkeypatch.setattr(actions, "take_role", meanwhile)
        client.force_login(second)
        seen = text(client.post(taking(world, held)))
        assert "Cora Ordinator is the last co-ordinator of Falls. Give the role to another first." in seen
        assert HeldRole.objects.filter(pk=held.pk).exists()

    def test_a_role_of_another_system_is_not_behind_this_ones_door(self, world, client) -> None:
        held = world.stranger.roles.get()
        client.force_login(world.co_ordinator)
        assert client.post(taking(world, held)).status_code == 404
        assert HeldRole.objects.filter(pk=held.pk).exists()

    def test_a_role_there_is_refused_to_a_lead_here(self, world, client) -> None:
        held = world.make_person("Mem", ("member", world.there)).roles.get()
        client.force_login(world.improver_here)
        assert client.post(taking(world, held)).status_code == 403
        assert HeldRole.objects.filter(pk=held.pk).exists()

    def test_ones_own_role_is_refused(self, world, client) -> None:
        client.force_login(world.improver_here)
        assert client.post(taking(world, world.improver_here.roles.get())).status_code == 403
        assert world.improver_here.roles.exists()
