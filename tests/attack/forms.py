"""The forms that pages hold, read from the pages themselves as a browser reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

CONTROLS = {"input", "textarea", "select", "button"}
TYPED = {"text", "textarea", "search"}


@dataclass
class Field:
    """One field: its name, its kind, and the values that the page itself offers for it."""

    name: str
    kind: str
    offered: list[str] = field(default_factory=list)

    @property
    def honest(self) -> list[str]:
        """What somebody might send who means no harm: one of the choices, or a few words where words are typed."""
        chosen = [value for value in self.offered if value.strip()]
        return chosen or (["Something happened."] if self.kind in TYPED else [""])


@dataclass
class Form:
    """One form: where it is sent and how, and its fields by name."""

    path: str
    method: str
    multipart: bool = False
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def route(self) -> str:
        """The name of the route that the form is sent to, or nothing where there is none."""
        try:
            return resolve(urlsplit(self.path).path).url_name or ""
        except Resolver404:
            return ""

    def filled(self) -> dict[str, list[str]]:
        """What a browser sends when nothing is typed."""
        return {name: one.offered[:1] for name, one in self.fields.items() if one.offered}


class _Reader(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__()
        self.base, self.forms, self.area, self.select = base, [], None, None

    def handle_starttag(self, tag: str, attrs: list) -> None:
        said = dict(attrs)
        if tag == "form":
            path = urljoin(self.base, said.get("action") or self.base)
            multipart = said.get("enctype") == "multipart/form-data"
            self.forms.append(Form(path, (said.get("method") or "get").lower(), multipart))
        elif tag in CONTROLS and self.forms and said.get("name"):
            self._control(tag, said)
        elif tag == "option" and self.select is not None:
            self.select.offered.append(said.get("value") or "")

    def _control(self, tag: str, said: dict) -> None:
        kind = said.get("type", "text") if tag == "input" else tag
        found = self.forms[-1].fields.setdefault(said["name"], Field(said["name"], kind))
        if tag in {"input", "button"} and said.get("value") is not None:
            found.offered.append(said["value"])
        self.area = found if tag == "textarea" else None
        self.select = found if tag == "select" else self.select

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.offered.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = None
        if tag == "select":
            self.select = None


def forms_of(page: str, base: str) -> list[Form]:
    """Every form of a page that was found at the address `base`."""
    reader = _Reader(base)
    reader.feed(page)
    for form in reader.forms:
        if {"photograph", "shows"} <= set(form.fields):  # words for a photograph that nobody sends are not taken
            form.fields["shows"].kind = "words for a file"
    return reader.forms


def forms_by_route(clients, paths: list[str]) -> dict[str, list[Form]]:
    """Every form that any of these people meets on any of these pages, by the route that it is sent to."""
    found: dict[str, list[Form]] = {}
    for client in clients:
        for path in paths:
            answer = client.get(path)
            if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
                for form in forms_of(answer.content.decode(), path):
                    found.setdefault(form.route, []).append(form)
    return found
