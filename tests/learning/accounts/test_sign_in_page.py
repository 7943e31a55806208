"""Signing in and out."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


def sign_in(client, person, password=PASSWORD, **more):
    return client.post(reverse("sign-in"), {"login": person.email, "password": password, **more})


def test_the_right_password_opens_today(world, client) -> None:
    assert sign_in(client, world.improver_here)["Location"] == reverse("today")


@pytest.mark.parametrize("password", ["wrong", "", PASSWORD.upper()])
def test_a_wrong_password_opens_nothing(world, client, password) -> None:
    answer = sign_in(client, world.improver_here, password)
    assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_nobody_is_sent_to_another_site(world, client, wanted) -> None:
    assert sign_in(client, world.improver_here, next=wanted)["Location"] == reverse("today")


def test_whoever_asked_for_a_page_comes_to_it(world, client) -> None:
    assert sign_in(client, world.improver_here, next="/learning/")["Location"] == "/learning/"


def test_the_form_as_it_is_shown_leads_to_today(world, client) -> None:
    shown = client.get(reverse("sign-in")).context["next"]
    assert sign_in(client, world.improver_here, next=shown)["Location"] == reverse("today")


def test_sign_out_is_by_post_alone(world, client) -> None:
    client.force_login(world.improver_here)
    assert client.get(reverse("sign-out")).status_code == 405
    assert "_auth_user_id" in client.session
    client.post(reverse("sign-out"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("on", "code"), [(True, 302), (False, 404)])
def test_the_demonstrations_sign_in_is_there_in_the_demonstration_alone(world, client, settings, on, code) -> None:
    settings.DEMONSTRATION = on
    person = world.make_person("Demo", ("coach", world.here))
    type(person).objects.filter(pk=person.pk).update(demonstrates="coach")
    assert client.post(reverse("demonstrate"), {"role": "coach"}).status_code == code
    client.logout()
    assert bool(client.get(reverse("sign-in")).context["offered"]) is on
