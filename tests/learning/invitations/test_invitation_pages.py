"""The pages of inviting and coming in, as the people use them who do, and as those who should not."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from knotwork.learning.audit.models import Event
from knotwork.learning.invitations import actions
from knotwork.learning.invitations.models import Invitation
from knotwork.learning.people.models import HeldRole, Person
from tests.factories import NOW

pytestmark = pytest.mark.django_db
EMAIL = "new.nurse@example.org"
COMES = {"name": "Nan Nurse", "password": "seven blue lanterns"}


@pytest.fixture
def today(monkeypatch):
    """The site's clock at the moment that the tests' world begins."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def opened(token: str) -> str:
    return reverse("invitation", args=[token])


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


class TestInvitingFromThePage:
    def test_the_link_is_mailed_and_shown_this_once(self, world, client, django_capture_on_commit_callbacks) -> None:
        client.force_login(world.improver_here)
        said = {"email": EMAIL, "role": "member", "where": world.here.code}
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse("invite", args=[world.system.slug]), said)
        (link,) = re.findall(r'value="(http://testserver/invitation/[^"]+)"', text(answer))
        assert link in mail.outbox[0].body
        page = client.get(reverse("system-people", args=[world.system.slug]))
        assert EMAIL in text(page)
        assert link.split("/")[-2] not in text(page)
        assert client.get(link).status_code == 200

    @pytest.mark.parametrize(
        ("bent", "words"),
        [
            ({"email": ""}, "Type the e-mail address"),
            ({"email": "no address"}, "Write a whole e-mail address"),
            ({"email": "a@example.org\nBcc: b@example.org"}, "Write a whole e-mail address"),
            ({"role": ""}, "Choose a role"),
            ({"role": "governance_lead"}, "Choose one of those that are offered here"),
            ({"role": "co_ordinator"}, "Choose one of those that are offered here"),
            ({"role": "operator"}, "Choose one of those that are offered here"),
            ({"where": "the-whole-system"}, "Choose one of those that are offered here"),
            ({"where": "there"}, "Choose one of those that are offered here"),
            ({"where": "nowhere"}, "Choose one of those that are offered here"),
        ],
    )
    def test_what_a_lead_may_not_send_is_refused_beside_its_field(self, world, client, bent, words) -> None:
        client.force_login(world.improver_here)
        said = {"email": EMAIL, "role": "member", "where": world.here.code, **bent}
        if said["where"] == "there":
            said["where"] = world.there.code
        answer = client.post(reverse("invite", args=[world.system.slug]), said)
        assert words in text(answer)
        assert not Invitation.objects.exists()

    def test_their_own_address_is_refused(self, world, client) -> None:
        client.force_login(world.improver_here)
        said = {"email": world.improver_here.email.upper(), "role": "member", "where": world.here.code}
        assert "This is your own address" in text(client.post(reverse("invite", args=[world.system.slug]), said))

    def test_a_place_in_two_systems_is_refused_beside_the_role(self, world, client) -> None:
        world.make_system("Delirium", [world.board])
        client.force_login(world.co_ordinator)
        said = {"email": EMAIL, "role": "member", "where": world.here.code}
        answer = client.post(reverse("invite", args=[world.system.slug]), said)
        assert "You may not give this role there" in text(answer)
        assert "Delirium" not in text(answer)

    def test_a_member_is_refused_and_the_trail_has_it(self, world, client) -> None:
        member = world.make_person("Mem", ("member", world.here))
        client.force_login(member)
        said = {"email": EMAIL, "role": "member", "where": world.here.code}
        assert client.post(reverse("invite", args=[world.system.slug]), said).status_code == 403
        assert not Invitation.objects.exists()
        refused = Event.objects.get(by=member)
        assert (refused.verb, refused.subject_kind, refused.system) == ("refused", "invite", world.system)

    def test_the_thirty_first_letter_in_five_minutes_is_not_sent(self, world, client) -> None:
        client.force_login(world.improver_here)
        page, said = reverse("invite", args=[world.system.slug]), {"role": "member", "where": world.here.code}
        found = [client.post(page, {**said, "email": f"n{n}@example.org"}).status_code for n in range(31)]
        assert found == [200] * 30 + [429]
        assert Invitation.objects.count() == 30

    def test_taking_it_back(self, world, client, invite, today) -> None:
        made, token = invite()
        client.force_login(world.improver_here)
        back = client.post(reverse("withdraw-invitation", args=[world.system.slug, made.pk]), follow=True)
        assert "Taken back" in text(back)
        assert EMAIL not in text(back)
        client.logout()
        assert client.get(opened(token)).status_code == 404

    def test_an_invitation_of_another_system_is_not_behind_this_ones_door(self, world, client, invite) -> None:
        made, _token = invite()
        assert world.stranger.pk
        both = world.make_person("Both", ("co_ordinator", world.elsewhere), ("co_ordinator", world.system))
        client.force_login(both)
        assert client.post(reverse("withdraw-invitation", args=[world.elsewhere.slug, made.pk])).status_code == 404
        assert Invitation.objects.get().email == EMAIL

    def test_a_lead_there_neither_sees_nor_takes_back_an_invitation_to_here(self, world, client, invite) -> None:
        made, _token = invite()
        client.force_login(world.improver_there)
        assert EMAIL not in text(client.get(reverse("system-people", args=[world.system.slug])))
        assert client.post(reverse("withdraw-invitation", args=[world.system.slug, made.pk])).status_code == 403


