"""Role by place by route: who may open what, against a table written by hand."""

import pytest
from django.db import transaction

from knotwork.access.policy import Grant
from knotwork.access.roles import ROLES
from knotwork.access.verbs import Verb
from tests.access.addresses import METHODS, addresses

pytestmark = pytest.mark.django_db

# What each role may do where it is held, beyond seeing; elsewhere in the same learning system it only sees.
MAY = {
    "observer": "",
    "member": "tell annotate",
    "team_lead": "tell annotate rebase decide invite gather",
    "coach": "tell annotate rebase decide gather",
    "co_ordinator": "tell annotate rebase decide import invite gather",
    "analyst": "tell annotate rebase import",
    "sponsor": "tell annotate rebase decide",
    "lived_experience": "tell",
    "governance_lead": "tell annotate rebase decide audit",
    "connector": "",
    "guardian": "",
    "facilitator": "",
}
# Routes whose object is the whole learning system: a role held in a place does not reach it.
OF_THE_SYSTEM = {
    "take-requests", "trail", "waiting", "small-numbers", "import", "upload", "upload-confirm", "upload-again",
    "take-terms",
}  # fmt: skip
# Routes that open to whoever may do it at any place of the system; what may be chosen there, the form and action say.
AT_ANY_PLACE = {
    "openings", "respond", "decide", "invite", "give-role", "answer-request", "sort", "pair", "merge",
    "reflect", "weigh", "propose", "agree", "say", "names",
}  # fmt: skip
POSTED = {
    "take-out-file",
    "close-opening", "upload-confirm", "upload-again", "withdraw-invitation", "take-requests", "sort", "pair",
    "thank", "agree",
}  # fmt: skip
# Whose words they are decides, and no role: nobody in the table told the story.
OF_THE_TELLER = {"edit", "sharing", "add-file"}
# Whoever carries it, or told it, may too: nobody in the table does. Of all others, who may do this.
OF_OTHERS = {"finish": "decide", "take-out-file": "gather"}
REDIRECTS = {"strand", "upload-again", "upload-confirm"}


def test_the_table_names_every_role() -> None:
    assert set(MAY) == set(ROLES)


def expected(address, role: str, where: str) -> int:
    """The status that this table promises for a POST-safe GET of a route by a role held somewhere."""
    if where == "outside":
        return 404
    may = {"see", *(MAY[role].split() if where in {"here", "system"} else ())}
    if address.name in AT_ANY_PLACE and where == "there":
        may = {"see", *MAY[role].split()}
    if address.name in OF_THE_SYSTEM and where != "system":
        may = {"see"}
    if OF_OTHERS.get(address.name, "see") not in may:
        return 403
    if address.needs not in may or address.name in OF_THE_TELLER:
        return 403
    if address.name in POSTED:
        return 405
    return 302 if address.name in REDIRECTS else 200


@pytest.mark.parametrize("where", ["here", "there", "system", "outside"])
@pytest.mark.parametrize("role", MAY)
def test_a_role_opens_just_what_the_table_says(world, client, role, where) -> None:
    held = {"here": world.here, "there": world.there, "system": world.system, "outside": world.far}[where]
    every = [address for address in addresses(world) if address.door]
    assert world.elsewhere.pk  # the place outside belongs to a learning system of its own
    client.force_login(world.make_person("Someone", (role, held)))
    found = {address.name: client.get(address.path).status_code for address in every}
    assert found == {address.name: expected(address, role, where) for address in every}
    refused = [address for address in every if found[address.name] in {403, 404}]
    for method in METHODS:
        answers = {address.name: getattr(client, method)(address.path).status_code for address in refused}
        assert answers == {address.name: found[address.name] for address in refused}, method
    if where == "system":  # where a role opens most: what is open is open, and never falls over, to those who write too
        for method in ("post", "put", "patch", "delete"):
            tries = {a.name: tried(client, a, method) for a in every if a not in refused}
            assert {name: status for name, status in tries.items() if status in {403, 404, 500}} == {}, method


def tried(client, address, method: str) -> int:
    """What an address answers to a method with nothing in it; what that changed is undone."""
    with transaction.atomic():
        answer = getattr(client, method)(address.path).status_code
        transaction.set_rollback(True)
    return answer


def test_a_guard_that_ignores_the_place_is_noticed(world, client, monkeypatch) -> None:
    """A test of the test: with the place taken out of the policy, the table above is no longer met."""

    def anywhere(self, verb, subject) -> bool:
        role = ROLES[self.role]
        return verb in role.within and subject.system in (self.systems | {self.system})

    every = [address for address in addresses(world) if address.door]
    client.force_login(world.make_person("Someone", ("team_lead", world.there)))
    monkeypatch.setattr(Grant, "allows", anywhere)
    found = {address.name: client.get(address.path).status_code for address in every}
    wrong = {a.name for a in every if found[a.name] != expected(a, "team_lead", "there")}
    assert "look-again" in wrong
    assert "annotate" in wrong


def test_the_verbs_that_need_a_role_are_all_on_some_route_or_for_actions_alone(world) -> None:
    on_routes = {address.needs for address in addresses(world)}
    assert set(Verb) - on_routes == {Verb.SET_UP}
