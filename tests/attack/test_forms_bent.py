"""Forms sent again, by others, and with more in them than their pages hold."""

import pytest
from django.apps import apps
from django.urls import reverse

from knotwork.learning.audit.models import Event
from knotwork.learning.people.models import HeldRole, Person
from knotwork.learning.strands.models import Strand
from tests.attack.rows import changed, tables
from tests.attack.test_other_peoples_things import honest

pytestmark = pytest.mark.django_db

MARK = "massmark"
WHAT_A_PERSON_IS = ("people_person", "people_heldrole", "systems_learningsystem", "places_place", "measures_measure")


def every_column() -> set[str]:
    """Every name that a column has anywhere, as a form would have to call it."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            found |= {field.name, field.attname}
    return found


def sent(form, **more) -> dict:
    return {**honest(form), **more}


def of(forms, route):
    return next(form for form in forms[route] if form.method == "post" and "csrfmiddlewaretoken" in form.fields)


ROUTES = ["tell", "decide", "look-again", "annotate", "phase"]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("value", ["words", "another person", "yes"])
def test_a_form_takes_in_only_the_fields_that_its_page_holds(world, forms, lead, route, value) -> None:
    form, other = of(forms, route), world.governance_lead
    planted = {"words": MARK, "another person": str(other.pk), "yes": "true"}[value]
    extra = dict.fromkeys(every_column() - set(form.fields), planted)
    assert {"by", "by_id", "at", "role", "is_active", "kind", "system_id"} <= set(extra)
    before, events = tables(), Event.objects.count()
    answer = lead.post(form.path, sent(form, **extra))
    assert answer.status_code == 302, "the form itself must be taken, or nothing was tried"
    after = tables()
    assert not changed(before, after) & set(WHAT_A_PERSON_IS)
    assert Event.objects.count() > events
    made = Strand.objects.latest("pk")
    assert (made.by, made.at.year > 2000) == (world.improver_here, True)
    assert MARK not in rows_of(changed(before, after))


def rows_of(names) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        found = []
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            found += cursor.fetchall()
    return repr(found)


def test_what_was_planted_would_be_seen(world) -> None:
    """A test of the test: the mark is found where it did get in."""
    world.tell(f"A story with {MARK}")
    assert MARK in rows_of(["strands_strand"])


def test_nobody_gives_themselves_a_role_or_an_account(world, forms, lead) -> None:
    person, held = Person.objects.get(pk=world.improver_here.pk), set(HeldRole.objects.values_list("pk", flat=True))
    own = set(HeldRole.objects.filter(person=person).values_list("pk", flat=True))
    wanted = {
        "role": "governance_lead",
        "system": world.system.slug,
        "person": str(person.pk),
        "demonstrates": "sponsor",
    }
    more = dict.fromkeys(["is_active", "is_superuser", "is_staff"], "on")
    for some in forms.values():
        for form in some:
            lead.post(form.path, {**sent(form), **wanted, **more})
            lead.force_login(world.improver_here)
    again = Person.objects.get(pk=person.pk)
    assert set(HeldRole.objects.values_list("pk", flat=True)) <= held  # taking one back is a lead's right
    assert set(HeldRole.objects.filter(person=person).values_list("pk", flat=True)) == own
    assert (again.email, again.is_active, again.demonstrates) == (person.email, True, None)


@pytest.mark.parametrize("route", ROUTES[:4])
def test_a_form_sent_twice_is_taken_once(world, forms, lead, route) -> None:
    form = of(forms, route)
    assert "token" in form.fields
    first, second = (lead.post(form.path, sent(form)) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert Strand.objects.filter(token=form.fields["token"].offered[0]).count() == 1


@pytest.mark.parametrize("route", ROUTES)
def test_a_form_sent_after_signing_out_changes_nothing(world, forms, lead, route) -> None:
    form = of(forms, route)
    lead.post(reverse("sign-out"))
    before = tables()
    answer = lead.post(form.path, sent(form))
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("sign-in"))
    assert changed(before, tables()) == set()


@pytest.mark.parametrize("route", ROUTES)
def test_a_form_sent_after_the_role_was_taken_away_changes_nothing(world, forms, lead, route) -> None:
    form = of(forms, route)
    HeldRole.objects.filter(person=world.improver_here).delete()
    before = tables()
    assert lead.post(form.path, sent(form)).status_code in {200, 403, 404}
    assert changed(before, tables()) <= {"audit_event"}


def test_a_form_sent_after_the_account_was_closed_changes_nothing(world, forms, lead) -> None:
    form = of(forms, "tell")
    Person.objects.filter(pk=world.improver_here.pk).update(is_active=False)
    before = tables()
    assert lead.post(form.path, sent(form)).status_code == 302
    assert changed(before, tables()) == set()


def test_doubled_fields_and_fields_in_the_address_are_not_taken_for_the_forms_own(world, forms, lead) -> None:
    form = of(forms, "tell")
    path = f"{form.path.split('?')[0]}?happened=From+the+address&visibility=network&system={world.system.slug}"
    kept = {name: value for name, value in sent(form).items() if name != "happened"}
    assert lead.post(path, kept).status_code == 200  # the words are missing, whatever the address says
    lead.post(form.path, {**kept, "happened": ["First", "Second"], "visibility": ["network", "system"]})
    made = Strand.objects.latest("pk")
    assert (made.title, made.visibility) == ("Second", "system")