class TestOpeningALink:
    def test_it_says_who_invites_to_what_in_plain_words(self, client, invite, today) -> None:
        _made, token = invite()
        page = text(client.get(opened(token)))
        for words in ("Ada Here", "Falls: Learn about falls.", "Member, Ward 4. Takes part", EMAIL):
            assert words in page

    def test_opening_it_uses_nothing_up(self, client, invite, today) -> None:
        _made, token = invite()
        for method in ("get", "head", "get", "options", "put", "delete"):
            getattr(client, method)(opened(token))
        assert client.get(opened(token)).status_code == 200

    def test_a_newcomer_comes_in_signed_in_with_the_role(self, world, client, invite, today) -> None:
        _made, token = invite()
        answer = client.post(opened(token), COMES)
        assert answer.url == reverse("system", args=[world.system.slug])
        assert client.get(answer.url).status_code == 200
        person = Person.objects.get(email=EMAIL)
        assert client.session["_auth_user_id"] == str(person.pk)
        assert Event.objects.filter(verb="sign in", by=person).count() == 1

    def test_the_session_from_before_is_not_the_one_after(self, client, invite, today) -> None:
        _made, token = invite()
        client.get(reverse("sign-in"))
        session = client.session
        session["planted"] = True
        session.save()
        before = session.session_key
        client.post(opened(token), COMES)
        assert client.session.session_key != before

    def test_what_is_sent_beside_the_form_changes_nothing(self, world, client, invite, today) -> None:
        _made, token = invite()
        more = {"email": "other@example.org", "role": "co_ordinator", "is_active": "", "demonstrates": "co_ordinator"}
        bent = {**COMES, **more, "system": world.system.pk, "place": world.there.code}
        client.post(opened(token), bent)
        person = Person.objects.get(name="Nan Nurse")
        assert (person.email, person.is_active, person.demonstrates) == (EMAIL, True, None)
        held = person.roles.get()
        assert (held.role, held.place) == ("member", world.here)

    @pytest.mark.parametrize(
        ("bent", "words"),
        [
            ({"password": "short"}, "too short"),
            ({"password": "password123"}, "too common"),
            ({"password": EMAIL}, "too similar"),
            ({"name": "Seven Lanterns", "password": "seven lanterns"}, "too similar"),
            ({"password": ""}, "Choose a password"),
            ({"name": "  "}, "Type your name"),
            ({"name": "x" * 121}, "too long by"),
        ],
    )
    def test_what_is_not_good_enough_is_said_and_the_link_still_works(self, client, invite, today, bent, words) -> None:
        _made, token = invite()
        answer = client.post(opened(token), {**COMES, **bent})
        assert words in text(answer)
        assert not Person.objects.filter(email=EMAIL).exists()
        assert client.get(opened(token)).status_code == 200

    def test_a_page_for_an_address_with_an_account_is_the_one_for_an_address_without(
        self, world, client, invite, today
    ) -> None:
        known, unknown = "observer@example.org", "nobody00@example.org"
        Person.objects.filter(pk=world.observer.pk).update(email=known)
        pages = []
        for email in (known, unknown):
            _made, token = invite(email)
            page = client.get(opened(token))
            csrf = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
            pages.append(csrf.sub("", text(page)).replace(token, "").replace(email, ""))
        assert pages[0] == pages[1]

    def test_somebody_with_an_account_who_comes_as_new_is_led_to_sign_in(self, world, client, invite, today) -> None:
        _made, token = invite(world.observer.email)
        before = Person.objects.values().get(pk=world.observer.pk)
        assert "sign in with it instead" in text(client.post(opened(token), COMES))
        assert Person.objects.values().get(pk=world.observer.pk) == before
        assert "_auth_user_id" not in client.session

    def test_somebody_with_an_account_signs_in_and_says_yes(self, world, client, invite, today) -> None:
        _made, token = invite(world.observer.email)
        (to_sign_in,) = re.findall(r'href="(/sign-in/\?next=[^"]+)"', text(client.get(opened(token))))
        back = client.post(to_sign_in, {"login": world.observer.email, "password": "correct horse battery"})
        assert back.url == opened(token)
        assert "Would you like to join?" in text(client.get(back.url))
        assert not world.observer.roles.filter(role="member").exists()
        assert client.post(back.url).url == reverse("system", args=[world.system.slug])
        assert world.observer.roles.filter(role="member", place=world.here).exists()

    def test_somebody_else_cannot_use_it_and_does_not_learn_whose_it_is(self, world, client, invite, today) -> None:
        _made, token = invite()
        client.force_login(world.stranger)
        for answer in (client.get(opened(token)), client.post(opened(token), COMES)):
            assert "for somebody else" in text(answer)
            assert EMAIL not in text(answer)
        assert not HeldRole.objects.filter(person=world.stranger, place=world.here).exists()
        assert not Person.objects.filter(email=EMAIL).exists()

    def test_the_sixty_first_opening_in_a_minute_is_refused(self, client, invite, today) -> None:
        _made, token = invite()
        assert [client.get(opened("guess")).status_code for _ in range(60)] == [404] * 60
        assert client.get(opened(token)).status_code == 429
        assert client.post(opened(token), COMES).status_code == 429
        cache.clear()
        assert client.get(opened(token)).status_code == 200


