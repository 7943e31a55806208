"""Every route and every form, given what nobody would send: none falls over, nothing is half written."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.places.models import Place
from tests.access.addresses import Address, addresses
from tests.attack.forms import Field, Form, forms_by_route, forms_of
from tests.attack.fuzzing import Person, assault

pytestmark = pytest.mark.django_db

MANY, FEW = 12, 4
OUTSIDE = {"not signed in", "elsewhere"}  # most of what they send is turned away before it is read


def signed_in(who=None) -> Client:
    client = Client(raise_request_exception=False)
    if who is not None:
        client.force_login(who)
    return client


@pytest.fixture
def everybody(world) -> list[Person]:
    """Someone who is not signed in, a team lead, who runs the system, and who belongs elsewhere."""
    people = {
        "not signed in": None,
        "team lead": world.improver_here,
        "co-ordinator": world.co_ordinator,
        "elsewhere": world.stranger,
    }
    return [Person(name, signed_in(who)) for name, who in people.items()]


def test_no_route_falls_over_or_writes_by_halves(world, everybody) -> None:
    every = addresses(world)
    found = forms_by_route([person.client for person in everybody], [address.path for address in every])
    assert {"tell", "decide", "annotate", "import", "sign-in"} <= set(found)
    for person in everybody:
        person.forms = found
        for address in every:
            assault(person, address, many=FEW if person.name in OUTSIDE else MANY)
    taken = {route for person in everybody for route, status in person.met if status == 302}
    assert taken >= TAKEN


# What is refused at its first field has tried nothing behind it: of these some must have been taken.
TAKEN = {
    "annotate",
    "decide",
    "edit",
    "import",
    "look-again",
    "phase",
    "sharing",
    "sign-out",
    "tell",
    "upload",
    "upload-again",
    "upload-confirm",
}


def falls_over(request) -> HttpResponse:
    return HttpResponse(str(int(request.POST.get("number", "1"))))


def writes_though_it_refuses(request) -> HttpResponse:
    Place.objects.update(name="Mine")
    return HttpResponse("Not so.")


def writes_and_tells_nobody(request) -> HttpResponse:
    if request.method == "POST":
        Place.objects.update(name="Mine")
    return HttpResponse(status=302, headers={"Location": "/"})


FAULTS = {
    "falls over": (falls_over, "500"),
    "writes though it refuses": (writes_though_it_refuses, "and yet .*places_place"),
    "writes and tells nobody": (writes_and_tells_nobody, "the trail does not know"),
}


class Addresses:
    """The site's own addresses, and one with a fault that was put there."""

    def __init__(self, view) -> None:
        planted = route("planted/", view, needs=Verb.ENTER, name="planted")
        self.urlpatterns = [planted, path("", include("knotwork.site.urls"))]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_was_planted_is_found(world, settings, fault) -> None:
    view, said = FAULTS[fault]
    assert world.here.pk  # something to spoil
    settings.ROOT_URLCONF = Addresses(view)
    field = Field("number", "text", ["1"])
    person = Person("somebody", signed_in(), {"planted": [Form("/planted/", "post", fields={"number": field})]})
    with pytest.raises(AssertionError, match=said):
        assault(person, Address("planted", "/planted/", Verb.ENTER, None), many=MANY)


def test_a_page_that_is_sound_is_not_complained_of(world) -> None:
    person = Person("somebody", signed_in())
    assault(person, Address("help", "/help/", Verb.ENTER, None), many=MANY)
    assert {route for route, _status in person.met} == {"help"}


PAGE = """
<form method="post" action="there/"><input type="hidden" name="csrf" value="x"><textarea name="words">
old</textarea><select name="kind"><option value="">-<option value="a">A</select>
<input type="radio" name="who" value="me"><input type="radio" name="who" value="all">
<button name="look">Look</button></form>
<form><input name="q" type="search"></form>
"""


def test_forms_are_read_as_a_browser_reads_them() -> None:
    post, get = forms_of(PAGE, "/here/?x=1")
    assert (post.path, post.method, get.path, get.method) == ("/here/there/", "post", "/here/?x=1", "get")
    assert {name: (one.kind, one.offered) for name, one in post.fields.items()} == {
        "csrf": ("hidden", ["x"]),
        "words": ("textarea", ["\nold"]),
        "kind": ("select", ["", "a"]),
        "who": ("radio", ["me", "all"]),
        "look": ("button", []),
    }
    assert (post.fields["kind"].honest, get.fields["q"].honest) == (["a"], ["Something happened."])
