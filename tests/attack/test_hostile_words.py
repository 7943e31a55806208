"""Mark-up, pictures with scripts and template code in every text that people can write: everywhere it is only words."""

from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from knotwork.exchange.observations.models import Upload
from knotwork.learning.strands.models import Strand
from tests.access.addresses import addresses, text_of
from tests.attack.forms import TYPED
from tests.attack.test_forms_bent import of
from tests.attack.test_other_peoples_things import honest

pytestmark = pytest.mark.django_db

# Each would leave an element called evil-mark or an attribute called data-evil, or these letters joined, if it worked.
WORDS = {
    "markup": "<evil-mark>x</evil-mark>",
    "a picture": "<img src=x onerror=alert(1) data-evil=1>",
    "out of an attribute": '" data-evil=1 onfocus=alert(1) autofocus x="',
    "out of an attribute, singly": "' data-evil=1 onfocus='alert(1)",
    "out of a text area": "</textarea><evil-mark>",
    "out of a title": "</title></head><evil-mark>",
    "a drawing": "<svg data-evil=1 onload=alert(1)><script data-evil=1>alert(1)</script></svg>",
    "out of a drawing": "]]></text></svg><evil-mark>",
    "a script": "</script><script data-evil=1>alert(1)</script>",
    "a comment": "--><evil-mark><!--",
    "escaped already": "&lt;evil-mark&gt; &#60;evil-mark&#62;",
    "wide signs": "＜evil-mark＞",
    "template code": "{{ 'evil'|add:'ish' }} {% firstof 'evil' 'x' %}ish {% load static %} {# x #}",
    "a part of a page": "<c-knot data-evil=1 /><c-vars evil />",
    "an address": "javascript:alert(1)//data-evil",
}
ROUTES = ["tell", "decide", "look-again", "annotate", "phase"]


class Evil(HTMLParser):
    """What a browser would make of a page, in so far as it was none of our doing."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag.startswith("evil") or "data-evil" in named or "evil" in named:
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in named if name.startswith("on")]
        links = [
            named.get(name, "").strip().casefold() for name in ("href", "src", "action", "formaction", "xlink:href")
        ]
        self.found += [
            f"{tag} to {link[:30]}" for link in links if link.startswith(("javascript:", "data:", "vbscript:"))
        ]


def evil_in(page: str) -> list[str]:
    reader = Evil()
    reader.feed(page)
    return reader.found + (["template code was run"] if "evilish" in page else [])


@pytest.mark.parametrize(
    "kind", [kind for kind in WORDS if kind not in {"escaped already", "wide signs", "an address"}]
)
def test_each_of_these_would_be_noticed_where_it_is_not_escaped(kind) -> None:
    """A test of the test."""
    ran = WORDS[kind].replace("{{ 'evil'|add:'ish' }}", "evilish")
    assert evil_in(f"<p class=\"{ran}\">{ran}</p><p class='{ran}'></p>")


def pages(client, world) -> dict[str, str]:
    """Every page there is, with those of what was made last."""
    found = [address.path for address in addresses(world)]
    for strand in Strand.objects.order_by("-pk")[:6]:
        found += [strand.get_absolute_url(), reverse("thread", args=[strand.code])]
    answers = {path: client.get(path, follow=True) for path in found}
    read = {path: answer for path, answer in answers.items() if answer.status_code == 200}
    return {path: a.content.decode() for path, a in read.items() if a.headers["Content-Type"].startswith("text/html")}


@pytest.mark.parametrize("kind", WORDS)
def test_words_in_a_form_are_words_on_every_page(world, forms, lead, kind) -> None:
    words = WORDS[kind]
    for route in ROUTES:
        form = of(forms, route)
        typed = {name: words for name, one in form.fields.items() if one.kind in TYPED}
        assert typed
        answer = lead.post(form.path, {**honest(form), **typed})
        assert answer.status_code == 302, route
        refused = lead.post(form.path, {**typed, "review_on": words, "place": words, "token": words})
        assert evil_in(refused.content.decode()) == [], route
    shown = pages(lead, world)
    assert len(shown) >= 20
    assert {path: evil_in(page) for path, page in shown.items() if evil_in(page)} == {}


def test_words_of_a_file_are_words_on_every_page(world, client) -> None:
    client.force_login(world.co_ordinator)
    assert world.measure.pk  # there to bring numbers into
    cells = [words.replace('"', '""') for words in WORDS.values()]
    rows = "".join(f'"{cell}",2026-10,5,900\n' for cell in cells)
    content = f'"{cells[1]}","month {cells[0]}","{cells[6]}","{cells[12]}"\n{rows}Ward 4,{cells[0]},x,y\n'
    file = SimpleUploadedFile(f"{WORDS['a picture']}.csv", content.encode())
    answer = client.post(reverse("import", args=[world.system.slug]), {"file": file}, follow=True)
    upload = Upload.objects.latest("pk")
    assert evil_in(answer.content.decode()) == []
    place, period, numerator, denominator = answer.context["table"].columns
    given = {"place": place, "period": period, "numerator": numerator, "denominator": denominator, "measure": "",
             "name": WORDS["a drawing"], "definition": WORDS["a script"], "unit": "<b data-evil=1>", "chart": "u",
             "direction": "decrease"}  # fmt: skip
    answer = client.post(reverse("upload", args=[upload.code]), given, follow=True)
    assert answer.status_code == 200
    assert evil_in(answer.content.decode()) == []
    assert evil_in(client.get(reverse("upload", args=[upload.code])).content.decode()) == []


def test_hostile_names_of_places_and_measures_are_words_on_every_page(world, client) -> None:
    for words in WORDS.values():
        world.make_place(words, parent=world.board)
    world.measure.name = WORDS["a drawing"][:120]
    world.measure.unit, world.measure.definition = "<b data-evil=1>", WORDS["a script"]
    world.measure.save()
    world.here.name = f"{WORDS['out of a drawing']}!"
    world.here.save()
    world.improver_here.name = WORDS["a picture"]
    world.improver_here.save()
    for who in (world.improver_here, world.co_ordinator):
        client.force_login(who)
        shown = pages(client, world)
        assert {path: evil_in(page) for path, page in shown.items() if evil_in(page)} == {}


@pytest.mark.parametrize("kind", ["markup", "out of an attribute", "out of a text area", "template code"])
def test_what_is_asked_for_is_shown_as_words(world, kind) -> None:
    client = Client()
    client.force_login(world.co_ordinator)
    for address in addresses(world):
        names = ("q", "name", "words", "happened", "question", "place", "measure", "page", "kind", "chart", "next")
        answer = client.get(address.path, dict.fromkeys(names, WORDS[kind]))
        if answer.status_code == 200:
            assert evil_in(text_of(answer.content)) == [], address


def test_what_is_no_page_is_handed_over_as_a_file(world, client) -> None:
    """A browser shows none of it, whatever words are in it."""
    client.force_login(world.co_ordinator)
    answers = [client.get(address.path) for address in addresses(world)]
    files = [a for a in answers if a.status_code == 200 and not a.headers["Content-Type"].startswith("text/html")]
    assert files
    assert {answer.headers.get("Content-Disposition", "").split(";")[0] for answer in files} == {"attachment"}
    assert {answer.headers["X-Content-Type-Options"] for answer in files} == {"nosniff"}


def test_a_page_that_is_not_there_does_not_repeat_its_address(client, world) -> None:
    client.force_login(world.observer)
    answer = client.get("/<evil-mark>/%3Cevil-mark%3E/")
    assert answer.status_code == 404
    assert "evil" not in answer.content.decode()
