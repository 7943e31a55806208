"""Terms of the shared language in people's texts, each with what it means, for eyes, fingers and the keyboard.

`{% explained text %}` is the one way to show what people wrote: in paragraphs, or with `explained_line` in a line. What
it leaves on the page is a mark. `{% explaining %}`, around the content of every page, looks up the terms of all the
texts within it at once, in one query, and puts each text where its mark is.
"""

import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import normalize_newlines

from knotwork.learning.finding.codes import marked
from knotwork.learning.language.codes import pieces
from knotwork.learning.language.queries import Meaning, Vocabulary, vocabularies

register = template.Library()
PARAGRAPH = re.compile(r"\n{2,}")
UNAGREED = "Nobody has agreed this yet. "
NEW_LINE = SafeString("<br>")
STANDS_FOR_A_TEXT = re.compile("\ue000([0-9a-f]{16}):([0-9]+)\ue001")
NO_TERMS = Vocabulary((), {})


@dataclass(frozen=True, slots=True)
class Kept:
    """A text of a learning system that waits for the terms in it, and how it is shown once they are known."""

    text: str
    system: int
    shown: Callable[[Vocabulary, "count[int]"], SafeString]


@dataclass(slots=True)
class Texts:
    """The texts of one page, each kept under a mark that nobody who writes one can know."""

    mark: str = field(default_factory=lambda: secrets.token_hex(8))
    kept: list[Kept] = field(default_factory=list)

    def keep(self, one: Kept) -> str:
        """Keep a text, and what stands for it on the page until `filled`: letters that no escaping changes."""
        self.kept.append(one)
        return f"\ue000{self.mark}:{len(self.kept) - 1}\ue001"

    def filled(self, page: str, by: Any) -> str:
        """The page with every text in its place, its terms as `by` may read them. One query, however many texts."""
        if not self.kept:
            return page
        told: dict[int, list[str]] = defaultdict(list)
        for one in self.kept:
            told[one.system].append(one.text)
        found, numbers = vocabularies(by, told), count(1)

        def shown(match: re.Match[str]) -> str:
            if match[1] != self.mark:  # somebody wrote it who cannot know this page's mark: it stays what they wrote
                return match[0]
            one = self.kept[int(match[2])]
            return one.shown(found[one.system], numbers)

        return STANDS_FOR_A_TEXT.sub(shown, page)


@register.tag
def explaining(parser: template.base.Parser, _token: template.base.Token) -> template.Node:
    """`{% explaining %}…{% endexplaining %}`: within it, texts show what their terms mean."""
    body = parser.parse(("endexplaining",))
    parser.delete_first_token()
    return _Explaining(body)


class _Explaining(template.Node):
    """The part of a page in which terms are explained, once the whole of it is known."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        """The part as it is, and then every text in it with its terms."""
        request = context.get("request")
        if request is None:
            return self.nodelist.render(context)
        request.texts = texts = Texts()
        user = getattr(request, "user", None)
        return texts.filled(self.nodelist.render(context), user if user and user.is_authenticated else None)


@register.simple_tag(takes_context=True)
def explained(context: Any, text: str, *, of: int | None = None) -> str:
    """A text in paragraphs, in which each term shows its meaning the first time that it is said.

    `of` is the key of its learning system, where that is not the page's own.
    """
    return _kept(context, text, of, lambda found, numbers: _paragraphs(text, found, numbers))


@register.simple_tag(takes_context=True)
def explained_line(context: Any, text: str, *, of: int | None = None, wanted: Iterable[str] = ()) -> str:
    """The same without paragraphs, for what stands within one; the roots that are `wanted` are marked in it."""
    return _kept(context, text, of, lambda found, numbers: _line(text, found, numbers, tuple(wanted)))


def _kept(context: Any, text: str, of: int | None, shown: Callable[..., SafeString]) -> str:
    system = of or getattr(context.get("system"), "pk", None)
    texts = getattr(context.get("request"), "texts", None)
    if not text or texts is None or system is None:
        return shown(NO_TERMS, count(1)) if text else ""
    return texts.keep(Kept(text, system, shown))


def _paragraphs(text: str, found: Vocabulary, numbers: "count[int]") -> SafeString:
    paragraphs: list[list[SafeString]] = [[]]
    for piece in pieces(normalize_newlines(text), found.forms):
        if piece.terms:
            paragraphs[-1].append(_term(piece.text, found, piece.terms, next(numbers)))
            continue
        first, *further = PARAGRAPH.split(piece.text)
        paragraphs[-1].append(_lines(first))
        paragraphs += [[_lines(more)] for more in further]
    said = (format_html_join("", "{}", ((part,) for part in some)) for some in paragraphs if any(some))
    return format_html_join("\n\n", "<p>{}</p>", ((one,) for one in said))


def _line(text: str, found: Vocabulary, numbers: "count[int]", wanted: tuple[str, ...]) -> SafeString:
    parts = [(piece, marked(piece.text, wanted)) for piece in pieces(text, found.forms)]
    shown = [_term(words, found, piece.terms, next(numbers)) if piece.terms else words for piece, words in parts]
    return format_html_join("", "{}", ((one,) for one in shown))


def _lines(text: str) -> SafeString:
    return format_html_join(NEW_LINE, "{}", ((line,) for line in text.split("\n")))


def _term(words: str, found: Vocabulary, terms: Iterable[int], number: int) -> SafeString:
    """The words as a button, and beside it what they mean: shown on hover, on focus and on a tap."""
    meanings: list[Meaning] = [found.meanings[one] for one in terms]
    told = format_html_join(
        "", '<span class="kw-term__one"><strong>{}</strong>, {}: {} {}<a href="{}">More</a></span>',
        ((one.name, one.system, one.meaning, "" if one.agreed else UNAGREED, one.address) for one in meanings),
    )  # fmt: skip
    return format_html(
        '<span class="kw-term"><button type="button" class="kw-term__word" aria-describedby="term-{number}">'
        '{words}</button><span class="kw-term__meaning" id="term-{number}">{told}</span></span>',
        number=number, words=words, told=told,
    )  # fmt: skip