def used(world, client, made, token):
    actions.accept_as_new(token=token, **COMES, at=NOW)


def taken_back(world, client, made, token):
    actions.withdraw(invitation=made, by=world.improver_here, at=NOW)


def too_old(world, client, made, token):
    Invitation.objects.filter(pk=made.pk).update(until=NOW)


def forged(world, client, made, token):
    Invitation.objects.filter(pk=made.pk).update(fingerprint="f" * 64)


@pytest.mark.parametrize("signed_in", [False, True])
def test_each_link_that_no_longer_works_shows_the_same_page(world, client, invite, today, signed_in) -> None:
    pages = set()
    for happens in (used, taken_back, too_old, forged):
        made, token = invite(f"{happens.__name__}@example.org")
        happens(world, client, made, token)
        if signed_in:
            client.force_login(world.observer)
        for answer in (client.get(opened(token)), client.post(opened(token), COMES)):
            assert answer.status_code == 404
            pages.add(text(answer))
    assert len(pages) == 1
    assert "ask whoever sent it to invite you again" in pages.pop()


def test_a_link_used_in_one_window_does_nothing_in_the_other(world, client, invite, today) -> None:
    _made, token = invite()
    other = type(client)()
    assert other.get(opened(token)).status_code == 200
    client.post(opened(token), COMES)
    again = other.post(opened(token), {**COMES, "name": "Second"})
    assert again.status_code == 404
    assert [person.name for person in Person.objects.filter(email=EMAIL)] == ["Nan Nurse"]
    assert "_auth_user_id" not in other.session
