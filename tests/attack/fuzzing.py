"""Sends a route what no honest browser would, and says what it did wrong."""

import os
from collections import Counter
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.access.addresses import METHODS, Address
from tests.attack.forms import Form
from tests.attack.hostile import ANYTHING, FILE_NAMES, FILES, multipart, pairs, urlencoded
from tests.attack.rows import changed, tables

# How much more than usual is sent: `KNOTWORK_FUZZ=50` for a long night.
TIMES = int(os.environ.get("KNOTWORK_FUZZ", "1"))
TRAIL = "audit_event"
SENT_ON = {301, 302, 303}
CONTENT_TYPES = [
    "application/x-www-form-urlencoded",
    "application/json",
    "text/plain",
    "multipart/form-data",
    "",
    "a/b;;=\xff",
]


@dataclass
class Person:
    """Somebody who sends requests, signed in or not, and how each route answered how often."""

    name: str
    client: Client
    forms: dict[str, list[Form]] = field(default_factory=dict)
    met: Counter[tuple[str, int]] = field(default_factory=Counter)


def requests_to(address: Address, forms: list[Form]) -> st.SearchStrategy[dict[str, Any]]:
    """Requests to one address, most of them like one of the forms that are sent there."""
    posted = [form for form in forms if form.method == "post"] or [Form(address.path, "post")]
    asked = [form for form in forms if form.method == "get"]
    names: dict[str, list[str]] = {}
    for form in [*asked, *posted]:
        for one in form.fields.values():
            names.setdefault(one.name, []).extend(one.offered[:3])
    honest = st.sampled_from(posted).flatmap(_sent)
    odd = st.fixed_dictionaries({
        "method": st.sampled_from(METHODS), "body": ANYTHING, "content_type": st.sampled_from(CONTENT_TYPES),
    })  # fmt: skip
    look = st.fixed_dictionaries({"method": st.sampled_from(["get", "head"])})
    query = st.just(b"") | pairs(names).map(urlencoded)
    segment = st.sampled_from([None] * 7 + [True]).flatmap(lambda broken: ANYTHING if broken else st.none())
    return st.tuples(st.one_of(honest, honest, honest, look, odd), query, segment).map(
        lambda drawn: {**drawn[0], "query": drawn[1], "segment": drawn[2]}
    )


def _sent(form: Form) -> st.SearchStrategy[dict[str, Any]]:
    typed = [one for one in form.fields.values() if one.kind not in {"file", "button"}]
    files = [one.name for one in form.fields.values() if one.kind == "file"]
    sent = st.tuples(pairs({one.name: one.honest for one in typed}), _pressed(form)).map(
        lambda both: [*both[0], *both[1]]
    )
    if not files:
        kind = {"method": st.just("post"), "content_type": st.just(CONTENT_TYPES[0])}
        return st.fixed_dictionaries({**kind, "body": sent.map(urlencoded)})
    part = st.tuples(st.sampled_from(files), st.sampled_from(FILE_NAMES), FILES)
    both = st.tuples(sent, st.lists(part, min_size=1, max_size=2)).map(lambda drawn: multipart(*drawn))
    return both.map(lambda made: {"method": "post", "body": made[0], "content_type": made[1]})


def _pressed(form: Form) -> st.SearchStrategy[list[tuple[bytes, bytes]]]:
    """The button that the form is sent with: most often the plain one, which has no name."""
    named = [(one.name, value) for one in form.fields.values() if one.kind == "button" for value in one.offered]
    pressed = [[(name.encode(), value.encode())] for name, value in named]
    return st.sampled_from([[], [], [], *pressed])


def send(client: Client, address: Address, request: dict[str, Any]) -> Any:
    """One request, as written, to an address or to one that is like it."""
    path, segment = address.path, request["segment"]
    if segment is not None and address.door is not None:
        parts = path.rstrip("/").split("/")
        path = "/".join([*parts[:-1], segment.decode("latin-1").replace("/", "%2F"), ""])
    given = {"data": request.get("body", b""), "content_type": request.get("content_type", "text/plain")}
    return client.generic(request["method"].upper(), path, QUERY_STRING=request["query"].decode("latin-1"), **given)


@contextmanager
def taken_back(client: Client):
    """Whatever is done within is undone at the end, so that each request meets the same world and comes as the same."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


def fault_of(person: Person, address: Address, request: dict[str, Any], before: dict[str, str], trail: int) -> str:
    """What a route did wrong with one request, or nothing; `before` are the tables, `trail` the events there were."""
    answer = send(person.client, address, request)
    person.met[address.name, answer.status_code] += 1
    if answer.status_code >= 500:
        return f"{answer.status_code}: {getattr(answer, 'exc_info', None)}"
    if connection.needs_rollback:
        return f"{answer.status_code}, and the transaction is broken"
    different, told = changed(before, tables()), _events() - trail
    refused = answer.status_code in {403, 404}
    if different - {TRAIL} and not (request["method"] == "post" and answer.status_code in SENT_ON):
        return f"{answer.status_code}, and yet {sorted(different)} changed"
    if different - {TRAIL} and not told:
        return f"{sorted(different)} changed, and the trail does not know"
    if different == {TRAIL} and not refused and request["method"] != "post":
        return f"{answer.status_code}, and the trail tells of a change that there was not"
    return ""


def _events() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {TRAIL}")
        return cursor.fetchone()[0]


def assault(person: Person, address: Address, *, many: int) -> None:
    """Send a route what a person's forms could be bent into.

    Raises:
        AssertionError: it fell over, wrote something half, or wrote something that the trail does not tell of.
    """
    plan = requests_to(address, person.forms.get(address.name, []))
    before, trail = tables(), _events()

    # The first fault is shown as it was met: making it smaller would take longer than finding it.
    @seed(20261123)
    @settings(
        max_examples=many * TIMES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(request=plan)
    def hold(request: dict[str, Any]) -> None:
        with taken_back(person.client):
            fault = fault_of(person, address, request, before, trail)
        assert not fault, f"{address.name} ({person.name}): {fault}\n{request!r}"

    hold()
