"""Addresses and forms with somebody else's names in them: there is nothing there, and nothing of theirs is touched."""

from itertools import combinations

import pytest
from django.test import Client
from django.urls import reverse

from knotwork.learning.strands.models import Link, Strand
from tests.access.addresses import METHODS, addresses, things
from tests.attack.rows import changed, tables

pytestmark = pytest.mark.django_db

MEMBERS = ["improver_here", "co_ordinator", "governance_lead", "coach_in_both"]


def mixtures(mine: dict[str, str], theirs: dict[str, str]) -> list[dict[str, str]]:
    """What a route captures with one, some or all of its parts taken from another world."""
    parts = sorted(mine)
    chosen = [some for many in range(1, len(parts) + 1) for some in combinations(parts, many)]
    mixed = [{**mine, **{part: theirs[part] for part in some}} for some in chosen]
    return [mixture for mixture in mixed if mixture != mine]


@pytest.mark.parametrize("who", MEMBERS)
def test_no_address_opens_with_a_name_from_another_world_in_it(world, elsewhere, client, who) -> None:
    mine, theirs = things(world), things(elsewhere)
    client.force_login(getattr(world, who))
    opened, tried = {}, 0
    behind_doors = {address.name for address in addresses(world) if address.door}
    for route, captured in mine.items():
        if route not in behind_doors:  # one's own account is tried in learning/accounts
            continue
        for mixture in mixtures(captured, theirs[route]):
            for method in METHODS:
                tried += 1
                status = getattr(client, method)(reverse(route, kwargs=mixture)).status_code
                if status != 404:
                    opened[route, method, str(mixture)] = status
    assert opened == {}
    assert tried >= 150


def test_somebody_who_belongs_to_one_world_opens_their_own(world, elsewhere) -> None:
    """A test of the test: the same addresses with the names of one world do open."""
    assert elsewhere.system != world.system
    client = Client()
    client.force_login(elsewhere.co_ordinator)
    found = {address.name: client.get(address.path).status_code for address in addresses(elsewhere) if address.door}
    assert {"measure", "insight", "decision", "upload"} <= {name for name, status in found.items() if status == 200}


def borrowed(elsewhere) -> dict[str, list[str]]:
    """What the fields that choose something would hold, were it chosen from another world."""
    told = elsewhere.tell("Not for you")
    return {
        "system": [elsewhere.system.slug], "place": [elsewhere.here.code], "measure": [elsewhere.measure.slug],
        "came_of": [told.code], "decided_from": [told.code], "owner": [str(elsewhere.improver_here.pk)],
        "from": [told.code],
    }  # fmt: skip


def test_no_form_takes_in_what_belongs_to_another_world(world, elsewhere, forms, lead) -> None:
    theirs = borrowed(elsewhere)
    keys = {elsewhere.system.pk}
    before = set(Strand.objects.filter(system__in=keys).values_list("pk", "title", "visibility"))
    tried = set()
    for route in ("tell", "decide", "look-again", "annotate"):
        form = next(form for form in forms[route] if form.method == "post")
        for field in sorted(set(theirs) & (set(form.fields) | {"came_of", "from", "place"})):
            lead.post(form.path, {**honest(form), field: theirs[field]})
            tried.add((route, field))
    assert {("tell", "system"), ("tell", "place"), ("tell", "came_of"), ("decide", "owner")} <= tried
    assert set(Strand.objects.filter(system__in=keys).values_list("pk", "title", "visibility")) == before
    assert not Strand.objects.filter(by=world.improver_here, place=elsewhere.here).exists()
    assert not Link.objects.filter(origin__system__in=keys).exists()
    assert not Link.objects.filter(outcome__system__in=keys).exists()


def honest(form) -> dict[str, list[str]]:
    """What somebody who means no harm sends: no button pressed, one of each choice."""
    kept = {name: one for name, one in form.fields.items() if one.kind not in {"button", "file"}}
    return {name: one.honest[:1] for name, one in kept.items() if one.honest[:1] != [""]}


def test_a_hidden_insight_is_not_found_by_searching_or_filtering(world, elsewhere, client) -> None:
    elsewhere.tell("Xylophone practice on the ward")
    client.force_login(world.coach_in_both)
    for query in ("?q=Xylophone", f"?system={elsewhere.system.slug}", "?kind=insight", "?page=2", "?q=%25"):
        assert "practice on the ward" not in client.get(f"{reverse('learning')}{query}").content.decode()


@pytest.mark.parametrize("guess", ["1", "0", "-1", "aaaaaaaaaaaa", "A" * 12, "%00", "..", "1 OR 1=1", "'", "😀"])
def test_keys_that_are_guessed_open_nothing(world, client, guess) -> None:
    assert world.tell("A story").pk
    client.force_login(world.coach_in_both)
    before = {name: value for name, value in tables().items() if name != "audit_event"}
    for base in ("/strands/", "/insights/", "/decisions/", "/reviews/", "/readings/", "/imports/"):
        assert client.get(f"{base}{guess}/").status_code in {400, 404}
    assert changed(before, {name: value for name, value in tables().items() if name != "audit_event"}) == set()


def test_codes_are_long_and_drawn_by_chance(world) -> None:
    codes = [world.tell(f"Story {n}").code for n in range(30)]
    assert len({*codes}) == 30
    assert {len(code) for code in codes} == {10}
    assert len({letter for code in codes for letter in code}) >= 20
