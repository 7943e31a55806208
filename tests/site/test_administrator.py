"""An administrator session: in a session with a second step alone, seen on every page, marked, and over in time."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knotwork.learning.administration import actions
from knotwork.learning.audit.models import Event
from knotwork.learning.people.models import Person
from tests.access.addresses import addresses, patterns
from tests.learning.accounts.test_second_step import code_of, forget_used_codes, set_up_app
from tests.learning.accounts.test_sign_in_page import sign_in

pytestmark = pytest.mark.django_db
REASON, BANNER = "Restore a measure that was defined twice", "You are an administrator"


@pytest.fixture
def ivo(world, client):
    """Somebody with an app and no role, signed in with both steps; and the app's secret."""
    person = world.make_person("Ivo Iron")
    sign_in(client, person)
    person.secret = set_up_app(client)
    client.post(reverse("sign-out"))
    forget_used_codes()
    sign_in(client, person)
    client.post(reverse("mfa_authenticate"), {"code": code_of(person.secret)})
    assert client.get(reverse("today")).status_code == 200
    return person


@pytest.fixture
def lent(world, ivo):
    now = timezone.now()
    return actions.lend(person=ivo, reason=REASON, minutes=20, by=world.operator, at=now)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time, in minutes from when it was lent."""

    def set_to(lending, minutes) -> None:
        moment = lending.began_at + timedelta(minutes=minutes)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to


def opens(client, world) -> bool:
    return client.get(reverse("trail", args=[world.system.slug])).status_code == 200


def test_without_it_somebody_without_a_role_finds_nothing(world, client, ivo) -> None:
    assert not opens(client, world)
    assert BANNER not in client.get(reverse("today")).content.decode()


def test_with_it_every_learning_system_opens(world, client, lent) -> None:
    assert opens(client, world)
    assert client.get(reverse("system", args=[world.elsewhere.slug])).status_code == 200


@pytest.mark.parametrize(("minutes", "open_"), [(0, True), (19.99, True), (20, False), (20.01, False), (29, False)])
def test_it_ends_by_itself(world, client, lent, clock, minutes, open_) -> None:
    clock(lent, minutes)
    assert opens(client, world) is open_
    assert (BANNER in client.get(reverse("today")).content.decode()) is open_


def test_its_end_by_itself_is_in_the_trail_once(world, client, lent, clock) -> None:
    clock(lent, 21)
    for _again in range(2):
        client.get(reverse("today"))
    event = Event.objects.get(verb="end administrator")
    assert (event.by_id, event.after["how"]) == (lent.person_id, "by itself")


def test_the_button_ends_it_now(world, client, lent) -> None:
    answer = client.post(reverse("end-administrator"))
    assert answer["Location"] == reverse("today")
    assert [str(one) for one in get_messages(answer.wsgi_request)] == ["You are no administrator any more."]
    assert not opens(client, world)
    assert Event.objects.get(verb="end administrator").after["how"] == "given back"


def test_a_look_ends_nothing(world, client, lent) -> None:
    assert client.get(reverse("end-administrator")).status_code == 405
    assert opens(client, world)


def test_in_a_session_with_a_password_alone_it_gives_nothing(world, lent) -> None:
    client = Client()
    client.force_login(lent.person)
    assert not opens(client, world)
    assert BANNER not in client.get(reverse("today")).content.decode()


def test_a_second_step_at_the_persons_own_provider_counts(world, lent) -> None:
    client = Client()
    client.force_login(lent.person)
    session = client.session
    session["second_step_elsewhere"] = True
    session.save()
    assert opens(client, world)


def test_it_is_nobody_elses(world, client, lent) -> None:
    client.force_login(world.stranger)
    session = client.session
    session["second_step_elsewhere"] = True
    session.save()
    assert not opens(client, world)


def test_each_change_meanwhile_is_marked_and_none_before_or_after(world, client, ivo) -> None:
    client.post(reverse("account_reauthenticate"), {"password": "correct horse battery"})
    client.post(reverse("mine"))
    actions.lend(person=ivo, reason=REASON, minutes=20, by=world.operator, at=timezone.now())
    client.post(reverse("mine"))
    client.post(reverse("end-administrator"))
    client.post(reverse("mine"))
    marks = [event.session.startswith("admin-") for event in Event.objects.filter(verb="take a copy").order_by("pk")]
    assert marks == [False, True, False]
    assert Event.objects.get(verb="end administrator").session.startswith("admin-")


def test_a_refusal_meanwhile_is_marked_too(client, lent) -> None:
    assert client.get(reverse("insight", args=["nowhere"])).status_code == 404
    assert Event.objects.get(verb="refused").session.startswith("admin-")


def test_every_page_says_so_for_how_long_and_offers_the_end(world, client, lent) -> None:
    for address in addresses(world):
        answer = client.get(address.path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and address.name != "public":
            page = answer.content.decode()
            assert BANNER in page, address
            assert REASON in page
            assert reverse("end-administrator") in page
    assert "20\xa0minutes" in client.get(reverse("help")).content.decode() or "19\xa0minutes" in page


def test_a_person_without_an_administrators_session_is_asked_no_more_queries(
    world, client, django_assert_max_num_queries
) -> None:
    client.force_login(world.improver_here)
    with django_assert_max_num_queries(8):
        client.get(reverse("help"))


def test_djangos_admin_is_not_installed_and_no_route_leads_to_it(client) -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not apps.is_installed("django.contrib.admin")
    assert [one for one in patterns() if "contrib.admin" in getattr(one.callback, "__module__", "")] == []
    for path in ("/admin/", "/admin", "/django-admin/", "/admin/login/"):
        assert client.get(path).status_code == 404


def test_no_column_of_the_database_makes_a_superuser() -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        columns = {
            column.name for table in tables for column in connection.introspection.get_table_description(cursor, table)
        }
    assert "is_active" in columns  # the columns were read
    assert {name for name in columns if "super" in name or "staff" in name or "admin" in name} == set()


def test_every_flag_of_a_person_set_gives_nothing(world) -> None:
    person = world.make_person("Flora Flag")
    flags = {field.name: True for field in Person._meta.local_fields if isinstance(field, models.BooleanField)}
    assert flags
    Person.objects.filter(pk=person.pk).update(**flags)
    fresh = Person.objects.get(pk=person.pk)
    assert fresh.grants() == ()
    assert not hasattr(fresh, "is_superuser")
    assert not hasattr(fresh, "has_perm")


def test_no_page_lends_it() -> None:
    """There is one way, and it is on the machine itself: no view is handed the action."""
    from knotwork.learning.administration import views

    assert not hasattr(views, "lend")
    assert {one.name for one in patterns() if "administrator" in one.name} == {"end-administrator"}
